//! Actors: who they are in an article, and which identity over all articles that is.

use std::collections::HashMap;

use onrecord::{Actor, ActorKind, CharSpan, Record};
use rusqlite::{Connection, OptionalExtension, params};

use super::{forget_actor_if_unseen, json_unless_empty, label};

/// Writes the appearances of a record's actors; returns their numbers by their id in the record.
pub(super) fn write<'a>(
    connection: &Connection,
    version: i64,
    record: &'a Record<CharSpan>,
) -> rusqlite::Result<HashMap<&'a str, i64>> {
    let mut numbers = HashMap::new();
    for actor in &record.actors {
        let number = key(actor).map(|key| number_of(connection, &key, actor)).transpose()?;
        appear(connection, version, number, actor)?;
        numbers.extend(number.map(|number| (actor.id.as_str(), number)));
    }
    Ok(numbers)
}

/// By what an actor is the same over articles: the item in Wikidata, or else kind and name. An unnamed source or a group
/// ("protesters") is somebody else in each article, and has none.
fn key(actor: &Actor<CharSpan>) -> Option<String> {
    if let Some(item) = &actor.wikidata {
        return Some(item.clone());
    }
    let kind = actor.kind.map(label).unwrap_or_default();
    match actor.kind {
        Some(ActorKind::Unnamed | ActorKind::Group) => None,
        Some(ActorKind::Person | ActorKind::State | ActorKind::Organisation | ActorKind::ArmedGroup)
        | None => {
            let name = actor.name.to_lowercase();
            Some(format!("{kind}:{}", name.split_whitespace().collect::<Vec<_>>().join(" ")))
        }
    }
}

fn number_of(connection: &Connection, key: &str, actor: &Actor<CharSpan>) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM actors WHERE key = ?")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    if let Some(number) = known {
        return Ok(number);
    }
    connection
        .prepare_cached(
            "INSERT INTO actors (key, name, kind, state, sector, wikidata) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            key,
            actor.name,
            actor.kind.map(label),
            actor.state,
            actor.sector,
            actor.wikidata
        ])?;
    Ok(connection.last_insert_rowid())
}

fn appear(
    connection: &Connection,
    version: i64,
    number: Option<i64>,
    actor: &Actor<CharSpan>,
) -> rusqlite::Result<()> {
    let roles: Vec<&str> = actor.roles.iter().map(|role| role.text.as_str()).collect();
    connection
        .prepare_cached(
            "INSERT INTO appearances (version, ref, actor, name, aliases, roles) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            version,
            actor.id,
            number,
            actor.name,
            json_unless_empty(&actor.aliases),
            json_unless_empty(&roles),
        ])?;
    let Some(number) = number else { return Ok(()) };
    let mut keep = connection.prepare_cached(
        "INSERT INTO names (actor, name) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM names WHERE actor = ?1 AND name = ?2)",
    )?;
    for name in std::iter::once(&actor.name).chain(&actor.aliases) {
        keep.execute(params![number, name])?;
    }
    Ok(())
}

/// Removes the appearances of a version, and what was known of its actors by it alone.
pub(super) fn remove(connection: &Connection, version: i64) -> rusqlite::Result<()> {
    let mut seen = connection
        .prepare_cached("SELECT DISTINCT actor FROM appearances WHERE version = ? AND actor IS NOT NULL")?;
    let actors: Vec<i64> = seen.query_map([version], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut old_names = connection.prepare_cached(
        "SELECT name FROM appearances WHERE version = ?1 AND actor = ?2
        UNION SELECT value FROM appearances, json_each(aliases) WHERE version = ?1 AND actor = ?2",
    )?;
    let mut names: Vec<(i64, String)> = Vec::new();
    for actor in &actors {
        for name in old_names.query_map([version, *actor], |row| row.get(0))? {
            names.push((*actor, name?));
        }
    }
    connection.prepare_cached("DELETE FROM appearances WHERE version = ?")?.execute([version])?;
    for actor in actors {
        forget_actor_if_unseen(connection, actor)?;
    }
    let mut forget = connection.prepare_cached(
        "DELETE FROM names WHERE actor = ?1 AND name = ?2 AND NOT EXISTS (SELECT 1 FROM
            (SELECT name, aliases FROM appearances WHERE actor = ?1 ORDER BY version DESC)
            WHERE name = ?2 OR EXISTS (SELECT 1 FROM json_each(aliases) WHERE value = ?2))",
    )?;
    for (actor, name) in names {
        forget.execute(params![actor, name])?;
    }
    Ok(())
}
