//! What can go wrong with an archive, and what to do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why an archive cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("there is no archive {0}; `onrecord add` makes one")]
    Missing(PathBuf),
    /// Something is in the place of a new archive.
    #[error("{0} is there already; name another file")]
    Exists(PathBuf),
    /// It is not an archive of ours.
    #[error("{path} is {what}, not an archive of onrecord; name another file")]
    NotAnArchive {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: &'static str,
    },
    /// A later program wrote it.
    #[error(
        "{path} was written by a newer onrecord (its schema is {found}, this one knows {known}); install that version"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The latest that this program knows.
        known: u32,
    },
    /// An earlier program wrote it, and it can only be read.
    #[error(
        "{path} was written by an older onrecord and has to be brought up to date, but it is read-only; make it writable, or \
         copy it to a folder of yours"
    )]
    Outdated {
        /// The file.
        path: PathBuf,
    },
    /// Another process writes to it.
    #[error("another onrecord is writing to {0}; wait until it is done and run this again")]
    SecondWriter(PathBuf),
    /// The file or its folder may not be written.
    #[error("{0} is read-only; make the file and its folder writable, or copy it to a folder of yours")]
    ReadOnly(PathBuf),
    /// There is no more room.
    #[error(
        "there is no room left for {0}; make room and run this again: what was confirmed before is kept, the rest is added then"
    )]
    Full(PathBuf),
    /// It does not hold together.
    #[error(
        "{path} is damaged ({what}); restore a backup, or see with `onrecord check` what can still be read"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// No article goes by that name.
    #[error("no article of the archive is {0:?}; give its number or its address")]
    NoArticle(String),
    /// Several articles came in the file of that name.
    #[error(
        "{name:?} held several articles: {}; give the number of one",
        articles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    )]
    SeveralArticles {
        /// The name.
        name: String,
        /// Their numbers, the first twenty.
        articles: Vec<i64>,
    },
    /// No search is kept by that name.
    #[error("no search is saved as {0:?}; `onrecord searches` lists those that are")]
    NoSearch(String),
    /// One article holds more statements or events than an archive has numbers for.
    #[error("the article holds {0} statements or events, more than an archive takes of one article")]
    TooMuch(usize),
    /// The stored bytes cannot be read again.
    #[error("article {article} cannot be read again: {reason}")]
    Unreadable {
        /// Its number.
        article: i64,
        /// Why.
        reason: String,
    },
    /// The system refused a file.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// `SQLite` refused for another reason.
    #[error("{path}: {reason}; `onrecord check` says whether it is damaged")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What `SQLite` said.
        reason: rusqlite::Error,
    },
}

impl Error {
    /// What `SQLite`'s refusal means for the user.
    pub(crate) fn of(path: &Path, reason: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match reason.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::SecondWriter(path),
            Some(ErrorCode::NotADatabase) => Self::NotAnArchive { path, what: "no SQLite file" },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, what: reason.to_string() },
            _ => Self::Sqlite { path, reason },
        }
    }

    /// Whether it concerns one article alone, so that others can still be added.
    pub fn is_of_one_article(&self) -> bool {
        matches!(self, Self::TooMuch(_) | Self::Unreadable { .. } | Self::NoArticle(_))
    }
}
