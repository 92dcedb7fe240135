//! What goes to standard error, and what a closed pipe means.

use std::fmt;
use std::io;

use anstyle::{AnsiColor, Style};

/// Says what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    anstream::eprintln!("{red}onrecord:{red:#} {message}");
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
