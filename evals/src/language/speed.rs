//! How fast the stage is, on one thread, and spaCy's small English pipeline in the same run where Python has it.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder with `polnear/`
    #[arg(long)]
    data: PathBuf,

    /// Another model than the one in the program, e.g. in 32-bit floats
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,

    /// A Python with spaCy and its package `en_core_web_sm`
    #[arg(long, value_name = "PROGRAM")]
    python: Option<PathBuf>,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let started = Instant::now();
    let model = super::model(flags.model.as_deref())?;
    println!("model opened in {:.0} ms", 1e3 * started.elapsed().as_secs_f64());
    let texts = super::polnear::texts(&flags.data)?;
    // The first run draws in code and weights; it is not counted.
    model.analyze_passages(&texts[0].text, &texts[0].passages());
    let (started, before) = (Instant::now(), cpu_time());
    let mut n_words = 0;
    for text in &texts {
        n_words += model.analyze_passages(&text.text, &text.passages()).words.len();
    }
    let wall = started.elapsed();
    let cpu = cpu_time().zip(before).map_or(wall, |(now, before)| now.saturating_sub(before));
    println!(
        "onrecord: {n_words} words, {:.0} words a CPU second, {:.0} a second of the clock",
        n_words as f64 / cpu.as_secs_f64(),
        n_words as f64 / wall.as_secs_f64()
    );
    if let Some(python) = &flags.python {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("bench_spacy.py");
        let file = flags.data.join("polnear/dev.jsonl.gz");
        let status = Command::new(python).arg(script).arg(file).env("OMP_NUM_THREADS", "1").status()?;
        anyhow::ensure!(status.success(), "spaCy could not be timed");
    }
    Ok(())
}

/// The time that all threads of this process have spent on processors; `None` where the system does not tell.
pub(crate) fn cpu_time() -> Option<Duration> {
    // Linux: fields 14 and 15 of /proc/self/stat, in hundredths of a second.
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(10 * ticks))
}
