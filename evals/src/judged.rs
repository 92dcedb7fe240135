//! The texts of events judged by hand (`events/README.md`), read by set and id.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use article::{CharSpan, Settings, captures, captures_of};
use flate2::read::GzDecoder;
use language::Model;
use record::{Codebook, Event, Record};
use serde_json::{Value, json};

/// A record with what the confidence of each of its events rests on.
pub(crate) struct Judged {
    pub(crate) record: Record<CharSpan>,
    pub(crate) features: Vec<Vec<String>>,
}

impl Judged {
    /// The event that a word names, and the features of its confidence.
    pub(crate) fn event_at(&self, start: usize) -> Option<(&Event<CharSpan>, &[String])> {
        let at = self.record.events.iter().position(|event| event.trigger.0 == start)?;
        Some((&self.record.events[at], &self.features[at]))
    }
}

/// Reads what was judged, a set of texts at a time.
pub(crate) struct Texts {
    data: PathBuf,
    model: Model,
    codebook: Option<Arc<Codebook>>,
}

impl Texts {
    pub(crate) fn new(data: &Path, codebook: Option<&Path>) -> anyhow::Result<Self> {
        let codebook = codebook.map(crate::events::codebook_of).transpose()?.map(Arc::new);
        Ok(Self { data: data.to_owned(), model: Model::embedded()?, codebook })
    }

    /// The records of some texts of a set (`pages/aeb`, `polnear/dev`, …), by id.
    pub(crate) fn read(&self, set: &str, ids: &BTreeSet<&str>) -> anyhow::Result<HashMap<String, Judged>> {
        if set.starts_with("pages/") {
            return ids.iter().map(|id| Ok(((*id).to_owned(), self.page(set, id)?))).collect();
        }
        let mut records = HashMap::new();
        for line in lines(&self.data, set)?.lines() {
            let answer: Value = serde_json::from_str(&line?)?;
            let id = answer["id"].as_str().context("a line has no id")?;
            if ids.contains(id) {
                let line = json!({ "text": answer["text"] }).to_string();
                let mut captures = captures_of(line.as_bytes(), None)?;
                let capture = captures.next().context("a line is one article")??;
                records.insert(id.to_owned(), self.record(&capture, &Settings::default())?);
            }
        }
        Ok(records)
    }

    fn page(&self, set: &str, id: &str) -> anyhow::Result<Judged> {
        let path = self.data.join(set).join(format!("{id}.html.gz"));
        let file = File::open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
        let capture = captures(file, None)?.next().context("a page is one article")??;
        self.record(&capture, &Settings::default())
    }

    fn record(&self, capture: &article::Capture, settings: &Settings) -> anyhow::Result<Judged> {
        let article = article::read(capture, settings)?;
        let analysis = self.model.analyze(&article);
        let settings = record::Settings { codebook: self.codebook.clone(), ..Default::default() };
        let record = record::read_with(article, &analysis, &settings);
        let codebook = self.codebook.as_deref().unwrap_or_else(|| Codebook::embedded());
        let features = record::evaluation::event_features(&record, &analysis, codebook);
        Ok(Judged { record: record.in_code_points(), features })
    }
}

/// The lines of a set of JSON Lines, gzipped or not.
fn lines(data: &Path, set: &str) -> anyhow::Result<BufReader<Box<dyn Read>>> {
    let plain = data.join(format!("{set}.jsonl"));
    if let Ok(file) = File::open(&plain) {
        return Ok(BufReader::new(Box::new(file)));
    }
    let path = data.join(format!("{set}.jsonl.gz"));
    let file = File::open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
    Ok(BufReader::new(Box::new(GzDecoder::new(file))))
}

/// What is judged of an event, as a hash (FNV-1a): its type and the names on its sides. A verdict counts while they stay.
pub(crate) fn as_read(record: &Record<CharSpan>, event: &Event<CharSpan>) -> String {
    let names = |ids: &mut dyn Iterator<Item = &String>| {
        let name = |id: &String| record.actors.iter().find(|actor| actor.id == *id).map(|actor| &*actor.name);
        let mut names: Vec<&str> = ids.filter_map(name).collect();
        names.sort_unstable();
        names.join(";")
    };
    let actors = names(&mut event.actors.iter().chain(&event.alleged_actors));
    let recipients = names(&mut event.recipients.iter());
    let told = format!("{}|{actors}|{recipients}", event.r#type.label());
    let hash =
        told.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

/// An event in one line: its type, sides and the words around its trigger.
pub(crate) fn tell(record: &Record<CharSpan>, event: &Event<CharSpan>) -> String {
    const AROUND: usize = 110;
    let names = |ids: &[String]| {
        let name = |id: &String| record.actors.iter().find(|actor| actor.id == *id).map(|actor| &*actor.name);
        ids.iter().filter_map(name).collect::<Vec<_>>().join("; ")
    };
    let text: Vec<char> = record.article.text.chars().collect();
    let words = |start: usize, end: usize| {
        let part = text.get(start..end.min(text.len())).unwrap_or_default();
        part.iter().collect::<String>().replace('\n', " ")
    };
    let (start, end) = (event.trigger.0, event.trigger.1);
    format!(
        "{} {} > {} ({:.2}) | {}«{}»{}",
        event.r#type.label(),
        names(&event.actors),
        names(&event.recipients),
        event.confidence,
        words(start.saturating_sub(AROUND), start),
        words(start, end),
        words(end, end + AROUND)
    )
}
