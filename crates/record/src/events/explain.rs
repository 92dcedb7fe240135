//! Why an event is as it is: the pattern that read it, who stands where, which words say what became of it, and which other
//! patterns of its word were turned down.

use article::ByteSpan;
use language::Analysis;

use super::codebook::{Codebook, Place, Trigger};
use super::matching::{Found, matches};
use super::parties::Parties;
use super::saying::contents;
use super::tree::Tree;
use crate::actors::Cast;
use crate::explain::{Alternative, Explanation, Ground};
use crate::record::{Event, Record, Stance};
use crate::{Settings, WatchList};

/// How many words over an event are asked what became of it, as its status is read.
const MOST_LEVELS: usize = 12;

/// How many patterns that were turned down are told.
const MOST_OTHERS: usize = 6;

/// Explains the event of a number, from 0.
pub(crate) fn explain(
    record: &Record,
    analysis: &Analysis,
    settings: &Settings,
    number: usize,
) -> Option<Explanation> {
    let event = record.events.get(number)?;
    let codebook = settings.codebook.as_deref().unwrap_or_else(|| Codebook::embedded());
    let tree = Tree::of(&record.article, analysis);
    let watch_list: &WatchList = &settings.watch_list;
    let cast = Cast::of(&record.article, analysis, &[], watch_list);
    let said = contents(&record.statements, &record.actors);
    let parties = Parties::new(&record.article, &tree, codebook, &cast, said, &record.places);
    let found = matches(&tree, codebook, &parties);
    let named = found.iter().find(|found| tree.word(found.trigger).span == event.trigger)?;
    let explainer = Explainer { record, tree: &tree, codebook, event, named };
    let sentence = analysis.sentences[tree.word(named.trigger).sentence].words;
    Some(Explanation {
        span: event.trigger,
        sentence: analysis.span(sentence),
        grounds: explainer.grounds(),
        turned_down: explainer.others(),
    })
}

struct Explainer<'a> {
    record: &'a Record,
    tree: &'a Tree<'a>,
    codebook: &'a Codebook,
    event: &'a Event,
    named: &'a Found<'a>,
}

