//! What of an article is analysed: its readable blocks, cut into words.

use article::{Article, BlockKind, ByteSpan};

use crate::words::words;

/// A block of more words is taken in several passages, so that no input makes memory grow with its longest block.
const LONGEST_PASSAGE: usize = 4096;
/// How many words before that limit a full stop is looked for.
const LOOK_BACK: usize = 256;

/// A stretch of text that nothing runs across: neither a sentence nor a name; as a rule a block of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the text.
    pub span: ByteSpan,
    /// Its words in order, as spans of the text; at least one.
    pub words: Vec<ByteSpan>,
    /// The numbers of the words in it that begin sentences, the first of them 0; `None` leaves finding them to the model.
    pub sentences: Option<Vec<usize>>,
}

impl Passage {
    /// A passage with its words found by rule, `None` where it has none.
    pub fn of(text: &str, span: ByteSpan) -> Option<Self> {
        let words: Vec<ByteSpan> =
            words(span.of(text)).into_iter().map(|word| ByteSpan::from(word).shifted(span.start)).collect();
        (!words.is_empty()).then_some(Self { span, words, sentences: None })
    }

    /// The same in pieces of bounded length, cut after full stops where there are any.
    fn bounded(mut self, text: &str) -> Vec<Self> {
        let mut pieces = Vec::new();
        while self.words.len() > LONGEST_PASSAGE {
            let is_stop = |word: &ByteSpan| matches!(word.of(text), "." | "!" | "?");
            let stops = self.words[..LONGEST_PASSAGE].iter().rposition(is_stop);
            let cut = stops
                .filter(|stop| stop + LOOK_BACK > LONGEST_PASSAGE)
                .map_or(LONGEST_PASSAGE, |stop| stop + 1);
            let rest = self.words.split_off(cut);
            let span = ByteSpan::new(rest[0].start, self.span.end);
            self.span.end = span.start;
            pieces.push(std::mem::replace(&mut self, Self { span, words: rest, sentences: None }));
        }
        pieces.push(self);
        pieces
    }
}

/// The passages of an article: each readable block is one, and each row of a table.
pub(crate) fn passages(article: &Article) -> Vec<Passage> {
    let text = &article.text;
    let lines = |kind, span| match kind {
        BlockKind::Table => rows(text, span),
        _ => vec![span],
    };
    article
        .readable()
        .flat_map(|(kind, span)| lines(kind, span))
        .filter_map(|span| Passage::of(text, span))
        .flat_map(|passage| passage.bounded(text))
        .collect()
}

/// The lines of a table.
fn rows(text: &str, table: ByteSpan) -> Vec<ByteSpan> {
    let mut start = table.start;
    let lines = table.of(text).split_inclusive('\n').map(|line| {
        let row = ByteSpan::new(start, start + line.len());
        start = row.end;
        row
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endless_passages_are_cut_after_a_stop() {
        let text = format!("{}. {}", "word ".repeat(4000), "more ".repeat(4000));
        let whole = Passage::of(&text, ByteSpan::new(0, text.len())).unwrap();
        let n_words = whole.words.len();
        let pieces = whole.bounded(&text);
        assert_eq!(pieces.iter().map(|piece| piece.words.len()).sum::<usize>(), n_words);
        assert_eq!(pieces[0].words.len(), 4001);
        assert!(pieces.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
    }

    #[test]
    fn a_passage_without_words_is_none() {
        assert_eq!(Passage::of(" \n ", ByteSpan::new(0, 3)), None);
    }
}
