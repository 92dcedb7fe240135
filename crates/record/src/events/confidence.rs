//! How likely the type and the sides of an event are right.
//!
//! A logistic regression on events judged by hand (`evals/events/labels.tsv`, fitted by `evals/events/fit_confidence.py`). What
//! counts most is who takes part: verbs of politics are verbs of games and kitchens too, and there nobody in public
//! life stands on either side.

use std::collections::HashMap;

use article::{Article, ByteSpan};
use language::WordClass;

use super::codebook::{Codebook, Trigger};
use super::matching::Found;
use super::tree::Tree;
use crate::data::EVENT_CONFIDENCE;
use crate::likelihood::likelihood;
use crate::record::{Actor, ActorKind, Event, Label};

/// How likely an event with these features is right in type and sides.
pub(super) fn likely(features: &[String]) -> f64 {
    likelihood(EVENT_CONFIDENCE, &features.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What an event's own words tell of how surely it was read: how its sides were found, where it stands in its sentence.
pub(super) fn of_words(tree: &Tree<'_>, event: &Found<'_>) -> Vec<String> {
    let mut features = Vec::new();
    for (side, path, words) in
        [("actor", event.by[0], &event.actors), ("recipient", event.by[1], &event.recipients)]
    {
        if let Some(step) = path.and_then(|path| path.last()) {
            features.push(format!("{side}-by-{}", step.kind()));
        }
        let Some(word) = words.first() else { continue };
        if tree.is(*word, WordClass::Pronoun) || tree.word(*word).features.get("Poss") == Some("Yes") {
            features.push(format!("{side}-is-pronoun"));
        }
        features.push(format!("{side}-{}", distance(event.trigger.abs_diff(*word))));
    }
    let relation = match tree.relation(event.head) {
        relation @ ("root" | "ccomp" | "xcomp" | "advcl" | "acl" | "conj" | "parataxis") => relation,
        _ => "phrase",
    };
    features.push(format!("head-{relation}"));
    if tree.is_passive(event.head) {
        features.push("passive".to_owned());
    }
    if event.head != event.trigger {
        features.push("governed".to_owned());
    }
    features
}

fn distance(words: usize) -> &'static str {
    match words {
        0..=3 => "near",
        4..=8 => "apart",
        _ => "far",
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

    /// What an event's confidence rests on: names of weights in `data/event-confidence.toml`.
    pub(super) fn features(&self, event: &Event, of_words: Vec<String>) -> Vec<String> {
        let actors: Vec<&String> = event.actors.iter().chain(&event.alleged_actors).collect();
        let recipients: Vec<&String> = event.recipients.iter().collect();
        let (actor, recipient) = (self.side(&actors, "actor"), self.side(&recipients, "recipient"));
        let kind = event.r#type.label().to_lowercase();
        let mut features = vec!["bias".to_owned(), format!("type-{kind}")];
        features.push(format!("{kind}-{actor}"));
        features.push(format!("{actor}-{recipient}"));
        features.extend([actor, recipient]);
        let n_public = 10 * (self.n_public + 1) / (self.n_events + 4);
        let share = match n_public {
            0..=2 => "private",
            3..=6 => "mixed",
            _ => "public",
        };
        features.push(format!("article-{share}"));
        self.word(event, &kind, &mut features);
        let label = event.label.label();
        let is_done = matches!(event.label, Label::Occurred | Label::Ongoing);
        features.push(if is_done { "done".to_owned() } else { format!("label-{label}") });
        self.form(event, &actors, &recipients, &mut features);
        features.extend(of_words);
        features
    }

    /// What the word that names an event tells of it: some verbs of politics are verbs of games and kitchens too.
    fn word(&self, event: &Event, kind: &str, features: &mut Vec<String>) {
        let word = self.article.words(event.trigger).to_lowercase();
        let strength = if self.codebook.lists("weak", &word) { "weak" } else { "strong" };
        let sphere = if self.is_public(event) { "public" } else { "private" };
        features.push(format!("{strength}-{sphere}"));
        if let Some((trigger, lemma)) = self.codebook.lemma_of(event.r#type, &word) {
            let class = match trigger {
                Trigger::Verb => "verb",
                Trigger::Noun => "noun",
                Trigger::Adjective => "adjective",
            };
            features.push(class.to_owned());
            features.push(format!("word-{kind}-{lemma}"));
        }
    }

    /// How an event is told: names that look cut wrongly, many on a side, long sentences, words about itself.
    fn form(&self, event: &Event, actors: &[&String], recipients: &[&String], features: &mut Vec<String>) {
        const LONG: usize = 240;
        let is_odd =
            |id: &&&String| self.parts.get(id.as_str()).is_some_and(|(_, actor)| is_odd(&actor.name));
        if actors.iter().chain(recipients).any(|id| is_odd(&id)) {
            features.push("odd-name".to_owned());
        }
        if actors.len() > 2 || recipients.len() > 2 {
            features.push("many".to_owned());
        }
        let is_long = |told: &ByteSpan| told.end - told.start > LONG;
        if event.evidence.iter().take(1).any(is_long) {
            features.push("long-sentence".to_owned());
        }
        if event.evidence.len() > 1 {
            features.push("told-again".to_owned());
        }
        if event.according_to.is_some() {
            features.push("in-statement".to_owned());
        }
        if event.put_by.is_some() {
            features.push("put-forward".to_owned());
        }
    }

    /// Who stands on a side: the most public of them.
    fn side(&self, ids: &[&String], side: &str) -> String {
        const ORDER: [(Part, &str); 5] = [
            (Part::Public, "public"),
            (Part::Person, "person"),
            (Part::Organisation, "organisation"),
            (Part::Pronoun, "pronoun"),
            (Part::Other, "other"),
        ];
        let stands = |part: Part| ids.iter().any(|id| self.part(id) == part);
        let best = ORDER.iter().find(|(part, _)| stands(*part)).map_or("none", |(_, name)| *name);
        format!("{side}-{best}")
    }
}

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
