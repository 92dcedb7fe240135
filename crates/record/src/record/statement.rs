//! What somebody is reported to have said.

use article::ByteSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the article reports someone to have said, written, thought or intended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Statement")]
pub struct Statement<S = ByteSpan> {
    /// Unique in the record: `s1`, `s2`, … in reading order.
    pub id: String,
    /// How it came to the outlet's ears or eyes.
    pub kind: StatementKind,
    /// Whether in the speaker's words or the outlet's.
    pub form: Form,
    /// What the speaker did by saying it.
    pub act: Act,
    /// Who said it.
    pub source: Source<S>,
    /// The words that say that it was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cue: Vec<S>,
    /// What was said.
    pub content: Vec<S>,
    /// The parts of it in quotation marks, the marks left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<S>,
    /// The actors and places it is about, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// Whom it was said to, by actor id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<String>,
    /// By what means it reached the public: `statement`, `interview`, `letter`, … (`data/media.toml` lists all).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// When it was said, by the id of a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Where it was said, by the id of a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What it hangs on: "if Kyiv agrees".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<S>,
    /// The words by which the outlet keeps it at a distance: "reportedly".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hedges: Vec<S>,
    /// Whether the outlet says that it was not said, or not yet: "did not say whether".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    /// The statement in whose content it stands, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Other places of the article with the same utterance: a caption, a pull quote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<S>,
    /// How likely words and speaker are right, 0 to 1.
    pub confidence: f64,
}

/// How a statement was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each says what it is")]
pub enum StatementKind {
    Speech,
    Document,
    Thought,
    Intention,
}

/// Whose words a statement is reported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Wholly in quotation marks.
    Direct,
    /// In the outlet's words.
    Indirect,
    /// In the outlet's words with parts in quotation marks.
    Mixed,
}

/// What a speaker does by saying something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is the verb that names it")]
pub enum Act {
    Say,
    Claim,
    Confirm,
    Deny,
    Admit,
    Ask,
    Demand,
    Order,
    Advise,
    Propose,
    Offer,
    Promise,
    Threaten,
    Warn,
    Accept,
    Reject,
    Praise,
    Condemn,
    Accuse,
    Predict,
    Announce,
    Think,
}

/// Who made a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Source")]
pub struct Source<S = ByteSpan> {
    /// The words that name them; empty where the article does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<S>,
    /// Which actor they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// What is said of a source that is not named ("a senior EU diplomat").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who else they could be, the likeliest first, where the words leave it open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// An actor who may be the source of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// The actor's id.
    pub actor: String,
    /// How likely, 0 to 1.
    pub score: f64,
}

impl<S> Statement<S> {
    /// Whether reports fold it away as unsure.
    pub fn is_unsure(&self) -> bool {
        self.confidence < crate::UNSURE_STATEMENT
    }

    pub(super) fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Statement<T> {
        let Source { spans, actor, description, candidates } = self.source;
        let condition = self.condition.map(&mut *turn);
        let mut all = |spans: Vec<S>| spans.into_iter().map(&mut *turn).collect();
        Statement {
            id: self.id,
            kind: self.kind,
            form: self.form,
            act: self.act,
            source: Source { spans: all(spans), actor, description, candidates },
            cue: all(self.cue),
            content: all(self.content),
            quotes: all(self.quotes),
            about: self.about,
            audience: self.audience,
            medium: self.medium,
            time: self.time,
            place: self.place,
            condition,
            hedges: all(self.hedges),
            negated: self.negated,
            within: self.within,
            also: all(self.also),
            confidence: self.confidence,
        }
    }
}
