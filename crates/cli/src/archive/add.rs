//! `onrecord add`: articles into an archive.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ::archive::{Added, Archive, Arrival, Known, Standing, files_of};
use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::{Timestamp, Unit};
use onrecord::{Format, Input, Outcome, Reader, Record, Taken};

use super::ArchiveFlag;
use crate::network::Inputs;
use crate::out::{INTERRUPTED, complain, note, progress};
use crate::reading::{NOTHING_TO_READ, ReadingFlags, address_of_one};

#[derive(Debug, Args)]
pub(crate) struct AddFlags {
    /// Files, folders or web addresses with articles, as for `read`; - is standard input
    #[arg(required = true, value_name = "PATHS")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    archive: ArchiveFlag,

    /// Print a line for each article once it is safely kept: what became of it, its number, its input
    #[arg(long)]
    list: bool,

    /// Read in this format (html, markdown, text, jsonl, feed, newsml, ninjs, warc) instead of telling it by the content
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// The page's address (for one input)
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    #[command(flatten)]
    reading: ReadingFlags,
}

impl AddFlags {
    /// The address that a capture came from, or is said to have come from.
    fn address<'a>(&'a self, capture: &'a onrecord::Capture) -> Option<&'a str> {
        self.url.as_deref().or(capture.own_url())
    }
}

/// How many articles are kept by one transaction at most, and how long the first of them waits.
const BATCH: usize = 64;
const PATIENCE: Duration = Duration::from_secs(2);

/// How often a sign of life is given where one input is read.
const TICK: Duration = Duration::from_millis(200);

/// Reads the articles that are not there yet and keeps them, a batch at a time.
pub(crate) fn run(flags: &AddFlags) -> anyhow::Result<ExitCode> {
    let url = address_of_one(flags.url.as_ref(), &flags.paths)?;
    let reader = Reader { url, ..flags.reading.reader(flags.format)? };
    let is_stopped = stop_on_interrupt()?;
    let is_there = flags.archive.archive.exists();
    let mut archive = Archive::open_or_create(&flags.archive.archive)?;
    // Who cannot write is told so before anything is read.
    archive.add_all(std::iter::empty())?;
    let known = archive.known()?;
    let own = archive.path().to_owned();
    let inputs = Inputs::of(&flags.paths, &flags.reading.network).without(|input| is_own(input, &own));
    let n_known = AtomicUsize::new(0);
    let is_wanted = |capture: &onrecord::Capture| {
        if is_stopped.load(Ordering::Relaxed) {
            return false;
        }
        let is_known = known.knows(capture, flags.address(capture));
        n_known.fetch_add(usize::from(is_known), Ordering::Relaxed);
        !is_known
    };
    if inputs.len() == 0 {
        complain(NOTHING_TO_READ);
    }
    let mut keeper = Keeper::new(&mut archive, &known, flags, inputs.len());
    let progress = keeper.progress.clone();
    let inputs =
        inputs.into_iter().take_while(|_| !is_stopped.load(Ordering::Relaxed)).inspect(|_| progress.inc(1));
    reader.read_captures(inputs, is_wanted, |taken| keeper.take(taken));
    let status = keeper.finish(n_known.load(Ordering::Relaxed), &is_stopped);
    drop(known);
    if !is_there && archive.n_articles()? == 0 {
        // A path that was mistyped leaves no archive behind.
        archive.discard()?;
    }
    status
}

/// Whether an input is the archive, or a file that `SQLite` and we keep beside it.
fn is_own(input: &Input, archive: &Path) -> bool {
    let Input::Found(path) = input else { return false };
    let (Ok(path), Ok(archive)) = (std::path::absolute(path), std::path::absolute(archive)) else {
        return false;
    };
    files_of(&archive).any(|file| file == path)
}

/// A flag that Ctrl-C raises; a second Ctrl-C ends the program at once, which an archive survives.
pub(super) fn stop_on_interrupt() -> anyhow::Result<Arc<AtomicBool>> {
    let is_stopped = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&is_stopped);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
        complain("stopping: what is read is being kept; Ctrl-C again ends at once");
    })
    .context("Ctrl-C cannot be watched for")?;
    Ok(is_stopped)
}

/// Keeps what was read, and counts.
struct Keeper<'a> {
    archive: &'a mut Archive,
    known: &'a Known,
    flags: &'a AddFlags,
    progress: ProgressBar,
    waiting: Vec<(Arrival, Record)>,
    since: Instant,
    count: Count,
    problem: Option<::archive::Error>,
    /// Why the list could not be written.
    list_problem: Option<io::Error>,
}

/// How many articles met which end.
#[derive(Default)]
struct Count {
    n_new: usize,
    n_copies: usize,
    n_changed: usize,
    n_unchanged: usize,
    skipped: Vec<String>,
    n_failed: usize,
}

impl<'a> Keeper<'a> {
    fn new(archive: &'a mut Archive, known: &'a Known, flags: &'a AddFlags, n_inputs: usize) -> Self {
        // How many articles one input holds is not known before it is read.
        let progress = if n_inputs < 2 && io::stderr().is_terminal() {
            let style =
                ProgressStyle::with_template("{spinner} {elapsed}, {msg}").expect("it is well formed");
            let spinner = ProgressBar::new_spinner().with_style(style).with_message("0 kept");
            spinner.enable_steady_tick(TICK);
            spinner
        } else {
            progress(n_inputs as u64, "{wide_bar} {pos}/{len} inputs{rate}{left}, {msg}")
        };
        let (waiting, count) = (Vec::new(), Count::default());
        let since = Instant::now();
        Self { archive, known, flags, progress, waiting, since, count, problem: None, list_problem: None }
    }

