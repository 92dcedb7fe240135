//! Chains: which mentions stand for the same thing.
//!
//! Mentions are taken in order. Each joins the chain whose members it fits best (sum over its members' weights, as in
//! Lee et al. 2017's antecedents but pooled by chain), or begins one; a chain that it contradicts is closed to it. He and
//! she keep shares of several chains. Some mentions are joined by words and trees alone.

mod agreement;
mod article;
mod joining;
mod pairs;
mod people;
mod speakers;
mod wording;

use crate::analysis::{Analysis, WordClass, WordSpan};
use crate::labels::Labels;
use crate::rows::{Columns, Rows};
use crate::scorers::{Matrix, leaky};

use super::mentions::Found;
use article::Article;
use joining::Joining;
pub(crate) use pairs::ChainScorers;
use pairs::HIDDEN;
use wording::{Kind, Wording, Words};

/// One mention as chains need it.
#[derive(Debug)]
struct Member {
    found: Found,
    head: usize,
    wording: Wording,
    sentence: usize,
    passage: usize,
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
    /// The number of its sentence, and of its passage, in the text.
    pub(crate) sentence: usize,
    pub(crate) passage: usize,
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
            head: sighting.head,
            sentence: sighting.sentence,
            passage: sighting.passage,
            is_quoted: sighting.is_quoted,
            is_person: kind == crate::MentionKind::Person,
            is_living: matches!(kind, crate::MentionKind::Person | crate::MentionKind::Animal),
            new: scorers.new.apply(&row)[0],
        });
    }

    /// The number of each mention's chain and how sure it is, of a text whose words and attributions are there.
    pub(crate) fn chains(
        &self,
        scorers: &ChainScorers,
        analysis: &Analysis,
        text: &str,
    ) -> Vec<(usize, f32)> {
        let article = Article::of(&self.mentions, self.words.len(), analysis, text);
        Joining::new(scorers, self, &article).run()
    }
}

impl Member {
    fn words(&self) -> WordSpan {
        WordSpan::new(self.found.first, self.found.last + 1)
    }

    /// Whether it is a person's name.
    fn is_named(&self) -> bool {
        self.is_person && self.wording.kind == Kind::Name
    }
}
