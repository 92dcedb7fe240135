//! An article on its way into the archive.

use onrecord::{CharSpan, Record};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Added, stand};
use crate::arrival::Standing;
use crate::batch::Batch;
use crate::identity::{self, Shingles, Sketch, Traits};
use crate::open::Failed;
use crate::rows::VersionRow;
use crate::{Arrival, order, rows};

/// An article's current version, as far as adding needs it.
struct Current {
    id: i64,
    text_hash: Vec<u8>,
    published: Option<String>,
    updated: Option<String>,
}

/// An article that is about to be kept.
pub(super) struct Newcomer<'a> {
    arrival: &'a Arrival,
    hash: [u8; 32],
    record: Record<CharSpan>,
    outlet: Option<String>,
    addresses: Vec<String>,
    text_hash: [u8; 16],
    minute: i64,
    shingles: Shingles,
    sketch: Sketch,
}

impl<'a> Newcomer<'a> {
    pub(super) fn of(arrival: &'a Arrival, hash: [u8; 32], record: Record) -> Self {
        let article = &record.article;
        let shingles = Shingles::of(&identity::running_text(article));
        let url = article.url.as_deref().or(arrival.url.as_deref());
        Self {
            arrival,
            hash,
            outlet: article.publisher.clone().or_else(|| url.and_then(identity::host)),
            addresses: identity::addresses(article, arrival.url.as_deref()),
            text_hash: identity::text_hash(article),
            minute: order::minute(article.published.as_deref(), arrival.came),
            sketch: shingles.sketch(),
            shingles,
            record: record.in_code_points(),
        }
    }

    pub(super) fn traits(&self) -> Traits<'_> {
        Traits {
            addresses: &self.addresses,
            outlet: self.outlet.as_deref(),
            minute: self.minute,
            shingles: &self.shingles,
            sketch: &self.sketch,
        }
    }

    /// Makes a new article of it.
    pub(super) fn found(mut self, batch: &mut Batch<'_>, copy_of: Option<i64>) -> Result<Added, Failed> {
        let came = self.arrival.came.to_string();
        batch
            .connection
            .prepare_cached("INSERT INTO articles (copy_of, added, changed) VALUES (?, ?, ?)")?
            .execute(params![copy_of, came, came])?;
        let article = batch.connection.last_insert_rowid();
        let version = self.write_version(batch, article, 1)?;
        self.show(batch, article, version)?;
        Ok(Added::New { article, copy_of })
    }

    /// Adds it to the article that it is.
    pub(super) fn join(mut self, batch: &mut Batch<'_>, article: i64) -> Result<Added, Failed> {
        let connection = batch.connection;
        let current = current(connection, article)?;
        identity::keep_addresses(connection, article, &self.addresses)?;
        if current.as_ref().is_some_and(|current| current.text_hash == self.text_hash) {
            let version = current.expect("it was just looked at").id;
            self.write_capture(connection, version, None)?;
            stand(connection, article, self.arrival.standing)?;
            return Ok(Added::Unchanged { article });
        }
        let number: i64 = connection
            .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM versions WHERE article = ?")?
            .query_row([article], |row| row.get(0))?;
        let version = self.write_version(batch, article, number)?;
        let is_older = current.as_ref().is_some_and(|current| self.is_older_than(current));
        if !is_older {
            if let Some(current) = current {
                batch.hide(article, current.id)?;
            }
            self.show(batch, article, version)?;
        }
        Ok(if is_older {
            Added::Older { article, version: number }
        } else {
            Added::Changed { article, version: number }
        })
    }

    /// Whether its own stamps say that it was superseded before it came.
    fn is_older_than(&self, current: &Current) -> bool {
        let told = &self.record.article;
        let stamps = |published: &Option<String>, updated: &Option<String>| {
            order::last_stamp(published.as_deref(), updated.as_deref())
        };
        order::is_earlier(
            stamps(&told.published, &told.updated),
            stamps(&current.published, &current.updated),
        )
    }

    /// Writes the version and its bytes; returns its id.
    fn write_version(&mut self, batch: &mut Batch<'_>, article: i64, number: i64) -> Result<i64, Failed> {
        let n_items = self.record.statements.len().max(self.record.events.len());
        let connection = batch.connection;
        let id = batch.minutes.free_id(connection, self.minute, n_items)?;
        let packed = batch.packer.pack_record(&mut self.record);
        let told = &self.record.article;
        let row = VersionRow {
            record: &self.record,
            packed: &packed,
            text_hash: self.text_hash,
            outlet: self.outlet.as_deref(),
            url: told.url.as_deref().or(self.arrival.url.as_deref()),
        };
        row.insert(
            connection,
            [
                ("id", Box::new(id)),
                ("article", Box::new(article)),
                ("number", Box::new(number)),
                ("added", Box::new(self.arrival.came.to_string())),
                ("status", Box::new(self.arrival.standing.map(Standing::label))),
            ],
        )?;
        let bytes = batch.packer.pack(&self.arrival.capture.bytes, &told.text);
        self.write_capture(connection, id, Some(&bytes))?;
        Ok(id)
    }

    fn write_capture(
        &self,
        connection: &Connection,
        version: i64,
        packed: Option<&[u8]>,
    ) -> rusqlite::Result<()> {
        let Arrival { capture, input, url, came, .. } = self.arrival;
        connection
            .prepare_cached(
                "INSERT INTO captures (version, hash, size, came, input, part, url, origin, charset, fetched, as_of, format, packed, with_text)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                version,
                self.hash,
                capture.bytes.len(),
                came.to_string(),
                input,
                capture.part.map(|part| part.to_string()),
                url,
                capture.url,
                capture.charset,
                capture.fetched.map(|fetched| fetched.to_string()),
                self.record.made_by.as_of,
                capture.format.name(),
                packed,
                packed.is_some(),
            ])?;
        Ok(())
    }

    /// Makes a version the article's current one.
    fn show(&self, batch: &mut Batch<'_>, article: i64, version: i64) -> Result<(), Failed> {
        let connection = batch.connection;
        rows::write(connection, version, &self.record)?;
        batch.show(version, &self.record);
        connection
            .prepare_cached("UPDATE articles SET version = ?, changed = ?, status = ? WHERE id = ?")?
            .execute(params![
            version,
            self.arrival.came.to_string(),
            self.arrival.standing.map(Standing::label),
            article
        ])?;
        identity::keep_addresses(connection, article, &self.addresses)?;
        identity::keep_bands(connection, article, &self.sketch)?;
        Ok(())
    }
}

fn current(connection: &Connection, article: i64) -> rusqlite::Result<Option<Current>> {
    connection
        .prepare_cached(
            "SELECT v.id, v.text_hash, v.published, v.updated FROM articles a JOIN versions v ON v.id = a.version WHERE a.id = ?",
        )?
        .query_row([article], |row| {
            Ok(Current {
                id: row.get(0)?,
                text_hash: row.get(1)?,
                published: row.get(2)?,
                updated: row.get(3)?,
            })
        })
        .optional()
}
