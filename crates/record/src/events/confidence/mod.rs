//! How likely the type and the sides of an event are right.
//!
//! A logistic regression on events judged by hand (`evals/events/labels.tsv`, fitted by `evals/events/fit_confidence.py`). What
//! counts most is who takes part: verbs of politics are verbs of games and kitchens too, and there nobody in public
//! life stands on either side.

mod words;

use std::collections::{BTreeSet, HashMap};

use article::{Article, BlockKind, ByteSpan};

use super::codebook::{Codebook, Trigger};
use crate::data::EVENT_CONFIDENCE;
use crate::likelihood::likelihood;
use crate::record::{Actor, ActorKind, Event, Label};

pub(super) use self::words::of_words;

/// How likely an event with these features is right in type and sides.
pub(super) fn likely(features: &[String]) -> f64 {
    likelihood(EVENT_CONFIDENCE, &features.iter().map(String::as_str).collect::<Vec<_>>())
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
    /// How many of the events have somebody of public life on a side, and how many a state or what speaks for one.
    n_public: usize,
    n_states: usize,
    n_events: usize,
    /// How many states take part in them.
    n_different_states: usize,
}

impl<'a> Context<'a> {
    pub(super) fn of(
        article: &'a Article,
        actors: &'a [Actor],
        events: &[Event],
        codebook: &'a Codebook,
    ) -> Self {
        let parts = actors.iter().map(|actor| (actor.id.as_str(), (part(actor, codebook), actor))).collect();
        let mut context = Self {
            article,
            codebook,
            parts,
            n_public: 0,
            n_states: 0,
            n_events: events.len(),
            n_different_states: 0,
        };
        context.n_public = events.iter().filter(|event| context.is_public(event)).count();
        let states: Vec<BTreeSet<&str>> = events.iter().map(|event| context.states(event)).collect();
        context.n_states = states.iter().filter(|states| !states.is_empty()).count();
        context.n_different_states = states.into_iter().flatten().collect::<BTreeSet<_>>().len();
        context
    }

    /// The states for which those on either side stand.
    fn states(&self, event: &Event) -> BTreeSet<&'a str> {
        let sides = event.actors.iter().chain(&event.alleged_actors).chain(&event.recipients);
        sides.filter_map(|id| self.parts.get(id.as_str())?.1.state.as_deref()).collect()
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
        features.push(format!("{kind}-{recipient}"));
        features.push(format!("{actor}-{recipient}"));
        if let Some(mode) = &event.mode {
            features.push(format!("mode-{kind}-{mode}"));
        }
        features.push(format!("actor-{}", self.name_of(&actors)));
        features.push(format!("recipient-{}", self.name_of(&recipients)));
        features.extend([actor, recipient]);
        self.sphere(event, &mut features);
        self.word(event, &kind, &mut features);
        let label = event.label.label();
        let is_done = matches!(event.label, Label::Occurred | Label::Ongoing);
        features.push(if is_done { "done".to_owned() } else { format!("label-{label}") });
        self.form(event, &actors, &recipients, &mut features);
        // "the king", "the minister" taken for somebody named elsewhere.
        for (side, ids) in [("actor", &actors), ("recipient", &recipients)] {
            let is_noun = of_words.contains(&format!("{side}-word-noun"));
            if is_noun && !matches!(self.name_of(ids), "is-common" | "absent") {
                features.push(format!("{side}-described"));
            }
        }
        features.extend(of_words);
        features
    }

    /// What an article's events tell together: one where states act on states is about politics, and there its words mean
    /// what the codebook takes them for.
    fn sphere(&self, event: &Event, features: &mut Vec<String>) {
        // Of few events little is known: two more of either kind are imagined.
        let tenths = |n: usize| 10 * (n + 1) / (self.n_events + 4);
        let n_public = tenths(self.n_public);
        let share = match n_public {
            0..=2 => "private",
            3..=6 => "mixed",
            _ => "public",
        };
        features.push(format!("article-{share}"));
        features.push(format!("article-public-{}", n_public / 2));
        features.push(format!("article-states-{}", tenths(self.n_states) / 2));
        features.push(format!("different-states-{}", self.n_different_states.min(4)));
        features.push(format!("states-{}", self.states(event).len().min(2)));
        features.extend(event.contexts.iter().map(|context| format!("in-{context}")));
        if event.contexts.is_empty() {
            features.push("in-none".to_owned());
        }
        let block = self
            .article
            .blocks
            .iter()
            .find(|block| block.span.start <= event.trigger.start && event.trigger.end <= block.span.end);
        if let Some(block) = block {
            let place = match block.kind {
                BlockKind::Label | BlockKind::Headline | BlockKind::Standfirst | BlockKind::Subhead => "head",
                BlockKind::Figure | BlockKind::Video => "caption",
                _ => "body",
            };
            features.push(format!("block-{place}"));
        }
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

    /// How somebody on a side is known: as a state or one of its people, by name, or by a common noun.
    fn name_of(&self, ids: &[&String]) -> &'static str {
        let actors: Vec<&Actor> =
            ids.iter().filter_map(|id| self.parts.get(id.as_str())).map(|(_, actor)| *actor).collect();
        if actors.is_empty() {
            "absent"
        } else if actors.iter().any(|actor| actor.kind == Some(ActorKind::State)) {
            "is-state"
        } else if actors.iter().any(|actor| actor.wikidata.is_some() || actor.sector.is_some()) {
            "is-known"
        } else if actors.iter().any(|actor| actor.name.starts_with(char::is_uppercase)) {
            "is-named"
        } else {
            "is-common"
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
        || name.ends_with('.')
        || name.starts_with("which ")
        || name.starts_with("least ")
        || name.contains(" over ")
        || name.starts_with("and ")
        || name.starts_with("or ")
}
