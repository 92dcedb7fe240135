//! The Record: what one article says.

mod actor;
mod event;
mod place;
mod statement;
mod time;

use article::{Article, ByteSpan, CharSpan, CodePoints};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use actor::{Actor, ActorKind, Role};
pub use event::{Count, Event, EventType, Label, Stance, Status};
pub use place::{Place, PlaceKind, Within};
pub use statement::{Act, Candidate, Form, Source, Statement, StatementKind};
pub use time::{Basis, Precision, Time, TimexType};

/// What one article says: one JSON object of the schema `onrecord/0`.
///
/// `S` is how spans are counted: [`ByteSpan`] inside the library, [`CharSpan`] in JSON
/// ([`Record::in_code_points`] converts). Absent means unknown; nothing is guessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Record")]
pub struct Record<S = ByteSpan> {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What read it.
    pub made_by: MadeBy,
    /// The article that was read.
    pub article: Article<S>,
    /// Who is named as a speaker.
    #[serde(default)]
    pub actors: Vec<Actor<S>>,
    /// What they are reported to have said.
    #[serde(default)]
    pub statements: Vec<Statement<S>>,
    /// Who did what to whom, and what is spoken of as to be done.
    #[serde(default)]
    pub events: Vec<Event<S>>,
    /// When: the expressions of time, in reading order.
    #[serde(default)]
    pub times: Vec<Time<S>>,
    /// Where: the places named, in the order in which they first are.
    #[serde(default)]
    pub places: Vec<Place<S>>,
    /// What a reader of this record should know about its limits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// The name of the schema that [`Record`] is.
pub const SCHEMA: &str = "onrecord/0";

/// What read an article.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MadeBy {
    /// The program's version.
    pub version: String,
    /// The language model, where it is not the program's own: the first 12 hexadecimal digits of the SHA-256 of its file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The files of a user's codebook, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codebook: Option<String>,
    /// The user's watch list, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch_list: Option<String>,
    /// The day or moment that it was told to read by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

/// In a line, the day of reading aside: "0.1.0, codebook 0c9a5b1e77d2".
impl std::fmt::Display for MadeBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.version)?;
        let parts = [("model", &self.model), ("codebook", &self.codebook), ("watch list", &self.watch_list)];
        for (name, mark) in parts {
            if let Some(mark) = mark {
                write!(f, ", {name} {mark}")?;
            }
        }
        Ok(())
    }
}

impl Record {
    /// The same record with its spans counted in code points, as JSON, Arrow and Python take them.
    pub fn in_code_points(self) -> Record<CharSpan> {
        let text = self.article.text.clone();
        let offsets = CodePoints::of(&text);
        self.map_spans(&mut |span| offsets.chars(span))
    }

    /// The actor who made a statement, where the article names them.
    pub fn speaker(&self, statement: &Statement) -> Option<&Actor> {
        self.actor(statement.source.actor.as_deref()?)
    }

    /// The actor with an id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == id)
    }
}

impl<S> Record<S> {
    /// The same record with every span turned into another.
    pub fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Record<T> {
        Record {
            schema: self.schema,
            made_by: self.made_by,
            article: self.article.map_spans(turn),
            actors: self.actors.into_iter().map(|actor| actor.map_spans(turn)).collect(),
            statements: self.statements.into_iter().map(|statement| statement.map_spans(turn)).collect(),
            events: self.events.into_iter().map(|event| event.map_spans(turn)).collect(),
            times: self.times.into_iter().map(|time| time.map_spans(turn)).collect(),
            places: self.places.into_iter().map(|place| place.map_spans(turn)).collect(),
            doubts: self.doubts,
        }
    }
}
