//! Reads many inputs in parallel and in bounded memory.

use std::ffi::OsStr;
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use article::{Article, Capture, Captures, Format, Moment, Settings};
use language::{Analysis, Model};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use record::{MadeBy, Record};

use crate::Input;

/// How articles are read.
#[derive(Clone, Default)]
pub struct Reader {
    /// The day or moment of reading, by which "yesterday" is resolved; nothing is resolved without.
    pub as_of: Option<Moment>,
    /// Read every input in this format instead of telling it by its content.
    pub format: Option<Format>,
    /// The page's address, where there is one input.
    pub url: Option<String>,
    /// How many threads read; 0 is one for each core.
    pub jobs: usize,
    /// Another language model than the one that is part of the program.
    pub model: Option<Arc<Model>>,
    /// What a user adds: names that they follow, a codebook of events.
    pub settings: Arc<record::Settings>,
}

/// What became of an article.
#[derive(Debug)]
pub enum Outcome {
    /// It was read.
    Read(Box<Record>),
    /// A file of a folder is no text, or a page of a web archive holds no article; nobody asked for it by name.
    Skipped(Failure),
    /// It could not be read; the others are.
    Failed(Failure),
}

/// The bytes of one article with what became of them; see [`Reader::read_captures`].
#[derive(Debug)]
pub struct Taken {
    /// The input's name.
    pub input: String,
    /// What was read; absent where the input could not be opened.
    pub capture: Option<Capture>,
    /// What became of it; absent where it was not wanted.
    pub outcome: Option<Outcome>,
}

/// Says whether a capture is to be read at all.
type Wanted<'a> = dyn Fn(&Capture) -> bool + Sync + 'a;

/// An input, or a line of one, that gave no record.
#[derive(Debug)]
pub struct Failure {
    /// The input's name.
    pub input: String,
    /// Why.
    pub reason: Reason,
}

/// Why an input gave no record.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// It could not be opened.
    #[error("it cannot be opened: {0}")]
    Closed(String),
    /// It was found in a folder, and its name says that it is about the folder.
    #[error("it is about the folder; name it to have it read")]
    AboutFolder,
    /// It is of a format that holds many articles, and holds none.
    #[error("there is no article in it, read as {0}")]
    NoArticle(&'static str),
    /// What was in it is no article.
    #[error(transparent)]
    Article(#[from] article::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.input, self.reason)
    }
}

/// How many articles are taken up at a time, for each thread.
const BATCH_A_JOB: usize = 16;
/// How many bytes of lines, entries and records are held at a time.
const BATCH_BYTES: usize = 64 * 1024 * 1024;

/// One article to be read.
enum Work {
    /// An opened input that holds one article, still to be drawn in.
    Page(Input, Captures<'static>),
    /// A JSON line, an entry, an item or a record.
    Part(Input, Capture),
    /// Something that failed before.
    Done(Input, Outcome),
}

impl Reader {
    /// Reads every article of the inputs and hands over the outcomes, in the order of the inputs and of the lines in
    /// them.
    ///
    /// # Panics
    /// If the system gives no threads.
    pub fn read(&self, inputs: impl IntoIterator<Item = Input>, mut each: impl FnMut(Outcome)) {
        self.take(inputs, None, &mut |taken| each(taken.outcome.expect("every capture is wanted")));
    }

    /// Like [`Reader::read`] for those who keep the bytes: hands over each capture with its outcome. One that `is_wanted`
    /// turns down is handed over unread; it is asked in the threads that read.
    ///
    /// # Panics
    /// If the system gives no threads.
    pub fn read_captures(
        &self,
        inputs: impl IntoIterator<Item = Input>,
        is_wanted: impl Fn(&Capture) -> bool + Sync,
        mut each: impl FnMut(Taken),
    ) {
        self.take(inputs, Some(&is_wanted), &mut each);
    }

