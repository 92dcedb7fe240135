//! Events as PLOVER's own coders would write them: type and status in one, and of a demand and what is demanded only one.
//!
//! PLOVER's manual (draft 0.8) has the coder fold what became of an event into its type: a meeting that is planned is AGREE,
//! one that is called off REJECT, an attack that is threatened THREATEN by the threatener. The foldings are data:
//! `data/events/plover-collapse.toml`.

use std::collections::{HashMap, HashSet};

use super::codebook::{Codebook, FoldedSide};
use crate::record::{Event, EventType, Record, Statement};

/// An event of a record as PLOVER's own coders would write it.
#[derive(Debug, Clone, PartialEq)]
pub struct PloverEvent<'r> {
    /// The event that survives: of a demand and what is demanded, the demand.
    pub event: &'r Event,
    /// The type that they would write, which need not be the event's own.
    pub r#type: EventType,
    /// Who does it, by actor id: of a demand or threat, who makes it.
    pub actors: Vec<String>,
    /// To whom it is done, by actor id: of a demand, of whom it is made.
    pub recipients: Vec<String>,
}

/// The events of a record as PLOVER's own coders would write them, in reading order. What they would not write (what is only
/// thought of or denied, and what another event puts forward) is left out.
///
/// A codebook without foldings takes those of the program.
pub fn plover_collapse<'r>(record: &'r Record, codebook: &Codebook) -> Vec<PloverEvent<'r>> {
    let codebook = if codebook.has_folds() { codebook } else { Codebook::embedded() };
    let folder = Folder {
        codebook,
        statements: record.statements.iter().map(|statement| (statement.id.as_str(), statement)).collect(),
    };
    let written: HashSet<&str> = record
        .events
        .iter()
        .filter(|event| codebook.folded(event.r#type, event.label).is_some())
        .map(|event| event.id.as_str())
        .collect();
    let is_put = |event: &Event| {
        let parent = event.put_by.as_deref();
        parent.is_some_and(|parent| parent != event.id && written.contains(parent))
    };
    let mut content: HashMap<&str, &Event> = HashMap::new();
    for event in record.events.iter().filter(|event| is_put(event)) {
        if let Some(parent) = event.put_by.as_deref() {
            content.entry(parent).or_insert(event);
        }
    }
    record
        .events
        .iter()
        .filter(|event| !is_put(event))
        .filter_map(|event| folder.folded(event, content.get(event.id.as_str()).copied()))
        .collect()
}

struct Folder<'r> {
    codebook: &'r Codebook,
    statements: HashMap<&'r str, &'r Statement>,
}

impl Folder<'_> {
    fn folded<'r>(&self, event: &'r Event, content: Option<&Event>) -> Option<PloverEvent<'r>> {
        let fold = self.codebook.fold(event.r#type, event.label);
        let (kind, actor, recipient) = match fold {
            Some(fold) => (fold.becomes?, fold.actor, fold.recipient),
            None => (event.r#type, FoldedSide::Doer, FoldedSide::Recipient),
        };
        let mut recipients = self.side(event, recipient);
        if let Some(content) = content.filter(|_| recipients.is_empty()) {
            let side = self.codebook.fold(content.r#type, content.label);
            recipients = self.side(content, side.map_or(FoldedSide::Recipient, |fold| fold.recipient));
        }
        let mut actors = self.side(event, actor);
        if actors.is_empty() && recipient == FoldedSide::Recipient {
            actors.clone_from(&event.actors);
        }
        recipients.retain(|id| !actors.contains(id));
        Some(PloverEvent { event, r#type: kind, actors, recipients })
    }

    fn side(&self, event: &Event, side: FoldedSide) -> Vec<String> {
        match side {
            FoldedSide::Doer => event.actors.clone(),
            FoldedSide::Recipient => event.recipients.clone(),
            FoldedSide::Speaker => {
                let statement = event.content_of.as_ref().or(event.according_to.as_ref());
                let statement = statement.and_then(|id| self.statements.get(id.as_str()));
                statement.and_then(|statement| statement.source.actor.clone()).into_iter().collect()
            }
        }
    }
}
