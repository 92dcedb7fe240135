//! The date in an address.

use jiff::civil::Date;

use super::Moment;
use crate::data::calendar::MONTHS;

/// The day that an address gives: `/2025/08/16/`, `/2025/aug/16/`, `/2025-08-16-talks`, `/20250816/`.
pub(crate) fn date_in_address(address: &str) -> Option<Moment> {
    let path = address.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let by_parts = parts.windows(3).find_map(|three| match three {
        [year, month, day] => day_of(year, month, day),
        _ => None,
    });
    // "file_20250816164321.jpg": a time may follow the day.
    let joined = || {
        parts.iter().filter(|part| part.is_ascii() && matches!(part.len(), 8 | 10 | 12 | 14 | 17)).find_map(
            |part| match (part.get(..4), part.get(4..6), part.get(6..8)) {
                (Some(year), Some(month), Some(day)) if part.bytes().all(|byte| byte.is_ascii_digit()) => {
                    day_of(year, month, day)
                }
                _ => None,
            },
        )
    };
    by_parts.or_else(joined).map(Moment::day)
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !is_number(year) || !is_number(day) || day.len() > 2 {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|year| (1995..=2100).contains(year))?;
    let month: i8 = if is_number(month) {
        month.parse().ok()?
    } else {
        let lower = month.to_lowercase();
        let at = MONTHS.binary_search_by_key(&lower.as_str(), |(name, _)| name).ok()?;
        i8::try_from(MONTHS[at].1).ok()?
    };
    Date::new(year, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::date_in_address;

    #[test]
    fn addresses_give_their_day() {
        for (address, day) in [
            ("https://example.org/news/2025/08/16/talks-end/", Some("2025-08-16")),
            ("https://example.org/world/2025/aug/16/talks", Some("2025-08-16")),
            ("https://example.org/news/20250816/talks", Some("2025-08-16")),
            ("https://example.org/2025-8-6-talks.html?d=2024-01-01", Some("2025-08-06")),
            ("https://example.org/img/file_20250816164321.jpg", Some("2025-08-16")),
            ("https://example.org/news/34192126/talks", None),
            ("https://example.org/2025/13/16/talks", None),
        ] {
            assert_eq!(
                date_in_address(address).map(|moment| moment.to_string()).as_deref(),
                day,
                "{address}"
            );
        }
    }
}
