//! Who a speaker is, on 200 attributions of PolNeAR whose source is a pronoun, a title or a short name, judged by hand
//! (`speakers/README.md` says how they were drawn and judged, and when an actor counts as right).

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use article::{Article, CharSpan, CodePoints, Settings, captures};
use clap::Args;
use language::{Analysis, Model};
use onrecord::{Actor, Record, Statement};
use record::WatchList;
use serde_json::Value;

use crate::names::{Outcome, Speaker, judge};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `polnear/dev.jsonl.gz`
    #[arg(long)]
    data: PathBuf,
    /// Ask for the actor of the source as given, whether or not it is read as a statement
    #[arg(long)]
    given: bool,
    /// List those that are not right
    #[arg(long)]
    list: bool,
}

/// A line of `speakers/verdicts.tsv`: who speaks where, as a reader of the article says.
#[derive(Debug)]
struct Verdict {
    article: String,
    source: CharSpan,
    kind: String,
    speaker: Speaker,
    names: Vec<String>,
}

const OUTCOMES: [(Outcome, &str); 5] = [
    (Outcome::Right, "right"),
    (Outcome::Short, "short"),
    (Outcome::Wrong, "wrong"),
    (Outcome::NoActor, "no actor"),
    (Outcome::Missed, "missed"),
];

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let verdicts = verdicts()?;
    let source = flags.data.join("polnear/dev.jsonl.gz");
    let model = Model::embedded()?;
    let file = File::open(&source).with_context(|| format!("{} cannot be opened", source.display()))?;
    let mut tallies: BTreeMap<&str, BTreeMap<Outcome, usize>> = BTreeMap::new();
    for capture in captures(file, None)? {
        let capture = capture?;
        let answer: Value = serde_json::from_slice(&capture.bytes)?;
        let of_article: Vec<&Verdict> =
            verdicts.iter().filter(|verdict| answer["id"] == verdict.article.as_str()).collect();
        if of_article.is_empty() {
            continue;
        }
        let article = article::read(&capture, &Settings::default())?;
        let analysis = model.analyze(&article);
        if flags.given {
            given(&article, &analysis, &of_article, flags.list, &mut tallies);
            continue;
        }
        let record = record::read(article, &analysis).in_code_points();
        for verdict in of_article.into_iter().filter(|verdict| verdict.speaker != Speaker::Unclear) {
            let outcome = outcome(&record, verdict);
            for kind in [verdict.kind.as_str(), "all"] {
                *tallies.entry(kind).or_default().entry(outcome).or_default() += 1;
            }
            if flags.list && outcome != Outcome::Right {
                list(&record, verdict, outcome);
            }
        }
    }
    print(&tallies);
    Ok(())
}

/// The actor of each source where it stands.
fn given<'v>(
    article: &Article,
    analysis: &Analysis,
    verdicts: &[&'v Verdict],
    lists: bool,
    tallies: &mut BTreeMap<&'v str, BTreeMap<Outcome, usize>>,
) {
    let offsets = CodePoints::of(&article.text);
    let clear = verdicts.iter().filter(|verdict| verdict.speaker != Speaker::Unclear);
    let placed: Vec<_> =
        clear.filter_map(|verdict| Some((verdict, offsets.bytes(verdict.source)?))).collect();
    let places: Vec<_> = placed.iter().map(|(_, place)| *place).collect();
    let found = record::actors_at(article, analysis, &WatchList::default(), &places);
    for ((verdict, place), actors) in placed.into_iter().zip(found) {
        let named = actors.first().map(|actor| (&actor.name, &actor.aliases));
        let outcome = judge(named, None, verdict.speaker, &verdict.names);
        for kind in [verdict.kind.as_str(), "all"] {
            *tallies.entry(kind).or_default().entry(outcome).or_default() += 1;
        }
        if lists && outcome != Outcome::Right {
            let CharSpan(start, _) = verdict.source;
            let words = article.words(place);
            let found: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).take(4).collect();
            println!(
                "{outcome:?}\t{}\t{start}\t{words}\tis {}\tread as {found:?}",
                verdict.article, verdict.names[0]
            );
        }
    }
}

