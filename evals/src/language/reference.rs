//! Whether the Rust stage says what the PyTorch model says, on sentences of `training/dump.py`.

use std::fs;
use std::path::Path;

use anyhow::Context;
use article::{ByteSpan, CharSpan, CodePoints};
use language::{Analysis, Model, Passage};
use serde_json::{Value, json};

use super::Share;

/// Prints for each kind of answer how many are equal, and how far the one number that both give is apart at most.
pub(super) fn compare(model: &Model, file: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let cases: Vec<Value> = serde_json::from_slice(&bytes)?;
    let mut shares: Vec<(&str, Share)> = Vec::new();
    let (mut farthest, mut n_sentences) = (0f64, 0);
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
            (0..n).for_each(|i| shares[at].1.count(found.get(i) == expected.get(i)));
        }
        let numbers = case["factuality"].as_array().context("a case lacks factuality")?;
        for (word, expected) in analysis.words.iter().zip(numbers) {
            farthest = farthest.max((f64::from(word.factuality) - expected.as_f64().unwrap_or(0.0)).abs());
        }
    }
    println!("{n_sentences} sentences; factuality differs by {farthest:.5} at most");
    shares.iter().for_each(|(kind, share)| println!("{kind}: {share} % of {} equal", share.n));
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
