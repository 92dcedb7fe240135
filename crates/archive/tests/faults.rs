//! What goes wrong outside is told in clear words, and nothing that was confirmed is lost.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its archive has failed")]

mod support;

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use archive::query::Query;
use archive::search::{Page, Sort};
use archive::{Added, Archive, Error};
use rusqlite::Connection;
use support::{Piece, Place};

fn opening(path: &Path) -> String {
    Archive::open(path).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn what_is_no_archive_is_told_from_one() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(opening(&at("none.sqlite")).starts_with("there is no archive"));
    fs::write(at("talks.txt"), "Talks end").unwrap();
    assert!(opening(&at("talks.txt")).contains("is no SQLite file, not an archive of onrecord"));
    fs::write(at("empty"), "").unwrap();
    assert!(opening(&at("empty")).contains("is empty, not an archive"));
    assert!(opening(folder.path()).contains("is a folder, not an archive"));
    Connection::open(at("other.db")).unwrap().execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    assert!(opening(&at("other.db")).contains("a database of another program"));
    assert!(matches!(Archive::create(&at("other.db")), Err(Error::Exists(_))));
}

#[test]
fn making_an_archive_goes_on_where_a_crash_left_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("begun.sqlite");
    fs::write(&path, "").unwrap();
    drop(Archive::open_or_create(&path).unwrap());
    let path = folder.path().join("further.sqlite");
    let begun = Connection::open(&path).unwrap();
    begun.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    drop(begun);
    assert!(fs::metadata(&path).unwrap().len() > 0);
    assert!(opening(&path).contains("is empty"));
    let mut archive = Archive::open_or_create(&path).unwrap();
    assert!(archive.check(|_| ()).unwrap().troubles.is_empty());
}

#[test]
fn a_later_schema_is_left_alone() {
    let place = Place::new();
    place.archive.connection().pragma_update(None, "user_version", 99).unwrap();
    let told = opening(&place.path());
    assert!(told.contains("written by a newer onrecord (its schema is 99"), "{told}");
}

#[test]
fn a_second_writer_is_told_to_wait_and_readers_are_not_held_up() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let mut second = Archive::open(&place.path()).unwrap();
    let piece = Piece { url: Some("https://example.org/other"), ..Piece::default() };
    let refused = second.add(&piece.arrival(), piece.record()).unwrap_err();
    assert!(matches!(refused, Error::SecondWriter(_)));
    assert!(refused.to_string().contains("another onrecord is writing"));
    assert_eq!(second.article(1).unwrap().number, 1, "it can read meanwhile");
    drop(place.archive);
    assert!(second.add(&piece.arrival(), piece.record()).is_ok(), "the lock goes with its holder");
}

#[test]
fn a_full_disk_loses_nothing_that_was_confirmed() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let pages = place.count("PRAGMA page_count");
    place.archive.connection().pragma_update(None, "max_page_count", pages + 4).unwrap();
    let large = Piece {
        url: Some("https://example.org/large"),
        paragraphs: (0..4000)
            .map(|n| format!("Paragraph {n} tells of lock {} and sluice {}.", n * 7, n * 13))
            .collect(),
        said: vec![],
        done: vec![],
        ..Piece::default()
    };
    let refused = place.archive.add(&large.arrival(), large.record()).unwrap_err();
    assert!(matches!(refused, Error::Full(_)), "{refused}");
    assert!(refused.to_string().contains("make room and run this again"));
    assert_eq!(place.archive.n_articles().unwrap(), 1);
    assert!(place.archive.check(|_| ()).unwrap().troubles.is_empty());
    place.archive.connection().pragma_update(None, "max_page_count", 1_000_000).unwrap();
    assert!(matches!(place.archive.add(&large.arrival(), large.record()), Ok(Added::New { .. })));
}

#[test]
fn a_damaged_file_is_an_error_or_found_by_a_check_where_it_matters() {
    let mut n_found = 0;
    for page in 0..12 {
        let mut place = Place::new();
        place.add(&Piece::default());
        let path = place.path();
        drop(place.archive);
        let mut file = fs::File::options().write(true).open(&path).unwrap();
        file.seek(SeekFrom::Start(page * 4096 * 3 + 8)).unwrap();
        file.write_all(&[0xA5; 2048]).unwrap();
        drop(file);
        let checked = Archive::open(&path).and_then(|mut archive| archive.check(|_| ()));
        match checked {
            Err(error) => {
                assert!(matches!(error, Error::Damaged { .. } | Error::NotAnArchive { .. }), "{error}");
            }
            Ok(checked) if !checked.troubles.is_empty() => {}
            Ok(_) => {
                // The bytes were in nobody's use: all is as it was.
                let stored = Archive::open(&path).unwrap().article(1).unwrap();
                assert_eq!(stored.record, Piece::default().record().in_code_points());
                continue;
            }
        }
        n_found += 1;
    }
    assert!(n_found >= 8, "{n_found}");
}

