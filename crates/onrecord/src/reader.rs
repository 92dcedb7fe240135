//! Reads many inputs in parallel and in bounded memory.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::sync::{Arc, OnceLock};

use article::{Article, Capture, Captures, Format, Moment, Settings};
use language::{Analysis, Model};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use record::Record;

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
    Done(Outcome),
}

impl Reader {
    /// Reads every article of the inputs and hands over the outcomes, in the order of the inputs and of the lines in
    /// them.
    ///
    /// # Panics
    /// If the system gives no threads.
    pub fn read(&self, inputs: impl IntoIterator<Item = Input>, mut each: impl FnMut(Outcome)) {
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
            let outcomes: Vec<Outcome> = if batch.len() == 1 {
                batch.into_iter().map(|work| self.finish(work)).collect()
            } else {
                // The model is opened before its users start: opening it takes threads of its own, and one of ours
                // that waited for them would take up the next article, which waits for the model.
                self.model();
                pool.install(|| batch.into_par_iter().map(|work| self.finish(work)).collect())
            };
            outcomes.into_iter().for_each(&mut each);
        }
    }

    /// The articles of an input, JSON lines as they are drawn.
    fn open(&self, input: Input) -> Box<dyn Iterator<Item = Work>> {
        let opened: Result<Captures<'static>, Outcome> = match &input {
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
                Box::new(captures.map(move |capture| match capture {
                    Ok(capture) => Work::Part(input.clone(), with_origin(&input, capture)),
                    Err(error) => Work::Done(failed(&input, error)),
                }))
            }
            Ok(captures) => Box::new(std::iter::once(Work::Page(input, captures))),
            Err(outcome) => Box::new(std::iter::once(Work::Done(outcome))),
        }
    }

    fn captures(
        &self,
        input: &Input,
        bytes: impl Read + Send + 'static,
    ) -> Result<Captures<'static>, Outcome> {
        article::captures(bytes, self.format).map_err(|error| failed(input, error))
    }

    fn finish(&self, work: Work) -> Outcome {
        match work {
            Work::Done(outcome) => outcome,
            Work::Part(input, capture) => self.read_capture(&input, &capture),
            Work::Page(input, mut captures) => match captures.next() {
                Some(Ok(capture)) => self.read_capture(&input, &with_origin(&input, capture)),
                Some(Err(error)) => failed(&input, error),
                None => failed(&input, article::Error::Empty),
            },
        }
    }

    fn read_capture(&self, input: &Input, capture: &Capture) -> Outcome {
        let name = (*input != Input::Stdin).then(|| input.to_string());
        let settings = Settings { as_of: self.as_of, input: name, url: self.url.clone() };
        match article::read(capture, &settings) {
            Ok(article) => {
                let analysis = self.analyze(&article);
                Outcome::Read(Box::new(record::read(article, &analysis)))
            }
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

fn closed(input: &Input, reason: &str) -> Outcome {
    Outcome::Failed(Failure { input: input.to_string(), reason: Reason::Closed(reason.to_owned()) })
}