    fn take(
        &self,
        inputs: impl IntoIterator<Item = Input>,
        wanted: Option<&Wanted>,
        each: &mut dyn FnMut(Taken),
    ) {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(self.jobs).build().expect("the system gives threads");
        let batch_size = BATCH_A_JOB * pool.current_num_threads();
        let mut work = inputs.into_iter().flat_map(|input| self.open(input)).peekable();
        while work.peek().is_some() {
            let mut bytes = 0;
            let mut batch = Vec::new();
            while batch.len() < batch_size && bytes < BATCH_BYTES {
                let Some(next) = work.next() else { break };
                if let Work::Part(_, capture) = &next {
                    bytes += capture.bytes.len();
                }
                batch.push(next);
            }
            // One article needs no threads: a small input is read without waking them.
            let taken: Vec<Taken> = if batch.len() == 1 {
                batch.into_iter().map(|work| self.finish(work, wanted)).collect()
            } else {
                // The model is opened before its users start: opening it takes threads of its own, and one of ours
                // that waited for them would take up the next article, which waits for the model.
                self.model();
                pool.install(|| batch.into_par_iter().map(|work| self.finish(work, wanted)).collect())
            };
            taken.into_iter().for_each(&mut *each);
        }
    }

    /// The articles of an input, JSON lines as they are drawn.
    fn open(&self, input: Input) -> Box<dyn Iterator<Item = Work>> {
        let opened: Result<Captures<'static>, Outcome> = match &input {
            Input::Found(path) if is_about_folder(path) => {
                Err(Outcome::Skipped(Failure { input: input.to_string(), reason: Reason::AboutFolder }))
            }
            Input::Path(path) | Input::Found(path) => match File::open(path) {
                Ok(file) if file.metadata().is_ok_and(|about| about.is_dir()) => {
                    Err(closed(&input, "it is a folder"))
                }
                Ok(file) => self.captures(&input, file),
                Err(reason) => Err(closed(&input, &reason.to_string())),
            },
            Input::Closed { reason, .. } => Err(closed(&input, reason)),
            Input::Stdin => self.captures(&input, io::stdin()),
            Input::Fetched(fetched) => self.captures(&input, Cursor::new(Arc::clone(&fetched.bytes))),
        };
        match opened {
            Ok(captures) if captures.format().holds_many() => {
                let format = captures.format();
                let mut captures = captures.peekable();
                if captures.peek().is_none() {
                    return Box::new(std::iter::once(Work::Done(input.clone(), nothing(&input, format))));
                }
                Box::new(captures.map(move |capture| match capture {
                    Ok(capture) => Work::Part(input.clone(), with_origin(&input, capture)),
                    Err(error) => Work::Done(input.clone(), failed(&input, error)),
                }))
            }
            Ok(captures) => Box::new(std::iter::once(Work::Page(input, captures))),
            Err(outcome) => Box::new(std::iter::once(Work::Done(input, outcome))),
        }
    }

