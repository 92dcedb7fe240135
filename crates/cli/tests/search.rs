//! `onrecord search`, `who`, `said`, `searches` as a user types them, over an archive of samples.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

mod support;

use std::fs;
use std::process::Output;
use std::sync::LazyLock;

use serde_json::Value;
use support::{archive_of, err, json_of, onrecord_in, out, sample, samples};

/// A folder with an archive of two samples, made once.
static PLACE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    archive_of(&[&[&sample("agency.txt"), &sample("wire.jsonl"), "--as-of", "2026-03-20"]]).0
});

fn onrecord(arguments: &[&str]) -> Output {
    onrecord_in(PLACE.path(), arguments)
}

fn json(arguments: &[&str]) -> Value {
    json_of(&onrecord(arguments))
}

#[test]
fn a_hit_shows_its_words_marked_its_source_and_why_in_80_columns() {
    let shown = out(&onrecord(&["search", "lifeboats by:\"Abou Nassif\""]));
    assert!(shown.starts_with("1 statement for lifeboats by:\"Abou Nassif\"\n"), "{shown}");
    assert!(shown.contains("This is a paper about *lifeboats*"), "{shown}");
    assert!(shown.contains("Northline · 2026-03-12"), "{shown}");
    assert!(shown.contains("matches lifeboats, by:\"Abou Nassif\""), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80 || line.contains("http")), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colour where there is no terminal");
}

#[test]
fn json_gives_query_counts_doubts_and_hits() {
    let found = json(&["search", "(lifeboats", "--json", "--limit", "1"]);
    assert_eq!(found["query"], "lifeboats");
    assert_eq!(found["doubts"][0], "a parenthesis is not closed");
    let hit = &found["hits"][0];
    let (words, mark) = (hit["words"].as_str().unwrap(), &hit["marks"][0]);
    let [start, end] = [0, 1].map(|at| mark[at].as_u64().unwrap() as usize);
    let marked: String = words.chars().skip(start).take(end - start).collect();
    assert_eq!(marked, "lifeboats");
    assert_eq!(found["counts"].as_array().unwrap().len(), 3);
}

#[test]
fn flags_and_words_may_be_mixed_and_a_minus_stands_after_two() {
    let a = json(&["search", "--json", "kind:article", "ferry"]);
    let b = json(&["search", "--json", "--", "-lifeboats", "kind:article"]);
    assert_eq!(
        (a["query"].as_str(), b["query"].as_str()),
        (Some("kind:article ferry"), Some("-lifeboats kind:article"))
    );
    assert!(b["counts"][2]["count"].as_u64().unwrap() >= 3);
    assert_eq!(onrecord(&["search", "-x"]).status.code(), Some(2));
}

#[test]
fn said_and_who_tell_of_one_speaker() {
    let said = json(&["said", "Abou Nassif", "--json"]);
    let hits = said["hits"].as_array().unwrap();
    assert!(
        hits.len() > 2
            && hits.iter().all(|hit| hit["kind"] == "statement" && hit["by"] == "Karim Abou Nassif")
    );
    let less = json(&["said", "Abou Nassif", "--about", "gas", "--json"]);
    assert_eq!(less["hits"].as_array().unwrap().len(), 1);
    let who = json(&["who", "Abou Nassif", "--json"]);
    assert_eq!(who[0]["name"], "Karim Abou Nassif");
    assert_eq!(who[0]["n_statements"]["count"].as_u64().unwrap() as usize, hits.len());
    assert!(out(&onrecord(&["who", "Abou Nassif"])).starts_with("Karim Abou Nassif (person"));
    assert!(out(&onrecord(&["who", "Zebedee"])).contains("Nobody in the archive goes by Zebedee"));
}

#[test]
fn a_saved_search_tells_what_is_new_and_why() {
    let place = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| out(&onrecord_in(place.path(), arguments));
    fs::write(place.path().join("a.txt"), "Talks end\n\n“It rains,” said Ana Ruiz, a farmer in Vienna.\n")
        .unwrap();
    run(&["add", "a.txt"]);
    run(&["search", "rains OR snows", "--save", "weather"]);
    assert!(run(&["searches"]).contains("weather: rains OR snows (0 new)"));
    fs::write(
        place.path().join("b.txt"),
        "Talks go on\n\n“It snows,” said Omar Haddad, a baker in Oslo, on Monday night.\n",
    )
    .unwrap();
    run(&["add", "b.txt"]);
    assert!(!run(&["searches"]).contains("(0 new)"));
    run(&["search", "--saved", "weather", "--new", "--feed", "json", "new.json"]);
    let feed: Value =
        serde_json::from_str(&fs::read_to_string(place.path().join("new.json")).unwrap()).unwrap();
    let items = feed["items"].as_array().unwrap();
    assert!(!items.is_empty() && items.iter().all(|item| item["tags"][0] == "snows"), "{feed}");
    assert!(run(&["search", "--saved", "weather", "--new"]).starts_with("Nothing found"));
    assert!(run(&["search", "--saved", "weather"]).contains("*rains*"));
    run(&["searches", "--forget", "weather"]);
    assert!(
        err(&onrecord_in(place.path(), &["search", "--saved", "weather"])).contains("no search is saved as")
    );
}

