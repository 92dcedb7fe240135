//! The entries of a feed, and what becomes of one: its page is fetched and added, or else what the feed has of it.

use std::collections::HashMap;
use std::io::Cursor;
use std::time::Duration;

use ::archive::{Archive, Arrival, Seen, Standing};
use article::{Article, Capture, Format, Settings};
use fetch::{Error, Fetched, Page, Validators};
use onrecord::{Input, Moment, Outcome, Record, Taken};
use url::Url;

use super::round::{Round, Watcher, now};
use crate::network::{as_input, told};
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
    let mut places = HashMap::new();
    for capture in captures {
        let entry = capture.and_then(|capture| {
            let capture = Capture { url: Some(page.url.clone()), ..capture };
            let article = article::read(&capture, &Settings::default())?;
            let key = article.url.clone().unwrap_or_else(|| article.id.clone());
            let stamp = article.updated.clone().or_else(|| article.published.clone()).unwrap_or_default();
            Ok(Entry { capture, article, key, stamp })
        });
        match entry {
            Ok(entry) => keep_newest(&mut entries, &mut places, entry),
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
fn keep_newest(entries: &mut Vec<Entry>, places: &mut HashMap<String, usize>, entry: Entry) {
    match places.get(&entry.key).map(|place| &mut entries[*place]) {
        Some(known) if is_newer(&entry.stamp, &known.stamp) => *known = entry,
        Some(_) => {}
        None => {
            places.insert(entry.key.clone(), entries.len());
            entries.push(entry);
        }
    }
}

/// Whether a stamp is later than another, wherever their clocks stand.
fn is_newer(stamp: &str, other: &str) -> bool {
    let utc = |stamp: &str| stamp.parse::<Moment>().ok()?.in_utc();
    match (utc(stamp), utc(other)) {
        (Some(stamp), Some(other)) => stamp > other,
        _ => stamp > other,
    }
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dealt {
    /// It is done with; else its page is to be tried again.
    pub(super) is_done: bool,
    /// Its server asks not to be asked before this time has passed; none, where it does not say how long.
    pub(super) rest: Option<Duration>,
}

/// Why a page was not had.
struct Missing {
    reason: String,
    /// It may be had later.
    is_for_now: bool,
    /// As in [`Dealt`].
    rest: Option<Duration>,
}

impl Missing {
    fn for_now(reason: &dyn ToString) -> Self {
        Self { reason: reason.to_string(), is_for_now: true, rest: None }
    }

    fn for_good(reason: &dyn ToString) -> Self {
        Self { is_for_now: false, ..Self::for_now(reason) }
    }
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
        let mut dealt = Dealt { is_done: true, rest: None };
        let found = match self.page(entry) {
            Ok(found) => Some(found),
            Err(missing) => {
                let Missing { reason, is_for_now, rest } = missing;
                dealt = Dealt { is_done: !is_for_now || tries >= MOST_TRIES, rest };
                let (becomes, own) = if !dealt.is_done {
                    ("it will be tried again", None)
                } else if archive.has_page(&entry.key)? {
                    // What was read from the page says more than the feed has of it.
                    ("the article stays as it is", None)
                } else {
                    ("what the feed has of it is taken", Some(self.own_words(entry)))
                };
                complain(&format!("{}: {reason}; {becomes}", entry.key));
                own
            }
        };
        match found {
            Some(Some((capture, record))) => add(archive, capture, record, &entry.key, round)?,
            Some(None) => round.n_failed += 1,
            None => {}
        }
        let seen = Seen { stamp: entry.stamp.clone(), tries, is_done: dealt.is_done };
        archive.see(feed, &entry.key, &seen, now())?;
        Ok(dealt)
    }

    /// The page that an entry links to, read; of an entry without a link, what the feed has of it.
    fn page(&self, entry: &Entry) -> Result<Option<(Capture, Record)>, Missing> {
        let Some(address) = entry.article.url.as_deref() else { return Ok(self.own_words(entry)) };
        let page = match self.fetcher.get(address, &Validators::default()) {
            Ok(Fetched::Page(page)) => page,
            Ok(Fetched::RetryAfter { status, after }) => {
                let rest = Some(after.unwrap_or_default());
                let asks = format!("the server asks for rest (status {status})");
                return Err(Missing { rest, ..Missing::for_now(&asks) });
            }
            Ok(Fetched::NotModified { .. }) => return Err(Missing::for_now(&"the server sent nothing")),
            Err(error) if may_pass(&error) => return Err(Missing::for_now(&error)),
            Err(error) => return Err(Missing::for_good(&told(&error))),
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
                Err(Missing::for_good(&failure.reason))
            }
            Some(_) | None => Err(Missing::for_good(&"it is empty")),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_compared_across_zones() {
        assert!(is_newer("2026-03-02T10:00:00+01:00", "2026-03-02T08:30:00Z"));
        assert!(!is_newer("2026-03-02T09:00:00+02:00", "2026-03-02T08:30:00Z"));
        assert!(is_newer("2026-03-02T09:00:00Z", "") && !is_newer("", ""));
    }
}
