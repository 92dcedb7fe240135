//! Opening and making archives, and the lock of the one writer.

use std::fs::{self, File, TryLockError};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::Error;
use crate::migrations::{self, APPLICATION_ID, SCHEMA};
use crate::search::instances;

/// Many records in one `SQLite` file.
///
/// Opened, it reads; the first call that writes takes the lock of the one writer, which lasts until the archive is dropped or
/// its process ends in any way.
#[derive(Debug)]
pub struct Archive {
    pub(crate) path: PathBuf,
    pub(crate) connection: Connection,
    /// The lock's file, held while we write.
    writing: Option<File>,
}

/// What a file is that has nothing in it, or a database without tables.
const EMPTY: &str = "empty";

/// How many bytes of pages `SQLite` keeps in memory, negative and in KiB as its pragma wants it.
const CACHE_KIB: i64 = -64 * 1024;

/// At how many pages the journal is written back into the file: pages that many articles change are written back once.
const JOURNAL_PAGES: i64 = 8192;

/// How the lock of the one writer ends.
const WRITER: &str = "-writer";

/// The files of an archive, whether they are there or not: itself, and what `SQLite` and we keep beside it.
pub fn files_of(archive: &Path) -> impl Iterator<Item = PathBuf> {
    ["", "-wal", "-shm", "-journal", WRITER].into_iter().map(|ending| beside(archive, ending))
}

fn beside(archive: &Path, ending: &str) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

impl Archive {
    /// Opens an archive that is there, and brings one of an older schema up to date.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let head = head(path)?;
        if head.is_empty() {
            return Err(Error::NotAnArchive { path: path.to_owned(), what: EMPTY });
        }
        if !head.starts_with(b"SQLite format 3\0") {
            return Err(Error::NotAnArchive { path: path.to_owned(), what: "no SQLite file" });
        }
        let mut archive = Self { path: path.to_owned(), connection: connect(path)?, writing: None };
        archive.settle().map_err(|reason| Error::of(path, reason))?;
        archive.bring_up_to_date()?;
        Ok(archive)
    }

    /// Makes a new, empty archive.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let made = File::create_new(path).map_err(|reason| match reason.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(path.to_owned()),
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Error::ReadOnly(path.to_owned())
            }
            _ => Error::File { path: path.to_owned(), reason },
        });
        drop(made?);
        Self::begin(path).inspect_err(|_| {
            // A file that never became an archive is taken away, so that the next try does not trip over it.
            let _ = fs::remove_file(path);
        })
    }

    /// Opens an archive, or makes one where there is nothing yet, or what a crash while making one leaves.
    pub fn open_or_create(path: &Path) -> Result<Self, Error> {
        match fs::metadata(path) {
            Err(_) => Self::create(path),
            Ok(about) if about.is_file() => match Self::open(path) {
                Err(Error::NotAnArchive { what: EMPTY, .. }) => Self::begin(path),
                opened => opened,
            },
            Ok(_) => Self::open(path),
        }
    }

    /// Takes an archive that holds nothing away, with what lies beside it.
    ///
    /// # Errors
    /// That somebody else writes to it, that it holds articles after all, or that the file cannot be removed.
    pub fn discard(mut self) -> Result<(), Error> {
        self.take_lock()?;
        if self.n_articles()? > 0 {
            return Err(Error::Exists(self.path));
        }
        // The lock is held until nothing is left to be written to.
        let Self { path, connection, writing } = self;
        drop(connection);
        for file in files_of(&path) {
            match fs::remove_file(&file) {
                Err(reason) if reason.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::File { path: file, reason });
                }
                _ => {}
            }
        }
        drop(writing);
        Ok(())
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for reading: what this crate has no verb for, its tables and views have.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Turns an empty file into an archive.
    fn begin(path: &Path) -> Result<Self, Error> {
        let mut archive = Self { path: path.to_owned(), connection: connect(path)?, writing: None };
        archive.take_lock()?;
        archive.settle().map_err(|reason| Error::of(path, reason))?;
        let made = archive.connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()));
        made.and_then(|()| migrations::migrate(&mut archive.connection))
            .map_err(|reason| Error::of(path, reason))?;
        Ok(archive)
    }

    /// The settings of a connection. `synchronous = FULL`: what was confirmed outlives a loss of power too.
    fn settle(&mut self) -> rusqlite::Result<()> {
        let connection = &self.connection;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "cache_size", CACHE_KIB)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.pragma_update_and_check(None, "wal_autocheckpoint", JOURNAL_PAGES, |_| Ok(()))?;
        connection.set_prepared_statement_cache_capacity(64);
        instances::register(connection)?;
        Ok(())
    }

    fn bring_up_to_date(&mut self) -> Result<(), Error> {
        let path = self.path.clone();
        let found = migrations::schema(&self.connection).map_err(|reason| Error::of(&path, reason))?;
        let id: i32 = self
            .connection
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(|reason| Error::of(&path, reason))?;
        if id != APPLICATION_ID {
            let n_tables: i64 = self
                .connection
                .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
                .map_err(|reason| Error::of(&path, reason))?;
            if n_tables == 0 && found == 0 {
                return Err(Error::NotAnArchive { path, what: EMPTY });
            }
            return Err(Error::NotAnArchive { path, what: "a database of another program" });
        }
        if found > SCHEMA {
            return Err(Error::Newer { path, found, known: SCHEMA });
        }
        if found < SCHEMA {
            if self.connection.is_readonly("main").unwrap_or(false) {
                return Err(Error::Outdated { path });
            }
            self.take_lock()?;
            migrations::migrate(&mut self.connection).map_err(|reason| Error::of(&path, reason))?;
            self.writing = None;
        }
        Ok(())
    }

    /// Takes the lock of the one writer, if it is not ours yet. The system gives it back when the process ends.
    pub(crate) fn take_lock(&mut self) -> Result<(), Error> {
        if self.writing.is_some() {
            return Ok(());
        }
        if self.connection.is_readonly("main").unwrap_or(false) {
            return Err(Error::ReadOnly(self.path.clone()));
        }
        // A file beside the archive, since SQLite has locks of its own on the archive itself.
        let lock = File::options().create(true).append(true).open(beside(&self.path, WRITER));
        let lock = lock.map_err(|_| Error::ReadOnly(self.path.clone()))?;
        match lock.try_lock() {
            Ok(()) => self.writing = Some(lock),
            Err(TryLockError::WouldBlock) => return Err(Error::SecondWriter(self.path.clone())),
            Err(TryLockError::Error(reason)) => {
                return Err(Error::File { path: self.path.clone(), reason });
            }
        }
        Ok(())
    }

    /// Does something in one transaction: all of it is kept, or nothing.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Failed>,
    ) -> Result<T, Error> {
        self.take_lock()?;
        let path = self.path.clone();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|reason| Error::of(&path, reason))?;
        let done = work(&transaction).map_err(|failed| failed.of(&path))?;
        transaction.commit().map_err(|reason| Error::of(&path, reason))?;
        Ok(done)
    }

    /// Reads something.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Failed>) -> Result<T, Error> {
        work(&self.connection).map_err(|failed| failed.of(&self.path))
    }
}

