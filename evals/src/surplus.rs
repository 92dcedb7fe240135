//! How many of the events that a report shows are right, on pages judged by hand (`events/README.md` says how).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use record::Label;

use crate::judged::{self, Texts};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder that holds `pages/`
    #[arg(long)]
    data: PathBuf,
    /// Events of less confidence are folded away in reports, and not judged
    #[arg(long, default_value_t = record::UNSURE_EVENT)]
    line: f64,
    /// List the events that nobody has judged, for judging
    #[arg(long)]
    list: bool,
}

const VERDICTS: &str = include_str!("../events/surplus.tsv");

/// What a judge says of an event, by its page and the start of its word.
struct Verdict {
    is_right: bool,
    /// Whether it occurred by the article.
    has_occurred: bool,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let mut verdicts: BTreeMap<(&str, &str), BTreeMap<usize, Verdict>> = BTreeMap::new();
    for line in VERDICTS.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, id, start, is_type_right, are_sides_right, has_occurred] = fields[..] else {
            bail!("{line:?}: six fields are expected")
        };
        let page = verdicts.entry((set, id)).or_default();
        // A page without a shown event stands there by its name alone.
        if let Ok(start) = start.parse() {
            let is_right = is_type_right == "1" && are_sides_right == "1";
            page.insert(start, Verdict { is_right, has_occurred: has_occurred == "1" });
        }
    }
    let texts = Texts::new(&flags.data, None)?;
    let (mut judged, mut right, mut done, mut not_done, mut unjudged, mut folded) = (0, 0, 0, 0, 0, 0);
    for ((set, id), own) in &verdicts {
        let records = texts.read(set, &BTreeSet::from([*id]))?;
        let Some(page) = records.get(*id) else { continue };
        for event in &page.record.events {
            if event.confidence < flags.line {
                folded += 1;
                continue;
            }
            let Some(verdict) = own.get(&event.trigger.0) else {
                unjudged += 1;
                if flags.list {
                    println!("{set}\t{id}\t{}\t{}", event.trigger.0, judged::tell(&page.record, event));
                }
                continue;
            };
            judged += 1;
            right += usize::from(verdict.is_right);
            if matches!(event.label, Label::Occurred | Label::Ongoing) {
                done += 1;
                not_done += usize::from(!verdict.has_occurred);
            }
        }
    }
    println!("{right} of {judged} judged events are right in type and sides, {:.1} %", share(right, judged));
    println!("{not_done} of {done} shown as done did not occur, {:.1} %", share(not_done, done));
    println!("{unjudged} are not judged, {folded} are folded away");
    Ok(())
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
