//! Windows over the passages of a text: what the encoder sees at a time.
//!
//! A window is `[CLS] passage [SEP] passage [SEP] …` of at most 256 pieces: whole passages as long as they fit. A passage
//! that does not fit alone is cut into windows that overlap, and each word's row is taken from the window in which the
//! word is further from a cut.

use std::ops::Range;

use article::ByteSpan;

use crate::passages::Passage;
use crate::pieces::{Piece, Vocabulary, quotation};

/// Windows of one passage share so many pieces.
const OVERLAP: usize = 64;

/// Some consecutive words of a text as pieces.
#[derive(Debug, Default)]
pub(crate) struct Window {
    pub(crate) pieces: Vec<Piece>,
    /// Of each word, the place of its first piece.
    pub(crate) first: Vec<i32>,
    /// The number in the text of its first word.
    pub(crate) start: usize,
    /// Whether its first passage began in the window before.
    is_cut_left: bool,
    /// How many words at its end belong to a passage that goes on in the next window.
    cut_right: usize,
}

impl Window {
    /// One word of these pieces, of which it begins at the second.
    pub(crate) fn of_one_word(pieces: Vec<Piece>) -> Self {
        Self { pieces, first: vec![1], ..Self::default() }
    }

    /// How far a word of the window stands from a cut edge, in words; the ends of passages cut nothing.
    pub(crate) fn distance(&self, word: usize) -> usize {
        let n_words = self.first.len();
        let left = if self.is_cut_left { word } else { usize::MAX };
        let right = if word + self.cut_right >= n_words { n_words - 1 - word } else { usize::MAX };
        left.min(right)
    }

    /// The numbers of its words in the text.
    pub(crate) fn words(&self) -> Range<usize> {
        self.start..self.start + self.first.len()
    }
}

/// What is done with a window.
type Each<'e> = &'e mut dyn FnMut(&Window);

/// Makes the windows of passages one by one and hands each over as soon as it is full.
pub(crate) struct Windows<'a> {
    vocabulary: &'a Vocabulary,
    max_pieces: usize,
    current: Window,
    n_words: usize,
}

impl<'a> Windows<'a> {
    pub(crate) fn new(vocabulary: &'a Vocabulary, max_pieces: usize) -> Self {
        Self { vocabulary, max_pieces, current: Window::default(), n_words: 0 }
    }

    /// Adds a passage, and says where each of its words stands with regard to quotation marks.
    pub(crate) fn push(&mut self, text: &str, passage: &Passage, each: Each) -> Vec<u8> {
        let states = quotation(passage.span.of(text));
        let (pieces, sizes) = self.pieces_of(text, passage, &states);
        let parts = parts(&sizes, self.max_pieces - 2);
        let is_cut = parts.len() > 1;
        let mut at = 0;
        let mut before = 0;
        for (n, part) in parts.iter().enumerate() {
            // Windows overlap, so that a part may begin before the last one's end.
            while before > part.start {
                before -= 1;
                at -= sizes[before];
            }
            let size: usize = sizes[part.clone()].iter().sum();
            if is_cut || self.current.pieces.len() + size + 1 > self.max_pieces {
                self.close(each);
            }
            if self.current.first.is_empty() {
                self.current.pieces.push(Piece::START);
                self.current.start = self.n_words + part.start;
                self.current.is_cut_left = part.start > 0;
            }
            for word in part.clone() {
                self.current.first.push((self.current.pieces.len() as u32).cast_signed());
                self.current.pieces.extend(&pieces[at..at + sizes[word]]);
                at += sizes[word];
            }
            before = part.end;
            self.current.pieces.push(Piece::SEPARATOR);
            if n + 1 < parts.len() {
                self.current.cut_right = part.len();
                self.close(each);
            }
        }
        self.n_words += passage.words.len();
        passage.words.iter().map(|word| states[word.start - passage.span.start]).collect()
    }

    /// Hands over what is left.
    pub(crate) fn finish(mut self, each: Each) {
        self.close(each);
    }

    fn close(&mut self, each: Each) {
        let window = std::mem::take(&mut self.current);
        if !window.first.is_empty() {
            each(&window);
        }
    }

    /// The pieces of a passage's words, and how many each word has.
    fn pieces_of(&self, text: &str, passage: &Passage, states: &[u8]) -> (Vec<Piece>, Vec<usize>) {
        let words = passage.span.of(text);
        let mut pieces = Vec::with_capacity(passage.words.len() * 5 / 4);
        let mut sizes = Vec::with_capacity(passage.words.len());
        let mut last_end = None;
        for word in &passage.words {
            let span = ByteSpan::new(word.start - passage.span.start, word.end - passage.span.start);
            let is_glued = last_end == Some(span.start);
            sizes.push(self.vocabulary.push_word(words, span, states, is_glued, &mut pieces));
            last_end = Some(span.end);
        }
        (pieces, sizes)
    }
}

/// Cuts words of so many pieces each into parts of at most `room` pieces; each part but the first begins with the last
/// words of the one before, as many as [`OVERLAP`] pieces hold.
fn parts(sizes: &[usize], room: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    loop {
        let (mut end, mut used) = (start, 0);
        while end < sizes.len() && used + sizes[end] <= room {
            used += sizes[end];
            end += 1;
        }
        parts.push(start..end);
        if end == sizes.len() {
            return parts;
        }
        let mut back = 0;
        start = end;
        while start > 0 && back + sizes[start - 1] <= OVERLAP {
            start -= 1;
            back += sizes[start];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_passages_are_cut_with_overlap() {
        let cut = parts(&[1; 500], 254);
        assert_eq!(cut, [0..254, 190..444, 380..500]);
        assert_eq!(parts(&[12; 3], 254), vec![0..3]);
    }

    #[test]
    fn distances_count_from_cut_edges() {
        let window = Window { first: vec![1; 10], is_cut_left: true, cut_right: 10, ..Window::default() };
        assert_eq!(
            (0..10).map(|word| window.distance(word)).collect::<Vec<_>>(),
            [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]
        );
        let whole = Window { first: vec![1; 2], ..Window::default() };
        assert_eq!(whole.distance(0), usize::MAX);
    }
}
