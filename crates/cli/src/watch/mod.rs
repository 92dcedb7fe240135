//! `onrecord watch`: feeds in, what is new in them into an archive.

mod entries;
mod opml;
mod round;
mod schedule;

use std::cell::RefCell;
use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use ::archive::Archive;
use anyhow::{Context, bail};
use clap::Args;
use jiff::{SignedDuration, Timestamp};

use crate::archive::ArchiveFlag;
use crate::network::{NetworkFlags, is_address};
use crate::out::{complain, end_on_interrupt};
use crate::reading::ReadWithFlags;
use round::{Round, Watcher};

#[derive(Debug, Args)]
pub(crate) struct WatchFlags {
    /// Feeds by their addresses (RSS, Atom, JSON Feed), or files that list feeds (OPML, as feed readers export it)
    #[arg(required = true, value_name = "FEEDS")]
    feeds: Vec<String>,

    #[command(flatten)]
    archive: ArchiveFlag,

    #[command(flatten)]
    network: NetworkFlags,

    /// Ask the feeds whose time has come, add what is new, and end (for cron and timers)
    #[arg(long)]
    once: bool,

    /// How often a feed is asked, at most; longer where its server says so or it fails
    #[arg(long, value_name = "TIME", default_value = "30m", value_parser = interval)]
    every: Duration,

    /// How many entries of a feed are taken at a time; the rest is taken the next time
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    most: u32,

    #[command(flatten)]
    with: ReadWithFlags,
}

fn interval(written: &str) -> Result<Duration, String> {
    let told: Option<SignedDuration> = written.parse().ok();
    let told = told.and_then(|told| Duration::try_from(told).ok());
    match told {
        Some(told) if told >= schedule::SHORTEST => Ok(told),
        Some(_) => Err("feeds are not asked more often than every 5m".to_owned()),
        None => Err(format!("{written:?} is no length of time; write it as 30m or 2h")),
    }
}

/// The longest sleep between two looks at the schedule, so that a machine that was asleep is not late for long.
const NAP: Duration = Duration::from_mins(1);

/// Follows the feeds. One that breaks is reported and the others are followed; with `--once`, the status then says so.
pub(crate) fn run(flags: &WatchFlags) -> anyhow::Result<ExitCode> {
    end_on_interrupt();
    let feeds = feeds(&flags.feeds)?;
    let watcher = Watcher {
        fetcher: flags.network.fetcher(),
        reader: flags.with.reader()?,
        every: flags.every,
        most: flags.most as usize,
        refused: RefCell::default(),
    };
    let path = &flags.archive.archive;
    loop {
        // Opened anew each time: between two rounds, other commands may write.
        let mut archive = Archive::open_or_create(path)?;
        let round = match watcher.round(&mut archive, &feeds) {
            // Somebody else writes: the feeds wait a little.
            Err(error @ ::archive::Error::SecondWriter(_)) if !flags.once => {
                complain(&error.to_string());
                drop(archive);
                std::thread::sleep(NAP);
                continue;
            }
            round => round?,
        };
        drop(archive);
        round.tell(path, flags.once);
        if flags.once {
            return Ok(if round.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS });
        }
        std::thread::sleep(nap(&round));
    }
}

fn nap(round: &Round) -> Duration {
    let wait = round.next.map(|next| next.duration_since(Timestamp::now()));
    let wait = wait.and_then(|wait| Duration::try_from(wait).ok()).unwrap_or_default();
    wait.clamp(Duration::from_secs(1), NAP)
}

/// The feeds that were named, those of lists in their place, each once.
fn feeds(given: &[String]) -> anyhow::Result<Vec<String>> {
    let mut feeds: Vec<String> = Vec::new();
    for name in given {
        let found = if is_address(name) {
            vec![name.clone()]
        } else {
            let list = fs::read(name)
                .with_context(|| format!("{name} cannot be read; name a web address or an OPML file"))?;
            opml::feeds(&String::from_utf8_lossy(&list)).with_context(|| name.clone())?
        };
        if found.is_empty() {
            bail!("{name} lists no feeds; an OPML file has <outline xmlUrl=\"https://…\"/> for each");
        }
        for feed in found {
            if !feeds.contains(&feed) {
                feeds.push(feed);
            }
        }
    }
    Ok(feeds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_written_as_people_write_them() {
        assert_eq!(interval("30m").unwrap(), Duration::from_mins(30));
        assert_eq!(interval("2h").unwrap(), Duration::from_hours(2));
        assert!(interval("1m").unwrap_err().contains("5m"));
        assert!(interval("often").unwrap_err().contains("30m or 2h"));
    }
}