fn verdicts() -> anyhow::Result<Vec<Verdict>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("speakers/verdicts.tsv");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let lines = text.lines().skip(1);
    lines.map(|line| verdict(line).with_context(|| format!("{}: {line:?}", path.display()))).collect()
}

fn verdict(line: &str) -> anyhow::Result<Verdict> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [article, start, end, kind, speaker, names] = fields[..] else { bail!("six fields are expected") };
    Ok(Verdict {
        article: article.to_owned(),
        source: CharSpan(start.parse()?, end.parse()?),
        kind: kind.to_owned(),
        speaker: speaker.parse()?,
        names: names.split(" | ").map(str::to_owned).collect(),
    })
}

fn outcome(record: &Record<CharSpan>, verdict: &Verdict) -> Outcome {
    let Some(statement) = statement_at(record, verdict.source) else { return Outcome::Missed };
    let actor = actor_of(record, statement);
    let description = statement.source.description.as_deref();
    judge(actor.map(|actor| (&actor.name, &actor.aliases)), description, verdict.speaker, &verdict.names)
}

/// The statement whose source shares the most with a span.
fn statement_at(record: &Record<CharSpan>, span: CharSpan) -> Option<&Statement<CharSpan>> {
    let shared = |statement: &Statement<CharSpan>| -> usize {
        let spans = statement.source.spans.iter();
        spans.map(|source| source.1.min(span.1).saturating_sub(source.0.max(span.0))).sum()
    };
    let found = record.statements.iter().filter(|statement| shared(statement) > 0);
    found.rev().max_by_key(|statement| shared(statement))
}

fn actor_of<'a>(
    record: &'a Record<CharSpan>,
    statement: &Statement<CharSpan>,
) -> Option<&'a Actor<CharSpan>> {
    let id = statement.source.actor.as_deref()?;
    record.actors.iter().find(|actor| actor.id == id)
}

fn list(record: &Record<CharSpan>, verdict: &Verdict, outcome: Outcome) {
    let CharSpan(start, end) = verdict.source;
    let words: String = record.article.text.chars().skip(start).take(end - start).collect();
    let actor = statement_at(record, verdict.source).and_then(|statement| actor_of(record, statement));
    let found = actor.map_or("-", |actor| &actor.name);
    let wanted = &verdict.names[0];
    println!("{outcome:?}\t{}\t{start}\t{words}\tis {wanted}\tread as {found}", verdict.article);
}

fn print(tallies: &BTreeMap<&str, BTreeMap<Outcome, usize>>) {
    print!("{:<12}{:>6}", "source", "n");
    for (_, name) in OUTCOMES {
        print!("{name:>10}");
    }
    println!("{:>16}", "right of found");
    for (kind, tally) in tallies {
        let of = |outcome: &Outcome| tally.get(outcome).copied().unwrap_or(0);
        let n: usize = tally.values().sum();
        print!("{kind:<12}{n:>6}");
        for (outcome, _) in &OUTCOMES {
            print!("{:>10}", of(outcome));
        }
        let share = 100.0 * of(&Outcome::Right) as f64 / (n - of(&Outcome::Missed)).max(1) as f64;
        println!("{share:>14.1} %");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_can_be_read() {
        let verdicts = verdicts().unwrap();
        assert_eq!(verdicts.len(), 200);
        let is_complete = |verdict: &&Verdict| {
            (verdict.speaker == Speaker::Unclear) == verdict.names.iter().all(String::is_empty)
                && verdict.source.0 < verdict.source.1
        };
        assert_eq!(
            verdicts.iter().find(|verdict| !is_complete(verdict)).map(|verdict| &verdict.article),
            None
        );
    }
}
