//! What one transaction of writing holds: what is packed with, where ids are free, and what full-text search does not know yet.

use std::collections::BTreeMap;

use onrecord::{CharSpan, Record};
use rusqlite::types::ToSqlOutput;
use rusqlite::{CachedStatement, Connection, params};

use crate::identity::{self, Shingles};
use crate::open::Failed;
use crate::order::{A_VERSION, Minutes};
use crate::packing::{Packer, RECORD, keep_dictionary, record_in};
use crate::rows::{self, Sliced};
use crate::search::Kind;

/// A transaction of writing.
pub(crate) struct Batch<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) packer: Packer,
    pub(crate) minutes: Minutes,
    /// Versions that search does not know yet. FTS5 begins a new segment whenever an id is smaller than the last: written in
    /// their order, a transaction makes few.
    unindexed: BTreeMap<i64, Words>,
}

/// The words of a version's rows.
struct Words {
    statements: Vec<String>,
    events: Vec<String>,
    /// Whether SQL slices the same words out of the text; it ends texts at their first NUL.
    are_sliced_by_sql: bool,
}

impl Words {
    fn of(record: &Record<CharSpan>) -> Self {
        let sliced = Sliced::of(&record.article.text);
        Self {
            statements: record.statements.iter().map(|said| sliced.joined(&said.content)).collect(),
            events: record.events.iter().map(|event| sliced.joined(&event.evidence)).collect(),
            are_sliced_by_sql: !record.article.text.contains('\0'),
        }
    }

    /// The words of an item, where they are what the views say.
    fn known<'w>(&self, words: &'w str) -> Option<&'w str> {
        self.are_sliced_by_sql.then_some(words)
    }
}

impl<'c> Batch<'c> {
    pub(crate) fn begin(connection: &'c Connection) -> rusqlite::Result<Self> {
        keep_dictionary(connection)?;
        Ok(Self {
            connection,
            packer: Packer::default(),
            minutes: Minutes::default(),
            unindexed: BTreeMap::new(),
        })
    }

    /// Notes that a version's rows are written, which search is to know.
    pub(crate) fn show(&mut self, version: i64, record: &Record<CharSpan>) {
        self.unindexed.insert(version, Words::of(record));
    }

    /// Takes a version out of sight: its record and bytes stay, its rows go.
    pub(crate) fn hide(&mut self, article: i64, version: i64) -> Result<(), Failed> {
        // Search is told of what goes by triggers, so it has to know it first.
        if self.unindexed.contains_key(&version) {
            self.index()?;
        }
        let running = self
            .connection
            .prepare_cached(&format!("SELECT {RECORD} FROM versions v WHERE v.id = ?"))?
            .query_row([version], |row| {
                let text: String = row.get(0)?;
                Ok(record_in(row, 0, article)?
                    .map_or(text, |record| identity::running_text_of_chars(&record.article)))
            })?;
        identity::forget_bands(self.connection, article, &Shingles::of(&running).sketch())?;
        self.connection
            .prepare_cached("UPDATE articles SET version = NULL WHERE id = ?")?
            .execute([article])?;
        rows::remove(self.connection, version)?;
        Ok(())
    }

    /// Tells search the rest. To be called before the transaction ends.
    pub(crate) fn finish(mut self) -> rusqlite::Result<()> {
        if self.unindexed.is_empty() {
            return Ok(());
        }
        self.index()?;
        // FTS5 holds what it is told until the commit, unless it is asked to write: where there is no room, that is known here.
        for index in Kind::ALL.map(Kind::index) {
            let sql = format!("INSERT INTO {index} ({index}) VALUES ('flush')");
            self.connection.prepare_cached(&sql)?.execute([])?;
        }
        Ok(())
    }

    fn index(&mut self) -> rusqlite::Result<()> {
        let mut articles = Indexing::new(
            self.connection,
            "SELECT id, headline, text, outlet, codes FROM version_words WHERE id = ?1 AND ?2 IS NULL",
            "INSERT INTO articles_fts (rowid, headline, text, outlet, codes) VALUES (?, ?, ?, ?, ?)",
        )?;
        let mut statements = Indexing::new(
            self.connection,
            "SELECT id, coalesce(?2, content), speaker, audience, about, place, outlet, codes FROM statement_words WHERE id = ?1",
            "INSERT INTO statements_fts (rowid, content, speaker, audience, about, place, outlet, codes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let mut events = Indexing::new(
            self.connection,
            "SELECT id, coalesce(?2, evidence), actors, alleged_actors, recipients, according_to, denied_by, place, outlet, codes
            FROM event_words WHERE id = ?1",
            "INSERT INTO events_fts (rowid, evidence, actors, alleged_actors, recipients, according_to, denied_by, place, outlet, codes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for (version, words) in std::mem::take(&mut self.unindexed) {
            articles.row(version, None)?;
            for (id, said) in (version * A_VERSION..).zip(&words.statements) {
                statements.row(id, words.known(said))?;
            }
            for (id, evidence) in (version * A_VERSION..).zip(&words.events) {
                events.row(id, words.known(evidence))?;
            }
        }
        Ok(())
    }
}

/// Carries rows of a view over into its index, one by one.
///
/// `INSERT … SELECT` would be shorter, but `SQLite` sets a savepoint before each such statement, and at a savepoint FTS5 writes all
/// that it holds: a segment a row, to be merged with all others.
struct Indexing<'c> {
    read: CachedStatement<'c>,
    write: CachedStatement<'c>,
}

impl<'c> Indexing<'c> {
    /// `read` takes an id and the words that are known of it already, and gives what `write` takes.
    fn new(connection: &'c Connection, read: &str, write: &str) -> rusqlite::Result<Self> {
        Ok(Self { read: connection.prepare_cached(read)?, write: connection.prepare_cached(write)? })
    }

    fn row(&mut self, id: i64, words: Option<&str>) -> rusqlite::Result<()> {
        let n_columns = self.write.parameter_count();
        let mut rows = self.read.query(params![id, words])?;
        while let Some(row) = rows.next()? {
            for column in 0..n_columns {
                self.write.raw_bind_parameter(column + 1, ToSqlOutput::Borrowed(row.get_ref(column)?))?;
            }
            self.write.raw_execute()?;
        }
        Ok(())
    }
}
