//! Searches that are kept by name, and what is new in them.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use crate::query::Query;
use crate::{Archive, Error};

/// A search that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// What it looks for, in canonical form.
    pub query: String,
    /// When it was saved, ISO 8601 in UTC.
    pub saved: String,
    /// The number (`versions.serial`) of the last version that was there when it was last looked at.
    pub seen: i64,
}

impl Archive {
    /// Keeps a search by a name, or gives the name to another search. What is in the archive now counts as seen.
    pub fn save_search(&mut self, name: &str, query: &Query, now: jiff::Timestamp) -> Result<(), Error> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO searches (name, query, saved, seen)
                VALUES (?1, ?2, ?3, (SELECT coalesce(max(serial), 0) FROM versions))
                ON CONFLICT (name) DO UPDATE SET query = excluded.query, saved = excluded.saved, seen = excluded.seen",
                params![name, query.to_string(), now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()],
            )?;
            Ok(())
        })
    }

    /// The searches that are kept, by name.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, Error> {
        self.read(|connection| {
            let mut found =
                connection.prepare("SELECT name, query, saved, seen FROM searches ORDER BY name")?;
            let rows = found.query_map([], saved)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The search of a name.
    pub fn saved_search(&self, name: &str) -> Result<SavedSearch, Error> {
        self.read(|connection| {
            let sql = "SELECT name, query, saved, seen FROM searches WHERE name = ?";
            let found = connection.query_row(sql, [name], saved).optional()?;
            found.ok_or_else(|| Error::NoSearch(name.to_owned()).into())
        })
    }

    /// Forgets a search; says whether there was one.
    pub fn forget_search(&mut self, name: &str) -> Result<bool, Error> {
        self.write(|transaction| Ok(transaction.execute("DELETE FROM searches WHERE name = ?", [name])? > 0))
    }

    /// The number of the last version that came.
    pub fn last_serial(&self) -> Result<i64, Error> {
        self.read(|connection| {
            Ok(connection.query_row("SELECT coalesce(max(serial), 0) FROM versions", [], |row| row.get(0))?)
        })
    }

    /// Notes that a search was looked at when `serial` was the last version.
    pub fn see_search(&mut self, name: &str, serial: i64) -> Result<(), Error> {
        self.write(|transaction| {
            transaction
                .execute("UPDATE searches SET seen = max(seen, ?2) WHERE name = ?1", params![name, serial])?;
            Ok(())
        })
    }
}

fn saved(row: &rusqlite::Row<'_>) -> rusqlite::Result<SavedSearch> {
    Ok(SavedSearch { name: row.get(0)?, query: row.get(1)?, saved: row.get(2)?, seen: row.get(3)? })
}
