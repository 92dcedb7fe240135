//! Looking things up in an archive: `search`, `who`, `said`, `searches`.

mod lines;
mod said;
mod saved;
mod who;

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use ::archive::Archive;
use ::archive::query::Query;
use ::archive::search::{Count, FeedError, FeedFormat, Found, Page, Sort, write_feed};
use clap::{Args, ValueEnum};

pub(crate) use said::{SaidFlags, run as said};
pub(crate) use saved::{SearchesFlags, run as searches};
pub(crate) use who::{WhoFlags, run as who};

use crate::archive::ArchiveFlag;
use crate::lookup::in_line;
use crate::out::{WrongUse, note, write_whole};
use crate::pretty;

#[derive(Debug, Args)]
pub(crate) struct SearchFlags {
    /// What to look for: words, "phrases", -not, OR, field:value (docs/search.md). In single quotes; one that begins with - after --
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    archive: ArchiveFlag,

    #[command(flatten)]
    shown: ShownFlags,

    /// Keep this search by a name; what is there now counts as seen
    #[arg(long, value_name = "NAME")]
    save: Option<String>,

    /// Look for a search that was kept
    #[arg(long, value_name = "NAME", conflicts_with_all = ["query", "save"])]
    saved: Option<String>,

    /// Only what came since that search was last looked at
    #[arg(long, requires = "saved")]
    new: bool,

    /// Write what is found as a feed: atom or json, and the file (- is standard output)
    #[arg(long, num_args = 2, value_names = ["FORMAT", "FILE"])]
    feed: Option<Vec<String>>,
}

/// How hits are shown.
#[derive(Debug, Args)]
pub(crate) struct ShownFlags {
    /// Print what is found as JSON
    #[arg(long)]
    json: bool,

    /// How many of each kind to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// In which order
    #[arg(long, value_enum, default_value = "time")]
    sort: SortFlag,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SortFlag {
    /// The newest article first
    Time,
    /// The best match first
    Relevance,
}

impl ShownFlags {
    fn page(&self, since: Option<i64>) -> Page {
        let sort = match self.sort {
            SortFlag::Time => Sort::Time,
            SortFlag::Relevance => Sort::Relevance,
        };
        Page { limit: self.limit, sort, since }
    }
}

/// Looks for a query and shows what is found.
pub(crate) fn run(flags: &SearchFlags) -> anyhow::Result<ExitCode> {
    if flags.new && flags.saved.is_none() {
        return Err(WrongUse(
            "--new needs --saved NAME: what came since that search was last looked at".to_owned(),
        )
        .into());
    }
    if flags.save.as_ref().is_some_and(|name| name.trim().is_empty()) {
        return Err(WrongUse("--save needs a name".to_owned()).into());
    }
    let feed = flags.feed.as_deref().map(feed_format).transpose().map_err(WrongUse)?;
    if let Some((_, file)) = feed.filter(|(_, file)| flags.archive.is_at(Path::new(file))) {
        return Err(WrongUse(format!("{file} is the archive itself; name another file")).into());
    }
    let mut archive = Archive::open(&flags.archive.archive)?;
    let kept = flags.saved.as_deref().map(|name| archive.saved_search(name)).transpose()?;
    let query = Query::parse(&kept.as_ref().map_or_else(|| flags.query.join(" "), |kept| kept.query.clone()));
    if flags.save.is_some() {
        refuse_doubtful(&query)?;
    }
    let last = archive.last_serial()?;
    let since = kept.as_ref().filter(|_| flags.new).map(|kept| kept.seen);
    let found = archive.search(&query, &flags.shown.page(since))?;
    match feed {
        Some((format, file)) => {
            let title =
                kept.as_ref().map_or_else(|| format!("onrecord: {}", found.query), |kept| kept.name.clone());
            write_feed_file(&archive, &found, &title, format, file)?;
        }
        None => show(&found, flags.shown.json)?,
    }
    if let Some(name) = &flags.save {
        let before = archive.saved_search(name).ok().filter(|before| before.query != query.to_string());
        archive.save_search(name, &query, jiff::Timestamp::now())?;
        if let Some(before) = before {
            let name = in_line(name);
            note(&format!("Note: {name} was {}; it is this search now.", in_line(&before.query)));
        }
    }
    if let Some(kept) = kept.filter(|kept| flags.new && kept.seen < last) {
        see(&mut archive, &kept.name, last, &found, flags.shown.limit)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Notes what was looked at. Seen is what was shown: where more is new than that, nothing counts as seen; and where the archive
/// cannot be written just now, it could still be searched.
fn see(archive: &mut Archive, name: &str, last: i64, found: &Found, limit: usize) -> anyhow::Result<()> {
    // Where not all are counted, all were shown if the limit left room.
    let is_all = |count: &Count| {
        let n_shown = found.hits.iter().filter(|hit| hit.kind == count.kind).count();
        if count.more { n_shown < limit } else { n_shown >= count.count }
    };
    if !found.counts.iter().all(is_all) {
        let is_counted = found.counts.iter().all(|count| !count.more);
        let most = found.counts.iter().map(|count| count.count).max().unwrap_or(0);
        note(&format!(
            "Note: more is new than is shown, so none of it counts as seen; --limit {} shows more.",
            if is_counted { most.max(limit + 1) } else { limit.max(1_000).saturating_mul(10) }
        ));
        return Ok(());
    }
    match archive.see_search(name, last) {
        Err(error @ (::archive::Error::SecondWriter(_) | ::archive::Error::ReadOnly(_))) => {
            note(&format!("Note: what was shown does not count as seen: {error}."));
            Ok(())
        }
        seen => Ok(seen?),
    }
}

/// Refuses a query of which something had to be left out or guessed, where what it finds goes where nobody reads notes.
pub(crate) fn refuse_doubtful(query: &Query) -> anyhow::Result<()> {
    match query.doubts.first() {
        Some(doubt) => Err(WrongUse(format!("{}; mend the query (docs/search.md)", in_line(doubt))).into()),
        None => Ok(()),
    }
}

fn feed_format(values: &[String]) -> Result<(FeedFormat, &str), String> {
    match values {
        [format, file] if format == "atom" => Ok((FeedFormat::Atom, file)),
        [format, file] if format == "json" => Ok((FeedFormat::Json, file)),
        _ => Err("--feed takes a format, atom or json, and a file: --feed atom talks.xml".to_owned()),
    }
}

fn write_feed_file(
    archive: &Archive,
    found: &Found,
    title: &str,
    format: FeedFormat,
    file: &str,
) -> anyhow::Result<()> {
    if file == "-" {
        return write_feed(archive, found, title, format, io::stdout().lock()).map_err(plain);
    }
    write_whole(Path::new(file), |out| {
        let mut out = BufWriter::new(out);
        write_feed(archive, found, title, format, &mut out).map_err(plain)?;
        Ok(out.flush()?)
    })
}

/// What kept a feed from being written.
fn plain(error: FeedError) -> anyhow::Error {
    match error {
        FeedError::Archive(error) => error.into(),
        FeedError::Output(error) => error.into(),
    }
}

/// Shows what was found, as JSON or for people.
fn show(found: &Found, json: bool) -> anyhow::Result<()> {
    if json {
        return print_json(found);
    }
    lines::print(&lines::found(found))
}

fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    pretty::write(&mut bytes, &serde_json::to_value(value)?, 0)?;
    bytes.push(b'\n');
    io::stdout().write_all(&bytes)?;
    Ok(())
}
