//! Where a content ends: before its sentence goes on telling ("He said that it was late *and opened the door*"), and not before
//! its own verb ("According to the report, the ministers *agreed*").

use language::{WordClass, WordSpan};

use super::draft::Draft;
use super::ground::Ground;
use super::subjects;
use super::utterance::{Utterance, overlap, top};

/// Cuts what goes on with the verb of saying by "and", "but" or a comma off the content.
pub(super) fn cut(ground: &Ground<'_>, utterance: &mut Utterance) {
    let analysis = ground.analysis;
    let Some(cue) = utterance.cue_head(analysis) else { return };
    if analysis.words[cue].class != WordClass::Verb {
        return;
    }
    let form = |word: usize| ["VerbForm", "Tense"].map(|feature| analysis.words[word].features.get(feature));
    let has = |verb: usize, wanted: &[&str]| {
        let mut below = analysis.dependents(verb);
        below.any(|other| wanted.contains(&analysis.words[other].relation.universal()))
    };
    for verb in analysis.dependents(cue) {
        let word = &analysis.words[verb];
        let goes_on = word.relation.universal() == "conj" && word.class == WordClass::Verb && verb > cue;
        // A verb of the same form with the same subject; what is told in another may be the content's, wrongly hung up.
        let is_alike = form(verb) == form(cue) && has(verb, &["cc"]) && !has(verb, &["nsubj", "aux"]);
        if goes_on && is_alike && !word.is_quoted {
            let clause = subjects::phrase(analysis, verb, cue);
            utterance.content.iter_mut().for_each(|piece| *piece = before(ground, *piece, verb, clause));
        }
    }
}

/// Gives a content that is a mere subject, with "according to" beside its clause, the rest of that clause.
pub(super) fn complete(ground: &Ground<'_>, draft: &mut Draft) {
    let (analysis, utterance) = (ground.analysis, &mut draft.utterance);
    let is_according =
        utterance.cue.iter().any(|piece| ground.text(piece.start).eq_ignore_ascii_case("according"));
    let [piece] = utterance.content.as_slice() else { return };
    let Some(head) = top(analysis, &[*piece]).filter(|_| is_according) else { return };
    let subject = &analysis.words[head];
    let Some(verb) = subject.head.filter(|verb| *verb >= piece.end) else { return };
    let is_mark = |word: usize| analysis.words[word].class == WordClass::Punctuation;
    let mut rest = WordSpan::new(piece.start, analysis.sentences[subject.sentence].words.end);
    while rest.end > verb && is_mark(rest.end - 1) {
        rest.end -= 1;
    }
    let is_free = utterance.source.iter().chain(&utterance.cue).all(|other| overlap(*other, rest) == 0);
    if is_free && subject.relation.universal() == "nsubj" && analysis.words[verb].class == WordClass::Verb {
        utterance.content = vec![rest];
        draft.stays = true;
    }
}

/// A piece up to the clause of a verb in it, if it ends with that clause and begins before it.
fn before(ground: &Ground<'_>, piece: WordSpan, verb: usize, clause: WordSpan) -> WordSpan {
    let ends_with = piece.contains(verb) && piece.start < clause.start && piece.end <= clause.end + 1;
    let is_cut = !ground.analysis.words[clause.start].is_quoted;
    if ends_with && is_cut { WordSpan::new(piece.start, clause.start) } else { piece }
}
