//! How many pages a CPU second are read on one core, with a peer's figure from the same run.

use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use article::{Format, Settings};
use clap::Args;
use flate2::read::GzDecoder;

use super::answers;
use crate::language::cpu_time;

#[derive(Debug, Args)]
pub(crate) struct SpeedFlags {
    /// The folder that holds one folder a set, each with `ID.html.gz` and `ID.json`
    #[arg(long)]
    data: PathBuf,
    /// Which set
    #[arg(long, default_value = "fundus")]
    set: String,
    /// How many times over all pages are read by each
    #[arg(long, default_value_t = 3)]
    rounds: u32,
}

/// Reads every page by turns with onrecord and with `dom_smoothie` (Readability in Rust: one text, a title, an author, a
/// date), which share nothing but their pages and take turns round by round, so that other work on the machine slows both.
pub(crate) fn run_speed(flags: &SpeedFlags) -> anyhow::Result<()> {
    let pages = pages(flags)?;
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..flags.rounds {
        ours += timed(&pages, |page| {
            let capture = article::captures_of(page.as_bytes(), Some(Format::Html)).ok()?.next()?.ok()?;
            article::read(&capture, &Settings::default()).ok().map(|article| article.text.len())
        })?;
        theirs += timed(&pages, |page| {
            let settings =
                dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
            let mut readability = dom_smoothie::Readability::new(page, None, Some(settings)).ok()?;
            readability.parse().ok().map(|article| article.text_content.len())
        })?;
    }
    let n_read = pages.len() as f64 * f64::from(flags.rounds);
    let rate = |time: Duration| n_read / time.as_secs_f64();
    println!("onrecord: {:.0} pages a CPU second, one core", rate(ours));
    println!("dom_smoothie: {:.0}, which onrecord is {:.2} times", rate(theirs), rate(ours) / rate(theirs));
    Ok(())
}

/// The pages of a set, unpacked: neither is charged for reading files.
fn pages(flags: &SpeedFlags) -> anyhow::Result<Vec<String>> {
    let mut pages = Vec::new();
    for path in answers(&flags.data.join(&flags.set))? {
        let mut page = Vec::new();
        GzDecoder::new(File::open(path.with_extension("html.gz"))?).read_to_end(&mut page)?;
        pages.push(String::from_utf8_lossy(&page).into_owned());
    }
    Ok(pages)
}

/// The CPU time that reading all pages takes. What a page yields is added up, so that no work can be left out.
fn timed(pages: &[String], read: impl Fn(&str) -> Option<usize>) -> anyhow::Result<Duration> {
    let clock = || cpu_time().context("CPU time is read from /proc, which is not there");
    let before = clock()?;
    let length: usize = pages.iter().filter_map(|page| read(page)).sum();
    anyhow::ensure!(length > 0, "no page could be read");
    Ok(clock()?.saturating_sub(before))
}
