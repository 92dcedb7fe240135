//! The dateline that agencies open a report with: "NICOSIA, March 12 (Northline) - Cyprus and Lebanon …".

use crate::stamps::{Moment, printed_stamps};

/// What a dateline says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    pub(super) place: String,
    pub(super) agency: Option<String>,
    pub(super) day: Option<Moment>,
}

/// The longest dateline, in bytes.
const LONGEST: usize = 80;

/// The dateline of a paragraph, if it opens with one: a place in capitals, a day or an agency in brackets or both, then a
/// dash.
pub(super) fn dateline(paragraph: &str, as_of: Option<Moment>) -> Option<Dateline> {
    let end = [" - ", " – ", " — ", " -- "]
        .iter()
        .filter_map(|dash| paragraph.find(dash))
        .min()
        .filter(|end| *end <= LONGEST)?;
    let (head, agency) =
        match paragraph[..end].trim_end().strip_suffix(')').and_then(|head| head.rsplit_once(" (")) {
            Some((head, agency)) => (head, Some(agency.to_owned())),
            None => (&paragraph[..end], None),
        };
    let (place, date) = match head.rsplit_once(", ") {
        Some((place, date)) if !printed_stamps(date, as_of).is_empty() => (place, Some(date)),
        _ => (head, None),
    };
    let letters = || place.chars().filter(|c| c.is_alphabetic());
    let is_place =
        letters().count() >= 3 && letters().take(3).all(char::is_uppercase) && place.split(' ').count() <= 5;
    if !is_place || (agency.is_none() && date.is_none()) {
        return None;
    }
    let day = date.and_then(|date| printed_stamps(date, as_of).into_iter().find_map(|stamp| stamp.moment));
    Some(Dateline { place: in_title_case(place), agency, day })
}

/// "NEW YORK" as "New York"; words that are not all capitals ("AMMAN, Jordan") stay.
fn in_title_case(place: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if word.chars().all(|c| !c.is_lowercase()) => {
                first.to_string() + &letters.as_str().to_lowercase()
            }
            _ => word.to_owned(),
        }
    };
    place.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_give_place_agency_and_day() {
        let as_of = "2026-03-18".parse().ok();
        let read = |text: &str| {
            dateline(text, as_of).map(|line| (line.place, line.agency, line.day.map(|day| day.to_string())))
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            read("NICOSIA, March 12 (Northline) - Cyprus and Lebanon"),
            Some(("Nicosia".into(), text("Northline"), text("2026-03-12")))
        );
        assert_eq!(
            read("NEW YORK (Northline) — The council"),
            Some(("New York".into(), text("Northline"), None))
        );
        assert_eq!(
            read("AMMAN, Jordan (Northline) — The king"),
            Some(("Amman, Jordan".into(), text("Northline"), None))
        );
        assert_eq!(read("The talks - which nobody had (yet) expected - ended"), None);
        assert_eq!(read("NATO - the alliance - met"), None);
    }
}
