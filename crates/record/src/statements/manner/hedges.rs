//! Words by which the outlet keeps a statement at a distance.

use language::WordSpan;

use super::reading::Reading;
use crate::data::{HEDGE_PHRASES, HEDGE_WORDS};

/// The hedges in the cue and on it, in order.
pub(super) fn hedges(reading: &Reading) -> Vec<WordSpan> {
    let near = reading.cue.iter().copied().chain(reading.hanging());
    let words =
        near.filter(|word| reading.is_any(*word, HEDGE_WORDS)).map(|word| WordSpan::new(word, word + 1));
    let stream = reading.stream();
    let phrases = (0..reading.cue.len()).filter_map(|place| {
        let ends = HEDGE_PHRASES.iter().filter_map(|phrase| reading.phrase_end(&stream, place, phrase));
        ends.max().map(|end| WordSpan::new(stream[place], stream[end] + 1))
    });
    let mut hedges: Vec<WordSpan> = words.chain(phrases).collect();
    hedges.sort_unstable();
    hedges.dedup_by(|next, last| last.covers(*next));
    hedges
}
