//! Where: places, with their countries and coordinates.
//!
//! A name is looked up in the gazetteer and, of the places that bear it, the one is taken that the article speaks for: what stands
//! behind it ("Paris, Texas"), the countries of the article's other places and of its bylines, then the number of people. A
//! government named by its seat ("Kyiv said") is an actor and no place.

mod gazetteer;

use std::collections::{BTreeMap, HashMap, HashSet};

use article::{Article, ByteSpan};

use crate::data::places::{BEFORE, GOVERNS, NOT_PLACES};
use crate::data::{CUES, NOT_NAMES};
use crate::record::Place;
use crate::words::{Word, words};
use gazetteer::{Entry, Kind, places_named};

/// The longest name, in words.
const LONGEST_NAME: usize = 4;

/// A town of fewer people is only read where a word before it or the country behind it says that it is one.
const WELL_KNOWN: u32 = 500_000;

/// A city of more people is meant before a state of its name: "New York".
const GREAT: u32 = 5_000_000;

/// The same of a capital: Washington, Vienna.
const GREAT_CAPITAL: u32 = 100_000;

/// A name that may be a place's.
struct Named<'t> {
    span: ByteSpan,
    name: &'t str,
    /// The country or state behind it: "Paris, Texas".
    within: Option<&'static Entry>,
    /// Whether a word before it says that it is a place.
    is_placed: bool,
}

/// The places of an article, in the order in which they are first named.
pub(crate) fn places(article: &Article) -> Vec<Place> {
    let mut named = Vec::new();
    for (_, block) in article.readable() {
        named.extend(names(&article.text, block));
    }
    let countries = countries(article, &named);
    let mut found: Vec<Place> = Vec::new();
    let mut numbers: HashMap<u32, usize> = HashMap::new();
    let known: HashSet<&str> =
        named.iter().filter(|name| name.is_placed || name.within.is_some()).map(|name| name.name).collect();
    for name in &named {
        let Some(entry) = resolve(name, &countries, known.contains(name.name)) else { continue };
        let number = *numbers.entry(entry.geonames).or_insert(found.len());
        match found.get_mut(number) {
            Some(place) => place.mentions.push(name.span),
            None => found.push(Place {
                id: format!("p{}", found.len() + 1),
                name: entry.name.clone(),
                mentions: vec![name.span],
                country: entry.country.clone(),
                lat: entry.lat,
                lon: entry.lon,
                geonames: entry.geonames,
            }),
        }
    }
    found
}

/// A capital or a city of millions, which is meant before a state or a town of its name; not Plymouth, Montserrat.
fn is_great(entry: &Entry) -> bool {
    entry.population >= GREAT || (entry.is_capital && entry.population >= GREAT_CAPITAL)
}

/// How often each country is spoken of, by its own name, its best-known cities and the bylines' places.
fn countries(article: &Article, named: &[Named]) -> BTreeMap<&'static str, u32> {
    let mut counts = BTreeMap::new();
    let bylines = article.bylines.iter().filter_map(|byline| byline.place.as_deref());
    for name in named.iter().map(|name| name.name).chain(bylines) {
        let best = places_named(name).max_by_key(|entry| (entry.kind == Kind::Country, entry.population));
        if let Some(entry) = best.filter(|entry| entry.population >= WELL_KNOWN) {
            *counts.entry(entry.country.as_str()).or_insert(0) += 1;
        }
    }
    counts
}

/// The names of a block that the gazetteer knows, the longest first, those of governments and persons left out.
fn names(text: &str, block: ByteSpan) -> Vec<Named<'_>> {
    let words = words(text, block);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(length) = name_length(text, &words, at) else {
            at += 1;
            continue;
        };
        let end = at + length;
        if !is_part_of_name(text, &words, at, end) && !is_government(text, &words, end) {
            let span = ByteSpan::new(words[at].span.start, words[end - 1].name_end(text));
            let before = at.checked_sub(1).map(|before| words[before].of(text).to_lowercase());
            found.push(Named {
                span,
                name: span.of(text),
                within: region_behind(text, &words, end),
                is_placed: before.is_some_and(|word| BEFORE.contains(&word.as_str())),
            });
        }
        at = end;
    }
    found
}

/// How many words from `at` on make a name that the gazetteer knows.
fn name_length(text: &str, words: &[Word], at: usize) -> Option<usize> {
    if !words[at].is_capital(text) {
        return None;
    }
    let lengths = (1..=LONGEST_NAME.min(words.len() - at)).rev();
    lengths.into_iter().find(|length| {
        let last = words[at + length - 1];
        let name = &text[words[at].span.start..last.name_end(text)];
        last.is_capital(text)
            && !is_acronym(name)
            && !NOT_PLACES.contains(&name.to_lowercase().as_str())
            && places_named(name).next().is_some()
    })
}

/// "NATO" is no town of the Philippines; "US" and "UK" are countries by their other names.
fn is_acronym(name: &str) -> bool {
    let is_short = name.len() <= 4 && name.chars().all(char::is_uppercase);
    is_short && !places_named(name).any(|entry| entry.kind == Kind::Country)
}

