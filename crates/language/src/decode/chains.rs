//! Chains: which mentions stand for the same thing.
//!
//! Mentions are taken in order. Each joins the chain whose members it fits best (sum over its members' weights, as in
//! Lee et al. 2017's antecedents but pooled by chain), or begins one; a chain that it contradicts is closed to it.

mod agreement;
mod speakers;
mod wording;

use crate::Error;
use crate::analysis::{Attribution, WordClass};
use crate::labels::Labels;
use crate::rows::{Columns, Rows};
use crate::scorers::{Linear, Matrix, bucket, dot, leaky};
use crate::weights::Weights;

use super::mentions::Found;
use agreement::Chain;
use wording::{Kind, Wording, Words};

/// Added to the score of beginning a chain (chosen on GUM dev).
const NEW_CHAIN: f32 = -0.5;
/// Added, for he and she, to that of a chain with a person's name.
const NAMED_CHAIN: f32 = 1.0;
/// A pronoun looks at so many of a chain's last mentions: long chains would draw all pronouns.
const PRONOUN_MEMBERS: usize = 6;
/// Antecedents stand at most so many mentions back.
const REACH: usize = 400;

/// The width of the second scorer's hidden layer.
const HIDDEN: usize = 64;
const MENTION_BUCKETS: usize = 10;
const SENTENCE_BUCKETS: usize = 8;
const MATCHES: usize = 6;
const QUOTES: usize = 4;

/// Scores a mention and one before it.
#[derive(Debug)]
pub(crate) struct ChainScorers {
    query: Linear,
    key: Linear,
    left: Linear,
    right: Linear,
    new: Linear,
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
    fn score(&self, chains: &Chains, i: usize, j: usize) -> f32 {
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

/// One mention as chains need it.
#[derive(Debug)]
struct Member {
    found: Found,
    wording: Wording,
    sentence: usize,
    is_quoted: bool,
    is_person: bool,
    is_living: bool,
    /// The score of beginning a chain.
    new: f32,
}

/// The mentions of a text as they are found, and what the scorers make of each.
#[derive(Debug)]
pub(crate) struct Chains {
    mentions: Vec<Member>,
    words: Words,
    queries: Matrix,
    keys: Matrix,
    left: Matrix,
    right: Matrix,
}

/// A mention that was found in a sentence, with what is known of its words.
pub(crate) struct Sighting<'a> {
    /// The mention, its words numbered over the text.
    pub(crate) found: Found,
    /// Its head, numbered likewise.
    pub(crate) head: usize,
    /// Its words as written, and their classes.
    pub(crate) words: &'a [&'a str],
    pub(crate) classes: &'a [WordClass],
    /// The number of its sentence in the text.
    pub(crate) sentence: usize,
    /// Whether its first word stands inside quotation marks.
    pub(crate) is_quoted: bool,
}

impl Chains {
    /// No mentions yet.
    pub(crate) fn new(columns: &Columns) -> Self {
        let width = columns.chain_first.width();
        Self {
            mentions: Vec::new(),
            words: Words::default(),
            queries: Matrix::new(width),
            keys: Matrix::new(width),
            left: Matrix::new(HIDDEN),
            right: Matrix::new(HIDDEN),
        }
    }

    /// Adds a mention; `base` is the number in the text of the first word of `rows`.
    pub(crate) fn push(
        &mut self,
        scorers: &ChainScorers,
        labels: &Labels,
        rows: &Rows,
        base: usize,
        sighting: &Sighting,
    ) {
        let columns = &labels.columns;
        let Found { first, last, kind, .. } = sighting.found;
        let parts =
            [(columns.chain_first, first), (columns.chain_last, last), (columns.chain_head, sighting.head)];
        let [a, b, c] = parts.map(|(column, word)| rows.get(column, word - base));
        let row: Vec<f32> = a.iter().zip(b).zip(c).map(|((a, b), c)| leaky(a + b + c)).collect();
        let scale = 1.0 / (row.len() as f32).sqrt();
        self.queries.push(scorers.query.apply(&row).into_iter().map(|x| scale * x));
        self.keys.push(scorers.key.apply(&row));
        self.left.push(scorers.left.apply(&row));
        self.right.push(scorers.right.apply(&row));
        let kind = labels.mention_kinds[kind];
        self.mentions.push(Member {
            found: sighting.found,
            wording: self.words.wording(sighting.words, sighting.classes, sighting.head - first),
            sentence: sighting.sentence,
            is_quoted: sighting.is_quoted,
            is_person: kind == crate::MentionKind::Person,
            is_living: matches!(kind, crate::MentionKind::Person | crate::MentionKind::Animal),
            new: scorers.new.apply(&row)[0],
        });
    }

