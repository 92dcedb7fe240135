//! `cargo xtask diff`: what a change of the program changes in the records of a folder of articles.
//!
//! Articles are paired by their id, statements and events by the words that they stand on. What is only in the later record
//! appeared (`+`), what is only in the earlier one vanished (`-`), and of what is in both each field with other words is
//! shown (`~`). Ids, offsets and degrees of confidence are no difference.

mod items;
mod pairs;
mod side;

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use items::{Item, items};
use pairs::{Change, changes};
use side::records;

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// Files and folders with articles
    #[arg(default_value = "samples")]
    paths: Vec<PathBuf>,
    /// The earlier reading: a git revision (it is built, once), a program, or records saved as JSON Lines
    #[arg(long, default_value = "HEAD", value_name = "REVISION|PROGRAM|FILE.jsonl")]
    before: String,
    /// The later reading, likewise; without it, the working tree as it is
    #[arg(long, value_name = "REVISION|PROGRAM|FILE.jsonl")]
    after: Option<String>,
    /// Print only how much changed
    #[arg(long)]
    summary: bool,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let before = records(Some(&flags.before), &flags.paths)?;
    let after = records(flags.after.as_deref(), &flags.paths)?;
    if before.is_empty() && after.is_empty() {
        bail!("no article was read on either side");
    }
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut count = Count::default();
    for name in &names {
        let side = |record: Option<&serde_json::Value>| record.map_or_else(Vec::new, items);
        let (earlier, later) = (side(before.get(*name)), side(after.get(*name)));
        let changes = changes(&earlier, &later);
        count.touched_articles += usize::from(!changes.is_empty());
        if !changes.is_empty() && !flags.summary {
            println!("\n{name}");
        }
        for change in &changes {
            count.add(change);
            if !flags.summary {
                show(change);
            }
        }
    }
    println!(
        "\n{} appeared, {} vanished, {} changed, in {} of {} articles",
        count.appeared,
        count.vanished,
        count.changed,
        count.touched_articles,
        names.len()
    );
    Ok(())
}

#[derive(Default)]
struct Count {
    touched_articles: usize,
    appeared: usize,
    vanished: usize,
    changed: usize,
}

impl Count {
    fn add(&mut self, change: &Change) {
        match change {
            Change::Appeared(_) => self.appeared += 1,
            Change::Vanished(_) => self.vanished += 1,
            Change::Changed(..) => self.changed += 1,
        }
    }
}

fn show(change: &Change) {
    match change {
        Change::Appeared(item) => println!("  + {}", line(item)),
        Change::Vanished(item) => println!("  - {}", line(item)),
        Change::Changed(item, fields) => {
            println!("  ~ {}", line(item));
            for (field, earlier, later) in fields {
                println!("      {field}: {} → {}", or_nothing(earlier), or_nothing(later));
            }
        }
    }
}

/// An item on a line: what it is, who, and the words that it stands on, cut where they are long.
fn line(item: &Item) -> String {
    const LONGEST: usize = 100;
    let mut words: String = item.words.chars().take(LONGEST).collect();
    if item.words.chars().nth(LONGEST).is_some() {
        words.push('…');
    }
    format!("{} {}: {words}", item.kind, or_nothing(&item.who)).replace('\n', " ")
}

fn or_nothing(words: &str) -> &str {
    if words.is_empty() { "(none)" } else { words }
}
