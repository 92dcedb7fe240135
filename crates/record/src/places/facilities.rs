//! Places inside a place: air bases, airports, embassies, palaces, plants.
//!
//! A facility is known by the table of `data/places/facilities.toml` or by the word behind its name, and is kept where the table or the
//! text tells in which country it lies.

use article::ByteSpan;

use super::countries::{CountryWord, country_of};
use super::gazetteer::Kind;
use super::naming::{Named, is_named, name_length, region_behind};
use crate::data::places::NOT_NAMES;
use crate::data::places::{FACILITIES, FACILITY_BEFORE, FACILITY_KINDS, MISSIONS, SEATS};
use crate::words::Word;

/// The longest name of a facility in the table, in words.
const LONGEST_IN_TABLE: usize = 5;

/// The most words before the word that says what the facility is.
const LONGEST_NAME: usize = 4;

/// Where a facility lies.
pub(super) enum Located<'t> {
    /// By the table: its town, if it lies in one, and its country (ISO 3166-1 alpha-3).
    Known { town: Option<&'static str>, country: &'static str },
    /// By the words beside it: "in Beirut", "Spain's".
    Told(Named<'t>),
    /// By its own name: "Kyiv airport".
    Own(Named<'t>),
}

/// A facility in the text.
pub(super) struct Facility<'t> {
    pub(super) span: ByteSpan,
    /// As the table has it, or else as the text does.
    pub(super) name: &'t str,
    pub(super) located: Located<'t>,
    /// The first word behind it.
    pub(super) end: usize,
}

/// The facility that begins at word `at`.
pub(super) fn facility_at<'t>(text: &'t str, words: &[Word], at: usize) -> Option<Facility<'t>> {
    if !words[at].is_capital(text) {
        return None;
    }
    in_table(text, words, at).or_else(|| by_its_kind(text, words, at))
}

fn in_table<'t>(text: &'t str, words: &[Word], at: usize) -> Option<Facility<'t>> {
    let lengths = (1..=LONGEST_IN_TABLE.min(words.len() - at)).rev();
    let (length, row) = lengths.into_iter().find_map(|length| {
        let name = text[words[at].span.start..words[at + length - 1].name_end(text)].to_lowercase();
        let row = FACILITIES.binary_search_by_key(&name.as_str(), |(known, _)| known).ok()?;
        Some((length, row))
    })?;
    let (lower, (name, town, country)) = FACILITIES[row];
    let end = at + length;
    let is_seat = SEATS.binary_search_by_key(&lower, |(seat, _)| seat).is_ok();
    if is_seat && !is_placed(text, words, at, end) {
        return None;
    }
    let span = ByteSpan::new(words[at].span.start, words[end - 1].name_end(text));
    Some(Facility { span, name, located: Located::Known { town, country }, end })
}

/// "At the White House", but not "the White House said" or "at the White House's request".
fn is_placed(text: &str, words: &[Word], at: usize, end: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|at| words[at].of(text).to_lowercase());
    let word = before(1).and_then(|word| if word == "the" { before(2) } else { Some(word) });
    let is_before = word.is_some_and(|word| FACILITY_BEFORE.binary_search(&word.as_str()).is_ok());
    is_before && !words[end - 1].is_possessive(text)
}

/// "Ramstein Air Base", "Kyiv airport", "the US embassy in Beirut".
fn by_its_kind<'t>(text: &'t str, words: &[Word], at: usize) -> Option<Facility<'t>> {
    let first = words[at].of(text).to_lowercase();
    if NOT_NAMES.binary_search(&first.as_str()).is_ok() || begins_before(text, words, at) {
        return None;
    }
    let most = LONGEST_NAME.min(words.len() - at - 1);
    for n_words in 1..=most {
        let last = words[at + n_words - 1];
        if !last.is_capital(text)
            || last.is_possessive(text)
            || !are_joined(text, words, at, at + n_words + 1)
        {
            return None;
        }
        let is_mission = country_of(&text[words[at].span.start..words[at + n_words - 1].name_end(text)])
            .is_some_and(|(_, kind)| matches!(kind, CountryWord::Country | CountryWord::Demonym));
        let kinds = if is_mission { [FACILITY_KINDS, MISSIONS] } else { [FACILITY_KINDS, &[]] };
        let n_kind =
            kinds.into_iter().filter_map(|kinds| kind_length(text, words, at + n_words, kinds)).max();
        if let Some(n_kind) = n_kind {
            let end = at + n_words + n_kind;
            let span = ByteSpan::new(words[at].span.start, words[end - 1].name_end(text));
            let located = location(text, words, at, n_words, end)?;
            return Some(Facility { span, name: span.of(text), located, end });
        }
    }
    None
}

/// How many words from `at` on say what a facility is.
fn kind_length(text: &str, words: &[Word], at: usize, kinds: &[&str]) -> Option<usize> {
    let first = words.get(at)?.of(text).to_lowercase();
    let place = kinds.partition_point(|kind| *kind < first.as_str());
    if !kinds.get(place).is_some_and(|kind| kind.starts_with(&first)) {
        return None;
    }
    (1..=3.min(words.len() - at)).rev().find(|length| {
        let phrase: Vec<String> = words[at..at + length]
            .iter()
            .map(|word| text[word.span.start..word.name_end(text)].to_lowercase())
            .collect();
        are_joined(text, words, at, at + length) && kinds.binary_search(&phrase.join(" ").as_str()).is_ok()
    })
}

/// Whether nothing but a space parts the words.
fn are_joined(text: &str, words: &[Word], start: usize, end: usize) -> bool {
    words[start..end.min(words.len())]
        .windows(2)
        .all(|pair| text[pair[0].span.end..pair[1].span.start] == *" ")
}

/// Where the text says that a facility lies: behind it, before it, or in its own name.
fn location<'t>(text: &'t str, words: &[Word], at: usize, n_words: usize, end: usize) -> Option<Located<'t>> {
    let named = |from: usize| Some(Named::at(text, words, from, name_length(text, words, from)?));
    if let Some(next) = words.get(end) {
        let gap = text[words[end - 1].name_end(text)..next.span.start].trim();
        let is_in = gap.is_empty() && matches!(next.of(text), "in" | "near" | "outside" | "at");
        let is_of = || gap == "," && region_behind(text, words, end, None).is_some();
        let place = match words.get(end + 1) {
            Some(_) if is_in => named(end + 1),
            _ if is_of() => named(end),
            _ => None,
        };
        if place.is_some() {
            return place.map(Located::Told);
        }
    }
    let owner = at.checked_sub(1).filter(|at| words[*at].is_possessive(text) && is_named(text, words, *at));
    if let Some(owner) = owner {
        return named(owner).map(Located::Told);
    }
    let own = (1..=n_words).rev().map(|length| Named::at(text, words, at, length));
    let is_town = |named: &Named| {
        named.places.is_some_and(|places| places.iter().any(|entry| entry.kind == Kind::City))
    };
    own.into_iter().find(is_town).map(Located::Own)
}

/// "Bank of America Stadium": the name begins before.
fn begins_before(text: &str, words: &[Word], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|at| words[at]);
    let is_name = |word: Word| {
        let lower = word.of(text).to_lowercase();
        word.is_capital(text)
            && !word.is_possessive(text)
            && NOT_NAMES.binary_search(&lower.as_str()).is_err()
    };
    match before(1).filter(|_| are_joined(text, words, at - 1, at + 1)) {
        Some(word) if word.of(text) == "of" => before(2).is_some_and(is_name),
        word => word.is_some_and(is_name),
    }
}
