//! When.

use article::ByteSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

impl<S> Time<S> {
    pub(super) fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Time<T> {
        let Self { id, span, r#type, value, r#mod, precision, basis } = self;
        Time { id, span: turn(span), r#type, value, r#mod, precision, basis }
    }
}
