//! What every record is promised to be: its JSON fits its schema and comes back the same, and reading does not depend on
//! how many threads read.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use onrecord::{
    CharSpan, Model, Outcome, Reader, Record, Settings, explain_event, explain_place, explain_statement,
    explain_time, inputs_under, json_schema, to_json,
};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

fn read_all(reader: &Reader, paths: &[PathBuf]) -> (Vec<Record>, Vec<String>) {
    let (mut records, mut failures) = (Vec::new(), Vec::new());
    reader.read(inputs_under(paths), |outcome| match outcome {
        Outcome::Read(record) => records.push(*record),
        Outcome::Skipped(failure) => failures.push(format!("skipped {failure}")),
        Outcome::Failed(failure) => failures.push(format!("failed {failure}")),
    });
    (records, failures)
}

#[test]
fn records_fit_their_schema_and_come_back_from_json() {
    let schema = jsonschema::validator_for(&json_schema()).expect("the schema is valid");
    let (records, _) = read_all(&Reader::default(), &[samples()]);
    assert!(records.len() >= 9);
    for record in records {
        let name = record.article.input.clone().unwrap_or_default();
        let json = to_json(record);
        if let Err(error) = schema.validate(&json) {
            panic!("{name}: {error} at {}", error.instance_path());
        }
        let back: Record<CharSpan> = serde_json::from_value(json.clone()).expect("it was written from one");
        assert_eq!(serde_json::to_value(&back).expect("it is written again"), json, "{name}");
    }
}

#[test]
fn every_item_can_be_explained() {
    let model = Model::embedded().expect("it opens");
    let settings = Settings::default();
    let some = ["agency.txt", "transcript.md", "explainer.md"].map(|name| samples().join(name));
    let (records, _) = read_all(&Reader::default(), &some);
    assert_eq!(records.len(), some.len());
    for record in &records {
        let analysis = model.analyze(&record.article);
        for (number, statement) in record.statements.iter().enumerate() {
            let explained = explain_statement(record, &analysis, &settings, number);
            let explained = explained.unwrap_or_else(|| panic!("no reason for {statement:?}"));
            assert_eq!(Some(&explained.span), statement.content.first());
            let sure = format!("{:.2} by", statement.confidence);
            assert!(explained.grounds.iter().any(|ground| ground.says.starts_with(&sure)), "{explained:?}");
        }
        for (number, event) in record.events.iter().enumerate() {
            let explained = explain_event(record, &analysis, &settings, number);
            let explained = explained.unwrap_or_else(|| panic!("no reason for {event:?}"));
            assert_eq!(explained.span, event.trigger);
            assert!(explained.grounds[0].says.starts_with(event.r#type.label()), "{explained:?}");
        }
        assert!((0..record.times.len()).all(|number| explain_time(&record.article, number).is_some()));
        assert!((0..record.places.len()).all(|number| explain_place(&record.article, number).is_some()));
    }
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for n in 0..300 {
        let _ = writeln!(
            lines,
            "{{\"id\": {n}, \"text\": \"“It rains {n} times,” said Ana Ruiz{n}, a farmer.\\n\\nHe left.\"}}"
        );
        if n % 50 == 7 {
            lines.push_str("{no json\n");
        }
    }
    std::fs::write(folder.path().join("lines.jsonl"), lines).unwrap();
    let paths = [samples(), folder.path().to_owned()];
    let bytes = |jobs: usize| {
        let (records, failures) = read_all(&Reader { jobs, ..Reader::default() }, &paths);
        let records: Vec<String> = records.into_iter().map(|record| to_json(record).to_string()).collect();
        (records, failures)
    };
    let one = bytes(1);
    let n_failed = one.1.iter().filter(|failure| failure.starts_with("failed")).count();
    assert_eq!((n_failed, one.1.len()), (6, 7), "the folder's README is skipped: {:?}", one.1);
    for jobs in [2, 3, 8] {
        assert!(bytes(jobs) == one, "{jobs} threads");
    }
}

/// `two-blocks.md` was found by fuzzing: its quotations of two paragraphs became one; `control.html` by random pages: a control
/// character was said.
#[test]
fn nothing_said_runs_from_one_block_into_another() {
    let seed = |name: &str| samples().join("../fuzz/seeds").join(name);
    let inputs = [samples().join("summit.html"), seed("two-blocks.md"), seed("control.html")];
    let (records, _) = read_all(&Reader::default(), &inputs);
    assert_eq!(records.len(), 3);
    for record in &records {
        let blocks = &record.article.blocks;
        for statement in &record.statements {
            let says = |span| record.article.words(span).contains(char::is_alphanumeric);
            assert!(statement.content.iter().all(|span| says(*span)), "{:?}", statement.content);
            for span in statement.content.iter().chain(&statement.cue).chain(&statement.source.spans) {
                assert!(
                    blocks.iter().any(|block| block.span.contains(*span)),
                    "{}",
                    record.article.words(*span)
                );
            }
        }
    }
}

#[test]
fn spans_of_json_count_code_points() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, "{\"text\": \"🕊️ Şırnak was quiet. “漢 It rains,” said Ana Ruiz.\"}\n").unwrap();
    let (records, _) = read_all(&Reader::default(), &[path]);
    let json = to_json(records.into_iter().next().unwrap());
    let text: Vec<char> = json["article"]["text"].as_str().unwrap().chars().collect();
    let slice = |span: &serde_json::Value| {
        let bound = |at: usize| usize::try_from(span[at].as_u64().unwrap()).unwrap();
        text[bound(0)..bound(1)].iter().collect::<String>()
    };
    let spans = |items: &str, field: &str| -> Vec<String> {
        let items = json[items].as_array().unwrap().iter();
        items.flat_map(|item| item[field].as_array().unwrap().iter().map(slice)).collect()
    };
    assert!(spans("statements", "content").iter().any(|words| words == "漢 It rains,"));
    assert!(spans("actors", "mentions").iter().any(|words| words == "Ana Ruiz"));
}

#[test]
fn folders_skip_what_is_no_text_and_named_files_fail() {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("a.pdf");
    std::fs::write(&pdf, "%PDF-1.7").unwrap();
    std::fs::write(
        folder.path().join("b.txt"),
        "“It rains,” said Ana Ruiz, a farmer from Vienna, on Monday.",
    )
    .unwrap();
    std::fs::write(folder.path().join(".hidden"), "x").unwrap();
    let (records, failures) = read_all(&Reader::default(), &[folder.path().to_owned()]);
    assert_eq!(records.len(), 1);
    assert!(failures.len() == 1 && failures[0].starts_with("skipped"), "{failures:?}");
    let (_, failures) = read_all(&Reader::default(), &[pdf]);
    assert!(failures[0].starts_with("failed"), "{failures:?}");
}
