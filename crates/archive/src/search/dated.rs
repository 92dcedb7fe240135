//! What a query finds in the order of the days that the articles tell, for timelines; and which events it finds, for calendars.

use std::collections::{HashMap, HashSet};

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::conditions::Condition;
use super::hits::Wanted;
use super::selecting::Selection;
use crate::export::Selected;
use crate::query::Query;
use crate::{Archive, Error};

/// Which items a timeline walks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Statements and events of which the article tells when, the earliest day first.
    WithDay,
    /// Events of which it does not, the oldest article first.
    WithoutDay,
}

/// How many rows are asked for at a time, and how many records are held at once: neighbours in time are often of one article.
const A_STEP: usize = 500;
const HELD: usize = 64;

impl Archive {
    /// Hands over the items that a query finds, each by itself with its article, until `each` says that it has enough. Returns the
    /// doubts.
    ///
    /// # Errors
    /// Those of the archive, and those of `each`.
    pub fn each_told<E: From<Error>>(
        &self,
        query: &Query,
        told: Told,
        mut each: impl FnMut(&Selected) -> Result<bool, E>,
    ) -> Result<Vec<String>, E> {
        let failed = |reason| Error::of(&self.path, reason);
        // One snapshot for all steps, as for an export.
        let _snapshot = self.connection.unchecked_transaction().map_err(failed)?;
        let mut doubts = query.doubts.clone();
        let selection = Selection::of(&self.connection, query, &mut doubts).map_err(failed)?;
        let mut events = Walk::new(&self.connection, &selection.events, told);
        let mut statements = Walk::new(&self.connection, &selection.statements, told);
        statements.is_done |= told == Told::WithoutDay;
        let mut held = HashMap::new();
        loop {
            let (event, statement) =
                (events.peek().map_err(failed)?.cloned(), statements.peek().map_err(failed)?.cloned());
            let is_event = match (&event, &statement) {
                (None, None) => return Ok(doubts),
                (Some(event), Some(statement)) => event.place() <= statement.place(),
                (event, _) => event.is_some(),
            };
            let (row, walk) = if is_event { (event, &mut events) } else { (statement, &mut statements) };
            walk.pass();
            let Some(row) = row else { return Ok(doubts) };
            let selected = self.held(&mut held, &row, is_event)?;
            if !each(selected)? {
                return Ok(doubts);
            }
        }
    }

    /// The article of a row with that row's item alone.
    fn held<'h>(
        &self,
        held: &'h mut HashMap<i64, Selected>,
        row: &Row,
        is_event: bool,
    ) -> Result<&'h Selected, Error> {
        if held.len() >= HELD && !held.contains_key(&row.version) {
            held.clear();
        }
        let selected = match held.entry(row.version) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(self.selected(row.version, &[], &[])?)
            }
        };
        let record = &selected.record;
        let (statement, event) = if is_event {
            (None, record.events.iter().position(|event| event.id == row.item))
        } else {
            (record.statements.iter().position(|statement| statement.id == row.item), None)
        };
        (selected.statements, selected.events) =
            (statement.into_iter().collect(), event.into_iter().collect());
        Ok(selected)
    }

    /// The events that a query finds: the number of the article and the id in its record, of each.
    pub fn events_found(&self, query: &Query) -> Result<HashSet<(i64, String)>, Error> {
        let found = || -> rusqlite::Result<HashSet<(i64, String)>> {
            let wanted = Selection::of(&self.connection, query, &mut Vec::new())?.events;
            if wanted.condition == Condition::Never {
                return Ok(HashSet::new());
            }
            let (rows, values, _) = wanted.rows();
            let mut found = self.connection.prepare_cached(&format!("SELECT v.article, x.ref {rows}"))?;
            found.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        found().map_err(|reason| Error::of(&self.path, reason))
    }
}

/// A row of statements or events.
#[derive(Clone)]
struct Row {
    /// Its first day; nothing where the article tells none.
    day: String,
    id: i64,
    version: i64,
    item: String,
}

impl Row {
    /// Where it stands among rows of either kind.
    fn place(&self) -> (&str, i64) {
        (&self.day, self.version)
    }
}

/// Walks through the rows of a kind, some at a time.
struct Walk<'c> {
    connection: &'c Connection,
    sql: String,
    values: Vec<Sql>,
    last: (String, i64),
    held: std::iter::Peekable<std::vec::IntoIter<Row>>,
    is_done: bool,
}

impl<'c> Walk<'c> {
    fn new(connection: &'c Connection, wanted: &Wanted, told: Told) -> Self {
        let (rows, values, _) = wanted.rows();
        let told = match told {
            Told::WithDay => {
                "x.from_day IS NOT NULL AND (x.from_day, x.id) > (?, ?) ORDER BY x.from_day, x.id"
            }
            Told::WithoutDay => "x.from_day IS NULL AND ('', x.id) > (?, ?) ORDER BY x.id",
        };
        let sql = format!(
            "SELECT coalesce(x.from_day, ''), x.id, x.version, x.ref {rows} AND {told} LIMIT {A_STEP}"
        );
        let is_done = wanted.condition == Condition::Never;
        let held = Vec::new().into_iter().peekable();
        Self { connection, sql, values, last: (String::new(), i64::MIN), held, is_done }
    }

    /// The next row.
    fn peek(&mut self) -> rusqlite::Result<Option<&Row>> {
        if self.held.len() == 0 && !self.is_done {
            let mut values = self.values.clone();
            values.extend([self.last.0.clone().into(), self.last.1.into()]);
            let mut found = self.connection.prepare_cached(&self.sql)?;
            let row = |row: &rusqlite::Row<'_>| {
                Ok(Row { day: row.get(0)?, id: row.get(1)?, version: row.get(2)?, item: row.get(3)? })
            };
            let rows: Vec<Row> = found.query_map(params_from_iter(values), row)?.collect::<Result<_, _>>()?;
            self.is_done = rows.len() < A_STEP;
            if let Some(last) = rows.last() {
                self.last = (last.day.clone(), last.id);
            }
            self.held = rows.into_iter().peekable();
        }
        Ok(self.held.peek())
    }

    /// Goes on to the one after it.
    fn pass(&mut self) {
        self.held.next();
    }
}
