//! How many of the statements that a report shows are right, on pages judged by hand (`precision/README.md` says how).
//!
//! Verdicts are kept by page and place, so they outlive a change of the reader: what it gives where nobody has judged is
//! counted apart and can be listed for judging.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use article::{Article, CharSpan, Settings, captures};
use clap::Args;
use language::{Analysis, Model};
use onrecord::{Actor, Record, Statement};
use serde_json::Value;

use crate::names::{Outcome, Speaker, judge};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder that holds `pages/fundus`
    #[arg(long)]
    data: PathBuf,
    /// Which pages: `first`, `learning` and `second` were looked at while rules were written, `fresh` was not
    #[arg(long, default_value = "fresh")]
    part: String,
    /// Statements of less confidence are folded away in reports, and not judged
    #[arg(long, default_value_t = 0.0)]
    line: f64,
    /// List the statements that nobody has judged, for judging
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let verdicts = verdicts(&flags.part)?;
    let model = Model::embedded()?;
    let mut tally = Tally::default();
    for page in file(&flags.part, "pages.txt")?.lines() {
        let (article, analysis) = page_read(&flags.data, page, &model)?;
        let record = record::read(article, &analysis).in_code_points();
        for statement in &record.statements {
            if statement.confidence < flags.line {
                tally.folded += 1;
                continue;
            }
            if let Some(verdict) = verdicts.iter().find(|verdict| verdict.is_of(page, place(statement))) {
                tally.take(verdict, &record, statement);
                continue;
            }
            tally.unjudged += 1;
            if flags.list {
                list(page, &record, statement);
            }
        }
    }
    tally.print();
    Ok(())
}

/// What a judge says of a statement: whether its words are right, or else the class of error, and who speaks.
pub(crate) struct Verdict {
    page: String,
    place: (usize, usize),
    words: String,
    /// Nobody, where the page does not tell who speaks.
    speaker: Option<Speaker>,
    names: Vec<String>,
}

/// By how many code points the edges of a judged content may move: a mark of quotation and a "that".
const LEEWAY: usize = 6;

impl Verdict {
    /// Whether it is of the statement with this content.
    pub(crate) fn is_of(&self, page: &str, (start, end): (usize, usize)) -> bool {
        self.page == page && self.place.0.abs_diff(start) <= LEEWAY && self.place.1.abs_diff(end) <= LEEWAY
    }

    /// "right", or the class of error.
    pub(crate) fn outcome(&self, record: &Record<CharSpan>, statement: &Statement<CharSpan>) -> String {
        if self.words != "right" {
            return self.words.clone();
        }
        let actor = actor(record, statement);
        let description = statement.source.description.as_deref();
        let given = |speaker| {
            judge(actor.map(|actor| (&actor.name, &actor.aliases)), description, speaker, &self.names)
        };
        let class = match self.speaker.map(given) {
            Some(Outcome::Right) => "right",
            Some(Outcome::Short) => "speaker named in part",
            Some(Outcome::NoActor | Outcome::Missed) => "no speaker",
            None if actor.is_none() && description.is_none() => "right",
            Some(Outcome::Wrong) | None => "another speaker",
        };
        class.to_owned()
    }
}

/// How many statements fell into which class.
#[derive(Default)]
struct Tally {
    classes: BTreeMap<String, usize>,
    unjudged: usize,
    folded: usize,
}

impl Tally {
    fn take(&mut self, verdict: &Verdict, record: &Record<CharSpan>, statement: &Statement<CharSpan>) {
        *self.classes.entry(verdict.outcome(record, statement)).or_default() += 1;
    }

    fn print(&self) {
        let judged: usize = self.classes.values().sum();
        let right = self.classes.get("right").copied().unwrap_or(0);
        let share = 100.0 * right as f64 / judged.max(1) as f64;
        println!("{right} of {judged} judged statements are right, {share:.1} %");
        println!("{} are not judged, {} are folded away", self.unjudged, self.folded);
        for (class, n) in &self.classes {
            println!("{n:>6} {class}");
        }
    }
}

/// A file of a part of the judged pages.
pub(crate) fn file(part: &str, name: &str) -> anyhow::Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("precision").join(part).join(name);
    fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
}

pub(crate) fn verdicts(part: &str) -> anyhow::Result<Vec<Verdict>> {
    file(part, "verdicts.tsv")?.lines().skip(1).map(verdict).collect()
}

fn verdict(line: &str) -> anyhow::Result<Verdict> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [page, start, end, words, speaker, names] = fields[..] else {
        bail!("{line:?}: six fields are expected")
    };
    Ok(Verdict {
        page: page.to_owned(),
        place: (start.parse()?, end.parse()?),
        words: words.to_owned(),
        speaker: if speaker == "nobody" { None } else { Some(speaker.parse()?) },
        names: names.split(" | ").map(str::to_owned).collect(),
    })
}

/// A page of fundus as an article, and what the model says of it.
pub(crate) fn page_read(data: &Path, page: &str, model: &Model) -> anyhow::Result<(Article, Analysis)> {
    // Pages of other sets than fundus are listed with their set: "aeb/NAME".
    let folder = data.join(if page.contains('/') { "pages" } else { "pages/fundus" });
    let about = fs::read_to_string(folder.join(format!("{page}.json")))?.replace(": NaN", ": null");
    let about: Value = serde_json::from_str(&about)?;
    let settings = Settings { url: about["url"].as_str().map(str::to_owned), ..Settings::default() };
    let file = File::open(folder.join(format!("{page}.html.gz")))?;
    let capture = captures(file, None)?.next().context("a page is one article")??;
    let article = article::read(&capture, &settings)?;
    let analysis = model.analyze(&article);
    Ok((article, analysis))
}

fn actor<'r>(record: &'r Record<CharSpan>, statement: &Statement<CharSpan>) -> Option<&'r Actor<CharSpan>> {
    let id = statement.source.actor.as_deref()?;
    record.actors.iter().find(|actor| actor.id == id)
}

/// From the first to the last code point of the content.
pub(crate) fn place(statement: &Statement<CharSpan>) -> (usize, usize) {
    let start = statement.content.first().map_or(0, |span| span.0);
    (start, statement.content.last().map_or(0, |span| span.1))
}

fn list(page: &str, record: &Record<CharSpan>, statement: &Statement<CharSpan>) {
    let text: Vec<char> = record.article.text.chars().collect();
    let words = |spans: &[CharSpan]| {
        let parts = spans.iter().filter_map(|span| text.get(span.0..span.1));
        parts.map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" … ").replace('\n', " ")
    };
    let (start, end) = place(statement);
    let speaker = actor(record, statement).map(|actor| actor.name.as_str());
    let speaker = speaker.or(statement.source.description.as_deref()).unwrap_or("-");
    println!(
        "{page}\t{start}\t{end}\t{speaker}\t{:.2}\t{:?}\t[{}]\t<{}>\t{}",
        statement.confidence,
        statement.form,
        words(&statement.source.spans),
        words(&statement.cue),
        words(&statement.content)
    );
}
