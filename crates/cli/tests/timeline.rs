//! `onrecord timeline` and `onrecord calendar` as a user types them.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use icalendar::{Calendar, Component, DatePerhapsTime, EventStatus};
use serde_json::Value;

fn onrecord(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(arguments)
        .env_remove("NO_COLOR")
        .env_remove("ONRECORD_ARCHIVE")
        .output()
        .unwrap()
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
    path.to_str().unwrap().to_owned()
}

fn out(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Three articles on one meeting: planned, put off, called off; and one that was held.
const NEWS: &str = concat!(
    "{\"id\": \"one\", \"date\": \"2026-03-02\", \"url\": \"https://example.org/one\", \"publisher\": \"The Gazette\", \"text\": \"Mali will meet Niger in Oslo on April 9. Chad met Togo in Rome on Sunday.\"}\n",
    "{\"id\": \"two\", \"date\": \"2026-03-04\", \"text\": \"Mali called off the meeting with Niger.\"}\n",
    "{\"id\": \"three\", \"date\": \"2026-03-03\", \"text\": \"Mali postponed the meeting with Niger.\"}\n",
);

fn news() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.jsonl");
    fs::write(&path, NEWS).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn the_timeline_is_in_order_of_time_in_80_columns() {
    let shown = out(&onrecord(&["timeline", &sample("summit.html"), &sample("explainer.md")]));
    // Only addresses are longer than a line: they are copied whole.
    assert!(shown.lines().all(|line| line.chars().count() <= 80 || line.contains("http")), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colour where there is no terminal");
    insta::assert_snapshot!(shown);
}

#[test]
fn the_timeline_in_json_has_every_dated_item_of_the_records() {
    let files = [sample("summit.html"), sample("wire.jsonl")];
    let arguments =
        |command: &'static str, flag: &'static str| [command, &files[0], &files[1], flag].map(str::to_owned);
    let run = |arguments: [String; 4]| -> Value {
        serde_json::from_str(&out(&onrecord(&arguments.each_ref().map(String::as_str)))).unwrap()
    };
    let timeline = run(arguments("timeline", "--json"));
    let records = run(arguments("read", "--json"));
    let days: Vec<&str> = timeline["dated"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["time"]["value"].as_str().unwrap())
        .collect();
    assert!(days.len() > 10);
    let texts: Vec<Vec<char>> = records
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["article"]["text"].as_str().unwrap().chars().collect())
        .collect();
    for entry in timeline["dated"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "event") {
        let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let text = &texts[number(&entry["article"]) - 1];
        let words: String = text[number(&entry["span"][0])..number(&entry["span"][1])].iter().collect();
        assert!(entry["text"].as_str().unwrap().contains(&format!("[{words}]")), "{entry}");
    }
    let n_with_time = |record: &Value| {
        record["events"].as_array().unwrap().iter().filter(|event| event.get("time").is_some()).count()
    };
    let n_events: usize = records.as_array().unwrap().iter().map(n_with_time).sum();
    // What several articles tell in the same words is one entry.
    let n_told = |entry: &Value| 1 + entry["also"].as_array().map_or(0, Vec::len);
    let events = timeline["dated"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "event");
    let n_shown: usize = events.map(n_told).sum();
    assert!(n_shown <= n_events && n_shown + 3 > n_events, "{n_shown} of {n_events}");
    let without_year = days.iter().filter(|day| !day.starts_with("20")).count();
    assert_eq!(without_year, 0);
}

#[test]
fn the_timelines_page_stands_alone() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    out(&onrecord(&[
        "timeline",
        &sample("summit.html"),
        &sample("explainer.md"),
        "--html",
        page.to_str().unwrap(),
    ]));
    let html = fs::read_to_string(&page).unwrap();
    assert!(!html.contains("<script") && !html.contains("src=") && html.contains("<svg class=\"line\""));
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let links: Vec<&str> = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 20 && links.iter().all(|link| ids.contains(link)), "every link leads somewhere");
}

