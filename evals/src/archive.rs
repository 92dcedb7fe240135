//! How large an archive grows, how fast it takes articles in and how fast it answers, beside plain full-text search.

mod draft;
mod generate;
mod plain;
mod queries;
mod zipf;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ::archive::{Archive, Arrival, files_of};
use clap::Args;

use generate::{Comes, Press};
use plain::Plain;
use queries::Question;

#[derive(Debug, Args)]
pub(crate) struct SpeedFlags {
    /// The file to make; one that is there is gone on with
    #[arg(long)]
    archive: PathBuf,
    /// How many articles it shall hold; several numbers measure on the way
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    articles: Vec<u64>,
    /// In which order they come
    #[arg(long, value_enum, default_value_t = Comes::Shuffled)]
    comes: Comes,
    /// How many draws of each question
    #[arg(long, default_value_t = 200)]
    draws: usize,
    /// How many articles one transaction takes
    #[arg(long, default_value_t = 512)]
    batch: u64,
    /// Fill without waiting for the disk and with 6 GiB of memory, for large archives whose loss is no loss
    #[arg(long)]
    loose: bool,
    /// Ask only the questions that have this in their name
    #[arg(long, default_value = "")]
    only: String,
    /// Fill this file with the same articles, under plain FTS5, and ask it too
    #[arg(long)]
    plain: Option<PathBuf>,
}

/// What a connection is told that need not outlive a loss of power, nor a crash.
const LOOSE: &str = "PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -6291456";

/// What it is told afterwards.
const SAFE_AGAIN: &str = "PRAGMA journal_mode = wal";

/// Fills an archive with articles made up by Zipf's law, and asks typical questions at each size.
pub(crate) fn run_speed(flags: &SpeedFlags) -> anyhow::Result<()> {
    let mut press = Press::new(flags.comes);
    for size in &flags.articles {
        let mut archive = Archive::open_or_create(&flags.archive)?;
        if flags.loose {
            archive.connection().execute_batch(LOOSE)?;
        }
        let mut plain = flags.plain.as_deref().map(Plain::open).transpose()?;
        fill(&mut archive, &mut plain, &mut press, *size, flags.batch)?;
        let mut spent = Spent::default();
        spent.on(|| archive.merge_segments(|| true))?;
        println!("segments merged in {:.1} s of processor", spent.processor.as_secs_f64());
        if flags.loose {
            archive.connection().execute_batch(SAFE_AGAIN)?;
        }
        drop(archive);
        println!("{size} articles: {:.1} kB an article", kilobytes(&flags.archive) / *size as f64);
        ask_all(&Archive::open(&flags.archive)?, &mut press, flags)?;
        if let (Some(plain), Some(path)) = (plain, &flags.plain) {
            println!("plain FTS5: {:.1} kB an article", kilobytes(path) / *size as f64);
            ask_plain(&plain, &mut press, flags.draws)?;
        }
    }
    Ok(())
}

/// The size of an archive, or of another `SQLite` file, with what lies beside it.
fn kilobytes(path: &Path) -> f64 {
    let bytes: u64 = files_of(path).filter_map(|file| fs::metadata(file).ok()).map(|about| about.len()).sum();
    bytes as f64 / 1000.0
}

/// Time on the clock and on the processor.
#[derive(Default, Clone, Copy)]
struct Spent {
    clock: Duration,
    processor: Duration,
}

impl Spent {
    /// Adds what some work takes.
    fn on<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (begun, before) = (Instant::now(), on_processor());
        let done = work();
        self.clock += begun.elapsed();
        self.processor += on_processor().saturating_sub(before);
        done
    }
}

/// How long this thread has been on a processor; nothing where the system does not tell.
fn on_processor() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(time).unwrap_or_default()
    }
    #[cfg(not(unix))]
    Duration::ZERO
}

/// Adds articles up to a number; tells at what rate, ten times on the way.
fn fill(
    archive: &mut Archive,
    plain: &mut Option<Plain>,
    press: &mut Press,
    size: u64,
    batch: u64,
) -> anyhow::Result<()> {
    let mut n_there = archive.n_articles()?;
    let step = (size.saturating_sub(n_there) / 5).max(1);
    let (mut ours, mut theirs, mut since) = (Spent::default(), Spent::default(), n_there);
    while n_there < size {
        let articles: Vec<(Arrival, onrecord::Record)> =
            (n_there..size.min(n_there + batch)).map(|number| press.article(number)).collect();
        n_there += articles.len() as u64;
        if let Some(plain) = plain.as_mut().filter(|_| n_there > 0) {
            let begin = plain.n_articles()?;
            let new = articles.iter().skip((begin + articles.len() as u64).saturating_sub(n_there) as usize);
            let records: Vec<onrecord::Record> = new.map(|(_, record)| record.clone()).collect();
            theirs.on(|| plain.add(&records))?;
        }
        for added in ours.on(|| archive.add_all(articles))? {
            added?;
        }
        if n_there - since >= step || n_there == size {
            let rate = |spent: Duration| (n_there - since) as f64 / spent.as_secs_f64();
            println!(
                "up to {n_there}: {:.0} articles a second, {:.0} a CPU second; plain FTS5 {:.0} a CPU second",
                rate(ours.clock),
                rate(ours.processor),
                rate(theirs.processor)
            );
            (ours, theirs, since) = (Spent::default(), Spent::default(), n_there);
        }
    }
    Ok(())
}

/// The times of each question, with names and words drawn anew.
fn ask_all(archive: &Archive, press: &mut Press, flags: &SpeedFlags) -> anyhow::Result<()> {
    let last = archive.last_serial()?;
    for question in Question::ALL.into_iter().filter(|question| question.name().contains(&flags.only)) {
        let mut times = Vec::new();
        for _ in 0..flags.draws {
            let words = question.draw(press);
            let mut spent = Spent::default();
            spent.on(|| question.ask(archive, &words, last).map(std::hint::black_box))?;
            times.push((spent, words));
        }
        tell(question.name(), &times);
    }
    Ok(())
}

fn ask_plain(plain: &Plain, press: &mut Press, n_draws: usize) -> anyhow::Result<()> {
    for question in [Question::Words, Question::Phrase] {
        let mut times = Vec::new();
        for _ in 0..n_draws {
            let words = question.draw(press);
            let mut spent = Spent::default();
            spent.on(|| plain.ask(&words).map(std::hint::black_box))?;
            times.push((spent, words));
        }
        tell(&format!("plain FTS5: {}", question.name()), &times);
    }
    Ok(())
}

/// The middle, the 95th and the 99th of a hundred, on the clock and on the processor, which other programs do not slow down; and
/// what took longest.
fn tell(what: &str, times: &[(Spent, String)]) {
    let at = |time: fn(&Spent) -> Duration| {
        let mut times: Vec<Duration> = times.iter().map(|(spent, _)| time(spent)).collect();
        times.sort_unstable();
        [50, 95, 99].map(|hundredths| times[(times.len() - 1) * hundredths / 100].as_secs_f64() * 1000.0)
    };
    let ([p50, p95, p99], [cpu50, cpu95, cpu99]) = (at(|spent| spent.clock), at(|spent| spent.processor));
    let longest = times.iter().max_by_key(|(spent, _)| spent.processor).map_or("", |(_, words)| words);
    println!(
        "{what:<50} p50 {p50:>6.2} p95 {p95:>6.2} p99 {p99:>6.2} ms; processor {cpu50:>6.2} {cpu95:>6.2} {cpu99:>6.2}; longest: {longest}"
    );
}
