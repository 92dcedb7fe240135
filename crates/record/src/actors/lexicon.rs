//! What is known of names and nouns: the tables of `data/actors`, as `build.rs` checked and sorted them.

use crate::data::actors::{
    FORMER, GENDERS, GIVEN_NAMES, GOVERNING, GROUPS, HONORIFICS, HYPHENATED, KNOWN, LEADING, NAMES,
    NOT_NAMES, OFFICE_NOUNS, OFFICES, PAPER, PARTICLES, SAME, SUFFIXES, WITHIN,
};
use crate::record::ActorKind;

/// A state, organisation or person that many articles name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) name: &'static str,
    pub(crate) kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    pub(crate) state: Option<&'static str>,
    /// PLOVER's code.
    pub(crate) sector: Option<&'static str>,
    pub(crate) wikidata: Option<&'static str>,
}

/// An office that a known person held, from one date to another; an empty date is open.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct KnownOffice {
    pub(crate) known: usize,
    pub(crate) office: &'static str,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
}

/// How a word stands for a known actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::allow_attributes, reason = "which senses the tables hold is a matter of data")]
#[allow(dead_code)]
pub(crate) enum Sense {
    /// As its name.
    Name,
    /// As an adjective: "Russian".
    Adjective,
    /// As its people: "Russians".
    People,
    /// As its capital.
    Capital,
    /// As the seat of its government: "the Kremlin".
    Seat,
}

/// What "he" and "she" tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Gender {
    Male,
    Female,
}

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.binary_search_by_key(&word, |(known, _)| known).ok().map(|at| table[at].1)
}

fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// The number in [`KNOWN`] of the actor that a name, in lower case, stands for.
pub(super) fn known(name: &str) -> Option<(usize, Sense)> {
    let at = NAMES.binary_search_by_key(&name, |(known, ..)| known).ok()?;
    Some((usize::from(NAMES[at].1), NAMES[at].2))
}

/// The known actor of that number.
pub(super) fn actor(number: usize) -> &'static Known {
    &KNOWN[number]
}

/// The state that an adjective, a name, a capital or a people stands for.
pub(super) fn state_of(word: &str) -> Option<&'static str> {
    let (number, _) = known(word)?;
    let known = actor(number);
    known.state.filter(|_| known.kind == ActorKind::State)
}

/// The number of the state with an ISO alpha-3 code.
pub(super) fn state(code: &str) -> Option<usize> {
    KNOWN.iter().position(|known| known.kind == ActorKind::State && known.state == Some(code))
}

/// The offices of a known actor that were theirs on a date, or ever where there is none.
pub(super) fn offices(number: usize, date: Option<&str>) -> impl Iterator<Item = &'static KnownOffice> {
    let start = OFFICES.partition_point(|office| office.known < number);
    let date = date.map(str::to_owned);
    let is_on = move |office: &&KnownOffice| {
        date.as_deref().is_none_or(|date| {
            (office.from.is_empty() || date >= office.from) && (office.to.is_empty() || date <= office.to)
        })
    };
    OFFICES[start..].iter().take_while(move |office| office.known == number).filter(is_on)
}

/// Whether a word is one of address: "Mr.".
pub(super) fn is_honorific(word: &str) -> bool {
    find(HONORIFICS, word).is_some()
}

/// Whether a noun names an office, a rank or a trade.
pub(super) fn is_office(noun: &str) -> bool {
    find(OFFICE_NOUNS, noun).is_some()
}

/// The sector of those who hold an office.
pub(super) fn sector_of(noun: &str) -> Option<&'static str> {
    find(OFFICE_NOUNS, noun).flatten()
}

/// The gender that a title, a noun or a word of address tells.
pub(super) fn gender_of(word: &str) -> Option<Gender> {
    find(HONORIFICS, word).flatten().or_else(|| find(GENDERS, word))
}

/// The gender of most who have a given name.
pub(super) fn gender_of_given_name(name: &str) -> Option<Gender> {
    find(GIVEN_NAMES, name).or_else(|| find(GIVEN_NAMES, name.split('-').next()?))
}

/// The word that stands for all that are said of the same person: "sen." is "senator".
pub(super) fn same(noun: &str) -> &str {
    find(SAME, noun).unwrap_or(noun)
}

/// Whether a word says that a role is over.
pub(super) fn is_former(word: &str) -> bool {
    holds(FORMER, word)
}

/// Whether a noun stands, with a state's adjective, for the state.
pub(super) fn is_governing(noun: &str) -> bool {
    holds(GOVERNING, noun)
}

/// Whether "the leader" may be said of who holds an office.
pub(super) fn is_leading(office: &str) -> bool {
    holds(LEADING, office)
}

/// Whether a noun names a body that can speak.
pub(super) fn is_group(noun: &str) -> bool {
    holds(GROUPS, noun) || holds(PAPER, noun)
}

/// Whether a noun names a newspaper or the like.
pub(super) fn is_paper(noun: &str) -> bool {
    holds(PAPER, noun)
}

/// Whether a word may stand in lower case inside a name.
pub(super) fn is_particle(word: &str) -> bool {
    holds(PARTICLES, word)
}

/// Whether a word follows a name and is no part of it.
pub(super) fn is_suffix(word: &str) -> bool {
    holds(SUFFIXES, word)
}

/// Whether a word behind a name and a hyphen says something of the name and is no part of it: "Trump-*led*".
pub(super) fn is_hyphenated(word: &str) -> bool {
    word.ends_with("ed") || holds(HYPHENATED, word)
}

/// Whether a capitalised word names nobody.
pub(super) fn is_no_name(word: &str) -> bool {
    holds(NOT_NAMES, word)
}

/// Whether a place after this preposition is a place and no government.
pub(super) fn is_within(word: &str) -> bool {
    holds(WITHIN, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_known_actors() {
        let name = |word: &str| known(word).map(|(number, sense)| (actor(number).name, sense));
        assert_eq!(name("kyiv"), Some(("Ukraine", Sense::Capital)));
        assert_eq!(name("russian"), Some(("Russia", Sense::Adjective)));
        assert_eq!(name("kremlin"), Some(("Russia", Sense::Seat)));
        assert_eq!(name("un"), Some(("United Nations", Sense::Name)));
        assert_eq!(name("nobody"), None);
        assert_eq!(state_of("ukrainians"), Some("UKR"));
    }

    #[test]
    fn offices_have_their_dates() {
        let (putin, _) = known("vladimir putin").unwrap();
        assert_eq!(offices(putin, Some("2024-02-01")).next().map(|office| office.office), Some("president"));
        assert_eq!(offices(putin, Some("2009-02-01")).next(), None);
    }

    #[test]
    fn nouns_tell_gender_and_office() {
        assert_eq!(gender_of("spokeswoman"), Some(Gender::Female));
        assert_eq!(gender_of_given_name("vladimir"), Some(Gender::Male));
        assert!(is_office("minister") && same("sen.") == "senator");
    }
}
