//! What the reader gives for a passage, every field as the words that it stands on. It is taken from the JSON, as any user
//! of the schema would, so that a field that does not exist yet is merely absent.

use std::fmt;
use std::fs;
use std::path::PathBuf;

use onrecord::{Input, Outcome, Reader, to_json};
use serde_json::{Value, json};

use crate::passage::Passage;

/// The record of a passage.
pub(crate) struct Given {
    pub(crate) statements: Vec<GivenStatement>,
}

/// A statement of it. What is absent is empty.
#[derive(Debug, Default)]
pub(crate) struct GivenStatement {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) actor: String,
    pub(crate) description: String,
    pub(crate) cue: String,
    pub(crate) content: String,
    pub(crate) quotes: String,
    pub(crate) form: String,
    pub(crate) kind: String,
    pub(crate) act: String,
    pub(crate) audience: Vec<String>,
    pub(crate) medium: String,
    pub(crate) condition: String,
    pub(crate) hedges: String,
    pub(crate) negated: bool,
    pub(crate) within: String,
    pub(crate) also: String,
}

/// Reads passages in one go, each as an article of its own.
pub(crate) fn read(passages: &[Passage]) -> Vec<Given> {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = |(number, passage): (usize, &Passage)| -> PathBuf {
        let (ending, text) = match passage.format.as_deref() {
            Some("html") => ("html", passage.text.trim().to_owned()),
            Some("markdown") => ("md", passage.text.trim().to_owned()),
            Some("text") => ("txt", passage.text.trim().to_owned()),
            Some(other) => panic!("{}: no passage is {other:?}", passage.name),
            None => {
                let line = json!({"text": passage.text.trim(), "headline": passage.headline});
                ("jsonl", line.to_string() + "\n")
            }
        };
        let path = folder.path().join(format!("{number:03}.{ending}"));
        fs::write(&path, text).expect("a passage can be written");
        path
    };
    let inputs: Vec<Input> = passages.iter().enumerate().map(path).map(Input::Path).collect();
    let mut given = Vec::new();
    Reader::default().read(inputs, |outcome| match outcome {
        Outcome::Read(record) => given.push(of_record(&to_json(*record))),
        Outcome::Skipped(failure) | Outcome::Failed(failure) => panic!("{failure}"),
    });
    assert_eq!(given.len(), passages.len(), "every passage is one article");
    given
}

fn of_record(record: &Value) -> Given {
    let text: Vec<char> = record["article"]["text"].as_str().unwrap_or_default().chars().collect();
    let statements = record["statements"].as_array().map_or(&[][..], Vec::as_slice);
    Given { statements: statements.iter().map(|statement| of_statement(record, &text, statement)).collect() }
}

fn of_statement(record: &Value, text: &[char], statement: &Value) -> GivenStatement {
    let words = |field: &Value| words(text, field).join(" … ");
    let source = &statement["source"];
    let audience = statement["audience"].as_array().map_or(&[][..], Vec::as_slice);
    GivenStatement {
        id: words(&statement["id"]),
        source: words(&source["spans"]),
        actor: source["actor"].as_str().map_or(String::new(), |id| name(record, id)),
        description: words(&source["description"]),
        cue: words(&statement["cue"]),
        content: words(&statement["content"]),
        quotes: words(&statement["quotes"]),
        form: words(&statement["form"]),
        kind: words(&statement["kind"]),
        act: words(&statement["act"]),
        audience: audience.iter().filter_map(Value::as_str).map(|id| name(record, id)).collect(),
        medium: words(&statement["medium"]),
        condition: words(&statement["condition"]),
        hedges: words(&statement["hedges"]),
        negated: statement["negated"].as_bool().unwrap_or(false),
        within: words(&statement["within"]),
        also: words(&statement["also"]),
    }
}

/// The name of an actor, or the words themselves where they are no actor's id.
fn name(record: &Value, id: &str) -> String {
    let actors = record["actors"].as_array().map_or(&[][..], Vec::as_slice);
    let actor = actors.iter().find(|actor| actor["id"] == id);
    actor.and_then(|actor| actor["name"].as_str()).unwrap_or(id).to_owned()
}

/// The words that a value stands for: a span's, a list's, an object's span's, a string's own.
fn words(text: &[char], value: &Value) -> Vec<String> {
    match value {
        Value::String(words) => vec![words.clone()],
        Value::Object(fields) => fields.get("span").map_or(Vec::new(), |span| words(text, span)),
        Value::Array(items) => match span(items) {
            Some((start, end)) => {
                text.get(start..end).map(|chars| chars.iter().collect()).into_iter().collect()
            }
            None => items.iter().flat_map(|item| words(text, item)).collect(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// A list of two numbers is a span.
fn span(items: &[Value]) -> Option<(usize, usize)> {
    let [start, end] = items else { return None };
    Some((usize::try_from(start.as_u64()?).ok()?, usize::try_from(end.as_u64()?).ok()?))
}

impl fmt::Display for GivenStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let speaker = match (self.actor.as_str(), self.description.as_str()) {
            ("", "") => "?",
            ("", description) => description,
            (actor, _) => actor,
        };
        write!(
            f,
            "{} {} {} {} | {speaker} [{}] {} | {}",
            self.id, self.form, self.kind, self.act, self.source, self.cue, self.content
        )?;
        let audience = self.audience.join(", ");
        for (field, words) in [
            ("quotes", &self.quotes),
            ("audience", &audience),
            ("medium", &self.medium),
            ("condition", &self.condition),
            ("hedges", &self.hedges),
            ("within", &self.within),
            ("also", &self.also),
        ] {
            if !words.is_empty() {
                write!(f, " | {field}: {words}")?;
            }
        }
        if self.negated { write!(f, " | negated") } else { Ok(()) }
    }
}
