//! One round over the feeds: those that are due are asked, and what is new in them is added.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use ::archive::{Added, Archive, Poll};
use fetch::{Fetched, Fetcher, Page, Validators};
use jiff::{Timestamp, Unit};
use onrecord::Reader;

use super::entries::{Entry, entries};
use super::schedule::{after_failure, after_success, is_due};
use crate::network::told;
use crate::out::{complain, note};

/// What is needed to follow feeds.
pub(super) struct Watcher {
    pub(super) fetcher: Fetcher,
    pub(super) reader: Reader,
    pub(super) every: Duration,
    pub(super) most: usize,
    /// Feeds whose addresses may not be asked, with the moment at which that is told again. The archive does not keep it: the next command
    /// may allow them.
    pub(super) refused: RefCell<HashMap<String, Timestamp>>,
}

/// What is known of a feed that was to be asked.
enum Asked {
    /// It was asked, whatever the answer.
    Answered(Poll),
    /// Its address, or one that it leads to, may not be asked.
    Refused(Poll),
}

/// How a round went.
#[derive(Debug, Default)]
pub(super) struct Round {
    n_asked: usize,
    n_waiting: usize,
    n_new: usize,
    n_changed: usize,
    n_unchanged: usize,
    n_failed_feeds: usize,
    pub(super) n_failed: usize,
    /// Hosts that asked for rest in this round.
    resting: Vec<Option<String>>,
    /// When the first feed is due again.
    pub(super) next: Option<Timestamp>,
}

impl Watcher {
    /// Asks the feeds that are due. Only what ails the archive itself ends a round.
    pub(super) fn round(&self, archive: &mut Archive, feeds: &[String]) -> Result<Round, ::archive::Error> {
        let mut round = Round::default();
        for feed in feeds {
            let now = now();
            let poll = archive.poll(feed)?;
            let refused_until = self.refused.borrow().get(feed).copied();
            let poll = Poll { next: poll.next.max(refused_until), ..poll };
            let poll = if is_due(&poll, now) {
                round.n_asked += 1;
                match self.ask(archive, poll, now, &mut round)? {
                    Asked::Answered(poll) => {
                        archive.keep_poll(&poll)?;
                        poll
                    }
                    Asked::Refused(poll) => {
                        self.refused.borrow_mut().extend(poll.next.map(|next| (feed.clone(), next)));
                        poll
                    }
                }
            } else {
                round.n_waiting += 1;
                poll
            };
            round.next = round.next.into_iter().chain(poll.next).min();
        }
        if round.n_new + round.n_changed > 0 {
            archive.merge_segments(|| true)?;
        }
        Ok(round)
    }

    /// Asks a feed; gives what is now known of it.
    fn ask(
        &self,
        archive: &mut Archive,
        poll: Poll,
        now: Timestamp,
        round: &mut Round,
    ) -> Result<Asked, ::archive::Error> {
        let validators = Validators { etag: poll.etag.clone(), last_modified: poll.last_modified.clone() };
        let (reason, retry_after) = match self.fetcher.get(&poll.feed, &validators) {
            Ok(Fetched::Page(page)) => match entries(&page) {
                Ok(entries) => {
                    return Ok(Asked::Answered(self.take(archive, poll, &page, entries, now, round)?));
                }
                // The validators stay those of before: what was not understood must be sent again.
                Err(reason) => (reason, None),
            },
            Ok(Fetched::NotModified { fresh_for }) => {
                return Ok(Asked::Answered(self.answered(poll, now, fresh_for)));
            }
            Ok(Fetched::RetryAfter { status, after }) => {
                (format!("the server asks for rest (status {status})"), after)
            }
            Err(error @ (fetch::Error::Refused(_) | fetch::Error::Address(_))) => {
                round.n_failed_feeds += 1;
                complain(&format!("{}: {}", poll.feed, told(&error)));
                let next = after_failure(&poll, now, self.every, None);
                return Ok(Asked::Refused(Poll { next: Some(next), ..poll }));
            }
            Err(error) => (error.to_string(), None),
        };
        round.n_failed_feeds += 1;
        complain(&format!("{}: {reason}", poll.feed));
        let poll = Poll {
            failures: poll.failures.saturating_add(1),
            polled: Some(now),
            problem: Some(reason),
            ..poll
        };
        let next = after_failure(&poll, now, self.every, retry_after);
        Ok(Asked::Answered(Poll { next: Some(next), ..poll }))
    }

    fn answered(&self, poll: Poll, now: Timestamp, fresh_for: Option<Duration>) -> Poll {
        let next = after_success(&poll, now, self.every, fresh_for);
        Poll { polled: Some(now), next: Some(next), failures: 0, problem: None, ..poll }
    }

    /// Takes the entries that are new or changed. The feed's validators are kept once none is left.
    fn take(
        &self,
        archive: &mut Archive,
        poll: Poll,
        page: &Page,
        entries: Vec<Entry>,
        now: Timestamp,
        round: &mut Round,
    ) -> Result<Poll, ::archive::Error> {
        archive.keep_poll(&poll)?;
        let title = entries.first().and_then(|entry| entry.article.publisher.clone()).or(poll.title.clone());
        let (mut n_taken, mut is_rest_left) = (0, false);
        // For how long the hosts of its pages asked for rest, the longest.
        let mut longest_rest = Duration::ZERO;
        for entry in entries {
            let seen = archive.seen(&poll.feed, &entry.key)?;
            if seen.as_ref().is_some_and(|seen| seen.is_done && seen.stamp == entry.stamp) {
                continue;
            }
            if n_taken == self.most {
                is_rest_left = true;
                break;
            }
            let host = entry.host();
            if round.resting.contains(&host) {
                is_rest_left = true;
                continue;
            }
            n_taken += 1;
            let dealt = self.take_entry(archive, &poll.feed, &entry, seen.as_ref(), round)?;
            is_rest_left |= !dealt.is_done;
            if let Some(rest) = dealt.rest {
                round.resting.push(host);
                longest_rest = longest_rest.max(rest);
            }
        }
        let validators = if is_rest_left { Validators::default() } else { page.validators.clone() };
        let poll = Poll { title, etag: validators.etag, last_modified: validators.last_modified, ..poll };
        let fresh_for = if is_rest_left { Some(longest_rest) } else { page.fresh_for };
        Ok(self.answered(poll, now, fresh_for))
    }
}

impl Round {
    pub(super) fn count(&mut self, added: &Added) {
        match added {
            Added::New { .. } => self.n_new += 1,
            Added::Changed { .. } | Added::Older { .. } => self.n_changed += 1,
            Added::Unchanged { .. } => self.n_unchanged += 1,
        }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.n_failed + self.n_failed_feeds > 0
    }

    /// The closing line; of a round in which nothing happened, only where the program ends with it.
    pub(super) fn tell(&self, archive: &Path, is_last: bool) {
        if !is_last && self.n_new + self.n_changed + self.n_failed + self.n_failed_feeds == 0 {
            return;
        }
        let due = match self.next {
            Some(next) if is_last && self.n_waiting > 0 => format!(" (the next is due at {next})"),
            _ => String::new(),
        };
        note(&format!(
            "{}: {} feeds asked, {} not yet due{due}, {} failed; {} new, {} changed, {} unchanged, {} failed",
            archive.display(),
            self.n_asked,
            self.n_waiting,
            self.n_failed_feeds,
            self.n_new,
            self.n_changed,
            self.n_unchanged,
            self.n_failed
        ));
    }
}

/// This moment, to the second.
pub(super) fn now() -> Timestamp {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now)
}