#[test]
fn no_backup_is_made_of_what_does_not_hold_together() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let path = place.path();
    let sql = "SELECT rootpage - 1 FROM sqlite_schema WHERE name = 'captures'";
    let page: u64 = place.archive.connection().query_row(sql, [], |row| row.get(0)).unwrap();
    drop(place.archive);
    let mut file = fs::File::options().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(page * 4096)).unwrap();
    file.write_all(&[0xA5; 64]).unwrap();
    drop(file);
    let copy = path.with_extension("copy");
    let refused = Archive::open(&path).unwrap().backup(&copy, |_| ()).unwrap_err();
    assert!(matches!(&refused, Error::Damaged { path: of, .. } if *of == path), "{refused}");
    assert!(!copy.exists() && archive::parts_of(&copy).iter().all(|part| !part.exists()));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let folder = place.path().with_extension("missing");
    let backup = place.archive.backup(&folder.join("a.sqlite"), |_| ()).unwrap_err().to_string();
    let frozen = place.archive.freeze(&folder, "a", jiff::Timestamp::UNIX_EPOCH).unwrap_err().to_string();
    assert_eq!(backup, format!("{}: there is no such folder", folder.display()));
    assert_eq!(frozen, backup);
}

#[test]
fn a_check_of_a_damaged_table_says_which_parts_cannot_be_read_and_looks_at_the_others() {
    for (table, part) in [
        ("versions", "its articles"),
        ("captures", "the bytes that came"),
        ("statements", "article 1, version 1: its rows cannot be read"),
    ] {
        let mut place = Place::new();
        place.add(&Piece::default());
        let path = place.path();
        let sql = "SELECT rootpage - 1, (SELECT page_size FROM pragma_page_size()) FROM sqlite_schema WHERE name = ?";
        let root = place.archive.connection().query_row(sql, [table], |row| Ok((row.get(0)?, row.get(1)?)));
        let (page, size): (u64, u64) = root.unwrap();
        drop(place.archive);
        let mut file = fs::File::options().write(true).open(&path).unwrap();
        file.seek(SeekFrom::Start(page * size)).unwrap();
        file.write_all(&[0xA5; 64]).unwrap();
        drop(file);
        let checked = Archive::open(&path).unwrap().check(|_| ()).unwrap();
        let says = |words: &str| checked.troubles.iter().any(|trouble| trouble.starts_with(words));
        assert!(says(part) && says("the file: "), "{table}: {:?}", checked.troubles);
        assert_eq!(checked.n_versions, u64::from(table != "versions"), "{table}: {:?}", checked.troubles);
    }
}

#[test]
fn a_read_only_file_can_be_read_and_says_that_it_cannot_be_written() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let path = place.path();
    drop(place.archive);
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    if fs::File::options().append(true).open(&path).is_ok() {
        return; // Who may write everything (root) has no read-only files.
    }
    let mut archive = Archive::open(&path).unwrap();
    assert_eq!(archive.article(1).unwrap().number, 1);
    let piece = Piece { url: Some("https://example.org/other"), ..Piece::default() };
    let refused = archive.add(&piece.arrival(), piece.record()).unwrap_err();
    assert!(matches!(refused, Error::ReadOnly(_)), "{refused}");
}

#[test]
fn a_backup_of_an_archive_in_use_is_whole() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let to = place.folder.path().join("backup.sqlite");
    let reader = Archive::open(&place.path()).unwrap();
    let piece = Piece { url: Some("https://example.org/other"), ..Piece::default() };
    let mut is_first = true;
    reader
        .backup(&to, |_| {
            if std::mem::take(&mut is_first) {
                place.archive.add(&piece.arrival(), piece.record()).unwrap();
            }
        })
        .unwrap();
    let mut copy = Archive::open(&to).unwrap();
    assert!(copy.check(|_| ()).unwrap().troubles.is_empty());
    assert_eq!(copy.n_articles().unwrap(), 1, "as it was when the copying began");
    assert!(matches!(reader.backup(&to, |_| ()), Err(Error::Exists(_))));
}

/// An archive as an earlier schema left it.
fn old_archive(schema: u32, folder: &Path) -> PathBuf {
    let path = folder.join("old.sqlite");
    let fixture = format!("tests/fixtures/schema-{schema}.sqlite.zst");
    let packed = fs::File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture)).unwrap();
    fs::write(&path, zstd::decode_all(packed).unwrap()).unwrap();
    path
}

#[test]
fn archives_of_earlier_schemas_open_and_go_on() {
    for schema in [1, 2, 3, 4] {
        let folder = tempfile::tempdir().unwrap();
        goes_on(&old_archive(schema, folder.path()));
    }
}