/// What fails inside: `SQLite`, which does not know the archive's name, or something that is said already.
#[derive(Debug)]
pub(crate) enum Failed {
    Sqlite(rusqlite::Error),
    Told(Error),
}

impl Failed {
    fn of(self, path: &Path) -> Error {
        match self {
            Self::Sqlite(reason) => Error::of(path, reason),
            Self::Told(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Failed {
    fn from(reason: rusqlite::Error) -> Self {
        Self::Sqlite(reason)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}

/// The first bytes of a file.
fn head(path: &Path) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(|reason| match reason.kind() {
        std::io::ErrorKind::NotFound => Error::Missing(path.to_owned()),
        _ => Error::File { path: path.to_owned(), reason },
    })?;
    let mut head = Vec::new();
    match file.take(16).read_to_end(&mut head) {
        Ok(_) => Ok(head),
        Err(_) if path.is_dir() => Err(Error::NotAnArchive { path: path.to_owned(), what: "a folder" }),
        Err(reason) => Err(Error::File { path: path.to_owned(), reason }),
    }
}

/// Opens for writing where that is allowed, else for reading. A file in a folder that may not be written is opened as one that
/// nobody changes, since `SQLite` could not place its shared memory beside it.
fn connect(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, flags).map_err(|reason| Error::of(path, reason))?;
    let probe = opened.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    match probe.as_ref().map_err(rusqlite::Error::sqlite_error_code) {
        Err(Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly)) => {
            connect_unchanging(path)
        }
        _ => probe.map(|_| opened).map_err(|reason| Error::of(path, reason)),
    }
}

fn connect_unchanging(path: &Path) -> Result<Connection, Error> {
    let absolute =
        std::path::absolute(path).map_err(|reason| Error::File { path: path.to_owned(), reason })?;
    let address = url::Url::from_file_path(absolute).map_err(|()| Error::ReadOnly(path.to_owned()))?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(format!("{address}?immutable=1"), flags)
        .map_err(|reason| Error::of(path, reason))
}
