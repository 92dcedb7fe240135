//! Whether an archive holds together.

mod versions;

use rusqlite::Connection;

use crate::arrival::hash;
use crate::open::Failed;
use crate::packing::unpack;
use crate::{Archive, Error};

/// What a check looked at and found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Versions whose record was unpacked and compared with its rows.
    pub n_versions: u64,
    /// Captures whose bytes were unpacked and compared with their hash.
    pub n_captures: u64,
    /// Spans that were sliced and compared with their words.
    pub n_spans: u64,
    /// What is wrong, a sentence each.
    pub troubles: Vec<String>,
    /// What could not be looked at, and why.
    pub left_out: Vec<String>,
}

/// The tables of full-text search, with the view that their words come from.
const SEARCHED: [&str; 4] = ["articles_fts", "statements_fts", "events_fts", "names_fts"];

/// At most so many troubles of one kind are told; the first says enough.
const MOST: usize = 100;

impl Archive {
    /// Looks at everything: `SQLite`'s own integrity, foreign keys, that records unpack, that rows say what records say and
    /// their words are those that spans slice to, that bytes match their hash, that search knows the words that are there. `each` hears how many versions are done.
    pub fn check(&mut self, mut each: impl FnMut(u64)) -> Result<Checked, Error> {
        let mut checked = Checked::default();
        self.check_search(&mut checked)?;
        self.look_at("the file", &mut checked, integrity)?;
        self.look_at("its references", &mut checked, references)?;
        for (what, sql) in LINKS {
            let part = format!("whether there are {what}");
            self.look_at(&part, &mut checked, |connection, checked| link(connection, (what, sql), checked))?;
        }
        self.look_at("its articles", &mut checked, |connection, checked| {
            versions::check(connection, checked, &mut each)
        })?;
        self.look_at("the bytes that came", &mut checked, captures)?;
        Ok(checked)
    }

    /// Looks at a part. Where it cannot be read that is a trouble, and the other parts are looked at all the same.
    fn look_at(
        &self,
        part: &str,
        checked: &mut Checked,
        look: impl FnOnce(&Connection, &mut Checked) -> Result<(), Failed>,
    ) -> Result<(), Error> {
        if let Err(error) = self.read(|connection| look(connection, checked)) {
            let what = unreadable(error)?;
            checked.troubles.push(format!("{part}: not all of it can be read ({what})"));
        }
        Ok(())
    }

    /// FTS5 compares its index with the words by a command that takes the lock of the writer, so it is left out while another
    /// process writes or the file is read-only.
    fn check_search(&mut self, checked: &mut Checked) -> Result<(), Error> {
        for table in SEARCHED {
            let compared = self.write(|connection| {
                connection.execute(
                    &format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"),
                    [],
                )?;
                Ok(())
            });
            match compared {
                Ok(()) => {}
                Err(error @ (Error::SecondWriter(_) | Error::ReadOnly(_))) => {
                    checked.left_out.push(format!("whether search knows all words: {error}"));
                    return Ok(());
                }
                Err(error) => {
                    let what = unreadable(error)?;
                    checked
                        .troubles
                        .push(format!("search in {table} does not know the words that are there: {what}"));
                }
            }
        }
        Ok(())
    }
}

/// What `SQLite` says of what it cannot read; other errors stay what they are.
fn unreadable(error: Error) -> Result<String, Error> {
    match error {
        Error::Damaged { what, .. } => Ok(what),
        Error::Sqlite { reason, .. } => Ok(reason.to_string()),
        error => Err(error),
    }
}

fn integrity(connection: &Connection, checked: &mut Checked) -> Result<(), Failed> {
    let mut found = connection.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
    for line in found.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            checked.troubles.push(format!("the file: {line}"));
        }
    }
    Ok(())
}

fn references(connection: &Connection, checked: &mut Checked) -> Result<(), Failed> {
    let mut found =
        connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check() LIMIT 100")?;
    let rows = found.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?))
    })?;
    for row in rows {
        let (table, id, parent) = row?;
        let id = id.map(|id| format!(" {id}")).unwrap_or_default();
        checked.troubles.push(format!("{table}{id} points to a row of {parent} that is not there"));
    }
    Ok(())
}

/// What foreign keys do not say: what is wrong, and how many rows have it.
const LINKS: [(&str, &str); 9] = [
    (
        "bands of articles that are not there",
        "SELECT count(*) FROM bands WHERE article NOT IN (SELECT id FROM articles)",
    ),
    (
        "entries of the timeline without their event",
        "SELECT count(*) FROM timeline WHERE event NOT IN (SELECT id FROM events)",
    ),
    ("articles without a current version", "SELECT count(*) FROM articles WHERE version IS NULL"),
    (
        "articles whose current version is another's",
        "SELECT count(*) FROM articles a JOIN versions v ON v.id = a.version WHERE v.article <> a.id",
    ),
    (
        "statements of versions that are not current",
        "SELECT count(*) FROM statements WHERE version NOT IN (SELECT version FROM articles WHERE version IS NOT NULL)",
    ),
    (
        "events of versions that are not current",
        "SELECT count(*) FROM events WHERE version NOT IN (SELECT version FROM articles WHERE version IS NOT NULL)",
    ),
    (
        "statements by actors that are not there",
        "SELECT count(*) FROM statements WHERE speaker IS NOT NULL AND speaker NOT IN (SELECT id FROM actors)",
    ),
    (
        "statements and events outside the ids of their version",
        "SELECT (SELECT count(*) FROM statements) + (SELECT count(*) FROM events)
            - (SELECT coalesce(sum(n_statements + n_events), 0) FROM articles a JOIN versions v ON v.id = a.version)",
    ),
    (
        "versions without the bytes they were read from",
        "SELECT count(*) FROM versions v WHERE NOT EXISTS
            (SELECT 1 FROM captures c WHERE c.version = v.id AND c.packed IS NOT NULL)",
    ),
];

fn link(connection: &Connection, (what, sql): (&str, &str), checked: &mut Checked) -> Result<(), Failed> {
    let n: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    if n > 0 {
        checked.troubles.push(format!("{n} {what}"));
    }
    Ok(())
}

fn captures(connection: &Connection, checked: &mut Checked) -> Result<(), Failed> {
    let mut all = connection.prepare(
        "SELECT v.article, v.number, c.hash, c.packed, iif(c.with_text, v.text, '') FROM captures c JOIN versions v ON v.id = c.version
        WHERE c.packed IS NOT NULL",
    )?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let expected: Vec<u8> = row.get(2)?;
        let bytes = unpack(&row.get::<_, Vec<u8>>(3)?, row.get::<_, String>(4)?.as_bytes());
        checked.n_captures += 1;
        if bytes.is_none_or(|bytes| hash(&bytes)[..] != expected) {
            let (article, number): (i64, i64) = (row.get(0)?, row.get(1)?);
            checked
                .troubles
                .push(format!("article {article}, version {number}: its bytes are not those that came"));
        }
    }
    Ok(())
}
