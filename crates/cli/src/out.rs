//! What goes to standard error, and what a closed pipe means.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use textwrap::Options;

/// Says what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    anstream::eprintln!("{red}onrecord:{red:#} {}", harmless(message));
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
    if is_database(file) {
        return Err(WrongUse(format!("{} is a database; name another file", file.display())).into());
    }
    // What is beside the file until it is whole is nobody's business.
    let plain = |error: io::Error| io::Error::from(error.kind());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new()
        .prefix(".onrecord-")
        .tempfile_in(folder)
        .map_err(plain)
        .with_context(failed)?;
    let written = write(beside.as_file_mut())?;
    beside.as_file_mut().flush().with_context(failed)?;
    let kept = beside.persist(file).map_err(|error| error.error).with_context(failed)?;
    open_to_others(&kept).with_context(failed)?;
    Ok(written)
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

/// Whether the reader of our output has gone (`onrecord … | head`): that is success.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
