//! How well a mention and one before it go together, by the model.

use crate::Error;
use crate::rows::Columns;
use crate::scorers::{Linear, Matrix, bucket, dot, leaky};
use crate::weights::Weights;

use super::Chains;
use super::wording::Kind;

/// The width of the second scorer's hidden layer.
pub(super) const HIDDEN: usize = 64;
const MENTION_BUCKETS: usize = 10;
const SENTENCE_BUCKETS: usize = 8;
const MATCHES: usize = 6;
const QUOTES: usize = 4;

/// Scores a mention and one before it.
#[derive(Debug)]
pub(crate) struct ChainScorers {
    pub(super) query: Linear,
    pub(super) key: Linear,
    pub(super) left: Linear,
    pub(super) right: Linear,
    pub(super) new: Linear,
    out: Linear,
    /// Rows by distance: in mentions, then in sentences.
    distances: Matrix,
    /// Rows by wording: how alike, then who of the two is quoted.
    likeness: Matrix,
    /// Rows by kinds: the mention's, then the antecedent's.
    kinds: Matrix,
}

impl ChainScorers {
    /// Out of a model file.
    pub(crate) fn read(weights: &Weights, columns: &Columns) -> Result<Self, Error> {
        let width = columns.chain_first.width();
        let table = |name: &str, rows: usize| weights.matrix(&format!("chain_{name}.weight"), rows, HIDDEN);
        Ok(Self {
            query: weights.linear("chain_query", width, width)?,
            key: weights.linear("chain_key", width, width)?,
            left: weights.linear("chain_left", width, HIDDEN)?,
            right: weights.linear("chain_right", width, HIDDEN)?,
            new: weights.linear("chain_new", width, 1)?,
            out: weights.linear("chain_out", HIDDEN, 1)?,
            distances: sums(&table("mentions", MENTION_BUCKETS)?, &table("sentences", SENTENCE_BUCKETS)?),
            likeness: sums(&table("match", MATCHES)?, &table("quotes", QUOTES)?),
            kinds: table("kinds", Kind::COUNT * Kind::COUNT)?,
        })
    }

    /// The score of mention `j` as antecedent of mention `i`.
    pub(super) fn score(&self, chains: &Chains, i: usize, j: usize) -> f32 {
        let (a, b) = (&chains.mentions[i], &chains.mentions[j]);
        let mentions = bucket((i - j).cast_signed()).min(MENTION_BUCKETS - 1);
        let sentences = bucket((a.sentence - b.sentence).cast_signed()).min(SENTENCE_BUCKETS - 1);
        let quotes = 2 * usize::from(a.is_quoted) + usize::from(b.is_quoted);
        let likeness = a.wording.likeness(&b.wording);
        let hidden = [
            chains.left.row(i),
            chains.right.row(j),
            self.distances.row(mentions * SENTENCE_BUCKETS + sentences),
            self.likeness.row(likeness * QUOTES + quotes),
            self.kinds.row(a.wording.kind as usize * Kind::COUNT + b.wording.kind as usize),
        ];
        let products = dot(chains.queries.row(i), chains.keys.row(j));
        products + self.out.bias[0] + out_of(hidden, self.out.weight.row(0))
    }
}

/// `weight · leaky(sum of the rows)`.
fn out_of(rows: [&[f32]; 5], weight: &[f32]) -> f32 {
    let [left, right, distance, likeness, kinds] = rows.map(|row| row.as_chunks::<8>().0);
    let mut sums = [0.0; 8];
    for (n, weight) in weight.as_chunks::<8>().0.iter().enumerate() {
        for lane in 0..8 {
            let inner =
                left[n][lane] + right[n][lane] + distance[n][lane] + likeness[n][lane] + kinds[n][lane];
            sums[lane] += weight[lane] * leaky(inner);
        }
    }
    sums.iter().sum()
}

/// The sums of each row of one table with each row of another.
fn sums(a: &Matrix, b: &Matrix) -> Matrix {
    let mut sums = Matrix::new(a.width);
    for i in 0..a.len() {
        for j in 0..b.len() {
            sums.push(a.row(i).iter().zip(b.row(j)).map(|(x, y)| x + y));
        }
    }
    sums
}
