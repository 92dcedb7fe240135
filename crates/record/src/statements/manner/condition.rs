//! The clause that a statement hangs on.

use language::WordSpan;

use super::reading::Reading;
use crate::data::{CONDITION_INVERTED, CONDITION_MARKERS, CONDITION_NOT_AFTER};

/// The first condition in the content or on the cue.
pub(super) fn condition(reading: &Reading) -> Option<WordSpan> {
    let sentence = reading.head().map(|head| reading.analysis.sentences[reading.word(head).sentence].words);
    let content = reading.content().iter().copied();
    let mut region: Vec<usize> = content.chain(sentence).flat_map(WordSpan::iter).collect();
    region.sort_unstable();
    region.dedup();
    region.into_iter().find_map(|word| {
        let clause = marked(reading, word).or_else(|| inverted(reading, word))?;
        let governor = reading.word(clause).head?;
        let hangs = reading.in_cue(governor) || reading.in_content(governor);
        hangs.then(|| stretch(reading, word, clause))
    })
}

/// The head of the clause that a marker opens: "*if* both sides sign".
fn marked(reading: &Reading, word: usize) -> Option<usize> {
    let end = reading.analysis.sentences[reading.word(word).sentence].words.end;
    let stands = |phrase: &&&[&str]| {
        let fits = word + phrase.len() <= end;
        let written = |place: usize| reading.article.words(reading.word(place).span);
        fits && phrase
            .iter()
            .enumerate()
            .all(|(offset, part)| written(word + offset).eq_ignore_ascii_case(part))
    };
    CONDITION_MARKERS.iter().find(stands)?;
    let is_excluded = word.checked_sub(1).is_some_and(|before| reading.is_any(before, CONDITION_NOT_AFTER));
    if is_excluded {
        return None;
    }
    let own = matches!(reading.word(word).relation.universal(), "advcl" | "obl").then_some(word);
    let above = || reading.analysis.head_path(word).take(3).find(|head| is_adverbial(reading, *head));
    own.or_else(above)
}

/// The head of a clause that its auxiliary opens: "*should* the talks fail".
fn inverted(reading: &Reading, word: usize) -> Option<usize> {
    if !reading.is_any(word, CONDITION_INVERTED) {
        return None;
    }
    let clause = reading.word(word).head.filter(|head| is_adverbial(reading, *head))?;
    let mut parts = reading.analysis.dependents(clause);
    let is_subject = |part: usize| reading.word(part).relation.universal() == "nsubj";
    let first = reading.analysis.dependents(clause).next() == Some(word);
    (first && parts.any(|part| is_subject(part) && part > word)).then_some(clause)
}

fn is_adverbial(reading: &Reading, word: usize) -> bool {
    matches!(reading.word(word).relation.universal(), "advcl" | "obl")
}

/// From the opening word to the end of its clause, without a comma or quotation mark at the end.
fn stretch(reading: &Reading, first: usize, clause: usize) -> WordSpan {
    let inside = reading.analysis.subtree(clause);
    let mut end = first + 1;
    while inside.contains(&end) {
        end += 1;
    }
    while end > first + 1 && reading.word(end - 1).class == language::WordClass::Punctuation {
        end -= 1;
    }
    WordSpan::new(first, end)
}
