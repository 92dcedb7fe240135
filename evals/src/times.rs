//! Times on TimeBank (`score_times.py` says what is measured), and the direction of bare weekdays and months on
//! sentences of our own (`times/direction.toml`).

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use article::{ByteSpan, Settings, captures};
use clap::Args;
use language::Analysis;
use record::Record;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `timex/timebank.jsonl.gz`
    #[arg(long)]
    data: PathBuf,
    /// How many errors to list
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// The sentences of `times/direction.toml`.
#[derive(Deserialize)]
struct Sentences {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    date: String,
    text: String,
    time: String,
    value: String,
    points: String,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    score_timebank(flags)?;
    score_direction(flags.errors > 0)
}

fn score_timebank(flags: &Flags) -> anyhow::Result<()> {
    let source = flags.data.join("timex/timebank.jsonl.gz");
    let folder = crate::folder()?;
    let (gold, predicted) = (folder.join("times-gold.jsonl"), folder.join("times.jsonl"));
    let mut gold_file = BufWriter::new(File::create(&gold)?);
    let mut predicted_file = BufWriter::new(File::create(&predicted)?);
    let file = File::open(&source).with_context(|| format!("{} cannot be opened", source.display()))?;
    let (mut words, mut seconds) = (0, 0.0);
    for capture in captures(file, None)? {
        let answer: Value = serde_json::from_slice(&capture?.bytes)?;
        let text = answer["text"].as_str().unwrap_or_default();
        let article = article_of(text, answer["dct"].as_str())?;
        let start = Instant::now();
        let record = record::read(article, &Analysis::default());
        seconds += start.elapsed().as_secs_f64();
        words += text.split_whitespace().count();
        writeln!(predicted_file, "{}", json!({"id": answer["id"], "timexes": timexes(record)}))?;
        writeln!(gold_file, "{answer}")?;
    }
    gold_file.flush()?;
    predicted_file.flush()?;
    let errors = flags.errors.to_string();
    crate::score("score_times.py", &[&gold, &predicted], &["--errors", &errors])?;
    println!("the whole record: {:.0} words a second", words as f64 / seconds);
    fs::remove_file(gold)?;
    Ok(())
}

fn article_of(text: &str, date: Option<&str>) -> anyhow::Result<article::Article> {
    let line = json!({"text": text, "date": date}).to_string();
    let capture = article::captures_of(line.as_bytes(), None)?.next().context("a line is an article")??;
    Ok(article::read(&capture, &Settings::default())?)
}

fn timexes(record: Record) -> Vec<Value> {
    let times = record.in_code_points().times;
    let timex = |time: record::Time<article::CharSpan>| json!({"start": time.span.0, "end": time.span.1, "type": time.r#type, "value": time.value});
    times.into_iter().map(timex).collect()
}

/// How many of our own bare weekdays and months lie on the side that a reader takes them for.
fn score_direction(list: bool) -> anyhow::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("times/direction.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let sentences: Sentences = toml::from_str(&text)?;
    for points in ["coming", "past"] {
        let of_kind = || sentences.sentence.iter().filter(|sentence| sentence.points == points);
        let mut n_right = 0;
        for sentence in of_kind() {
            let found = value_of(sentence)?;
            n_right += usize::from(found.as_deref() == Some(&sentence.value));
            if list && found.as_deref() != Some(&sentence.value) {
                println!("{}: {:?} is {}, read as {found:?}", sentence.text, sentence.time, sentence.value);
            }
        }
        println!("bare weekdays and months, {points}: {n_right} of {}", of_kind().count());
    }
    Ok(())
}

/// The value of the time that begins where the sentence's does.
fn value_of(sentence: &Sentence) -> anyhow::Result<Option<String>> {
    let record = record::read(article_of(&sentence.text, Some(&sentence.date))?, &Analysis::default());
    let start = sentence.text.find(&sentence.time).context("the sentence holds its time")?;
    let place = ByteSpan::new(start, start + sentence.time.len());
    Ok(record.times.into_iter().find(|time| time.span.overlaps(place)).and_then(|time| time.value))
}
