//! What was done, or is spoken of as to be done.

use article::ByteSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something done, or spoken of as to be done, by one actor, often to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Event")]
pub struct Event<S = ByteSpan> {
    /// Unique in the record: `e1`, `e2`, … in reading order.
    pub id: String,
    /// PLOVER's type.
    pub r#type: EventType,
    /// PLOVER's mode, where the words tell: `bombing`, `demonstrate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// PLOVER's contexts: `military`, `election`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// The words that name it: `agreed`, `held talks`.
    pub trigger: S,
    /// Who did it or is to do it, by actor id; empty where the article does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// Who did it in the words of an accuser alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alleged_actors: Vec<String>,
    /// To whom, against whom or with whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// What became of it.
    pub status: Status,
    /// How it was put.
    pub stance: Stance,
    /// The one word shown of what became of it; see [`Event::label_of`].
    pub label: Label,
    /// The words that it hangs on: "if the army leaves".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<S>,
    /// Whether it is told as history.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub background: bool,
    /// Where, by the id of a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When, by the id of a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// How long, by the id of a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    /// How many of what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Count<S>>,
    /// The sentences that tell of it, the first telling first.
    pub evidence: Vec<S>,
    /// The statement by which it is done, where saying is doing: a demand, a threat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The statement that puts it forward: what is demanded, promised or threatened in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_of: Option<String>,
    /// The event by which it is put forward: the demand, the promise, the threat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_by: Option<String>,
    /// The statement on whose word it rests; the outlet's own word where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub according_to: Option<String>,
    /// Statements that deny it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denied_by: Vec<String>,
    /// How likely type and sides are right, 0 to 1.
    pub confidence: f64,
}

/// How many of something: "at least 26 killed".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Count")]
pub struct Count<S = ByteSpan> {
    /// What is counted, in the words of the article: "drones".
    pub what: String,
    /// How many; absent where the article says "dozens".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The words of the number.
    pub span: S,
}

/// Makes an enum whose variants are written in one way, and can be read from it.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident, $case:literal, $($(#[$doc:meta])* $variant:ident = $label:literal,)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = $case)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them, in the order of their definition.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// As data files and JSON write it.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)*
                }
            }

            /// The one with a label.
            pub fn from_label(label: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.label() == label)
            }
        }
    };
}

named! {
    /// PLOVER's 16 types of events (draft 0.8, Open Event Data Alliance 2021).
    EventType, "SCREAMING-KEBAB-CASE",
    /// Says it will cooperate: agrees, offers, promises, commits itself.
    Agree = "AGREE",
    /// Meets, visits, hosts, phones, negotiates, mediates.
    Consult = "CONSULT",
    /// Backs, praises or recognises somebody; opens diplomatic ties; signs or ratifies.
    Support = "SUPPORT",
    /// Gives way in words: eases rules, pardons, apologises, announces a ceasefire.
    Concede = "CONCEDE",
    /// Does things together for mutual good: trade, joint exercises, extradition.
    Cooperate = "COOPERATE",
    /// Gives: money, arms, relief, asylum, rescue.
    Aid = "AID",
    /// Gives way in deeds: withdraws, frees, disarms, lets observers in, resigns.
    Retreat = "RETREAT",
    /// Asks, appeals, demands, orders.
    Request = "REQUEST",
    /// Criticises, blames, complains, alleges, sues, investigates.
    Accuse = "ACCUSE",
    /// Refuses, declines, vetoes, defies.
    Reject = "REJECT",
    /// Warns of harm to come.
    Threaten = "THREATEN",
    /// Demonstrates, strikes, boycotts, riots.
    Protest = "PROTEST",
    /// Cuts relations: expels diplomats, stops aid or trade, walks out.
    Sanction = "SANCTION",
    /// Moves forces or police without using them.
    Mobilize = "MOBILIZE",
    /// Represses short of violence: arrests, bans, censors, seizes.
    Coerce = "COERCE",
    /// Uses force that can hurt.
    Assault = "ASSAULT",
}

