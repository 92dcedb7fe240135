//! Finds the longest stretch of tokens that a trie of patterns reads.
//!
//! All patterns are compiled into one trie, whose edges are words and classes of words. From each token it is walked along
//! every edge that the token fits; nothing is read twice but the few tokens of one expression.

use super::senses::{Class, Sense};
use super::tokens::Token;
use crate::data::times::CLASSES;

/// Patterns as a trie. `build/times.rs` writes it.
#[derive(Debug)]
pub(crate) struct Trie {
    /// Where each node's edges and ends begin; one more closes the last.
    pub(crate) nodes: &'static [(u32, u32)],
    /// A word or class, and the node it leads to; in order within a node.
    pub(crate) edges: &'static [(u16, u16)],
    /// The rules that end in a node.
    pub(crate) ends: &'static [u16],
}

/// Classes as edges stand above the numbers of all words.
pub(crate) const FIRST_CLASS: u16 = 60_000;

/// A stretch that a rule reads.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    /// Its rule.
    pub(crate) rule: usize,
    /// The word or class that each token was read as.
    pub(crate) atoms: Vec<u16>,
}

impl Trie {
    /// The longest stretch from `at` on that a rule reads and `allows` lets stand, given the rule and where it ends.
    pub(crate) fn longest(
        &self,
        tokens: &[Token],
        at: usize,
        allows: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Match> {
        let mut search = Search { trie: self, tokens, start: at, allows, path: Vec::new(), best: None };
        search.walk(0);
        search.best
    }

    fn edges_of(&self, node: u16) -> &'static [(u16, u16)] {
        let node = usize::from(node);
        &self.edges[self.nodes[node].0 as usize..self.nodes[node + 1].0 as usize]
    }

    fn ends_of(&self, node: u16) -> &'static [u16] {
        let node = usize::from(node);
        &self.ends[self.nodes[node].1 as usize..self.nodes[node + 1].1 as usize]
    }
}

struct Search<'s> {
    trie: &'s Trie,
    tokens: &'s [Token],
    start: usize,
    allows: &'s dyn Fn(usize, usize) -> bool,
    path: Vec<u16>,
    best: Option<Match>,
}

impl Search<'_> {
    fn walk(&mut self, node: u16) {
        self.note_end(node);
        let edges = self.trie.edges_of(node);
        let Some(token) = self.tokens.get(self.start + self.path.len()) else { return };
        if edges.is_empty() {
            return;
        }
        if let Some(word) = token.word {
            self.follow(edges, word);
        }
        let mut classes = token.classes;
        for (number, class) in CLASSES.iter().enumerate() {
            let bit = 1 << *class as u64;
            if classes & bit != 0 {
                classes &= !bit;
                self.follow(edges, FIRST_CLASS + number as u16);
            }
            if classes == 0 {
                break;
            }
        }
    }

    fn follow(&mut self, edges: &'static [(u16, u16)], atom: u16) {
        if let Ok(place) = edges.binary_search_by_key(&atom, |(known, _)| *known) {
            self.path.push(atom);
            self.walk(edges[place].1);
            self.path.pop();
        }
    }

    /// Keeps the longest end; of two as long, the one whose rule stands first.
    fn note_end(&mut self, node: u16) {
        let end = self.start + self.path.len();
        let rules = self.trie.ends_of(node).iter().map(|rule| usize::from(*rule));
        let Some(rule) = rules.into_iter().find(|rule| (self.allows)(*rule, end)) else { return };
        let is_better = self.best.as_ref().is_none_or(|best| {
            best.atoms.len() < self.path.len() || (best.atoms.len() == self.path.len() && rule < best.rule)
        });
        if is_better {
            self.best = Some(Match { rule, atoms: self.path.clone() });
        }
    }
}

/// Whether a token is a word or of a class.
pub(crate) fn fits(token: &Token, atom: u16) -> bool {
    match atom.checked_sub(FIRST_CLASS) {
        Some(class) => token.is(CLASSES[usize::from(class)]),
        None => token.word == Some(atom),
    }
}

/// What the tokens of a match mean. A word that the pattern names means no more than its unit or part of day.
pub(crate) fn senses(tokens: &[Token], atoms: &[u16]) -> Vec<Sense> {
    let mut found = Vec::with_capacity(atoms.len());
    for (token, atom) in tokens.iter().zip(atoms) {
        match atom.checked_sub(FIRST_CLASS) {
            Some(class) => found.extend(sense_of(token, CLASSES[usize::from(class)])),
            None => found.extend(
                token
                    .senses()
                    .iter()
                    .map(|(_, sense)| *sense)
                    .find(|sense| matches!(sense.class(), Class::Unit | Class::Units | Class::Part)),
            ),
        }
    }
    found
}

/// "10.30" holds its value as a number until a pattern reads it as a time.
fn sense_of(token: &Token, class: Class) -> Option<Sense> {
    if class == Class::DotClock {
        let minutes = token.value.trunc() * 60.0 + (token.value.fract() * 100.0).round();
        return Some(Sense::Clock(minutes as i16));
    }
    token.sense(class)
}
