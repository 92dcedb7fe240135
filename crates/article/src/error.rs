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
    /// A feed or an entry of one that cannot be read.
    #[error("its feed cannot be read: {0}")]
    Feed(String),
    /// A feed that holds nothing, as a new one or one with a filter may.
    #[error("it is a feed without entries")]
    NoEntries,
    /// An agency's XML or JSON that cannot be read.
    #[error("its {0} cannot be read: {1}")]
    Agency(&'static str, String),
    /// An agency's item that is no piece of its own.
    #[error("it is {0}, which holds no words of its own")]
    NoArticle(&'static str),
    /// A WARC record that cannot be read.
    #[error("its WARC record cannot be read: {0}")]
    Warc(String),
    /// One part of an input that holds several.
    #[error("{part}: {reason}")]
    Part {
        /// Which part: "entry 3", "record 12 (`https://…`)".
        part: String,
        /// What is wrong with it.
        reason: Box<Error>,
    },
    /// A page without running text.
    #[error(
        "no article text was found in it; a page that is filled in by scripts must be saved after it has loaded"
    )]
    NoText,
}

impl Error {
    /// The same error, said of a part of its input.
    pub(crate) fn in_part(self, part: impl Into<String>) -> Self {
        Self::Part { part: part.into(), reason: Box::new(self) }
    }

    /// What is wrong, wherever in its input.
    pub fn root(&self) -> &Self {
        match self {
            Self::Part { reason, .. } => reason.root(),
            other => other,
        }
    }
}
