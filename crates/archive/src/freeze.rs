//! Frozen versions of an archive, to be cited: a copy, its hash, and what is in it.

use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::backup::{begin, part_of, place, refused, take_away};
use crate::{Archive, Error};

/// What a frozen archive holds; written beside it as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// The file, beside the manifest.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was frozen, ISO 8601 in UTC.
    pub frozen: String,
    /// The version of onrecord that froze it.
    pub program: String,
    /// How many articles it holds, with all their versions, statements and events.
    pub articles: u64,
    /// How many versions.
    pub versions: u64,
    /// How many statements of current versions.
    pub statements: u64,
    /// How many events of current versions.
    pub events: u64,
    /// The first and last day on which an article was published.
    pub published: Option<[String; 2]>,
}

fn file_of(name: &str) -> String {
    format!("{name}.sqlite")
}

/// The files of a frozen archive: itself, and its manifest.
pub fn frozen_files(folder: &Path, name: &str) -> [PathBuf; 2] {
    [folder.join(file_of(name)), folder.join(format!("{name}.json"))]
}

impl Archive {
    /// Copies the archive into `NAME.sqlite` of a folder, even while it is in use, and writes `NAME.json` beside it. Neither may be
    /// there yet: what is frozen does not change.
    pub fn freeze(&self, folder: &Path, name: &str, now: jiff::Timestamp) -> Result<Manifest, Error> {
        let files = frozen_files(folder, name);
        if let Some(path) = files.iter().find(|path| path.exists()) {
            return Err(Error::Exists(path.clone()));
        }
        let [copy, manifest_file] = &files;
        // Both appear under their names when they are whole.
        let [part, manifest_part] = &files.each_ref().map(|path| part_of(path));
        let begun = begin(part, copy).and_then(|()| self.freeze_into(part, manifest_part, name, now));
        let frozen = begun.and_then(|manifest| {
            place(&[(part, copy), (manifest_part, manifest_file)])?;
            Ok(manifest)
        });
        frozen.inspect_err(|_| {
            take_away(part);
            take_away(manifest_part);
        })
    }

    fn freeze_into(
        &self,
        copy: &Path,
        manifest_file: &Path,
        name: &str,
        now: jiff::Timestamp,
    ) -> Result<Manifest, Error> {
        let of_copy = |reason| Error::of(copy, reason);
        self.connection.execute("VACUUM INTO ?", [copy.to_string_lossy()]).map_err(of_copy)?;
        let (sha256, bytes) = hash(copy).map_err(refused(copy))?;
        let manifest = Self::open(copy)?.manifest(name, sha256, bytes, now)?;
        let json = serde_json::to_string_pretty(&manifest).map_err(io::Error::from);
        let written = json.and_then(|json| std::fs::write(manifest_file, json + "\n"));
        written.map_err(refused(manifest_file))?;
        Ok(manifest)
    }

    fn manifest(
        &self,
        name: &str,
        sha256: String,
        bytes: u64,
        now: jiff::Timestamp,
    ) -> Result<Manifest, Error> {
        self.read(|connection| {
            let count = |table: &str| -> rusqlite::Result<u64> {
                connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            };
            let sql = "SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM versions";
            let published: (Option<String>, Option<String>) =
                connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(Manifest {
                name: name.to_owned(),
                file: file_of(name),
                sha256,
                bytes,
                frozen: now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
                program: format!("onrecord {}", env!("CARGO_PKG_VERSION")),
                articles: count("articles")?,
                versions: count("versions")?,
                statements: count("statements")?,
                events: count("events")?,
                published: published.0.zip(published.1).map(|(first, last)| [first, last]),
            })
        })
    }
}

/// SHA-256 of a file, in hexadecimal digits, and its size.
fn hash(path: &Path) -> io::Result<(String, u64)> {
    let mut file = BufReader::new(File::open(path)?);
    let (mut hash, mut buffer, mut bytes) = (Sha256::new(), vec![0; 64 * 1024], 0);
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        hash.update(&buffer[..n]);
        bytes += n as u64;
    }
    let digest = hash.finalize();
    Ok((digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")), bytes))
}