#[test]
fn the_calendar_follows_an_appointment_through_its_reports() {
    let (_folder, path) = news();
    let shown = out(&onrecord(&["calendar", &path]));
    // Only addresses are longer than a line: they are copied whole.
    assert!(shown.lines().all(|line| line.chars().count() <= 80 || line.contains("http")), "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn the_ics_is_read_back_by_a_library() {
    let (_folder, path) = news();
    let written = out(&onrecord(&["calendar", &path, "--ics"]));
    let calendar: Calendar = written.parse().unwrap();
    let events: Vec<&icalendar::Event> = calendar.events().collect();
    assert_eq!(events.len(), 2, "{written}");
    let held = events.iter().find(|event| event.get_status() == Some(EventStatus::Confirmed)).unwrap();
    let off = events.iter().find(|event| event.get_status() == Some(EventStatus::Cancelled)).unwrap();
    let day = |event: &icalendar::Event| match event.get_start() {
        Some(DatePerhapsTime::Date(day)) => day.to_string(),
        other => panic!("no whole day: {other:?}"),
    };
    assert_eq!((day(held).as_str(), day(off).as_str()), ("2026-03-01", "2026-04-09"));
    assert_eq!((held.get_sequence(), off.get_sequence()), (Some(0), Some(2)));
    assert_eq!(off.get_url(), Some("https://example.org/one"));
    assert!(off.get_timestamp().unwrap().to_string().starts_with("2026-03-04"), "stamped by the last report");
    // The same articles give the same bytes, and the first alone the same UID.
    assert_eq!(written, out(&onrecord(&["calendar", &path, "--ics"])));
    fs::write(&path, NEWS.lines().next().unwrap()).unwrap();
    let first: Calendar = out(&onrecord(&["calendar", &path, "--ics"])).parse().unwrap();
    assert!(first.events().any(|event| event.get_uid() == off.get_uid()));
    assert!(first.events().any(|event| event.get_status() == Some(EventStatus::Tentative)));
}

#[test]
fn hostile_addresses_and_names_open_no_line_in_the_ics() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.jsonl");
    let line = serde_json::json!({
        "date": "2026-03-02",
        "url": "https://example.org/\r\nSTATUS:CONFIRMED",
        "headline": "A;B,C\r\nX-EVIL:1",
        "publisher": "P\nUID:x",
        "text": "Mali will meet Niger in Oslo on April 9.",
    });
    fs::write(&path, format!("{line}\n")).unwrap();
    let written = out(&onrecord(&["calendar", path.to_str().unwrap(), "--ics"]));
    assert_eq!(written.matches("\r\nSTATUS:").count(), 1, "{written}");
    assert!(!written.contains("\nX-EVIL") && written.matches("\nUID:").count() == 1, "{written}");
    let calendar: Calendar = written.parse().unwrap();
    assert_eq!(calendar.events().next().unwrap().get_status(), Some(EventStatus::Tentative));
}

#[test]
fn articles_without_events_and_wrong_use_are_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("poem.txt");
    fs::write(&path, "The Pond\n\nA heron stands in the reeds, and the water is still and grey.\n").unwrap();
    let path = path.to_str().unwrap();
    assert!(out(&onrecord(&["calendar", path])).contains("No appointment was found."));
    assert!(out(&onrecord(&["timeline", path])).contains("No event or statement has a date."));
    assert!(out(&onrecord(&["calendar", path, "--ics"])).starts_with("BEGIN:VCALENDAR"));
    let empty = folder.path().join("empty.txt");
    fs::write(&empty, "").unwrap();
    for (arguments, status) in [
        (&["calendar", empty.to_str().unwrap()][..], 1),
        (&["timeline", "/nowhere/a.html"], 1),
        // Without files, the archive of this folder is asked, and there is none.
        (&["calendar"], 1),
        (&["calendar", path, "--archive", "none.sqlite"], 1),
        (&["timeline", path, "--json", "--html", "x.html"], 2),
        (&["calendar", path, "--ics", "--json"], 2),
    ] {
        let output = onrecord(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{arguments:?}");
    }
}