    /// The number of each mention's chain. "I" in the quoted content of an attribution joins the chain of its source.
    pub(crate) fn chains(&self, scorers: &ChainScorers, attributions: &[Attribution]) -> Vec<usize> {
        let speakers = speakers::speakers(&self.mentions, attributions);
        let mut chain_of: Vec<Option<usize>> = Vec::with_capacity(self.mentions.len());
        let mut chains: Vec<Chain> = Vec::new();
        let mut weights: Vec<Gathered> = Vec::new();
        for (mention, speaker) in speakers.iter().enumerate() {
            if speaker.is_some() {
                chain_of.push(None);
                continue;
            }
            let near = self.gather(scorers, mention, &chain_of, &mut weights);
            let own = Chain::of(&self.mentions[mention]);
            let chosen = self.choose(mention, &own, &chains, &near);
            if let Some(chain) = chosen {
                chains[chain].join(own);
            } else {
                chains.push(own);
                weights.push(Gathered::default());
            }
            chain_of.push(Some(chosen.unwrap_or(chains.len() - 1)));
        }
        (0..self.mentions.len())
            .map(|mention| chain_of[speakers[mention].unwrap_or(mention)].expect("no speaker is spoken for"))
            .collect()
    }

    /// Scores the antecedents of a mention, the nearest first, and pools them by chain. `weights` are empty before and after.
    fn gather(
        &self,
        scorers: &ChainScorers,
        mention: usize,
        chain_of: &[Option<usize>],
        weights: &mut [Gathered],
    ) -> Vec<(usize, Gathered)> {
        let mut near = Vec::new();
        let most = if self.mentions[mention].wording.is_pronoun() { PRONOUN_MEMBERS } else { usize::MAX };
        for before in (mention.saturating_sub(REACH)..mention).rev() {
            let Some(chain) = chain_of[before] else { continue };
            let gathered = &mut weights[chain];
            if gathered.n_members == 0 {
                near.push(chain);
            }
            if gathered.n_members < most {
                gathered.add(scorers.score(self, mention, before));
            }
        }
        near.sort_unstable();
        near.into_iter().map(|chain| (chain, std::mem::take(&mut weights[chain]))).collect()
    }

    /// The chain with the largest weight that is open to the mention; none where beginning one weighs more.
    fn choose(
        &self,
        mention: usize,
        own: &Chain,
        chains: &[Chain],
        near: &[(usize, Gathered)],
    ) -> Option<usize> {
        let member = &self.mentions[mention];
        let is_he_or_she = matches!(member.wording.kind, Kind::He | Kind::She);
        let mut best = (member.new + NEW_CHAIN, None);
        for (number, gathered) in near {
            let bonus = if is_he_or_she && chains[*number].has_name() { NAMED_CHAIN } else { 0.0 };
            let weight = gathered.weight() + bonus;
            if weight > best.0 && chains[*number].admits(own) {
                best = (weight, Some(*number));
            }
        }
        best.1
    }
}

/// The logarithm of a sum of exponentials, of one chain's members seen from one mention.
#[derive(Debug, Clone, Copy, Default)]
struct Gathered {
    n_members: usize,
    largest: f32,
    /// Of exponentials of the scores less the largest.
    sum: f32,
}

impl Gathered {
    fn add(&mut self, score: f32) {
        if self.n_members == 0 {
            (self.largest, self.sum) = (score, 1.0);
        } else if score > self.largest {
            self.sum = self.sum * (self.largest - score).exp() + 1.0;
            self.largest = score;
        } else {
            self.sum += (score - self.largest).exp();
        }
        self.n_members += 1;
    }

    fn weight(&self) -> f32 {
        self.largest + self.sum.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_members_add_up() {
        let mut gathered = Gathered::default();
        for score in [1.0, 3.0, 2.0] {
            gathered.add(score);
        }
        let expected = (1f32.exp() + 2f32.exp() + 3f32.exp()).ln();
        assert!((gathered.weight() - expected).abs() < 1e-5);
    }
}
