//! The days of the calendar that a TIMEX3 value covers.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The first and last day, ISO 8601, of a value that stands in the calendar: `2025-08-18`, `2025-08`, `2025-W33`, `2025-Q3`,
/// `2025-08-18TMO`. `None` for durations, vague times and fields that the article does not tell.
pub(crate) fn days(value: &str) -> Option<(String, String)> {
    let date = value.split('T').next()?;
    let (first, length) = stretch(date)?;
    let last = first.checked_add(length).ok()?.yesterday().ok()?;
    Some((first.to_string(), last.to_string()))
}

/// A first day and how long it lasts.
fn stretch(date: &str) -> Option<(Date, Span)> {
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4)?;
    let Some(part) = parts.next() else { return Some((Date::new(year, 1, 1).ok()?, 1.year())) };
    let rest: Vec<&str> = parts.collect();
    if let Some(week) = part.strip_prefix('W') {
        let week = i8::try_from(number(week, 2)?).ok()?;
        let monday = jiff::civil::ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
        return match rest[..] {
            [] => Some((monday, 1.week())),
            ["WE"] => Some((monday.checked_add(5.days()).ok()?, 2.days())),
            _ => None,
        };
    }
    if !rest.is_empty() && rest.len() > 1 {
        return None;
    }
    let months = |first: i8, n: i64| Some((Date::new(year, first, 1).ok()?, n.months()));
    match (part, rest.first()) {
        ("H1", None) => months(1, 6),
        ("H2", None) => months(7, 6),
        ("Q1", None) => months(1, 3),
        ("Q2", None) => months(4, 3),
        ("Q3", None) => months(7, 3),
        ("Q4", None) => months(10, 3),
        (month, None) => months(i8::try_from(number(month, 2)?).ok()?, 1),
        (month, Some(day)) => {
            let (month, day) = (number(month, 2)?, number(day, 2)?);
            let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            Some((date, 1.day()))
        }
    }
}

/// A number of exactly so many digits.
fn number(digits: &str, width: usize) -> Option<i16> {
    (digits.len() == width && digits.bytes().all(|digit| digit.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cover_their_days() {
        let cases = [
            ("2025-08-18", Some(("2025-08-18", "2025-08-18"))),
            ("2025-08-18TMO", Some(("2025-08-18", "2025-08-18"))),
            ("2025-08-18T14:30", Some(("2025-08-18", "2025-08-18"))),
            ("2024-02", Some(("2024-02-01", "2024-02-29"))),
            ("2025", Some(("2025-01-01", "2025-12-31"))),
            ("2025-Q3", Some(("2025-07-01", "2025-09-30"))),
            ("2025-H2", Some(("2025-07-01", "2025-12-31"))),
            ("2025-W33", Some(("2025-08-11", "2025-08-17"))),
            ("2025-W33-WE", Some(("2025-08-16", "2025-08-17"))),
            ("2025-W53", None),
            ("2025-SU", None),
            ("2025-XX-18", None),
            ("XXXX-08", None),
            ("2025-02-30", None),
            ("P3D", None),
            ("FUTURE_REF", None),
            ("202", None),
            ("", None),
            ("2025-08-18-01", None),
            ("9999-12-31", None),
        ];
        for (value, expected) in cases {
            let found = days(value);
            let found = found.as_ref().map(|(from, to)| (from.as_str(), to.as_str()));
            assert_eq!(found, expected, "{value}");
        }
    }
}
