//! `onrecord calendar`: what is planned, was held, was put off or called off, by day; as iCalendar too.

mod appointments;
mod ics;
mod shown;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use onrecord::{Format, Record};

use self::appointments::Calendar;
use crate::network::Inputs;
use crate::pretty;
use crate::reading::{ReadingFlags, each_record};
use crate::report;

#[derive(Debug, Args)]
pub(crate) struct CalendarFlags {
    /// Files or folders with articles, as for `read`; - is standard input
    #[arg(required = true, value_name = "PATHS")]
    paths: Vec<PathBuf>,

    /// Print iCalendar (RFC 5545) for calendar programs: what has a day, whole days as whole days
    #[arg(long, group = "output")]
    ics: bool,

    /// Print one JSON object with the appointments and the articles that tell of them
    #[arg(long, group = "output")]
    json: bool,

    /// Read as html, markdown, text or jsonl instead of telling the format by the content
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    #[command(flatten)]
    reading: ReadingFlags,
}

/// Reads the articles and writes their calendar. Articles are taken in order of their publication, whatever the order in
/// which they are given: what is reported later changes what was reported before.
pub(crate) fn run(flags: &CalendarFlags) -> anyhow::Result<ExitCode> {
    let reader = flags.reading.reader(flags.format)?;
    let mut reports = Vec::new();
    let count = each_record(&reader, Inputs::of(&flags.paths, &flags.reading.network), |record: Record| {
        reports.extend(appointments::reports(&record));
        Ok(())
    })?;
    if count.n_read > 0 {
        write(flags, &Calendar::of(reports))?;
    }
    Ok(count.close())
}

fn write(flags: &CalendarFlags, calendar: &Calendar) -> anyhow::Result<()> {
    if flags.ics {
        io::stdout().write_all(ics::written(calendar).as_bytes())?;
        let n_dayless = calendar.appointments.iter().filter(|one| one.day().is_none()).count();
        if n_dayless > 0 {
            anstream::eprintln!(
                "{n_dayless} without a day are not in the calendar; run without --ics to see them"
            );
        }
        return Ok(());
    }
    if flags.json {
        let mut out = BufWriter::new(io::stdout().lock());
        pretty::write(&mut out, &serde_json::to_value(calendar)?, 0)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(());
    }
    let mut out = anstream::stdout().lock();
    out.write_all(shown::terminal(calendar, report::width()).as_bytes())?;
    out.flush()?;
    Ok(())
}
