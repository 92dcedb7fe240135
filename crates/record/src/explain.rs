//! Why an item of a record is as it is: what it stands on, and what else it might have been.
//!
//! Nothing of this is stored: the stage reads the article again and tells what it did.

use article::ByteSpan;

/// Why an item is as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The words explained.
    pub span: ByteSpan,
    /// The sentence that they stand in.
    pub sentence: ByteSpan,
    /// What the item stands on, the weightiest first.
    pub grounds: Vec<Ground>,
    /// What was turned down, the next best first.
    pub turned_down: Vec<Alternative>,
}

/// One thing that an item stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// What it is, in a word or two: "rule", "gazetteer", "cue".
    pub kind: &'static str,
    /// What it says.
    pub says: String,
    /// The words of the article that it rests on, where they are others than those explained.
    pub span: Option<ByteSpan>,
}

/// A reading that was turned down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// What the item would be.
    pub what: String,
    /// Why it is not.
    pub why: String,
}

impl Ground {
    pub(crate) fn new(kind: &'static str, says: impl Into<String>) -> Self {
        Self { kind, says: says.into(), span: None }
    }

    pub(crate) fn on(self, span: ByteSpan) -> Self {
        Self { span: Some(span), ..self }
    }
}
