//! Articles that are not like others: every command reads them, none is misread as what it is not.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

const QUOTES_ONLY: &str = "“It rains.”\n\n“It has rained since Tuesday, and nobody has come.”\n\n“We will wait for the ferry,” said Ana Ruiz.\n";

const TRANSCRIPT: &str = "Interview with the harbour master\n\nRUIZ: When will the port open?\n\nOKELLO: We will open on Monday. I met the union last week.\n\nRUIZ: And the pilots?\n\nOKELLO: They refused to sign.\n";

const POEM: &str = "The Pond\n\nA heron stands in the reeds,\nand the water is still and grey.\n\nNobody comes, nobody leads,\nnobody goes away.\n";

const LISTICLE: &str = "Five things to know about the talks\n\n1. Mali met Niger in Oslo on Monday.\n\n2. Nothing was signed.\n\n- Chad stayed away\n- Togo sent a letter\n\n5. “We will be back,” said Ana Ruiz, a mediator.\n";

const GERMAN: &str = "Gespräche in Wien beendet\n\nDie Außenminister von Mali und Niger haben sich am Montag in Wien getroffen. „Wir sind uns nicht einig geworden“, sagte die Vermittlerin Ana Ruiz nach dem Treffen. Sie kündigte an, dass die beiden Seiten sich im April wieder treffen würden. Der Minister lehnte es ab, darüber zu sprechen, und verließ die Stadt noch am selben Abend mit seiner Delegation.\n";

const HOSTILE: &str = "Talks \u{1b}[31mend\u{1b}]0;title\u{7}\n\n“It \u{1b}[2Jrains,” said Ana \u{1b}[1mRuiz, a farmer who met the ministers in Vienna on Monday.\n";

fn onrecord(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).env_remove("NO_COLOR").output().unwrap()
}

/// A folder with the text as an article, and its path.
fn article(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("article.txt");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn record(text: &str) -> Value {
    let (_folder, path) = article(text);
    serde_json::from_slice(&onrecord(&["read", &path, "--json"]).stdout).unwrap()
}

fn items<'r>(record: &'r Value, kind: &str) -> &'r Vec<Value> {
    record[kind].as_array().unwrap()
}

#[test]
fn every_command_reads_every_kind_in_80_columns_without_colour() {
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in [QUOTES_ONLY, TRANSCRIPT, POEM, LISTICLE, GERMAN, HOSTILE].into_iter().enumerate() {
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    for arguments in [
        &["read", path][..],
        &["timeline", path],
        &["calendar", path],
        &["read", path, "--format", "polecat"],
        &["read", path, "--format", "citron"],
        &["timeline", path, "--json"],
        &["calendar", path, "--ics"],
    ] {
        let output = onrecord(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{arguments:?} {said}");
        assert!(said.contains("6 read, 0 skipped, 0 failed"), "{said}");
        let shown = String::from_utf8(output.stdout).unwrap();
        let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        assert!(!shown.contains(steers), "{arguments:?}: {shown:?}");
        if arguments.len() == 2 {
            assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
        }
    }
}

#[test]
fn an_articles_words_cannot_steer_the_terminal() {
    let (_folder, path) = article(HOSTILE);
    for command in ["read", "timeline", "calendar"] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        let output = run.args([command, &path]).env("CLICOLOR_FORCE", "1").output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        for sequence in ["\u{1b}[2J", "\u{1b}]0", "\u{7}"] {
            assert!(!shown.contains(sequence), "{command}: {shown:?}");
        }
        let is_styled = shown.contains("\u{1b}[1m") || shown.contains("\u{1b}[2m");
        assert!(command == "calendar" || is_styled, "styles of our own stay: {shown:?}");
    }
}

#[test]
fn a_poem_has_no_statements_and_no_events() {
    let record = record(POEM);
    assert!(items(&record, "statements").is_empty(), "{}", record["statements"]);
    assert!(items(&record, "events").is_empty(), "{}", record["events"]);
}

#[test]
fn a_transcripts_turns_are_their_speakers() {
    let record = record(TRANSCRIPT);
    let names: Vec<&str> =
        items(&record, "actors").iter().filter_map(|actor| actor["name"].as_str()).collect();
    assert!(names.iter().any(|name| name.eq_ignore_ascii_case("okello")), "{names:?}");
    assert!(items(&record, "statements").len() >= 3, "{}", record["statements"]);
}

#[test]
fn quotes_alone_are_statements_and_only_who_is_named_speaks() {
    let record = record(QUOTES_ONLY);
    let statements = items(&record, "statements");
    assert!(!statements.is_empty());
    let named = statements.iter().filter(|statement| statement["source"].get("actor").is_some()).count();
    assert!(named >= 1, "{}", record["statements"]);
}

#[test]
fn a_list_is_read_item_by_item() {
    let record = record(LISTICLE);
    let met = items(&record, "events").iter().find(|event| event["type"] == "CONSULT").unwrap();
    assert_eq!(met["label"], "occurred");
    assert!(items(&record, "statements").iter().any(|statement| statement["form"] == "direct"));
}

#[test]
fn an_article_in_german_is_said_to_be_unsupported_and_not_misread() {
    let record = record(GERMAN);
    assert_eq!(record["article"]["language"], "de");
    assert!(items(&record, "statements").is_empty() && items(&record, "events").is_empty());
    assert!(record["doubts"][0].as_str().unwrap().contains("only known in English"), "{}", record["doubts"]);
    let (_folder, path) = article(GERMAN);
    let shown = String::from_utf8(onrecord(&["read", &path]).stdout).unwrap();
    assert!(shown.contains("the article is in de"), "{shown}");
}

#[test]
fn hundreds_of_events_and_quotes_in_one_article_are_shown() {
    let line = "“It rains,” said Ana Ruiz. Mali met Niger in Oslo on Monday. ";
    let paragraphs: Vec<String> = (0..15).map(|_| line.repeat(5)).collect();
    let (folder, path) = article(&format!("Many\n\n{}\n", paragraphs.join("\n\n")));
    let page = folder.path().join("page.html");
    for arguments in [
        &["read", &path][..],
        &["read", &path, "--html", page.to_str().unwrap()],
        &["calendar", &path, "--ics"],
    ] {
        assert_eq!(onrecord(arguments).status.code(), Some(0), "{arguments:?}");
    }
    assert!(fs::read_to_string(page).unwrap().contains("class=\"event\""));
}