#[test]
fn search_knows_the_months_of_what_an_earlier_schema_kept() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(&old_archive(4, folder.path())).unwrap();
    let found = |query: &str| {
        let page = Page { limit: 10, sort: Sort::Time, since: None };
        archive.search(&Query::parse(query), &page).unwrap().hits.len()
    };
    assert_eq!(found("when:2026-08"), 1, "over the summer");
    assert_eq!(found("when:2026-09"), 0);
    assert_eq!(found("said:2026-03 kind:statement"), 2, "their articles are of March");
}

#[test]
fn an_archive_of_an_earlier_schema_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::open(&old_archive(3, folder.path())).unwrap();
    let mut n_read = 0;
    let count = |reread: Result<archive::Reread, Error>| {
        n_read += 1;
        reread.is_ok()
    };
    archive.reread(&onrecord::Reader::default(), true, count).unwrap();
    assert_eq!(n_read, 3);
    let checked = archive.check(|_| ()).unwrap();
    assert!(checked.troubles.is_empty() && checked.left_out.is_empty(), "{checked:?}");
}

fn goes_on(path: &Path) {
    let before = Connection::open(path).unwrap();
    let told = said(&before);
    assert!(!told.is_empty());
    drop(before);
    let mut archive = Archive::open(path).unwrap();
    assert_eq!(said(archive.connection()), told, "the views say what they said");
    let checked = archive.check(|_| ()).unwrap();
    assert!(checked.troubles.is_empty() && checked.left_out.is_empty(), "{checked:?}");
    assert_eq!(archive.n_articles().unwrap(), 2);
    assert_eq!(archive.changes(1).unwrap().len(), 1);
    let piece = Piece::default();
    assert_eq!(archive.add(&piece.arrival(), piece.record()).unwrap(), Added::Unchanged { article: 1 });
    assert!(archive.check(|_| ()).unwrap().troubles.is_empty());
}

/// Statements and events as other programs read them.
fn said(connection: &Connection) -> Vec<String> {
    let sql = "SELECT statement || speaker || content || source || cue || content_spans FROM reported_statements
        UNION ALL SELECT event || actors || recipients || trigger || evidence || evidence_spans FROM reported_events ORDER BY 1";
    let mut rows = connection.prepare(sql).unwrap();
    rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_crash_amid_a_migration_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_archive(3, folder.path());
    // A column that is there already ends the migration after the tables and views that it takes away are gone.
    let before = Connection::open(&path).unwrap();
    before.execute_batch("ALTER TABLE versions ADD COLUMN dictionary INTEGER").unwrap();
    drop(before);
    assert!(Archive::open(&path).is_err());
    let after = Connection::open(&path).unwrap();
    let schema: u32 = after.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(schema, 3);
    after.execute_batch("ALTER TABLE versions DROP COLUMN dictionary").unwrap();
    let tables =
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('times', 'dictionaries', 'reported_events')";
    let n: i64 = after.query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!(n, 2, "what was taken away is back, what was made is gone");
    drop(after);
    goes_on(&path);
}

#[test]
fn a_dictionary_that_is_gone_is_told_of_and_comes_back_with_the_next_article() {
    let mut place = Place::new();
    place.add(&Piece::default());
    place
        .archive
        .connection()
        .execute_batch("PRAGMA foreign_keys = off; DELETE FROM dictionaries; PRAGMA foreign_keys = on")
        .unwrap();
    let told = place.archive.article(1).unwrap_err().to_string();
    assert_eq!(
        told,
        "article 1 cannot be read again: dictionary 1, with which its record is packed, is not in the archive"
    );
    place.add(&Piece { url: Some("https://example.org/other"), outlet: Some("Other"), ..Piece::default() });
    assert_eq!(place.archive.article(1).unwrap().record, Piece::default().record().in_code_points());
    assert!(place.archive.check(|_| ()).unwrap().troubles.is_empty());
}

/// Writes the fixture of the test above, when it is asked for: `ONRECORD_WRITE_FIXTURE=… cargo test -p onrecord-archive`. A schema's
/// fixture is written once, by the program that had it.
#[test]
fn write_the_fixture() {
    let Some(to) = std::env::var_os("ONRECORD_WRITE_FIXTURE") else { return };
    let mut place = Place::new();
    place.add(&Piece::default());
    place.add(&Piece {
        paragraphs: vec![support::TALKS.to_owned()],
        said: vec![],
        done: vec![],
        ..Piece::default()
    });
    place.add(&Piece {
        url: Some("https://valley.example/7"),
        outlet: Some("Valley Times"),
        ..Piece::default()
    });
    let whole = place.folder.path().join("whole.sqlite");
    place.archive.backup(&whole, |_| ()).unwrap();
    let later = "VACUUM; PRAGMA journal_mode = delete";
    Connection::open(&whole).unwrap().execute_batch(later).unwrap();
    fs::write(to, zstd::encode_all(fs::File::open(whole).unwrap(), 19).unwrap()).unwrap();
}
