//! What adding comes to: new, unchanged, changed, a copy.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its archive has failed")]

mod support;

use archive::Added;
use support::{PLAN, Piece, Place, RUIZ, TALKS};

#[test]
fn the_same_bytes_change_nothing() {
    let mut place = Place::new();
    assert_eq!(place.add(&Piece::default()), Added::New { article: 1, copy_of: None });
    let before = place.count("SELECT total_changes()");
    assert_eq!(place.add(&Piece::default()), Added::Unchanged { article: 1 });
    assert_eq!(place.count("SELECT total_changes()"), before, "not a row was written");
}

#[test]
fn what_came_is_read_back_as_it_was() {
    let mut place = Place::new();
    let piece = Piece::default();
    place.add(&piece);
    let stored = place.archive.article(1).unwrap();
    assert_eq!(stored.record, piece.record().in_code_points());
    assert_eq!(place.archive.find("http://www.example.org/talks/?utm_source=x").unwrap(), 1);
}

#[test]
fn the_same_words_in_other_bytes_are_the_same_version() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let again = Piece { updated: Some("2026-03-16T10:00Z"), ..Piece::default() };
    assert_eq!(place.add(&again), Added::Unchanged { article: 1 });
    assert_eq!(place.count("SELECT count(*) FROM captures"), 2, "that they came is kept");
    assert_eq!(place.count("SELECT count(*) FROM captures WHERE packed IS NULL"), 1, "but not twice");
    assert_eq!(place.count("SELECT count(*) FROM versions"), 1);
}

#[test]
fn other_words_at_one_address_are_a_new_version() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let changed = Piece {
        paragraphs: vec![TALKS.to_owned(), "The second round was called off on Thursday night.".to_owned()],
        said: vec![],
        done: vec![],
        ..Piece::default()
    };
    assert_eq!(place.add(&changed), Added::Changed { article: 1, version: 2 });
    assert_eq!(place.archive.versions(1).unwrap().len(), 2);
    assert_eq!(place.archive.article(1).unwrap().number, 2);
    assert_eq!(place.count("SELECT count(*) FROM statements"), 0, "rows are those of the current version");
    assert_eq!(place.count("SELECT count(*) FROM actors"), 0, "nobody is left whom no article names");
    assert_eq!(place.count("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'listen'"), 0);
    assert_eq!(place.count("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'thursday'"), 1);
}

#[test]
fn a_version_that_was_superseded_before_it_came_is_kept_but_not_shown() {
    let (nine, ten, day) = (Some("2026-03-16T09:00Z"), Some("2026-03-16T10:00Z"), Some("2026-03-16"));
    for (newer, older, is_older) in [
        ((nine, Some("2026-03-16T18:00Z")), (nine, ten), true),
        ((ten, None), (nine, None), true),
        ((nine, ten), (nine, None), true),
        ((day, None), (Some("2026-03-15T23:00Z"), None), true),
        ((ten, None), (day, None), false),
        ((ten, None), (None, None), false),
    ] {
        let mut place = Place::new();
        place.add(&Piece { published: newer.0, updated: newer.1, ..Piece::default() });
        let came = Piece {
            published: older.0,
            updated: older.1,
            paragraphs: vec![TALKS.to_owned(), RUIZ.to_owned()],
            done: vec![],
            ..Piece::default()
        };
        let added = place.add(&came);
        assert_eq!(added == Added::Older { article: 1, version: 2 }, is_older, "{newer:?} {older:?}");
        assert_eq!(place.archive.article(1).unwrap().number, if is_older { 1 } else { 2 });
        assert_eq!(place.count("SELECT count(*) FROM events"), i64::from(is_older));
        let change = place.archive.changes(1).unwrap().remove(0);
        assert_eq!(
            (change.is_older, change.from, change.to),
            if is_older { (true, 2, 1) } else { (false, 1, 2) }
        );
    }
}

#[test]
fn nearly_the_same_words_without_an_address_are_a_version() {
    let mut place = Place::new();
    let pasted = Piece { url: None, outlet: None, published: None, ..Piece::default() };
    place.add(&pasted);
    let edited = Piece {
        paragraphs: vec![TALKS.to_owned(), RUIZ.to_owned(), PLAN.replace("Friday", "Saturday")],
        done: vec![],
        ..pasted.clone()
    };
    assert_eq!(place.add(&edited), Added::Changed { article: 1, version: 2 });
    let other = Piece {
        paragraphs: vec![
            "Bakers of the old town opened their shops an hour later than on other days, since the mill had no power.".to_owned(),
        ],
        said: vec![],
        done: vec![],
        ..pasted
    };
    assert_eq!(place.add(&other), Added::New { article: 2, copy_of: None });
}

