//! Many articles at once: what one transaction writes, and what is counted of it.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its archive has failed")]

mod support;

use archive::Added;
use archive::query::Query;
use archive::search::{Found, Kind, Page, Sort};
use onrecord::{Capture, Format, Record};
use support::{Piece, Place};

/// Articles of one statement each, newest first, so that ids come the wrong way round.
fn many(n: usize, published: impl Fn(usize) -> Option<String>) -> Vec<(archive::Arrival, Record)> {
    let one = Piece {
        paragraphs: vec!["“We came to listen,” said Ana Ruiz.".to_owned()],
        done: vec![],
        ..Piece::default()
    };
    let article = |number: usize| {
        let mut record = one.record();
        record.article.url = Some(format!("https://example.org/{number}"));
        record.article.publisher = Some(format!("Outlet {number}"));
        record.article.published = published(number);
        let mut arrival = one.arrival();
        arrival.capture = Capture::new(format!("{number}").into_bytes(), Format::Text);
        arrival.url = None;
        (arrival, record)
    };
    (0..n).map(article).collect()
}

fn search(place: &Place, query: &str, since: Option<i64>, sort: Sort) -> Found {
    place.archive.search(&Query::parse(query), &Page { limit: 5, sort, since }).unwrap()
}

fn count(found: &Found) -> (usize, bool) {
    let of_statements = found.counts.iter().find(|count| count.kind == Kind::Statement).unwrap();
    (of_statements.count, of_statements.more)
}

#[test]
fn search_knows_all_of_a_transaction_whose_articles_come_newest_first() {
    let mut place = Place::new();
    let day = |number: usize| Some(format!("2026-03-{:02}T09:00Z", 28 - number / 2));
    place.archive.add_all(many(50, day)).unwrap();
    assert_eq!(count(&search(&place, "by:Ruiz listen", None, Sort::Time)), (50, false));
    assert_eq!(search(&place, "listen", None, Sort::Relevance).best_of, None, "all are ranked");
    assert!(place.archive.check(|_| ()).unwrap().troubles.is_empty());
}

#[test]
fn search_is_written_in_one_piece_a_transaction() {
    let mut place = Place::new();
    for n in 1..=3 {
        place.archive.add_all(many(n * 20, |_| None).split_off((n - 1) * 20)).unwrap();
        for index in ["articles_fts", "statements_fts"] {
            let n_segments = place.count(&format!("SELECT count(DISTINCT segid) FROM {index}_idx"));
            assert_eq!(usize::try_from(n_segments), Ok(n), "{index}: a segment a row is all merging");
        }
    }
}

#[test]
fn a_file_of_many_articles_names_none_of_them() {
    let mut place = Place::new();
    place.archive.add_all(many(2, |_| None)).unwrap();
    let told = place.archive.find("talks.txt").unwrap_err().to_string();
    assert_eq!(told, "\"talks.txt\" held several articles: 1, 2; give the number of one");
    place.archive.remove(1).unwrap();
    assert_eq!(place.archive.find("talks.txt").unwrap(), 2);
}

#[test]
fn as_many_hits_are_shown_as_are_asked_for() {
    let mut place = Place::new();
    place.archive.add_all(many(1200, |_| None)).unwrap();
    let page = Page { limit: 1100, sort: Sort::Time, since: None };
    let found = place.archive.search(&Query::parse("by:Ruiz"), &page).unwrap();
    assert_eq!(found.hits.len(), 1100);
    assert_eq!(count(&found), (1000, true));
}

#[test]
fn a_name_that_newer_articles_use_stays_when_an_article_goes() {
    let mut place = Place::new();
    place.archive.add_all(many(1010, |number| Some(format!("2026-03-16T09:{:02}Z", number / 20)))).unwrap();
    let sql = "UPDATE appearances SET aliases = '[\"La Ruiz\"]' WHERE version IN (SELECT version FROM articles WHERE id > 1008);
        INSERT INTO names (actor, name) SELECT actor, 'La Ruiz' FROM appearances LIMIT 1";
    place.archive.connection().execute_batch(sql).unwrap();
    place.archive.remove(1009).unwrap();
    assert_eq!(place.count("SELECT count(*) FROM names WHERE name = 'La Ruiz'"), 1);
    place.archive.remove(1010).unwrap();
    assert_eq!(place.count("SELECT count(*) FROM names WHERE name = 'La Ruiz'"), 0);
}

#[test]
fn counts_are_exact_to_a_thousand_and_say_that_there_are_more() {
    let mut place = Place::new();
    place.archive.add_all(many(1000, |_| None)).unwrap();
    assert_eq!(count(&search(&place, "listen", None, Sort::Time)), (1000, false));
    assert!(!place.archive.who("Ana Ruiz", 1, 1).unwrap()[0].n_statements.more);
    place.archive.add_all(many(1003, |_| None).split_off(1000)).unwrap();
    assert_eq!(count(&search(&place, "listen", None, Sort::Time)), (1000, true));
    let who = &place.archive.who("Ana Ruiz", 1, 1).unwrap()[0];
    assert_eq!((who.n_articles.count, who.n_articles.more), (1000, true));
    assert_eq!((who.n_statements.count, who.n_statements.more), (1000, true));
    let relevant = search(&place, "listen", None, Sort::Relevance);
    assert_eq!(relevant.hits.iter().filter(|hit| hit.kind == Kind::Statement).count(), 5);
    assert_eq!(relevant.best_of, Some(1000), "who asks for the best is told what they are the best of");
    assert_eq!(search(&place, "listen", None, Sort::Time).best_of, None);
    let page = Page { limit: 1002, sort: Sort::Relevance, since: None };
    let many = place.archive.search(&Query::parse("listen kind:statement"), &page).unwrap();
    assert_eq!((many.hits.len(), many.best_of), (1002, Some(1002)), "as many are ranked as are shown");
    let new = search(&place, "by:Ruiz", Some(1000), Sort::Time);
    assert_eq!(count(&new), (3, false), "those of the versions after the thousandth");
}

#[test]
fn more_undated_articles_than_a_minute_has_numbers_for_find_their_place() {
    let mut place = Place::new();
    let n = 2600;
    for added in place.archive.add_all(many(n, |_| None)).unwrap() {
        assert!(matches!(added, Ok(Added::New { .. } | Added::Changed { .. })), "{added:?}");
    }
    assert_eq!(place.count("SELECT count(*) FROM versions"), i64::try_from(n).unwrap());
    assert_eq!(place.count("SELECT max(id) / 1024 - min(id) / 1024 FROM versions"), 2);
}

/// In how many segments the full-text index of statements lies.
fn n_segments(place: &Place) -> i64 {
    place.count("SELECT count(DISTINCT segid) FROM statements_fts_idx")
}

#[test]
fn what_came_in_pieces_is_merged_and_finds_the_same() {
    let mut place = Place::new();
    let day = |number: usize| Some(format!("2026-03-{:02}T09:00Z", 28 - number / 4));
    for article in many(12, day) {
        place.archive.add_all([article]).unwrap();
    }
    let before = count(&search(&place, "by:Ruiz listen", None, Sort::Time));
    assert!(n_segments(&place) > 3, "{}", n_segments(&place));
    place.archive.merge_segments(|| false).unwrap();
    assert!(n_segments(&place) > 3, "who is told to stop does nothing");
    place.archive.merge_segments(|| true).unwrap();
    assert_eq!(n_segments(&place), 1);
    assert_eq!(count(&search(&place, "by:Ruiz listen", None, Sort::Time)), before);
    assert!(place.archive.check(|_| ()).unwrap().troubles.is_empty());
}
