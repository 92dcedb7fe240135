//! What can be wrong with an input.

use std::io;

/// Why an input gave no article. Each message says what was found and what to do; the caller adds the input's name.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing but white space.
    #[error("it is empty")]
    Empty,
    /// A file of another sort, told by its first bytes.
    #[error("it is {0}, not an article; save the page as HTML or its words as text and read that")]
    NotText(&'static str),
    /// More than one page may hold, counted after unpacking.
    #[error("it holds more than {} MiB unpacked, more than any article; split it, or give many articles as JSON Lines", limit / (1024 * 1024))]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Damaged or cut-off gzip data.
    #[error("its gzip data is damaged or cut off ({0}); fetch or pack it again")]
    Gzip(io::Error),
    /// The input could not be read to its end.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A JSON line that holds no article.
    #[error("line {line} is no JSON object with a \"text\": {reason}")]
    JsonLine {
        /// Counted from 1.
        line: u64,
        /// What the JSON parser said.
        reason: String,
    },
    /// A page without running text.
    #[error(
        "no article text was found in it; a page that is filled in by scripts must be saved after it has loaded"
    )]
    NoText,
}
