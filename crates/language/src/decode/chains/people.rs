//! What words tell of people, by the lists in `data/`. Twin of `training/words_of_people.py`.

use crate::analysis::WordClass;

include!(concat!(env!("OUT_DIR"), "/people.rs"));

/// Whom "he" and "she" may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Man,
    Woman,
}

/// A word in lower case without full stops at its end.
fn plain(word: &str) -> &str {
    word.trim_end_matches('.')
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.binary_search(&plain(word)).is_ok()
}

/// Whether a word in lower case is a title that many people bear.
pub(super) fn is_title(word: &str) -> bool {
    is_in(TITLES, word)
}

/// Whether a noun in lower case is for people who share a surname.
pub(super) fn is_family(word: &str) -> bool {
    FAMILIES.binary_search(&word).is_ok()
}

/// The sex that a noun or title in lower case tells.
fn of_word(word: &str) -> Option<Sex> {
    match (is_in(MEN, word), is_in(WOMEN, word)) {
        (true, _) => Some(Sex::Man),
        (_, true) => Some(Sex::Woman),
        _ => None,
    }
}

/// The sex that a given name in lower case tells.
fn of_given_name(word: &str) -> Option<Sex> {
    let at = GIVEN.binary_search_by_key(&plain(word), |(name, _)| *name).ok()?;
    Some(if GIVEN[at].1 { Sex::Man } else { Sex::Woman })
}

/// What a mention's words, in lower case, tell: its head, else the first title in the name at its head, else the first given name there.
pub(super) fn sex(words: &[String], classes: &[WordClass], head: usize) -> Option<Sex> {
    let of_head = of_word(&words[head]);
    if of_head.is_some() || classes[head] != WordClass::ProperNoun {
        return of_head;
    }
    let is_name = |class: &&WordClass| **class == WordClass::ProperNoun;
    let first = head - classes[..head].iter().rev().take_while(is_name).count();
    let last = head + classes[head + 1..].iter().take_while(is_name).count();
    let name = &words[first..=last];
    name.iter().find_map(|word| of_word(word)).or_else(|| name.iter().find_map(|word| of_given_name(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use WordClass::{Noun, ProperNoun};

    #[test]
    fn lists_know_their_examples() {
        let lists = [
            (MEN, MEN_EXAMPLES),
            (WOMEN, WOMEN_EXAMPLES),
            (TITLES, TITLES_EXAMPLES),
            (FAMILIES, FAMILIES_EXAMPLES),
        ];
        for (list, (yes, no)) in lists {
            for word in yes {
                assert!(is_in(list, &word.to_lowercase()), "{word} should be in the list");
            }
            for word in no {
                assert!(!is_in(list, &word.to_lowercase()), "{word} should not be in the list");
            }
        }
    }

    #[test]
    fn heads_then_titles_then_given_names_tell() {
        let told = |words: &[&str], classes: &[WordClass], head| {
            sex(&words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>(), classes, head)
        };
        assert_eq!(told(&["his", "daughter"], &[WordClass::Pronoun, Noun], 1), Some(Sex::Woman));
        assert_eq!(told(&["Mr.", "Mary", "Duarte"], &[ProperNoun; 3], 1), Some(Sex::Man));
        assert_eq!(told(&["Mary", "Duarte"], &[ProperNoun; 2], 0), Some(Sex::Woman));
        assert_eq!(told(&["the", "envoy"], &[WordClass::Determiner, Noun], 1), None);
    }
}
