//! Ranges of an article's text, in bytes inside the library and in code points outside it.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open range `[start, end)` of [`Article::text`](crate::Article::text) in **bytes**, always on
/// character boundaries: what Rust code slices with.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl ByteSpan {
    /// The span from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span does not run backwards: {start}..{end}");
        Self { start, end }
    }

    /// The words that the span covers.
    ///
    /// # Panics
    /// If the span was not made for this text.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The span without white space at either end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Self { start, end: (start + words.trim().len()) }
    }
}

impl From<Range<usize>> for ByteSpan {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A half-open range `[start, end)` of an article's text in **Unicode code points**, written `[start, end]`
/// in JSON: what every other language slices with.
#[derive(
    Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct CharSpan(
    /// First code point.
    pub usize,
    /// One past the last code point.
    pub usize,
);

/// Converts between byte and code-point offsets of one text.
///
/// ```
/// use article::{ByteSpan, CharSpan, CodePoints};
/// let offsets = CodePoints::of("Şırnak – done");
/// assert_eq!(offsets.chars(ByteSpan::new(0, 8)), CharSpan(0, 6));
/// assert_eq!(offsets.bytes(CharSpan(0, 6)), Some(ByteSpan::new(0, 8)));
/// ```
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each multiple of [`STRIDE`] bytes; empty for pure ASCII, where both counts agree.
    before: Vec<usize>,
}

const STRIDE: usize = 128;

impl<'a> CodePoints<'a> {
    /// Prepares the conversion; linear in the text.
    pub fn of(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut seen = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                before.push(seen);
                seen += starts(chunk);
            }
        }
        Self { text, before }
    }

    /// The span counted in code points.
    ///
    /// # Panics
    /// If the span was not made for this text.
    pub fn chars(&self, span: ByteSpan) -> CharSpan {
        CharSpan(self.char_at(span.start), self.char_at(span.end))
    }

    /// The span counted in bytes; `None` where it runs backwards or past the text.
    pub fn bytes(&self, span: CharSpan) -> Option<ByteSpan> {
        let (start, end) = (self.byte_at(span.0)?, self.byte_at(span.1)?);
        (start <= end).then_some(ByteSpan { start, end })
    }

    fn char_at(&self, byte: usize) -> usize {
        if self.before.is_empty() || byte == 0 {
            return byte;
        }
        let chunk = (byte / STRIDE).min(self.before.len() - 1);
        self.before[chunk] + starts(&self.text.as_bytes()[chunk * STRIDE..byte])
    }

    fn byte_at(&self, char: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (char <= self.text.len()).then_some(char);
        }
        let chunk = self.before.partition_point(|&seen| seen <= char).saturating_sub(1);
        let mut left = char - self.before[chunk];
        let base = chunk * STRIDE;
        for (offset, byte) in self.text.as_bytes()[base..].iter().enumerate() {
            if is_start(*byte) {
                if left == 0 {
                    return Some(base + offset);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_start(**byte)).count()
}

/// Whether a byte begins a code point in UTF-8 (all but the continuation bytes 0b10xxxxxx).
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_convert_both_ways(text in "[a-z\u{0}\r\né漢🕊️\u{301}]{0,400}", a in 0usize..400, b in 0usize..400) {
            let n_chars = text.chars().count();
            let (start, end) = (a.min(b).min(n_chars), a.max(b).min(n_chars));
            let offsets = CodePoints::of(&text);
            let bytes = offsets.bytes(CharSpan(start, end)).unwrap();
            let by_hand: String = text.chars().skip(start).take(end - start).collect();
            prop_assert_eq!(bytes.of(&text), by_hand.as_str());
            prop_assert_eq!(offsets.chars(bytes), CharSpan(start, end));
        }
    }

    #[test]
    fn spans_outside_the_text_are_none() {
        assert_eq!(CodePoints::of("né").bytes(CharSpan(0, 3)), None);
        assert_eq!(CodePoints::of("ne").bytes(CharSpan(2, 1)), None);
        assert_eq!(CodePoints::of("").bytes(CharSpan(0, 0)), Some(ByteSpan::new(0, 0)));
    }
}
