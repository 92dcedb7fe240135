//! What a source does by saying something.

use language::WordClass;

use super::content::{ContentForm, form, is_direct_question};
use super::reading::Reading;
use crate::data::{MODALS, NAMINGS};
use crate::record::{Act, StatementKind};

/// The class of the first word of a [`Naming`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Verb,
    Noun,
    Adjective,
    Adverb,
}

impl Class {
    fn takes(self, class: WordClass) -> bool {
        match self {
            Self::Verb => matches!(class, WordClass::Verb | WordClass::Auxiliary),
            Self::Noun => matches!(class, WordClass::Noun | WordClass::ProperNoun),
            // Participles that are told as feelings: "were worried about".
            Self::Adjective => matches!(class, WordClass::Adjective | WordClass::Verb),
            Self::Adverb => matches!(class, WordClass::Adverb | WordClass::Adposition | WordClass::Adjective),
        }
    }
}

/// Words that name an act, from `data/statements/acts.toml`.
#[derive(Debug)]
pub(crate) struct Naming {
    pub(crate) words: &'static [&'static str],
    pub(crate) class: Class,
    pub(crate) act: Act,
    pub(crate) kind: StatementKind,
    /// The forms of content that it is restricted to; none where it takes all.
    pub(crate) content: &'static [ContentForm],
}

/// An act and its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) act: Act,
    pub(super) kind: StatementKind,
}

const SAYING: Deed = Deed { act: Act::Say, kind: StatementKind::Speech };

/// What an utterance does. `unsaid` is a verb of saying that the cue says was not used ("declined to *confirm*"): it names
/// the act then.
pub(super) fn deed(reading: &Reading, unsaid: Option<usize>) -> Deed {
    if let Some(verb) = unsaid {
        return best(reading, &[verb], 1)
            .map_or(SAYING, |naming| Deed { act: naming.act, kind: naming.kind });
    }
    let deed = best(reading, &reading.stream(), reading.cue.len());
    let deed = deed.map_or(SAYING, |naming| Deed { act: naming.act, kind: naming.kind });
    match deed.act {
        Act::Say => Deed { act: act_of_content(reading), ..deed },
        _ => deed,
    }
}

/// Whether a word names an act of speech or writing.
pub(super) fn is_saying(reading: &Reading, word: usize) -> bool {
    best(reading, &[word], 1)
        .is_some_and(|naming| matches!(naming.kind, StatementKind::Speech | StatementKind::Document))
}

/// The best naming that begins in the first `n` words of a stream; words of another class than listed count where nothing
/// else does, since taggers err on headlines.
fn best(reading: &Reading, stream: &[usize], n: usize) -> Option<&'static Naming> {
    let form = form(reading);
    let fits = |naming: &Naming, place: usize| {
        (naming.content.is_empty() || naming.content.contains(&form))
            && reading.phrase_end(stream, place, naming.words).is_some()
    };
    let ranked = |strict: bool| {
        let found = (0..n.min(stream.len())).flat_map(|place| {
            let word = reading.word(stream[place]);
            let all = reading.bases(stream[place]).flat_map(beginning);
            let fitting =
                all.filter(move |naming| (!strict || naming.class.takes(word.class)) && fits(naming, place));
            let depth = reading.depth(stream[place]);
            fitting.map(move |naming| (rank(naming), std::cmp::Reverse((depth, place)), naming))
        });
        // The first of equals, so that the order of the data does not matter beyond ties.
        found.reduce(|best, next| if (next.0, next.1) > (best.0, best.1) { next } else { best })
    };
    ranked(true).or_else(|| ranked(false)).map(|(_, _, naming)| naming)
}

/// What names more than saying or thinking comes first, then longer namings, then those for a form of content.
fn rank(naming: &Naming) -> (bool, usize, bool) {
    let is_special = !matches!(naming.act, Act::Say | Act::Think);
    (is_special, naming.words.len(), !naming.content.is_empty())
}

fn beginning(word: &str) -> &'static [Naming] {
    let word = word.to_lowercase();
    let start = NAMINGS.partition_point(|naming| naming.words[0] < word.as_str());
    let length = NAMINGS[start..].partition_point(|naming| naming.words[0] == word);
    &NAMINGS[start..start + length]
}

/// What the content does where its cue only says that it was said: it asks, or says what must or should be done.
fn act_of_content(reading: &Reading) -> Act {
    if is_direct_question(reading) {
        return Act::Ask;
    }
    let Some(head) = reading.content().first().and_then(|piece| reading.head_of(*piece)) else {
        return Act::Say;
    };
    let has = |modal: &&[&str]| match **modal {
        [single] => {
            let mut auxiliaries = reading.analysis.dependents(head);
            auxiliaries
                .any(|word| reading.word(word).relation.universal() == "aux" && reading.is(word, single))
        }
        _ => {
            let end = reading.analysis.sentences[reading.word(head).sentence].words.end;
            let stream: Vec<usize> = (head..end).collect();
            reading.phrase_end(&stream, 0, modal).is_some()
        }
    };
    MODALS.iter().find(|(_, modals)| modals.iter().any(|modal| has(modal))).map_or(Act::Say, |(act, _)| *act)
}
