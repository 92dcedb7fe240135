//! Ids that are unique and stable: made from what an item is, not from when or where it was read.

use std::collections::HashMap;

use onrecord::{Actor, ActorKind, Event};
use sha2::{Digest, Sha256};

use super::selected::{Selected, code};

/// The first 16 hexadecimal digits of a SHA-256 over parts, after a letter that says what has it.
fn id(letter: char, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length before each part keeps ("ab", "c") apart from ("a", "bc").
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hash.finalize()[..8]);
    format!("{letter}-{:016x}", u64::from_be_bytes(first))
}

/// An article's id.
pub(super) fn article(selected: &Selected) -> String {
    id('a', &[&selected.key])
}

/// Which of those alike each is, counted from 0 over the whole record, so that a query that finds one of them alone changes no id.
#[derive(Default)]
struct Alike(HashMap<String, usize>);

impl Alike {
    fn number(&mut self, of: String) -> String {
        let number = self.0.entry(of).or_default();
        *number += 1;
        (*number - 1).to_string()
    }
}

/// The ids of all statements and events of a record.
pub(super) fn items(selected: &Selected) -> (Vec<String>, Vec<String>) {
    let record = &selected.record;
    let mut alike = Alike::default();
    let statements = record.statements.iter().map(|statement| {
        let (source, words) = (selected.words(&statement.source.spans), selected.words(&statement.content));
        let number = alike.number(format!("{source}\n{words}"));
        id('s', &[&selected.key, &source, &words, &number])
    });
    let statements = statements.collect();
    let mut alike = Alike::default();
    let events = record.events.iter().map(|event| {
        let (trigger, words) = (selected.words(&[event.trigger]), selected.words(&event.evidence));
        let kind = event.r#type.label();
        let number = alike.number(format!("{kind}\n{trigger}\n{words}"));
        id('e', &[&selected.key, kind, &trigger, &words, &number])
    });
    (statements, events.collect())
}

/// The ids that events have in a calendar: of what is done and by whom, not of the words, so that a plan keeps its id when
/// a later version of its article tells another day.
pub(super) fn plans(selected: &Selected) -> Vec<String> {
    let mut alike = Alike::default();
    let sides = |ids: &[String]| {
        let mut keys: Vec<String> = selected.actors(ids).map(|actor| actor_key(selected, actor)).collect();
        keys.sort_unstable();
        keys.join("\n")
    };
    let plan = |event: &Event| {
        let (actors, recipients) = (sides(&event.actors), sides(&event.recipients));
        let kind = event.r#type.label();
        let number = alike.number(format!("{kind}\n{actors}\n\n{recipients}"));
        id('p', &[&selected.key, kind, &actors, &recipients, &number])
    };
    selected.record.events.iter().map(plan).collect()
}

/// What an actor is known by: the Wikidata item, or else kind and name. Unnamed sources and groups are of their article
/// alone: one paper's "officials" are not another's.
fn actor_key(selected: &Selected, actor: &Actor) -> String {
    if let Some(item) = &actor.wikidata {
        return item.clone();
    }
    let kind = actor.kind.map(code).unwrap_or_default();
    let name = actor.name.to_lowercase();
    match actor.kind {
        Some(ActorKind::Unnamed | ActorKind::Group) | None => format!("{}\n{kind}\n{name}", selected.key),
        Some(_) => format!("{kind}\n{name}"),
    }
}

/// An actor's id.
pub(super) fn actor(selected: &Selected, actor: &Actor) -> String {
    id('w', &[&actor_key(selected, actor)])
}

/// The id of a source that the article does not name as an actor.
pub(super) fn nobody(selected: &Selected, description: &str) -> String {
    id('w', &[&selected.key, "unnamed", description])
}
