//! Mentions: stretches of a sentence that stand for something.

use std::cmp::Ordering;
use std::ops::Range;

use crate::Error;
use crate::labels::Labels;
use crate::rows::{Columns, Rows};
use crate::scorers::{Linear, dot, largest, leaky, leaky_sum};
use crate::weights::Weights;

/// A mention has at most so many words.
const LONGEST_MENTION: usize = 40;
/// Taken off the score of "no mention" (chosen on GUM dev).
const EAGERNESS: f32 = 0.5;

/// Scores stretches of words.
#[derive(Debug)]
pub(crate) struct MentionScorers {
    mention: Linear,
}

/// A mention as it is found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Its first word.
    pub(crate) first: usize,
    /// Its last word.
    pub(crate) last: usize,
    /// What it stands for, by its label's number.
    pub(crate) kind: usize,
    /// How much better than no mention it is.
    sureness: f32,
}

impl MentionScorers {
    /// Out of a model file.
    pub(crate) fn read(weights: &Weights, labels: &Labels) -> Result<Self, Error> {
        let width = labels.columns.mention_first.width();
        Ok(Self { mention: weights.linear("mention", width, labels.mention_kinds.len() + 1)? })
    }

    /// The mentions of a sentence, by first and last word, of which no two cross. Where two would, the surer one stays.
    pub(crate) fn mentions(&self, columns: &Columns, rows: &Rows, words: Range<usize>) -> Vec<Found> {
        let mut found = self.candidates(columns, rows, words);
        found.sort_by(|a, b| {
            let by_sureness = b.sureness.partial_cmp(&a.sureness).unwrap_or(Ordering::Equal);
            by_sureness.then_with(|| (b.first, b.last, b.kind).cmp(&(a.first, a.last, a.kind)))
        });
        let mut kept: Vec<Found> = Vec::with_capacity(found.len());
        for candidate in found {
            if !kept.iter().any(|other| candidate.crosses(other)) {
                kept.push(candidate);
            }
        }
        kept.sort_by_key(|mention| (mention.first, mention.last));
        kept
    }

    /// All stretches that are more likely some kind of mention than none.
    fn candidates(&self, columns: &Columns, rows: &Rows, words: Range<usize>) -> Vec<Found> {
        let pair = |column, word: usize| rows.get(column, word).iter().map(|x| leaky(*x));
        let scale = 1.0 / (columns.pair_first.width() as f32).sqrt();
        let lasts: Vec<Vec<f32>> =
            words.clone().map(|word| pair(columns.pair_last, word).collect()).collect();
        let (mut x, mut scores) =
            (vec![0.0; columns.mention_first.width()], vec![0.0; self.mention.bias.len()]);
        let mut found = Vec::new();
        for first in words.clone() {
            let opening: Vec<f32> = pair(columns.pair_first, first).collect();
            let left = rows.get(columns.mention_first, first);
            for last in first..words.end.min(first + LONGEST_MENTION) {
                let sum = leaky_sum(left, rows.get(columns.mention_last, last));
                x.iter_mut().zip(sum).for_each(|(x, y)| *x = y);
                self.mention.apply_to(&x, &mut scores);
                scores[0] -= EAGERNESS + scale * dot(&opening, &lasts[last - words.start]);
                let best = largest(&scores);
                if let Some(kind) = best.checked_sub(1) {
                    found.push(Found { first, last, kind, sureness: scores[best] - scores[0] });
                }
            }
        }
        found
    }
}

impl Found {
    /// The same, its words numbered from `base` on.
    pub(crate) fn shifted(self, base: usize) -> Self {
        Self { first: base + self.first, last: base + self.last, ..self }
    }

    fn crosses(&self, other: &Self) -> bool {
        let runs_out = |a: &Self, b: &Self| a.first < b.first && b.first <= a.last && a.last < b.last;
        runs_out(self, other) || runs_out(other, self)
    }

    /// Its head: the first of its words whose own head lies outside of it.
    pub(crate) fn head(&self, head_of: impl Fn(usize) -> Option<usize>) -> usize {
        let is_outside =
            |word: &usize| head_of(*word).is_none_or(|head| head < self.first || head > self.last);
        (self.first..=self.last).find(is_outside).unwrap_or(self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_cross_where_each_runs_out_of_the_other() {
        let found = |first, last| Found { first, last, kind: 0, sureness: 0.0 };
        assert!(found(0, 2).crosses(&found(2, 3)) && found(2, 3).crosses(&found(0, 2)));
        assert!(!found(0, 2).crosses(&found(1, 2)) && !found(0, 2).crosses(&found(3, 4)));
    }

    #[test]
    fn the_head_hangs_outside() {
        let heads = [Some(2), Some(2), Some(5), Some(2)];
        let found = Found { first: 0, last: 3, kind: 0, sureness: 0.0 };
        assert_eq!(found.head(|word| heads[word]), 2);
    }
}
