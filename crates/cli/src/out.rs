//! What goes to standard error, and what a closed pipe means.

use std::io;

use anstyle::{AnsiColor, Style};

/// Says what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    anstream::eprintln!("{red}onrecord:{red:#} {message}");
}

/// Whether the reader of our output has gone (`onrecord … | head`): that is success.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
