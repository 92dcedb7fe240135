//! Which event puts another forward: the demand and what is demanded, the threat and what is threatened.

use std::collections::HashMap;

use super::codebook::Codebook;
use super::matching::Found;
use super::tree::Tree;
use crate::record::{Event, EventType};

/// How many words over an event are asked.
const MOST_LEVELS: usize = 10;

/// For each event the one that puts it forward.
pub(crate) fn put_by(tree: &Tree<'_>, codebook: &Codebook, found: &[Found<'_>]) -> Vec<Option<usize>> {
    let mut at: HashMap<usize, usize> = HashMap::new();
    for (number, event) in found.iter().enumerate().filter(|(_, event)| event.pattern.content.is_some()) {
        at.insert(event.head, number);
        at.insert(event.trigger, number);
    }
    found.iter().enumerate().map(|(number, event)| over(tree, codebook, &at, number, event)).collect()
}

/// Who is only accused of an event in the words of the one who accuses is alleged to have done it: "Mali accused Niger of
/// [shelling] the town".
pub(crate) fn allege(tree: &Tree<'_>, found: &[Found<'_>], events: &mut [Event]) {
    let is_charge = |event: &Found<'_>| {
        event.pattern.event == EventType::Accuse && event.pattern.mode.as_deref() == Some("allege")
    };
    let charges: HashMap<usize, usize> = found
        .iter()
        .enumerate()
        .filter(|(_, event)| is_charge(event))
        .flat_map(|(number, event)| [(event.head, number), (event.trigger, number)])
        .collect();
    for (number, event) in found.iter().enumerate() {
        let Some(charge) = charge_over(tree, &charges, event.head) else { continue };
        let accused = events[charge].recipients.clone();
        let own = &mut events[number];
        if charge != number && own.actors.iter().any(|actor| accused.contains(actor)) {
            own.alleged_actors.append(&mut own.actors);
        }
    }
}

/// The charge in whose clause a word stands.
fn charge_over(tree: &Tree<'_>, charges: &HashMap<usize, usize>, word: usize) -> Option<usize> {
    let mut word = word;
    for _ in 0..MOST_LEVELS {
        let head = tree.word(word).head?;
        if !matches!(
            tree.relation(word),
            "advcl" | "xcomp" | "ccomp" | "acl" | "conj" | "obl" | "nmod" | "obj"
        ) {
            return None;
        }
        if let Some(charge) = charges.get(&head).filter(|_| tree.relation(word) != "conj") {
            return Some(*charge);
        }
        word = head;
    }
    None
}

fn over(
    tree: &Tree<'_>,
    codebook: &Codebook,
    at: &HashMap<usize, usize>,
    number: usize,
    event: &Found<'_>,
) -> Option<usize> {
    let mut word = event.head;
    for _ in 0..MOST_LEVELS {
        let head = tree.word(word).head?;
        let leads_up = match tree.full_relation(word) {
            "xcomp" | "ccomp" | "obj" | "conj" | "nsubj:pass" | "iobj" => true,
            "acl" => {
                tree.is_infinitive(word) || tree.with(word, &["mark"]).any(|mark| tree.form(mark) == "that")
            }
            "nmod" | "obl" => tree.preposition(word).is_none_or(|p| !codebook.lists("aside", p)),
            "advcl" => tree.is_infinitive(word) && tree.with(head, &["ccomp", "xcomp"]).next().is_none(),
            "amod" | "compound" | "nmod:poss" | "nsubj" => {
                at.get(&head).is_none() && tree.relation(head) != "root"
            }
            _ => false,
        };
        if !leads_up {
            return None;
        }
        if let Some(parent) = at.get(&head).filter(|parent| **parent != number) {
            // "agreed and signed": coordinated, not under it.
            if tree.full_relation(word) != "conj" {
                return Some(*parent);
            }
        }
        word = head;
    }
    None
}