    fn captures(
        &self,
        input: &Input,
        bytes: impl Read + Send + 'static,
    ) -> Result<Captures<'static>, Outcome> {
        article::captures(bytes, self.format).map_err(|error| failed(input, error))
    }

    fn finish(&self, work: Work, wanted: Option<&Wanted>) -> Taken {
        let (input, capture) = match work {
            Work::Done(input, outcome) => return without_capture(&input, outcome),
            Work::Part(input, capture) => (input, capture),
            Work::Page(input, mut captures) => match captures.next() {
                Some(Ok(capture)) => {
                    let capture = with_origin(&input, capture);
                    (input, capture)
                }
                Some(Err(error)) => return without_capture(&input, failed(&input, error)),
                None => return without_capture(&input, failed(&input, article::Error::Empty)),
            },
        };
        let is_wanted = wanted.is_none_or(|is_wanted| is_wanted(&capture));
        let outcome = is_wanted.then(|| self.read_capture(&input, &capture));
        Taken { input: input.to_string(), capture: wanted.map(|_| capture), outcome }
    }

    /// Reads one capture: what an archive keeps, say. `input` is the name it goes by.
    ///
    /// # Errors
    /// When it holds no article text.
    pub fn read_one(&self, capture: &Capture, input: Option<&str>) -> Result<Record, article::Error> {
        let settings = Settings { as_of: self.as_of, input: input.map(str::to_owned), url: self.url.clone() };
        let article = article::read(capture, &settings)?;
        let analysis = self.analyze(&article);
        let mut record = record::read_with(article, &analysis, &self.settings);
        record.made_by.model = self.made_by().model;
        Ok(record)
    }

    /// What its records are made by, the day of reading aside.
    pub fn made_by(&self) -> MadeBy {
        let model = self.model.as_deref().and_then(Model::mark).map(str::to_owned);
        MadeBy { model, ..self.settings.made_by() }
    }

    fn read_capture(&self, input: &Input, capture: &Capture) -> Outcome {
        let name = (*input != Input::Stdin).then(|| input.to_string());
        match self.read_one(capture, name.as_deref()) {
            Ok(record) => Outcome::Read(Box::new(record)),
            Err(error) => failed(input, error),
        }
    }

    /// What the model says of an article; nothing of one in a language that it does not know.
    fn analyze(&self, article: &Article) -> Analysis {
        if article.language.as_deref().is_some_and(|language| !language.starts_with("en")) {
            return Analysis::default();
        }
        self.model().analyze(article)
    }

    fn model(&self) -> &Model {
        self.model.as_deref().unwrap_or_else(|| embedded())
    }
}

/// The program's own model, opened when it is first needed.
fn embedded() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::embedded().expect("the model of a program that passed its tests opens"))
}

/// A capture with what is known of where its input came from, where it does not say so itself.
fn with_origin(input: &Input, mut capture: Capture) -> Capture {
    if let Input::Fetched(fetched) = input {
        capture.url = capture.url.or_else(|| Some(fetched.url.clone()));
        capture.charset = capture.charset.or_else(|| fetched.charset.clone());
        capture.fetched = capture.fetched.or_else(|| fetched.at.as_deref()?.parse().ok());
    }
    capture
}

/// Whether a file's name says that it is about its folder and no article of it.
fn is_about_folder(path: &Path) -> bool {
    let lower = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().to_lowercase();
    let (stem, ending) = (lower(path.file_stem()), lower(path.extension()));
    // "notice.html" may be a page.
    matches!(ending.as_str(), "" | "md" | "txt" | "rst")
        && matches!(
            stem.as_str(),
            "readme" | "license" | "licence" | "copying" | "notice" | "changelog" | "contributing"
        )
}

fn without_capture(input: &Input, outcome: Outcome) -> Taken {
    Taken { input: input.to_string(), capture: None, outcome: Some(outcome) }
}

fn failed(input: &Input, error: article::Error) -> Outcome {
    // Nobody asked by name for a picture in a folder, nor for a page of an archive that is all menus.
    let is_other_file = matches!(error, article::Error::NotText(_)) && matches!(input, Input::Found(_));
    let is_other_page = matches!(&error, article::Error::Part { part, .. } if part.starts_with("record "))
        && matches!(
            error.root(),
            article::Error::NoText | article::Error::Empty | article::Error::NotText(_)
        );
    let failure = Failure { input: input.to_string(), reason: error.into() };
    if is_other_file || is_other_page { Outcome::Skipped(failure) } else { Outcome::Failed(failure) }
}

/// What holds no article is told of where it was named, and passed over in a folder.
fn nothing(input: &Input, format: Format) -> Outcome {
    let failure = Failure { input: input.to_string(), reason: Reason::NoArticle(format.name()) };
    if matches!(input, Input::Found(_)) { Outcome::Skipped(failure) } else { Outcome::Failed(failure) }
}

fn closed(input: &Input, reason: &str) -> Outcome {
    Outcome::Failed(Failure { input: input.to_string(), reason: Reason::Closed(reason.to_owned()) })
}
