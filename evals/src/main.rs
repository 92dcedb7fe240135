//! Quality of onrecord on data with known answers: `cargo xtask eval NAME --data DIR`.
//!
//! Each evaluation reads the data set's texts, writes predictions under `target/evals/` and runs the scorer that lies
//! beside this crate (Python 3, standard library only) on them.
#![expect(clippy::print_stdout, reason = "figures are its product")]

mod acts;
mod archive;
mod confidence;
mod cues;
mod events;
mod judged;
mod labels;
mod language;
mod names;
mod pages;
mod pasted;
mod places;
mod precision;
mod quotes;
mod speakers;
mod stages;
mod surplus;
mod times;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use clap::Parser;

/// Measures quality on data with known answers.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask eval")]
enum Evaluation {
    /// Fits the weights of statements' confidence on statements with known answers
    Confidence(confidence::Flags),
    /// How often words tell of a saying, counted on PolNeAR's train part
    Cues(cues::Flags),
    /// Events on PLOVER's gold standard records
    Events(events::Flags),
    /// What became of events, on events labelled by hand
    Labels(labels::Flags),
    /// What statements do: acts, kinds, audiences and media on labelled statements of PolNeAR
    Acts(acts::Flags),
    /// The size and speed of an archive of made-up articles
    BenchArchive(archive::SpeedFlags),
    /// The speed of reading statements and events beside the language stage's
    BenchEvents(stages::SpeedFlags),
    /// The language stage: words, sentences, tags, trees, names, attributions, coreference
    Language(language::Flags),
    /// The speed of the language stage, with spaCy's in the same run
    BenchLanguage(language::SpeedFlags),
    /// The article stage on real pages: body, fields, captions
    Pages(pages::Flags),
    /// The speed of the article stage, with `dom_smoothie`'s in the same run
    BenchPages(pages::SpeedFlags),
    /// The article stage on the same articles as people paste them
    Pasted(pasted::Flags),
    /// How many statements that a report shows are right, on pages judged by hand
    Precision(precision::Flags),
    /// Quotations and their speakers on PolNeAR
    Quotes(quotes::Flags),
    /// Who a speaker is, where the source is a pronoun, a title or a short name, against verdicts by hand
    Speakers(speakers::Flags),
    /// How many events that a report shows are right, on pages judged by hand
    Surplus(surplus::Flags),
    /// Times on TimeBank, and the direction of bare weekdays and months
    Times(times::Flags),
    /// Places against the verdicts of `places/verdicts.tsv`
    Places(places::Flags),
    /// The speed of reading times and places
    BenchTimes(places::SpeedFlags),
}

fn main() -> anyhow::Result<()> {
    match Evaluation::parse() {
        Evaluation::Confidence(flags) => confidence::run(&flags),
        Evaluation::Cues(flags) => cues::run(&flags),
        Evaluation::Events(flags) => events::run(&flags),
        Evaluation::Labels(flags) => labels::run(&flags),
        Evaluation::Acts(flags) => acts::run(&flags),
        Evaluation::BenchArchive(flags) => archive::run_speed(&flags),
        Evaluation::BenchEvents(flags) => stages::run_speed(&flags),
        Evaluation::Language(flags) => language::run(&flags),
        Evaluation::BenchLanguage(flags) => language::run_speed(&flags),
        Evaluation::Pages(flags) => pages::run(&flags),
        Evaluation::BenchPages(flags) => pages::run_speed(&flags),
        Evaluation::Pasted(flags) => pasted::run(&flags),
        Evaluation::Precision(flags) => precision::run(&flags),
        Evaluation::Quotes(flags) => quotes::run(&flags),
        Evaluation::Speakers(flags) => speakers::run(&flags),
        Evaluation::Surplus(flags) => surplus::run(&flags),
        Evaluation::Times(flags) => times::run(&flags),
        Evaluation::Places(flags) => places::run(&flags),
        Evaluation::BenchTimes(flags) => places::run_speed(&flags),
    }
}

/// Where predictions are written.
fn folder() -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/evals");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// Runs a scorer of this folder and prints what it prints.
fn score(script: &str, arguments: &[&Path], flags: &[&str]) -> anyhow::Result<()> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let output = Command::new("python3").arg(&script).args(arguments).args(flags).output();
    let output = output.context("python3 cannot be run; install Python 3 to score")?;
    if !output.status.success() {
        bail!("{} failed: {}", script.display(), String::from_utf8_lossy(&output.stderr));
    }
    println!("{}", String::from_utf8_lossy(&output.stdout).trim_end());
    Ok(())
}
