//! How many of the events that a report shows are right, on pages judged by hand (`events/README.md` says how).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail};
use article::CharSpan;
use clap::Args;
use record::{Event, Label, Record};

use crate::judged::{self, Judged, Texts};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder that holds `pages/` and `polnear/`
    #[arg(long)]
    data: PathBuf,
    /// Events of less confidence are folded away in reports, and not counted
    #[arg(long, default_value_t = record::UNSURE_EVENT)]
    line: f64,
    /// Which texts (`events/README.md` names the parts); `all` is every part
    #[arg(long, default_value = "fresh")]
    part: String,
    /// Another codebook than the program's own
    #[arg(long, value_name = "DIR")]
    codebook: Option<PathBuf>,
    /// Another file of verdicts than `events/surplus.tsv`, for texts that are being judged
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
    /// List the events that nobody has judged as they are read now, for judging
    #[arg(long)]
    list: bool,
    /// List the judged events above the line whose type or sides are wrong, and those shown as done that did not occur
    #[arg(long)]
    wrong: bool,
    /// Print a line for each judged event, with its verdicts, for `events/fit_confidence.py`
    #[arg(long)]
    dump: bool,
}

const VERDICTS: &str = include_str!("../events/surplus.tsv");

/// What a judge says of an event, by its page and the start of its word.
struct Verdict {
    /// What the event was when it was judged, where that is known: [`judged::as_read`].
    as_read: String,
    is_type_right: bool,
    are_sides_right: bool,
    /// Whether it occurred by the article.
    has_occurred: bool,
}

impl Verdict {
    /// Prints an event of which something is wrong, with what it is.
    fn complain(&self, name: &str, record: &Record<CharSpan>, event: &Event<CharSpan>) {
        let is_done = matches!(event.label, Label::Occurred | Label::Ongoing);
        let wrongs = [
            (!self.is_type_right, "type"),
            (!self.are_sides_right, "sides"),
            (is_done && !self.has_occurred, "done"),
        ];
        let wrongs: Vec<&str> = wrongs.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
        if !wrongs.is_empty() {
            println!("{name}\t{}\t{}\t{}", event.trigger.0, wrongs.join(" "), judged::tell(record, event));
        }
    }
}

/// The verdicts on a text's events by the starts of their words.
type Page = BTreeMap<usize, Verdict>;

/// The verdicts on a part's texts, by set and id.
fn verdicts<'t>(text: &'t str, part: &str) -> anyhow::Result<BTreeMap<&'t str, BTreeMap<&'t str, Page>>> {
    let mut sets: BTreeMap<&str, BTreeMap<&str, Page>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&'t str> = line.split('\t').collect();
        let [own, set, id, start, as_read, is_type_right, are_sides_right, has_occurred] = fields[..] else {
            bail!("{line:?}: eight fields are expected")
        };
        if part != "all" && own != part {
            continue;
        }
        let page = sets.entry(set).or_default().entry(id).or_default();
        // A page without a shown event stands there by its name alone.
        if let Ok(start) = start.parse() {
            let is = |field: &str| field == "1";
            page.insert(
                start,
                Verdict {
                    as_read: as_read.to_owned(),
                    is_type_right: is(is_type_right),
                    are_sides_right: is(are_sides_right),
                    has_occurred: is(has_occurred),
                },
            );
        }
    }
    Ok(sets)
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let texts = Texts::new(&flags.data, flags.codebook.as_deref())?;
    let mut tally = Tally::default();
    let verdicts_of = |file: &PathBuf| {
        fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
    };
    let text = flags.verdicts.as_ref().map_or_else(|| Ok(VERDICTS.to_owned()), verdicts_of)?;
    for (set, pages) in verdicts(&text, &flags.part)? {
        let records = texts.read(set, &pages.keys().copied().collect::<BTreeSet<_>>())?;
        for (id, page) in &pages {
            if let Some(judged) = records.get(*id) {
                tally.take(flags, &format!("{set}\t{id}"), page, judged);
            }
        }
    }
    tally.print();
    Ok(())
}

#[derive(Default)]
struct Tally {
    judged: usize,
    type_right: usize,
    right: usize,
    done: usize,
    not_done: usize,
    unjudged: usize,
    folded: usize,
}

impl Tally {
    fn take(&mut self, flags: &Flags, name: &str, page: &Page, judged: &Judged) {
        let record = &judged.record;
        for (event, features) in record.events.iter().zip(&judged.features) {
            let as_read = judged::as_read(record, event);
            let verdict = page.get(&event.trigger.0);
            let verdict = verdict.filter(|verdict| verdict.as_read == "-" || verdict.as_read == as_read);
            if let Some(verdict) = verdict.filter(|_| flags.dump) {
                let name = name.replace('\t', "/");
                let (types, sides) = (verdict.is_type_right, verdict.are_sides_right);
                println!("{name}\t{types}\t{sides}\t{}", features.join(" "));
            }
            if event.confidence < flags.line {
                self.folded += 1;
                continue;
            }
            let Some(verdict) = verdict else {
                self.unjudged += 1;
                if flags.list {
                    println!("{name}\t{}\t{as_read}\t{}", event.trigger.0, judged::tell(record, event));
                }
                continue;
            };
            if flags.wrong {
                verdict.complain(name, record, event);
            }
            self.judged += 1;
            self.type_right += usize::from(verdict.is_type_right);
            self.right += usize::from(verdict.is_type_right && verdict.are_sides_right);
            if matches!(event.label, Label::Occurred | Label::Ongoing) {
                self.done += 1;
                self.not_done += usize::from(!verdict.has_occurred);
            }
        }
    }

    fn print(&self) {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let Self { judged, type_right, right, done, not_done, unjudged, folded } = self;
        println!(
            "{right} of {judged} judged events are right in type and sides, {:.1} %; {type_right} in type, {:.1} %",
            share(*right, *judged),
            share(*type_right, *judged)
        );
        println!("{not_done} of {done} shown as done did not occur, {:.1} %", share(*not_done, *done));
        println!("{unjudged} are not judged as they are read now, {folded} are folded away");
    }
}
