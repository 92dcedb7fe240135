//! Dates for people.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "2025-08-17T05:21+01:00" as "17 August 2025, 05:21 (+01:00)".
pub(super) fn for_people(value: &str) -> String {
    let (day, clock) = value.split_once('T').unwrap_or((value, ""));
    let Ok(date) = day.parse::<Date>() else { return value.to_owned() };
    let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    let day = format!("{} {month} {}", date.day(), date.year());
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

#[cfg(test)]
mod tests {
    use super::for_people;

    #[test]
    fn moments_read_as_newspapers_print_them() {
        assert_eq!(for_people("2025-08-17"), "17 August 2025");
        assert_eq!(for_people("2025-08-17T05:21"), "17 August 2025, 05:21");
        assert_eq!(for_people("2025-08-17T05:21:33Z"), "17 August 2025, 05:21 UTC");
        assert_eq!(for_people("2025-08-17T05:21-04:00"), "17 August 2025, 05:21 (-04:00)");
        assert_eq!(for_people("soon"), "soon");
    }
}
