//! What a statement does: its act and kind, whom it is said to and by what means, when and where, on what condition, and how
//! far the outlet stands behind it.
//!
//! All words are lists in `data/statements`; the code knows trees, not words. It reads the cue ("issued a warning"), what
//! hangs on it ("in a letter to the council"), and the shape of the content ("to withdraw").

pub(crate) mod acts;
pub(crate) mod audience;
mod circumstances;
mod condition;
pub(crate) mod content;
mod hedges;
pub(crate) mod media;
mod negation;
pub(super) mod reading;
#[cfg(test)]
pub(crate) mod tests;

use article::Article;
use language::{Analysis, WordSpan};

use super::utterance::Utterance;
use crate::record::{Act, StatementKind};
use reading::Reading;

/// What a statement does, in words of the Analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manner {
    /// Spoken, written, thought or intended.
    pub kind: StatementKind,
    /// What the source does by it.
    pub act: Act,
    /// Whether a word of the lists names the act; else it is taken for saying.
    pub is_listed: bool,
    /// Whom it is said to, one span each.
    pub audience: Vec<WordSpan>,
    /// By what means, by its name in `data/statements/media.toml`.
    pub medium: Option<&'static str>,
    /// The words that say when it was said.
    pub time: Option<WordSpan>,
    /// The words that say where it was said.
    pub place: Option<WordSpan>,
    /// The clause it hangs on.
    pub condition: Option<WordSpan>,
    /// The words that keep it at a distance.
    pub hedges: Vec<WordSpan>,
    /// Whether it is told as not said, or not yet.
    pub negated: bool,
}

/// What an utterance does.
pub(crate) fn manner(article: &Article, analysis: &Analysis, utterance: &Utterance) -> Manner {
    let reading = Reading::of(article, analysis, utterance);
    let negation = negation::negation(&reading);
    let deed = acts::deed(&reading, negation.unsaid);
    let medium = media::medium(&reading);
    let (act, kind) = with_means(&reading, deed, medium);
    Manner {
        kind,
        act,
        is_listed: deed.is_listed,
        audience: audience::audience(&reading),
        medium: medium.map(|medium| medium.name),
        time: circumstances::time(&reading),
        place: circumstances::place(&reading),
        condition: condition::condition(&reading),
        hedges: hedges::hedges(&reading),
        negated: negation.is_negated,
    }
}

/// Speech by a written medium or source is a document; and what a document "finds" or "sees" it says.
fn with_means(reading: &Reading, deed: acts::Deed, medium: Option<&media::Medium>) -> (Act, StatementKind) {
    let is_document =
        medium.is_some_and(|medium| medium.kind == StatementKind::Document) || reading.is_written();
    match (deed.act, deed.kind) {
        (act, StatementKind::Speech) if is_document => (act, StatementKind::Document),
        (Act::Think, StatementKind::Thought) if reading.is_written() => (Act::Say, StatementKind::Document),
        unchanged => unchanged,
    }
}
