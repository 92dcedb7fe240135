//! Dates in a page's source, its scripts included: the last resort where no tag has them.

use crate::stamps::Moment;

/// The first date that a script or a data attribute gives under a name that begins with one of these:
/// `"publishedAt":"2026-01-29T18:40:00"`. One with a time is better than one without.
pub(super) fn published(source: &str) -> Option<Moment> {
    const NAMES: [&str; 8] = [
        "datepublish",
        "publishdate",
        "publish_date",
        "published",
        "publishtime",
        "pubdate",
        "pub_date",
        "datecreat",
    ];
    let lower = source.to_ascii_lowercase();
    let found = |name: &&str| {
        let places: Vec<usize> = lower.match_indices(*name).take(50).map(|(at, _)| at + name.len()).collect();
        places.into_iter().filter_map(|at| date_after(source.get(at..)?)).collect::<Vec<_>>()
    };
    let moments: Vec<Moment> = NAMES.iter().flat_map(found).collect();
    moments.iter().find(|moment| moment.time.is_some()).or(moments.first()).copied()
}

/// A date that follows a name within a few characters that are no words: `At":"2026-01-29`.
fn date_after(rest: &str) -> Option<Moment> {
    let name_end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '_')?;
    let rest = rest.get(name_end..)?.trim_start_matches(['"', '\'', '\\', ':', '=', ' ', '&', ';']);
    let end = rest.find(['"', '\'', '\\', '&', ',', '}', '<']).unwrap_or(rest.len());
    rest.get(..end).filter(|date| date.len() <= 40)?.parse().ok()
}

/// The most times looked at in a source; a page that polls its sports results has a few thousand.
const MOST_TIMES: usize = 20_000;

/// The day of every date with a time in the source, where they are of one day: `showDate("2026/04/17 01:43:09")`.
pub(super) fn only_day(source: &str) -> Option<Moment> {
    let mut days = times(source).filter_map(|at| {
        let digits = source.get(at.checked_sub(11)?..at - 1)?;
        let is_parted = matches!(digits.as_bytes(), [_, _, _, _, b'-' | b'/', _, _, b'-' | b'/', _, _]);
        is_parted.then(|| digits.replace('/', "-").parse::<Moment>().ok()).flatten()
    });
    let first = days.next()?;
    days.all(|day| day.date == first.date).then_some(first)
}

/// Minutes east of Greenwich at the outlet's home, where every time in the source that has a zone other than Greenwich
/// has the same. A page whose tags give Greenwich time often has its own time elsewhere: a piece that came out at
/// 02:54 there may be of the evening before.
pub(super) fn offset_of_home(source: &str) -> Option<i32> {
    let mut offsets =
        times(source).filter_map(|at| offset_after(&source.as_bytes()[at..])).filter(|offset| *offset != 0);
    let first = offsets.next()?;
    offsets.all(|offset| offset == first).then_some(first)
}

/// Where the hours of a clock time begin that follows a date: after `T` or a space that a digit precedes.
fn times(source: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = source.as_bytes();
    let is_time = move |at: &usize| {
        let (Some(before), Some(clock)) = (at.checked_sub(2), bytes.get(*at..*at + 5)) else { return false };
        bytes[before].is_ascii_digit()
            && matches!(bytes[at - 1], b'T' | b' ')
            && clock[2] == b':'
            && [0, 1, 3, 4].into_iter().all(|digit| clock[digit].is_ascii_digit())
    };
    source.match_indices(':').filter_map(|(colon, _)| colon.checked_sub(2)).filter(is_time).take(MOST_TIMES)
}

/// The zone behind a clock time: `23:00:00.000-0400`, `23:00+01:00`.
fn offset_after(clock: &[u8]) -> Option<i32> {
    let end = clock.iter().take(16).position(|byte| !matches!(byte, b'0'..=b'9' | b':' | b'.'))?;
    let zone = clock[end..].strip_prefix(b" ").unwrap_or(&clock[end..]);
    let sign = match zone.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: Vec<i32> = zone[1..]
        .iter()
        .take(5)
        .filter(|byte| **byte != b':')
        .map_while(|byte| byte.is_ascii_digit().then(|| i32::from(byte - b'0')))
        .collect();
    let [a, b, c, d, ..] = digits.as_slice() else { return None };
    let (hours, minutes) = (a * 10 + b, c * 10 + d);
    (hours <= 14 && matches!(minutes, 0 | 30 | 45)).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_of_an_outlet_is_told_by_its_own_times() {
        for (source, offset) in [
            (r#"{"a": "2025-08-16T05:21:00Z", "b": "Fri, 15 Aug 2025 23:00:00 -0400"}"#, Some(-240)),
            ("2025-08-16T05:21:00.123+05:30 2025-08-16 05:21 +0530", Some(330)),
            ("2025-08-16T05:21+01:00 2025-08-16T05:21+02:00", None),
            ("2025-08-16T05:21+00:00 at 05:21-0400 2025-08-16 05:21 - 06:00", None),
        ] {
            assert_eq!(offset_of_home(source), offset, "{source}");
        }
    }

    #[test]
    fn the_only_day_of_a_source_is_its_day() {
        let day = |source: &str| only_day(source).map(|moment| moment.to_string());
        assert_eq!(day("showDate(\"2026/04/17 01:43:09\")").as_deref(), Some("2026-04-17"));
        assert_eq!(day("2026-04-17 01:43 and 2026-04-18 01:43"), None);
        assert_eq!(day("at 12:30 and ß 12:30"), None);
    }
}
