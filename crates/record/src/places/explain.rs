//! Why a place is as it is: its row of the gazetteer, what spoke for it, and the other places of its name.

use article::{Article, ByteSpan};

use super::facilities::{Facility, Located};
use super::gazetteer::{Entry, Kind};
use super::naming::{Mention, Named};
use super::resolve::weight;
use super::{Reading, found};
use crate::explain::{Alternative, Explanation, Ground};
use crate::words::Sentences;

/// The most places of the same name listed.
const MOST_PLACES: usize = 5;

/// Why a place of an article is as it is, by its number.
pub(crate) fn explain(article: &Article, number: usize) -> Option<Explanation> {
    let reading = Reading::of(article);
    let found = found(&reading);
    let mention = &reading.mentions[*found.first_mentions.get(number)?];
    let (span, grounds, turned_down) = match mention {
        Mention::Place(named) => {
            let entry = reading.entry(named)?;
            (named.span, of_name(&reading, named, &entry), other_places(&reading, named, &entry))
        }
        Mention::Facility(facility) => (facility.span, of_facility(&reading, facility)?, Vec::new()),
    };
    let block = article.readable().map(|(_, block)| block).find(|block| block.contains(span))?;
    let sentences = Sentences::of(&article.text, block);
    let sentence = ByteSpan::new(sentences.start(span.start), sentences.end(&article.text, span.end));
    Some(Explanation { span, sentence: sentence.trimmed(&article.text), grounds, turned_down })
}

fn of_name(reading: &Reading, named: &Named, entry: &Entry) -> Vec<Ground> {
    let mut grounds = vec![Ground::new("gazetteer", row(entry))];
    if let Some(region) = named.within.filter(|region| region.holds(entry)) {
        grounds.push(Ground::new("behind it", format!("stands {}, which holds it", region.name)));
    }
    if named.is_division {
        grounds.push(Ground::new("behind it", "a word says that a state or province is meant"));
    }
    if named.is_placed {
        grounds.push(Ground::new("before it", "stands a word that names a place"));
    }
    match reading.countries.get(entry.country) {
        Some(1) => grounds.push(Ground::new("country", format!("{} is spoken of once", entry.country))),
        Some(n) => grounds.push(Ground::new("country", format!("{} is spoken of {n} times", entry.country))),
        None => {}
    }
    grounds
}

/// The other places of a name, those that most speaks for first.
fn other_places(reading: &Reading, named: &Named, chosen: &Entry) -> Vec<Alternative> {
    let Some(places) = named.places else { return Vec::new() };
    let mut others: Vec<Entry> = places.iter().filter(|entry| entry.geonames != chosen.geonames).collect();
    let n_others = others.len();
    others.sort_by_key(|entry| std::cmp::Reverse((weight(entry, named, &reading.countries), entry.geonames)));
    let why = |entry: &Entry| match named.within.filter(|region| region.holds(chosen)) {
        Some(region) if !region.holds(entry) => format!("it is not in {}", region.name),
        _ if named.is_division && entry.kind != Kind::State => "it is no state or province".to_owned(),
        _ if entry.kind != chosen.kind => format!("a {} is meant sooner", kind(chosen)),
        _ if entry.population < chosen.population => "it has fewer people".to_owned(),
        _ => "the article speaks less of its country".to_owned(),
    };
    let mut shown: Vec<Alternative> = others
        .iter()
        .take(MOST_PLACES)
        .map(|entry| Alternative { what: row(entry), why: why(entry) })
        .collect();
    if n_others > MOST_PLACES {
        let what = format!("{} more of the name", n_others - MOST_PLACES);
        shown.push(Alternative { what, why: "less speaks for them".to_owned() });
    }
    shown
}

fn of_facility(reading: &Reading, facility: &Facility) -> Option<Vec<Ground>> {
    let place = reading.facility(facility)?;
    let town = place.within.map(|within| format!("{}, ", within.name)).unwrap_or_default();
    let lies = format!("{}: {town}{}", place.name, place.country);
    Some(match &facility.located {
        Located::Known { .. } => vec![Ground::new("table", format!("data/places/facilities.toml: {lies}"))],
        Located::Told(named) => vec![
            Ground::new("words", "a word of data/places/facilities.toml says what it is"),
            Ground::new("lies in", lies).on(named.span),
        ],
        Located::Own(named) => vec![
            Ground::new("words", "a word of data/places/facilities.toml says what it is"),
            Ground::new("lies in", format!("{lies}, by its own name")).on(named.span),
        ],
    })
}

fn kind(entry: &Entry) -> &'static str {
    match entry.kind {
        Kind::Country => "country",
        Kind::State => "state",
        Kind::City => "city",
    }
}

/// "city Paris, USA, division TX, 24,839 people, 33.6609 -95.5555, GeoNames 4717560".
fn row(entry: &Entry) -> String {
    let mut parts = vec![format!("{} {}", kind(entry), entry.name), entry.country.to_owned()];
    if entry.kind != Kind::Country && !entry.division.is_empty() {
        parts.push(format!("division {}", entry.division));
    }
    if entry.population > 0 {
        let whose = if entry.kind == Kind::State { "people in its towns" } else { "people" };
        parts.push(format!("{} {whose}", with_commas(entry.population)));
    }
    if let (Some(lat), Some(lon)) = (entry.lat, entry.lon) {
        parts.push(format!("{lat} {lon}"));
    }
    parts.push(format!("GeoNames {}", entry.geonames));
    parts.join(", ")
}

fn with_commas(number: u32) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_thousands() {
        let shown: Vec<String> = [0, 999, 1000, 1_234_567].into_iter().map(with_commas).collect();
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }
}
