//! What became of events, on events labelled by hand (`events/README.md` says how).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use crate::judged::{self, Texts};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `pages/`, `plover/`, `polnear/` and `timex/`
    #[arg(long)]
    data: PathBuf,

    /// Another codebook than the program's own
    #[arg(long, value_name = "DIR")]
    codebook: Option<PathBuf>,

    /// List what is read wrongly in the parts that rules were written on
    #[arg(long)]
    wrong: bool,

    /// Print a line for each event, with its confidence and verdicts, for `events/fit_confidence.py`
    #[arg(long)]
    dump: bool,
}

const LABELS: &str = include_str!("../events/labels.tsv");

/// An event labelled by hand.
struct Labelled {
    set: &'static str,
    id: &'static str,
    start: usize,
    event: &'static str,
    is_type_right: bool,
    are_sides_right: bool,
    label: &'static str,
    half: &'static str,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let labelled: Vec<Labelled> = LABELS.lines().skip(1).map(labelled).collect::<anyhow::Result<_>>()?;
    let texts = Texts::new(&flags.data, flags.codebook.as_deref())?;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for set in labelled.iter().map(|one| one.set).collect::<BTreeSet<_>>() {
        let own: Vec<&Labelled> = labelled.iter().filter(|one| one.set == set).collect();
        let records = texts.read(set, &own.iter().map(|one| one.id).collect())?;
        for one in own {
            let judged = records.get(one.id);
            let event = judged.and_then(|judged| judged.event_at(one.start));
            let found = event.map(|(event, _)| event.label.label());
            for part in [one.half, "all parts"] {
                tallies.entry(part).or_default().take(one, found);
            }
            let Some(((event, features), judged)) = event.zip(judged) else { continue };
            if flags.wrong && one.half != "report" && one.is_type_right && found != Some(one.label) {
                println!(
                    "{} read {} | {}",
                    one.label,
                    event.label.label(),
                    judged::tell(&judged.record, event)
                );
            }
            // The later parts stand in `surplus.tsv` with what was judged.
            if flags.dump && matches!(one.half, "tune" | "report") && event.r#type.label() == one.event {
                let (is_type_right, are_sides_right) = (one.is_type_right, one.are_sides_right);
                let told = features.join(" ");
                println!("{}/{}\t{is_type_right}\t{are_sides_right}\t{told}", one.set, one.id);
            }
        }
    }
    for (part, tally) in &tallies {
        tally.print(part);
    }
    Ok(())
}

fn labelled(line: &'static str) -> anyhow::Result<Labelled> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [set, id, start, _, event, is_type_right, are_sides_right, label, _, _, _, half] = fields[..] else {
        bail!("{line:?}: twelve fields are expected")
    };
    Ok(Labelled {
        set,
        id,
        start: start.parse()?,
        event,
        is_type_right: is_type_right == "1",
        are_sides_right: are_sides_right == "1",
        label,
        half,
    })
}

/// What was found of the labels, of those whose type is right and of all.
#[derive(Default)]
struct Tally {
    right_type: Confusion,
    all: Confusion,
    not_read: usize,
}

impl Tally {
    fn take(&mut self, one: &Labelled, found: Option<&'static str>) {
        let Some(found) = found else {
            self.not_read += 1;
            return;
        };
        self.all.take(one.label, found);
        if one.is_type_right {
            self.right_type.take(one.label, found);
        }
    }

    fn print(&self, part: &str) {
        println!("{part}: {} are not read any more", self.not_read);
        self.right_type.print("  events of the right type");
        self.all.print("  all");
        for (label, (n, f1)) in self.right_type.by_label() {
            println!("    {label:<14} {n:>4}  F1 {f1:.2}");
        }
    }
}

/// How often one label was read for another.
#[derive(Default)]
struct Confusion(BTreeMap<(&'static str, &'static str), usize>);

impl Confusion {
    fn take(&mut self, label: &'static str, found: &'static str) {
        *self.0.entry((label, found)).or_default() += 1;
    }

    fn count(&self, fits: impl Fn(&str, &str) -> bool) -> usize {
        self.0.iter().filter(|((label, found), _)| fits(label, found)).map(|(_, n)| n).sum()
    }

    /// How often each label was given by hand, and its F1.
    fn by_label(&self) -> BTreeMap<&'static str, (usize, f64)> {
        let labels: BTreeSet<&str> = self.0.keys().map(|(label, _)| *label).collect();
        let score = |own: &'static str| {
            let given = self.count(|label, _| label == own);
            let found = self.count(|_, found| found == own);
            let both = self.count(|label, found| label == own && found == own);
            (own, (given, 2.0 * both as f64 / (given + found) as f64))
        };
        labels.into_iter().map(score).collect()
    }

    fn print(&self, name: &str) {
        let n = self.count(|_, _| true).max(1) as f64;
        let is_done = |label: &str| matches!(label, "occurred" | "ongoing");
        let same = self.count(|label, found| label == found) as f64;
        let settled = self.count(|label, found| is_done(label) == is_done(found)) as f64;
        let shown_done = self.count(|_, found| is_done(found)).max(1) as f64;
        let not_done = self.count(|label, found| !is_done(label) && is_done(found)) as f64;
        let by_label = self.by_label();
        let macro_f1 = by_label.values().map(|(_, f1)| f1).sum::<f64>() / by_label.len().max(1) as f64;
        println!(
            "{name} ({n}): right {:.1} %, macro F1 {macro_f1:.3} over {} labels, occurred or not {:.1} %, {:.1} % of those shown as done were not",
            100.0 * same / n,
            by_label.len(),
            100.0 * settled / n,
            100.0 * not_done / shown_done
        );
    }
}
