//! Speakers that a headline parts from what they say by a colon: "Ferry will not sail before May: minister".

use article::BlockKind;
use language::{MentionKind, NameKind, WordClass, WordSpan};

use super::draft::Draft;
use super::ground::{BlockWords, Ground};
use super::utterance::{Utterance, overlap};
use crate::data::{SOURCE_COLLECTIVES, SOURCE_DOCUMENTS, SOURCE_HEADLINES, SOURCE_POLLS};

/// The most words of a speaker beside a colon.
const LONGEST_SPEAKER: usize = 6;
/// The fewest words of what is said.
const FEWEST_WORDS: usize = 3;

/// Reads the colons of headlines where the model found no statement with a cue of words.
pub(super) fn take(ground: &Ground<'_>, drafts: &mut Vec<Draft>) {
    let is_heading = |block: &&BlockWords| matches!(block.kind, BlockKind::Headline | BlockKind::Subhead);
    for block in ground.blocks.iter().filter(is_heading) {
        let Some(utterance) = told(ground, block.words) else { continue };
        let stands_here = |draft: &&mut Draft| {
            !draft.is_void && draft.utterance.content.iter().any(|piece| overlap(*piece, block.words) > 0)
        };
        let here: Vec<&mut Draft> = drafts.iter_mut().filter(stands_here).collect();
        if here.iter().all(|draft| draft.utterance.cue.is_empty() || draft.utterance.cue == utterance.cue) {
            for draft in here {
                draft.is_void = true;
            }
            drafts.push(Draft::of_turn(utterance));
        }
    }
}

/// What is said on one side of a colon by whom the other side names.
fn told(ground: &Ground<'_>, words: WordSpan) -> Option<Utterance> {
    let is_quoted = |word: usize| ground.analysis.words[word].is_quoted;
    let mut colons = words.iter().filter(|word| ground.text(*word) == ":" && !is_quoted(*word));
    let (colon, None) = (colons.next()?, colons.next()) else { return None };
    let sides = (WordSpan::new(words.start, colon), WordSpan::new(colon + 1, words.end));
    let (source, content) = match sides {
        (said, speaker) if speaks(ground, speaker) && says(ground, said) => (speaker, said),
        (speaker, said) if speaks(ground, speaker) && says(ground, said) && !is_theme(ground, said) => {
            (speaker, said)
        }
        _ => return None,
    };
    let cue = vec![WordSpan::new(colon, colon + 1)];
    Some(Utterance { source: vec![source], cue, content: vec![content] })
}

/// Whether words are no more than somebody who may speak: a person, a body, a writing.
fn speaks(ground: &Ground<'_>, words: WordSpan) -> bool {
    let analysis = ground.analysis;
    let class = |word: usize| analysis.words[word].class;
    let is_short = (1..=LONGEST_SPEAKER).contains(&words.len());
    if !is_short || words.iter().any(|word| matches!(class(word), WordClass::Verb | WordClass::Auxiliary)) {
        return false;
    }
    let is_end = |word: &usize| matches!(class(*word), WordClass::Noun | WordClass::ProperNoun);
    let Some(last) = words.iter().rev().find(|word| class(*word) != WordClass::Punctuation).filter(is_end)
    else {
        return false;
    };
    let lemma = analysis.words[last].lemma.to_lowercase();
    let lists = [SOURCE_HEADLINES, SOURCE_COLLECTIVES, SOURCE_DOCUMENTS, SOURCE_POLLS];
    let is_listed = lists.iter().any(|list| list.contains(&[lemma.as_str()].as_slice()));
    let is_person = |kind| kind == MentionKind::Person;
    let mut mentions = analysis.mentions_of(last).map(|mention| analysis.mentions[mention].kind);
    let is_named = |kind| matches!(kind, NameKind::Person | NameKind::Organisation);
    let name = analysis.names.iter().find(|name| name.words.contains(last));
    is_listed || mentions.any(is_person) || name.is_some_and(|name| is_named(name.kind))
}

/// "The ferries: what will change in May" has a theme before its colon.
fn is_theme(ground: &Ground<'_>, said: WordSpan) -> bool {
    let first = &ground.analysis.words[said.start];
    first.features.get("PronType") == Some("Int") && !first.is_quoted
}

/// Whether words are a clause or a quotation.
fn says(ground: &Ground<'_>, words: WordSpan) -> bool {
    let is_verb = |word: usize| {
        matches!(ground.analysis.words[word].class, WordClass::Verb | WordClass::Auxiliary)
            && ground.analysis.words[word].relation.universal() != "amod"
    };
    let is_quotation = || ground.quoted_in(std::slice::from_ref(&words)).any(|quoted| quoted.is_speech);
    words.len() >= FEWEST_WORDS && (words.iter().any(is_verb) || is_quotation())
}
