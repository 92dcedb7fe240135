//! By what means a statement reached the public.

use language::WordClass;

use super::reading::Reading;
use crate::data::{LIGHT_VERBS, MEDIA, MEDIUM_PREPOSITIONS};
use crate::record::StatementKind;

/// A medium of `data/statements/media.toml`.
#[derive(Debug)]
pub(crate) struct Medium {
    pub(crate) name: &'static str,
    pub(crate) kind: StatementKind,
    pub(crate) nouns: &'static [&'static [&'static str]],
    pub(crate) verbs: &'static [&'static [&'static str]],
}

/// The medium that an utterance names: beside its cue, in it, or as its source.
pub(super) fn medium(reading: &Reading) -> Option<&'static Medium> {
    beside(reading).or_else(|| in_cue(reading)).or_else(|| as_source(reading))
}

/// "said *in an interview*".
fn beside(reading: &Reading) -> Option<&'static Medium> {
    let hanging = reading.hanging().into_iter().filter(|word| is_means(reading, *word));
    hanging.filter_map(|word| of_noun(reading, word)).next()
}

fn is_means(reading: &Reading, word: usize) -> bool {
    reading.has_preposition(word, MEDIUM_PREPOSITIONS)
}

/// "*tweeted*", "issued a *statement*", "the *report* that": a verb, a noun with one of those prepositions, the object of a
/// verb that adds nothing, or the cue's own head.
fn in_cue(reading: &Reading) -> Option<&'static Medium> {
    let head = reading.head();
    let is_named = |word: usize| {
        let governor = reading.word(word).head;
        let is_light = governor.is_some_and(|governor| reading.is_any(governor, LIGHT_VERBS));
        head == Some(word) || is_means(reading, word) || is_light
    };
    reading.cue.iter().copied().find_map(|word| match reading.word(word).class {
        WordClass::Verb => MEDIA.iter().find(|medium| reading.is_any(word, medium.verbs)),
        WordClass::Noun | WordClass::ProperNoun if is_named(word) => of_noun(reading, word),
        _ => None,
    })
}

/// "*The report* said": common nouns only, for a broadcaster that says something is no medium of it.
fn as_source(reading: &Reading) -> Option<&'static Medium> {
    let source = reading.source().filter(|source| reading.is_class(*source, WordClass::Noun))?;
    let is_writing =
        |medium: &&Medium| medium.kind == StatementKind::Document || medium.name == "advertisement";
    of_noun(reading, source).filter(is_writing)
}

fn of_noun(reading: &Reading, noun: usize) -> Option<&'static Medium> {
    if !reading.is_noun(noun) {
        return None;
    }
    let longest = |medium: &&Medium| {
        let fitting = medium.nouns.iter().filter(|phrase| reading.ends_phrase(noun, phrase));
        fitting.map(|phrase| phrase.len()).max().unwrap_or(0)
    };
    let best = MEDIA.iter().map(|medium| (longest(&medium), medium)).filter(|(length, _)| *length > 0);
    best.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, medium)| medium)
}
