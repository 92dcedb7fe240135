//! Hits among what came after a moment.

use std::collections::VecDeque;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::Kind;
use crate::order::{A_VERSION, WIDEST};

/// Up to how many versions the index is asked for what it finds of them, rather than walked through until enough are theirs.
const FEW: usize = 20_000;

/// How many rows of older versions are passed before the next version that came is looked up in the index, which costs about as
/// much.
const PASSED: usize = 128;

/// The versions that came after a serial.
pub(super) struct Newer {
    pub(super) serial: i64,
    /// Their ids, in order.
    ids: Vec<i64>,
}

impl Newer {
    pub(super) fn than(connection: &Connection, serial: i64) -> rusqlite::Result<Self> {
        let mut found = connection.prepare_cached("SELECT id FROM versions WHERE serial > ?")?;
        let mut ids: Vec<i64> = found.query_map([serial], |row| row.get(0))?.collect::<Result<_, _>>()?;
        ids.sort_unstable();
        Ok(Self { serial, ids })
    }

    /// Whether one of them has an id, by itself or as one that its many items take up.
    fn have(&self, connection: &Connection, id: i64) -> rusqlite::Result<bool> {
        match self.ids[..self.n_until(id)].last() {
            Some(version) if *version == id => Ok(true),
            Some(version) if id - version < WIDEST => {
                let sql = "SELECT max(n_statements, n_events) FROM versions WHERE id = ?";
                let n_items: Option<i64> =
                    connection.prepare_cached(sql)?.query_row([version], |row| row.get(0)).optional()?;
                Ok(n_items.is_some_and(|n_items| version + n_items / A_VERSION >= id))
            }
            _ => Ok(false),
        }
    }

    /// How many of them stand at an id or before it.
    fn n_until(&self, id: i64) -> usize {
        self.ids.partition_point(|version| *version <= id)
    }

    /// The newest rows of these versions, at most so many, that the full-text index of a kind finds by `FROM … WHERE …`.
    pub(super) fn newest(
        &self,
        connection: &Connection,
        kind: Kind,
        found_by: (&str, &[Sql]),
        limit: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let of_version = if kind == Kind::Article { 1 } else { A_VERSION };
        let row = format!("{}.rowid", kind.index());
        if self.ids.len() > FEW {
            self.newest_of_many(connection, (&row, of_version), found_by, limit)
        } else {
            self.newest_of_few(connection, (&row, of_version), found_by, limit)
        }
    }

    /// A walk from the newest row on, which soon has enough of those that many versions have.
    fn newest_of_many(
        &self,
        connection: &Connection,
        (row, of_version): (&str, i64),
        (rows, values): (&str, &[Sql]),
        limit: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let mut walk = connection.prepare_cached(&format!("SELECT {row} {rows} ORDER BY {row} DESC"))?;
        let mut found = walk.query(params_from_iter(values))?;
        let mut newest = Vec::new();
        while let Some(row) = found.next()? {
            let id: i64 = row.get(0)?;
            if self.have(connection, id / of_version)? {
                newest.push(id);
                if newest.len() == limit {
                    break;
                }
            }
        }
        Ok(newest)
    }

    /// A walk from the oldest of these versions on. Where they lie scattered over years it goes on at the next of them, rather than
    /// through all that lies between. Upwards, since FTS5 finds its way to a row quicker so.
    fn newest_of_few(
        &self,
        connection: &Connection,
        (row, of_version): (&str, i64),
        (rows, values): (&str, &[Sql]),
        limit: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let mut walk =
            connection.prepare_cached(&format!("SELECT {row} {rows} AND {row} >= ? ORDER BY {row}"))?;
        let mut values = values.to_vec();
        let (mut newest, mut next) = (VecDeque::new(), self.ids.first());
        while let Some(version) = next.take() {
            values.push((version * of_version).into());
            let mut found = walk.query(params_from_iter(&values))?;
            values.pop();
            let mut n_passed = 0;
            while let Some(row) = found.next()? {
                let id: i64 = row.get(0)?;
                if self.have(connection, id / of_version)? {
                    newest.push_front(id);
                    newest.truncate(limit);
                    n_passed = 0;
                    continue;
                }
                n_passed += 1;
                if n_passed > PASSED {
                    next = self.ids.get(self.n_until(id / of_version));
                    break;
                }
            }
        }
        Ok(newest.into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::params;

    use super::*;

    /// Versions, each with how many statements it has and whether it is new, and their rows in an index.
    fn indexed(versions: &[(i64, i64, bool)]) -> Connection {
        let connection = Connection::open_in_memory().expect("memory is there");
        let tables = "CREATE TABLE versions (id INTEGER PRIMARY KEY, serial INTEGER, n_statements INTEGER, n_events INTEGER);
            CREATE VIRTUAL TABLE statements_fts USING fts5 (content, content = '')";
        connection.execute_batch(tables).expect("they are made");
        let mut id = 0;
        for (gap, n, is_new) in versions {
            id += gap;
            let version = "INSERT INTO versions VALUES (?, ?, ?, 0)";
            connection.execute(version, params![id, i64::from(*is_new), n]).expect("it is written");
            let row = "INSERT INTO statements_fts (rowid, content) VALUES (?, ?)";
            let step = usize::try_from(n / 100 + 1).expect("it is not under zero");
            for item in (0..*n).step_by(step) {
                let word = if item % 3 == 0 { "war" } else { "peace" };
                connection.execute(row, params![id * A_VERSION + item, word]).expect("it is written");
            }
            id += n / A_VERSION;
        }
        connection
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn either_walk_finds_what_the_tables_say(
            versions in prop::collection::vec(
                (1..200_i64, prop_oneof![9 => 0..60_i64, 1 => 4_000..13_000_i64], prop::bool::weighted(0.1)), 0..80),
            limit in 1..40_usize,
        ) {
            let connection = indexed(&versions);
            let newer = Newer::than(&connection, 0).expect("it is read");
            let found_by = ("FROM statements_fts WHERE statements_fts MATCH ?", &[Sql::from("war".to_owned())][..]);
            let rows = ("statements_fts.rowid", A_VERSION);
            let few = newer.newest_of_few(&connection, rows, found_by, limit).expect("it is walked");
            let many = newer.newest_of_many(&connection, rows, found_by, limit).expect("it is walked");
            let expected = "SELECT f.rowid FROM statements_fts f JOIN versions v
                    ON f.rowid BETWEEN v.id * 4096 AND v.id * 4096 + v.n_statements - 1
                WHERE statements_fts MATCH 'war' AND v.serial > 0 ORDER BY f.rowid DESC LIMIT ?";
            let mut expected = connection.prepare(expected).expect("it is SQL");
            let expected: Vec<i64> = expected.query_map([limit], |row| row.get(0)).expect("it is read")
                .collect::<Result<_, _>>().expect("it is read");
            prop_assert_eq!(&few, &expected);
            prop_assert_eq!(&many, &expected);
        }
    }
}
