//! Attributions on PolNeAR, scored by `score_attribution.py`.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use anyhow::Context;
use article::{ByteSpan, CharSpan, CodePoints};
use flate2::read::GzDecoder;
use language::{Analysis, Model, Passage, WordSpan};
use serde_json::{Value, json};

/// An article of PolNeAR, a paragraph a line.
pub(crate) struct Text {
    pub(crate) answer: Value,
    pub(crate) text: String,
}

impl Text {
    /// Its paragraphs.
    pub(crate) fn passages(&self) -> Vec<Passage> {
        let mut start = 0;
        let lines = self.text.split('\n').map(|line| {
            let span = ByteSpan::new(start, start + line.len());
            start = span.end + 1;
            span
        });
        lines.filter_map(|span| Passage::of(&self.text, span)).collect()
    }
}

/// The articles of the dev part.
pub(crate) fn texts(data: &Path) -> anyhow::Result<Vec<Text>> {
    part(data, "dev")
}

/// The texts of one part of `PolNeAR`, `dev` or `train`.
pub(crate) fn part(data: &Path, part: &str) -> anyhow::Result<Vec<Text>> {
    let path = data.join(format!("polnear/{part}.jsonl.gz"));
    let file = File::open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let mut lines = String::new();
    BufReader::new(GzDecoder::new(file)).read_to_string(&mut lines)?;
    let texts = lines.lines().filter(|line| !line.is_empty()).map(|line| {
        let answer: Value = serde_json::from_str(line)?;
        let text = answer["text"].as_str().context("a line has no text")?.to_owned();
        Ok(Text { answer, text })
    });
    texts.collect()
}

pub(super) fn run(model: &Model, data: &Path) -> anyhow::Result<()> {
    let folder = crate::folder()?;
    let (gold, predicted) = (folder.join("language-gold.jsonl"), folder.join("language.jsonl"));
    let mut gold_file = BufWriter::new(File::create(&gold)?);
    let mut predicted_file = BufWriter::new(File::create(&predicted)?);
    for text in texts(data)? {
        let analysis = model.analyze_passages(&text.text, &text.passages());
        let attributions = attributions(&text.text, &analysis);
        writeln!(predicted_file, "{}", json!({"id": text.answer["id"], "attributions": attributions}))?;
        writeln!(gold_file, "{}", text.answer)?;
    }
    gold_file.flush()?;
    predicted_file.flush()?;
    crate::score("score_attribution.py", &[&gold, &predicted], &[])?;
    fs::remove_file(gold)?;
    Ok(())
}

fn attributions(text: &str, analysis: &Analysis) -> Vec<Value> {
    let offsets = CodePoints::of(text);
    let chars = |words: &WordSpan| -> CharSpan { offsets.chars(analysis.span(*words)) };
    let all = analysis.attributions.iter().map(|attribution| {
        let spans = |words: &[WordSpan]| words.iter().map(chars).collect::<Vec<_>>();
        json!({
            "source": spans(attribution.source.as_slice()),
            "cue": spans(&attribution.cue),
            "content": spans(&attribution.content),
        })
    });
    all.collect()
}
