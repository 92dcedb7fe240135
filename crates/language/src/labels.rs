//! The label sets that a model brings along, and which columns of the encoder's rows are whose.

use std::sync::Arc;

use serde::Deserialize;

use crate::Error;
use crate::analysis::{Features, MentionKind, Relation, WordClass};
use crate::decode::LemmaScript;
use crate::rows::{Column, Columns, Table};

/// Names and attributions are tagged like this: nothing, then beginning and inside of each kind.
const NAMES: [&str; 7] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"];
const ATTRIBUTION: [&str; 7] = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"];

/// As written in the file's metadata (`labels`).
#[derive(Debug, Deserialize)]
struct LabelFile {
    upos: Vec<String>,
    features: Vec<String>,
    relations: Vec<String>,
    lemma_scripts: Vec<String>,
    names: Vec<String>,
    attribution: Vec<String>,
    mention_types: Vec<String>,
    columns: ColumnFile,
    max_pieces: usize,
    max_pieces_of_word: usize,
}

#[derive(Debug, Deserialize)]
struct ColumnFile {
    syntax: serde_json::Map<String, serde_json::Value>,
    meaning: serde_json::Map<String, serde_json::Value>,
}

/// What the numbers of a model stand for.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) word_classes: Vec<WordClass>,
    pub(crate) features: Vec<Features>,
    pub(crate) relations: Vec<Relation>,
    /// Which relation the root's child has, and no other word.
    pub(crate) root: usize,
    pub(crate) lemma_scripts: Vec<LemmaScript>,
    /// Kinds of mentions; the first label, no mention, is left out.
    pub(crate) mention_kinds: Vec<MentionKind>,
    pub(crate) columns: Columns,
    /// How many pieces a window may hold.
    pub(crate) max_pieces: usize,
    /// How many of its pieces a word keeps.
    pub(crate) max_pieces_of_word: usize,
}

impl Labels {
    /// Reads the metadata `labels`.
    pub(crate) fn read(json: &str) -> Result<Self, Error> {
        let file: LabelFile = serde_json::from_str(json)
            .map_err(|error| Error::part("labels", format!("cannot be read ({error})")))?;
        check_tags("names", &file.names, &NAMES)?;
        check_tags("attribution", &file.attribution, &ATTRIBUTION)?;
        if file.max_pieces < 128 || file.max_pieces_of_word == 0 || file.max_pieces_of_word > 32 {
            return Err(Error::part("labels", "have windows of an impossible size"));
        }
        let root = file.relations.iter().position(|relation| relation == "root");
        let none = file.mention_types.first().filter(|kind| *kind == "-");
        none.ok_or_else(|| Error::part("mention_types", "do not begin with \"-\""))?;
        let labels = Self {
            columns: columns(&file.columns)?,
            word_classes: all("upos", &file.upos, WordClass::from_label)?,
            features: file.features.iter().map(|label| Features::new(Arc::from(label.as_str()))).collect(),
            root: root.ok_or_else(|| Error::part("relations", "lack \"root\""))?,
            relations: file.relations.iter().map(|label| Relation::new(Arc::from(label.as_str()))).collect(),
            lemma_scripts: all("lemma_scripts", &file.lemma_scripts, LemmaScript::parse)?,
            mention_kinds: all("mention_types", &file.mention_types[1..], MentionKind::from_label)?,
            max_pieces: file.max_pieces,
            max_pieces_of_word: file.max_pieces_of_word,
        };
        labels.check_widths()?;
        Ok(labels)
    }

    /// Each column is as wide as its label set.
    fn check_widths(&self) -> Result<(), Error> {
        let columns = &self.columns;
        let expected = [
            ("sentence", columns.sentence, 2),
            ("upos", columns.upos, self.word_classes.len()),
            ("features", columns.features, self.features.len()),
            ("lemma", columns.lemma, self.lemma_scripts.len()),
            ("names", columns.names, NAMES.len()),
            ("attribution", columns.attribution, ATTRIBUTION.len()),
            ("factuality", columns.factuality, 1),
            ("arc_head", columns.arc_head, columns.arc_dependent.width()),
            ("relation_head", columns.relation_head, columns.relation_dependent.width()),
            ("span_last", columns.span_last, columns.span_first.width()),
            ("mention_last", columns.mention_last, columns.mention_first.width()),
            ("pair_last", columns.pair_last, columns.pair_first.width()),
            ("chain_last", columns.chain_last, columns.chain_first.width()),
            ("chain_head", columns.chain_head, columns.chain_first.width()),
        ];
        for (name, column, width) in expected {
            if column.width() != width {
                return Err(Error::part(name, format!("has {} columns and needs {width}", column.width())));
            }
        }
        Ok(())
    }
}

fn check_tags(name: &str, found: &[String], expected: &[&str]) -> Result<(), Error> {
    if found == expected { Ok(()) } else { Err(Error::part(name, format!("are {found:?}"))) }
}

fn all<T>(name: &str, labels: &[String], read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Error> {
    let read =
        |label: &String| read(label).ok_or_else(|| Error::part(name, format!("hold the unknown {label:?}")));
    labels.iter().map(read).collect()
}

fn columns(file: &ColumnFile) -> Result<Columns, Error> {
    let column = |table: Table, name: &str| {
        let ranges = match table {
            Table::Syntax => &file.syntax,
            Table::Meaning => &file.meaning,
        };
        let range: Option<(usize, usize)> =
            ranges.get(name).and_then(|range| serde_json::from_value(range.clone()).ok());
        match range {
            Some((start, end)) if start < end => Ok(Column::new(table, start, end)),
            _ => Err(Error::part(name, "has no columns")),
        }
    };
    let syntax = |name| column(Table::Syntax, name);
    let meaning = |name| column(Table::Meaning, name);
    Ok(Columns {
        sentence: syntax("sentence")?,
        upos: syntax("upos")?,
        features: syntax("features")?,
        lemma: syntax("lemma")?,
        arc_dependent: syntax("arc_dependent")?,
        arc_head: syntax("arc_head")?,
        relation_dependent: syntax("relation_dependent")?,
        relation_head: syntax("relation_head")?,
        names: meaning("names")?,
        attribution: meaning("attribution")?,
        factuality: meaning("factuality")?,
        span_first: meaning("span_first")?,
        span_last: meaning("span_last")?,
        mention_first: meaning("mention_first")?,
        mention_last: meaning("mention_last")?,
        pair_first: meaning("pair_first")?,
        pair_last: meaning("pair_last")?,
        chain_first: meaning("chain_first")?,
        chain_last: meaning("chain_last")?,
        chain_head: meaning("chain_head")?,
    })
}
