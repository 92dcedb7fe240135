//! Trees: every word's head, and how it hangs on it (biaffine scores after Dozat and Manning 2017).

mod spanning;

use crate::Error;
use crate::labels::Labels;
use crate::rows::{Columns, Rows};
use crate::scorers::{Linear, dot, largest, leaky, leaky_sum, share};
use crate::weights::Weights;

use spanning::Scores;

/// A difference of positions counts up to so many words either way.
const FARTHEST: usize = 16;

/// Scores heads.
#[derive(Debug)]
pub(crate) struct TreeScorers {
    root: Vec<f32>,
    head_bias: Vec<f32>,
    distance: Vec<f32>,
}

/// Scores relations.
#[derive(Debug)]
pub(crate) struct RelationScorer {
    relation: Linear,
    /// The root's child has it, and no other word.
    root: usize,
}

impl TreeScorers {
    /// Out of a model file.
    pub(crate) fn read(weights: &Weights, columns: &Columns) -> Result<Self, Error> {
        let width = columns.arc_head.width();
        Ok(Self {
            root: weights.values("arc_root", width)?,
            head_bias: weights.values("arc_head_bias", width)?,
            distance: weights.values("arc_distance", 2 * FARTHEST + 1)?,
        })
    }

    /// The heads of a sentence's words, by their places in it, `None` for the one root; with the share of each among all that
    /// could be that word's head.
    pub(crate) fn heads(
        &self,
        columns: &Columns,
        rows: &Rows,
        words: std::ops::Range<usize>,
    ) -> Vec<(Option<usize>, f32)> {
        let scores = self.scores(columns, rows, words);
        let heads = spanning::tree(&scores).into_iter().enumerate();
        heads.map(|(word, head)| (head, scores.share(word, head))).collect()
    }

    /// The score of each word as the head of each other, and of the root as the head of each.
    fn scores(&self, columns: &Columns, rows: &Rows, words: std::ops::Range<usize>) -> Scores {
        let width = self.root.len();
        let scale = 1.0 / (width as f32).sqrt();
        let table = |column, factor: f32| -> Vec<f32> {
            let rows = words.clone().flat_map(|word| rows.get(column, word));
            rows.map(|x| factor * leaky(*x)).collect()
        };
        let (dependents, heads) = (table(columns.arc_dependent, scale), table(columns.arc_head, 1.0));
        let bias: Vec<f32> = heads.chunks(width).map(|head| dot(head, &self.head_bias)).collect();
        let mut scores = Scores::new(words.len());
        for (i, dependent) in dependents.chunks(width).enumerate() {
            scores.set_root(i, dot(dependent, &self.root));
            for (j, head) in heads.chunks(width).enumerate() {
                let distance = (j + FARTHEST).saturating_sub(i).min(2 * FARTHEST);
                scores.set(i, j, dot(dependent, head) + bias[j] + self.distance[distance]);
            }
        }
        scores
    }
}

impl RelationScorer {
    /// Out of a model file.
    pub(crate) fn read(weights: &Weights, labels: &Labels) -> Result<Self, Error> {
        let width = labels.columns.relation_head.width();
        Ok(Self { relation: weights.linear("relation", width, labels.relations.len())?, root: labels.root })
    }

    /// The relation of a word to its head, and its share among all relations.
    pub(crate) fn relation(
        &self,
        columns: &Columns,
        rows: &Rows,
        word: usize,
        head: Option<usize>,
    ) -> (usize, f32) {
        let Some(head) = head else { return (self.root, 1.0) };
        let dependent = rows.get(columns.relation_dependent, word);
        let x: Vec<f32> = leaky_sum(dependent, rows.get(columns.relation_head, head)).collect();
        let mut scores = self.relation.apply(&x);
        scores[self.root] = f32::NEG_INFINITY;
        let best = largest(&scores);
        (best, share(&scores, best))
    }
}
