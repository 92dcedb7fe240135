//! What statements are read from: the article, its Analysis, and its quotations in words.

use article::{Article, BlockKind, ByteSpan};
use language::{Analysis, WordSpan};

use super::titles;
use crate::datelines::{datelines, is_certain};
use crate::quotations::Quotation;

/// A quotation in words of the Analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// Its number among the article's quotations.
    pub(crate) number: usize,
    /// The words between the marks.
    pub(crate) words: WordSpan,
    /// With the marks, as far as they are words.
    pub(crate) outer: WordSpan,
    /// The readable block it stands in.
    pub(crate) block: usize,
    /// Whether it stands as speech, a sentence of its own or set off from the outlet's; else it is woven into one.
    pub(crate) is_speech: bool,
    /// Whether it goes on from the quotation before.
    pub(crate) continues: bool,
    /// Whether it is the title of a work.
    pub(crate) is_title: bool,
}

/// A readable block in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BlockWords {
    pub(crate) kind: BlockKind,
    pub(crate) span: ByteSpan,
    pub(crate) words: WordSpan,
}

/// The article with its words by block and its quotations.
#[derive(Debug)]
pub(crate) struct Ground<'a> {
    pub(crate) article: &'a Article,
    pub(crate) analysis: &'a Analysis,
    pub(crate) blocks: Vec<BlockWords>,
    pub(crate) quoted: Vec<Quoted>,
    /// Datelines at the beginning of a block.
    datelines: Vec<WordSpan>,
}

impl<'a> Ground<'a> {
    pub(crate) fn of(article: &'a Article, analysis: &'a Analysis, quotations: &[Quotation]) -> Self {
        let block = |(kind, span)| BlockWords { kind, span, words: analysis.words_in(span) };
        let blocks: Vec<BlockWords> = article.readable().map(block).collect();
        let quoted = quotations.iter().enumerate().map(|(number, quotation)| {
            let (words, outer) = (analysis.words_in(quotation.inner), analysis.words_in(quotation.outer));
            let is_title = titles::is_title(article, analysis, words, outer);
            Quoted {
                number,
                words,
                outer,
                block: quotation.block,
                is_speech: !is_title && is_speech(&article.text, blocks[quotation.block].span, quotation),
                continues: quotation.continues,
                is_title,
            }
        });
        let quoted = quoted.filter(|quoted| !quoted.words.is_empty()).collect();
        let begins_block = |line: &WordSpan| blocks.iter().any(|block| block.words.start == line.start);
        let mut datelines = datelines(article, analysis);
        datelines.retain(|line| begins_block(line) && is_certain(article, analysis, *line));
        Self { article, analysis, blocks, quoted, datelines }
    }

    /// Cuts datelines off pieces: nobody says them, and they are nobody's name.
    pub(crate) fn cut_datelines(&self, pieces: &mut Vec<WordSpan>) {
        for piece in pieces.iter_mut() {
            *piece = self.behind_dateline(*piece);
        }
        pieces.retain(|piece| !piece.is_empty());
    }

    /// What is left of a piece without the dateline that it begins with or within.
    pub(crate) fn behind_dateline(&self, piece: WordSpan) -> WordSpan {
        match self.datelines.iter().find(|line| line.contains(piece.start)) {
            Some(line) => WordSpan::new(line.end.min(piece.end), piece.end),
            None => piece,
        }
    }

    /// Whether a word belongs to a dateline, which is no subject even where the tree makes it one.
    pub(crate) fn is_dateline(&self, word: usize) -> bool {
        self.datelines.iter().any(|line| line.contains(word))
    }

    /// A stretch, cut at the borders of blocks.
    pub(crate) fn by_block(&self, words: WordSpan) -> impl Iterator<Item = WordSpan> + '_ {
        let touched = self.blocks[self.block_of(words.start)..]
            .iter()
            .take_while(move |block| block.words.start < words.end);
        touched.map(move |block| {
            WordSpan::new(words.start.max(block.words.start), words.end.min(block.words.end))
        })
    }

    /// The readable block of a word.
    pub(crate) fn block_of(&self, word: usize) -> usize {
        self.blocks.partition_point(|block| block.words.end <= word)
    }

    /// A word as it is written.
    pub(crate) fn text(&self, word: usize) -> &'a str {
        self.article.words(self.analysis.words[word].span)
    }

    /// The quotations that have words in some pieces, in order.
    pub(crate) fn quoted_in<'g>(&'g self, pieces: &'g [WordSpan]) -> impl Iterator<Item = &'g Quoted> + 'g {
        pieces.iter().flat_map(|piece| {
            let from = self.quoted.partition_point(|quoted| quoted.words.end <= piece.start);
            self.quoted[from..].iter().take_while(|quoted| quoted.words.start < piece.end)
        })
    }

    /// Where words stand in the text.
    pub(crate) fn span(&self, words: WordSpan) -> ByteSpan {
        self.analysis.span(words)
    }
}

/// Speech stands as a sentence of its own, after a colon or set off by a comma; what is woven into the outlet's sentence
/// does not.
fn is_speech(text: &str, block: ByteSpan, quotation: &Quotation) -> bool {
    let quoted = quotation.inner.of(text);
    let before = text[block.start..quotation.outer.start].trim_end();
    let after = &text[quotation.outer.end..block.end];
    let starts_sentence = !quoted.starts_with(char::is_lowercase);
    let is_introduced =
        before.is_empty() || before.ends_with([':', ',', '.', '?', '!', '…', '—', '–', '”', '"', '»', '’']);
    let is_set_off = quoted.ends_with([',', '.', '?', '!', '…', '—', '–'])
        || after.trim_start().starts_with(',')
        || !quotation.is_closed;
    let is_interrupted = !starts_sentence && before.ends_with(',') && quoted.ends_with(['.', '?', '!']);
    (starts_sentence && is_introduced && is_set_off)
        || is_interrupted
        || (starts_sentence && before.ends_with(':'))
}