    fn take(&mut self, taken: Taken) {
        if self.problem.is_some() {
            return;
        }
        match taken.outcome {
            None if self.flags.list => self.tell_known(&taken),
            None => {}
            Some(Outcome::Skipped(failure)) => self.count.skipped.push(failure.to_string()),
            Some(Outcome::Failed(failure)) => {
                self.count.n_failed += 1;
                self.progress.suspend(|| complain(&failure.to_string()));
            }
            Some(Outcome::Read(record)) => {
                let capture = taken.capture.expect("what was read was captured");
                let came = Timestamp::now().round(Unit::Second).unwrap_or_else(|_| Timestamp::now());
                let mut arrival = Arrival::new(capture, taken.input, came);
                arrival.url = self.flags.url.clone().or(arrival.url);
                arrival.standing = Standing::of(&record.article);
                self.waiting.push((arrival, *record));
            }
        }
        if self.waiting.len() >= BATCH || (!self.waiting.is_empty() && self.since.elapsed() > PATIENCE) {
            self.keep();
        }
    }

    /// Keeps what waits, in one transaction.
    fn keep(&mut self) {
        self.since = Instant::now();
        let waiting = std::mem::take(&mut self.waiting);
        let names: Vec<String> =
            waiting.iter().map(|(arrival, _)| arrival.input.clone().unwrap_or_default()).collect();
        match self.archive.add_all(waiting) {
            Ok(added) => {
                for (added, input) in added.into_iter().zip(names) {
                    self.tell(added, &input);
                }
                self.progress.set_message(format!("{} kept", self.count.n_kept()));
            }
            Err(error) => self.problem = Some(error),
        }
    }

    fn tell(&mut self, added: Result<Added, ::archive::Error>, input: &str) {
        let (what, article) = match added {
            Ok(Added::New { article, copy_of }) => {
                self.count.n_new += 1;
                self.count.n_copies += usize::from(copy_of.is_some());
                ("new", article)
            }
            Ok(Added::Changed { article, .. }) => {
                self.count.n_changed += 1;
                ("changed", article)
            }
            Ok(Added::Older { article, .. }) => {
                self.count.n_changed += 1;
                ("older", article)
            }
            Ok(Added::Unchanged { article }) => {
                self.count.n_unchanged += 1;
                ("unchanged", article)
            }
            Err(error) => {
                self.count.n_failed += 1;
                self.progress.suspend(|| complain(&format!("{input}: {error}")));
                return;
            }
        };
        self.list(what, article, input);
    }

    /// Lists what was there already, and so not read.
    fn tell_known(&mut self, taken: &Taken) {
        let Some(capture) = &taken.capture else { return };
        if let Some(article) = self.known.article(capture, self.flags.address(capture)) {
            self.list("unchanged", article, &taken.input);
        }
    }

    fn list(&mut self, what: &str, article: i64, input: &str) {
        if self.flags.list {
            let listed = self.progress.suspend(|| writeln!(io::stdout(), "{what}\t{article}\t{input}"));
            // A list that cannot be written is no reason to stop keeping, and one whose reader has gone is none to be told.
            if let Err(error) = listed
                && error.kind() != io::ErrorKind::BrokenPipe
            {
                self.list_problem.get_or_insert(error);
            }
        }
    }

    /// Keeps the rest and tells how it went.
    fn finish(mut self, n_known: usize, is_stopped: &AtomicBool) -> anyhow::Result<ExitCode> {
        if self.problem.is_none() {
            self.keep();
        }
        if self.problem.is_none() && self.count.n_kept() > 0 {
            self.problem = self.archive.merge_segments(|| !is_stopped.load(Ordering::Relaxed)).err();
        }
        self.progress.finish_and_clear();
        self.count.n_unchanged += n_known;
        self.count.close(&self.flags.archive.archive.display().to_string());
        if let Some(problem) = self.problem {
            return Err(problem.into());
        }
        if is_stopped.load(Ordering::Relaxed) {
            note("stopped; the same command adds the rest");
            return Ok(ExitCode::from(INTERRUPTED));
        }
        if let Some(problem) = self.list_problem {
            return Err(problem.into());
        }
        let is_nothing = self.count.n_kept() + self.count.n_unchanged == 0;
        Ok(if self.count.n_failed > 0 || is_nothing { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

impl Count {
    fn n_kept(&self) -> usize {
        self.n_new + self.n_changed
    }

    /// The closing lines.
    fn close(&self, archive: &str) {
        for reason in &self.skipped {
            note(&format!("skipped {reason}"));
        }
        let copies = match self.n_copies {
            0 => String::new(),
            n => format!(" ({n} of them print the words of another)"),
        };
        note(&format!(
            "{archive}: {} new{copies}, {} changed, {} unchanged, {} skipped, {} failed",
            self.n_new,
            self.n_changed,
            self.n_unchanged,
            self.skipped.len(),
            self.n_failed
        ));
    }
}
