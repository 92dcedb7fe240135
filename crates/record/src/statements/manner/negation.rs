//! Whether a statement is told as not made.

use language::WordClass;

use super::acts::is_saying;
use super::content::{ContentForm, form};
use super::reading::Reading;
use crate::data::{
    NEGATION_NOT_OPENINGS, NEGATION_OPENINGS, NEGATION_PHRASES, NEGATION_SUBJECTS, NEGATION_VERBS,
    NEGATION_WORDS, SAYINGS, STILL_SAID,
};

/// Whether it was not made, and the verb of saying below a refusal ("declined to *say*").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Negation {
    pub(super) is_negated: bool,
    pub(super) unsaid: Option<usize>,
}

pub(super) fn negation(reading: &Reading) -> Negation {
    let stream = reading.stream();
    let stands = |list: &[&[&str]]| {
        let mut places = 0..reading.cue.len();
        places.any(|place| list.iter().any(|phrase| reading.phrase_end(&stream, place, phrase).is_some()))
    };
    if stands(STILL_SAID) {
        return Negation { is_negated: false, unsaid: None };
    }
    let unsaid = unsaid(reading);
    let is_negated = unsaid.is_some()
        || stands(NEGATION_PHRASES)
        || has_negator(reading)
        || has_no_subject(reading)
        || has_no_object(reading);
    Negation { is_negated, unsaid }
}

/// The verb of saying below a refusal, in the cue or at the head of the content.
fn unsaid(reading: &Reading) -> Option<usize> {
    let place = reading
        .cue
        .iter()
        .position(|word| reading.is_any(*word, NEGATION_VERBS) && reading.is_class(*word, WordClass::Verb))?;
    let form = form(reading);
    let is_verb = |word: &usize| reading.is_class(*word, WordClass::Verb);
    let in_cue =
        reading.cue[place + 1..].iter().copied().filter(is_verb).find(|word| is_saying(reading, *word, form));
    let in_content = || {
        let head = reading.content().first().and_then(|piece| reading.head_of(*piece))?;
        (form == ContentForm::Infinitive && reading.is_any(head, SAYINGS)).then_some(head)
    };
    in_cue.or_else(in_content)
}

/// A word like "not" in the cue or on one of its verbs, outside the content.
fn has_negator(reading: &Reading) -> bool {
    let hanging = reading.hanging();
    let mut near = reading.cue.iter().chain(&hanging).copied();
    near.any(|word| reading.is_any(word, NEGATION_WORDS) && is_negator(reading, word))
}

/// "No, he said" is an answer.
fn is_negator(reading: &Reading, word: usize) -> bool {
    !matches!(reading.word(word).relation.universal(), "discourse" | "cc")
}

/// "No minister said", "nobody said"; not "No 10 said".
fn has_no_subject(reading: &Reading) -> bool {
    let Some(source) = reading.source() else { return false };
    if opens_with(reading, source, NEGATION_NOT_OPENINGS) {
        return false;
    }
    let mut determiners = reading.analysis.dependents(source);
    reading.is_any(source, NEGATION_SUBJECTS)
        || determiners.any(|word| reading.word(word).relation.universal() == "det" && reading.is(word, "no"))
        || opens_with(reading, source, NEGATION_OPENINGS)
}

/// Whether the words that name the source open with one of some phrases, which the model may leave out: "Not *a single minister*
/// said". A name that opens so is somebody's: "No Labels said".
fn opens_with(reading: &Reading, source: usize, phrases: &[&[&str]]) -> bool {
    let Some(first) = reading.first_of_source() else { return false };
    let before = first.checked_sub(1).filter(|word| reading.word(*word).head == Some(source));
    let stands = |at: usize, phrase: &[&str]| {
        let known = |(offset, part): (usize, &&str)| {
            at + offset < reading.analysis.words.len() && reading.is(at + offset, part)
        };
        reading.name(at).is_none() && phrase.iter().enumerate().all(known)
    };
    std::iter::once(first).chain(before).any(|at| phrases.iter().any(|phrase| stands(at, phrase)))
}

/// "offered no proof that …": what is said opens with "no".
fn has_no_object(reading: &Reading) -> bool {
    let Some(piece) = reading.content().first() else { return false };
    let opens = !piece.is_empty() && reading.is(piece.start, "no") && !reading.word(piece.start).is_quoted;
    opens && reading.word(piece.start).relation.universal() == "det" && form(reading) == ContentForm::Nominal
}
