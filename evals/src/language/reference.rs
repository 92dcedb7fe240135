//! Whether the Rust stage says what the `PyTorch` model says, on sentences of `training/dump.py`.
//!
//! One number of each word, its factuality, is compared as it is. Where windows overlap, the two may take a word that is as
//! far from both edges out of different windows; everywhere else they agree to the last digits.

use std::fs;
use std::path::Path;

use anyhow::Context;
use article::{ByteSpan, CharSpan, CodePoints};
use language::{Analysis, Model, Passage};
use serde_json::{Value, json};

use super::Share;

/// How far factuality may be apart, on its scale from -3 to 3.
const TOLERANCE: f64 = 0.002;

/// Prints for each kind of answer how many are equal, and how many numbers are as good as equal.
pub(super) fn compare(model: &Model, file: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let cases: Vec<Value> = serde_json::from_slice(&bytes)?;
    let mut shares: Vec<(&str, Share)> = Vec::new();
    let (mut numbers_near, mut n_sentences) = (Share::default(), 0);
    for case in &cases {
        let (text, passages) = passages(case)?;
        let analysis = model.analyze_passages(&text, &passages);
        n_sentences += analysis.sentences.len();
        let ours = answers(&analysis);
        for (kind, found) in ours {
            let expected = case[kind].as_array().context("a case lacks answers")?;
            let at = shares.iter().position(|(other, _)| *other == kind).unwrap_or_else(|| {
                shares.push((kind, Share::default()));
                shares.len() - 1
            });
            let n = found.len().max(expected.len());
            for i in 0..n {
                shares[at].1.count(found.get(i) == expected.get(i));
            }
        }
        let numbers = case["factuality"].as_array().context("a case lacks factuality")?;
        for (word, expected) in analysis.words.iter().zip(numbers) {
            let distance = (f64::from(word.factuality) - expected.as_f64().unwrap_or(0.0)).abs();
            numbers_near.count(distance < TOLERANCE);
        }
    }
    println!("{n_sentences} sentences");
    println!("factuality: {numbers_near} % of {} within {TOLERANCE}", numbers_near.n);
    for (kind, share) in shares {
        println!("{kind}: {share} % of {} equal", share.n);
    }
    Ok(())
}

/// The blocks of a case as one text.
fn passages(case: &Value) -> anyhow::Result<(String, Vec<Passage>)> {
    let mut text = String::new();
    let mut passages = Vec::new();
    for block in case["blocks"].as_array().context("a case has no blocks")? {
        let shown = block["text"].as_str().context("a block has no text")?;
        let offsets = CodePoints::of(shown);
        let spans: Vec<CharSpan> = serde_json::from_value(block["words"].clone())?;
        let start = text.len();
        let words = spans.into_iter().map(|span| Some(offsets.bytes(span)?.shifted(start)));
        let words = words.collect::<Option<Vec<ByteSpan>>>().context("a word lies outside of its block")?;
        passages.push(Passage { span: ByteSpan::new(start, start + shown.len()), words, sentences: None });
        text.push_str(shown);
        text.push_str("\n\n");
    }
    Ok((text, passages))
}

/// What is compared, as `training/dump.py` writes it: numbers of words, ends inclusive.
fn answers(analysis: &Analysis) -> Vec<(&'static str, Vec<Value>)> {
    let ends = |words: &language::WordSpan| json!([words.start, words.end - 1]);
    let words = || analysis.words.iter();
    vec![
        ("sentences", analysis.sentences.iter().map(|s| s.words.iter().collect()).collect()),
        ("upos", words().map(|word| word.class.label().into()).collect()),
        ("features", words().map(|word| word.features.as_str().into()).collect()),
        ("lemmas", words().map(|word| word.lemma.as_str().into()).collect()),
        ("heads", words().map(|word| word.head.map_or(json!(-1), Value::from)).collect()),
        ("relations", words().map(|word| word.relation.as_str().into()).collect()),
        (
            "names",
            analysis
                .names
                .iter()
                .map(|name| json!([name.words.start, name.words.end - 1, name.kind as usize]))
                .collect(),
        ),
        (
            "attributions",
            analysis
                .attributions
                .iter()
                .map(|a| {
                    let all = |spans: &[language::WordSpan]| spans.iter().map(ends).collect::<Vec<_>>();
                    json!([all(a.source.as_slice()), all(&a.cue), all(&a.content)])
                })
                .collect(),
        ),
        ("chains", analysis.mentions.iter().map(|mention| mention.chain.into()).collect()),
    ]
}