#[test]
fn nothing_of_an_article_steers_the_terminal() {
    let place = tempfile::tempdir().unwrap();
    let text = "Talks \u{1b}[31mend\u{7}\n\n“It \u{1b}]0;owned\u{7} rains \u{202e}today,” said Ana Ruiz, a farmer who lives in Vienna.\n";
    fs::write(place.path().join("a.txt"), text).unwrap();
    out(&onrecord_in(place.path(), &["add", "a.txt"]));
    for arguments in
        [&["search", "rains"][..], &["search", "ru\u{1b}[31miz \u{7}"], &["who", "Ruiz"], &["said", "Ruiz"]]
    {
        let shown = out(&onrecord_in(place.path(), arguments));
        assert!(
            shown.chars().all(|c| c == '\n' || (!c.is_control() && c != '\u{202e}')),
            "{arguments:?}: {shown:?}"
        );
    }
}

#[test]
fn what_is_wrong_is_said_in_a_sentence() {
    let place = tempfile::tempdir().unwrap();
    let output = onrecord_in(place.path(), &["search", "x"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("there is no archive onrecord.sqlite"), "{}", err(&output));
    for arguments in [
        &["search", "x", "--feed", "rss", "f.xml"][..],
        &["search", "x", "--feed", "atom", "./onrecord.sqlite"],
        &["search", "x", "--sort", "size"],
        &["search", "--new"],
        &["search", "x", "--saved", "y"],
    ] {
        assert_eq!(onrecord(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn what_goes_where_nobody_reads_notes_takes_no_doubtful_query() {
    let out = PLACE.path().join("out.tsv");
    let out = out.to_str().unwrap();
    for arguments in [
        &["export", "when:2026-13", "--format", "tsv", "--out", out] as &[&str],
        &["sample", "5", "when:2026-13", "--seed", "1", "--sheet", out],
        &["search", "when:2026-13", "--save", "spring"],
        &["search", "ferry", "--new"],
        &["search", "ferry", "--save", " "],
        &["who", "Ghana", "--limit", "0"],
        &["timeline", "--archive", "onrecord.sqlite", "--html", "onrecord.sqlite"],
    ] {
        let refused = onrecord(arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}: {}", err(&refused));
    }
    assert!(!std::path::Path::new(out).exists());
    assert!(onrecord(&["check"]).status.success());
}

#[test]
fn only_a_speakers_own_words_stand_in_quotation_marks_and_what_is_unsure_is_said_to_be() {
    let found = json(&["search", "kind:statement", "--json", "--limit", "200"]);
    let hits = found["hits"].as_array().unwrap();
    let is = |hit: &&Value, form: &str| hit["form"] == form;
    let words = |hit: &Value| hit["words"].as_str().unwrap().chars().take(12).collect::<String>();
    let shown = out(&onrecord(&["search", "kind:statement", "--limit", "200"]));
    let direct = words(hits.iter().find(|hit| is(hit, "direct")).unwrap());
    assert!(shown.contains(&format!("“{direct}")), "{direct}: {shown}");
    let indirect = words(hits.iter().find(|hit| is(hit, "indirect")).unwrap());
    assert!(
        shown.contains(&format!("  {indirect}")) && !shown.contains(&format!("“{indirect}")),
        "{indirect}"
    );
    let n_unsure = hits.iter().filter(|hit| hit["confidence"].as_f64().unwrap() < 0.9).count();
    assert_eq!(shown.matches(" · unsure · ").count(), n_unsure);
    assert_eq!(hits.iter().filter(|hit| hit["unsure"] == true).count(), n_unsure);
    assert!(n_unsure > 0 && n_unsure < hits.len());
}

#[test]
fn more_that_is_new_than_is_shown_does_not_count_as_seen() {
    let (place, _) = archive_of(&[&[&sample("agency.txt")]]);
    let onrecord = |arguments: &[&str]| onrecord_in(place.path(), arguments);
    onrecord(&["search", "kind:article", "--save", "all"]);
    let file = place.path().join("two.jsonl");
    let line = |n: u32| {
        format!(
            "{{\"id\": \"{n}\", \"language\": \"de\", \"text\": \"Der Hafen Nummer {n} bleibt zu, sagte Anna Kranz.\"}}\n"
        )
    };
    fs::write(&file, [line(1), line(2)].concat()).unwrap();
    onrecord(&["add", "two.jsonl"]);
    let some = onrecord(&["search", "--saved", "all", "--new", "--limit", "1"]);
    assert!(err(&some).contains("none of it counts as seen; --limit 2"), "{}", err(&some));
    assert!(out(&onrecord(&["search", "--saved", "all", "--new"])).starts_with("2 articles"));
    assert!(out(&onrecord(&["search", "--saved", "all", "--new"])).starts_with("Nothing found"));
}

#[test]
fn a_negotiation_is_followed_over_its_days() {
    let mut pages: Vec<String> = fs::read_dir(samples().join("negotiation"))
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .filter(|path| path.contains("/courier-"))
        .collect();
    pages.sort();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let (place, _) = archive_of(&[&pages]);
    let search = |query: &str| -> Value { json_of(&onrecord_in(place.path(), &["search", query, "--json"])) };
    let articles = search("kind:article said:2026-05");
    let days: Vec<&str> = articles["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| &hit["published"].as_str().unwrap()[..10])
        .collect();
    assert_eq!(days, ["2026-05-15", "2026-05-13", "2026-05-10", "2026-05-09", "2026-05-06", "2026-05-05"]);
    let patrol = search("patrol outlet:Meridian kind:article");
    assert!(
        patrol["hits"]
            .as_array()
            .unwrap()
            .iter()
            .any(|hit| hit["headline"] == "Joint patrol off Aflao called off")
    );
    let mensimah = search("by:Mensimah \"both of us dislike\"");
    assert_eq!(mensimah["hits"][0]["url"], "https://www.meridiancourier.example/world/deal-in-sight");
}
