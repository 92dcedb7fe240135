//! How often a word tells of a saying: of its occurrences in `PolNeAR`'s train part, those that people marked as the head of a
//! cue. Prints `crates/record/data/statements/cues.tsv`.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

use anyhow::Context;
use article::{Settings, captures};
use clap::Args;
use language::{Analysis, Model, WordClass};
use serde_json::Value;

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `polnear/train.jsonl.gz`
    #[arg(long)]
    data: PathBuf,
}

/// Rarer words tell nothing.
const FEWEST: usize = 5;

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let path = flags.data.join("polnear/train.jsonl.gz");
    let file = File::open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let model = Model::embedded()?;
    let mut counts: BTreeMap<(String, &str), (usize, usize)> = BTreeMap::new();
    for capture in captures(file, None)? {
        let capture = capture?;
        let answer: Value = serde_json::from_slice(&capture.bytes)?;
        let article = article::read(&capture, &Settings::default())?;
        let analysis = model.analyze(&article);
        let heads = heads(&article.text, &analysis, &answer);
        for (number, word) in analysis.words.iter().enumerate() {
            if let Some(class) = class(word.class) {
                let count = counts.entry((word.lemma.to_lowercase(), class)).or_default();
                count.0 += 1;
                count.1 += usize::from(heads.contains(&number));
            }
        }
    }
    println!("word\tclass\toccurrences\tcues");
    for ((word, class), (n, n_cues)) in counts {
        if n >= FEWEST && n_cues > 0 && word.chars().all(|c| c.is_alphabetic() || c == '-') {
            println!("{word}\t{class}\t{n}\t{n_cues}");
        }
    }
    Ok(())
}

fn class(class: WordClass) -> Option<&'static str> {
    match class {
        WordClass::Verb => Some("verb"),
        WordClass::Noun => Some("noun"),
        WordClass::Adjective => Some("adjective"),
        _ => None,
    }
}

/// The head words of the marked cues.
fn heads(text: &str, analysis: &Analysis, answer: &Value) -> Vec<usize> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let attributions = answer["attributions"].as_array().map_or(&[][..], Vec::as_slice);
    let cues = attributions.iter().filter_map(|attribution| {
        let spans: Vec<(usize, usize)> = serde_json::from_value(attribution["cue"].clone()).ok()?;
        let is_cue = |word: usize| {
            let span = analysis.words[word].span;
            spans.iter().any(|(start, end)| span.start < bytes[*end] && span.end > bytes[*start])
        };
        let mut words = (0..analysis.words.len()).filter(|word| is_cue(*word));
        words.find(|word| analysis.words[*word].head.is_none_or(|head| !is_cue(head)))
    });
    cues.collect()
}
