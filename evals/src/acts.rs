//! What statements do, on statements of `PolNeAR` labelled by hand (`evals/acts/`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use article::{Article, CharSpan, CodePoints};
use clap::Args;
use language::{Analysis, Model, WordSpan};
use record::evaluation::{Manner, manner};
use serde_json::Value;

use crate::language::polnear;

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `polnear/`
    #[arg(long)]
    data: PathBuf,

    /// Which parts, with commas between: `rules`, `reported`, `fresh`, `last` or `hearers` (see `evals/acts/README.md`)
    #[arg(long, default_value = "hearers")]
    part: String,

    /// Show each statement that is read wrongly
    #[arg(long)]
    wrong: bool,
}

/// One labelled statement.
struct Labelled {
    number: String,
    article: String,
    attribution: usize,
    half: String,
    kind: String,
    act: String,
    audience: Vec<CharSpan>,
    medium: String,
    negated: bool,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let half = flags.part.as_str();
    let labelled: Vec<Labelled> =
        labelled()?.into_iter().filter(|label| half.split(',').any(|half| half == label.half)).collect();
    let model = Model::embedded()?;
    let mut scores = Scores::default();
    for text in polnear::texts(&flags.data)?.into_iter().chain(polnear::part(&flags.data, "train")?) {
        let own: Vec<&Labelled> =
            labelled.iter().filter(|label| text.answer["id"] == label.article.as_str()).collect();
        if own.is_empty() {
            continue;
        }
        let line = serde_json::json!({ "text": text.text }).to_string();
        let capture =
            article::captures_of(line.as_bytes(), None)?.next().context("a line is one article")??;
        let article = article::read(&capture, &article::Settings::default())?;
        let analysis = model.analyze_passages(&text.text, &text.passages());
        let reader = Reader { article: &article, analysis: &analysis, offsets: CodePoints::of(&text.text) };
        for label in own {
            let wrong = scores.add(&reader, label, &text.answer["attributions"][label.attribution]);
            if flags.wrong && !wrong.is_empty() {
                println!("{}: {}", label.number, wrong.join("; "));
            }
        }
    }
    println!("part {half}: {} statements", scores.n);
    scores.show();
    Ok(())
}

fn labelled() -> anyhow::Result<Vec<Labelled>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("acts/statements.tsv");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    text.lines().skip(1).map(|line| row(line).with_context(|| format!("{line:?} is no row"))).collect()
}

fn row(line: &str) -> Option<Labelled> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [number, article, attribution, _, half, kind, act, audience, medium, negated] = cells.as_slice()
    else {
        return None;
    };
    let span = |span: &str| {
        let (start, end) = span.split_once('-')?;
        Some(CharSpan(start.parse().ok()?, end.parse().ok()?))
    };
    Some(Labelled {
        number: (*number).to_owned(),
        article: (*article).to_owned(),
        attribution: attribution.parse().ok()?,
        half: (*half).to_owned(),
        kind: (*kind).to_owned(),
        act: (*act).to_owned(),
        audience: audience.split_whitespace().map(span).collect::<Option<_>>()?,
        medium: (*medium).to_owned(),
        negated: *negated == "true",
    })
}

/// An article with its analysis, for spans counted in code points.
struct Reader<'a> {
    article: &'a Article,
    analysis: &'a Analysis,
    offsets: CodePoints<'a>,
}

impl Reader<'_> {
    fn manner(&self, attribution: &Value) -> Manner {
        let spans = |role: &str| {
            let all = attribution[role].as_array().into_iter().flatten();
            all.filter_map(|span| Some(CharSpan(offset(&span[0])?, offset(&span[1])?)))
                .map(|span| self.words(span))
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
        };
        manner(self.article, self.analysis, spans("source"), spans("cue"), spans("content"))
    }

    fn words(&self, span: CharSpan) -> WordSpan {
        let words = &self.analysis.words;
        let chars = |word: usize| self.offsets.chars(words[word].span);
        let numbers: Vec<usize> = (0..words.len()).collect();
        let start = numbers.partition_point(|word| chars(*word).1 <= span.0);
        let end = numbers.partition_point(|word| chars(*word).0 < span.1);
        WordSpan::new(start, end.max(start))
    }

    /// The word of a stretch that all others in it hang on: two stretches name the same hearer when it is the same.
    fn head(&self, words: WordSpan) -> Option<usize> {
        let is_top = |word: &usize| self.analysis.words[*word].head.is_none_or(|head| !words.contains(head));
        words.iter().find(is_top)
    }
}

fn offset(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

/// Right, found and labelled.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    found: usize,
    labelled: usize,
}

