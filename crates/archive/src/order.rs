//! The order of ids: versions stand in the order of time, statements and events in the order of their versions.

use std::collections::HashMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use onrecord::Moment;
use rusqlite::{Connection, OptionalExtension};

use crate::Error;
use crate::open::Failed;

/// The ids between which versions lie that were published on some days, by whatever clock; a bound that is missing is open. Days
/// at either end are too many rather than too few: clocks differ by less than a day, and a full minute moves to the next.
pub(crate) fn ids_between(first: Option<Date>, last: Option<Date>) -> (Option<i64>, Option<i64>) {
    let id = |day: Date| minute(Some(&day.to_string()), jiff::Timestamp::UNIX_EPOCH) * A_MINUTE;
    // Outside the years that are ordered, all ids are alike.
    let first = first.filter(|day| day.year() > 1900).map(|day| id(day.saturating_sub(2.days())));
    let last = last.filter(|day| day.year() < 2399).map(|day| id(day.saturating_add(3.days())));
    (first, last)
}

/// How many versions may stand in one minute before the next minute is used.
const A_MINUTE: i64 = 1024;

/// How many statements, or events, go by one version id; a version with more takes several.
pub(crate) const A_VERSION: i64 = 4096;

/// The most statements or events of one article.
const MOST: usize = 4096 * 64;

/// Over how many version ids those are spread.
pub(crate) const WIDEST: i64 = 64;

/// Minutes from 1900 to 1970, where timestamps begin.
const EPOCH: i64 = (70 * 365 + 17) * 24 * 60;

/// Minutes of the years 1900 to 2400, between which articles are ordered.
const LAST: i64 = 500 * 366 * 24 * 60;

/// The minute in which an article was published, from 1900, in UTC (local where its zone is not known); the minute in which it
/// came where nothing better is known.
pub(crate) fn minute(published: Option<&str>, came: jiff::Timestamp) -> i64 {
    let told = published.and_then(|published| published.parse().ok()).and_then(minute_of);
    told.unwrap_or(came.as_second().div_euclid(60)).saturating_add(EPOCH).clamp(0, LAST)
}

/// When a version says that it was last changed, or else published.
pub(crate) fn last_stamp(published: Option<&str>, updated: Option<&str>) -> Option<Moment> {
    [updated, published].into_iter().flatten().find_map(|stamp| stamp.parse().ok())
}

/// Whether one stamp is earlier than another. Where one has no time of day only the days count; what is not known is not earlier.
pub(crate) fn is_earlier(one: Option<Moment>, other: Option<Moment>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    if one.time.is_none() || other.time.is_none() {
        return one.date < other.date;
    }
    minute_of(one) < minute_of(other)
}

/// Minutes from 1970.
fn minute_of(moment: Moment) -> Option<i64> {
    let stamp = jiff::tz::Offset::UTC.to_timestamp(moment.in_utc()?).ok()?;
    Some(stamp.as_second().div_euclid(60))
}

/// Refuses a record with more statements or events than there are numbers for.
pub(crate) fn check_number(n_items: usize) -> Result<(), Error> {
    if n_items > MOST { Err(Error::TooMuch(n_items)) } else { Ok(()) }
}

/// How many ids a version takes up.
fn n_ids(n_items: usize) -> i64 {
    i64::try_from(n_items).unwrap_or(i64::MAX) / A_VERSION + 1
}

/// Where ids are free, as far as one transaction has seen.
#[derive(Debug, Default)]
pub(crate) struct Minutes {
    /// Minutes without room, with one up to which all others have none: many articles without a date come in one minute, and
    /// each would walk through all the minutes that those before it filled.
    full: HashMap<i64, i64>,
}

impl Minutes {
    /// A free id for a version with so many statements or events, in the first minute from `minute` on that has room.
    pub(crate) fn free_id(
        &mut self,
        connection: &Connection,
        minute: i64,
        n_items: usize,
    ) -> Result<i64, Failed> {
        let width = n_ids(n_items);
        let mut last = connection.prepare_cached(
            "SELECT id + max(n_statements, n_events) / 4096 FROM versions WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1",
        )?;
        let mut tried = minute;
        loop {
            // A version of usual width says for all that a minute is full.
            if width == 1
                && let Some(next) = self.full.get(&tried)
            {
                tried = *next;
                continue;
            }
            let (first, end) = (tried * A_MINUTE, tried * A_MINUTE + A_MINUTE - 1);
            let taken: Option<i64> = last.query_row([first, end], |row| row.get(0)).optional()?;
            let free = taken.map_or(first, |taken| taken + 1);
            if free + width - 1 <= end {
                if width == 1 && tried > minute {
                    self.full.insert(minute, tried);
                }
                return Ok(free);
            }
            tried += 1;
            if free > end {
                self.full.insert(tried - 1, tried);
            }
        }
    }
}

/// The ids of a version's statements, or events, of which there are so many.
pub(crate) fn item_ids(version: i64, n_items: i64) -> (i64, i64) {
    let first = version.saturating_mul(A_VERSION);
    (first, first.saturating_add(n_items - 1))
}

/// Gives a version the id of a minute, unless it has one, and has room for its statements and events; returns its id. Its rows must
/// not be there.
pub(crate) fn place(
    connection: &Connection,
    minutes: &mut Minutes,
    version: i64,
    minute: i64,
    n_items: usize,
) -> Result<i64, Failed> {
    let was: i64 = version / A_MINUTE;
    let next: Option<i64> = connection
        .prepare_cached("SELECT id FROM versions WHERE id > ? ORDER BY id LIMIT 1")?
        .query_row([version], |row| row.get(0))
        .optional()?;
    let has_room = next.is_none_or(|next| version + n_ids(n_items) <= next);
    // An article whose minute was full stands in a later one.
    let is_near = was >= minute && minutes.free_id(connection, minute, n_items)? > version;
    if has_room && (was == minute || is_near) {
        return Ok(version);
    }
    let id = minutes.free_id(connection, minute, n_items)?;
    connection.pragma_update(None, "defer_foreign_keys", true)?;
    connection.prepare_cached("UPDATE versions SET id = ? WHERE id = ?")?.execute([id, version])?;
    connection.prepare_cached("UPDATE captures SET version = ? WHERE version = ?")?.execute([id, version])?;
    Ok(id)
}
