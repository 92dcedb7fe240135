//! Merging the segments of full-text search.
//!
//! FTS5 keeps an index in segments, each written at once, and looks through all of them for each word. It merges some while it
//! writes, few enough that writing stays quick; what was written is merged here, once it is done. Of 100,000 articles, 25 segments
//! an index became one in 8 s of processor, and two words that are looked for together took 4 ms instead of 16.

use rusqlite::{Connection, params};

use crate::search::Kind;
use crate::{Archive, Error};

/// How many pages one transaction writes.
const A_STEP: i64 = 2_000;

/// An index is merged whole when what lies beside its largest segment is this part of it; else the small segments are, so that a few
/// new articles do not write a large index anew.
const PART: i64 = 8;

impl Archive {
    /// Merges what search looks through in pieces, so that it finds its hits quicker. To be called after much was added, changed or
    /// removed. What is done is kept at any moment; `goes_on` is asked in between, and the rest can be done later.
    pub fn merge_segments(&mut self, mut goes_on: impl FnMut() -> bool) -> Result<(), Error> {
        for kind in Kind::ALL {
            let index = kind.index();
            let whole = self.read(|connection| Ok(is_to_be_merged_whole(connection, index)?))?;
            // A negative number of pages merges all segments into one, a positive one those of one size.
            let step = if whole { -A_STEP } else { A_STEP };
            while goes_on() && self.merge_some(index, step)? {}
        }
        Ok(())
    }

    /// Writes some pages of the merged index; says whether there was something to merge.
    fn merge_some(&mut self, index: &str, step: i64) -> Result<bool, Error> {
        self.write(|transaction| {
            let sql = format!("INSERT INTO {index} ({index}, rank) VALUES (?, ?)");
            let mut tell = transaction.prepare_cached(&sql)?;
            // Two segments of one size are enough.
            tell.execute(params!["usermerge", 2])?;
            let before = transaction.total_changes();
            tell.execute(params!["merge", step])?;
            // So the documentation of FTS5 knows that nothing was left to merge: nothing but the command itself was written.
            Ok(transaction.total_changes() - before >= 2)
        })
    }
}

/// Whether enough lies beside the largest segment.
fn is_to_be_merged_whole(connection: &Connection, index: &str) -> rusqlite::Result<bool> {
    let sql = format!(
        "SELECT coalesce((sum(n) - max(n)) * {PART} >= sum(n), 0) FROM (SELECT count(*) AS n FROM {index}_idx GROUP BY segid)"
    );
    connection.query_row(&sql, [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_index_is_not_written_anew_for_a_few_pages() {
        let connection = Connection::open_in_memory().expect("memory is there");
        connection.execute_batch("CREATE TABLE i_idx (segid INTEGER, pgno INTEGER)").expect("it is made");
        let is_whole = |segment: i64, n_pages: i64| {
            for page in 0..n_pages {
                let sql = "INSERT INTO i_idx VALUES (?, ?)";
                connection.execute(sql, [segment, page]).expect("it is written");
            }
            is_to_be_merged_whole(&connection, "i").expect("it is told")
        };
        assert!(!is_whole(1, 0), "nothing is there");
        assert!(!is_whole(1, 100), "one segment is merged");
        assert!(!is_whole(2, 10));
        assert!(is_whole(3, 10));
        assert!(!is_whole(1, 100));
    }

    #[test]
    fn small_segments_are_merged_and_keep_what_they_hold() {
        let folder = tempfile::tempdir().expect("there is room");
        let mut archive = Archive::create(&folder.path().join("a.sqlite")).expect("it is made");
        for id in 0..7 {
            let sql = "INSERT INTO names_fts (rowid, name) VALUES (?, 'Ruiz')";
            archive.connection().execute(sql, [id]).expect("it is written");
        }
        let count = |archive: &Archive, sql: &str| -> i64 {
            archive.connection().query_row(sql, [], |row| row.get(0)).expect("it is counted")
        };
        let segments = "SELECT count(DISTINCT segid) FROM names_fts_idx";
        assert_eq!(count(&archive, segments), 7);
        while archive.merge_some("names_fts", A_STEP).expect("it is merged") {}
        assert_eq!(count(&archive, segments), 1);
        assert_eq!(count(&archive, "SELECT count(*) FROM names_fts WHERE names_fts MATCH 'ruiz'"), 7);
    }
}
