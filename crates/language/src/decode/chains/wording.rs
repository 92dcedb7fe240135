//! What the words of a mention tell: its kind, and how alike two are. Twin of `training/coreference.py`.

use std::collections::HashMap;

use crate::analysis::WordClass;

use super::people::{self, Sex};

/// What sort of mention it is by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// I, we and their forms.
    Speakers,
    You,
    He,
    She,
    It,
    They,
    OtherPronoun,
    Name,
    /// A noun with the, this, his, or a possessor.
    Definite,
    Other,
}

impl Kind {
    /// How many kinds there are.
    pub(super) const COUNT: usize = 10;

    fn of_pronoun(word: &str) -> Option<Self> {
        Some(match word {
            "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => {
                Self::Speakers
            }
            "you" | "your" | "yours" | "yourself" | "yourselves" => Self::You,
            "he" | "him" | "his" | "himself" => Self::He,
            "she" | "her" | "hers" | "herself" => Self::She,
            "it" | "its" | "itself" => Self::It,
            "they" | "them" | "their" | "theirs" | "themselves" | "themself" => Self::They,
            "who" | "whom" | "whose" | "which" | "that" | "this" | "these" | "those" | "what" | "one" => {
                Self::OtherPronoun
            }
            _ => return None,
        })
    }
}

/// Words that have rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// I, me, my, mine, myself.
    I,
    /// We and its forms.
    We,
    /// You, your, yours, yourself.
    You,
    /// A noun for people who share a surname.
    Family,
}

impl Role {
    fn of(core: &str, head: &str) -> Option<Self> {
        match core {
            "i" | "me" | "my" | "mine" | "myself" => Some(Self::I),
            "we" | "us" | "our" | "ours" | "ourselves" => Some(Self::We),
            "you" | "your" | "yours" | "yourself" => Some(Self::You),
            _ => people::is_family(head).then_some(Self::Family),
        }
    }
}

/// Whether a word at the beginning makes a mention definite.
fn is_definite(word: &str) -> bool {
    matches!(
        word,
        "the" | "this" | "that" | "these" | "those" | "my" | "your" | "his" | "her" | "its" | "our" | "their"
    )
}

/// Whether a word at the beginning says nothing of what is meant.
fn is_leading(word: &str) -> bool {
    is_definite(word) || matches!(word, "a" | "an")
}

/// Whether a word makes a possessive.
fn is_trailing(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}

/// The words of mentions by number, so that they are compared as numbers.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: HashMap<String, u32>,
}

/// What is known of a mention's words, lower-cased.
#[derive(Debug)]
pub(super) struct Wording {
    pub(super) kind: Kind,
    pub(super) role: Option<Role>,
    /// What it tells of whom "he" and "she" may stand for.
    pub(super) sex: Option<Sex>,
    head: u32,
    /// All words but articles and possessives at the beginning, and a possessive at the end, as one.
    core: u32,
    /// Names, nouns, numerals and adjectives.
    parts: Vec<u32>,
    /// Names.
    names: Vec<u32>,
    /// Names without titles, or with them where there is nothing else.
    pub(super) own_names: Vec<u32>,
    /// Of "the Duartes", "duarte".
    pub(super) family_name: Option<u32>,
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// Reads the words of a mention, of which the one at `head` carries it.
    pub(super) fn wording(&mut self, words: &[&str], classes: &[WordClass], head: usize) -> Wording {
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let n_trailing = lower[1..].iter().rev().take_while(|word| is_trailing(word)).count();
        let bare = &lower[..lower.len() - n_trailing];
        let n_leading = bare[..bare.len() - 1].iter().take_while(|word| is_leading(word)).count();
        let core = bare[n_leading..].join(" ");
        let tagged = || bare.iter().zip(classes);
        let is_part = |word: &str, class: WordClass| {
            use WordClass::{Adjective, Noun, Numeral, ProperNoun};
            matches!(class, ProperNoun | Noun | Numeral | Adjective) && !is_leading(word)
        };
        let names =
            || tagged().filter(|(_, class)| **class == WordClass::ProperNoun).map(|(word, _)| word.as_str());
        let kind = kind(bare, &lower, classes, head);
        let has_own = names().any(|word| !people::is_title(word));
        let own_names = names().filter(|word| !has_own || !people::is_title(word));
        let family = lower[head].strip_suffix('s').filter(|_| lower[0] == "the" && kind == Kind::Name);
        Wording {
            kind,
            role: Role::of(&core, &lower[head]),
            sex: if is_pronoun(kind) { None } else { people::sex(&lower, classes, head) },
            parts: self.numbers(
                tagged().filter(|(word, class)| is_part(word, **class)).map(|(word, _)| word.as_str()),
            ),
            names: self.numbers(names()),
            own_names: self.numbers(own_names),
            family_name: family.map(|name| self.number(name)),
            head: self.number(&lower[head]),
            core: self.number(&core),
        }
    }

