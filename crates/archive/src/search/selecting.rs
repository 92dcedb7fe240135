//! What a query finds, whole, for exports: article by article, the oldest first.

use onrecord::{ByteSpan, CharSpan, CodePoints, Record};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::Kind;
use super::conditions::{Condition, Conditions};
use super::hits::Wanted;
use crate::export::Selected;
use crate::open::Failed;
use crate::packing::{RECORD, record_in};
use crate::query::Query;
use crate::{Archive, Error};

impl Archive {
    /// Hands over every article with statements or events that a query finds, with those, the oldest article first. All come:
    /// there is no limit, and what is held in memory is one article. Returns the doubts.
    ///
    /// # Errors
    /// Those of the archive, and those of `each`.
    pub fn select<E: From<Error>>(
        &self,
        query: &Query,
        mut each: impl FnMut(Selected) -> Result<(), E>,
    ) -> Result<Vec<String>, E> {
        // One snapshot for all steps: what is added meanwhile comes into the next export, whole.
        let snapshot = self.connection.unchecked_transaction();
        let _snapshot = snapshot.map_err(|reason| Error::of(&self.path, reason))?;
        let mut doubts = query.doubts.clone();
        let selection = Selection::of(&self.connection, query, &mut doubts);
        let selection = selection.map_err(|reason| Error::of(&self.path, reason))?;
        let mut statements = selection.walk(&self.connection, Kind::Statement);
        let mut events = selection.walk(&self.connection, Kind::Event);
        loop {
            let (a, b) = (statements.peek(), events.peek());
            let (a, b) = (a.map_err(|r| Error::of(&self.path, r))?, b.map_err(|r| Error::of(&self.path, r))?);
            let Some(version) = a.into_iter().chain(b).min() else { return Ok(doubts) };
            let of_version =
                |refs: Result<Vec<String>, _>| refs.map_err(|reason| Error::of(&self.path, reason));
            let statements = of_version(statements.take(version))?;
            let events = of_version(events.take(version))?;
            each(self.selected(version, &statements, &events)?)?;
        }
    }

    /// A version with some of its items.
    pub(super) fn selected(
        &self,
        version: i64,
        statements: &[String],
        events: &[String],
    ) -> Result<Selected, Error> {
        let mut selected = self.read(|connection| selected(connection, version))?;
        let record = &selected.record;
        let places = |ids: Vec<&str>, wanted: &[String]| -> Vec<usize> {
            (0..ids.len()).filter(|number| wanted.iter().any(|id| id == ids[*number])).collect()
        };
        let statements = places(record.statements.iter().map(|item| item.id.as_str()).collect(), statements);
        let events = places(record.events.iter().map(|item| item.id.as_str()).collect(), events);
        (selected.statements, selected.events) = (statements, events);
        Ok(selected)
    }
}

fn selected(connection: &Connection, version: i64) -> Result<Selected, Failed> {
    let mut found = connection.prepare_cached(&format!(
        "SELECT v.article, v.number, v.added, v.outlet, (SELECT a.address FROM articles a WHERE a.id = v.article), {RECORD}
        FROM versions v WHERE v.id = ?"
    ))?;
    let row = |row: &rusqlite::Row<'_>| {
        let (article, number): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (added, outlet): (String, Option<String>) = (row.get(2)?, row.get(3)?);
        let address: Option<String> = row.get(4)?;
        Ok((article, number, added, outlet, address, record_in(row, 5, article)?))
    };
    let found = found.query_row([version], row).optional()?;
    let Some((article, version, changed, outlet, address, record)) = found else {
        return Err(Error::NoArticle(version.to_string()).into());
    };
    let record = in_bytes(article, record?)?;
    // The same words without an address are another article in another outlet.
    let of_outlet = || [outlet.as_deref().unwrap_or_default(), &record.article.text].join("\n");
    let key = address.unwrap_or_else(of_outlet);
    Ok(Selected {
        article,
        version,
        key,
        outlet,
        changed,
        record,
        statements: Vec::new(),
        events: Vec::new(),
    })
}

