//! The article stage on real pages with gold articles (`score_pages.py` says what is measured).

mod speed;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use article::{Article, BlockKind, Settings};
use clap::Args;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(crate) use speed::{SpeedFlags, run_speed};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder that holds one folder a set, each with `ID.html.gz` and `ID.json`
    #[arg(long)]
    data: PathBuf,
    /// Which set
    #[arg(long, default_value = "fundus")]
    set: String,
    /// Only the sites of one half: rules are written on `learn` and reported on `report`
    #[arg(long, value_parser = ["learn", "report"])]
    part: Option<String>,
    /// List the pages with the lowest body F1
    #[arg(long)]
    per_page: bool,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let source = flags.data.join(&flags.set);
    let folder = crate::folder()?;
    let (gold, predicted) = (
        folder.join(format!("pages-{}-gold.jsonl", flags.set)),
        folder.join(format!("pages-{}.jsonl", flags.set)),
    );
    let mut gold_file = BufWriter::new(File::create(&gold)?);
    let mut predicted_file = BufWriter::new(File::create(&predicted)?);
    let (mut n_pages, mut reading) = (0_u32, Duration::ZERO);
    for path in answers(&source)? {
        let answer: Value = serde_json::from_str(&fs::read_to_string(&path)?.replace(": NaN", ": null"))?;
        let site = answer["site"].as_str().unwrap_or_default();
        if flags.part.as_deref().is_some_and(|part| part != part_of(site)) {
            continue;
        }
        writeln!(gold_file, "{answer}")?;
        let page = path.with_extension("html.gz");
        let settings = Settings { url: answer["url"].as_str().map(str::to_owned), ..Settings::default() };
        let start = Instant::now();
        let article = read(&page, &settings);
        reading += start.elapsed();
        n_pages += 1;
        // A page that cannot be read counts as an empty prediction.
        let mut article = article.map_or_else(|_| json!({}), |article| prediction(&article));
        article["id"] = answer["id"].clone();
        writeln!(predicted_file, "{article}")?;
    }
    gold_file.flush()?;
    predicted_file.flush()?;
    println!("read {:.0} pages a second on one core", f64::from(n_pages) / reading.as_secs_f64());
    crate::score("score_pages.py", &[&gold, &predicted], if flags.per_page { &["--per-page"] } else { &[] })
}

pub(crate) fn answers(source: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(source).with_context(|| format!("{} cannot be read", source.display()))?;
    let mut answers: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    answers.sort();
    Ok(answers)
}

/// The half of a site, by a hash of its name: no site is in both.
pub(crate) fn part_of(site: &str) -> &'static str {
    if Sha256::digest(site.as_bytes())[5] % 2 == 0 { "learn" } else { "report" }
}

fn read(page: &Path, settings: &Settings) -> anyhow::Result<Article> {
    let file = File::open(page)?;
    let capture = article::captures(file, None)?.next().context("a page is one article")??;
    Ok(article::read(&capture, settings)?)
}

/// The article in the scorer's form.
pub(crate) fn prediction(article: &Article) -> Value {
    let texts = |kinds: &[BlockKind]| {
        article
            .blocks
            .iter()
            .filter(|block| kinds.contains(&block.kind))
            .map(|block| article.words(block.span).to_owned())
            .collect::<Vec<_>>()
    };
    let body =
        [BlockKind::Paragraph, BlockKind::Subhead, BlockKind::ListItem, BlockKind::Quote, BlockKind::Table];
    json!({
        "body": texts(&body).join("\n"),
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": article.bylines.iter().map(|byline| byline.name.clone()).collect::<Vec<_>>(),
        "published": article.published,
        "topics": article.topics,
        "subheads": texts(&[BlockKind::Subhead]),
        "figures": article.figures.iter().map(|figure| json!({"caption": figure.caption, "credit": figure.credit})).collect::<Vec<_>>(),
    })
}
