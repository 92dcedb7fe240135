//! What goes to standard error, and what a closed pipe means.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::report;

/// The exit status of a run that Ctrl-C ended, as shells have it.
pub(crate) const INTERRUPTED: u8 = 130;

/// Who speaks where something went wrong.
const NAME: &str = "onrecord:";

/// Says what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    let lines = in_lines(&format!("{NAME} {message}"));
    let message = lines.strip_prefix(NAME).unwrap_or(&lines);
    anstream::eprintln!("{red}{NAME}{red:#}{message}");
}

/// Says how it went, on standard error.
pub(crate) fn note(message: &str) {
    anstream::eprintln!("{}", in_lines(message));
}

/// A message in lines that fit, where somebody reads it in a terminal. Addresses and paths stay whole, to be copied.
fn in_lines(message: &str) -> String {
    if !io::stderr().is_terminal() {
        return harmless(message);
    }
    let options = Options::new(report::width()).subsequent_indent("  ").break_words(false);
    fill(
        message,
        options.word_separator(WordSeparator::AsciiSpace).word_splitter(WordSplitter::NoHyphenation),
    )
}

/// A bar on standard error when there is much to do and somebody watches. Beside what indicatif knows, a template may have `{rate}`
/// and `{left}`, which begin with a comma where there is anything to say.
pub(crate) fn progress(length: u64, template: &str) -> ProgressBar {
    if length < 2 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        let rate = state.per_sec();
        let _ = if rate < 10.0 { write!(out, ", {rate:.1}/s") } else { write!(out, ", {rate:.0}/s") };
    };
    let left = |state: &ProgressState, out: &mut dyn fmt::Write| {
        if state.eta().as_secs() > 0 {
            let _ = write!(out, ", {:#} left", HumanDuration(state.eta()));
        }
    };
    let style = ProgressStyle::with_template(template).expect("the template is well formed");
    ProgressBar::new(length).with_style(style.with_key("rate", rate).with_key("left", left))
}

/// Files that are of no use until they are whole.
static PARTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// How long a write that is under way may take to begin its files.
const A_MOMENT: Duration = Duration::from_millis(50);

fn parts() -> MutexGuard<'static, Vec<PathBuf>> {
    PARTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has Ctrl-C end the program with a word, and take away what is not whole.
pub(crate) fn end_on_interrupt() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        // Where signals are ignored (nohup) or heard by others, that stays as it is.
        let _ = ctrlc::try_set_handler(|| {
            // Held until the program has ended: nobody misses a file that is gone.
            let parts = parts();
            complain(if parts.is_empty() { "stopped" } else { "stopped; nothing is written" });
            let take_away = || parts.iter().for_each(|part| drop(fs::remove_file(part)));
            // Twice, since whoever writes goes on meanwhile, and may just have begun another file.
            take_away();
            std::thread::sleep(A_MOMENT);
            take_away();
            std::process::exit(i32::from(INTERRUPTED));
        });
    });
}

/// Writes files that Ctrl-C takes away while they are not whole.
pub(crate) fn with_parts<T>(files: &[PathBuf], write: impl FnOnce() -> T) -> T {
    end_on_interrupt();
    parts().extend_from_slice(files);
    let written = write();
    parts().retain(|part| !files.contains(part));
    written
}

/// Writes a file beside and renames it, so that an interrupted run leaves no half file in the place of a whole one. Nothing is
/// written over a database: an archive is years of work.
///
/// # Errors
/// Those of `write`, and that the file cannot be written.
pub(crate) fn write_whole<T>(
    file: &Path,
    write: impl FnOnce(&mut File) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let failed = || format!("{} cannot be written", file.display());
    if fs::metadata(file).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        // A pipe or a device takes what comes; nothing is put in its place, and nothing is read from it.
        let mut out = File::options().write(true).open(file).with_context(failed)?;
        return write(&mut out).map_err(|error| named(error, failed));
    }
    if is_database(file) {
        return Err(WrongUse(format!("{} is a database; name another file", file.display())).into());
    }
    // A link stays, and leads to what is written.
    let file = &file.canonicalize().unwrap_or_else(|_| file.to_owned());
    // What is beside the file until it is whole is nobody's business.
    let plain = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => io::Error::new(error.kind(), "there is no such folder"),
        kind => io::Error::from(kind),
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new()
        .prefix(".onrecord-")
        .tempfile_in(folder)
        .map_err(plain)
        .with_context(failed)?;
    let part = beside.path().to_owned();
    with_parts(&[part], || {
        let written = write(beside.as_file_mut()).map_err(|error| named(error, failed))?;
        beside.as_file_mut().flush().with_context(failed)?;
        let kept = beside.persist(file).map_err(|error| error.error).with_context(failed)?;
        open_to_others(&kept).with_context(failed)?;
        Ok(written)
    })
}

/// Whether two paths lead to one file.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Writes a text to a file, whole or not at all.
pub(crate) fn write_text(file: &Path, text: &str) -> anyhow::Result<()> {
    write_whole(file, |out| Ok(out.write_all(text.as_bytes())?))
}

fn is_database(file: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(file).and_then(|file| file.take(16).read_to_end(&mut head));
    read.is_ok() && head.starts_with(b"SQLite format 3")
}

/// Temporary files are their owner's alone; what is written is to be read like any other new file.
#[cfg(unix)]
fn open_to_others(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_others(_: &File) -> io::Result<()> {
    Ok(())
}

/// Text without what would steer a terminal: an article's words may move the cursor or set the window's title.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// Text for a terminal, in lines that fit.
pub(crate) fn fill<'o>(text: &str, options: impl Into<Options<'o>>) -> String {
    textwrap::fill(&harmless(text), options)
}

/// What a user did wrong, as a sentence that names it and says what to do; the program then ends with status 2.
#[derive(Debug)]
pub(crate) struct WrongUse(pub(crate) String);

impl fmt::Display for WrongUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUse {}

/// An error that names its output.
fn named(error: anyhow::Error, name: impl FnOnce() -> String) -> anyhow::Error {
    if is_unnamed(&error) { error.context(name()) } else { error }
}

/// Whether an error is the system's, of an output that is not named yet.
pub(crate) fn is_unnamed(error: &anyhow::Error) -> bool {
    error.chain().next().and_then(|cause| cause.downcast_ref::<io::Error>()).is_some()
}

/// Whether the reader of our output has gone (`onrecord … | head`): that is success.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
