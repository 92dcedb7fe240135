//! Names of places in the text: runs of capitalised words that the gazetteer knows.

use article::ByteSpan;

use super::facilities::{Facility, facility_at};
use super::gazetteer::{Entry, Kind, Places, begins_name, places_named};
use super::government::is_government;
use crate::data::places::NOT_NAMES;
use crate::data::places::{BEFORE, DIVISIONS, NOT_PLACES};
use crate::words::{Word, words};

/// The longest name, in words.
const LONGEST_NAME: usize = 4;

/// A name that may be a place's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'t> {
    pub(super) span: ByteSpan,
    pub(super) name: &'t str,
    /// The places that bear it.
    pub(super) places: Option<Places>,
    /// The country or state behind it: "Paris, Texas".
    pub(super) within: Option<Entry>,
    /// Whether a word before it says that it is a place.
    pub(super) is_placed: bool,
    /// Whether the word behind it says that a state or province is meant: "the Kursk region".
    pub(super) is_division: bool,
}

impl<'t> Named<'t> {
    /// The name of `length` words from `start` on, with what stands beside it.
    pub(super) fn at(text: &'t str, words: &[Word], start: usize, length: usize) -> Self {
        let end = start + length;
        let span = ByteSpan::new(words[start].span.start, words[end - 1].name_end(text));
        let before = start.checked_sub(1).map(|before| words[before].of(text).to_lowercase());
        let places = places_named(span.of(text));
        Self {
            span,
            name: span.of(text),
            places,
            within: region_behind(text, words, end, places),
            is_placed: before.is_some_and(|word| BEFORE.binary_search(&word.as_str()).is_ok()),
            is_division: is_division(text, words, end),
        }
    }
}

/// What the words of a block may name.
pub(super) enum Mention<'t> {
    Place(Named<'t>),
    Facility(Facility<'t>),
}

/// The places and facilities that a block names, the longest names first, those of governments and persons left out.
pub(super) fn mentions(text: &str, block: ByteSpan) -> Vec<Mention<'_>> {
    let words = words(text, block);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some(facility) = facility_at(text, &words, at) {
            at = facility.end;
            found.push(Mention::Facility(facility));
            continue;
        }
        let Some(length) = name_length(text, &words, at) else {
            at += 1;
            continue;
        };
        let end = at + length;
        if !is_part_of_name(text, &words, at, end) && !is_government(text, &words, at, end) {
            found.push(Mention::Place(Named::at(text, &words, at, length)));
        }
        at = end;
    }
    found
}

/// How many words from `at` on make a name that the gazetteer knows.
pub(super) fn name_length(text: &str, words: &[Word], at: usize) -> Option<usize> {
    if !words[at].is_capital(text) || !begins_name(&text[words[at].span.start..words[at].name_end(text)]) {
        return None;
    }
    let lengths = (1..=LONGEST_NAME.min(words.len() - at)).rev();
    lengths.into_iter().find(|length| {
        let last = words[at + length - 1];
        let name = &text[words[at].span.start..last.name_end(text)];
        last.is_capital(text) && is_place_name(name)
    })
}

/// Whether the word alone is a name of the gazetteer.
pub(super) fn is_named(text: &str, words: &[Word], at: usize) -> bool {
    words[at].is_capital(text) && is_place_name(&text[words[at].span.start..words[at].name_end(text)])
}

fn is_place_name(name: &str) -> bool {
    let Some(places) = places_named(name) else { return false };
    !is_acronym(name, places) && NOT_PLACES.binary_search(&name.to_lowercase().as_str()).is_err()
}

/// "NATO" is no town of the Philippines; "US" and "UK" are countries by their other names.
fn is_acronym(name: &str, places: Places) -> bool {
    let is_short = name.len() <= 4 && name.chars().all(char::is_uppercase);
    is_short && !places.iter().any(|entry| entry.kind == Kind::Country)
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
    if is_division(text, words, end) {
        return words.get(end + 1).is_some_and(|word| touches(&words[end], word) && is_name(word));
    }
    let mut after = words[end..].iter().take_while(|word| word.span.start - last.span.end < 5);
    match (after.next(), last.is_possessive(text)) {
        (Some(next), false) if touches(last, next) => {
            is_name(next) || (next.of(text) == "of" && after.next().is_some_and(is_name))
        }
        _ => false,
    }
}

/// "Region", "province", "oblast" right behind a name; with a capital ("Rakhine State") where a state of that name lies outside
/// the United States, whose universities are called so.
fn is_division(text: &str, words: &[Word], end: usize) -> bool {
    let Some(next) = words.get(end) else { return false };
    let is_beside =
        text[words[end - 1].span.end..next.span.start] == *" " && !words[end - 1].is_possessive(text);
    let word = next.of(text);
    is_beside
        && DIVISIONS.binary_search(&word.to_lowercase().as_str()).is_ok()
        && (word.starts_with(char::is_lowercase) || word != "State")
}

/// The country or state after a comma: one that is meant when it stands alone, and of several the one that holds one of the places
/// before the comma ("Lahore, Punjab").
pub(super) fn region_behind(text: &str, words: &[Word], end: usize, before: Option<Places>) -> Option<Entry> {
    let next = words.get(end)?;
    if text[words[end - 1].name_end(text)..next.span.start].trim() != "," {
        return None;
    }
    let length = name_length(text, words, end)?;
    let name = &text[next.span.start..words[end + length - 1].name_end(text)];
    let is_division = is_division(text, words, end + length);
    let places = places_named(name)?;
    let has_town = || places.iter().any(|entry| entry.kind == Kind::City && entry.country != "USA");
    let regions = places.iter().filter(|entry| match entry.kind {
        Kind::Country => true,
        // "Kharkiv, Sumy and Poltava" are towns.
        Kind::State => entry.country == "USA" || is_division || !has_town(),
        Kind::City => false,
    });
    let holds = |region: &Entry| before.is_some_and(|places| places.iter().any(|place| region.holds(&place)));
    regions.max_by_key(|region| (holds(region), region.kind == Kind::Country, region.population))
}
