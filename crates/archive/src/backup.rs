//! A copy of an archive that is in use.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use crate::{Archive, Error, files_of};

/// How many pages are copied between two reports.
const PAGES: std::ffi::c_int = 4096;

/// Under what name a backup or a frozen archive is written until it is whole. Not what anybody else would call a file: what an
/// earlier try left is written over.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    path.with_added_extension("onrecord-part")
}

/// The files that are there, or may be, while a backup to a file is not whole.
pub fn parts_of(backup: &Path) -> Vec<PathBuf> {
    files_of(&part_of(backup)).collect()
}

/// Makes the empty part of a file. What `SQLite` says of a folder that is not there, or not to be written to, names nothing that a
/// user knows.
pub(crate) fn begin(part: &Path, file: &Path) -> Result<(), Error> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let reason = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such folder");
        return Err(Error::File { path: folder.to_owned(), reason });
    }
    File::create(part).map(drop).map_err(refused(file))
}

/// Takes away what is left of a part that did not become whole, which is of no use.
pub(crate) fn take_away(part: &Path) {
    for left in files_of(part) {
        let _ = fs::remove_file(left);
    }
}

/// Gives files that are whole their names, once all of them are on the disk: all or none.
pub(crate) fn place(parts_and_files: &[(&Path, &Path)]) -> Result<(), Error> {
    for (part, file) in parts_and_files {
        File::open(part).and_then(|part| part.sync_all()).map_err(refused(file))?;
    }
    for (number, (part, file)) in parts_and_files.iter().enumerate() {
        fs::rename(part, file).map_err(refused(file)).inspect_err(|_| {
            for (_, placed) in &parts_and_files[..number] {
                let _ = fs::remove_file(placed);
            }
        })?;
    }
    Ok(())
}

/// Opens a copy that was begun; it is not made anew, should Ctrl-C have taken it away. A connection that may write takes the files
/// beside it away when it is closed.
fn open(copy: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// The error of the file that the system refused.
pub(crate) fn refused(path: &Path) -> impl Fn(std::io::Error) -> Error {
    move |reason| Error::File { path: path.to_owned(), reason }
}

impl Archive {
    /// Copies the archive as it is now into a new file by `SQLite`'s online backup, while others read and write; `each` hears the
    /// part that is done, 0 to 1. The copy appears under its name only when it is whole.
    ///
    /// # Errors
    /// That the copy does not hold together, as the archive then does not either: an older backup is the better one.
    pub fn backup(&self, to: &Path, mut each: impl FnMut(f64)) -> Result<(), Error> {
        if to.exists() {
            return Err(Error::Exists(to.to_owned()));
        }
        let part = &part_of(to);
        let copied = begin(part, to).and_then(|()| self.copy(part, &mut each));
        copied.and_then(|()| self.examine(part)).and_then(|()| place(&[(part, to)])).inspect_err(|_| {
            take_away(part);
        })
    }

    /// Looks whether a copy holds together.
    fn examine(&self, copy: &Path) -> Result<(), Error> {
        let copy = open(copy).map_err(|reason| Error::of(&self.path, reason))?;
        let found = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        match found.map_err(|reason| Error::of(&self.path, reason))?.as_str() {
            "ok" => Ok(()),
            what => Err(Error::Damaged { path: self.path.clone(), what: what.to_owned() }),
        }
    }

    fn copy(&self, to: &Path, each: &mut impl FnMut(f64)) -> Result<(), Error> {
        let mut copy = open(to).map_err(|reason| Error::of(to, reason))?;
        // Held, a reading transaction keeps to one state of the archive: without it, each commit of a writer would make the
        // copying begin anew.
        let state =
            self.connection.unchecked_transaction().map_err(|reason| Error::of(&self.path, reason))?;
        let begun = state.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
        begun.map_err(|reason| Error::of(&self.path, reason))?;
        let backup = Backup::new(&state, &mut copy).map_err(|reason| Error::of(to, reason))?;
        loop {
            let step = backup.step(PAGES).map_err(|reason| Error::of(to, reason))?;
            let progress = backup.progress();
            each(1.0 - f64::from(progress.remaining) / f64::from(progress.pagecount.max(1)));
            match step {
                rusqlite::backup::StepResult::Done => return Ok(()),
                rusqlite::backup::StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}