#[test]
fn wire_copy_in_two_outlets_is_two_articles_the_second_a_copy() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let copy = Piece {
        url: Some("https://valley.example/world/river-talks"),
        outlet: Some("Valley Times"),
        headline: "Water: neighbours meet",
        ..Piece::default()
    };
    assert_eq!(place.add(&copy), Added::New { article: 2, copy_of: Some(1) });
    let cut = Piece {
        url: Some("https://coast.example/briefs/7"),
        outlet: Some("Coast Daily"),
        paragraphs: vec![TALKS.to_owned(), RUIZ.to_owned()],
        done: vec![],
        ..Piece::default()
    };
    assert_eq!(
        place.add(&cut),
        Added::New { article: 3, copy_of: Some(1) },
        "a copy that was cut, of the first"
    );
}

#[test]
fn one_outlet_s_new_address_for_a_piece_is_the_same_article() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let moved = Piece {
        url: Some("https://example.org/river-states-talk"),
        paragraphs: vec![TALKS.to_owned(), RUIZ.to_owned(), PLAN.replace("Friday", "Saturday")],
        done: vec![],
        ..Piece::default()
    };
    assert_eq!(place.add(&moved), Added::Changed { article: 1, version: 2 });
    let weeks_later = Piece {
        url: Some("https://example.org/talks-again"),
        published: Some("2026-05-16T09:00Z"),
        ..Piece::default()
    };
    assert!(
        matches!(place.add(&weeks_later), Added::New { article: 2, .. }),
        "a form used again is another piece"
    );
}

#[test]
fn ids_stand_in_the_order_of_time() {
    let mut place = Place::new();
    for (url, published, words) in [
        ("https://example.org/b", "2026-03-16T09:00Z", "Bakers of the old town opened late."),
        ("https://example.org/c", "2026-03-16T10:30+01:00", "Mills stood still for a day."),
        ("https://example.org/a", "1987-11-02", "A bridge was opened by the mayor."),
    ] {
        place.add(&Piece {
            url: Some(url),
            published: Some(published),
            paragraphs: vec![words.to_owned()],
            said: vec![],
            done: vec![],
            ..Piece::default()
        });
    }
    let sql = "SELECT group_concat(substr(url, -1), '') FROM (SELECT url FROM versions ORDER BY id DESC)";
    let order: String = place.archive.connection().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(order, "cba");
}

#[test]
fn search_finds_words_names_and_codes() {
    let mut place = Place::new();
    place.add(&Piece::default());
    let n = |table: &str, query: &str| {
        place.count(&format!("SELECT count(*) FROM {table} WHERE {table} MATCH '{query}'"))
    };
    assert_eq!(n("statements_fts", "content : listen AND speaker : ruiz AND codes : actsay"), 1);
    assert_eq!(n("statements_fts", "speaker : actor1"), 1);
    assert_eq!(n("statements_fts", "content : ruiz"), 0);
    assert_eq!(n("events_fts", "codes : typeconsult AND codes : labelplanned AND outlet : harbour"), 1);
    assert_eq!(n("articles_fts", "text : \"upstream delegation\""), 1);
    assert_eq!(n("names_fts", "ana"), 1);
}

#[test]
fn an_article_that_cannot_be_kept_leaves_the_others() {
    let mut place = Place::new();
    let mut too_much = Piece { url: Some("https://example.org/much"), ..Piece::default() }.record();
    let one = too_much.statements[0].clone();
    too_much.statements = vec![one; 4096 * 64 + 1];
    let arrival = Piece { url: Some("https://example.org/much"), ..Piece::default() }.arrival();
    let piece = Piece::default();
    let added = place.archive.add_all([(arrival, too_much), (piece.arrival(), piece.record())]).unwrap();
    assert!(matches!(added[0], Err(archive::Error::TooMuch(_))));
    assert!(matches!(added[1], Ok(Added::New { .. })));
    assert_eq!(place.archive.n_articles().unwrap(), 1);
}