    /// The numbers of some words, each once.
    fn numbers<'w>(&mut self, words: impl Iterator<Item = &'w str>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for word in words {
            let number = self.number(word);
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}

/// Whether mentions of a kind are nothing but a pronoun.
fn is_pronoun(kind: Kind) -> bool {
    !matches!(kind, Kind::Name | Kind::Definite | Kind::Other)
}

fn kind(bare: &[String], words: &[String], classes: &[WordClass], head: usize) -> Kind {
    let is_pronoun = matches!(classes[0], WordClass::Pronoun | WordClass::Determiner) && bare.len() == 1;
    if let Some(kind) = Kind::of_pronoun(&bare[0]).filter(|_| is_pronoun) {
        return kind;
    }
    let has_possessor = words[..words.len() - 1].iter().any(|word| is_trailing(word));
    match classes[head] {
        WordClass::ProperNoun => Kind::Name,
        _ if is_definite(&bare[0]) || has_possessor => Kind::Definite,
        _ => Kind::Other,
    }
}

impl Wording {
    /// Whether it is nothing but a pronoun.
    pub(super) fn is_pronoun(&self) -> bool {
        is_pronoun(self.kind)
    }

    /// 0 one is a pronoun, or nothing in common; 1 a word in common; 2 a name in common; 3 the head of one is a word of the
    /// other; 4 the same head; 5 the same words.
    pub(super) fn likeness(&self, other: &Self) -> usize {
        if self.is_pronoun() || other.is_pronoun() {
            let is_same = self.is_pronoun() && other.is_pronoun() && self.core == other.core;
            return if is_same { 5 } else { 0 };
        }
        if self.core == other.core {
            5
        } else if self.head == other.head {
            4
        } else if other.parts.contains(&self.head) || self.parts.contains(&other.head) {
            3
        } else if share(&self.names, &other.names) {
            2
        } else {
            usize::from(share(&self.parts, &other.parts))
        }
    }
}

/// Whether two short lists have a number in common.
pub(super) fn share(a: &[u32], b: &[u32]) -> bool {
    a.iter().any(|number| b.contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use WordClass::{Determiner, Noun, Particle, Pronoun, ProperNoun};

    #[test]
    fn kinds_are_told_by_words() {
        let mut words = Words::default();
        let mut kind = |text: &[&str], classes: &[WordClass], head| words.wording(text, classes, head).kind;
        assert_eq!(kind(&["She"], &[Pronoun], 0), Kind::She);
        assert_eq!(kind(&["Ana", "Duarte"], &[ProperNoun, ProperNoun], 0), Kind::Name);
        assert_eq!(kind(&["the", "envoy"], &[Determiner, Noun], 1), Kind::Definite);
        assert_eq!(kind(&["Kyiv", "'s", "envoy"], &[ProperNoun, Particle, Noun], 2), Kind::Definite);
        assert_eq!(kind(&["envoys"], &[Noun], 0), Kind::Other);
    }

    #[test]
    fn likeness_grows_with_what_is_shared() {
        let mut words = Words::default();
        let mut wording = |text: &[&str], classes: &[WordClass], head| words.wording(text, classes, head);
        let full = wording(&["Ana", "Duarte"], &[ProperNoun, ProperNoun], 0);
        let last = wording(&["Duarte", "'s"], &[ProperNoun, Particle], 0);
        let family = wording(&["the", "Duarte", "family"], &[Determiner, ProperNoun, Noun], 2);
        let she = wording(&["she"], &[Pronoun], 0);
        assert_eq!(full.likeness(&last), 3);
        assert_eq!(full.likeness(&family), 2);
        assert_eq!((full.likeness(&she), she.likeness(&she)), (0, 5));
        assert_eq!(last.likeness(&wording(&["Duarte"], &[ProperNoun], 0)), 5);
    }
}