/// "Jordan Smith", "Bank of America", "Bailey & Glasser": a capital right beside it makes it part of a longer name.
fn is_part_of_name(text: &str, words: &[Word], start: usize, end: usize) -> bool {
    let touches = |left: &Word, right: &Word| text[left.span.end..right.span.start].trim().is_empty();
    let is_name = |word: &Word| {
        let lower = word.of(text).to_lowercase();
        word.is_capital(text) && word.span.len() > 1 && NOT_NAMES.binary_search(&lower.as_str()).is_err()
    };
    let last = &words[end - 1];
    let follows_name = start
        .checked_sub(1)
        .map(|at| &words[at])
        .is_some_and(|word| touches(word, &words[start]) && is_name(word));
    if follows_name || text[last.span.end..].starts_with(" &") {
        return true;
    }
    let mut after = words[end..].iter().take_while(|word| word.span.start - last.span.end < 5);
    match (after.next(), last.is_possessive(text)) {
        (Some(next), false) if touches(last, next) => {
            is_name(next) || (next.of(text) == "of" && after.next().is_some_and(is_name))
        }
        _ => false,
    }
}

/// "Kyiv said", "Tehran wants".
fn is_government(text: &str, words: &[Word], end: usize) -> bool {
    let Some(next) = words.get(end) else { return false };
    let touches = text[words[end - 1].span.end..next.span.start] == *" ";
    let verb = next.of(text).to_lowercase();
    let reports = CUES.binary_search_by_key(&verb.as_str(), |(form, ..)| form).is_ok();
    touches && (reports || GOVERNS.contains(&verb.as_str()))
}

/// The country or state after a comma.
fn region_behind(text: &str, words: &[Word], end: usize) -> Option<&'static Entry> {
    let next = words.get(end)?;
    if text[words[end - 1].name_end(text)..next.span.start].trim() != "," {
        return None;
    }
    let length = name_length(text, words, end)?;
    let name = &text[next.span.start..words[end + length - 1].name_end(text)];
    places_named(name).find(|entry| entry.kind != Kind::City)
}

/// Of the places that bear a name, the one that the article speaks for.
fn resolve(name: &Named, countries: &BTreeMap<&'static str, u32>, is_known: bool) -> Option<&'static Entry> {
    if let Some(region) = name.within {
        let lies_within = |entry: &&Entry| {
            entry.country == region.country
                && (region.kind == Kind::Country || entry.division == region.division)
        };
        let inside = places_named(name.name).filter(lies_within).max_by_key(|entry| entry.population);
        // "Conway, Washington" is none of the other Conways; but in "from Paris, Germany said" the comma parts two places.
        let is_town = places_named(name.name).all(|entry| entry.kind == Kind::City);
        if inside.is_some() || (region.kind == Kind::State && is_town) {
            return inside;
        }
    }
    let weight = |entry: &&Entry| {
        let spoken_of = countries.get(entry.country.as_str()).copied().unwrap_or(0).min(3);
        let rank = match entry.kind {
            Kind::Country => 1_000,
            Kind::City if is_great(entry) => 600,
            Kind::State => 500,
            Kind::City => 0,
        };
        let people = u64::from(entry.population.checked_ilog2().unwrap_or(0));
        rank + people * 4 + u64::from(spoken_of) * 4
    };
    let best = places_named(name.name).max_by_key(weight)?;
    let is_known = is_known || best.kind != Kind::City || best.is_capital || best.population >= WELL_KNOWN;
    is_known.then_some(best)
}

#[cfg(test)]
mod tests {
    use language::Analysis;

    use crate::Record;

    fn read(text: &str) -> Record {
        let line = format!("{{\"text\": \"{text}\"}}");
        let capture = article::captures_of(line.as_bytes(), None).unwrap().next().unwrap().unwrap();
        crate::read(article::read(&capture, &article::Settings::default()).unwrap(), &Analysis::default())
    }

    fn shown(text: &str) -> Vec<String> {
        let record = read(text);
        let place =
            |place: &crate::Place| format!("{}/{}", record.article.words(place.mentions[0]), place.country);
        record.places.iter().map(place).collect()
    }

    #[test]
    fn places_are_found_with_their_countries() {
        assert_eq!(shown("They met in Geneva and flew to Kyiv."), ["Geneva/CHE", "Kyiv/UKR"]);
        assert_eq!(shown("A fire broke out in Paris, Texas, on Monday."), ["Paris/USA", "Texas/USA"]);
        assert_eq!(shown("They won Ohio, Florida and Nevada."), ["Ohio/USA", "Florida/USA", "Nevada/USA"]);
        assert_eq!(shown("The river runs through Ukraine’s south."), ["Ukraine/UKR"]);
    }

    #[test]
    fn governments_and_persons_are_no_places() {
        assert!(shown("Kyiv said it would not sign, and Tehran wants more.").is_empty());
        assert!(shown("On Monday Jordan Smith spoke.").is_empty());
    }

    /// Whatever the text, every mention slices; a megabyte of names is read in no time to speak of.
    #[test]
    fn odd_and_long_texts_are_read() {
        for part in
            ["Paris, ", "Paris Texas ", "Ünye, 漢字 ", "U.S.\u{301} & ", "Kyiv’s, ", "In 😀 Rome\u{200d}, "]
        {
            let record = read(&part.repeat(1_000_000 / part.len()));
            let spans = record.places.iter().flat_map(|place| &place.mentions);
            assert!(spans.into_iter().all(|span| !record.article.words(*span).is_empty()));
        }
    }
}
