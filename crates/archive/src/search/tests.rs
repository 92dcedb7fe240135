//! Searching an archive of a few articles made by hand.

use onrecord::{ByteSpan, Capture, CharSpan, CodePoints, Format, Record};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::query::{Interval, Query, days_of};
use crate::{Archive, Arrival};

/// An article of one statement and one event.
struct Piece {
    number: u32,
    outlet: &'static str,
    published: &'static str,
    speaker: &'static str,
    act: &'static str,
    words: &'static str,
    event: &'static str,
    label: &'static str,
    day: Option<&'static str>,
}

const PIECES: [Piece; 4] = [
    Piece {
        number: 1,
        outlet: "The Harbour Post",
        published: "2025-08-01T09:00Z",
        speaker: "Ana Ruiz",
        act: "demand",
        words: "The ceasefire must hold in Şırnak",
        event: "CONSULT",
        label: "planned",
        day: Some("2025-08-10"),
    },
    Piece {
        number: 2,
        outlet: "Northline",
        published: "2025-08-02",
        speaker: "Ruiz",
        act: "deny",
        words: "No ceasefire talks were held",
        event: "CONSULT",
        label: "called-off",
        day: Some("2025-08"),
    },
    Piece {
        number: 3,
        outlet: "Northline",
        published: "2025-08-03",
        speaker: "Omar Haddad",
        act: "say",
        words: "We want talks about the cease-fire",
        event: "ASSAULT",
        label: "occurred",
        day: None,
    },
    Piece {
        number: 4,
        outlet: "Northline",
        published: "2025-09-01",
        speaker: "an official",
        act: "say",
        words: "Ana Ruiz was not asked",
        event: "ASSAULT",
        label: "denied",
        day: Some("2025-08-30"),
    },
];

impl Piece {
    fn text(&self) -> String {
        let Self { speaker, words, number, .. } = self;
        let keys = ["harvest", "bridges", "lanterns", "pipelines"];
        let key =
            keys.get(*number as usize - 1).copied().map_or_else(|| format!("key{number}"), str::to_owned);
        format!(
            "{key} day\n\n“{words},” {speaker} told Lena Moritz about {key} in Geneva. Shells fell on {key} meanwhile."
        )
    }

    fn record(&self) -> Record {
        let text = self.text();
        let span = |words: &str| {
            let start = text.find(words).unwrap_or_else(|| panic!("{words} stands in the text"));
            let span = CodePoints::of(&text).chars(ByteSpan::new(start, start + words.len()));
            [span.0, span.1]
        };
        let kind = if self.speaker.starts_with("an ") { "unnamed" } else { "person" };
        let name = if self.speaker == "Ruiz" { "Ana Ruiz" } else { self.speaker };
        let evidence = text.rsplit(". ").next().expect("there is a last sentence");
        let times: Vec<Value> = self.day.iter().map(|day| {
            json!({"id": "t1", "span": span("meanwhile"), "type": "DATE", "value": day, "precision": "day", "basis": "explicit"})
        }).collect();
        let written = json!({
            "schema": "onrecord/0", "made_by": {"version": "0"},
            "article": {"id": self.number.to_string(), "url": format!("https://a.example/{}", self.number), "publisher": self.outlet,
                "language": "en-GB", "headline": text.lines().next(), "published": self.published, "text": text},
            "actors": [
                {"id": "a1", "name": name, "kind": kind, "aliases": [self.speaker]},
                {"id": "a2", "name": "Lena Moritz", "kind": "person", "wikidata": "Q77"},
                {"id": "a3", "name": "Switzerland", "kind": "state", "state": "CHE"}],
            "statements": [{"id": "s1", "kind": "speech", "form": "direct", "act": self.act, "medium": "interview",
                "source": {"spans": [span(self.speaker)], "actor": "a1"}, "content": [span(self.words)], "audience": ["a2"],
                "about": ["a3"], "place": "p1", "confidence": 0.9}],
            "events": [{"id": "e1", "type": self.event, "trigger": span("fell"), "actors": ["a3"], "recipients": ["a2"],
                "status": "occurred", "stance": "asserted", "label": self.label, "evidence": [span(evidence)],
                "time": self.day.map(|_| "t1"), "place": "p1", "according_to": "s1", "confidence": 0.5,
                "denied_by": if self.label == "denied" { vec!["s1"] } else { vec![] }}],
            "times": times,
            "places": [{"id": "p1", "kind": "city", "name": "Geneva", "mentions": [span("Geneva")], "country": "CHE"}],
        });
        let record: Record<CharSpan> = serde_json::from_value(written).expect("it is a record");
        let offsets = CodePoints::of(&text);
        record.map_spans(&mut |span| offsets.bytes(span).expect("it lies in the text"))
    }

