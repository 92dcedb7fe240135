//! `onrecord timeline`: the events and dated statements of many articles in order of time; undated events apart.

mod entries;
mod shown;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use ::archive::export::Selected;
use ::archive::search::Told;
use clap::Args;

use self::entries::Timeline;
use crate::coverage::{Asked, CoverageFlags, tell_doubts};
use crate::out::write_text;
use crate::pretty;
use crate::report;

#[derive(Debug, Args)]
pub(crate) struct TimelineFlags {
    #[command(flatten)]
    coverage: CoverageFlags,

    /// Print one JSON object with the articles, the dated entries in order, and the undated events
    #[arg(long, group = "output")]
    json: bool,

    /// Write a self-contained page with a drawing
    #[arg(long, value_name = "FILE", group = "output")]
    html: Option<PathBuf>,

    /// How many entries of an archive to show at most, the earliest first, and as many undated events
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

/// Reads the articles, or asks the archive, and writes the timeline.
pub(crate) fn run(flags: &TimelineFlags) -> anyhow::Result<ExitCode> {
    let mut timeline = Timeline::default();
    if let Some(asked) = flags.coverage.asked()? {
        tell_doubts(&gather(&mut timeline, &asked, flags.limit)?);
        timeline.sort();
        write(flags, &timeline)?;
        return Ok(ExitCode::SUCCESS);
    }
    let count = flags.coverage.read(|record| {
        timeline.add(&record);
        Ok(())
    })?;
    if count.n_read > 0 {
        timeline.sort();
        write(flags, &timeline)?;
    }
    Ok(count.close())
}

/// Takes in what an archive tells, as far as the limit goes; gives the doubts.
fn gather(timeline: &mut Timeline, asked: &Asked, limit: usize) -> Result<Vec<String>, ::archive::Error> {
    let Asked { archive, query } = asked;
    let mut doubts = Vec::new();
    for told in [Told::WithDay, Told::WithoutDay] {
        doubts = archive.each_told(query, told, |selected: &Selected| {
            Ok::<_, ::archive::Error>(timeline.take(selected, told, limit))
        })?;
    }
    Ok(doubts)
}

fn write(flags: &TimelineFlags, timeline: &Timeline) -> anyhow::Result<()> {
    if let Some(file) = &flags.html {
        return write_text(file, &shown::page(timeline)?);
    }
    if flags.json {
        let mut out = BufWriter::new(io::stdout().lock());
        pretty::write(&mut out, &serde_json::to_value(timeline)?, 0)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(());
    }
    let mut out = anstream::stdout().lock();
    out.write_all(shown::terminal(timeline, report::width()).as_bytes())?;
    out.flush()?;
    Ok(())
}
