//! `onrecord explain` as a user types it.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

use std::fs;
use std::process::{Command, Output};

const TALKS: &str = "{\"date\": \"2025-08-17\", \"text\": \"It rained. She said she would meet him on Monday in Paris, Texas.\"}\n";

fn explain(arguments: &[&str]) -> Output {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("talks.jsonl");
    fs::write(&path, TALKS.repeat(2)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.arg("explain").arg(path).args(arguments).env_remove("NO_COLOR");
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_time_is_explained() {
    let shown = out(&explain(&["--time", "t1"]));
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    assert_eq!(shown, out(&explain(&["--time", "1", "--article", "2"])));
    insta::assert_snapshot!(shown);
}

#[test]
fn a_place_is_explained() {
    let shown = out(&explain(&["--place", "1"]));
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    insta::assert_snapshot!(shown);
}

fn sample(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
    path.to_str().unwrap().to_owned()
}

fn explain_sample(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.arg("explain").arg(sample("summit.md")).args(arguments).env_remove("NO_COLOR");
    out(&command.output().unwrap())
}

#[test]
fn an_event_is_explained_by_its_pattern_and_what_decides_its_label() {
    let shown = explain_sample(&["--event", "e4"]);
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    for part in [
        "Tree\n",
        "  pattern     CONSULT, meet: a verb (data/events/consult.toml, line ",
        "put forward by e3",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn a_statement_is_explained_by_its_words_speaker_act_and_confidence() {
    let shown = explain_sample(&["--statement", "s4"]);
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    for part in [
        "Tree\n",
        "  model       cue: “added”",
        "  act         say: “add” names it (data/statements/acts.toml)",
        "  condition   it hangs on the cue: “If a single boat is stopped”",
        "  confidence  0.",
        "Turned down\n",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn a_codebook_of_ones_own_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sulking.toml");
    fs::write(&file, "type = \"PROTEST\"\n\n[[pattern]]\nverbs = [\"sulk\"]\nyes = [\"[Miners] sulked.\"]\n")
        .unwrap();
    let text = folder.path().join("news.txt");
    fs::write(&text, "Strike\n\nThe miners of Mali sulked on Monday.\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.arg("explain").arg(&text).args(["--event", "1", "--codebook"]).arg(folder.path());
    let shown: String = out(&command.output().unwrap()).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains(&format!("{}, line 3)", file.display())), "{shown}");
}

#[test]
fn what_is_not_there_is_said_so() {
    for (arguments, status, says) in [
        (&["--time", "9"][..], 1, "there is no time t9: the article has t1 to t1"),
        (&["--place", "p7"], 1, "there is no place p7: the article has p1 to p2"),
        (&["--time", "1", "--article", "5"], 1, "holds 2 articles; there is no number 5"),
        (&["--event", "9"], 1, "there is no event e9"),
        (&["--statement", "s9"], 1, "there is no statement s9: the article has s1 to s1"),
        (&["--event", "x"], 2, "an id like e1"),
        (&["--time", "0"], 2, "give a number from 1 on"),
        (&["--time", "1", "--place", "1"], 2, "cannot be used with"),
        (&[], 2, "--time"),
    ] {
        let output = explain(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}
