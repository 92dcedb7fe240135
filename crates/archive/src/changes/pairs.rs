//! Which item of an earlier record is which of a later one.

use std::collections::HashMap;

/// Over so many comparisons, only items with the same words are paired.
const MOST: usize = 250_000;

/// Two items with at least so large a part of their words in common may be the same.
const SAME: f64 = 0.5;

/// What items are paired by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Features {
    /// What has to be the same for a pair: the speaker, or type and sides.
    pub(super) who: String,
    /// The words that it stands on.
    pub(super) words: Vec<String>,
}

/// Pairs of positions in the earlier and the later list; each is in one pair at most.
///
/// First those that are the same in both, then those of the same ones with the likest words, then the likest words of others: a
/// statement that is given to another speaker. Ties go to the earlier position, so that the outcome is always the same.
pub(super) fn pairs(before: &[Features], after: &[Features]) -> Vec<(usize, usize)> {
    let mut pairing =
        Pairing { pairs: Vec::new(), old: vec![false; before.len()], new: vec![false; after.len()] };
    let mut same: HashMap<(&str, &[String]), Vec<usize>> = HashMap::new();
    for (at, item) in after.iter().enumerate().rev() {
        same.entry((&item.who, &item.words)).or_default().push(at);
    }
    for (at, item) in before.iter().enumerate() {
        if let Some(other) = same.get_mut(&(item.who.as_str(), item.words.as_slice())).and_then(Vec::pop) {
            pairing.take(at, other);
        }
    }
    if before.len() * after.len() <= MOST {
        pairing.likest(before, after, |old, new| old.who == new.who);
        pairing.likest(before, after, |_, _| true);
    }
    pairing.pairs.sort_unstable();
    pairing.pairs
}

struct Pairing {
    pairs: Vec<(usize, usize)>,
    old: Vec<bool>,
    new: Vec<bool>,
}

impl Pairing {
    fn take(&mut self, old: usize, new: usize) {
        if !self.old[old] && !self.new[new] {
            self.old[old] = true;
            self.new[new] = true;
            self.pairs.push((old, new));
        }
    }

    /// Pairs what is left, the likest first.
    fn likest(
        &mut self,
        before: &[Features],
        after: &[Features],
        may_be: impl Fn(&Features, &Features) -> bool,
    ) {
        let mut found = Vec::new();
        for (at, old) in before.iter().enumerate().filter(|(at, _)| !self.old[*at]) {
            for (other, new) in after.iter().enumerate().filter(|(other, _)| !self.new[*other]) {
                if may_be(old, new) {
                    let likeness = likeness(&old.words, &new.words);
                    if likeness >= SAME {
                        found.push((likeness, at, other));
                    }
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, old, new) in found {
            self.take(old, new);
        }
    }
}

/// The part of all words of both that both have (Dice), 0 to 1.
pub(super) fn likeness(old: &[String], new: &[String]) -> f64 {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in old {
        *left.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in new {
        if let Some(n) = left.get_mut(word.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            shared += 1;
        }
    }
    if old.is_empty() && new.is_empty() {
        1.0
    } else {
        2.0 * f64::from(shared) / (old.len() + new.len()) as f64
    }
}

/// The words of a text in small letters, without punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
