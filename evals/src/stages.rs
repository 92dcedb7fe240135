//! How long statements and events take beside the language stage, on the same articles in the same run and on one thread.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use article::{Article, Settings};
use clap::Args;
use language::{Analysis, Model};
use record::evaluation::Stages;
use serde_json::json;

use crate::language::cpu_time;

#[derive(Debug, Args)]
pub(crate) struct SpeedFlags {
    /// The folder with `polnear/`
    #[arg(long)]
    data: PathBuf,
    /// How often statements and events are read over, so that a clock of hundredths of a second is fine enough
    #[arg(long, default_value_t = 5)]
    rounds: u32,
}

pub(crate) fn run_speed(flags: &SpeedFlags) -> anyhow::Result<()> {
    let articles = articles(flags)?;
    let model = Model::embedded()?;
    let n_words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    // The first run draws in code, weights and tables; it is not counted.
    let first = model.analyze(&articles[0]);
    Stages::of(&articles[0], &first).events();
    let (analyses, language) =
        timed(|| articles.iter().map(|article| model.analyze(article)).collect::<Vec<Analysis>>());
    tell("language", n_words, language, language);
    let both = || articles.iter().zip(&analyses);
    let (stages, statements) = timed(|| {
        (0..flags.rounds)
            .map(|_| both().map(|(article, analysis)| Stages::of(article, analysis)).collect::<Vec<_>>())
            .next_back()
            .unwrap_or_default()
    });
    tell("times, places and statements", n_words, statements / flags.rounds, language);
    let ((), events) = timed(|| {
        for _ in 0..flags.rounds {
            for stage in &stages {
                std::hint::black_box(stage.events());
            }
        }
    });
    tell("events", n_words, events / flags.rounds, language);
    Ok(())
}

fn articles(flags: &SpeedFlags) -> anyhow::Result<Vec<Article>> {
    let read = |text: crate::language::polnear::Text| {
        let line = json!({ "text": text.text }).to_string();
        let capture =
            article::captures_of(line.as_bytes(), None)?.next().context("a line is an article")??;
        Ok(article::read(&capture, &Settings::default())?)
    };
    crate::language::polnear::texts(&flags.data)?.into_iter().map(read).collect()
}

/// What something gives, and the processor time that it takes.
fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let (before, started) = (cpu_time(), Instant::now());
    let given = run();
    let wall = started.elapsed();
    (given, cpu_time().zip(before).map_or(wall, |(now, before)| now.saturating_sub(before)))
}

fn tell(stage: &str, n_words: usize, took: Duration, language: Duration) {
    let seconds = took.as_secs_f64();
    println!(
        "{stage}: {:.0} words a CPU second, {:.1} % of the language stage",
        n_words as f64 / seconds,
        100.0 * seconds / language.as_secs_f64()
    );
}
