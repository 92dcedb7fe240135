//! Adding what was read: a new article, a new version of one, or nothing new.

use onrecord::{CharSpan, Moment, Record};
use rusqlite::{Connection, OptionalExtension, params};

use crate::arrival::{Known, Standing, article_of};
use crate::identity::{self, Identity, Shingles, Sketch, Traits};
use crate::open::Failed;
use crate::{Archive, Arrival, Error, order, packing, rows};

/// What adding an article came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New {
        /// Its number.
        article: i64,
        /// The article of another outlet whose words it prints.
        copy_of: Option<i64>,
    },
    /// It is there, with the same words.
    Unchanged {
        /// Its number.
        article: i64,
    },
    /// It is there with other words; both versions are kept.
    Changed {
        /// Its number.
        article: i64,
        /// The number of its new version.
        version: i64,
    },
}

impl Archive {
    /// Adds an article: the bytes that came, and the record that was read from them.
    pub fn add(&mut self, arrival: &Arrival, record: Record) -> Result<Added, Error> {
        self.write(|connection| add(connection, arrival, record))
    }

    /// Adds many at once, which is quicker; all are kept or none is. One that cannot be kept for a reason of its own is told so
    /// and left out.
    pub fn add_all(
        &mut self,
        arrivals: impl IntoIterator<Item = (Arrival, Record)>,
    ) -> Result<Vec<Result<Added, Error>>, Error> {
        self.write(|connection| {
            let mut added = Vec::new();
            for (arrival, record) in arrivals {
                connection.execute_batch("SAVEPOINT one")?;
                match add(connection, &arrival, record) {
                    Err(Failed::Told(error)) if error.is_of_one_article() => {
                        connection.execute_batch("ROLLBACK TO one")?;
                        added.push(Err(error));
                    }
                    other => added.push(Ok(other?)),
                }
                connection.execute_batch("RELEASE one")?;
            }
            Ok(added)
        })
    }

    /// A way to ask, from any thread, whether bytes are here already.
    pub fn known(&self) -> Result<Known, Error> {
        Known::of(&self.path)
    }
}

/// An article's current version, as far as adding needs it.
struct Current {
    id: i64,
    text_hash: Vec<u8>,
    updated: Option<String>,
}

fn add(connection: &Connection, arrival: &Arrival, record: Record) -> Result<Added, Failed> {
    if let Some(article) = article_of(connection, &arrival.hash(), arrival.url.as_deref())? {
        stand(connection, article, arrival.standing)?;
        return Ok(Added::Unchanged { article });
    }
    order::check_number(record.statements.len().max(record.events.len()))?;
    let newcomer = Newcomer::of(arrival, record);
    match identity::identify(connection, &newcomer.traits())? {
        Identity::Same(article) => newcomer.join(connection, article),
        Identity::CopyOf(original) => newcomer.found(connection, Some(original)),
        Identity::New => newcomer.found(connection, None),
    }
}

/// An article that is about to be kept.
struct Newcomer<'a> {
    arrival: &'a Arrival,
    record: Record<CharSpan>,
    outlet: Option<String>,
    addresses: Vec<String>,
    text_hash: [u8; 16],
    minute: i64,
    shingles: Shingles,
    sketch: Sketch,
}

impl<'a> Newcomer<'a> {
    fn of(arrival: &'a Arrival, record: Record) -> Self {
        let article = &record.article;
        let shingles = Shingles::of(&identity::running_text(article));
        let url = article.url.as_deref().or(arrival.url.as_deref());
        Self {
            arrival,
            outlet: article.publisher.clone().or_else(|| url.and_then(identity::host)),
            addresses: identity::addresses(article, arrival.url.as_deref()),
            text_hash: identity::text_hash(article),
            minute: order::minute(article.published.as_deref(), arrival.came),
            sketch: shingles.sketch(),
            shingles,
            record: record.in_code_points(),
        }
    }

