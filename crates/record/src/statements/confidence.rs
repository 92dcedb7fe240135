//! How likely the words of a statement and its speaker are right.

use language::Analysis;

use super::draft::Draft;
use crate::record::Form;

/// How the speaker of a statement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// By name.
    Named,
    /// By a pronoun, a title or part of a name that leads to a name.
    Resolved,
    /// By a description without a name.
    Described,
    /// By having spoken before.
    Carried,
    /// Not at all.
    Unknown,
}

/// The share of such statements that were right on dev data.
pub(super) fn confidence(analysis: &Analysis, draft: &Draft, form: Form, speaker: Speaker) -> f64 {
    let utterance = &draft.utterance;
    let n_words: usize = utterance.content.iter().map(|piece| piece.len()).sum();
    let words = match form {
        Form::Direct => 0.95,
        Form::Mixed => 0.82,
        Form::Indirect if utterance.source.is_empty() || utterance.cue.is_empty() => 0.3,
        Form::Indirect => match n_words {
            0..=1 => 0.3,
            2..=3 => 0.5,
            4..=7 => 0.6,
            _ => 0.75,
        },
    };
    let _ = analysis;
    let who = match speaker {
        Speaker::Named => 1.0,
        Speaker::Described => 0.98,
        Speaker::Resolved => 0.9,
        Speaker::Carried => 0.8,
        Speaker::Unknown => 0.5,
    };
    words * who
}
