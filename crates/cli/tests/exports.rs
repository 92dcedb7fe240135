//! `onrecord export`, `sample` and `agreement` as a user types them, over an archive of samples. What each export's own tools
//! make of it is in evals/exports.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

mod support;

use std::collections::HashSet;
use std::fs;
use std::process::{Output, Stdio};
use std::sync::LazyLock;

use icalendar::{CalendarComponent, Component};
use serde_json::Value;
use support::{archive_of, command, err, onrecord_in, out, sample};

/// A folder with an archive of two samples, made once.
static PLACE: LazyLock<tempfile::TempDir> =
    LazyLock::new(|| archive_of(&[&[&sample("agency.txt"), &sample("wire.jsonl")]]).0);

fn onrecord(arguments: &[&str]) -> Output {
    onrecord_in(PLACE.path(), arguments)
}

fn exported(arguments: &[&str]) -> String {
    out(&onrecord(&[&["export", "--out", "-"], arguments].concat()))
}

fn rows(query: &str) -> Vec<Value> {
    exported(&[query, "--format", "jsonl"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn json_lines_hold_what_the_query_finds_with_source_and_link() {
    let all = rows("");
    let some = rows("by:\"Abou Nassif\" kind:statement");
    assert!(!some.is_empty() && some.len() < all.len());
    assert!(some.iter().all(|row| all.contains(row)), "the filter changes no row");
    let ids: HashSet<&str> = all.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len());
    assert!(
        all.iter()
            .all(|row| row["words"].is_string() && row["outlet"].is_string() && row["input"].is_string())
    );
    assert_eq!(rows("nothing-at-all").len(), 0);
}

#[test]
fn tables_have_a_row_an_item() {
    let n = rows("").len();
    let tsv = exported(&["--format", "tsv"]);
    let widths: HashSet<usize> = tsv.lines().map(|line| line.split('\t').count()).collect();
    assert_eq!((tsv.lines().count(), widths.len()), (n + 1, 1));
    let polecat = onrecord(&["export", "--format", "polecat", "--out", "-"]);
    let table = out(&polecat);
    let header: Vec<&str> = table.lines().next().unwrap().split('\t').collect();
    assert_eq!((header[0], header[39]), ("Event ID", "Version"));
    let events = rows("kind:event");
    let known: HashSet<&str> = events.iter().map(|row| row["id"].as_str().unwrap()).collect();
    for line in table.lines().skip(1) {
        let id = line.split('\t').next().unwrap();
        assert!(known.iter().any(|known| id.starts_with(known)), "{id} is an event of the other exports");
    }
    assert!(err(&polecat).contains("statements are no row"), "{}", err(&polecat));
}

#[test]
fn files_appear_whole_under_their_name() {
    let place = tempfile::tempdir().unwrap();
    let archive = PLACE.path().join("onrecord.sqlite");
    let archive = archive.to_str().unwrap();
    for (format, start) in
        [("parquet", &b"PAR1"[..]), ("arrow", b"ARROW1"), ("gexf", b"<?xml"), ("html", b"<!doctype html>")]
    {
        let name = format!("all.{format}");
        let output =
            onrecord_in(place.path(), &["export", "--archive", archive, "--format", format, "--out", &name]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(fs::read(place.path().join(name)).unwrap().starts_with(start), "{format}");
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 4, "nothing else is left behind");
    let output = onrecord(&["export", "--format", "tsv", "--out", "/nowhere/all.tsv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("/nowhere/all.tsv cannot be written"), "{}", err(&output));
}

#[test]
fn the_calendar_is_read_back() {
    let calendar: icalendar::Calendar = exported(&["--format", "ics"]).parse().unwrap();
    let events: Vec<_> = calendar.components.iter().filter_map(CalendarComponent::as_event).collect();
    assert!(!events.is_empty());
    assert!(events.iter().all(|event| event.get_uid().is_some()
        && event.get_start().is_some()
        && event.get_status().is_some()));
    let start = |event: &icalendar::Event| event.property_value("DTSTART").map(str::to_owned);
    let larnaca = events.iter().find(|event| start(event).as_deref() == Some("20260318"));
    assert!(larnaca.is_some(), "the first meeting, planned for March 18, is in it as a whole day");
}

#[test]
fn linked_data_and_entities_are_json() {
    let linked: Value = serde_json::from_str(&exported(&["--format", "jsonld"])).unwrap();
    let n_annotations =
        linked["@graph"].as_array().unwrap().iter().filter(|node| node["@type"] == "Annotation").count();
    assert_eq!(n_annotations, rows("").len());
    let entities = exported(&["--format", "ftm"]);
    let entities: Vec<Value> = entities.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: HashSet<&str> = entities.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    for entity in entities.iter().filter(|entity| entity["schema"] == "Documentation") {
        for side in ["document", "entity"] {
            assert!(ids.contains(entity["properties"][side][0].as_str().unwrap()), "{entity}");
        }
    }
}

#[test]
fn a_frozen_archive_is_an_archive_and_stays() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().to_str().unwrap();
    let freeze = ["export", "--freeze", "paper", "--out", folder];
    out(&onrecord(&freeze));
    let manifest: Value =
        serde_json::from_str(&fs::read_to_string(place.path().join("paper.json")).unwrap()).unwrap();
    assert_eq!(manifest["sha256"].as_str().unwrap().len(), 64);
    let found = out(&onrecord_in(place.path(), &["search", "lifeboats", "--archive", "paper.sqlite"]));
    assert!(found.contains("*lifeboats*"));
    assert!(err(&onrecord(&freeze)).contains("is there already"));
    assert_eq!(onrecord(&["export", "--freeze", "../paper"]).status.code(), Some(2));
}

#[test]
fn a_sample_is_judged_and_the_judges_compared() {
    let place = tempfile::tempdir().unwrap();
    let sheet = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    let draw = ["sample", "8", "kind:statement", "--seed", "7", "--sheet"];
    out(&onrecord(&[&draw[..], &[&sheet("a.tsv")]].concat()));
    let empty = fs::read_to_string(sheet("a.tsv")).unwrap();
    assert_eq!(out(&onrecord(&[&draw[..], &["-"]].concat())), empty, "the same seed draws the same");
    let again = onrecord(&[&draw[..], &[&sheet("a.tsv")]].concat());
    assert_eq!(again.status.code(), Some(1), "a sheet is not written over");
    let header: Vec<&str> = empty.lines().next().unwrap().split('\t').collect();
    let at = header.iter().position(|name| *name == "verdict who").unwrap();
    let filled = |verdicts: &str| {
        let rows = empty.lines().skip(1).zip(verdicts.chars()).map(|(line, verdict)| {
            let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            cells[at] = verdict.to_string();
            cells.join("\t")
        });
        std::iter::once(header.join("\t")).chain(rows).collect::<Vec<_>>().join("\n")
    };
    fs::write(sheet("a.tsv"), filled("yyyynnnn")).unwrap();
    fs::write(sheet("b.tsv"), filled("yyynnnnn")).unwrap();
    let told = out(&onrecord(&["agreement", &sheet("a.tsv"), &sheet("b.tsv")]));
    assert!(told.contains("88 % agree") && told.contains("Cohen's kappa 0.75"), "{told}");
    let json: Value =
        serde_json::from_str(&out(&onrecord(&["agreement", &sheet("a.tsv"), &sheet("b.tsv"), "--json"])))
            .unwrap();
    let who = json.as_array().unwrap().iter().find(|column| column["column"] == "verdict who").unwrap();
    assert_eq!((who["n"].as_u64(), who["pairs"][0]["n"].as_u64()), (Some(8), Some(8)));
    fs::write(sheet("c.tsv"), "a\tb\n1\t2\n").unwrap();
    let output = onrecord(&["agreement", &sheet("a.tsv"), &sheet("c.tsv")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("c.tsv: its first line names no column `id`"), "{}", err(&output));
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let mut child = command(PLACE.path(), &["export", "--format", "jsonl", "--out", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn wrong_use_is_status_2() {
    for arguments in [
        &["export"][..],
        &["export", "--format", "tsv"],
        &["export", "--format", "pdf", "--out", "x"],
        &["export", "--format", "parquet", "--out", "-"],
        &["export", "--format", "tsv", "--out", "./onrecord.sqlite"],
        &["export", "--freeze", "x", "--format", "tsv"],
        &["sample", "five", "--seed", "1", "--sheet", "x"],
        &["sample", "5", "--sheet", "x"],
        &["agreement", "one.tsv"],
    ] {
        assert_eq!(onrecord(arguments).status.code(), Some(2), "{arguments:?}");
    }
}