named! {
    /// What became of an event.
    Status, "kebab-case",
    /// It happened.
    Occurred = "occurred",
    /// It is going on.
    Ongoing = "ongoing",
    /// It is to happen.
    Planned = "planned",
    /// It was put off.
    Postponed = "postponed",
    /// It was planned or going on, and no longer is.
    CalledOff = "called-off",
    /// It was tried without success.
    Failed = "failed",
    /// The outlet says that it did not happen.
    NotDone = "not-done",
    /// It is only thought of.
    Hypothetical = "hypothetical",
}

named! {
    /// How an event was put.
    Stance, "kebab-case",
    /// As a fact.
    Asserted = "asserted",
    /// As a demand.
    Demanded = "demanded",
    /// As an offer.
    Offered = "offered",
    /// As a proposal.
    Proposed = "proposed",
    /// As a promise.
    Promised = "promised",
    /// As a threat.
    Threatened = "threatened",
    /// As something that is not so.
    Denied = "denied",
}

named! {
    /// The one word shown of what became of an event.
    Label, "kebab-case",
    /// It is demanded.
    Demanded = "demanded",
    /// It is offered.
    Offered = "offered",
    /// It is proposed.
    Proposed = "proposed",
    /// It is promised.
    Promised = "promised",
    /// It is threatened.
    Threatened = "threatened",
    /// It is denied.
    Denied = "denied",
    /// It hangs on a condition.
    Conditional = "conditional",
    /// It happened.
    Occurred = "occurred",
    /// It is going on.
    Ongoing = "ongoing",
    /// It is to happen.
    Planned = "planned",
    /// It was put off.
    Postponed = "postponed",
    /// It was planned or going on, and no longer is.
    CalledOff = "called-off",
    /// It was tried without success.
    Failed = "failed",
    /// The outlet says that it did not happen.
    NotDone = "not-done",
    /// It is only thought of.
    Hypothetical = "hypothetical",
}

impl<S> Event<S> {
    /// Whether reports fold it away as unsure.
    pub fn is_unsure(&self) -> bool {
        self.confidence < crate::UNSURE_EVENT
    }

    /// The word shown: the stance where it is more than a fact, then a condition, then the status, so that what was only
    /// wished, feared or threatened is never shown as done.
    pub fn label_of(status: Status, stance: Stance, has_condition: bool) -> Label {
        match stance {
            Stance::Demanded => Label::Demanded,
            Stance::Offered => Label::Offered,
            Stance::Proposed => Label::Proposed,
            Stance::Promised => Label::Promised,
            Stance::Threatened => Label::Threatened,
            Stance::Denied => Label::Denied,
            Stance::Asserted if has_condition => Label::Conditional,
            Stance::Asserted => match status {
                Status::Occurred => Label::Occurred,
                Status::Ongoing => Label::Ongoing,
                Status::Planned => Label::Planned,
                Status::Postponed => Label::Postponed,
                Status::CalledOff => Label::CalledOff,
                Status::Failed => Label::Failed,
                Status::NotDone => Label::NotDone,
                Status::Hypothetical => Label::Hypothetical,
            },
        }
    }

    pub(super) fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Event<T> {
        let counts = self.counts.into_iter();
        Event {
            id: self.id,
            r#type: self.r#type,
            mode: self.mode,
            contexts: self.contexts,
            trigger: turn(self.trigger),
            actors: self.actors,
            alleged_actors: self.alleged_actors,
            recipients: self.recipients,
            status: self.status,
            stance: self.stance,
            label: self.label,
            condition: self.condition.map(&mut *turn),
            background: self.background,
            place: self.place,
            time: self.time,
            duration: self.duration,
            counts: counts
                .map(|Count { what, value, span }| Count { what, value, span: turn(span) })
                .collect(),
            evidence: self.evidence.into_iter().map(turn).collect(),
            statement: self.statement,
            content_of: self.content_of,
            put_by: self.put_by,
            according_to: self.according_to,
            denied_by: self.denied_by,
            confidence: self.confidence,
        }
    }
}
