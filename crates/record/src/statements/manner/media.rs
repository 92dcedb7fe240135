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

/// The medium that an utterance names: in its cue, beside it, above it, as its source, or as what was said ("his *message* was").
pub(super) fn medium(reading: &Reading) -> Option<&'static Medium> {
    in_cue(reading)
        .or_else(|| beside(reading))
        .or_else(|| above(reading))
        .or_else(|| as_source(reading))
        .or_else(|| reading.head().and_then(|head| of_noun(reading, head)))
}

/// "said *in an interview*".
fn beside(reading: &Reading) -> Option<&'static Medium> {
    let near = reading.hanging().into_iter().chain(reading.beyond());
    near.filter(|word| is_means(reading, *word)).find_map(|word| of_noun(reading, word))
}

fn is_means(reading: &Reading, word: usize) -> bool {
    reading.has_preposition(word, MEDIUM_PREPOSITIONS)
}

/// "*tweeted*", "issued a *statement*", "the *report* that": a verb, a noun with one of those prepositions, the object of a
/// verb that adds nothing.
fn in_cue(reading: &Reading) -> Option<&'static Medium> {
    let is_named = |word: usize| {
        let governor = reading.word(word).head;
        is_means(reading, word) || governor.is_some_and(|governor| reading.is_any(governor, LIGHT_VERBS))
    };
    // "in a televised interview": a verb that says which.
    let says_which = |word: usize| matches!(reading.word(word).relation.universal(), "amod" | "compound");
    reading.cue.iter().copied().find_map(|word| match reading.word(word).class {
        _ if says_which(word) => None,
        WordClass::Verb => MEDIA.iter().find(|medium| reading.is_any(word, medium.verbs)),
        _ if is_named(word) => of_noun(reading, word),
        _ => None,
    })
}

/// "at a *news conference* announcing", "filed a *motion* arguing": what the saying hangs on, or the object of a verb that adds
/// nothing which it hangs on.
fn above(reading: &Reading) -> Option<&'static Medium> {
    let head = reading.head()?;
    let word = reading.word(head);
    let governor = word.head.filter(|governor| !reading.in_source(*governor))?;
    match word.relation.as_str() {
        "acl" => of_noun(reading, governor),
        "advcl" | "xcomp" | "conj" if reading.is_any(governor, LIGHT_VERBS) => {
            let is_object = |word: &usize| reading.word(*word).relation.as_str() == "obj";
            let mut objects = reading.analysis.dependents(governor).filter(is_object);
            objects.find_map(|object| of_noun(reading, object))
        }
        _ => None,
    }
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
