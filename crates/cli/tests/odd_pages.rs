//! Bands of odd pages, made up at random, go through `add`, `search` and `export` together: nothing is wrong in the archive, every
//! item stands on words of its text, every format takes all, and adding again changes nothing.
//!
//! `PROPTEST_CASES=100 cargo test --release -p onrecord-cli --test odd_pages` takes many bands.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

mod support;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use ::archive::Archive;
use ::archive::export::one_line;
use ::archive::query::{Query, Term};
use ::archive::search::{Page, Sort};
use proptest::prelude::*;
use serde_json::Value;
use support::{err, onrecord_in, out};

/// How many pages one archive takes in.
const A_BAND: usize = 16;

fn words() -> impl Strategy<Value = String> {
    let told = prop_oneof![
        Just("“The bridge will open on Monday, and nobody will pay,” said Ana Ruiz, the mayor of Port Adal. ".to_owned()),
        Just("Omar Haddad told reporters in Geneva that Mali had agreed to withdraw its troops by 1 May 2026. ".to_owned()),
        Just("Niger’s foreign minister met envoys of Chad in Vienna on Tuesday; talks about a ceasefire failed. ".to_owned()),
        Just("\"We reject this, Ana Ruiz said. ".to_owned()),
        Just("‘It “never’ ends”, he «said» and „left“. ".to_owned()),
        Just("قال المتحدث باسم الحكومة «لن نوقع» يوم الاثنين في جنيف. ".to_owned()),
        Just("„Wir warten“, sagte die Ministerin Élodie Nguyễn. ".to_owned()),
    ];
    prop_oneof![
        8 => told,
        1 => "[a-zA-Z ,.“”'\"‘’«»…–—]{0,40}",
        1 => "[\u{200b}\u{200d}\u{202e}\u{2066}\u{feff}\u{ad}\u{a0}\u{2028}\u{1}\u{0}]{1,4}",
        1 => "(Z[\u{300}-\u{36f}]{1,9}){1,5} said so\\. ",
        1 => "[a-z]{1,9}".prop_map(|word| word.repeat(400)),
        1 => Just("&#xd800;&#0;&bogus;&amp;lt;&nbsp;&#x1f468;&#x200d;&#x1f469; ".to_owned()),
        1 => Just(String::new()),
    ]
}

fn markup() -> impl Strategy<Value = String> {
    let leaf = prop::collection::vec(words(), 0..6).prop_map(|words| words.concat());
    leaf.prop_recursive(6, 40, 5, |inner| {
        let tag = prop::sample::select(vec![
            "p",
            "div",
            "article",
            "section",
            "blockquote",
            "h1",
            "h2",
            "ul><li",
            "ol><li",
            "table><tr><td",
            "figure><figcaption",
            "aside",
            "span",
            "b",
            "a href='/x'",
            "dl><dt",
            "pre",
            "template",
            "svg",
            "q",
            "script",
            "bdo dir=rtl",
            "p hidden",
        ]);
        (tag, prop::collection::vec(inner, 0..5), any::<bool>()).prop_map(|(tag, inner, is_closed)| {
            let name = tag.split([' ', '>']).next().unwrap_or_default();
            let end = if is_closed { format!("</{name}>") } else { String::new() };
            format!("<{tag}>{}{end}\n", inner.concat())
        })
    })
}

/// A page in the encoding that it names, or in another.
fn page() -> impl Strategy<Value = Vec<u8>> {
    let encodings =
        prop::sample::select(vec!["utf-8", "windows-1252", "windows-1251", "shift_jis", "gb18030", "utf-16"]);
    let body = prop::collection::vec(markup(), 0..8);
    let head = prop_oneof![
        Just("<title>Talks end</title><meta name=author content='Ana Ruiz'>".to_owned()),
        Just("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"\\ud800 “Talks”\",\"datePublished\":\"2026-13-40\"}</script>".to_owned()),
        Just("<meta property=og:title content='“Talks'><meta property=article:published_time content='2026-03-16T09:00:00+14:00'>".to_owned()),
        Just("<link rel=canonical href='https://a.example/one'><html lang=ar dir=rtl>".to_owned()),
        Just(String::new()),
    ];
    (head, body, encodings.clone(), encodings).prop_map(|(head, body, named, used)| {
        let body = body.concat();
        let text = format!("<!doctype html><meta charset={named}>{head}<body><h1>Talks</h1>{body}");
        match encoding_rs::Encoding::for_label(used.as_bytes()) {
            Some(encoding) if used != "utf-16" => encoding.encode(&text).0.into_owned(),
            _ => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        }
    })
}

