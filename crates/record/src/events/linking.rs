//! Which event puts another forward: the demand and what is demanded, the threat and what is threatened.

use std::collections::HashMap;

use super::codebook::Codebook;
use super::matching::Found;
use super::tree::Tree;

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
