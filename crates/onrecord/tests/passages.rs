//! Short passages, one for each way in which news attributes, with the record that a person would take from each
//! (`passages/README.md` says how they are written).
//!
//! Two kinds of snapshots: what the reader gives, and a table of which expectations hold, so that a change of any rule shows
//! what got better and what got worse. `INSTA_UPDATE=always cargo test -p onrecord --test passages` accepts both; read the
//! diff before you commit it. Passages marked `must = true` fail the test when they stop holding.

#[path = "passages/compare.rs"]
mod compare;
#[path = "passages/given.rs"]
mod given;
#[path = "passages/passage.rs"]
mod passage;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use compare::{Check, checks};
use given::{Given, read};
use passage::{Passage, Theme, themes};

/// A passage with what the reader gave and how that compares.
struct Reading<'p> {
    passage: &'p Passage,
    given: Given,
    checks: Vec<Check>,
}

fn readings(theme: &Theme) -> Vec<Reading<'_>> {
    let reading = |(passage, given)| Reading { passage, checks: checks(passage, &given), given };
    theme.passages.iter().zip(read(&theme.passages)).map(reading).collect()
}

#[test]
fn passages_are_read_as_the_table_says() {
    let themes = themes();
    let read: Vec<(&Theme, Vec<Reading>)> = themes.iter().map(|theme| (theme, readings(theme))).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("passages/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        insta::assert_snapshot!("table", table(&read));
        for (theme, readings) in &read {
            let shown: Vec<String> = readings.iter().map(shown).collect();
            insta::assert_snapshot!(format!("read_{}", theme.name), shown.join("\n"));
        }
    });
    let fallen = read.iter().flat_map(|(_, readings)| readings).filter(|reading| reading.passage.must);
    let fallen: Vec<String> = fallen.filter_map(complaint).collect();
    assert!(fallen.is_empty(), "these must hold:\n{}", fallen.join("\n"));
}

/// Which fields do not hold, where there are any.
fn complaint(reading: &Reading) -> Option<String> {
    let failed: Vec<&str> = reading.checks.iter().filter_map(|check| check.complaint.as_deref()).collect();
    (!failed.is_empty()).then(|| format!("{}: {}", reading.passage.name, failed.join("; ")))
}

/// How many expectations hold, by field, then by passage.
fn table(read: &[(&Theme, Vec<Reading>)]) -> String {
    let mut fields: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut rows = String::new();
    let (mut n, mut n_whole) = (0, 0);
    for (theme, readings) in read {
        let _ = writeln!(rows, "\n{}", theme.name);
        for reading in readings {
            for check in &reading.checks {
                let tally = fields.entry(check.field).or_default();
                tally.0 += usize::from(check.complaint.is_none());
                tally.1 += 1;
            }
            let n_holding = reading.checks.iter().filter(|check| check.complaint.is_none()).count();
            let must = if reading.passage.must { " (must)" } else { "" };
            let _ = writeln!(
                rows,
                "{n_holding:>4} of {:<3} {}{must}",
                reading.checks.len(),
                complaint(reading).unwrap_or_else(|| reading.passage.name.clone())
            );
            n += 1;
            n_whole += usize::from(n_holding == reading.checks.len());
        }
    }
    let mut table = format!("{n_whole} of {n} passages are read as a person reads them\n\n");
    for (field, (n_holding, n)) in &fields {
        let _ = writeln!(table, "{field:<12} {n_holding:>4} of {n}");
    }
    table + &rows
}

/// A passage and the statements that the reader gives, a line each.
fn shown(reading: &Reading) -> String {
    let mut shown = format!("# {}\n", reading.passage.name);
    for statement in &reading.given.statements {
        let _ = writeln!(shown, "{statement}");
    }
    shown
}

/// Every word that is expected stands in the text, and no two passages have one name.
#[test]
fn expectations_stand_in_their_texts() {
    let mut names = BTreeSet::new();
    for theme in &themes() {
        for passage in &theme.passages {
            assert!(names.insert(passage.name.clone()), "two passages are called {:?}", passage.name);
            for statement in &passage.statements {
                for words in statement.words() {
                    let parts = words.split(" … ").filter(|_| !passage.text.contains(words));
                    for part in parts {
                        assert!(passage.text.contains(part), "{}: {part:?} is not in the text", passage.name);
                    }
                }
            }
        }
    }
}
