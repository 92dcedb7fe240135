//! A check finds what is wrong and nothing else.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its archive has failed")]

mod support;

use archive::Archive;
use proptest::prelude::*;
use rusqlite::Connection;
use support::{PLAN, Piece, Place, RUIZ, TALKS};

fn troubles(place: &mut Place) -> Vec<String> {
    place.archive.check(|_| ()).unwrap().troubles
}

#[test]
fn a_whole_archive_has_nothing_wrong() {
    let mut place = Place::new();
    place.add(&Piece::default());
    place.add(&Piece { paragraphs: vec![TALKS.to_owned()], said: vec![], done: vec![], ..Piece::default() });
    let checked = place.archive.check(|_| ()).unwrap();
    assert_eq!((checked.troubles.len(), checked.left_out.len()), (0, 0), "{checked:?}");
    assert_eq!((checked.n_versions, checked.n_captures), (2, 2));
    assert!(checked.n_spans > 5);
}

#[test]
fn what_somebody_else_did_to_the_file_is_found() {
    let harms = [
        ("UPDATE statements SET content_spans = '[[0,12]]'", "the spans of s1 are not those of its record"),
        ("UPDATE events SET evidence_spans = '[[0,9999]]'", "the spans of e1 are not those of its record"),
        ("UPDATE events SET trigger_span = '[0,2]'", "the spans of e1 are not those of its record"),
        (
            "UPDATE versions SET text = substr(text, 1, 40)",
            "its record cannot be unpacked with dictionary 1 and its text",
        ),
        ("UPDATE versions SET text = replace(text, 'We', 'He')", "its bytes are not those that came"),
        (
            "PRAGMA foreign_keys = off; DELETE FROM dictionaries",
            "dictionary 1, with which its record is packed, is not in the archive",
        ),
        (
            "UPDATE dictionaries SET bytes = CAST(replace(bytes, 'statement', 'testament') AS BLOB)",
            "its record cannot be unpacked with dictionary 1 and its text",
        ),
        ("UPDATE statements SET id = id + 7", "has 0 statements in rows, not the 1 of its record"),
        ("UPDATE versions SET record = x'00'", "its record cannot be unpacked"),
        ("UPDATE captures SET hash = zeroblob(32)", "its bytes are not those that came"),
        ("UPDATE captures SET packed = NULL", "without the bytes they were read from"),
        ("DELETE FROM events", "has 0 events in rows, not the 1 of its record"),
        (
            "INSERT INTO statements_fts (statements_fts, rowid, content) SELECT 'delete', id, content FROM statement_words",
            "search",
        ),
        ("INSERT INTO bands VALUES (1, 99)", "bands of articles that are not there"),
        ("PRAGMA foreign_keys = off; DELETE FROM actors WHERE id = 1", "points to a row of actors"),
        ("UPDATE articles SET version = NULL", "articles without a current version"),
    ];
    for (harm, expected) in harms {
        let mut place = Place::new();
        place.add(&Piece::default());
        Connection::open(place.path()).unwrap().execute_batch(harm).unwrap();
        let found = troubles(&mut place);
        assert!(found.iter().any(|trouble| trouble.contains(expected)), "{harm}: {found:?}");
    }
}

#[test]
fn removing_the_only_article_leaves_nothing_of_it() {
    let mut place = Place::new();
    place.add(&Piece::default());
    place.archive.remove(1).unwrap();
    assert!(troubles(&mut place).is_empty());
    for table in [
        "articles",
        "versions",
        "captures",
        "statements",
        "events",
        "actors",
        "names",
        "bands",
        "addresses",
        "timeline",
    ] {
        assert_eq!(place.count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    let found = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'water'";
    assert_eq!(place.count(found), 0);
}

#[test]
fn the_first_copy_takes_the_place_of_an_original_that_is_removed() {
    let mut place = Place::new();
    for (url, outlet) in
        [("https://a.example/1", "A"), ("https://b.example/2", "B"), ("https://c.example/3", "C")]
    {
        place.add(&Piece { url: Some(url), outlet: Some(outlet), ..Piece::default() });
    }
    place.archive.remove(1).unwrap();
    assert_eq!(place.count("SELECT copy_of IS NULL FROM articles WHERE id = 2"), 1);
    assert_eq!(place.count("SELECT copy_of FROM articles WHERE id = 3"), 2);
}

/// Something that is done to an archive.
#[derive(Debug, Clone)]
enum Deed {
    Add(usize, usize, bool),
    Remove(i64),
    Reopen,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        6 => (0..4usize, 0..4usize, any::<bool>()).prop_map(|(site, text, has_date)| Deed::Add(site, text, has_date)),
        2 => (1..6i64).prop_map(Deed::Remove),
        1 => Just(Deed::Reopen),
    ];
    proptest::collection::vec(deed, 1..14)
}

fn piece(site: usize, text: usize, has_date: bool) -> Piece {
    let sites = [
        (Some("https://a.example/1"), Some("A")),
        (Some("https://a.example/2"), Some("A")),
        (Some("https://b.example/1"), Some("B")),
        (None, None),
    ];
    let texts = [
        (vec![TALKS, RUIZ, PLAN], true),
        (vec![TALKS, RUIZ], true),
        (vec![PLAN, TALKS, RUIZ], true),
        (vec!["Bakers of the old town — “café” in hand 😀 — opened late on Monday."], false),
    ];
    let (paragraphs, has_ruiz) = &texts[text];
    Piece {
        url: sites[site].0,
        outlet: sites[site].1,
        published: has_date.then_some("2026-03-16T09:00Z"),
        paragraphs: paragraphs.iter().map(|words| (*words).to_owned()).collect(),
        said: if *has_ruiz { vec![("Ana Ruiz", "We came to listen")] } else { vec![] },
        done: vec![],
        ..Piece::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is added, changed and removed in whatever order, the archive holds together, and what was added last is there.
    #[test]
    fn an_archive_holds_together(deeds in deeds()) {
        let mut place = Place::new();
        for deed in deeds {
            match deed {
                Deed::Add(site, text, has_date) => {
                    let piece = piece(site, text, has_date);
                    let added = place.add(&piece);
                    let (archive::Added::New { article, .. } | archive::Added::Unchanged { article } | archive::Added::Changed { article, .. } | archive::Added::Older { article, .. }) = added;
                    let texts: Vec<String> =
                        place.archive.versions(article).unwrap().into_iter().map(|stored| stored.record.article.text).collect();
                    prop_assert!(texts.contains(&piece.text()));
                }
                Deed::Remove(article) => {
                    let _ = place.archive.remove(article);
                }
                Deed::Reopen => place.archive = Archive::open(&place.path()).unwrap(),
            }
        }
        let checked = place.archive.check(|_| ()).unwrap();
        prop_assert!(checked.troubles.is_empty() && checked.left_out.is_empty(), "{:?}", checked);
    }
}