impl Explainer<'_> {
    fn grounds(&self) -> Vec<Ground> {
        let mut grounds = vec![self.pattern()];
        grounds.extend(self.sides());
        grounds.extend(self.operators());
        let factuality = self.tree.word(self.named.trigger).factuality;
        grounds
            .push(Ground::new("model", format!("holds it for {factuality:+.1}, from -3 (not so) to 3 (so)")));
        grounds.extend(self.stance());
        grounds.extend(self.circumstances());
        grounds.extend(self.tellings());
        grounds.push(Ground::new("confidence", format!("{:.2}", self.event.confidence)));
        grounds
    }

    /// "CONSULT, visit: the verb “visit” (data/events/consult.toml, line 12)".
    fn pattern(&self) -> Ground {
        let pattern = self.named.pattern;
        let word = match pattern.trigger {
            Trigger::Verb => "verb",
            Trigger::Noun => "noun",
            Trigger::Adjective => "adjective",
        };
        let mode = pattern.mode.as_ref().map(|mode| format!(", {mode}")).unwrap_or_default();
        let beside =
            if pattern.beside.is_empty() { String::new() } else { format!(" with {:?}", pattern.beside) };
        let origin = self.codebook.origin(pattern).map(ToString::to_string).unwrap_or_default();
        Ground::new("pattern", format!("{}{mode}: a {word}{beside} ({origin})", pattern.event.label()))
            .on(self.event.trigger)
    }

    /// The words for those on either side, and who they are.
    fn sides(&self) -> Vec<Ground> {
        let sides = [
            ("actor", &self.named.actors, self.names(&self.event.actors, &self.event.alleged_actors)),
            ("recipient", &self.named.recipients, self.names(&self.event.recipients, &[])),
        ];
        let mut grounds = Vec::new();
        for (kind, words, names) in sides {
            if words.is_empty() {
                let says = if names.is_empty() {
                    "nobody is named".to_owned()
                } else {
                    format!("told elsewhere: {names}")
                };
                grounds.push(Ground::new(kind, says));
            }
            for word in words {
                grounds.push(Ground::new(kind, names.clone()).on(self.tree.word(*word).span));
            }
        }
        grounds
    }

    fn names(&self, ids: &[String], alleged: &[String]) -> String {
        let name = |id: &String, note: &str| {
            let name = self.record.actor(id).map_or("", |actor| actor.name.as_str());
            format!("{name} ({id}{note})")
        };
        let known = ids.iter().map(|id| name(id, ""));
        known.chain(alleged.iter().map(|id| name(id, ", alleged"))).collect::<Vec<_>>().join(", ")
    }

    /// The words over and beside the event's own that the codebook lists as saying what became of it.
    fn operators(&self) -> Vec<Ground> {
        let mut grounds = Vec::new();
        let mut word = Some(self.named.trigger);
        for level in 0..MOST_LEVELS {
            let Some(here) = word else { break };
            if let Some(trigger) = Trigger::of(self.tree.word(here).class).filter(|_| level > 0) {
                grounds.extend(self.operator(Place::Over(trigger), here));
            }
            for child in self.tree.children(here) {
                let place = match self.tree.relation(*child) {
                    "aux" | "cop" => Place::Auxiliary,
                    "mark" => Place::Conjunction,
                    "advmod" | "det" | "amod" | "compound" | "cc" | "discourse" => Place::Beside,
                    _ => continue,
                };
                grounds.extend(self.operator(place, *child));
            }
            word = self.tree.word(here).head;
        }
        if grounds.is_empty() {
            let status = self.event.status.label();
            let says = match &self.event.put_by {
                Some(by) => format!("{status}: so is what {by} puts forward"),
                None => format!("{status}: no word of the codebook says otherwise"),
            };
            grounds.push(Ground::new("status", says));
        }
        grounds
    }

    fn operator(&self, place: Place, word: usize) -> Option<Ground> {
        let form = self.tree.form(word);
        let has_particle = |particle: &String| {
            self.tree.children(word).iter().any(|child| self.tree.form(*child) == particle)
        };
        let (operator, origin) = self
            .codebook
            .operators_and_origins(place, form)
            .find(|(operator, _)| operator.particle.as_ref().is_none_or(has_particle))?;
        let says: Vec<&str> = operator
            .status
            .map(crate::Status::label)
            .into_iter()
            .chain(operator.stance.map(Stance::label))
            .chain(operator.is_background.then_some("told as history"))
            .collect();
        Some(
            Ground::new("status", format!("may say {} ({origin})", says.join(", ")))
                .on(self.tree.word(word).span),
        )
    }

    /// What puts it forward.
    fn stance(&self) -> Vec<Ground> {
        let stance = self.event.stance.label();
        let mut grounds = Vec::new();
        grounds.extend(
            self.event
                .put_by
                .as_ref()
                .map(|by| Ground::new("stance", format!("{stance}: put forward by {by}"))),
        );
        grounds.extend(self.event.content_of.as_ref().map(|statement| {
            Ground::new("stance", format!("{stance}: what {statement} says, whose act it takes"))
        }));
        let label =
            format!("{} (status {}, stance {stance})", self.event.label.label(), self.event.status.label());
        grounds.push(Ground::new("label", label));
        grounds
    }

    fn circumstances(&self) -> Vec<Ground> {
        let mut grounds = Vec::new();
        let event = self.event;
        let span_of =
            |id: &String| self.record.times.iter().find(|time| time.id == *id).map(|time| time.span);
        for (kind, id) in [("time", &event.time), ("duration", &event.duration)] {
            let Some(id) = id else { continue };
            let ground = Ground::new(kind, format!("{id} hangs on it"));
            grounds.push(match span_of(id) {
                Some(span) => ground.on(span),
                None => ground,
            });
        }
        grounds.extend(event.place.as_ref().map(|id| Ground::new("place", format!("{id} hangs on it"))));
        grounds.extend(event.condition.map(|span| Ground::new("condition", "it hangs on a clause").on(span)));
        let counts = event.counts.iter();
        grounds.extend(counts.map(|count| Ground::new("count", format!("of {}", count.what)).on(count.span)));
        grounds
    }

    /// On whose word, who denies it, and where else it is told.
    fn tellings(&self) -> Vec<Ground> {
        let mut grounds = Vec::new();
        let according = self.event.according_to.as_ref();
        grounds.push(match according {
            Some(statement) => Ground::new("word of", format!("it stands in {statement}")),
            None => Ground::new("word of", "the outlet itself"),
        });
        grounds.extend(self.event.denied_by.iter().map(|id| Ground::new("denied by", id.as_str())));
        let others = self.event.evidence.iter().filter(|span| !span.contains(self.event.trigger));
        grounds.extend(
            others.map(|span: &ByteSpan| Ground::new("told again", "the same sides and label").on(*span)),
        );
        grounds
    }

    /// Other patterns of the event's word.
    fn others(&self) -> Vec<Alternative> {
        let form = self.tree.form(self.named.trigger);
        let mut is_before = true;
        let mut others = Vec::new();
        for pattern in self.codebook.patterns_of(self.named.pattern.trigger, form) {
            if std::ptr::eq(pattern, self.named.pattern) {
                is_before = false;
            }
            if pattern.entry == self.named.pattern.entry {
                continue;
            }
            let origin = self.codebook.origin(pattern).map(ToString::to_string).unwrap_or_default();
            let mode = pattern.mode.as_ref().map(|mode| format!(", {mode}")).unwrap_or_default();
            let why = if is_before {
                "what it asks for does not stand there"
            } else {
                "it asks for no more than the one taken"
            };
            others.push(Alternative {
                what: format!("{}{mode} ({origin})", pattern.event.label()),
                why: why.to_owned(),
            });
        }
        others.truncate(MOST_OTHERS);
        others
    }
}
