//! Who is named.

use article::ByteSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A person, state, organisation or other source with an identity in the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Actor")]
pub struct Actor<S = ByteSpan> {
    /// Unique in the record: `a1`, `a2`, …
    pub id: String,
    /// The fullest name the article gives.
    pub name: String,
    /// What it is, where the words tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ActorKind>,
    /// Other names the article gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What the article says they are: offices, trades, nationalities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role<S>>,
    /// The state they are or belong to, ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// PLOVER's code of their sector: `GOV`, `MIL`, `OPP`, `MED`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Their item in Wikidata: `Q30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// Where it is named.
    #[serde(default)]
    pub mentions: Vec<S>,
}

/// What an article says an actor is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Role")]
pub struct Role<S = ByteSpan> {
    /// Its words: "former foreign minister".
    pub text: String,
    /// Where they stand.
    pub span: S,
    /// Whether they no longer are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub former: bool,
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each says what it is")]
pub enum ActorKind {
    Person,
    State,
    Organisation,
    ArmedGroup,
    Group,
    Unnamed,
}

impl<S> Actor<S> {
    pub(super) fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Actor<T> {
        let Self { id, name, kind, aliases, roles, state, sector, wikidata, mentions } = self;
        let role = |Role { text, span, former }| Role { text, span: turn(span), former };
        let roles = roles.into_iter().map(role).collect();
        let mentions = mentions.into_iter().map(turn).collect();
        Actor { id, name, kind, aliases, roles, state, sector, wikidata, mentions }
    }
}
