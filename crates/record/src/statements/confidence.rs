//! How likely the words of a statement and its speaker are right.

use super::draft::Draft;
use super::manner::Manner;
use crate::data::CONFIDENCE;
use crate::record::{Act, Form, StatementKind};

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

impl Speaker {
    /// How often the words that name a speaker lead to the right one (`cargo xtask eval speakers`; that a speaker goes on
    /// from the quotation before is right four times in five is a guess).
    fn share(self) -> f64 {
        match self {
            Self::Named => 1.0,
            Self::Described => 0.98,
            Self::Resolved => 0.9,
            Self::Carried => 0.8,
            Self::Unknown => 0.5,
        }
    }
}

/// How likely words and speaker are right: the share of statements like this on dev data (`data/statements/confidence.toml`),
/// times that of speakers known as this one is.
pub(super) fn confidence(draft: &Draft, form: Form, manner: &Manner, speaker: Speaker) -> f64 {
    let utterance = &draft.utterance;
    let n_words: usize = utterance.content.iter().map(|piece| piece.len()).sum();
    let cue_words: usize = utterance.cue.iter().map(|piece| piece.len()).sum();
    let is_indirect = form == Form::Indirect;
    let features = [
        Some("bias"),
        Some(match form {
            Form::Direct => "direct",
            Form::Mixed => "mixed",
            Form::Indirect => "indirect",
        }),
        utterance.cue.is_empty().then_some("no-cue"),
        utterance.source.is_empty().then_some("no-source"),
        length(n_words).filter(|_| is_indirect || n_words < 4),
        (utterance.content.len() > 1).then_some(if is_indirect {
            "pieces-indirect"
        } else {
            "pieces-quoted"
        }),
        (cue_words > 2).then_some("cue-long"),
        manner.negated.then_some("negated"),
        Some(match manner.kind {
            StatementKind::Speech => "kind-speech",
            StatementKind::Document => "kind-document",
            StatementKind::Thought => "kind-thought",
            StatementKind::Intention => "kind-intention",
        }),
        Some(match manner.act {
            Act::Say => "act-say",
            Act::Think => "act-think",
            _ => "act-other",
        }),
        (!manner.is_listed && !utterance.cue.is_empty()).then_some("cue-unlisted"),
        draft.within.is_some().then_some("nested"),
    ];
    let weight = |feature: &str| {
        CONFIDENCE.iter().find(|(name, _)| *name == feature).map_or(0.0, |(_, weight)| *weight)
    };
    let sum: f64 = features.into_iter().flatten().map(weight).sum();
    speaker.share() / (1.0 + (-sum).exp())
}

fn length(n_words: usize) -> Option<&'static str> {
    match n_words {
        0 => None,
        1 => Some("words-1"),
        2..=3 => Some("words-2-3"),
        4..=7 => Some("words-4-7"),
        8..=15 => Some("words-8-15"),
        _ => Some("words-16"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_weight() {
        for name in
            ["bias", "direct", "mixed", "indirect", "no-cue", "no-source", "cue-long", "negated", "words-16"]
        {
            assert!(
                CONFIDENCE.iter().any(|(known, _)| *known == name),
                "{name} is missing in confidence.toml"
            );
        }
    }
}
