//! Times and places for people.

use std::collections::BTreeMap;

use jiff::civil::Date;
use onrecord::{Place, PlaceKind, Record, Time};

use super::timeline::day_number;

/// "2025-08-17T05:21+01:00" as "17 August 2025, 05:21 (+01:00)".
pub(crate) fn for_people(value: &str) -> String {
    let (day, clock) = value.split_once('T').unwrap_or((value, ""));
    let Ok(date) = day.parse::<Date>() else { return value.to_owned() };
    let day = date.strftime("%-d %B %Y").to_string();
    if clock.is_empty() {
        return day;
    }
    let zone_at = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (time, zone) = clock.split_at(zone_at);
    let time: String = time.chars().take(5).collect();
    match zone {
        "" => format!("{day}, {time}"),
        "Z" => format!("{day}, {time} UTC"),
        zone => format!("{day}, {time} ({zone})"),
    }
}

/// A TIMEX3 value as a reader would say it: "2025-Q3" as "third quarter of 2025"; what only machines write stays as it is.
pub(crate) fn timex_for_people(value: &str) -> String {
    if let Some((day, part)) = value.split_once('T').filter(|(day, _)| !day.starts_with('P')) {
        let named = PARTS.iter().find(|(code, _)| *code == part).map(|(_, name)| *name);
        return match named {
            Some(name) => format!("{}, {name}", timex_for_people(day)),
            None => for_people(value),
        };
    }
    match value.split('-').collect::<Vec<_>>()[..] {
        [century] if century.len() == 2 => century_for_people(century).unwrap_or_else(|| value.to_owned()),
        [decade] if decade.len() == 3 && is_number(decade) => format!("{decade}0s"),
        [year, month] if is_number(month) && is_number(year) => match month_name(month) {
            Some(name) => format!("{name} {year}"),
            None => value.to_owned(),
        },
        [year, part] if is_number(year) => year_part(year, part).unwrap_or_else(|| value.to_owned()),
        [year, week, "WE"] if is_number(year) => {
            format!("weekend of week {}, {year}", week.trim_start_matches('W'))
        }
        _ => for_people(value),
    }
}

const PARTS: [(&str, &str); 5] =
    [("MO", "morning"), ("MI", "midday"), ("AF", "afternoon"), ("EV", "evening"), ("NI", "night")];

fn is_number(written: &str) -> bool {
    !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit())
}

/// A month by its number.
fn month_name(number: &str) -> Option<String> {
    let first = Date::new(2000, number.parse().ok()?, 1).ok()?;
    Some(first.strftime("%B").to_string())
}

/// "18" holds the years 1800 to 1899.
fn century_for_people(century: &str) -> Option<String> {
    Some(format!("{}00s", century.parse::<u8>().ok()?))
}

/// A quarter, half, season or week of a year.
fn year_part(year: &str, part: &str) -> Option<String> {
    let name = match part {
        "Q1" => "first quarter of",
        "Q2" => "second quarter of",
        "Q3" => "third quarter of",
        "Q4" => "fourth quarter of",
        "H1" => "first half of",
        "H2" => "second half of",
        "SP" => "spring",
        "SU" => "summer",
        "FA" => "autumn",
        "WI" => "winter",
        week => {
            let week = week.strip_prefix('W').filter(|week| is_number(week))?;
            return Some(format!("week {} of {year}", week.trim_start_matches('0')));
        }
    };
    Some(format!("{name} {year}"))
}

/// "Kremlin, Moscow (RUS)", "Paris (FRA)", "France".
pub(crate) fn place_for_people(place: &Place) -> String {
    let within = place.within.as_ref().map(|within| format!(", {}", within.name)).unwrap_or_default();
    match place.kind {
        PlaceKind::Country => place.name.clone(),
        PlaceKind::State | PlaceKind::City | PlaceKind::Facility => {
            format!("{}{within} ({})", place.name, place.country)
        }
    }
}

/// The days and longer stretches that an article tells, in the order of the calendar, each with the words for it.
pub(super) fn calendar(record: &Record) -> Vec<(String, Vec<&str>)> {
    let is_told =
        |time: &&Time| time.precision.is_some() && time.value.as_deref().is_some_and(is_in_calendar);
    let mut stretches: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for time in record.times.iter().filter(is_told) {
        let words = record.article.words(time.span);
        let known = stretches.entry(time.value.clone().unwrap_or_default()).or_default();
        if !known.contains(&words) {
            known.push(words);
        }
    }
    let mut stretches: Vec<(String, Vec<&str>)> = stretches.into_iter().collect();
    stretches.sort_by_cached_key(|(value, _)| day_number(value));
    stretches
}

/// Neither a duration nor a set nor open.
pub(super) fn is_in_calendar(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{for_people, timex_for_people};

    #[test]
    fn moments_read_as_newspapers_print_them() {
        assert_eq!(for_people("2025-08-17"), "17 August 2025");
        assert_eq!(for_people("2025-08-17T05:21"), "17 August 2025, 05:21");
        assert_eq!(for_people("2025-08-17T05:21:33Z"), "17 August 2025, 05:21 UTC");
        assert_eq!(for_people("2025-08-17T05:21-04:00"), "17 August 2025, 05:21 (-04:00)");
        assert_eq!(for_people("soon"), "soon");
    }

    #[test]
    fn values_read_as_people_say_them() {
        for (value, said) in [
            ("2025-08-17", "17 August 2025"),
            ("2025-08-17TMO", "17 August 2025, morning"),
            ("2025-08-17T21:30", "17 August 2025, 21:30"),
            ("2025-08", "August 2025"),
            ("2025", "2025"),
            ("2025-W33", "week 33 of 2025"),
            ("2025-W33-WE", "weekend of week 33, 2025"),
            ("2025-Q3", "third quarter of 2025"),
            ("2025-SU", "summer 2025"),
            ("199", "1990s"),
            ("18", "1800s"),
            ("PT3H", "PT3H"),
            ("XXXX-WXX-1", "XXXX-WXX-1"),
            ("XXXX-13", "XXXX-13"),
            ("2025-13", "2025-13"),
            ("PAST_REF", "PAST_REF"),
            ("", ""),
        ] {
            assert_eq!(timex_for_people(value), said, "{value}");
        }
    }
}
