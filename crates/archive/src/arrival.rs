//! What comes to an archive: bytes, with when and whence they came.

use std::path::Path;
use std::sync::Mutex;

use jiff::Timestamp;
use onrecord::{Article, Capture, PublicationStatus};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::Error;

/// The bytes of one article, with when and whence they came.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The bytes.
    pub capture: Capture,
    /// The path or address that was read.
    pub input: Option<String>,
    /// The address that was given with them, where that is not in them.
    pub url: Option<String>,
    /// When they came.
    pub came: Timestamp,
    /// What their publisher says of the piece.
    pub standing: Option<Standing>,
}

/// What a publisher says became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It is no longer to be used: an agency's "canceled" or "withheld".
    Withdrawn,
    /// It replaces one that was wrong.
    Corrected,
}

impl Standing {
    /// What the item says of itself: an agency's item has a status and signals.
    pub fn of(article: &Article) -> Option<Self> {
        match article.status {
            Some(PublicationStatus::Canceled | PublicationStatus::Withheld) => Some(Self::Withdrawn),
            Some(PublicationStatus::Usable) | None => {
                article.signals.iter().any(|signal| signal == "correction").then_some(Self::Corrected)
            }
        }
    }

    /// As the archive's tables write it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Corrected => "corrected",
        }
    }
}

impl Arrival {
    /// What was read from an input.
    pub fn new(capture: Capture, input: String, came: Timestamp) -> Self {
        let url = capture.own_url().map(str::to_owned);
        Self { capture, input: Some(input), url, came, standing: None }
    }

    /// The SHA-256 of the bytes.
    pub(crate) fn hash(&self) -> [u8; 32] {
        hash(&self.capture.bytes)
    }
}

pub(crate) fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Tells whether bytes are in an archive already, so that they need not be read again; may be asked from any thread.
#[derive(Debug)]
pub struct Known(Mutex<Connection>);

impl Known {
    /// Looks into the archive through a connection of its own.
    pub(crate) fn of(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(path, flags).map_err(|reason| Error::of(path, reason))?;
        opened.busy_timeout(std::time::Duration::from_secs(10)).map_err(|reason| Error::of(path, reason))?;
        Ok(Self(Mutex::new(opened)))
    }

    /// Whether these bytes came before, with the same address beside them. What cannot be looked up is not known.
    pub fn knows(&self, capture: &Capture, url: Option<&str>) -> bool {
        self.article(capture, url).is_some()
    }

    /// The number of the article that came as these bytes, with this address beside them.
    pub fn article(&self, capture: &Capture, url: Option<&str>) -> Option<i64> {
        let hash = hash(&capture.bytes);
        let connection = self.0.lock().ok()?;
        article_of(&connection, &hash, url).ok().flatten()
    }
}

/// The article that came as these bytes, with this address beside them.
pub(crate) fn article_of(
    connection: &Connection,
    hash: &[u8; 32],
    url: Option<&str>,
) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT v.article FROM captures c JOIN versions v ON v.id = c.version WHERE c.hash = ? AND c.url IS ?",
        )?
        .query_row(params![hash, url], |row| row.get(0))
        .optional()
}
