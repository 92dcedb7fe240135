//! The Record: what one article says.

use article::{Article, ByteSpan, CharSpan, CodePoints};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MadeBy {
    /// The program's version.
    pub version: String,
    /// The day or moment that it was told to read by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

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
    /// Where it is named.
    #[serde(default)]
    pub mentions: Vec<S>,
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
}

/// An expression of time, as a TIMEX3 of `TimeML` 1.2.1, with its place in the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Time")]
pub struct Time<S = ByteSpan> {
    /// Unique in the record: `t1`, `t2`, … in reading order.
    pub id: String,
    /// Its words.
    pub span: S,
    /// TIMEX3's type.
    pub r#type: TimexType,
    /// TIMEX3's value: ISO 8601 with TIMEX3's additions (`2025-08-18`, `2025-Q3`, `PT3H`, `2025-08-18TMO`, `FUTURE_REF`).
    /// Fields that the article does not tell are written `X`; absent where only a distance from an unknown day is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// TIMEX3's modifier: `START`, `MID`, `END`, `APPROX`, `LESS_THAN`, `MORE_THAN`, `EQUAL_OR_LESS`, `EQUAL_OR_MORE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#mod: Option<String>,
    /// The unit down to which it is told; absent for vague times and those without a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// What its value stands on.
    pub basis: Basis,
}

/// The types of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
pub enum TimexType {
    /// A day or a longer stretch of the calendar.
    Date,
    /// A time or part of a day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

/// The unit down to which a time is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is its unit")]
pub enum Precision {
    Century,
    Decade,
    Year,
    Half,
    Quarter,
    Season,
    Month,
    Week,
    Weekend,
    Day,
    PartOfDay,
    Hour,
    Minute,
    Second,
}

/// What the value of a time stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Its own words.
    Explicit,
    /// The day on which the article was published, or else read.
    DocumentDate,
    /// A time that the article tells before it.
    ReferenceTime,
    /// Nothing in a calendar: "soon", "recently".
    Vague,
    /// Nothing that is known: the article has no date.
    Unresolved,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A country.
    Country,
    /// A first-level division of a country: a state, a province, an oblast.
    State,
    /// A town or city.
    City,
    /// A place inside a place: an air base, an airport, an embassy, a palace.
    Facility,
}

/// A place, as GeoNames has it, or a facility inside one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Place")]
pub struct Place<S = ByteSpan> {
    /// Unique in the record: `p1`, `p2`, … in the order in which they are first named.
    pub id: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Its English name in GeoNames, which need not be the article's; for a facility, its name.
    pub name: String,
    /// Where it is named.
    pub mentions: Vec<S>,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Degrees north: of a town, of the middle of a country or of the people of a state; absent for facilities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Its number in GeoNames; absent for facilities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u32>,
    /// The town or state in which a facility lies, where the article or the table of facilities tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
}

/// The town or state in which a facility lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Within {
    /// Its English name in GeoNames.
    pub name: String,
    /// Its number in GeoNames.
    pub geonames: u32,
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
            times: self.times.into_iter().map(|time| time.map_spans(turn)).collect(),
            places: self.places.into_iter().map(|place| place.map_spans(turn)).collect(),
            doubts: self.doubts,
        }
    }
}

impl<S> Actor<S> {
    fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Actor<T> {
        let Self { id, name, kind, aliases, mentions } = self;
        Actor { id, name, kind, aliases, mentions: mentions.into_iter().map(turn).collect() }
    }
}

impl<S> Statement<S> {
    fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Statement<T> {
        let mut all = |spans: Vec<S>| spans.into_iter().map(&mut *turn).collect();
        Statement {
            id: self.id,
            kind: self.kind,
            form: self.form,
            act: self.act,
            source: Source {
                spans: all(self.source.spans),
                actor: self.source.actor,
                description: self.source.description,
            },
            cue: all(self.cue),
            content: all(self.content),
            quotes: all(self.quotes),
            also: all(self.also),
            confidence: self.confidence,
        }
    }
}

impl<S> Time<S> {
    fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Time<T> {
        let Self { id, span, r#type, value, r#mod, precision, basis } = self;
        Time { id, span: turn(span), r#type, value, r#mod, precision, basis }
    }
}

impl<S> Place<S> {
    fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Place<T> {
        let Self { id, kind, name, mentions, country, lat, lon, geonames, within } = self;
        let mentions = mentions.into_iter().map(turn).collect();
        Place { id, kind, name, mentions, country, lat, lon, geonames, within }
    }
}
