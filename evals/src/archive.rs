//! How large an archive grows, how fast it takes articles in and how fast it answers.

mod generate;
mod queries;
mod zipf;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use ::archive::{Archive, Arrival};
use anyhow::Context;
use clap::Args;

use generate::Press;
use queries::Query;

#[derive(Debug, Args)]
pub(crate) struct SpeedFlags {
    /// The file to make; one that is there is gone on with
    #[arg(long)]
    archive: PathBuf,
    /// How many articles it shall hold; several numbers measure on the way
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    articles: Vec<u64>,
    /// How many draws of each query
    #[arg(long, default_value_t = 200)]
    draws: usize,
}

/// How many articles one transaction takes.
const BATCH: u64 = 256;

/// Fills an archive with articles made up by Zipf's law, and asks ten typical questions at each size.
pub(crate) fn run_speed(flags: &SpeedFlags) -> anyhow::Result<()> {
    let mut press = Press::new();
    for size in &flags.articles {
        let mut archive = Archive::open_or_create(&flags.archive)?;
        let adding = fill(&mut archive, &mut press, *size)?;
        drop(archive);
        let bytes = fs::metadata(&flags.archive).context("the archive was just written")?.len();
        println!("\n{size} articles: {:.0} kB an article, {adding}", bytes as f64 / *size as f64 / 1000.0);
        let archive = Archive::open(&flags.archive)?;
        for query in Query::ALL {
            let mut times = ask(&archive, &mut press, query, flags.draws)?;
            times.sort_unstable();
            let at = |hundredths: usize| times[(times.len() - 1) * hundredths / 100].as_secs_f64() * 1000.0;
            println!("{:<58} p50 {:>7.2} ms  p99 {:>7.2} ms", query.name(), at(50), at(99));
        }
    }
    Ok(())
}

/// Adds articles up to a number; says at what rate.
fn fill(archive: &mut Archive, press: &mut Press, size: u64) -> anyhow::Result<String> {
    let mut time = Duration::ZERO;
    let before = archive.n_articles()?;
    let mut n_there = before;
    while n_there < size {
        let batch: Vec<(Arrival, onrecord::Record)> =
            (n_there..size.min(n_there + BATCH)).map(|number| press.article(number)).collect();
        n_there += batch.len() as u64;
        let begun = Instant::now();
        for added in archive.add_all(batch)? {
            added?;
        }
        time += begun.elapsed();
    }
    Ok(format!("{:.0} articles a second", (n_there - before) as f64 / time.as_secs_f64()))
}

/// The times that one query takes with names and words drawn anew.
fn ask(archive: &Archive, press: &mut Press, query: Query, n_draws: usize) -> anyhow::Result<Vec<Duration>> {
    let connection = archive.connection();
    let mut times = Vec::new();
    for _ in 0..n_draws {
        let parameters = query.draw(press, connection)?;
        let begun = Instant::now();
        for sql in query.sql() {
            let mut statement = connection.prepare_cached(sql)?;
            let n = statement.parameter_count();
            let mut rows = statement.query(rusqlite::params_from_iter(parameters.iter().take(n)))?;
            while let Some(row) = rows.next()? {
                std::hint::black_box(row.get_ref(0)?);
            }
        }
        times.push(begun.elapsed());
    }
    Ok(times)
}
