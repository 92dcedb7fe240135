//! A negotiation over eleven days, from its first wire copy to an archive that can be asked, through the real binary: the samples of
//! samples/negotiation in all their forms.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

mod support;

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;
use support::{archive_of, err, json_of, onrecord_in, out, sample};

/// A folder with the archive, made once: first the agency, the web archive and the feed, then all of the folder.
static PLACE: LazyLock<(tempfile::TempDir, Vec<String>)> = LazyLock::new(|| {
    let file = |name: &str| sample(&format!("negotiation/{name}"));
    let [agency, crawl, feed, all] = ["halyard.ninjs.jsonl", "courier.warc", "ledger.rss.xml", ""].map(file);
    archive_of(&[&[&agency, &crawl, &feed], &[&all]])
});

fn onrecord(arguments: &[&str]) -> String {
    out(&onrecord_in(PLACE.0.path(), arguments))
}

fn json(arguments: &[&str]) -> Value {
    json_of(&onrecord_in(PLACE.0.path(), arguments))
}

/// The values of a field in a list.
fn each<'v>(list: &'v Value, field: &str) -> Vec<&'v str> {
    list.as_array().unwrap().iter().filter_map(|entry| entry[field].as_str()).collect()
}

#[test]
fn each_article_is_there_once_whatever_forms_it_came_in() {
    let told = &PLACE.1;
    assert!(told[0].contains("17 new") && told[0].contains("1 changed"), "{}", told[0]);
    // Four pages are new; the patrol's page changed, the Ledger's adds its byline to what the feed had.
    assert!(told[1].contains("4 new") && told[1].contains("2 changed, 19 unchanged"), "{}", told[1]);
    let info = onrecord(&["archive", "info"]);
    assert!(info.contains("Articles    21, of them 2 copies of another's words"), "{info}");
    assert!(info.contains("Outlets     3\n"), "{info}");
    let found = json(&["search", "kind:article said:2026-05", "--limit", "30", "--json"]);
    let mut urls = each(&found["hits"], "url");
    let n_urls = urls.len();
    urls.sort_unstable();
    urls.dedup();
    assert_eq!(urls.len(), n_urls, "no address twice");
}

#[test]
fn what_was_corrected_is_told() {
    let changes = onrecord(&["changes"]);
    for words in [
        "Second session of gas talks postponed to May 13",
        "version 1 → 2",
        "CORRECTED",
        "Joint patrol off Aflao called off",
        "the statement by Yaw Boadu-Sarpong is gone",
    ] {
        assert!(changes.contains(words), "{words}: {changes}");
    }
}

#[test]
fn copies_of_the_wire_are_linked_to_it() {
    LazyLock::force(&PLACE);
    let archive = archive::Archive::open(&PLACE.0.path().join("onrecord.sqlite")).unwrap();
    let sql = "SELECT o.outlet || ' > ' || c.outlet FROM reported_articles c
        JOIN reported_articles o ON o.article = c.copy_of ORDER BY c.published";
    let mut found = archive.connection().prepare(sql).unwrap();
    let copies: Vec<String> = found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(copies, ["Halyard News Agency > Gulf Ledger", "Halyard News Agency > The Meridian Courier"]);
}

#[test]
fn who_said_what_is_found() {
    let lights = json(&["search", "\"lines on water\" by:Adjavon", "--json"]);
    // The quotation, whole and cut to fragments, the newest first.
    assert_eq!(each(&lights["hits"], "outlet"), ["Gulf Ledger", "Halyard News Agency"], "{lights}");
    let who = onrecord(&["who", "Adjavon"]);
    assert!(who.contains("Kossi Adjavon") && who.contains("negotiator"), "{who}");
    let said = json(&["said", "Mensimah", "--about", "number", "--json"]);
    let outlets = each(&said["hits"], "outlet");
    assert!(outlets.contains(&"Halyard News Agency") && outlets.contains(&"Gulf Ledger"), "{said}");
}

