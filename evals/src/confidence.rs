//! What the confidence of statements is fitted on: statements with known answers, and what each one's confidence rests on.
//! `fit_confidence.py` makes the weights of `crates/record/data/statements/confidence.toml` from them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use article::{Settings, captures};
use clap::Args;
use language::Model;
use record::evaluation::all_statements;
use serde_json::{Value, json};

use crate::precision::{file, page_read, place, verdicts};
use crate::quotes::is_right;

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `polnear/dev.jsonl.gz` and `pages/fundus`
    #[arg(long)]
    data: PathBuf,
}

/// The judged pages that may be learnt from.
const PARTS: [&str; 3] = ["first", "learning", "second"];

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let path = crate::folder()?.join("confidence.jsonl");
    let mut out = BufWriter::new(File::create(&path)?);
    let model = Model::embedded()?;
    attributions(&flags.data, &model, &mut out)?;
    for part in PARTS {
        pages(&flags.data, part, &model, &mut out)?;
    }
    out.flush()?;
    crate::score("fit_confidence.py", &[&path], &[])
}

/// `PolNeAR`'s dev part: right words and a source that shares a letter with the right one's. Nested statements are not
/// marked there.
fn attributions(data: &Path, model: &Model, out: &mut impl Write) -> anyhow::Result<()> {
    let source = data.join("polnear/dev.jsonl.gz");
    let source = File::open(&source).with_context(|| format!("{} cannot be opened", source.display()))?;
    for capture in captures(source, None)? {
        let capture = capture?;
        let answer: Value = serde_json::from_slice(&capture.bytes)?;
        let article = article::read(&capture, &Settings::default())?;
        let analysis = model.analyze(&article);
        let (record, features) = all_statements(article, &analysis);
        let record = record.in_code_points();
        for (statement, features) in record.statements.iter().zip(features) {
            if statement.within.is_none() {
                let right = is_right(statement, &answer);
                writeln!(out, "{}", json!({"part": "polnear", "right": right, "features": features}))?;
            }
        }
    }
    Ok(())
}

/// Pages judged by hand: right words and the right speaker.
fn pages(data: &Path, part: &str, model: &Model, out: &mut impl Write) -> anyhow::Result<()> {
    let verdicts = verdicts(part)?;
    for page in file(part, "pages.txt")?.lines() {
        let (article, analysis) = page_read(data, page, model)?;
        let (record, features) = all_statements(article, &analysis);
        let record = record.in_code_points();
        for (statement, features) in record.statements.iter().zip(features) {
            if let Some(verdict) = verdicts.iter().find(|verdict| verdict.is_of(page, place(statement))) {
                let right = verdict.outcome(&record, statement) == "right";
                writeln!(out, "{}", json!({"part": part, "right": right, "features": features}))?;
            }
        }
    }
    Ok(())
}
