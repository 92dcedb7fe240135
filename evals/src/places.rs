//! Places against verdicts that were given by hand (`places/verdicts.tsv`), and the speed of reading times and places.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use article::{Article, CharSpan, Settings, captures};
use clap::Args;
use language::Analysis;
use record::{Place, Record};

use crate::language::cpu_time;

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `polnear/` and `pages/`
    #[arg(long)]
    data: PathBuf,
    /// List every place of a kind in the PolNeAR texts, for judging: country, state, city, facility
    #[arg(long, value_name = "KIND")]
    list: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct SpeedFlags {
    /// The folder with `polnear/`
    #[arg(long)]
    data: PathBuf,
}

/// One judged mention.
struct Verdict {
    document: String,
    start: usize,
    end: usize,
    geonames: String,
    country: String,
    /// right, country (the country is right, the place is not) or wrong.
    given: String,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    if let Some(kind) = &flags.list {
        return list(&flags.data, kind);
    }
    let verdicts = verdicts()?;
    let mut articles: HashMap<String, Article> = polnear(&flags.data)?.into_iter().collect();
    let (mut n_country, mut n_place, mut n_anew) = (0, 0, 0);
    for verdict in &verdicts {
        if !articles.contains_key(&verdict.document) {
            let path = flags.data.join(format!("{}.html.gz", verdict.document));
            articles.insert(verdict.document.clone(), page(&path)?);
        }
        let (geonames, country) = found(articles[&verdict.document].clone(), verdict);
        let is_same = geonames == verdict.geonames && country == verdict.country;
        match verdict.given.as_str() {
            "right" if is_same => (n_country, n_place) = (n_country + 1, n_place + 1),
            "country" if is_same => n_country += 1,
            "wrong" if is_same => {}
            // Read otherwise than when it was judged: to be judged anew.
            _ => {
                n_anew += 1;
                println!("{} is read as {geonames} {country}", verdict.shown());
            }
        }
    }
    let n = verdicts.len();
    println!("country right {n_country} of {n}, place right {n_place} of {n}, to be judged anew {n_anew}");
    Ok(())
}

impl Verdict {
    fn shown(&self) -> String {
        let Self { document, start, end, geonames, country, given } = self;
        format!("{document} {start}-{end}, judged {given} as {geonames} {country},")
    }
}

/// The number and country of the place that is read where a verdict was given; empty where none is.
fn found(article: Article, verdict: &Verdict) -> (String, String) {
    let record = record::read(article, &Analysis::default()).in_code_points();
    let is_there = |place: &&Place<CharSpan>| {
        place.mentions.iter().any(|mention| mention.0 < verdict.end && mention.1 > verdict.start)
    };
    let place = record.places.iter().find(is_there);
    place.map_or_else(Default::default, |place| {
        let geonames = place.geonames.map(|number| number.to_string()).unwrap_or_default();
        (geonames, place.country.clone())
    })
}

fn verdicts() -> anyhow::Result<Vec<Verdict>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("places/verdicts.tsv");
    let table = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let verdict = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [document, start, end, geonames, country, verdict] = fields[..] else {
            anyhow::bail!("{line:?} has not six fields");
        };
        Ok(Verdict {
            document: document.to_owned(),
            start: start.parse()?,
            end: end.parse()?,
            geonames: geonames.to_owned(),
            country: country.to_owned(),
            given: verdict.to_owned(),
        })
    };
    table.lines().skip(1).map(verdict).collect()
}

fn page(path: &Path) -> anyhow::Result<Article> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let capture = captures(file, None)?.next().context("a page is one article")??;
    Ok(article::read(&capture, &Settings::default())?)
}

/// The dev texts, by the names that the verdicts give them.
fn polnear(data: &Path) -> anyhow::Result<Vec<(String, Article)>> {
    let path = data.join("polnear/dev.jsonl.gz");
    let file = File::open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let articles = captures(file, None)?.map(|capture| {
        let article = article::read(&capture?, &Settings::default())?;
        Ok((format!("polnear/{}", article.id), article))
    });
    articles.collect()
}

/// Every mention of the places of a kind, with the words around it.
fn list(data: &Path, kind: &str) -> anyhow::Result<()> {
    for (name, article) in polnear(data)? {
        let record = record::read(article, &Analysis::default());
        let of_kind = |place: &&Place| serde_json::to_value(place.kind).is_ok_and(|found| found == kind);
        for place in record.places.iter().filter(of_kind) {
            println!("{name}\t{}", shown(&record, place));
        }
    }
    Ok(())
}

fn shown(record: &Record, place: &Place) -> String {
    let text = &record.article.text;
    let mention = place.mentions[0];
    let from = text[..mention.start].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let to = text[mention.end..].char_indices().nth(30).map_or(text.len(), |(at, _)| mention.end + at);
    let around = [&text[from..mention.start], "[", mention.of(text), "]", &text[mention.end..to]]
        .concat()
        .replace('\n', " ");
    let within = place.within.as_ref().map(|within| within.name.as_str()).unwrap_or_default();
    format!("{}\t{}\t{within}\t{}\t{around}", place.name, place.country, place.mentions.len())
}

/// Times and places of the PolNeAR dev texts on one thread, and what the first lookup of a name takes.
pub(crate) fn run_speed(flags: &SpeedFlags) -> anyhow::Result<()> {
    let articles = polnear(&flags.data)?;
    let n_words: usize = articles.iter().map(|(_, article)| article.text.split_whitespace().count()).sum();
    let line = "{\"text\": \"They met in Vienna.\"}";
    let capture = article::captures_of(line.as_bytes(), None)?.next().context("a line is an article")??;
    let short = article::read(&capture, &Settings::default())?;
    let started = Instant::now();
    let n_places = record::places(&short).len();
    println!("the first name: {:.2} ms ({n_places} place)", 1e3 * started.elapsed().as_secs_f64());
    for (stage, run) in [
        ("times", (|article| record::times(article).len()) as fn(&Article) -> usize),
        ("places", |article| record::places(article).len()),
        ("times and places", |article| record::times(article).len() + record::places(article).len()),
    ] {
        let (before, started) = (cpu_time(), Instant::now());
        let mut n_found = 0;
        // Ten times over, so that a clock of hundredths of a second is fine enough.
        for _ in 0..10 {
            n_found = articles.iter().map(|(_, article)| run(article)).sum();
        }
        let wall = started.elapsed();
        let cpu = cpu_time().zip(before).map_or(wall, |(now, before)| now.saturating_sub(before));
        let speed = 10.0 * n_words as f64 / cpu.as_secs_f64();
        println!("{stage}: {n_words} words, {n_found} found, {speed:.0} words a CPU second");
    }
    Ok(())
}