fn n_cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: n_cases(), failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default()
    })]

    #[test]
    fn a_band_of_odd_pages_is_kept_found_and_exported(pages in prop::collection::vec(page(), A_BAND)) {
        let place = tempfile::tempdir().unwrap();
        for (number, page) in pages.iter().enumerate() {
            fs::create_dir_all(place.path().join("pages")).unwrap();
            fs::write(place.path().join(format!("pages/{number}.html")), page).unwrap();
        }
        let added = onrecord_in(place.path(), &["add", "pages"]);
        let Ok(archive) = Archive::open(&place.path().join("onrecord.sqlite")) else {
            prop_assert!(err(&added).contains("nothing"), "no page was an article, or there is an archive: {}", err(&added));
            return Ok(());
        };
        let before = kept(&archive);
        prop_assert!(onrecord_in(place.path(), &["check"]).status.success());
        items_are_words_that_are_found(place.path(), &archive)?;
        every_format_takes_all(place.path());
        let again = onrecord_in(place.path(), &["add", "pages"]);
        prop_assert_eq!(again.status.code(), added.status.code(), "{}", err(&again));
        prop_assert_eq!(kept(&archive), before);
        prop_assert!(onrecord_in(place.path(), &["check"]).status.success());
    }
}

/// How many rows each table has.
fn kept(archive: &Archive) -> Vec<i64> {
    let tables = [
        "articles",
        "versions",
        "captures",
        "statements",
        "events",
        "actors",
        "places",
        "addresses",
        "bands",
    ];
    let n = |table: &str| {
        archive
            .connection()
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap()
    };
    tables.map(n).to_vec()
}

fn items_are_words_that_are_found(place: &Path, archive: &Archive) -> Result<(), TestCaseError> {
    let lines = out(&onrecord_in(place, &["export", "--format", "jsonl", "--out", "-"]));
    let mut texts = HashMap::new();
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let item = row["ref"].as_str().unwrap();
        let article: i64 = item.split('/').next().unwrap().parse().unwrap();
        let text: &Vec<char> = texts.entry(article).or_insert_with(|| {
            let sql = "SELECT text FROM reported_articles WHERE article = ?";
            let text: String = archive.connection().query_row(sql, [article], |row| row.get(0)).unwrap();
            text.chars().collect()
        });
        let spans: Vec<(usize, usize)> = serde_json::from_str(row["spans"].as_str().unwrap()).unwrap();
        let sliced: Vec<String> = spans
            .iter()
            .map(|(start, end)| one_line(&text[*start..*end].iter().collect::<String>()))
            .collect();
        prop_assert_eq!(row["words"].as_str().unwrap(), sliced.join(" … "), "{}", item);
        let plain = |word: &&str| word.len() < 100 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        if let Some(word) = row["words"].as_str().unwrap().split(' ').find(plain) {
            let query =
                Query { tree: Some(::archive::query::Node::Term(Term::word(word))), ..Query::default() };
            for sort in [Sort::Time, Sort::Relevance] {
                let found = archive.search(&query, &Page { limit: 1_000, sort, since: None }).unwrap();
                let has_more = found.counts.iter().any(|count| count.more);
                prop_assert!(
                    has_more || found.hits.iter().any(|hit| hit.r#ref == item),
                    "{} finds {}",
                    query,
                    item
                );
            }
        }
    }
    Ok(())
}

fn every_format_takes_all(place: &Path) {
    for format in ["jsonl", "tsv", "parquet", "arrow", "ftm", "jsonld", "ics", "gexf", "html", "polecat"] {
        let output = onrecord_in(place, &["export", "--format", format, "--out", &format!("all.{format}")]);
        assert!(output.status.success(), "{format}: {}", err(&output));
        assert!(fs::metadata(place.join(format!("all.{format}"))).unwrap().is_file());
    }
    let json = fs::read_to_string(place.join("all.jsonld")).unwrap();
    assert!(serde_json::from_str::<Value>(&json).is_ok());
}
