//! `onrecord timeline`: the events and dated statements of many articles in order of time; undated events apart.

mod entries;
mod shown;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use onrecord::Format;

use self::entries::Timeline;
use crate::network::Inputs;
use crate::pretty;
use crate::reading::{ReadingFlags, each_record, write_whole};
use crate::report;

#[derive(Debug, Args)]
pub(crate) struct TimelineFlags {
    /// Files or folders with articles, as for `read`; - is standard input
    #[arg(required = true, value_name = "PATHS")]
    paths: Vec<PathBuf>,

    /// Print one JSON object with the articles, the dated entries in order, and the undated events
    #[arg(long, group = "output")]
    json: bool,

    /// Write a self-contained page with a drawing
    #[arg(long, value_name = "FILE", group = "output")]
    html: Option<PathBuf>,

    /// Read as html, markdown, text or jsonl instead of telling the format by the content
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    #[command(flatten)]
    reading: ReadingFlags,
}

/// Reads the articles and writes their timeline.
pub(crate) fn run(flags: &TimelineFlags) -> anyhow::Result<ExitCode> {
    let reader = flags.reading.reader(flags.format)?;
    let mut timeline = Timeline::default();
    let count = each_record(&reader, Inputs::of(&flags.paths, &flags.reading.network), |record| {
        timeline.add(&record);
        Ok(())
    })?;
    if count.n_read > 0 {
        timeline.sort();
        write(flags, &timeline)?;
    }
    Ok(count.close())
}

fn write(flags: &TimelineFlags, timeline: &Timeline) -> anyhow::Result<()> {
    if let Some(file) = &flags.html {
        return write_whole(file, &shown::page(timeline)?);
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
