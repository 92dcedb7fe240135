//! The entries of a feed, and what becomes of one: its page is fetched and added, or else what the feed has of it.

use std::io::Cursor;
use std::time::Duration;

use ::archive::{Archive, Arrival, Seen, Standing};
use article::{Article, Capture, Format, Settings};
use fetch::{Error, Fetched, Page, Validators};
use onrecord::{Input, Outcome, Record, Taken};
use url::Url;

use super::round::{Round, Watcher, now};
use crate::network::as_input;
use crate::out::complain;

/// An entry of a feed.
pub(super) struct Entry {
    /// What the feed has of it.
    pub(super) capture: Capture,
    pub(super) article: Article,
    /// Its address, or else its id.
    pub(super) key: String,
    /// When the feed says that it was last changed.
    pub(super) stamp: String,
}

impl Entry {
    /// The host of its page.
    pub(super) fn host(&self) -> Option<String> {
        let address = Url::parse(self.article.url.as_deref()?).ok()?;
        address.host_str().map(str::to_owned)
    }
}

/// How many times a page is asked for before the entry is taken as it stands in the feed.
const MOST_TRIES: u32 = 3;

/// The entries of a feed that was fetched; those that are broken are reported.
pub(super) fn entries(page: &Page) -> Result<Vec<Entry>, String> {
    let captures = article::captures(Cursor::new(&page.bytes), None).map_err(|reason| reason.to_string())?;
    if captures.format() != Format::Feed {
        return Err(format!("it is no feed (its content looks like {})", captures.format().name()));
    }
    let (mut entries, mut reason) = (Vec::new(), None);
    for capture in captures {
        let entry = capture.and_then(|capture| {
            let capture = Capture { url: Some(page.url.clone()), ..capture };
            let article = article::read(&capture, &Settings::default())?;
            let key = article.url.clone().unwrap_or_else(|| article.id.clone());
            let stamp = article.updated.clone().or_else(|| article.published.clone()).unwrap_or_default();
            Ok(Entry { capture, article, key, stamp })
        });
        match entry {
            Ok(entry) => keep_newest(&mut entries, entry),
            Err(article::Error::NoEntries) => {}
            Err(error) => {
                complain(&format!("{}: {error}", page.url));
                reason = Some(error.to_string());
            }
        }
    }
    match reason {
        Some(reason) if entries.is_empty() => Err(reason),
        _ => Ok(entries),
    }
}

