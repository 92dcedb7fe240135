//! A record as the rows of an article's current version.

mod actors;
mod events;
mod places;
mod sliced;
mod statements;
mod version;

use std::collections::HashMap;

use onrecord::{CharSpan, Record};
use rusqlite::{Connection, params};

use crate::order;
use crate::query::days_of;

pub(crate) use sliced::{Sliced, span_json, spans_json};
pub(crate) use version::VersionRow;

/// What the rows of a record need to know of it.
struct Context<'a> {
    connection: &'a Connection,
    version: i64,
    record: &'a Record<CharSpan>,
    words: Sliced<'a>,
    /// Numbers of actors that are known over articles, by their id in the record.
    actors: HashMap<&'a str, i64>,
}

/// Writes the rows of a version's record.
pub(crate) fn write(
    connection: &Connection,
    version: i64,
    record: &Record<CharSpan>,
) -> rusqlite::Result<()> {
    let actors = actors::write(connection, version, record)?;
    let words = Sliced::of(&record.article.text);
    let context = Context { connection, version, record, words, actors };
    places::write(&context)?;
    statements::write(&context)?;
    events::write(&context)
}

/// Removes the rows of a version, which no article may show any more.
pub(crate) fn remove(connection: &Connection, version: i64) -> rusqlite::Result<()> {
    let items: (i64, i64) = connection
        .prepare_cached("SELECT n_statements, n_events FROM versions WHERE id = ?")?
        .query_row([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (table, n) in [("statements", items.0), ("events", items.1)] {
        let (first, last) = order::item_ids(version, n);
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE id BETWEEN ? AND ?"))?
            .execute([first, last])?;
    }
    connection.prepare_cached("DELETE FROM places WHERE version = ?")?.execute([version])?;
    actors::remove(connection, version)
}

impl Context<'_> {
    /// The names of actors and places in the record, parted by `; `.
    fn names(&self, ids: &[String]) -> Option<String> {
        let names: Vec<&str> = ids.iter().filter_map(|id| self.name(id)).collect();
        (!names.is_empty()).then(|| names.join("; "))
    }

    fn name(&self, id: &str) -> Option<&str> {
        let actor = self.record.actors.iter().find(|actor| actor.id == id).map(|actor| actor.name.as_str());
        actor.or_else(|| {
            self.record.places.iter().find(|place| place.id == id).map(|place| place.name.as_str())
        })
    }

    /// The numbers of actors as a JSON array.
    fn numbers(&self, ids: &[String]) -> Option<String> {
        let numbers: Vec<i64> = ids.iter().filter_map(|id| self.actors.get(id.as_str()).copied()).collect();
        (!numbers.is_empty()).then(|| serde_json::to_string(&numbers).expect("numbers can be written"))
    }

    fn place(&self, id: Option<&String>) -> (Option<&str>, Option<&str>) {
        let place = id.and_then(|id| self.record.places.iter().find(|place| place.id == *id));
        (place.map(|place| place.name.as_str()), place.map(|place| place.country.as_str()))
    }

    /// A time's value, with its first and last day.
    fn time(&self, id: Option<&String>) -> (Option<&str>, Option<String>, Option<String>) {
        let time = id.and_then(|id| self.record.times.iter().find(|time| time.id == *id));
        let value = time.and_then(|time| time.value.as_deref());
        let days = value.and_then(days_of);
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let (from, to) = (day(days.and_then(|days| days.first)), day(days.and_then(|days| days.last)));
        (value, from, to)
    }

    /// Who made a statement: the actor's name in the article, or the description of an unnamed source.
    fn speaker_name(&self, statement: &onrecord::Statement<CharSpan>) -> Option<String> {
        let source = &statement.source;
        let named = source.actor.as_deref().and_then(|id| self.name(id)).map(str::to_owned);
        named
            .or_else(|| source.description.clone())
            .or_else(|| Some(self.words.joined(&source.spans)).filter(|words| !words.is_empty()))
    }
}

/// An enum of the record as JSON writes it.
fn label<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(label)) => label,
        other => unreachable!("the enums of a record are written as strings: {other:?}"),
    }
}

fn json_unless_empty<T: serde::Serialize>(values: &[T]) -> Option<String> {
    (!values.is_empty()).then(|| serde_json::to_string(values).expect("these can be written"))
}

/// Sets the number of actors that nobody names any more free.
pub(crate) fn forget_actor_if_unseen(connection: &Connection, actor: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM actors WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM appearances WHERE actor = ?1)",
        )?
        .execute(params![actor])?;
    Ok(())
}
