//! Whether a capital or a seat is named for its government: "Kyiv said", "Kyiv's position", against "in Kyiv".
//!
//! The patterns are data (`data/places/governments.toml`). What is named so is an actor, and no place.

use article::{Article, ByteSpan};

use super::countries::{CountryWord, country_of};
use super::naming::name_length;
use crate::data::places::REPORTING;
use crate::data::places::{GOVERNMENT_BEFORE, GOVERNMENT_NOUNS, GOVERNS, PLACE_BEFORE, SEATS};
use crate::words::{Word, words};

/// A government named by where it sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Government {
    /// The name, without its article and possessive.
    pub(crate) span: ByteSpan,
    /// ISO 3166-1 alpha-3.
    pub(crate) country: &'static str,
}

/// Whether the name from word `start` up to word `end` is said for a government.
pub(super) fn is_government(text: &str, words: &[Word], start: usize, end: usize) -> bool {
    let before = words_before(text, words, start);
    let stands_before = |list: &[&str]| before.iter().any(|phrase| is_in(list, phrase));
    if stands_before(PLACE_BEFORE) {
        return false;
    }
    let last = words[end - 1];
    if let Some(next) = words.get(end) {
        let follows = text[last.span.end..next.span.start] == *" ";
        let word = next.of(text).to_lowercase();
        let reports = || REPORTING.binary_search(&word.as_str()).is_ok();
        if follows && !last.is_possessive(text) && (is_in(GOVERNS, &word) || reports()) {
            return true;
        }
        if follows && last.is_possessive(text) && is_in(GOVERNMENT_NOUNS, &word) {
            return sits(text, words, start, end);
        }
    }
    !last.is_possessive(text) && stands_before(GOVERNMENT_BEFORE) && sits(text, words, start, end)
}

/// Whether the name is one that stands for a government by where it sits. A country's own name is its place as well.
fn sits(text: &str, words: &[Word], start: usize, end: usize) -> bool {
    let name = &text[words[start].span.start..words[end - 1].name_end(text)];
    matches!(country_of(name), Some((_, CountryWord::Capital | CountryWord::Seat)))
}

/// The word before, over an article, and the two words before, in lower case.
fn words_before(text: &str, words: &[Word], start: usize) -> Vec<String> {
    let is_joined = |at: &usize| text[words[*at].span.end..words[at + 1].span.start] == *" ";
    let mut before: Vec<&str> = Vec::new();
    for at in (0..start).rev().take(3).take_while(is_joined) {
        match words[at].of(text) {
            "the" if before.is_empty() => {}
            word => before.push(word),
        }
    }
    before.truncate(2);
    let last = before.first().map(|word| word.to_lowercase());
    let both =
        if let [last, first] = before[..] { Some(format!("{first} {last}").to_lowercase()) } else { None };
    last.into_iter().chain(both).collect()
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Every capital and seat that an article names for its government, in order.
#[allow(dead_code, reason = "for the stage that reads actors")]
pub(crate) fn governments(article: &Article) -> Vec<Government> {
    let text = &article.text;
    let mut found = Vec::new();
    for (_, block) in article.readable() {
        let words = words(text, block);
        let mut at = 0;
        while at < words.len() {
            let Some(length) = seat_length(text, &words, at).or_else(|| name_length(text, &words, at)) else {
                at += 1;
                continue;
            };
            let end = at + length;
            let span = ByteSpan::new(words[at].span.start, words[end - 1].name_end(text));
            if let Some((country, CountryWord::Capital | CountryWord::Seat)) = country_of(span.of(text))
                && is_government(text, &words, at, end)
            {
                found.push(Government { span, country });
            }
            at = end;
        }
    }
    found
}

/// How many words from `at` on name a seat of government.
pub(super) fn seat_length(text: &str, words: &[Word], at: usize) -> Option<usize> {
    if !words[at].is_capital(text) {
        return None;
    }
    (1..=3.min(words.len() - at)).rev().find(|length| {
        let name = text[words[at].span.start..words[at + length - 1].name_end(text)].to_lowercase();
        SEATS.binary_search_by_key(&name.replace('’', "'").as_str(), |(seat, _)| seat).is_ok()
    })
}
