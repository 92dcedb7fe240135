//! An utterance: the words of one statement, before it is said what they mean.

use language::WordSpan;

/// Who is said to have said what, in words of the Analysis.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Utterance {
    /// The words that name who said it, in one piece as a rule; empty where the text leaves them out.
    pub(crate) source: Vec<WordSpan>,
    /// The words that tell of the saying, in one piece or several; empty where only typography does.
    pub(crate) cue: Vec<WordSpan>,
    /// What was said, in order and without overlaps; at least one piece.
    pub(crate) content: Vec<WordSpan>,
}
