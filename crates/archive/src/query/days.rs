//! Days and intervals of ISO 8601, and the days that a TIMEX3 value covers.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use jiff::{Span, ToSpan};

/// Days from a first to a last, both counted; open where one is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

/// Why a text is no interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoInterval {
    /// It is not written as one.
    Unreadable,
    /// It ends before it begins, or outside the calendar.
    Empty,
}

impl fmt::Display for NoInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => {
                "write a day as 2025-08-15, a month as 2025-08, an interval as 2025-08-01..2025-08-15 or 2025-08-01/P1W"
            }
            Self::Empty => "the interval ends before it begins",
        })
    }
}

impl Interval {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self { first: Some(day), last: Some(day) }
    }

    /// Whether the two have a day in common.
    pub fn meets(self, other: Self) -> bool {
        let starts_in_time = |a: Option<Date>, b: Option<Date>| a.is_none_or(|a| b.is_none_or(|b| a <= b));
        starts_in_time(self.first, other.last) && starts_in_time(other.first, self.last)
    }

    /// Whether it begins with a month and ends with one.
    pub(crate) fn is_of_whole_months(self) -> bool {
        self.first.is_some_and(|first| first.day() == 1)
            && self.last.is_some_and(|last| last == last.last_of_month())
    }

    /// The day after the last, as ISO 8601: the end that text comparisons need, since `2025-08-15T10:00` sorts after
    /// `2025-08-15`.
    pub fn end(self) -> Option<String> {
        let last = self.last?;
        // The calendar ends on 9999-12-31; ":" sorts after every digit.
        Some(last.tomorrow().map_or_else(|_| ":".to_owned(), |day| day.to_string()))
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "{first}"),
            (Some(first), Some(last)) => write!(f, "{first}..{last}"),
            (Some(first), None) => write!(f, "{first}.."),
            (None, Some(last)) => write!(f, "..{last}"),
            (None, None) => f.write_str(".."),
        }
    }
}

impl FromStr for Interval {
    type Err = NoInterval;

    fn from_str(text: &str) -> Result<Self, NoInterval> {
        let text = text.trim();
        let Some((from, to)) = text.split_once('/').or_else(|| text.split_once("..")) else {
            return stretch(text).ok_or(NoInterval::Unreadable);
        };
        let stretch = |text: &str| match text.trim() {
            "" | ".." => Some(Self { first: None, last: None }),
            text => stretch(text),
        };
        let interval = if let Some(span) = duration(to) {
            let first = stretch(from).and_then(|from| from.first).ok_or(NoInterval::Unreadable)?;
            let last = first.checked_add(span).and_then(Date::yesterday).map_err(|_| NoInterval::Empty)?;
            Self { first: Some(first), last: Some(last) }
        } else if let Some(span) = duration(from) {
            let last = stretch(to).and_then(|to| to.last).ok_or(NoInterval::Unreadable)?;
            let first = last.checked_sub(span).and_then(Date::tomorrow).map_err(|_| NoInterval::Empty)?;
            Self { first: Some(first), last: Some(last) }
        } else {
            let (from, to) = (stretch(from), stretch(to));
            let first = from.ok_or(NoInterval::Unreadable)?.first;
            Self { first, last: to.ok_or(NoInterval::Unreadable)?.last }
        };
        match (interval.first, interval.last) {
            (Some(first), Some(last)) if first > last => Err(NoInterval::Empty),
            // Years before our era have no ISO 8601 form of four digits.
            (Some(first), _) if first.year() < 0 => Err(NoInterval::Empty),
            (None, None) => Err(NoInterval::Unreadable),
            _ => Ok(interval),
        }
    }
}

/// A duration of whole days: `P1W`, `P3M`, `P1Y2M`.
fn duration(text: &str) -> Option<Span> {
    let text = text.trim().to_ascii_uppercase();
    (text.starts_with('P') && !text.contains('T')).then(|| text.parse().ok()).flatten()
}

/// The days of a year, half, quarter, month, week or day; a time of day is left out.
fn stretch(text: &str) -> Option<Interval> {
    let day = text.split(['T', 't']).next()?;
    let mut parts = day.split('-');
    let year = number(parts.next()?, 4)?;
    let year = i16::try_from(year).ok()?;
    let (second, third) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    match (second, third) {
        (None, _) => months(year, 1, 12),
        (Some(part), day) if part.starts_with(['W', 'w']) => week(year, &part[1..], day),
        (Some(part), None) => match part.to_ascii_uppercase().as_bytes() {
            [b'Q', n @ b'1'..=b'4'] => months(year, (n - b'1') * 3 + 1, 3),
            [b'H', n @ b'1'..=b'2'] => months(year, (n - b'1') * 6 + 1, 6),
            _ => months(year, number(part, 2)?.try_into().ok()?, 1),
        },
        (Some(month), Some(day)) => {
            let (month, day) = (number(month, 2)?.try_into().ok()?, number(day, 2)?.try_into().ok()?);
            Some(Interval::day(Date::new(year, month, day).ok()?))
        }
    }
}

