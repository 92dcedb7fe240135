//! What a source does by saying something.

use std::cmp::Reverse;

use language::WordClass;

use super::content::{ContentForm, form, is_direct_question};
use super::reading::Reading;
use crate::data::{MODALS, NAMINGS, NEGATION_WORDS};
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
    /// Whether a word of the lists names it; else it is taken for saying.
    pub(super) is_listed: bool,
}

const SAYING: Deed = Deed { act: Act::Say, kind: StatementKind::Speech, is_listed: false };

impl From<&Naming> for Deed {
    fn from(naming: &Naming) -> Self {
        Self { act: naming.act, kind: naming.kind, is_listed: true }
    }
}

/// What an utterance does. `unsaid` is a verb of saying that the cue says was not used ("declined to *confirm*"): it names
/// the act then.
pub(super) fn deed(reading: &Reading, unsaid: Option<usize>) -> Deed {
    let form = form(reading);
    if let Some(verb) = unsaid {
        return best(reading, &[verb], 1, form).map_or(SAYING, Deed::from);
    }
    let deed = best(reading, &reading.stream(), reading.cue.len(), form);
    let mut deed = deed.map_or(SAYING, Deed::from);
    if deed.kind == StatementKind::Speech && reading.cue.iter().any(|word| is_writing(reading, *word, form)) {
        deed.kind = StatementKind::Document;
    }
    match deed.act {
        Act::Say => Deed { act: act_of_content(reading, form), ..deed },
        _ => deed,
    }
}

/// Whether a verb names an act of writing: "*wrote* to warn".
fn is_writing(reading: &Reading, word: usize, form: ContentForm) -> bool {
    let is_verb = reading.is_class(word, WordClass::Verb);
    is_verb && best(reading, &[word], 1, form).is_some_and(|naming| naming.kind == StatementKind::Document)
}

/// Whether a word names an act of speech or writing.
pub(super) fn is_saying(reading: &Reading, word: usize, form: ContentForm) -> bool {
    best(reading, &[word], 1, form)
        .is_some_and(|naming| matches!(naming.kind, StatementKind::Speech | StatementKind::Document))
}

/// The best naming that begins in the first `n` words of a stream; words of another class than listed count where nothing
/// else does, since taggers err on headlines.
fn best(reading: &Reading, stream: &[usize], n: usize, form: ContentForm) -> Option<&'static Naming> {
    let ranked = |strict: bool| {
        let found = (0..n.min(stream.len())).filter_map(|place| {
            let naming = best_at(reading, stream, place, form, strict)?;
            Some(((rank(naming), Reverse((reading.depth(stream[place]), place))), naming))
        });
        found.max_by_key(|(rank, _)| *rank).map(|(_, naming)| naming)
    };
    ranked(true).or_else(|| ranked(false))
}

/// The longest naming that begins at a place of a stream; among equals one that is restricted to the form of the content.
fn best_at(
    reading: &Reading,
    stream: &[usize],
    place: usize,
    form: ContentForm,
    strict: bool,
) -> Option<&'static Naming> {
    let word = stream[place];
    let fits = |naming: &&Naming| {
        (!strict || naming.class.takes(reading.word(word).class))
            && (naming.content.is_empty() || naming.content.contains(&form))
            && reading.phrase_end(stream, place, naming.words).is_some()
    };
    let all = reading.bases(word).flat_map(beginning).filter(fits);
    all.max_by_key(|naming| (naming.words.len(), !naming.content.is_empty()))
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
fn act_of_content(reading: &Reading, form: ContentForm) -> Act {
    if is_direct_question(reading) {
        return Act::Ask;
    }
    if form == ContentForm::Question {
        return Act::Say;
    }
    let Some(head) = reading.content().first().and_then(|piece| reading.head_of(*piece)) else {
        return Act::Say;
    };
    let is_negated = reading.analysis.dependents(head).any(|word| reading.is_any(word, NEGATION_WORDS));
    let has = |modal: &&[&str]| {
        if let [single] = **modal {
            let mut auxiliaries = reading.analysis.dependents(head);
            auxiliaries
                .any(|word| reading.word(word).relation.universal() == "aux" && reading.is(word, single))
        } else {
            let end = reading.analysis.sentences[reading.word(head).sentence].words.end;
            let stream: Vec<usize> = (head..end).collect();
            // "do not have to" demands nothing.
            !is_negated && reading.phrase_end(&stream, 0, modal).is_some()
        }
    };
    MODALS.iter().find(|(_, modals)| modals.iter().any(&has)).map_or(Act::Say, |(act, _)| *act)
}
