//! The language stage against treebanks, UNER, PolNeAR and GUM's coreference, and its speed.
//!
//! Definitions are those of `training/evaluate.py`, so that figures before and after export can be compared.

mod coreference;
pub(crate) mod polnear;
mod reference;
mod speed;
mod treebank;
mod words;

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use language::Model;

pub(crate) use speed::{Flags as SpeedFlags, run as run_speed};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `ud/` and `polnear/`
    #[arg(long)]
    data: PathBuf,

    /// Another model than the one in the program, e.g. in 32-bit floats
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,

    /// Compare with what the model in Python says of some sentences (`training/dump.py sentences`), and do nothing else
    #[arg(long, value_name = "FILE")]
    reference: Option<PathBuf>,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let model = model(flags.model.as_deref())?;
    if let Some(file) = &flags.reference {
        return reference::compare(&model, file);
    }
    let ewt = treebank::ewt(&flags.data)?;
    println!("EWT dev, gold tokens: {}", words::GoldTokens::of(&model, &ewt).show());
    println!("EWT dev, sentences with gold tokens: {}", words::sentences(&model, &ewt));
    println!("EWT dev, raw text: {}", words::RawText::of(&model, &ewt).show());
    println!("EWT dev, names (UNER): {}", words::names(&model, &ewt));
    let gum = treebank::gum(&flags.data)?;
    println!("GUM dev, gold tokens: {}", words::GoldTokens::of(&model, &gum).show());
    println!("GUM dev, sentences with gold tokens: {}", words::sentences(&model, &gum));
    println!("GUM dev, raw text: {}", words::RawText::of(&model, &gum).show());
    println!("GUM dev, coreference: {}", coreference::Scores::of(&model, &gum).show());
    println!("PolNeAR dev:");
    polnear::run(&model, &flags.data)
}

/// The model of a file, or the program's own.
fn model(file: Option<&Path>) -> anyhow::Result<Model> {
    let Some(file) = file else { return Ok(Model::embedded()?) };
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Model::from_bytes(&bytes).with_context(|| file.display().to_string())
}

/// Right, found and gold items.
#[derive(Debug, Default)]
struct F1 {
    right: usize,
    found: usize,
    gold: usize,
}

impl F1 {
    fn add<T: Eq + Hash>(&mut self, gold: &HashSet<T>, found: &HashSet<T>) {
        self.right += gold.intersection(found).count();
        self.found += found.len();
        self.gold += gold.len();
    }
}

impl fmt::Display for F1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", 200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64)
    }
}

/// How many of how many.
#[derive(Debug, Default)]
struct Share {
    n_right: usize,
    n: usize,
}

impl Share {
    fn count(&mut self, is_right: bool) {
        self.n_right += usize::from(is_right);
        self.n += 1;
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", 100.0 * self.n_right as f64 / self.n.max(1) as f64)
    }
}
