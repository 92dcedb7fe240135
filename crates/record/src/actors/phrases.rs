//! Noun phrases: a noun with what says more of it, as a role or a description.

use language::{WordClass, WordSpan};

use super::figures::Office;
use super::lexicon;
use super::reading::Reading;

/// The longest phrase, in words on either side of its noun.
const LONGEST: usize = 14;

/// A noun with the words around it that say more of it: adjectives, compounds, possessors and what hangs on it by a preposition;
/// without article, relative clause and anything behind a comma.
pub(super) fn phrase(reading: Reading, noun: usize) -> WordSpan {
    let sentence = reading.sentence(noun);
    let floor = sentence.start.max(noun.saturating_sub(LONGEST));
    let ceiling = sentence.end.min(noun + LONGEST);
    let hangs_on = |word: usize| {
        let mut path = std::iter::once(word).chain(reading.analysis.head_path(word).take(LONGEST));
        path.any(|head| head == noun)
    };
    let is_stop = |word: usize| {
        let lower = reading.lower(word);
        !lower.contains(char::is_alphanumeric)
            && !matches!(lower.as_str(), "-" | "." | "'" | "’" | "/" | "“" | "”")
    };
    let start = (floor..noun).rev().take_while(|word| hangs_on(*word) && !is_stop(*word)).last();
    let is_behind = |word: &usize| {
        let clause = std::iter::once(*word).chain(reading.analysis.head_path(*word).take(LONGEST));
        let within = clause.take_while(|head| *head != noun);
        let mut relations = within.map(|head| reading.word(head).relation.universal());
        hangs_on(*word)
            && !is_stop(*word)
            && !relations
                .any(|relation| matches!(relation, "acl" | "appos" | "conj" | "parataxis" | "advcl" | "cc"))
    };
    let is_possessive = |word: &usize| matches!(reading.written(*word), "'s" | "’s" | "'" | "’");
    let end = (noun + 1..ceiling)
        .take_while(|word| is_behind(word) && !(*word == noun + 1 && is_possessive(word)))
        .last()
        .unwrap_or(noun);
    let mut words = WordSpan::new(start.unwrap_or(noun), end + 1);
    let is_lead = |word: usize| {
        let is_preposition = reading.word(word).class == WordClass::Adposition
            || matches!(reading.word(word).relation.universal(), "case" | "mark" | "fixed");
        is_preposition || !reading.written(word).contains(char::is_alphanumeric)
    };
    while words.start < noun && is_lead(words.start) {
        words.start += 1;
    }
    words
}

/// A phrase without its article or possessive pronoun.
pub(super) fn bare(reading: Reading, words: WordSpan) -> WordSpan {
    let is_determiner = |word: usize| {
        matches!(reading.word(word).class, WordClass::Determiner | WordClass::Pronoun)
            || matches!(reading.lower(word).as_str(), "the" | "a" | "an")
    };
    let start = words.iter().find(|word| !is_determiner(*word)).unwrap_or(words.start);
    WordSpan::new(start, words.end)
}

/// What a phrase says of who bears it, for comparing with others.
pub(super) fn office(reading: Reading, words: WordSpan, noun: usize) -> Office {
    let mut office =
        Office { noun: office_noun(reading, noun), states: Vec::new(), others: Vec::new(), former: false };
    for word in bare(reading, words).iter().filter(|word| *word != noun) {
        let lower = reading.lower(word);
        if lexicon::is_former(&lower) {
            office.former = true;
        } else if let Some(state) = lexicon::state_of(&lower) {
            office.states.push(state);
        } else if reading.is_noun(word) || reading.word(word).class == WordClass::Adjective {
            office.others.push(lexicon::same(&lower).to_owned());
        }
    }
    office
}

/// The noun of an office: "attorney general" is one, whichever of the two the tree hangs on the other.
fn office_noun(reading: Reading, noun: usize) -> String {
    let lemma = reading.lemma(noun);
    let beside = match lemma.as_str() {
        "general" => noun.checked_sub(1),
        "attorney" | "secretary" => Some(noun + 1).filter(|next| *next < reading.sentence(noun).end),
        _ => None,
    };
    let other = beside.map(|word| reading.lemma(word));
    match (lemma.as_str(), other.as_deref()) {
        ("general", Some(first @ ("attorney" | "secretary"))) => format!("{first} general"),
        ("attorney" | "secretary", Some("general")) => format!("{lemma} general"),
        _ => lexicon::same(&lemma).to_owned(),
    }
}

/// Whether who holds an office may be called a leader: presidents and prime ministers, not foreign ministers.
fn is_leading(held: &Office) -> bool {
    let is_prime = || held.noun == lexicon::same("minister") && held.others.iter().any(|word| word == "prime");
    lexicon::is_leading(&held.noun) && held.noun != lexicon::same("minister") || is_prime()
}

/// How well a description fits an office, from 0; `None` where it does not.
pub(super) fn fit(described: &Office, held: &Office) -> Option<f64> {
    let is_leader = described.noun == "leader" && is_leading(held);
    if described.noun != held.noun && !is_leader {
        return None;
    }
    let shares = |some: &[&str], others: &[&str]| some.iter().any(|one| others.contains(one));
    let clash =
        !described.states.is_empty() && !held.states.is_empty() && !shares(&described.states, &held.states);
    if clash {
        return None;
    }
    let n_shared = described.others.iter().filter(|word| held.others.contains(word)).count();
    let n_strange = described.others.len() - n_shared;
    let state = if described.states.is_empty() { 0.0 } else { f64::from(u8::from(!held.states.is_empty())) };
    let former = if described.former == held.former { 0.3 } else { -0.5 };
    Some((2.0 + state + former + n_shared as f64 - (0.35 * n_strange as f64).min(0.9)).max(0.0))
}