#[test]
fn the_timeline_of_an_archive_is_that_of_its_files() {
    let timeline = json(&["timeline", "--json", "--limit", "1000"]);
    let dated = timeline["dated"].as_array().unwrap();
    assert!(dated.len() > 10 && timeline.get("more").is_none(), "{timeline}");
    let days: Vec<&str> = dated.iter().map(|entry| &entry["time"]["value"].as_str().unwrap()[..7]).collect();
    assert!(days.is_sorted(), "{days:?}");
    // Each entry tells outlet and date.
    assert_eq!(each(&timeline["dated"], "publisher").len(), dated.len());
    assert_eq!(each(&timeline["dated"], "published").len(), dated.len());
    let copied = dated.iter().find(|entry| entry.get("also").is_some()).expect("wire copy is one entry");
    assert_ne!(copied["publisher"], copied["also"][0]["publisher"], "{copied}");
    // Read from the files, the same entries, beside those of versions that were replaced.
    let read = json(&["timeline", &sample("negotiation"), "--json"]);
    let texts = each(&read["dated"], "text");
    for text in each(&timeline["dated"], "text") {
        assert!(texts.contains(&text), "{text}");
    }
}

#[test]
fn a_timeline_can_be_asked_for_and_says_where_it_was_cut() {
    let shown = onrecord(&["timeline", "--archive", "onrecord.sqlite", "type:CONSULT", "outlet:Courier"]);
    assert!(shown.contains("The Meridian Courier, "), "{shown}");
    assert!(shown.contains("\n    https://www.meridiancourier.example/world/"), "{shown}");
    assert!(!shown.contains("Gulf Ledger") && !shown.contains("statement"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80 || line.contains("http")), "{shown}");
    assert_eq!(onrecord(&["timeline", "--archive", "onrecord.sqlite", "place:Quito"]), "Nothing found.\n");
    let first = onrecord(&["timeline", "--limit", "2"]);
    assert!(first.contains("There is more"), "{first}");
    let output = onrecord_in(PLACE.0.path(), &["timeline", "outlet:Ledger"]);
    let told = err(&output);
    assert!(told.contains("no file is called \"outlet:Ledger\": asking onrecord.sqlite"), "{told}");
    let page = PLACE.0.path().join("timeline.html");
    onrecord(&["timeline", "--html", page.to_str().unwrap()]);
    let html = fs::read_to_string(page).unwrap();
    assert!(html.contains("href=\"https://www.meridiancourier.example/world/"), "links to the articles");
}

#[test]
fn the_calendar_says_what_became_of_each_appointment() {
    let calendar = json(&["calendar", "--json"]);
    let all = calendar["appointments"].as_array().unwrap();
    let patrol: Vec<&Value> =
        all.iter().filter(|one| one["reports"].to_string().contains("joint naval patrol")).collect();
    assert!(patrol.iter().any(|one| one["label"] == "called-off"), "{patrol:?}");
    let asked = json(&["calendar", "--archive", "onrecord.sqlite", "place:Geneva", "--json"]);
    let some = asked["appointments"].as_array().unwrap();
    assert!(!some.is_empty() && some.len() < all.len(), "{asked}");
    assert!(some[0]["reports"][0]["ref"].as_str().unwrap().contains("/e"), "{asked}");
    assert!(onrecord(&["calendar", "--ics"]).starts_with("BEGIN:VCALENDAR"));
}

#[test]
fn what_is_found_goes_out_whole_and_the_archive_holds_together() {
    let rows = onrecord(&["export", "by:Adjavon", "--format", "jsonl", "--out", "-"]);
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        assert!(row["words"].is_string() && row["outlet"].is_string(), "{row}");
    }
    let found = json(&["search", "by:Adjavon", "--json"]);
    let counts = found["counts"].as_array().unwrap().iter().filter(|count| count["kind"] != "article");
    let n_found: u64 = counts.map(|count| count["count"].as_u64().unwrap()).sum();
    assert_eq!(rows.lines().count() as u64, n_found);
    let checked = onrecord_in(PLACE.0.path(), &["check"]);
    assert!(checked.status.success() && err(&checked).contains("nothing wrong"), "{}", err(&checked));
}
