//! The feeds that an archive follows: when each was asked, what it answered with, and which of its entries were taken.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{Archive, Error};

/// A feed that is followed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Poll {
    /// Its address.
    pub feed: String,
    /// What it calls itself.
    pub title: Option<String>,
    /// The `ETag` of its last good answer, as it came.
    pub etag: Option<String>,
    /// The `Last-Modified` of its last good answer, as it came.
    pub last_modified: Option<String>,
    /// When it was last asked.
    pub polled: Option<Timestamp>,
    /// When it may be asked again.
    pub next: Option<Timestamp>,
    /// How many times in a row it has failed.
    pub failures: u32,
    /// Why, of the last time.
    pub problem: Option<String>,
}

/// An entry of a feed, as the archive remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// When the feed said that it was last changed; empty where it does not.
    pub stamp: String,
    /// How many times its page could not be had.
    pub tries: u32,
    /// Whether it was added.
    pub is_done: bool,
}

impl Archive {
    /// What is known of a feed; a feed of which nothing is known has only its address.
    pub fn poll(&self, feed: &str) -> Result<Poll, Error> {
        let found = self
            .connection()
            .prepare_cached(
                "SELECT feed, title, etag, last_modified, polled, next, failures, problem FROM polls WHERE feed = ?",
            )
            .and_then(|mut query| query.query_row([feed], poll).optional());
        let found = found.map_err(|reason| Error::of(self.path(), reason))?;
        Ok(found.unwrap_or_else(|| Poll { feed: feed.to_owned(), ..Poll::default() }))
    }

    /// Remembers what is now known of a feed.
    pub fn keep_poll(&mut self, poll: &Poll) -> Result<(), Error> {
        self.write(|connection| Ok(write_poll(connection, poll)?))
    }

    /// What is known of an entry of a feed.
    pub fn seen(&self, feed: &str, entry: &str) -> Result<Option<Seen>, Error> {
        let seen = |row: &Row<'_>| {
            Ok(Seen {
                stamp: row.get(0)?,
                tries: row.get(1)?,
                is_done: row.get::<_, Option<String>>(2)?.is_some(),
            })
        };
        self.connection()
            .prepare_cached("SELECT stamp, tries, done FROM entries WHERE feed = ? AND entry = ?")
            .and_then(|mut query| query.query_row([feed, entry], seen).optional())
            .map_err(|reason| Error::of(self.path(), reason))
    }

    /// Remembers an entry of a feed that is remembered. `now` is when it was added.
    pub fn see(&mut self, feed: &str, entry: &str, seen: &Seen, now: Timestamp) -> Result<(), Error> {
        let done = seen.is_done.then(|| now.to_string());
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO entries (feed, entry, stamp, tries, done) VALUES (?, ?, ?, ?, ?)",
                )?
                .execute(params![feed, entry, seen.stamp, seen.tries, done])?;
            Ok(())
        })
    }
}

fn poll(row: &Row<'_>) -> rusqlite::Result<Poll> {
    // A moment that cannot be read is one that is not known.
    let moment = |text: Option<String>| text.and_then(|text| text.parse().ok());
    Ok(Poll {
        feed: row.get(0)?,
        title: row.get(1)?,
        etag: row.get(2)?,
        last_modified: row.get(3)?,
        polled: moment(row.get(4)?),
        next: moment(row.get(5)?),
        failures: row.get(6)?,
        problem: row.get(7)?,
    })
}

fn write_poll(connection: &Connection, poll: &Poll) -> rusqlite::Result<()> {
    let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string());
    // Updated in place: a row that is replaced would take its entries with it.
    connection
        .prepare_cached(
            "INSERT INTO polls (feed, title, etag, last_modified, polled, next, failures, problem)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (feed) DO UPDATE SET title = ?2, etag = ?3, last_modified = ?4, polled = ?5, next = ?6,
                failures = ?7, problem = ?8",
        )?
        .execute(params![
            poll.feed,
            poll.title,
            poll.etag,
            poll.last_modified,
            moment(poll.polled),
            moment(poll.next),
            poll.failures,
            poll.problem,
        ])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_and_entries_are_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sqlite");
        let now: Timestamp = "2026-03-14T09:00:00Z".parse().unwrap();
        let mut archive = Archive::create(&path).unwrap();
        let feed = "https://northline.example/feed";
        assert_eq!(archive.poll(feed).unwrap(), Poll { feed: feed.to_owned(), ..Poll::default() });
        let poll = Poll {
            etag: Some("\"1\"".to_owned()),
            next: Some(now),
            failures: 2,
            ..archive.poll(feed).unwrap()
        };
        archive.keep_poll(&poll).unwrap();
        let seen = Seen { stamp: "2026".to_owned(), tries: 1, is_done: true };
        archive.see(feed, "e1", &seen, now).unwrap();
        archive.keep_poll(&Poll { failures: 0, ..poll.clone() }).unwrap();
        drop(archive);
        let archive = Archive::open(&path).unwrap();
        assert_eq!(archive.poll(feed).unwrap(), Poll { failures: 0, ..poll });
        assert_eq!(archive.seen(feed, "e1").unwrap(), Some(seen), "it outlives what is kept of its feed");
        assert_eq!(archive.seen(feed, "e2").unwrap(), None);
    }
}
