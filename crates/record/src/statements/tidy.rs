//! What the model's tags leave ragged: contents over the border of a block, stray words, quotation marks at an end, and what is
//! no statement: a lone name, a deed.

use language::{WordClass, WordSpan};

use super::draft::Draft;
use super::ground::Ground;
use super::manner::reading::Reading;
use super::subjects::is_name_or_noun;
use super::utterance::{Utterance, joined};
use crate::data::{DEED_OBJECTS, DEED_VERBS};

const OPENING: [&str; 8] = ["“", "\"", "``", "''", "«", "„", "‘", "'"];
const CLOSING: [&str; 8] = ["”", "\"", "''", "»", "“", "’", "'", "‘"];

/// Nothing runs from one block into another: content in other blocks than the cue's becomes an utterance of its own, which
/// only quotation marks can give back.
pub(super) fn part_blocks(ground: &Ground<'_>, drafts: &mut Vec<Draft>) {
    let mut parted: Vec<Draft> = Vec::new();
    for draft in drafts.iter_mut() {
        let utterance = &mut draft.utterance;
        let Some(home) =
            utterance.cue.first().or(utterance.source.first()).map(|piece| ground.block_of(piece.start))
        else {
            continue;
        };
        let (here, elsewhere): (Vec<WordSpan>, Vec<WordSpan>) =
            utterance.content.iter().partition(|piece| ground.block_of(piece.start) == home);
        // A cue that ends its block introduces what the next one says.
        if here.is_empty() || elsewhere.is_empty() {
            continue;
        }
        utterance.content = here;
        for piece in elsewhere {
            let mut apart = Draft::default();
            apart.utterance.content = vec![piece];
            parted.push(apart);
        }
    }
    drafts.append(&mut parted);
}

/// Cuts off quotation marks that stand alone at an end, commas, and pieces of one word that says nothing by itself.
pub(super) fn trim(ground: &Ground<'_>, draft: &mut Draft) {
    let utterance = &mut draft.utterance;
    let words = &ground.analysis.words;
    let is_stray = |piece: &WordSpan| {
        piece.len() == 1
            && matches!(
                words[piece.start].class,
                WordClass::Determiner
                    | WordClass::Punctuation
                    | WordClass::Particle
                    | WordClass::Adposition
                    | WordClass::SubordinatingConjunction
                    | WordClass::CoordinatingConjunction
            )
    };
    let content: Vec<WordSpan> = utterance.content.iter().map(|piece| unmarked(ground, *piece)).collect();
    let content = joined(content.into_iter().filter(|piece| !is_stray(piece)).collect());
    // Quotations of two paragraphs with nothing between are two pieces.
    utterance.content = content.into_iter().flat_map(|piece| ground.by_block(piece)).collect();
    // Marks and invisible characters beside words are none of what was said.
    let says = |piece: &WordSpan| piece.iter().any(|word| ground.text(word).contains(char::is_alphanumeric));
    if utterance.content.iter().any(says) {
        utterance.content.retain(says);
    }
    // "according to police*.*", "Ruiz, a baker*,* said": a source ends with its last word.
    let is_stop = |word: usize| matches!(ground.text(word), "." | "," | ":" | ";" | "—" | "–");
    for piece in &mut utterance.source {
        while piece.len() > 1 && is_stop(piece.end - 1) {
            piece.end -= 1;
        }
        while piece.len() > 1 && is_stop(piece.start) {
            piece.start += 1;
        }
    }
}

/// Whether a content is a lone name or pronoun that nobody's words stand for: "her letter *about* Ruiz", "you *would*".
pub(super) fn says_nothing(ground: &Ground<'_>, utterance: &Utterance) -> bool {
    let words = &ground.analysis.words;
    let [piece] = utterance.content[..] else { return false };
    let is_lone = piece.len() == 1 && is_name_or_noun(words[piece.start].class);
    let (Some(head), Some(last)) = (utterance.cue_head(ground.analysis), utterance.cue.last()) else {
        return false;
    };
    let is_topic = words[head].class == WordClass::Noun
        && matches!(ground.text(last.end - 1).to_lowercase().as_str(), "on" | "about" | "regarding");
    is_lone && (words[head].class == WordClass::Auxiliary || is_topic)
}

/// Whether a cue tells of a deed and no words: a state "recalled its ambassador", a maker "its cars".
pub(super) fn is_deed(ground: &Ground<'_>, utterance: &Utterance) -> bool {
    let [content] = utterance.content[..] else { return false };
    let reading = Reading::of(ground.article, ground.analysis, utterance);
    let Some(object) = reading.head_of(content) else { return false };
    let word = reading.word(object);
    let Some(verb) = word.head else { return false };
    // "Recalled the soldiers who had burned the village" is a memory.
    let is_told_of =
        || ground.analysis.dependents(object).any(|other| reading.word(other).relation.universal() == "acl");
    // The model may find what was called back and miss the verb.
    utterance.cue_head(ground.analysis).is_none_or(|cue| cue == verb)
        && word.relation.universal() == "obj"
        && !word.is_quoted
        && reading.is_any(verb, DEED_VERBS)
        && reading.is_any(object, DEED_OBJECTS)
        && !is_told_of()
}

/// A piece without the quotation marks around all of it, and without a comma before or after it or an "and" that leads on.
fn unmarked(ground: &Ground<'_>, piece: WordSpan) -> WordSpan {
    let mut piece = piece;
    let is = |word: usize, marks: &[&str]| marks.contains(&ground.text(word));
    while !piece.is_empty() && is(piece.start, &[",", ";", ":", "—", "–"]) {
        piece.start += 1;
    }
    // A comma inside quotation marks is the quotation's.
    let is_quoted = |word: usize| ground.analysis.words[word].is_quoted;
    let leads_on = |word: usize| {
        is(word, &[",", ";", "—", "–"])
            || ground.analysis.words[word].class == WordClass::CoordinatingConjunction
    };
    while !piece.is_empty() && leads_on(piece.end - 1) && !is_quoted(piece.end - 1) {
        piece.end -= 1;
    }
    let inner = WordSpan::new(piece.start.min(piece.end), piece.end);
    let opens = !inner.is_empty() && is(inner.start, &OPENING);
    let closes = inner.len() > 1 && is(inner.end - 1, &CLOSING);
    let n_marks = inner.iter().filter(|word| is(*word, &OPENING) || is(*word, &CLOSING)).count();
    match (opens, closes, n_marks) {
        (true, true, 2) => WordSpan::new(inner.start + 1, inner.end - 1),
        (true, false, 1) => WordSpan::new(inner.start + 1, inner.end),
        (false, true, 1) => WordSpan::new(inner.start, inner.end - 1),
        _ => inner,
    }
}
