//! How likely the type and the sides of an event are right.
//!
//! A logistic regression on events judged by hand (`evals/events/labels.tsv`, fitted by `evals/events/fit_confidence.py`). What
//! counts most is who takes part: verbs of politics are verbs of games and kitchens too, and there nobody in public
//! life stands on either side.

use std::collections::HashMap;

use article::Article;

use super::codebook::Codebook;
use crate::data::EVENT_CONFIDENCE;
use crate::likelihood::likelihood;
use crate::record::{Actor, ActorKind, Event, EventType, Label};

/// Gives each event its confidence.
pub(super) fn assess(article: &Article, actors: &[Actor], events: &mut [Event], codebook: &Codebook) {
    let context = Context::of(article, actors, events, codebook);
    let assessed: Vec<f64> =
        events.iter().map(|event| likelihood(EVENT_CONFIDENCE, &context.features(event))).collect();
    for (event, confidence) in events.iter_mut().zip(assessed) {
        event.confidence = confidence;
    }
}

/// Who somebody on a side of an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A state, its organs, an armed group: somebody who acts in public life.
    Public,
    /// A person whom the program knows or the article names.
    Person,
    Organisation,
    Pronoun,
    Other,
}

/// What an article's events are judged by together.
pub(super) struct Context<'a> {
    article: &'a Article,
    codebook: &'a Codebook,
    parts: HashMap<&'a str, (Part, &'a Actor)>,
    /// How many of the events have somebody of public life on a side.
    n_public: usize,
    n_events: usize,
}

impl<'a> Context<'a> {
    pub(super) fn of(
        article: &'a Article,
        actors: &'a [Actor],
        events: &[Event],
        codebook: &'a Codebook,
    ) -> Self {
        let parts = actors.iter().map(|actor| (actor.id.as_str(), (part(actor, codebook), actor))).collect();
        let mut context = Self { article, codebook, parts, n_public: 0, n_events: events.len() };
        context.n_public = events.iter().filter(|event| context.is_public(event)).count();
        context
    }

    fn is_public(&self, event: &Event) -> bool {
        let is_public = |id: &String| self.part(id) == Part::Public;
        event.actors.iter().chain(&event.alleged_actors).chain(&event.recipients).any(is_public)
    }

    fn part(&self, id: &str) -> Part {
        self.parts.get(id).map_or(Part::Other, |(part, _)| *part)
    }

    pub(super) fn features(&self, event: &Event) -> Vec<&'static str> {
        let word = self.article.words(event.trigger).to_lowercase();
        let is_weak = self.codebook.lists("weak", &word);
        let actors: Vec<&String> = event.actors.iter().chain(&event.alleged_actors).collect();
        let recipients: Vec<&String> = event.recipients.iter().collect();
        let mut features = vec!["bias", self.side(&actors, ACTOR), self.side(&recipients, RECIPIENT)];
        features.push(kind(event.r#type));
        features.push(match 10 * (self.n_public + 1) / (self.n_events + 4) {
            0..=2 => "article-private",
            3..=6 => "article-mixed",
            _ => "article-public",
        });
        let is_public = self.is_public(event);
        features.push(match (is_weak, is_public) {
            (true, true) => "weak-public",
            (true, false) => "weak-private",
            (false, true) => "strong-public",
            (false, false) => "strong-private",
        });
        let is_done = matches!(event.label, Label::Occurred | Label::Ongoing);
        features.push(if is_done { "done" } else { "not-done" });
        let is_odd =
            |id: &&&String| self.parts.get(id.as_str()).is_some_and(|(_, actor)| is_odd(&actor.name));
        if actors.iter().chain(&recipients).any(|id| is_odd(&id)) {
            features.push("odd-name");
        }
        if actors.len() > 2 || recipients.len() > 2 {
            features.push("many");
        }
        features
    }

    /// Who stands on a side: the most public of them.
    fn side(&self, ids: &[&String], names: [&'static str; 6]) -> &'static str {
        const ORDER: [Part; 5] = [Part::Public, Part::Person, Part::Organisation, Part::Pronoun, Part::Other];
        let best = ids.iter().filter_map(|id| ORDER.iter().position(|part| *part == self.part(id))).min();
        names[best.map_or(0, |best| best + 1)]
    }
}

const ACTOR: [&str; 6] =
    ["actor-none", "actor-public", "actor-person", "actor-organisation", "actor-pronoun", "actor-other"];
const RECIPIENT: [&str; 6] = [
    "recipient-none",
    "recipient-public",
    "recipient-person",
    "recipient-organisation",
    "recipient-pronoun",
    "recipient-other",
];

fn part(actor: &Actor, codebook: &Codebook) -> Part {
    let name = actor.name.to_lowercase();
    let speaks_for = |text: &str| text.split_whitespace().any(|word| codebook.lists("public", word));
    let roles = actor.roles.iter().any(|role| speaks_for(&role.text.to_lowercase()));
    let is_known = actor.state.is_some() || actor.sector.is_some();
    match actor.kind {
        _ if is_known || roles || speaks_for(&name) => Part::Public,
        Some(ActorKind::State | ActorKind::ArmedGroup) => Part::Public,
        _ if matches!(
            &*name,
            "i" | "we"
                | "you"
                | "us"
                | "me"
                | "he"
                | "she"
                | "they"
                | "them"
                | "him"
                | "her"
                | "it"
                | "who"
                | "our"
                | "my"
                | "your"
        ) =>
        {
            Part::Pronoun
        }
        Some(ActorKind::Person) if actor.name.starts_with(char::is_uppercase) => Part::Person,
        Some(ActorKind::Organisation) => Part::Organisation,
        _ => Part::Other,
    }
}

/// Whether a name looks cut wrongly: many words, or marks inside.
fn is_odd(name: &str) -> bool {
    name.split_whitespace().count() > 6
        || name.contains(['"', '“', '”', '(', ')', ':', '!', '?'])
        || name.starts_with("and ")
        || name.starts_with("or ")
}

fn kind(event: EventType) -> &'static str {
    match event {
        EventType::Agree => "type-agree",
        EventType::Consult => "type-consult",
        EventType::Support => "type-support",
        EventType::Concede => "type-concede",
        EventType::Cooperate => "type-cooperate",
        EventType::Aid => "type-aid",
        EventType::Retreat => "type-retreat",
        EventType::Request => "type-request",
        EventType::Accuse => "type-accuse",
        EventType::Reject => "type-reject",
        EventType::Threaten => "type-threaten",
        EventType::Protest => "type-protest",
        EventType::Sanction => "type-sanction",
        EventType::Mobilize => "type-mobilize",
        EventType::Coerce => "type-coerce",
        EventType::Assault => "type-assault",
    }
}
