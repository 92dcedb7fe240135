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

/// Whether the article names the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker {
    Named,
    Unnamed,
    /// Nobody speaks there, or the article does not tell who.
    Unclear,
}

/// What the reader made of an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The actor has the speaker's full name.
    Right,
    /// The actor has a part of the speaker's name, and nothing fuller.
    Short,
    /// The actor is another.
    Wrong,
    /// There is a statement, but nobody made it.
    NoActor,
    /// No statement has its source there.
    Missed,
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
    for verdict in verdicts.iter().filter(|verdict| verdict.speaker != Speaker::Unclear) {
        let place = offsets.bytes(verdict.source);
        let actors = place
            .map(|place| record::actors_at(article, analysis, &WatchList::default(), &[place]).remove(0));
        let actors = actors.unwrap_or_default();
        let outcome = outcome_of(actors.first().map(|actor| (&actor.name, &actor.aliases)), None, verdict);
        for kind in [verdict.kind.as_str(), "all"] {
            *tallies.entry(kind).or_default().entry(outcome).or_default() += 1;
        }
        if lists && outcome != Outcome::Right {
            let CharSpan(start, _) = verdict.source;
            let words = place.map_or("", |place| article.words(place));
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
        speaker: match speaker {
            "named" => Speaker::Named,
            "unnamed" => Speaker::Unnamed,
            "unclear" => Speaker::Unclear,
            other => bail!("a speaker is named, unnamed or unclear, not {other:?}"),
        },
        names: names.split(" | ").map(str::to_owned).collect(),
    })
}

fn outcome(record: &Record<CharSpan>, verdict: &Verdict) -> Outcome {
    let Some(statement) = statement_at(record, verdict.source) else { return Outcome::Missed };
    let actor = actor_of(record, statement);
    let description = statement.source.description.as_deref();
    outcome_of(actor.map(|actor| (&actor.name, &actor.aliases)), description, verdict)
}

/// What became of a speaker whose actor has this name and these aliases, or who is only described.
fn outcome_of(
    actor: Option<(&String, &Vec<String>)>,
    description: Option<&str>,
    verdict: &Verdict,
) -> Outcome {
    let full = actor.into_iter().flat_map(|(name, aliases)| std::iter::once(name).chain(aliases));
    let found: Vec<Vec<String>> = full.map(String::as_str).chain(description).map(words).collect();
    let wanted: Vec<Vec<String>> = verdict.names.iter().map(|name| words(name)).collect();
    let any = |test: fn(&[String], &[String]) -> bool| {
        wanted.iter().any(|wanted| found.iter().any(|found| test(found, wanted)))
    };
    match verdict.speaker {
        Speaker::Named if actor.is_none() => Outcome::NoActor,
        _ if found.is_empty() => Outcome::NoActor,
        Speaker::Named if any(is_name_of) => Outcome::Right,
        Speaker::Unnamed if any(contains) => Outcome::Right,
        Speaker::Named if any(is_part_of) => Outcome::Short,
        _ => Outcome::Wrong,
    }
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

/// What is not part of a name: it may be there or not.
const AROUND_NAMES: [&str; 16] = [
    "the",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gov",
    "gen",
    "senator",
    "governor",
    "secretary",
    "president",
    "chancellor",
    "jr",
    "sr",
];

/// The words of a name in small letters, without titles, articles and marks.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace(['’', '\''], " ");
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "s");
    words.filter(|word| !AROUND_NAMES.contains(word)).map(str::to_owned).collect()
}

/// Whether two names are one: the same words, or more of them between the same first and last ("Hillary Rodham
/// Clinton" is "Hillary Clinton").
fn is_name_of(found: &[String], wanted: &[String]) -> bool {
    let same_ends = found.len() > 1
        && wanted.len() > 1
        && found.first() == wanted.first()
        && found.last() == wanted.last()
        && contains(found, wanted);
    found == wanted || same_ends
}

/// Whether a name is less than the full one: "Clinton" for "Hillary Clinton".
fn is_part_of(found: &[String], wanted: &[String]) -> bool {
    !found.is_empty() && found.len() < wanted.len() && contains(wanted, found)
}

/// Whether a name or description has all of some words.
fn contains(longer: &[String], shorter: &[String]) -> bool {
    !shorter.is_empty() && shorter.iter().all(|word| longer.contains(word))
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
    fn names_are_compared_without_titles_and_middle_names() {
        for (found, wanted, is_same, is_part) in [
            ("Sen. Ana Ruiz", "Ana Ruiz", true, false),
            ("Ana María Ruiz", "Ana Ruiz", true, false),
            ("Ruiz", "Ana Ruiz", false, true),
            ("Bruno Ruiz", "Ana Ruiz", false, false),
            ("Ruiz campaign", "Ruiz", false, false),
            ("the Ruiz campaign", "Ruiz campaign", true, false),
            ("", "Ana Ruiz", false, false),
        ] {
            let (found, wanted) = (words(found), words(wanted));
            assert_eq!(is_name_of(&found, &wanted), is_same, "{found:?} is {wanted:?}");
            assert_eq!(is_part_of(&found, &wanted), is_part, "{found:?} is part of {wanted:?}");
        }
    }

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
