//! A day, with a time and a zone where they are known.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

use super::printed::{printed_stamps, stamp_within};

/// A day, with its time and zone where they are known: as precise as its source and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
    /// Minutes east of Greenwich.
    pub offset: Option<i32>,
}

impl Moment {
    /// The whole day.
    pub fn day(date: Date) -> Self {
        Self { date, time: None, offset: None }
    }

    /// The day and time in UTC: midnight where no time is known, and as the clocks there have it where no zone is.
    pub fn in_utc(self) -> Option<DateTime> {
        let local = self.date.to_datetime(self.time.unwrap_or(Time::MIN));
        local.checked_sub(Span::new().minutes(self.offset.unwrap_or(0))).ok()
    }

    /// The same moment by the clocks so many minutes east of Greenwich; `None` unless it is given in Greenwich time.
    pub(crate) fn moved_from_greenwich(self, offset: i32) -> Option<Self> {
        let time = self.time.filter(|_| self.offset == Some(0))?;
        let there = self.date.to_datetime(time).checked_add(Span::new().minutes(offset)).ok()?;
        Some(Self { date: there.date(), time: Some(there.time()), offset: Some(offset) })
    }
}

/// Written as ISO 8601: `2025-08-17`, `2025-08-17T05:21`, `2025-08-17T05:21:30+01:00`, `…Z` for Greenwich.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}", time.hour(), time.minute())?;
        if time.second() != 0 {
            write!(f, ":{:02}", time.second())?;
        }
        match self.offset {
            None => Ok(()),
            Some(0) => write!(f, "Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

/// Why a day or moment could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no day or time in ISO 8601; write 2025-08-17 or 2025-08-17T05:21")]
pub struct MomentError(String);

/// Reads ISO 8601, with a space for the `T` and a zone without its colon allowed, as metadata has them.
impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        iso(text.trim()).ok_or_else(|| MomentError(text.to_owned()))
    }
}

fn iso(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let date: Date = day.parse().ok()?;
    if rest.is_empty() {
        return Some(Moment::day(date));
    }
    let clock = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let zone_at = clock.find(|c: char| !(c.is_ascii_digit() || ":.,".contains(c))).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(zone_at);
    let zone = zone.trim();
    let offset = if zone.is_empty() || zone.starts_with('[') { None } else { Some(offset(zone)?) };
    Some(Moment { date, time: Some(time(clock)?), offset })
}

fn time(clock: &str) -> Option<Time> {
    let clock = clock.split(['.', ',']).next()?;
    let mut parts = clock.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    Time::new(hour, minute, second.min(59), 0).ok()
}

/// The zone after a time: `Z`, `+01:00`, `+0100`, `+01`, `GMT`.
fn offset(zone: &str) -> Option<i32> {
    if matches!(zone, "Z" | "z" | "GMT" | "UTC") {
        return Some(0);
    }
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = zone[1..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "0"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let minutes = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    (minutes <= 14 * 60).then_some(sign * minutes)
}

/// A date in metadata: ISO 8601, or written out as pages that do not keep to it have it
/// ("Sat, 16 Aug 2025 05:21:33 GMT").
pub(crate) fn from_metadata(text: &str) -> Option<Moment> {
    let printed = || printed_stamps(text, None).into_iter().find_map(|stamp| stamp.moment);
    text.parse().ok().or_else(printed).or_else(|| stamp_within(text).map(|(_, moment)| moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_dates_are_read_and_written() {
        for (given, expected) in [
            ("2025-08-17", "2025-08-17"),
            ("2025-08-17T05:21", "2025-08-17T05:21"),
            ("2025-08-17T05:21:33.123Z", "2025-08-17T05:21:33Z"),
            ("2025-08-17 05:21:00 +0100", "2025-08-17T05:21+01:00"),
            ("2025-08-17T05:21:00-0430", "2025-08-17T05:21-04:30"),
            ("Sat, 16 Aug 2025 05:21:33 GMT", "2025-08-16T05:21:33Z"),
            ("August 16, 2025", "2025-08-16"),
        ] {
            assert_eq!(
                from_metadata(given).map(|moment| moment.to_string()).as_deref(),
                Some(expected),
                "{given}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for given in [
            "",
            "soon",
            "2025-13-01",
            "2025-08-17T25:00",
            "2025-08-17X",
            "漢漢漢漢漢",
            "2025-08-17T05:21+99:00",
        ] {
            assert!(given.parse::<Moment>().is_err(), "{given}");
        }
    }
}