/// A number of exactly so many digits.
fn number(text: &str, n_digits: usize) -> Option<u16> {
    let is_number = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Some months of a year.
fn months(year: i16, first: u8, n: u8) -> Option<Interval> {
    let first = Date::new(year, first.try_into().ok()?, 1).ok()?;
    let last_month = first.checked_add(i64::from(n - 1).months()).ok()?;
    Some(Interval { first: Some(first), last: Some(last_month.last_of_month()) })
}

/// A week by ISO 8601, its weekend (`WE`, as TIMEX3 writes it), or a day of it by its number.
fn week(year: i16, week: &str, day: Option<&str>) -> Option<Interval> {
    let week = number(week, 2)?.try_into().ok()?;
    let on = |day| ISOWeekDate::new(year, week, day).ok().map(ISOWeekDate::date);
    match day {
        None => Some(Interval { first: on(Weekday::Monday), last: Some(on(Weekday::Sunday)?) }),
        Some("WE") => Some(Interval { first: on(Weekday::Saturday), last: Some(on(Weekday::Sunday)?) }),
        Some(day) => {
            let day = Weekday::from_monday_one_offset(number(day, 1)?.try_into().ok()?).ok()?;
            Some(Interval::day(on(day)?))
        }
    }
}

/// The days that a TIMEX3 value covers: `2025-08-18TMO` is a day, `2025-SU` three months, `202` a decade. `None` of what has no
/// place in the calendar: durations, `FUTURE_REF`, values with an `X`.
pub fn days_of(value: &str) -> Option<Interval> {
    if let Some(interval) = stretch(value) {
        return Some(interval);
    }
    let years = |text: &str, n: usize, step: i16| {
        let first = i16::try_from(number(text, n)?).ok()?.checked_mul(step)?;
        let last = first.checked_add(step - 1).filter(|last| *last <= 9999)?;
        Some(Interval { first: Some(date(first, 1, 1)), last: Some(date(last, 12, 31)) })
    };
    if value.len() < 4 {
        return years(value, 3, 10).or_else(|| years(value, 2, 100));
    }
    // Seasons are those of meteorologists in the north.
    let (year, season) = value.split_once('-')?;
    let year = i16::try_from(number(year, 4)?).ok()?;
    match season {
        "SP" => months(year, 3, 3),
        "SU" => months(year, 6, 3),
        "FA" => months(year, 9, 3),
        "WI" => months(year, 12, 3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read_as_iso_8601_writes_them() {
        for (text, printed) in [
            ("2025", "2025-01-01..2025-12-31"),
            ("2025-02", "2025-02-01..2025-02-28"),
            ("2025-08-15", "2025-08-15"),
            ("2025-08-15T10:00", "2025-08-15"),
            ("2025-W33", "2025-08-11..2025-08-17"),
            ("2025-W33-2", "2025-08-12"),
            ("2025-Q4", "2025-10-01..2025-12-31"),
            ("2025-08-01/P1W", "2025-08-01..2025-08-07"),
            ("2025-08/P1M", "2025-08-01..2025-08-31"),
            ("P3D/2025-08-15", "2025-08-13..2025-08-15"),
            ("2025-08-01..2025-08-15", "2025-08-01..2025-08-15"),
            ("2025-08-01/2025-08-15", "2025-08-01..2025-08-15"),
            ("2025-08..2025-09", "2025-08-01..2025-09-30"),
            ("2025-08-01..", "2025-08-01.."),
            ("..2025-08", "..2025-08-31"),
            ("../2025-08", "..2025-08-31"),
        ] {
            let read: Interval = text.parse().unwrap_or_else(|reason| panic!("{text}: {reason}"));
            assert_eq!(read.to_string(), printed, "{text}");
        }
    }

    #[test]
    fn what_is_no_interval_is_said_so() {
        for text in
            ["", "monday", "2025-13", "2025-02-30", "25-08", "..", "/", "2025-W60", "P1W", "2025-W5", "20é5"]
        {
            assert_eq!(text.parse::<Interval>(), Err(NoInterval::Unreadable), "{text}");
        }
        for text in ["2025-08-15..2025-08-01", "9999-12-31/P9999Y", "P9999Y/0001-01-01"] {
            assert_eq!(text.parse::<Interval>(), Err(NoInterval::Empty), "{text}");
        }
    }

    #[test]
    fn timex_values_cover_days() {
        for (value, printed) in [
            ("2025-08-18TMO", "2025-08-18"),
            ("2025-08-18T10:00", "2025-08-18"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("2025-Q3", "2025-07-01..2025-09-30"),
            ("9999-12-31", "9999-12-31"),
            ("2025-W12-WE", "2025-03-22..2025-03-23"),
            ("2025-SU", "2025-06-01..2025-08-31"),
            ("2025-WI", "2025-12-01..2026-02-28"),
            ("202", "2020-01-01..2029-12-31"),
            ("19", "1900-01-01..1999-12-31"),
            ("2025-H2", "2025-07-01..2025-12-31"),
        ] {
            assert_eq!(days_of(value).map(|days| days.to_string()).as_deref(), Some(printed), "{value}");
        }
        for value in [
            "PT19H",
            "FUTURE_REF",
            "XXXX-08-18",
            "2025-XX",
            "2025-XX-18",
            "2025-W53",
            "2025-02-30",
            "2025-08-18-01",
            "",
            "P2M",
            "P3D",
            "ééé",
            "é",
        ] {
            assert_eq!(days_of(value), None, "{value}");
        }
    }
}
