//! The encoder's answer: two rows of numbers for each word, whose columns belong to the decoders.

/// Which of the two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// For sentences, tags and trees.
    Syntax,
    /// For names, attributions, mentions and chains.
    Meaning,
}

/// Some columns of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    table: Table,
    start: usize,
    end: usize,
}

impl Column {
    pub(crate) fn new(table: Table, start: usize, end: usize) -> Self {
        Self { table, start, end }
    }

    /// How many columns there are.
    pub(crate) fn width(self) -> usize {
        self.end - self.start
    }
}

/// The columns by name; widths in `training/model.py`.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) sentence: Column,
    pub(crate) upos: Column,
    pub(crate) features: Column,
    pub(crate) lemma: Column,
    pub(crate) arc_dependent: Column,
    pub(crate) arc_head: Column,
    pub(crate) relation_dependent: Column,
    pub(crate) relation_head: Column,
    pub(crate) names: Column,
    pub(crate) attribution: Column,
    pub(crate) factuality: Column,
    pub(crate) span_first: Column,
    pub(crate) span_last: Column,
    pub(crate) mention_first: Column,
    pub(crate) mention_last: Column,
    pub(crate) pair_first: Column,
    pub(crate) pair_last: Column,
    pub(crate) chain_first: Column,
    pub(crate) chain_last: Column,
    pub(crate) chain_head: Column,
}

impl Columns {
    /// How wide each table must be to hold them.
    pub(crate) fn widths(&self) -> (usize, usize) {
        (self.relation_head.end, self.chain_head.end)
    }
}

/// The rows of consecutive words.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    syntax: Vec<f32>,
    meaning: Vec<f32>,
    syntax_width: usize,
    meaning_width: usize,
}

impl Rows {
    /// No rows yet, of these widths.
    pub(crate) fn new((syntax_width, meaning_width): (usize, usize)) -> Self {
        Self { syntax: Vec::new(), meaning: Vec::new(), syntax_width, meaning_width }
    }

    /// Rows out of whole tables, word after word.
    pub(crate) fn of(
        syntax: Vec<f32>,
        meaning: Vec<f32>,
        (syntax_width, meaning_width): (usize, usize),
    ) -> Self {
        Self { syntax, meaning, syntax_width, meaning_width }
    }

    /// The columns of a word.
    pub(crate) fn get(&self, column: Column, word: usize) -> &[f32] {
        let (table, width) = match column.table {
            Table::Syntax => (&self.syntax, self.syntax_width),
            Table::Meaning => (&self.meaning, self.meaning_width),
        };
        &table[word * width + column.start..word * width + column.end]
    }

    /// Takes over a word of other rows, as the next one.
    pub(crate) fn push(&mut self, other: &Self, word: usize) {
        self.syntax.extend_from_slice(other.syntax_row(word));
        self.meaning.extend_from_slice(other.meaning_row(word));
    }

    /// Takes over a word of other rows in the place of one that is here.
    pub(crate) fn replace(&mut self, at: usize, other: &Self, word: usize) {
        let (syntax, meaning) = (self.syntax_width, self.meaning_width);
        self.syntax[at * syntax..(at + 1) * syntax].copy_from_slice(other.syntax_row(word));
        self.meaning[at * meaning..(at + 1) * meaning].copy_from_slice(other.meaning_row(word));
    }

    /// Drops the first words.
    pub(crate) fn drop_first(&mut self, n_words: usize) {
        self.syntax.drain(..n_words * self.syntax_width);
        self.meaning.drain(..n_words * self.meaning_width);
    }

    fn syntax_row(&self, word: usize) -> &[f32] {
        &self.syntax[word * self.syntax_width..(word + 1) * self.syntax_width]
    }

    fn meaning_row(&self, word: usize) -> &[f32] {
        &self.meaning[word * self.meaning_width..(word + 1) * self.meaning_width]
    }
}
