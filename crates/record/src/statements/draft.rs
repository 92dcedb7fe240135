//! A statement in the making.

use super::utterance::Utterance;

/// An utterance, and what the steps found out about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) utterance: Utterance,
    /// The draft in whose content it stands.
    pub(crate) within: Option<usize>,
    /// The draft whose speaker goes on here, where this one names none.
    pub(crate) goes_on_from: Option<usize>,
    /// Whether typography alone names its speaker.
    pub(crate) is_turn: bool,
    /// Whether it stays however unsure the model is: a rule made it out of typography or the tree.
    pub(crate) stays: bool,
    /// Whether it is given up.
    pub(crate) is_void: bool,
}

impl Draft {
    /// One whose speaker typography alone names.
    pub(crate) fn of_turn(utterance: Utterance) -> Self {
        Self { is_turn: true, stays: true, ..utterance.into() }
    }
}

impl From<Utterance> for Draft {
    fn from(utterance: Utterance) -> Self {
        Self { utterance, ..Self::default() }
    }
}
