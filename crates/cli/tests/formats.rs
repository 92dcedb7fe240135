//! `onrecord read --format …`, `--codebook` and `--watch-list` as a user types them.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn onrecord(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).env_remove("NO_COLOR").output().unwrap()
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
    path.to_str().unwrap().to_owned()
}

fn out(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with one file.
fn folder_with(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    (folder, path)
}

/// The table's rows by column.
fn table(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text.as_bytes());
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    (header, rows)
}

#[test]
fn polecat_has_its_columns_first_and_every_row_fills_them() {
    let text =
        out(&onrecord(&["read", &sample("summit.html"), &sample("wire.jsonl"), "--format", "polecat"]));
    let (header, rows) = table(&text);
    assert_eq!((header[0].as_str(), header[39].as_str(), header.len()), ("Event ID", "Version", 60));
    assert!(rows.len() > 20 && rows.iter().all(|row| row.len() == 60));
    let ids: HashSet<&String> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(ids.len(), rows.len(), "every id is unique");
    // No tab and no line break inside a field: lines are rows, tabs are columns.
    assert_eq!(text.lines().count(), rows.len() + 1);
    assert!(text.lines().all(|line| line.matches('\t').count() == 59));
    let visit = rows.iter().find(|row| row[42] == "called-off").unwrap();
    assert_eq!((visit[2].as_str(), visit[41].as_str()), ("REJECT", "CONSULT"), "PLOVER folds the label in");
    assert!(rows.iter().all(|row| row[1].is_empty() || row[1].len() == 10), "a date is a day or empty");
}

#[test]
fn a_table_without_events_is_its_header() {
    let (_folder, path) = folder_with(
        "poem.txt",
        "The Pond\n\nA heron stands in the reeds, and the water is still and grey.\n",
    );
    let text = out(&onrecord(&["read", path.to_str().unwrap(), "--format", "polecat"]));
    assert_eq!(text.lines().count(), 1);
    assert!(text.starts_with("Event ID\tEvent Date\t"));
}

#[test]
fn citron_has_quotes_whose_words_are_those_of_the_text() {
    let text = out(&onrecord(&["read", &sample("wire.jsonl"), "--format", "citron"]));
    assert_eq!(text.lines().count(), 4);
    for line in text.lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        let letters: Vec<char> = document["text"].as_str().unwrap().chars().collect();
        let quotes = document["quotes"].as_array().unwrap();
        assert!(!quotes.is_empty());
        for quote in quotes {
            let cue = quote.get("cue");
            let spans = ["sources", "contents"].iter().flat_map(|name| quote[*name].as_array().unwrap());
            for span in spans.chain(cue) {
                let at = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
                let words: String = letters[at("start")..at("end")].iter().collect();
                assert_eq!(span["text"], words.as_str());
            }
        }
    }
}

#[test]
fn a_format_says_how_to_read_and_what_to_write() {
    let (_folder, path) = folder_with("talks.jsonl", "{\"text\": \"Mali met Niger in Geneva.\"}\n");
    let path = path.to_str().unwrap();
    let both = out(&onrecord(&["read", path, "--format", "text", "--format", "polecat"]));
    assert!(both.contains("{\"\"text\"\": "), "the line is read as text: {both}");
    for (flags, says) in [
        (&["--format", "pdf"][..], "polecat or citron (to write)"),
        (&["--format", "polecat", "--format", "citron"], "twice"),
        (&["--format", "polecat", "--json"], "cannot be used with --json"),
    ] {
        let output = onrecord(&[&["read", path], flags].concat());
        assert_eq!(output.status.code(), Some(2), "{flags:?}");
        assert!(err(&output).contains(says), "{}", err(&output));
    }
}

#[test]
fn a_codebook_of_ones_own_reads_what_ours_does_not() {
    let (_text, path) =
        folder_with("talks.txt", "Strike\n\nMiners in Mali sulked against the government on Monday.\n");
    let pattern = "type = \"PROTEST\"\n\n[[pattern]]\nmode = \"sulking\"\nverbs = [\"sulk\"]\nyes = [\"[Miners] sulked against {Mali}.\"]\n";
    let (folder, _file) = folder_with("sulking.toml", pattern);
    let read = |flags: &[&str]| -> Value {
        let arguments = [&["read", path.to_str().unwrap(), "--json"], flags].concat();
        serde_json::from_str(&out(&onrecord(&arguments))).unwrap()
    };
    let modes = |record: &Value| -> Vec<Value> {
        record["events"].as_array().unwrap().iter().map(|event| event["mode"].clone()).collect()
    };
    assert!(!modes(&read(&[])).contains(&"sulking".into()));
    assert!(modes(&read(&["--codebook", folder.path().to_str().unwrap()])).contains(&"sulking".into()));
}

#[test]
fn a_mistake_in_a_codebook_is_told_with_file_line_and_reason() {
    let (folder, file) = folder_with("my.toml", "type = \"PROTEST\"\n\n[[pattern]]\nverb = [\"sulk\"]\n");
    let output = onrecord(&["read", &sample("agency.txt"), "--codebook", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains(&format!("{}, line 4: unknown field `verb`", file.display())),
        "{}",
        err(&output)
    );
    let empty = tempfile::tempdir().unwrap();
    let output = onrecord(&["read", &sample("agency.txt"), "--codebook", empty.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("holds no .toml file"), "{}", err(&output));
}

#[test]
fn a_watch_list_wins_and_its_mistakes_are_told_with_file_and_line() {
    let list = "[[actor]]\nname = \"K. Abou Nassif\"\nnames = [\"Karim Abou Nassif\"]\nkind = \"person\"\nstate = \"LBN\"\n";
    let (_folder, file) = folder_with("names.toml", list);
    let text =
        out(&onrecord(&["read", &sample("agency.txt"), "--json", "--watch-list", file.to_str().unwrap()]));
    let record: Value = serde_json::from_str(&text).unwrap();
    let actors = record["actors"].as_array().unwrap();
    let watched = actors.iter().find(|actor| actor["name"] == "K. Abou Nassif").unwrap();
    assert_eq!((&watched["state"], &watched["kind"]), (&"LBN".into(), &"person".into()));
    fs::write(&file, list.replace("LBN", "Atlantis")).unwrap();
    let output = onrecord(&["read", &sample("agency.txt"), "--watch-list", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("names.toml, line 1: \"Atlantis\" is no state"), "{}", err(&output));
    let output = onrecord(&["read", &sample("agency.txt"), "--watch-list", "/nowhere/names.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("/nowhere/names.toml cannot be read"), "{}", err(&output));
}