/// The record with its spans in bytes.
fn in_bytes(article: i64, record: Record<CharSpan>) -> Result<Record, Error> {
    let text = record.article.text.clone();
    let offsets = CodePoints::of(&text);
    let mut is_whole = true;
    let record = record.map_spans(&mut |span| {
        offsets.bytes(span).unwrap_or_else(|| {
            is_whole = false;
            ByteSpan::new(0, 0)
        })
    });
    let reason = || "a span of its record lies outside its text".to_owned();
    if is_whole { Ok(record) } else { Err(Error::Unreadable { article, reason: reason() }) }
}

/// What is selected of each kind.
pub(super) struct Selection {
    pub(super) statements: Wanted,
    pub(super) events: Wanted,
}

impl Selection {
    pub(super) fn of(
        connection: &Connection,
        query: &Query,
        doubts: &mut Vec<String>,
    ) -> rusqlite::Result<Self> {
        let mut wanted = |kind| -> rusqlite::Result<Wanted> {
            let mut conditions = Conditions::new(connection, kind);
            let condition = conditions.of(query.tree.as_ref())?;
            let is_new = |doubt: &String| !doubts.contains(doubt);
            let new: Vec<String> = conditions.doubts.into_iter().filter(is_new).collect();
            doubts.extend(new);
            Ok(Wanted { kind, condition })
        };
        Ok(Self { statements: wanted(Kind::Statement)?, events: wanted(Kind::Event)? })
    }

    fn walk<'c>(&self, connection: &'c Connection, kind: Kind) -> Walk<'c> {
        let wanted = if kind == Kind::Statement { &self.statements } else { &self.events };
        let is_done = wanted.condition == Condition::Never;
        let (rows, values, by_index) = wanted.rows();
        let place = if by_index { format!("{}.rowid", kind.index()) } else { "x.id".to_owned() };
        let sql =
            format!("SELECT x.id, x.version, x.ref {rows} AND {place} > ? ORDER BY {place} LIMIT {A_STEP}");
        Walk { connection, sql, values, last: i64::MIN, held: Vec::new().into_iter(), next: None, is_done }
    }
}

/// How many rows are asked for at a time.
const A_STEP: usize = 1_000;

/// Walks through rows in the order of time, some at a time.
struct Walk<'c> {
    connection: &'c Connection,
    sql: String,
    values: Vec<rusqlite::types::Value>,
    last: i64,
    held: std::vec::IntoIter<(i64, i64, String)>,
    next: Option<(i64, String)>,
    is_done: bool,
}

impl Walk<'_> {
    /// The version of the next row.
    fn peek(&mut self) -> rusqlite::Result<Option<i64>> {
        if self.next.is_none() {
            self.advance()?;
        }
        Ok(self.next.as_ref().map(|(version, _)| *version))
    }

    fn advance(&mut self) -> rusqlite::Result<()> {
        if self.held.len() == 0 && !self.is_done {
            let mut values = self.values.clone();
            values.push(self.last.into());
            let mut found = self.connection.prepare_cached(&self.sql)?;
            let rows = found
                .query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let rows: Vec<(i64, i64, String)> = rows.collect::<Result<_, _>>()?;
            self.is_done = rows.len() < A_STEP;
            self.last = rows.last().map_or(self.last, |(id, ..)| *id);
            self.held = rows.into_iter();
        }
        self.next = self.held.next().map(|(_, version, item)| (version, item));
        Ok(())
    }

    /// The items of a version, where it is the next.
    fn take(&mut self, version: i64) -> rusqlite::Result<Vec<String>> {
        let mut items = Vec::new();
        while self.peek()? == Some(version) {
            items.extend(self.next.take().map(|(_, item)| item));
        }
        Ok(items)
    }
}
