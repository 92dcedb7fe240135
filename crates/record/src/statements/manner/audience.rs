//! Whom a statement is said to.

use language::{WordClass, WordSpan};

use super::content::{ContentForm, form};
use super::reading::Reading;
use crate::data::{
    HEARING_ADDRESSED, HEARING_BESIDE, HEARING_CALLS, HEARING_CLAUSES, HEARING_NOUNS, HEARING_OBJECTS,
    HEARING_OBLIQUES,
};

/// Words that take a hearer, and the prepositions before it; none for objects.
#[derive(Debug)]
pub(crate) struct Hearing {
    pub(crate) words: &'static [&'static [&'static str]],
    pub(crate) prepositions: &'static [&'static [&'static str]],
}

/// The hearers that an utterance names, in order, one span each.
pub(super) fn audience(reading: &Reading) -> Vec<WordSpan> {
    let near = [reading.hanging(), reading.beyond()].concat();
    let in_infinitive = form(reading) == ContentForm::PersonInfinitive;
    let is_outside =
        |word: &usize| !reading.in_source(*word) && (in_infinitive || !reading.in_content(*word));
    let mut heads = Vec::new();
    for word in reading.cue.iter().copied() {
        heads.extend(told(reading, word, HEARING_OBJECTS));
        heads.extend(spoken_to(reading, word));
    }
    heads.extend(in_infinitive.then(|| infinitive_subject(reading)).flatten());
    for word in &near {
        heads.extend(spoken_to(reading, *word));
    }
    if heads.is_empty() {
        heads.extend(near.into_iter().find_map(|word| told(reading, word, HEARING_BESIDE)));
    }
    heads.retain(is_outside);
    let addressed = reading.cue.iter().filter_map(|word| told(reading, *word, HEARING_ADDRESSED));
    let addressed = addressed.filter(|word| reading.word(*word).relation.as_str() != "nsubj:pass");
    heads.extend(addressed.chain(clause_subject(reading)).filter(|word| !reading.in_source(*word)));
    heads.retain(|word| is_told(reading, *word));
    with_members(reading, heads).into_iter().map(|head| reading.phrase(head)).collect()
}

/// Whether somebody stands there: a second object is told whatever it is ("told *his bees* that"), and so is a name ("told
/// *Morning Hour*").
fn is_told(reading: &Reading, word: usize) -> bool {
    let is_name = || reading.is_class(word, WordClass::ProperNoun) && !reading.is_date(word);
    reading.word(word).relation.as_str() == "iobj" || reading.is_hearer(word) || is_name()
}

/// The object of a verb whose object is told; the subject where it is passive: "reporters were told".
fn told(reading: &Reading, verb: usize, list: &[Hearing]) -> Option<usize> {
    let is_known = list.iter().any(|hearing| reading.is_any(verb, hearing.words));
    if !is_known || !reading.is_class(verb, WordClass::Verb) {
        return None;
    }
    // "told the forum": parsers also make the hearer an oblique without a preposition.
    let is_object = |word: &usize| match reading.word(*word).relation.as_str() {
        "obj" | "iobj" | "nsubj:pass" => true,
        _ => reading.is_oblique(*word) && *word > verb && !reading.is_prepositional(*word),
    };
    // One only, the rest being parts of its name that are hung beside it: "told Bill O'Reilly".
    reading.analysis.dependents(verb).filter(is_object).find(|word| is_told(reading, *word))
}

/// What a verb or noun has after "to", "before", "with": "said to her aides", "a letter to the council".
fn spoken_to(reading: &Reading, word: usize) -> Vec<usize> {
    let lists =
        [(HEARING_OBLIQUES, reading.is_class(word, WordClass::Verb)), (HEARING_NOUNS, reading.is_noun(word))];
    let fitting = lists.into_iter().filter(|(_, fits)| *fits).flat_map(|(list, _)| list);
    let known: Vec<&Hearing> = fitting
        .filter(|hearing| {
            hearing
                .words
                .iter()
                .any(|phrase| reading.is(word, phrase[0]) || reading.ends_phrase(word, phrase))
        })
        .collect();
    // "called on them": parsers also make the preposition a part of the verb.
    let hears = |noun: &usize| {
        reading.is_oblique(*noun)
            && known.iter().any(|hearing| {
                reading.has_preposition(*noun, hearing.prepositions)
                    || reading.has_particle(word, *noun, hearing.prepositions)
            })
    };
    reading.analysis.dependents(word).filter(hears).collect()
}

/// "urged [Russia to withdraw]", "a call for [Russia to withdraw]": what stands before "to" in the content, whatever the tree
/// makes of it.
fn infinitive_subject(reading: &Reading) -> Option<usize> {
    let tells = |list: &[Hearing]| {
        list.iter().any(|hearing| reading.cue.iter().any(|word| reading.is_any(*word, hearing.words)))
    };
    let calls = |hearing: &&Hearing| reading.cue_ends_on(hearing.prepositions);
    let is_calling = HEARING_CALLS.iter().filter(calls).any(|hearing| tells(std::slice::from_ref(hearing)));
    if !is_calling && !tells(HEARING_OBJECTS) {
        return None;
    }
    let piece = reading.content().first()?;
    let to =
        piece.iter().find(|word| reading.is_class(*word, WordClass::Particle) && reading.is(*word, "to"))?;
    reading.head_of(WordSpan::new(piece.start, to))
}

/// "demanded [that Russia withdraw]": the subject of what is demanded.
fn clause_subject(reading: &Reading) -> Option<usize> {
    let demands = |word: &usize| HEARING_CLAUSES.iter().any(|hearing| reading.is_any(*word, hearing.words));
    let verb = reading.cue.iter().copied().find(demands)?;
    let is_clause = |word: &usize| matches!(reading.word(*word).relation.as_str(), "ccomp" | "xcomp");
    let clause = reading.analysis.dependents(verb).find(is_clause)?;
    let is_subject = |word: &usize| reading.word(*word).relation.as_str() == "nsubj";
    reading.analysis.dependents(clause).find(is_subject)
}

/// Each head and those that are joined to it ("reporters and aides"), in order, once.
fn with_members(reading: &Reading, heads: Vec<usize>) -> Vec<usize> {
    let joined = |head: usize| {
        let is_member = move |word: &usize| reading.word(*word).relation.universal() == "conj";
        std::iter::once(head).chain(reading.analysis.dependents(head).filter(is_member))
    };
    let mut all: Vec<usize> =
        heads.into_iter().flat_map(joined).filter(|word| is_told(reading, *word)).collect();
    all.sort_unstable();
    all.dedup();
    all
}
