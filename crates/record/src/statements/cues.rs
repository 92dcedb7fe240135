//! Verbs that report speech.

use crate::data::CUES;
use crate::record::Act;

/// What a form of a reporting verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) act: Act,
    /// Whether it reports whole sentences only: a fragment right after it is its object.
    pub(super) is_whole: bool,
}

/// What a word says as a reporting verb; `None` for other words.
pub(super) fn cue(word: &str) -> Option<Cue> {
    let lower = word.to_lowercase();
    let at = CUES.binary_search_by_key(&lower.as_str(), |(form, ..)| form).ok()?;
    let (_, act, is_whole) = CUES[at];
    Some(Cue { act, is_whole })
}
