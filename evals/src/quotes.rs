//! Quotations and their speakers on PolNeAR (`score_attribution.py` says what is measured), and how often each degree
//! of confidence is right.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context;
use article::{CharSpan, Settings, captures};
use clap::Args;
use language::Model;
use onrecord::Statement;
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `polnear/dev.jsonl.gz`
    #[arg(long)]
    data: PathBuf,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let source = flags.data.join("polnear/dev.jsonl.gz");
    let folder = crate::folder()?;
    let (gold, predicted) = (folder.join("quotes-gold.jsonl"), folder.join("quotes.jsonl"));
    let mut gold_file = BufWriter::new(File::create(&gold)?);
    let mut predicted_file = BufWriter::new(File::create(&predicted)?);
    let mut reliability = BTreeMap::new();
    let model = Model::embedded()?;
    let file = File::open(&source).with_context(|| format!("{} cannot be opened", source.display()))?;
    for capture in captures(file, None)? {
        let capture = capture?;
        let answer: Value = serde_json::from_slice(&capture.bytes)?;
        let article = article::read(&capture, &Settings::default())?;
        let analysis = model.analyze(&article);
        let record = record::read(article, &analysis).in_code_points();
        for statement in &record.statements {
            let tally: &mut (usize, usize) =
                reliability.entry(format!("{:.2}", statement.confidence)).or_default();
            tally.0 += usize::from(is_right(statement, &answer));
            tally.1 += 1;
        }
        let attributions: Vec<Value> = record
            .statements
            .iter()
            .filter(|statement| statement.within.is_none())
            .map(attribution)
            .collect();
        writeln!(predicted_file, "{}", json!({"id": answer["id"], "attributions": attributions}))?;
        writeln!(gold_file, "{answer}")?;
    }
    gold_file.flush()?;
    predicted_file.flush()?;
    crate::score("score_attribution.py", &[&gold, &predicted], &[])?;
    println!("confidence  right of found");
    for (confidence, (n_right, n)) in reliability {
        println!("{confidence:>10}  {n_right} of {n}, {:.1} %", 100.0 * n_right as f64 / n as f64);
    }
    fs::remove_file(gold)?;
    Ok(())
}

fn attribution(statement: &Statement<CharSpan>) -> Value {
    json!({"source": statement.source.spans, "cue": statement.cue, "content": statement.content})
}

/// Whether the gold has an attribution of half these words or more whose source shares a character with ours.
pub(crate) fn is_right(statement: &Statement<CharSpan>, answer: &Value) -> bool {
    let attributions = answer["attributions"].as_array().map_or(&[][..], Vec::as_slice);
    attributions.iter().any(|gold| {
        let content = spans(&gold["content"]);
        let shared = overlap(&statement.content, &content);
        let either = length(&statement.content) + length(&content) - shared;
        shared * 2 >= either && overlap(&statement.source.spans, &spans(&gold["source"])) > 0
    })
}

fn spans(value: &Value) -> Vec<CharSpan> {
    serde_json::from_value(value.clone()).unwrap_or_default()
}

fn length(spans: &[CharSpan]) -> usize {
    spans.iter().map(|span| span.1 - span.0).sum()
}

fn overlap(some: &[CharSpan], others: &[CharSpan]) -> usize {
    let pairs = some.iter().flat_map(|a| others.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| a.1.min(b.1).saturating_sub(a.0.max(b.0))).sum()
}
