//! Who goes by a name.

use rusqlite::Connection;

use super::conditions::word;

/// How many actors one name is taken for.
pub(super) const MOST: usize = 300;

/// The actors that go by a name.
pub(super) struct Names {
    /// Their numbers; those in most articles first.
    pub(super) actors: Vec<i64>,
    /// Whether there are more than [`MOST`].
    pub(super) is_cut: bool,
}

/// The actors with an identity over articles that go by a name, in part or by their item in Wikidata.
pub(super) fn actors_named(connection: &Connection, name: &str) -> rusqlite::Result<Names> {
    let is_item =
        name.len() > 1 && name.starts_with(['Q', 'q']) && name[1..].bytes().all(|byte| byte.is_ascii_digit());
    let mut actors: Vec<i64> = if is_item {
        let mut found = connection.prepare_cached("SELECT id FROM actors WHERE key = ?")?;
        found.query_map([name.to_uppercase()], |row| row.get(0))?.collect::<Result<_, _>>()?
    } else {
        let mut found = connection.prepare_cached(
            "SELECT DISTINCT c.id FROM names_fts f JOIN names n ON n.id = f.rowid JOIN actors c ON c.id = n.actor
            WHERE names_fts MATCH ? AND coalesce(c.kind, '') NOT IN ('unnamed', 'group')
            ORDER BY (SELECT count(*) FROM (SELECT 1 FROM appearances a WHERE a.actor = c.id LIMIT 1000)) DESC, c.id LIMIT ?",
        )?;
        found
            .query_map(rusqlite::params![word(name), MOST + 1], |row| row.get(0))?
            .collect::<Result<_, _>>()?
    };
    let is_cut = actors.len() > MOST;
    actors.truncate(MOST);
    Ok(Names { actors, is_cut })
}
