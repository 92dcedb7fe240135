//! When and where something was said.

use language::{MentionKind, NameKind, WordSpan};

use super::reading::Reading;
use crate::data::{PLACE_PREPOSITIONS, SAID_TIMES, TIME_PREPOSITIONS};

/// The first words on the cue, or in it, that tell a time: "said on *Monday*".
pub(super) fn time(reading: &Reading) -> Option<WordSpan> {
    let is_time = |word: &usize| {
        let hangs = matches!(
            reading.word(*word).relation.universal(),
            "obl" | "nmod" | "advmod" | "obj" | "compound"
        );
        let fits = !reading.is_prepositional(*word) || reading.has_preposition(*word, TIME_PREPOSITIONS);
        let told = reading.is_any(*word, SAID_TIMES) || reading.mention(*word) == Some(MentionKind::Time);
        hangs && fits && told
    };
    let mut near = reading.hanging();
    near.extend(&reading.cue);
    near.sort_unstable();
    near.into_iter().find(is_time).map(|word| reading.phrase(word))
}

/// The first place on the cue, or on a noun that hangs on it: "told reporters in *Geneva*".
pub(super) fn place(reading: &Reading) -> Option<WordSpan> {
    let near = reading.hanging().into_iter().chain(reading.beyond());
    near.into_iter().find(|word| is_place(reading, *word)).map(|word| reading.phrase(word))
}

fn is_place(reading: &Reading, word: usize) -> bool {
    let is_told =
        reading.name(word) == Some(NameKind::Place) || reading.mention(word) == Some(MentionKind::Place);
    reading.is_oblique(word) && is_told && reading.has_preposition(word, PLACE_PREPOSITIONS)
}
