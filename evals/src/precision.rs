//! How many of the statements that a report shows are right, on pages judged by hand (`precision/README.md` says how).
//!
//! Verdicts are kept by page and place, so they outlive a change of the reader: what it gives where nobody has judged is
//! counted apart and can be listed for judging.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use article::{CharSpan, Settings, captures};
use clap::Args;
use language::Model;
use onrecord::{Record, Statement};
use serde_json::Value;

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder that holds `pages/fundus`
    #[arg(long)]
    data: PathBuf,
    /// Statements of less confidence are folded away in reports, and not judged
    #[arg(long, default_value_t = 0.0)]
    line: f64,
    /// List the statements that nobody has judged, for judging
    #[arg(long)]
    list: bool,
}

/// The pages that were drawn, in the order of their hashes.
const PAGES: &str = include_str!("../precision/pages.txt");

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let verdicts = verdicts()?;
    let model = Model::embedded()?;
    let mut tallies: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut n_judged, mut n_right, mut n_unjudged, mut n_folded) = (0, 0, 0, 0);
    for page in PAGES.lines() {
        let record = read(&flags.data.join("pages/fundus"), page, &model)?;
        for statement in &record.statements {
            if statement.confidence < flags.line {
                n_folded += 1;
                continue;
            }
            let start = statement.content.first().map_or(0, |span| span.0);
            let end = statement.content.last().map_or(0, |span| span.1);
            let Some(verdict) = verdicts.get(&(page.to_owned(), start, end, actor(&record, statement))) else {
                n_unjudged += 1;
                if flags.list {
                    list(page, &record, statement);
                }
                continue;
            };
            n_judged += 1;
            n_right += usize::from(verdict == "right");
            *tallies.entry(verdict).or_default() += 1;
        }
    }
    let share = 100.0 * f64::from(n_right as u32) / f64::from(n_judged.max(1));
    println!("{n_right} of {n_judged} judged statements are right, {share:.1} %; {n_unjudged} are not judged, {n_folded} folded away");
    for (verdict, n) in tallies {
        println!("{n:>6} {verdict}");
    }
    Ok(())
}

/// Verdicts by page, the content's first and last code point, and the actor that was given.
type Verdicts = BTreeMap<(String, usize, usize, String), String>;

fn verdicts() -> anyhow::Result<Verdicts> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("precision/verdicts.tsv");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut verdicts = Verdicts::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [page, start, end, actor, verdict] = fields[..] else { bail!("{line:?}: five fields are expected") };
        let place = (page.to_owned(), start.parse()?, end.parse()?, actor.to_owned());
        verdicts.insert(place, verdict.to_owned());
    }
    Ok(verdicts)
}

fn read(folder: &Path, page: &str, model: &Model) -> anyhow::Result<Record<CharSpan>> {
    let about = fs::read_to_string(folder.join(format!("{page}.json")))?.replace(": NaN", ": null");
    let about: Value = serde_json::from_str(&about)?;
    let settings = Settings { url: about["url"].as_str().map(str::to_owned), ..Settings::default() };
    let file = File::open(folder.join(format!("{page}.html.gz")))?;
    let capture = captures(file, None)?.next().context("a page is one article")??;
    let article = article::read(&capture, &settings)?;
    let analysis = model.analyze(&article);
    Ok(record::read(article, &analysis).in_code_points())
}

/// The actor's name; `-` where nobody is given.
fn actor(record: &Record<CharSpan>, statement: &Statement<CharSpan>) -> String {
    let id = statement.source.actor.as_deref();
    let actor = record.actors.iter().find(|actor| Some(actor.id.as_str()) == id);
    actor.map_or_else(|| "-".to_owned(), |actor| actor.name.clone())
}

fn list(page: &str, record: &Record<CharSpan>, statement: &Statement<CharSpan>) {
    let text: Vec<char> = record.article.text.chars().collect();
    let words = |spans: &[CharSpan]| {
        let parts = spans.iter().filter_map(|span| text.get(span.0..span.1));
        parts.map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" … ").replace('\n', " ")
    };
    let start = statement.content.first().map_or(0, |span| span.0);
    let end = statement.content.last().map_or(0, |span| span.1);
    println!(
        "{page}\t{start}\t{end}\t{}\t{:.2}\t{:?}\t[{}]\t<{}>\t{}",
        actor(record, statement),
        statement.confidence,
        statement.form,
        words(&statement.source.spans),
        words(&statement.cue),
        words(&statement.content)
    );
}
