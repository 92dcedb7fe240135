//! What goes to standard error, and what a closed pipe means.

use std::fmt;
use std::io;

use anstyle::{AnsiColor, Style};
use textwrap::Options;

/// Says what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    anstream::eprintln!("{red}onrecord:{red:#} {}", harmless(message));
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