/// Keeps an entry; of those that link to one page, as the posts of a live blog do, the newest alone.
fn keep_newest(entries: &mut Vec<Entry>, entry: Entry) {
    match entries.iter_mut().find(|known| known.key == entry.key) {
        Some(known) if known.stamp < entry.stamp => *known = entry,
        Some(_) => {}
        None => entries.push(entry),
    }
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dealt {
    /// It is done with.
    Done,
    /// Its page is to be tried again.
    Later,
    /// Its server asks not to be asked before this time has passed; a while, where it names none.
    Rest(Option<Duration>),
}

/// Why a page was not had.
enum Missing {
    /// Its server asks for rest.
    Rest { status: u16, after: Option<Duration> },
    /// It may be had later.
    ForNow(String),
    /// It will not be had.
    ForGood(String),
}

impl Watcher {
    /// Takes an entry.
    pub(super) fn take_entry(
        &self,
        archive: &mut Archive,
        feed: &str,
        entry: &Entry,
        seen: Option<&Seen>,
        round: &mut Round,
    ) -> Result<Dealt, ::archive::Error> {
        let tries = seen.filter(|seen| !seen.is_done).map_or(0, |seen| seen.tries) + 1;
        let page = match self.page(entry) {
            Err(Missing::Rest { status, after }) => {
                complain(&format!("{}: the server asks for rest (status {status})", entry.key));
                return Ok(Dealt::Rest(after));
            }
            Err(Missing::ForNow(reason)) if tries < MOST_TRIES => {
                complain(&format!("{}: {reason}; it will be tried again", entry.key));
                let seen = Seen { stamp: entry.stamp.clone(), tries, is_done: false };
                archive.see(feed, &entry.key, &seen, now())?;
                return Ok(Dealt::Later);
            }
            Err(Missing::ForNow(reason) | Missing::ForGood(reason)) if archive.is_known(&entry.key)? => {
                // What was read from the page says more than the feed has of it.
                complain(&format!("{}: {reason}; the article stays as it is", entry.key));
                let seen = Seen { stamp: entry.stamp.clone(), tries, is_done: true };
                archive.see(feed, &entry.key, &seen, now())?;
                return Ok(Dealt::Done);
            }
            Err(Missing::ForNow(reason) | Missing::ForGood(reason)) => {
                complain(&format!("{}: {reason}; what the feed has of it is taken", entry.key));
                self.own_words(entry)
            }
            Ok(page) => page,
        };
        match page {
            Some((capture, record)) => add(archive, capture, record, &entry.key, round)?,
            None => round.n_failed += 1,
        }
        archive.see(feed, &entry.key, &Seen { stamp: entry.stamp.clone(), tries, is_done: true }, now())?;
        Ok(Dealt::Done)
    }

    /// The page that an entry links to, read; of an entry without a link, what the feed has of it.
    fn page(&self, entry: &Entry) -> Result<Option<(Capture, Record)>, Missing> {
        let Some(address) = entry.article.url.as_deref() else { return Ok(self.own_words(entry)) };
        let page = match self.fetcher.get(address, &Validators::default()) {
            Ok(Fetched::Page(page)) => page,
            Ok(Fetched::RetryAfter { status, after }) => return Err(Missing::Rest { status, after }),
            Ok(Fetched::NotModified { .. }) => {
                return Err(Missing::ForNow("the server sent nothing".to_owned()));
            }
            Err(error) if may_pass(&error) => return Err(Missing::ForNow(error.to_string())),
            Err(error) => return Err(Missing::ForGood(error.to_string())),
        };
        let mut read = None;
        self.reader.read_captures(
            [Input::Fetched(as_input(page, address))],
            |_| true,
            |taken| {
                read.get_or_insert(taken);
            },
        );
        match read {
            Some(Taken { capture: Some(capture), outcome: Some(Outcome::Read(record)), .. }) => {
                Ok(Some((capture, *record)))
            }
            Some(Taken { outcome: Some(Outcome::Skipped(failure) | Outcome::Failed(failure)), .. }) => {
                Err(Missing::ForGood(failure.reason.to_string()))
            }
            Some(_) | None => Err(Missing::ForGood("it is empty".to_owned())),
        }
    }

    /// What the feed has of an entry.
    fn own_words(&self, entry: &Entry) -> Option<(Capture, Record)> {
        match self.reader.read_one(&entry.capture, Some(&entry.key)) {
            Ok(record) => Some((entry.capture.clone(), record)),
            Err(error) => {
                complain(&format!("{}: {error}", entry.key));
                None
            }
        }
    }
}

/// Whether a failure may pass by itself.
fn may_pass(error: &Error) -> bool {
    match error {
        Error::Timeout | Error::Network(_) | Error::RobotsUnreachable { .. } | Error::Status(500..=599) => {
            true
        }
        Error::Address(_)
        | Error::Refused(_)
        | Error::Robots(_)
        | Error::TooLarge { .. }
        | Error::Redirects(_)
        | Error::Status(_) => false,
    }
}

fn add(
    archive: &mut Archive,
    capture: Capture,
    record: Record,
    input: &str,
    round: &mut Round,
) -> Result<(), ::archive::Error> {
    let standing = Standing::of(&record.article);
    let arrival = Arrival { standing, ..Arrival::new(capture, input.to_owned(), now()) };
    match archive.add(&arrival, record) {
        Ok(added) => round.count(&added),
        Err(error) if error.is_of_one_article() => {
            complain(&format!("{input}: {error}"));
            round.n_failed += 1;
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
