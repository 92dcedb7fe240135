//! A copy of an archive that is in use.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

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

/// The error of the file that the system refused.
pub(crate) fn refused(path: &Path) -> impl Fn(std::io::Error) -> Error {
    move |reason| Error::File { path: path.to_owned(), reason }
}

impl Archive {
    /// Copies the archive as it is now into a new file by `SQLite`'s online backup, while others read and write; `each` hears the
    /// part that is done, 0 to 1. The copy appears under its name only when it is whole.
    pub fn backup(&self, to: &Path, mut each: impl FnMut(f64)) -> Result<(), Error> {
        if to.exists() {
            return Err(Error::Exists(to.to_owned()));
        }
        let part = &part_of(to);
        let copied = self.copy(part, &mut each);
        copied.and_then(|()| place(&[(part, to)])).inspect_err(|_| {
            // What is left of a copy that failed is of no use.
            let _ = fs::remove_file(part);
        })
    }

    fn copy(&self, to: &Path, each: &mut impl FnMut(f64)) -> Result<(), Error> {
        if let Err(reason) = fs::remove_file(to)
            && reason.kind() != std::io::ErrorKind::NotFound
        {
            return Err(Error::File { path: to.to_owned(), reason });
        }
        // What SQLite says of a folder that is not there names nothing a user knows.
        if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
        {
            let reason = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such folder");
            return Err(Error::File { path: folder.to_owned(), reason });
        }
        let mut copy = Connection::open(to).map_err(|reason| Error::of(to, reason))?;
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