    fn traits(&self) -> Traits<'_> {
        Traits {
            addresses: &self.addresses,
            outlet: self.outlet.as_deref(),
            minute: self.minute,
            shingles: &self.shingles,
            sketch: &self.sketch,
        }
    }

    /// Makes a new article of it.
    fn found(mut self, connection: &Connection, copy_of: Option<i64>) -> Result<Added, Failed> {
        let came = self.arrival.came.to_string();
        connection
            .prepare_cached("INSERT INTO articles (copy_of, added, changed) VALUES (?, ?, ?)")?
            .execute(params![copy_of, came, came])?;
        let article = connection.last_insert_rowid();
        let version = self.write_version(connection, article, 1)?;
        self.show(connection, article, version)?;
        Ok(Added::New { article, copy_of })
    }

    /// Adds it to the article that it is.
    fn join(mut self, connection: &Connection, article: i64) -> Result<Added, Failed> {
        let current = current(connection, article)?;
        self.keep_addresses(connection, article)?;
        if current.as_ref().is_some_and(|current| current.text_hash == self.text_hash) {
            let version = current.expect("it was just looked at").id;
            self.write_capture(connection, version, None)?;
            stand(connection, article, self.arrival.standing)?;
            return Ok(Added::Unchanged { article });
        }
        let number: i64 = connection
            .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM versions WHERE article = ?")?
            .query_row([article], |row| row.get(0))?;
        let version = self.write_version(connection, article, number)?;
        let is_older = current.as_ref().is_some_and(|current| self.is_older_than(current));
        if !is_older {
            if let Some(current) = current {
                hide(connection, article, current.id)?;
            }
            self.show(connection, article, version)?;
        }
        Ok(Added::Changed { article, version: number })
    }

    /// Whether its own stamps say that it was superseded before it came.
    fn is_older_than(&self, current: &Current) -> bool {
        let moment = |stamp: Option<&str>| {
            stamp
                .and_then(|stamp| stamp.parse::<Moment>().ok())
                .map(|moment| order::minute(Some(&moment.to_string()), self.arrival.came))
        };
        let (ours, theirs) =
            (moment(self.record.article.updated.as_deref()), moment(current.updated.as_deref()));
        matches!((ours, theirs), (Some(ours), Some(theirs)) if ours < theirs)
    }

    /// Writes the version and its bytes; returns its id.
    fn write_version(&mut self, connection: &Connection, article: i64, number: i64) -> Result<i64, Failed> {
        let n_items = self.record.statements.len().max(self.record.events.len());
        let id = order::free_id(connection, self.minute, n_items)?;
        let packed = packing::pack_record(&mut self.record);
        let record = &self.record;
        let told = &record.article;
        connection
            .prepare_cached(
                "INSERT INTO versions (id, article, number, serial, added, status, n_statements, n_events, record_id, published,
                    updated, outlet, url, language, label, headline, reader, text_hash, text, record)
                VALUES (?, ?, ?, (SELECT coalesce(max(serial), 0) + 1 FROM versions), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                id,
                article,
                number,
                self.arrival.came.to_string(),
                self.arrival.standing.map(Standing::label),
                record.statements.len(),
                record.events.len(),
                told.id,
                told.published,
                told.updated,
                self.outlet,
                told.url.as_ref().or(self.arrival.url.as_ref()),
                told.language,
                told.label,
                told.headline,
                record.made_by.to_string(),
                self.text_hash,
                told.text,
                packed,
            ])?;
        self.write_capture(connection, id, Some(&packing::pack(&self.arrival.capture.bytes)))?;
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
                "INSERT INTO captures (version, hash, size, came, input, part, url, origin, charset, fetched, as_of, format, packed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                version,
                self.arrival.hash(),
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
            ])?;
        Ok(())
    }

    /// Makes a version the article's current one. Its rows come first, since the triggers of search read them.
    fn show(&self, connection: &Connection, article: i64, version: i64) -> Result<(), Failed> {
        rows::write(connection, version, &self.record)?;
        connection
            .prepare_cached("UPDATE articles SET version = ?, changed = ?, status = ? WHERE id = ?")?
            .execute(params![
            version,
            self.arrival.came.to_string(),
            self.arrival.standing.map(Standing::label),
            article
        ])?;
        self.keep_addresses(connection, article)?;
        identity::keep_bands(connection, article, &self.sketch)?;
        Ok(())
    }

    fn keep_addresses(&self, connection: &Connection, article: i64) -> rusqlite::Result<()> {
        let mut keep =
            connection.prepare_cached("INSERT OR IGNORE INTO addresses (address, article) VALUES (?, ?)")?;
        for address in &self.addresses {
            keep.execute(params![address, article])?;
        }
        Ok(())
    }
}

fn current(connection: &Connection, article: i64) -> rusqlite::Result<Option<Current>> {
    connection
        .prepare_cached(
            "SELECT v.id, v.text_hash, v.updated FROM articles a JOIN versions v ON v.id = a.version WHERE a.id = ?",
        )?
        .query_row([article], |row| {
            Ok(Current { id: row.get(0)?, text_hash: row.get(1)?, updated: row.get(2)? })
        })
        .optional()
}

/// Takes a version out of sight: its record and bytes stay, its rows go.
pub(crate) fn hide(connection: &Connection, article: i64, version: i64) -> Result<(), Failed> {
    let (packed, text): (Vec<u8>, String) = connection
        .prepare_cached("SELECT record, text FROM versions WHERE id = ?")?
        .query_row([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let running = packing::record_of(article, &packed, text.clone())
        .map_or(text, |record| identity::running_text_of_chars(&record.article));
    identity::forget_bands(connection, article, &Shingles::of(&running).sketch())?;
    connection.prepare_cached("UPDATE articles SET version = NULL WHERE id = ?")?.execute([article])?;
    rows::remove(connection, version)?;
    Ok(())
}

/// Records what a publisher says became of a piece.
fn stand(connection: &Connection, article: i64, standing: Option<Standing>) -> rusqlite::Result<()> {
    let Some(standing) = standing else { return Ok(()) };
    connection
        .prepare_cached("UPDATE articles SET status = ? WHERE id = ?")?
        .execute(params![standing.label(), article])?;
    Ok(())
}
