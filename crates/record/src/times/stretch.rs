//! Stretches of the calendar, as precise as they are told, and how TIMEX3 writes them.
//!
//! TIMEX3 (`TimeML` 1.2.1, <https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html>) writes ISO 8601 and adds to it:
//! `2025-Q3`, `2025-H1`, `2025-SU`, `2025-W33-WE`, `199` for a decade, `18` for the nineteenth century.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

use super::Precision;
use super::senses::{Season, Unit};

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Its number less one: 18 is 1800 to 1899.
    Century(i16),
    /// Its first three digits.
    Decade(i16),
    Year(i16),
    Half(i16, i8),
    Quarter(i16, i8),
    Season(i16, Season),
    Month(i16, i8),
    /// A week, by its Monday.
    Week(Date),
    /// A weekend, by the Monday of its week.
    Weekend(Date),
    Day(Date),
}

/// Days back to the Monday of a day's week.
fn monday_of(day: Date) -> Option<Date> {
    day.checked_sub(Span::new().days(i64::from(day.weekday().to_monday_zero_offset()))).ok()
}

impl Stretch {
    /// The stretch of a unit that holds a day; none for units of the clock.
    pub(crate) fn around(day: Date, unit: Unit) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Self::Day(day),
            Unit::Week | Unit::Fortnight => Self::Week(monday_of(day)?),
            Unit::Weekend => Self::Weekend(monday_of(day)?),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month + 2) / 3),
            Unit::Half => Self::Half(year, (month + 5) / 6),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year.div_euclid(10)),
            Unit::Century => Self::Century(year.div_euclid(100)),
        })
    }

    /// Its first day.
    pub(crate) fn first_day(self) -> Option<Date> {
        let day = |year, month| Date::new(year, month, 1).ok();
        match self {
            Self::Century(century) => day(century * 100, 1),
            Self::Decade(decade) => day(decade * 10, 1),
            Self::Year(year) => day(year, 1),
            Self::Half(year, half) => day(year, half * 6 - 5),
            Self::Quarter(year, quarter) => day(year, quarter * 3 - 2),
            Self::Season(year, season) => day(year, season.first_month()),
            Self::Month(year, month) => day(year, month),
            Self::Week(monday) => Some(monday),
            Self::Weekend(monday) => monday.checked_add(5.days()).ok(),
            Self::Day(date) => Some(date),
        }
    }

    /// The stretch `by` years on, at its own precision.
    pub(crate) fn years_on(self, by: i32) -> Option<Self> {
        let turned = |year: i16| i16::try_from(i32::from(year) + by).ok();
        Some(match self {
            Self::Century(_) | Self::Decade(_) => return None,
            Self::Year(year) => Self::Year(turned(year)?),
            Self::Half(year, half) => Self::Half(turned(year)?, half),
            Self::Quarter(year, quarter) => Self::Quarter(turned(year)?, quarter),
            Self::Season(year, season) => Self::Season(turned(year)?, season),
            Self::Month(year, month) => Self::Month(turned(year)?, month),
            Self::Week(date) | Self::Weekend(date) => {
                Self::Week(monday_of(date.checked_add(by.years()).ok()?)?)
            }
            Self::Day(date) => Self::Day(date.checked_add(by.years()).ok()?),
        })
    }

    /// The unit of which it is one.
    pub(crate) fn precision(self) -> Precision {
        match self {
            Self::Century(_) => Precision::Century,
            Self::Decade(_) => Precision::Decade,
            Self::Year(_) => Precision::Year,
            Self::Half(..) => Precision::Half,
            Self::Quarter(..) => Precision::Quarter,
            Self::Season(..) => Precision::Season,
            Self::Month(..) => Precision::Month,
            Self::Week(_) => Precision::Week,
            Self::Weekend(_) => Precision::Weekend,
            Self::Day(_) => Precision::Day,
        }
    }
}

/// The day `by` units on; none for units of the clock, and where the calendar ends.
pub(crate) fn moved(day: Date, unit: Unit, by: i32) -> Option<Date> {
    let by = i64::from(by);
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => Span::new().try_days(by),
        Unit::Week | Unit::Weekend => Span::new().try_weeks(by),
        Unit::Fortnight => Span::new().try_weeks(by * 2),
        Unit::Month => Span::new().try_months(by),
        Unit::Quarter => Span::new().try_months(by * 3),
        Unit::Half => Span::new().try_months(by * 6),
        Unit::Year => Span::new().try_years(by),
        Unit::Decade => Span::new().try_years(by * 10),
        Unit::Century => Span::new().try_years(by * 100),
    };
    day.checked_add(span.ok()?).ok()
}

/// The weekday of a number: Monday is 1.
pub(crate) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

/// A day of the week that holds `day`.
pub(crate) fn weekday_in_week(day: Date, number: i8) -> Option<Date> {
    monday_of(day)?.checked_add(Span::new().days(i64::from(number) - 1)).ok()
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = |date: Date| -> ISOWeekDate { date.iso_week_date() };
        match *self {
            Self::Century(century) => write!(f, "{century:02}"),
            Self::Decade(decade) => write!(f, "{decade:03}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Season(year, season) => write!(f, "{year:04}-{}", season.code()),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Week(date) => write!(f, "{:04}-W{:02}", week(date).year(), week(date).week()),
            Self::Weekend(date) => write!(f, "{:04}-W{:02}-WE", week(date).year(), week(date).week()),
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}
