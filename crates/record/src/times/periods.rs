//! Durations and sets, as TIMEX3 writes them in ISO 8601: `PT3H`, `P2W`, `PXY` for "some years", `XXXX-WXX-2` for "every Tuesday".

use super::Precision;
use super::found::Found;
use super::senses::Unit;

/// The value of a duration; weeks stay weeks, a quarter is three months, a decade ten years.
pub(crate) fn period(found: &Found) -> Option<(String, Precision)> {
    let unit = found.unit?;
    let (prefix, letter, times) = iso(unit);
    let number = match (found.number, found.is_few) {
        (_, true) => "X".to_owned(),
        (number, false) => format!("{}", number.unwrap_or(1.0) * times),
    };
    Some((format!("{prefix}{number}{letter}"), precision(unit)))
}

/// The value of a set.
pub(crate) fn every(found: &Found) -> Option<(String, Precision)> {
    if let Some(weekday) = found.weekday {
        let part = found.part.map(|part| format!("T{}", part.code())).unwrap_or_default();
        return Some((format!("XXXX-WXX-{weekday}{part}"), Precision::Day));
    }
    if let Some(month) = found.month {
        return Some((format!("XXXX-{month:02}"), Precision::Month));
    }
    if let Some(season) = found.season {
        return Some((format!("XXXX-{}", season.code()), Precision::Season));
    }
    if let Some(part) = found.part {
        return Some((format!("XXXX-XX-XXT{}", part.code()), Precision::PartOfDay));
    }
    let once =
        Found { unit: found.every.or(found.unit), number: found.number.or(Some(1.0)), ..Found::default() };
    period(&once)
}

fn iso(unit: Unit) -> (&'static str, char, f64) {
    match unit {
        Unit::Second => ("PT", 'S', 1.0),
        Unit::Minute => ("PT", 'M', 1.0),
        Unit::Hour => ("PT", 'H', 1.0),
        Unit::Day => ("P", 'D', 1.0),
        Unit::Week => ("P", 'W', 1.0),
        Unit::Fortnight => ("P", 'W', 2.0),
        Unit::Weekend => ("P", 'D', 2.0),
        Unit::Month => ("P", 'M', 1.0),
        Unit::Quarter => ("P", 'M', 3.0),
        Unit::Half => ("P", 'M', 6.0),
        Unit::Year => ("P", 'Y', 1.0),
        Unit::Decade => ("P", 'Y', 10.0),
        Unit::Century => ("P", 'Y', 100.0),
    }
}

fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Second => Precision::Second,
        Unit::Minute => Precision::Minute,
        Unit::Hour => Precision::Hour,
        Unit::Day => Precision::Day,
        Unit::Week | Unit::Fortnight => Precision::Week,
        Unit::Weekend => Precision::Weekend,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Half => Precision::Half,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century => Precision::Century,
    }
}
