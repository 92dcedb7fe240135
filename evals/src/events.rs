//! Events on PLOVER's gold standard records, folded as PLOVER's own coders write them (`score_events.py` says what is
//! measured).

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use article::{ByteSpan, Settings, captures};
use clap::Args;
use language::Model;
use record::{Codebook, Event, PloverEvent, Record, plover_collapse};
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `plover/dev.jsonl`
    #[arg(long)]
    data: PathBuf,

    /// Another codebook than the program's own
    #[arg(long, value_name = "DIR")]
    codebook: Option<PathBuf>,

    /// Run the codebook's examples first and list those that fail
    #[arg(long)]
    check: bool,

    /// How many missed events of the half that patterns were written on are listed
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// The records whose texts were read while patterns were written, by id.
const READ: &str = include_str!("../events/read.txt");

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let model = Model::embedded()?;
    let own = flags.codebook.as_deref().map(codebook_of).transpose()?.map(Arc::new);
    let codebook = own.as_deref().unwrap_or_else(|| Codebook::embedded());
    let settings = record::Settings { codebook: own.clone(), ..Default::default() };
    if flags.check {
        let failed = codebook.failed_examples(&model);
        for example in &failed {
            println!("{example}");
        }
        println!("{} of {} examples fail", failed.len(), codebook.n_examples());
    }
    let read: HashSet<&str> = READ.lines().collect();
    let folder = crate::folder()?;
    let mut halves = [Half::new(&folder, "read")?, Half::new(&folder, "other")?];
    let source = flags.data.join("plover/dev.jsonl");
    let file = File::open(&source).with_context(|| format!("{} cannot be opened", source.display()))?;
    for capture in captures(file, None)? {
        let capture = capture?;
        let answer: Value = serde_json::from_slice(&capture.bytes)?;
        let article = article::read(&capture, &Settings::default())?;
        let analysis = model.analyze(&article);
        let record = record::read_with(article, &analysis, &settings);
        let is_read = answer["id"].as_str().is_some_and(|id| read.contains(id));
        halves[usize::from(!is_read)].add(&answer, &record, codebook)?;
    }
    let [read, other] = halves;
    let errors = flags.errors.to_string();
    read.score(&["--errors", &errors])?;
    other.score(&[])
}

pub(crate) fn codebook_of(folder: &Path) -> anyhow::Result<Codebook> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            texts.push((path.display().to_string(), fs::read_to_string(&path)?));
        }
    }
    texts.sort();
    let borrowed: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(Codebook::from_texts(&borrowed)?)
}

/// A half of the records, with what was found in it.
struct Half {
    name: &'static str,
    gold: PathBuf,
    predicted: PathBuf,
    gold_file: BufWriter<File>,
    predicted_file: BufWriter<File>,
}

impl Half {
    fn new(folder: &Path, name: &'static str) -> anyhow::Result<Self> {
        let (gold, predicted) =
            (folder.join(format!("events-{name}-gold.jsonl")), folder.join(format!("events-{name}.jsonl")));
        let gold_file = BufWriter::new(File::create(&gold)?);
        let predicted_file = BufWriter::new(File::create(&predicted)?);
        Ok(Self { name, gold, predicted, gold_file, predicted_file })
    }

    fn add(&mut self, answer: &Value, record: &Record, codebook: &Codebook) -> anyhow::Result<()> {
        let events: Vec<Value> =
            plover_collapse(record, codebook).iter().map(|event| folded(event, record)).collect();
        let text = record.article.text.as_str();
        writeln!(self.predicted_file, "{}", json!({"id": answer["id"], "text": text, "events": events}))?;
        writeln!(self.gold_file, "{answer}")?;
        Ok(())
    }

    fn score(mut self, flags: &[&str]) -> anyhow::Result<()> {
        self.gold_file.flush()?;
        self.predicted_file.flush()?;
        println!("PLOVER dev, {}:", self.name);
        crate::score("score_events.py", &[&self.gold, &self.predicted], flags)
    }
}

/// An event as PLOVER's coders would write it.
fn folded(folded: &PloverEvent<'_>, record: &Record) -> Value {
    let event = folded.event;
    let side = |ids: &[String]| -> Vec<Value> { ids.iter().map(|id| actor(id, event, record)).collect() };
    json!({
        "type": folded.r#type,
        "source": side(&folded.actors),
        "target": side(&folded.recipients),
        "label": event.label,
        "trigger": record.article.words(event.trigger),
        "own_type": event.r#type,
    })
}

/// An actor by name and by the words with which the event's sentence names them.
fn actor(id: &str, event: &Event, record: &Record) -> Value {
    let Some(actor) = record.actor(id) else { return json!({"text": "", "codes": []}) };
    let is_told =
        |span: &ByteSpan| event.evidence.iter().any(|told| told.start <= span.start && span.end <= told.end);
    let words: Vec<&str> =
        actor.mentions.iter().filter(|span| is_told(span)).map(|span| record.article.words(*span)).collect();
    json!({"text": format!("{} {}", actor.name, words.join(" ")), "codes": actor.state.iter().collect::<Vec<_>>()})
}
