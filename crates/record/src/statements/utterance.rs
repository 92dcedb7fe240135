//! An utterance: the words of one statement, before it is said what they mean.

use language::{Analysis, WordSpan};

/// Who is said to have said what, in words of the Analysis.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Utterance {
    /// The words that name who said it, in one piece as a rule; empty where the text leaves them out.
    pub(crate) source: Vec<WordSpan>,
    /// The words that tell of the saying, in one piece or several; empty where only typography does.
    pub(crate) cue: Vec<WordSpan>,
    /// What was said, in order and without overlaps; at least one piece.
    pub(crate) content: Vec<WordSpan>,
}

impl Utterance {
    /// The attributions of the model.
    pub(crate) fn all(analysis: &Analysis) -> Vec<Self> {
        let utterance = |attribution: &language::Attribution| Self {
            source: attribution.source.into_iter().collect(),
            cue: attribution.cue.clone(),
            content: joined(attribution.content.clone()),
        };
        analysis.attributions.iter().map(utterance).collect()
    }

    /// The word of the cue on which its others hang.
    pub(crate) fn cue_head(&self, analysis: &Analysis) -> Option<usize> {
        top(analysis, &self.cue)
    }

    /// Adds words to the content.
    pub(crate) fn add(&mut self, words: WordSpan) {
        self.content.push(words);
        let is_last = self.content.iter().rev().nth(1).is_none_or(|last| last.end < words.start);
        if is_last {
            return;
        }
        self.content = joined(std::mem::take(&mut self.content));
    }

    /// Takes words out of the content.
    pub(crate) fn remove(&mut self, words: WordSpan) {
        self.content = without(&self.content, words);
    }

    /// From the first word of its source, cue and content to the last.
    pub(crate) fn extent(&self) -> Option<WordSpan> {
        let all = || self.source.iter().chain(&self.cue).chain(&self.content);
        Some(WordSpan::new(all().map(|piece| piece.start).min()?, all().map(|piece| piece.end).max()?))
    }
}

/// The words that two stretches share.
pub(crate) fn intersection(a: WordSpan, b: WordSpan) -> WordSpan {
    let start = a.start.max(b.start);
    WordSpan::new(start, a.end.min(b.end).max(start))
}

/// How many words two stretches share.
pub(crate) fn overlap(a: WordSpan, b: WordSpan) -> usize {
    intersection(a, b).len()
}

/// In order, with those that touch or overlap made one.
pub(crate) fn joined(mut pieces: Vec<WordSpan>) -> Vec<WordSpan> {
    pieces.retain(|piece| !piece.is_empty());
    pieces.sort_unstable();
    let mut joined: Vec<WordSpan> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => joined.push(piece),
        }
    }
    joined
}

/// What is left of some pieces without a stretch of words.
pub(crate) fn without(pieces: &[WordSpan], words: WordSpan) -> Vec<WordSpan> {
    let parts = pieces.iter().flat_map(|piece| {
        [
            WordSpan::new(piece.start, piece.end.min(words.start).max(piece.start)),
            WordSpan::new(piece.start.max(words.end).min(piece.end), piece.end),
        ]
    });
    parts.filter(|piece| !piece.is_empty()).collect()
}

/// The first word of some pieces that hangs on none of their words.
pub(crate) fn top(analysis: &Analysis, pieces: &[WordSpan]) -> Option<usize> {
    let holds = |word: usize| pieces.iter().any(|piece| piece.contains(word));
    let mut words = pieces.iter().flat_map(|piece| piece.iter());
    words.find(|word| analysis.words[*word].head.is_none_or(|head| !holds(head)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(spans: &[(usize, usize)]) -> Vec<WordSpan> {
        spans.iter().map(|(start, end)| WordSpan::new(*start, *end)).collect()
    }

    #[test]
    fn pieces_are_joined_and_cut() {
        assert_eq!(joined(spans(&[(5, 7), (0, 2), (2, 4), (3, 6), (9, 9)])), spans(&[(0, 7)]));
        assert_eq!(without(&spans(&[(0, 7)]), WordSpan::new(2, 4)), spans(&[(0, 2), (4, 7)]));
        assert_eq!(without(&spans(&[(0, 2), (5, 7)]), WordSpan::new(1, 9)), spans(&[(0, 1)]));
        assert_eq!(without(&spans(&[(5, 7)]), WordSpan::new(0, 5)), spans(&[(5, 7)]));
    }
}