impl Tally {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.labelled).max(1) as f64
    }
}

#[derive(Debug, Default)]
struct Scores {
    n: usize,
    act: usize,
    kind: usize,
    negated: Tally,
    acts: BTreeMap<String, Tally>,
    audience: Tally,
    medium: Tally,
    confused: BTreeMap<(String, String), usize>,
}

impl Scores {
    /// Counts a statement and says what is wrong about its reading.
    fn add(&mut self, reader: &Reader, label: &Labelled, attribution: &Value) -> Vec<String> {
        let manner = reader.manner(attribution);
        let (act, kind) = (name(&manner.act), name(&manner.kind));
        let mut wrong = Vec::new();
        self.n += 1;
        self.act += usize::from(act == label.act);
        self.kind += usize::from(kind == label.kind);
        self.acts.entry(act.clone()).or_default().found += 1;
        self.acts.entry(label.act.clone()).or_default().labelled += 1;
        if act == label.act {
            self.acts.entry(act).or_default().right += 1;
        } else {
            wrong.push(format!("act {}, not {act}", label.act));
            *self.confused.entry((label.act.clone(), act)).or_default() += 1;
        }
        if kind != label.kind {
            wrong.push(format!("kind {}, not {kind}", label.kind));
        }
        wrong.extend(self.add_audience(reader, label, &manner));
        wrong.extend(self.add_medium(label, &manner));
        self.negated.found += usize::from(manner.negated);
        self.negated.labelled += usize::from(label.negated);
        self.negated.right += usize::from(manner.negated && label.negated);
        if manner.negated != label.negated {
            wrong.push(format!("negated {}, not {}", label.negated, manner.negated));
        }
        wrong
    }

    fn add_audience(&mut self, reader: &Reader, label: &Labelled, manner: &Manner) -> Option<String> {
        let gold: Vec<Option<usize>> =
            label.audience.iter().map(|span| reader.head(reader.words(*span))).collect();
        let found: Vec<Option<usize>> = manner.audience.iter().map(|span| reader.head(*span)).collect();
        let right = found.iter().filter(|head| gold.contains(head)).count();
        self.audience.right += right;
        self.audience.found += found.len();
        self.audience.labelled += gold.len();
        // Where the tree has each hearer, so that one sees whether the rule or the tree is wrong.
        let shown = |heads: &[Option<usize>]| {
            let places = heads.iter().flatten().map(|head| {
                let word = &reader.analysis.words[*head];
                let lemma = |word: usize| reader.analysis.words[word].lemma.as_str();
                format!("{} {} of {}", lemma(*head), word.relation, word.head.map_or("nothing", lemma))
            });
            format!("{:?}", places.collect::<Vec<_>>())
        };
        (right < found.len().max(gold.len()))
            .then(|| format!("audience {}, not {}", shown(&gold), shown(&found)))
    }

    fn add_medium(&mut self, label: &Labelled, manner: &Manner) -> Option<String> {
        let found = manner.medium.unwrap_or_default();
        self.medium.found += usize::from(!found.is_empty());
        self.medium.labelled += usize::from(!label.medium.is_empty());
        self.medium.right += usize::from(!found.is_empty() && found == label.medium);
        (found != label.medium).then(|| format!("medium {:?}, not {found:?}", label.medium))
    }

    fn show(&self) {
        let share = |right: usize| 100.0 * right as f64 / self.n.max(1) as f64;
        println!("act: accuracy {:.1} %; kind: accuracy {:.1} %", share(self.act), share(self.kind));
        let labelled: Vec<(&String, &Tally)> =
            self.acts.iter().filter(|(act, tally)| *act != "say" && tally.labelled > 0).collect();
        let sum: f64 = labelled.iter().map(|(_, tally)| tally.f1()).sum();
        println!(
            "act: macro F1 {:.3} over {} acts other than say",
            sum / labelled.len().max(1) as f64,
            labelled.len()
        );
        for (name, tally) in
            [("audience", &self.audience), ("medium", &self.medium), ("negated", &self.negated)]
        {
            let Tally { right, found, labelled } = tally;
            println!("{name}: F1 {:.3} ({right} right of {found} found, {labelled} labelled)", tally.f1());
        }
        for (act, tally) in &self.acts {
            let Tally { right, found, labelled } = tally;
            println!("  {act}: F1 {:.3} ({right} right of {found} found, {labelled} labelled)", tally.f1());
        }
        for ((label, found), count) in &self.confused {
            println!("  {label} read as {found}: {count}");
        }
    }
}

/// The name of an act or kind in JSON.
fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