    fn add_to(&self, archive: &mut Archive) {
        self.add_record(archive, self.record());
    }

    fn add_record(&self, archive: &mut Archive, record: Record) {
        let capture = Capture {
            bytes: self.text().into_bytes(),
            format: Format::Text,
            part: None,
            url: None,
            charset: None,
            fetched: None,
        };
        let came = "2025-09-02T12:00:00Z".parse().expect("a moment");
        let arrival = Arrival::new(capture, format!("{}.txt", self.number), came);
        archive.add(&arrival, record).expect("it is kept");
    }
}

fn archive() -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().expect("there is room");
    let mut archive = Archive::create(&folder.path().join("a.sqlite")).expect("it is made");
    for piece in &PIECES {
        piece.add_to(&mut archive);
    }
    (folder, archive)
}

const ALL: Page = Page { limit: 100, sort: Sort::Time, since: None };

fn refs(archive: &Archive, query: &str) -> String {
    let found = archive.search(&Query::parse(query), &ALL).expect("it is searched");
    let mut refs: Vec<String> = found.hits.iter().map(|hit| hit.r#ref.clone()).collect();
    refs.sort();
    refs.join(" ")
}

#[test]
fn each_field_finds_what_it_names() {
    let (_folder, archive) = archive();
    for (query, expected) in [
        ("ceasefire", "1 1/s1 2 2/s1"),
        ("CEASEFIRE -talks", "1 1/s1"),
        ("\"ceasefire talks\"", "2 2/s1"),
        ("cease*", "1 1/s1 2 2/s1 3 3/s1"),
        ("\"cease fire\"", "3 3/s1"),
        ("sırnak", "1 1/s1"),
        ("shells lanterns", "3 3/e1"),
        ("lanterns OR pipelines kind:article", "3 3/e1 4"),
        ("by:Ruiz", "1/s1 2/s1"),
        ("by:Ruiz ceasefire -talks", "1/s1"),
        ("by:official", "4/s1"),
        ("by:Haddad OR type:ASSAULT", "3/e1 3/s1 4/e1"),
        ("by:Switzerland label:planned", "1/e1"),
        ("to:Q77 act:deny", "2/s1"),
        ("recipient:Moritz type:consult", "1/e1 2/e1"),
        ("actor:Moritz", ""),
        ("about:Switzerland act:say", "3/s1 4/s1"),
        ("about:Geneva label:denied", "4/e1"),
        ("kind:speech form:direct act:demand", "1/s1"),
        ("form:indirect", ""),
        ("label:called-off", "2/e1"),
        ("label:\"called off\"", "2/e1"),
        ("denied:yes", "4/e1"),
        ("denied:official", "4/e1"),
        ("denied:no type:ASSAULT", "3/e1"),
        ("place:Geneva label:planned", "1/e1"),
        ("place:che label:planned", "1/e1"),
        ("place:Switzerland label:planned", "1/e1"),
        ("place:Bern label:planned", ""),
        ("by:(Ruiz OR Haddad) ceasefire", "1/s1 2/s1"),
        ("about:(Geneva label:denied)", "4/e1"),
        ("outlet:harbour", "1 1/e1 1/s1"),
        ("outlet:\"Harbour Post\" kind:event", "1/e1"),
        ("lang:en-GB kind:article", "1 2 3 4"),
        ("lang:de", ""),
        ("url:example/3 kind:statement", "3/s1"),
        ("url:a_example", ""),
        ("via:interview act:deny", "2/s1"),
        ("via:Haddad", "3/e1"),
        ("when:2025-08-10", "1/e1 2/e1"),
        ("when:2025-08-30..", "2/e1 4/e1"),
        ("-when:2025 kind:event", "3/e1"),
        ("said:2025-08-01 kind:statement", "1/s1"),
        ("said:..2025-08-02 kind:article", "1 2"),
        ("said:2025-09", "4 4/e1 4/s1"),
        ("kind:event -type:CONSULT", "3/e1 4/e1"),
        ("act:shout", ""),
        ("nothing*", ""),
        ("harvest -by:Ruiz", "1/e1"),
    ] {
        assert_eq!(refs(&archive, query), expected, "{query}");
    }
}

#[test]
fn an_event_that_lasts_is_found_in_each_of_its_months() {
    let folder = tempfile::tempdir().expect("there is room");
    let mut archive = Archive::create(&folder.path().join("a.sqlite")).expect("it is made");
    Piece { day: Some("2025-Q3"), ..PIECES[0] }.add_to(&mut archive);
    for (query, expected) in [
        ("type:CONSULT when:2025-06", ""),
        ("type:CONSULT when:2025-07", "1/e1"),
        ("type:CONSULT when:2025-09-30", "1/e1"),
        ("type:CONSULT when:2025-10", ""),
        ("type:CONSULT -when:2025-10", "1/e1"),
        ("when:2025-08 OR when:2025-10", "1/e1"),
        ("type:CONSULT when:2001..2030", "1/e1"),
    ] {
        assert_eq!(refs(&archive, query), expected, "{query}");
    }
}

/// Times of all lengths, at the borders of months and years.
const TIMES: [&str; 10] = [
    "2025-08-30",
    "2025-08-31T23:30",
    "2025-09",
    "2025-Q4",
    "2025-W01",
    "2024-H2",
    "2025",
    "202",
    "20",
    "9999",
];

/// What is asked for, with what the borders of [`TIMES`] are near to.
fn intervals() -> impl Strategy<Value = String> {
    let month = || (prop::sample::select(vec![1999, 2000, 2024, 2025, 2026, 9999]), 1..=12_u8);
    let day = || (month(), prop::sample::select(vec!["01", "15", "28"]));
    prop_oneof![
        month().prop_map(|(year, month)| format!("{year}-{month:02}")),
        month().prop_map(|(year, _)| year.to_string()),
        (month(), month()).prop_map(|(a, b)| format!("{}-{:02}..{}-{:02}", a.0, a.1, b.0, b.1)),
        (day(), day()).prop_map(|((a, from), (b, to))| {
            format!("{}-{:02}-{from}..{}-{:02}-{to}", a.0, a.1, b.0, b.1)
        }),
        day().prop_map(|((year, month), day)| format!("{year}-{month:02}-{day}..")),
        day().prop_map(|((year, month), day)| format!("..{year}-{month:02}-{day}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn what_meets_an_interval_is_found_and_nothing_else(interval in intervals()) {
        thread_local! {
            static ARCHIVE: (tempfile::TempDir, Archive) = {
                let folder = tempfile::tempdir().expect("there is room");
                let mut archive = Archive::create(&folder.path().join("a.sqlite")).expect("it is made");
                for (number, (day, published)) in (1..).zip(TIMES.iter().zip(PUBLISHED)) {
                    Piece { number, day: Some(day), published, ..PIECES[0] }.add_to(&mut archive);
                }
                (folder, archive)
            };
        }
        let Ok(asked) = interval.parse::<Interval>() else { return Ok(()) };
        let of = |kind: &str, met: &dyn Fn(usize) -> bool| {
            let mut refs: Vec<String> = (0..TIMES.len()).filter(|n| met(*n)).map(|n| format!("{}/{kind}1", n + 1)).collect();
            refs.sort();
            refs.join(" ")
        };
        let happens = of("e", &|n| days_of(TIMES[n]).is_some_and(|days| days.meets(asked)));
        let said = of("s", &|n| days_of(PUBLISHED[n]).is_some_and(|days| days.meets(asked)));
        let (when, not) = (format!("when:{interval}"), format!("-when:{interval} kind:event"));
        let others = of("e", &|n| !happens.split(' ').any(|found| found == format!("{}/e1", n + 1)));
        ARCHIVE.with(|(_, archive)| {
            prop_assert_eq!(refs(archive, &when), happens);
            prop_assert_eq!(refs(archive, &not), others);
            prop_assert_eq!(refs(archive, &format!("said:{interval} kind:statement")), said.clone());
            let articles = said.replace("/s1", "");
            prop_assert_eq!(refs(archive, &format!("said:{interval} kind:article")), articles);
            Ok(())
        })?;
    }
}

/// When the articles of [`TIMES`] were published.
const PUBLISHED: [&str; 10] = [
    "2025-08-31T23:30-05:00",
    "2025-09-01",
    "2025-09-30T12:00Z",
    "2025-12-31",
    "2026-01-01",
    "2024-12-31",
    "2024-01-01",
    "1999-12-31",
    "2000-01-01",
    "2025-01-15",
];

#[test]
fn the_newest_comes_first_with_its_words_marked_and_its_reasons() {
    let (_folder, archive) = archive();
    let found =
        archive.search(&Query::parse("by:Ruiz (ceasefire OR harvest)"), &ALL).expect("it is searched");
    assert_eq!(found.hits.iter().map(|hit| hit.r#ref.as_str()).collect::<Vec<_>>(), ["2/s1", "1/s1"]);
    let hit = &found.hits[0];
    assert_eq!((hit.words.as_str(), hit.marks.as_slice()), ("No ceasefire talks were held", &[[3, 12]][..]));
    assert_eq!(hit.why, ["by:Ruiz", "ceasefire"]);
    assert_eq!(hit.url.as_deref(), Some("https://a.example/2"));
    let found = archive.search(&Query::parse("-ceasefire kind:article"), &ALL).expect("it is searched");
    assert!(found.hits.iter().all(|hit| !hit.why.is_empty()), "{found:?}");
    let page = Page { sort: Sort::Relevance, ..ALL };
    let best =
        archive.search(&Query::parse("talks ceasefire kind:statement"), &page).expect("it is searched");
    assert_eq!(best.hits[0].r#ref, "2/s1");
}

#[test]
fn the_best_match_has_more_of_the_words_and_rarer_ones_in_fewer() {
    let (_folder, archive) = archive();
    let best = |query: &str| {
        let page = Page { sort: Sort::Relevance, ..ALL };
        let found = archive.search(&Query::parse(query), &page).expect("it is searched");
        found.hits.into_iter().map(|hit| hit.r#ref).collect::<Vec<_>>()
    };
    assert_eq!(best("(harvest OR day) kind:article")[0], "1", "all articles have a day, one the harvest");
    assert_eq!(best("(\"no ceasefire\" OR talks) kind:statement"), ["2/s1", "3/s1"]);
    assert_eq!(best("ceasefire kind:statement"), ["2/s1", "1/s1"], "of equals the newest");
    assert_eq!(
        best("(sırnak OR ceasefire OR want*) kind:statement")[0],
        "1/s1",
        "accents make no difference"
    );
    assert_eq!(best("(harvest OR url:example) kind:article")[0], "1", "an address is not in the index");
    assert_eq!(best("by:Ruiz kind:statement"), ["2/s1", "1/s1"], "without words the newest is the best");
}

#[test]
fn counts_are_of_all_and_a_page_of_its_limit() {
    let (_folder, archive) = archive();
    let found = archive.search(&Query::parse(""), &Page { limit: 1, ..ALL }).expect("it is searched");
    assert!(found.counts.iter().all(|count| count.count == 4 && !count.more));
    assert_eq!(found.hits.len(), 3);
}

#[test]
fn a_saved_search_shows_what_is_new() {
    let folder = tempfile::tempdir().expect("there is room");
    let mut archive = Archive::create(&folder.path().join("a.sqlite")).expect("it is made");
    PIECES[0].add_to(&mut archive);
    let query = Query::parse("act:demand OR act:deny");
    archive.save_search("acts", &query, jiff::Timestamp::UNIX_EPOCH).expect("it is kept");
    PIECES[1].add_to(&mut archive);
    let kept = archive.saved_search("acts").expect("it is there");
    let new = |archive: &Archive, since| {
        let found = archive.search(&query, &Page { since: Some(since), ..ALL }).expect("it is searched");
        found.hits.into_iter().map(|hit| hit.r#ref).collect::<Vec<_>>()
    };
    assert_eq!(new(&archive, kept.seen), ["2/s1"]);
    let last = archive.last_serial().expect("there is one");
    archive.see_search("acts", last).expect("it is noted");
    assert_eq!(new(&archive, archive.saved_search("acts").expect("it is there").seen), Vec::<String>::new());
    assert!(archive.forget_search("acts").expect("it is written") && archive.saved_search("acts").is_err());
}

#[test]
fn who_tells_names_roles_and_deeds() {
    let (_folder, archive) = archive();
    let found = archive.who("ruiz", 5, 5).expect("it is searched");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].name.as_str(), found[0].aliases.as_slice()), ("Ana Ruiz", &["Ruiz".to_owned()][..]));
    assert_eq!((found[0].n_articles.count, found[0].n_statements.count), (2, 2));
    let said: Vec<&str> = found[0].said.iter().map(|deed| deed.r#ref.as_str()).collect();
    assert_eq!(said, ["2/s1", "1/s1"]);
    let found = archive.who("Switzerland", 5, 2).expect("it is searched");
    assert_eq!(found[0].did.len(), 2);
    assert!(archive.who("nobody", 5, 5).expect("it is searched").is_empty());
}

#[test]
fn what_was_not_said_is_shown_as_such_wherever_it_is_found() {
    let folder = tempfile::tempdir().expect("there is room");
    let mut archive = Archive::create(&folder.path().join("a.sqlite")).expect("it is made");
    let mut record = PIECES[0].record();
    record.statements[0].negated = true;
    PIECES[0].add_record(&mut archive, record);
    let found = archive.search(&Query::parse("by:Ruiz kind:statement"), &ALL).expect("it is searched");
    assert!(found.hits[0].negated);
    assert_eq!(title_of(&found.hits[0]), "Ana Ruiz → Lena Moritz: demand, told as not said");
    assert!(archive.who("Ruiz", 1, 1).expect("it is searched")[0].said[0].negated);
    let mut titles = Vec::new();
    let take = |selected: crate::export::Selected| {
        titles.extend(selected.items().iter().map(crate::export::Item::title));
        Ok::<(), crate::Error>(())
    };
    archive.select(&Query::parse("kind:statement"), take).expect("it is walked");
    assert_eq!(titles, ["Ana Ruiz: demand, told as not said"]);
}

#[test]
fn words_that_no_item_can_have_are_told_of() {
    let (_folder, archive) = archive();
    let doubts = |query: &str| archive.search(&Query::parse(query), &ALL).expect("it is searched").doubts;
    for query in ["act:wibble", "type:FOO", "label:called-of", "form:spoken", "status:done-with"] {
        assert!(doubts(query).iter().any(|doubt| doubt.contains(" is one of ")), "{query}");
    }
    for query in [
        "act:deny",
        "type:consult",
        "label:\"called off\"",
        "label:Called-Off",
        "form:direct",
        "status:planned",
    ] {
        assert!(doubts(query).is_empty(), "{query}: {:?}", doubts(query));
    }
}

#[test]
fn an_export_takes_what_the_search_finds_and_all_of_it() {
    let (_folder, archive) = archive();
    for query in ["", "by:Ruiz", "type:ASSAULT OR act:demand", "-talks", "when:2025-08"] {
        let query = Query::parse(query);
        let found = archive.search(&query, &ALL).expect("it is searched");
        let mut searched: Vec<String> =
            found.hits.into_iter().filter(|hit| hit.kind != Kind::Article).map(|hit| hit.r#ref).collect();
        let mut exported = Vec::new();
        let take = |selected: crate::export::Selected| {
            let rows = selected.items().iter().map(crate::export::object).collect::<Vec<_>>();
            exported.extend(rows.iter().map(|row| row["ref"].as_str().expect("each has one").to_owned()));
            Ok::<(), crate::Error>(())
        };
        archive.select(&query, take).expect("it is walked");
        searched.sort();
        exported.sort();
        assert_eq!(exported, searched, "{query}");
    }
}

/// The ids that an export gives the items of a query.
fn ids(archive: &Archive, query: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let take = |selected: crate::export::Selected| {
        ids.extend(selected.items().iter().map(|item| item.id.clone()));
        Ok::<(), crate::Error>(())
    };
    archive.select(&Query::parse(query), take).expect("it is walked");
    ids
}

#[test]
fn ids_are_unique_and_stay_when_another_address_comes() {
    let folder = tempfile::tempdir().expect("there is room");
    let mut archive = Archive::create(&folder.path().join("a.sqlite")).expect("it is made");
    let add = |archive: &mut Archive, url: Option<&str>, outlet: &str, bytes: &str| {
        let mut record = PIECES[0].record();
        record.article.url = url.map(str::to_owned);
        record.article.publisher = Some(outlet.to_owned());
        let capture = Capture::new(bytes.as_bytes().to_vec(), Format::Text);
        let arrival = Arrival::new(capture, "a.txt".to_owned(), jiff::Timestamp::UNIX_EPOCH);
        archive.add(&arrival, record).expect("it is kept");
    };
    add(&mut archive, None, "Northline", "1");
    add(&mut archive, None, "Valley Post", "2");
    let of_two = ids(&archive, "");
    let unique: std::collections::HashSet<&String> = of_two.iter().collect();
    assert_eq!((of_two.len(), unique.len()), (4, 4), "{of_two:?}");
    add(&mut archive, Some("https://post.example/z"), "Post", "3");
    let before = ids(&archive, "outlet:Post -outlet:Valley");
    add(&mut archive, Some("https://post.example/a"), "Post", "4");
    assert_eq!(ids(&archive, "outlet:Post -outlet:Valley"), before);
}

#[test]
fn an_address_opens_no_line_and_breaks_no_feed() {
    let folder = tempfile::tempdir().expect("there is room");
    let mut archive = Archive::create(&folder.path().join("a.sqlite")).expect("it is made");
    let mut record = PIECES[0].record();
    record.article.url = Some("https://example.org/x\r\nATTENDEE:mailto:a@example.org\u{1}".to_owned());
    record.article.headline = Some("No\u{1} end\u{ffff}".to_owned());
    record.article.publisher = Some("Har\u{2}bour".to_owned());
    let capture = Capture::new(b"1".to_vec(), Format::Text);
    let arrival = Arrival::new(capture, "a.txt".to_owned(), jiff::Timestamp::UNIX_EPOCH);
    archive.add(&arrival, record).expect("it is kept");
    let found = archive.search(&Query::default(), &ALL).expect("it is searched");
    let mut atom = Vec::new();
    write_feed(&archive, &found, "All\u{3}", FeedFormat::Atom, &mut atom).expect("memory takes it");
    atom_syndication::Feed::read_from(atom.as_slice()).expect("it is Atom");
    for (name, format) in crate::export::Format::ALL.iter().filter(|(name, _)| ["ics", "gexf"].contains(name))
    {
        let mut bytes = Vec::new();
        let mut exporter = crate::export::exporter(*format, &mut bytes, "All").expect("it begins");
        archive
            .select(&Query::default(), |selected| {
                exporter.take(&selected).expect("memory takes it");
                Ok::<(), crate::Error>(())
            })
            .expect("it is walked");
        exporter.finish().expect("memory takes it");
        let text = String::from_utf8(bytes).expect("it is text");
        assert!(!text.contains("ATTENDEE") && !text.contains('\u{1}'), "{name}: {text}");
    }
}

#[test]
fn the_deepest_query_is_answered() {
    let (_folder, archive) = archive();
    for (open, close) in [("-(a ", ")"), ("-(a OR ", ")"), ("(a OR -(b ", "))"), ("by:(-(a OR ", "))")] {
        let query = format!("{}ceasefire{}", open.repeat(30), close.repeat(30));
        for sort in [Sort::Time, Sort::Relevance] {
            let found = archive.search(&Query::parse(&query), &Page { sort, ..ALL });
            found.unwrap_or_else(|error| panic!("{query}: {error}"));
        }
    }
}

#[test]
fn fields_that_no_item_has_together_are_told_of() {
    let (_folder, archive) = archive();
    let found = archive.search(&Query::parse("kind:event act:deny"), &ALL).expect("it is searched");
    assert!(found.doubts.iter().any(|doubt| doubt.contains("nothing can have all")), "{:?}", found.doubts);
    let found = archive.search(&Query::parse("act:deny"), &ALL).expect("it is searched");
    assert!(found.doubts.is_empty());
}

#[test]
fn the_same_seed_draws_the_same_and_a_larger_sample_holds_the_smaller() {
    let (_folder, archive) = archive();
    let draw = |n, seed| {
        let drawn = archive.draw(&Query::default(), n, seed).expect("it is drawn");
        drawn.iter().map(|drawn| drawn.item().expect("it holds one").id).collect::<Vec<_>>()
    };
    assert_eq!(draw(3, 7), draw(3, 7));
    assert_eq!(draw(5, 7)[..3], draw(3, 7)[..]);
    assert_ne!(draw(8, 7), draw(8, 8));
    assert_eq!(draw(100, 1).len(), 8);
}

#[test]
fn feeds_say_why_and_keep_their_ids() {
    let (_folder, archive) = archive();
    let found = archive.search(&Query::parse("ceasefire"), &ALL).expect("it is searched");
    let feed = |format| {
        let mut bytes = Vec::new();
        write_feed(&archive, &found, "Cease & fire", format, &mut bytes).expect("memory takes it");
        String::from_utf8(bytes).expect("it is text")
    };
    let json: Value = serde_json::from_str(&feed(FeedFormat::Json)).expect("JSON");
    let items = json["items"].as_array().expect("there are items");
    assert_eq!(items.len(), 4);
    assert!(items.iter().all(|item| item["tags"] == json!(["ceasefire"])));
    let atom = atom_syndication::Feed::read_from(feed(FeedFormat::Atom).as_bytes()).expect("Atom");
    assert_eq!(atom.title.value, "Cease & fire");
    for (entry, item) in atom.entries.iter().zip(items) {
        assert_eq!(Some(entry.id.as_str()), item["id"].as_str());
        let content =
            entry.content.as_ref().and_then(|content| content.value.as_deref()).expect("there is content");
        assert!(content.contains("Matches: ceasefire"), "{content}");
    }
}

#[test]
fn what_is_frozen_has_a_hash_and_is_not_written_over() {
    let (folder, archive) = archive();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let manifest = archive.freeze(folder.path(), "paper", now).expect("it is frozen");
    assert_eq!((manifest.articles, manifest.statements, manifest.events), (4, 4, 4));
    let frozen = Archive::open(&folder.path().join("paper.sqlite")).expect("it is an archive");
    assert_eq!(refs(&frozen, "by:Ruiz"), "1/s1 2/s1");
    drop(frozen);
    let bytes = std::fs::read(folder.path().join("paper.sqlite")).expect("it is there");
    let digest = <sha2::Sha256 as sha2::Digest>::digest(&bytes);
    let hex = digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    assert_eq!(manifest.sha256, hex);
    assert!(matches!(archive.freeze(folder.path(), "paper", now), Err(crate::Error::Exists(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_query_fails(text in "[a-zOR\"“() :.*/'-]{0,40}|((by|said|type|place|via|url|when|denied):[a-z0-9*'%_-]{0,6} |-|\\(|OR |\\PC ){0,12}") {
        thread_local! {
            static ARCHIVE: (tempfile::TempDir, Archive) = archive();
        }
        ARCHIVE.with(|(_, archive)| {
            let found = archive.search(&Query::parse(&text), &ALL);
            prop_assert!(found.is_ok(), "{text}: {found:?}");
            Ok(())
        })?;
    }
}
