//! `onrecord calendar`: what is planned, was held, was put off or called off, by day; as iCalendar too.

mod appointments;
mod ics;
mod shown;

use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use ::archive::Archive;
use ::archive::query::Query;
use clap::Args;

use self::appointments::{Calendar, Report};
use crate::coverage::{Asked, CoverageFlags, tell_doubts};
use crate::out::note;
use crate::pretty;
use crate::report;

#[derive(Debug, Args)]
pub(crate) struct CalendarFlags {
    #[command(flatten)]
    coverage: CoverageFlags,

    /// Print iCalendar (RFC 5545) for calendar programs: what has a day, whole days as whole days
    #[arg(long, group = "output")]
    ics: bool,

    /// Print one JSON object with the appointments and the articles that tell of them
    #[arg(long, group = "output")]
    json: bool,
}

/// Reads the articles, or asks the archive, and writes the calendar. Articles are taken in order of their publication, whatever
/// the order in which they are given: what is reported later changes what was reported before.
pub(crate) fn run(flags: &CalendarFlags) -> anyhow::Result<ExitCode> {
    if let Some(asked) = flags.coverage.asked()? {
        write(flags, &calendar_of(&asked)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut reports = Vec::new();
    let count = flags.coverage.read(|record| {
        reports.extend(appointments::reports(&record));
        Ok(())
    })?;
    if count.n_read > 0 {
        write(flags, &Calendar::of(reports))?;
    }
    Ok(count.close())
}

/// The calendar of an archive. All reports are looked at, and those that the query finds say which appointments are asked for: that
/// a meeting in May was called off may stand in an article that names no day. A first walk finds out which reports are of those,
/// without holding the words of any; a second takes them.
fn calendar_of(asked: &Asked) -> Result<Calendar, ::archive::Error> {
    let Asked { archive, query } = asked;
    tell_doubts(&query.doubts);
    if query.tree.is_none() {
        return Ok(Calendar::of(reports(archive, |_, _| true, Some)?));
    }
    let found = archive.events_found(query)?;
    let is_found = |article: i64, event: &str| found.contains(&(article, event.to_owned()));
    let outlines = Calendar::of(reports(archive, is_found, |report| Some(report.without_words()))?);
    let shown: HashSet<String> = outlines.references().map(str::to_owned).collect();
    let is_shown = |report: &Report| report.r#ref.as_ref().is_some_and(|reference| shown.contains(reference));
    Ok(Calendar::of(reports(archive, is_found, |report| is_shown(&report).then_some(report))?))
}

/// What an archive tells of appointments, as `keep` keeps it.
fn reports(
    archive: &Archive,
    is_found: impl Fn(i64, &str) -> bool,
    keep: impl Fn(Report) -> Option<Report>,
) -> Result<Vec<Report>, ::archive::Error> {
    let mut reports = Vec::new();
    archive.select(&Query::parse(appointments::SOUGHT), |selected| {
        let of_article = appointments::reports_of(&selected, |event| is_found(selected.article, event));
        reports.extend(of_article.into_iter().filter_map(&keep));
        Ok::<_, ::archive::Error>(())
    })?;
    Ok(reports)
}

fn write(flags: &CalendarFlags, calendar: &Calendar) -> anyhow::Result<()> {
    if flags.ics {
        io::stdout().write_all(ics::written(calendar).as_bytes())?;
        let n_dayless = calendar.appointments.iter().filter(|one| one.day().is_none()).count();
        if n_dayless > 0 {
            note(&format!(
                "{n_dayless} without a day are not in the calendar; run without --ics to see them"
            ));
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
