//! Statements that the words of another tell of: "She said *the ministry had told her that the bridge was closed*".
//!
//! The model's tags do not nest, so these are read off the trees; the verbs are `data/statements/reported.toml`.

use language::{WordClass, WordSpan};

use super::draft::Draft;
use super::ground::Ground;
use super::manner::reading::Reading;
use super::subjects;
use super::utterance::{Utterance, intersection, overlap};
use crate::data::{MODALS, NEGATION_WORDS, REPORTED_ASKING, REPORTED_CLAUSAL, REPORTED_NOMINAL};

/// What was said has so many words.
const FEWEST_WORDS: usize = 3;

/// Adds the statements that stand in the contents of others and have no draft.
pub(super) fn find(ground: &Ground<'_>, drafts: &mut Vec<Draft>) {
    let mut cues = vec![false; ground.analysis.words.len()];
    for piece in drafts.iter().filter(|draft| !draft.is_void).flat_map(|draft| &draft.utterance.cue) {
        cues[piece.start..piece.end].fill(true);
    }
    for outer in 0..drafts.len() {
        if drafts[outer].is_void {
            continue;
        }
        for piece in drafts[outer].utterance.content.clone() {
            for verb in piece.iter().filter(|verb| !cues[*verb]).collect::<Vec<_>>() {
                if let Some(utterance) = reported(ground, piece, verb) {
                    cues[verb] = true;
                    drafts.push(Draft { utterance, within: Some(outer), ..Draft::default() });
                }
            }
        }
    }
}

/// What a verb inside some words tells that its subject said.
fn reported(ground: &Ground<'_>, piece: WordSpan, verb: usize) -> Option<Utterance> {
    let analysis = ground.analysis;
    let word = &analysis.words[verb];
    if word.class != WordClass::Verb || !is_done(ground, verb) {
        return None;
    }
    let object = content_of(ground, verb)?;
    let subject = dependent(ground, verb, "nsubj")?;
    let source = subjects::phrase(analysis, subject, verb);
    let mut content = intersection(subjects::phrase(analysis, object, verb), piece);
    let is_mark = |word: usize| ground.analysis.words[word].class == WordClass::Punctuation;
    while !content.is_empty() && is_mark(content.start) {
        content.start += 1;
    }
    let is_whole = piece.covers(source) && overlap(source, content) == 0 && !content.contains(verb);
    (is_whole && content.len() >= FEWEST_WORDS).then(|| Utterance {
        source: vec![source],
        cue: vec![WordSpan::new(verb, verb + 1)],
        content: vec![content],
    })
}

/// The head of what was said: a clause, an infinitive or an object, as the verb takes it.
fn content_of(ground: &Ground<'_>, verb: usize) -> Option<usize> {
    let nothing = Utterance::default();
    let reading = Reading::of(ground.article, ground.analysis, &nothing);
    let takes = |verbs: &[&[&str]], relation: &str| {
        reading.is_any(verb, verbs).then(|| dependent(ground, verb, relation)).flatten()
    };
    takes(REPORTED_CLAUSAL, "ccomp")
        .or_else(|| takes(REPORTED_ASKING, "xcomp"))
        .or_else(|| takes(REPORTED_NOMINAL, "obj"))
}

/// Whether a verb is told as done: finite or with "have", without a modal and without a negation.
fn is_done(ground: &Ground<'_>, verb: usize) -> bool {
    let word = &ground.analysis.words[verb];
    let below = || ground.analysis.dependents(verb).filter(|other| *other < verb);
    let lemma = |other: usize| ground.analysis.words[other].lemma.to_lowercase();
    let is_modal = |other: usize| {
        let lemma = lemma(other);
        MODALS.iter().flat_map(|(_, modals)| *modals).any(|modal| **modal == [lemma.as_str()])
            || matches!(lemma.as_str(), "will" | "would" | "could" | "can" | "might" | "may" | "to" | "if")
    };
    let is_past = word.features.get("Tense") == Some("Past");
    let is_finite = word.features.get("VerbForm") == Some("Fin");
    (is_past || is_finite)
        && word.features.get("Mood") != Some("Imp")
        && !below()
            .any(|other| is_modal(other) || NEGATION_WORDS.contains(&[lemma(other).as_str()].as_slice()))
}

fn dependent(ground: &Ground<'_>, word: usize, relation: &str) -> Option<usize> {
    let mut below = ground.analysis.dependents(word);
    below.find(|other| ground.analysis.words[*other].relation.as_str() == relation)
}
