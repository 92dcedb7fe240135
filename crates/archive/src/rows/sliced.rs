//! Words of a text by spans that are counted in code points.

use onrecord::{CharSpan, CodePoints};

/// What stands between the pieces of one item's words.
pub(crate) const PIECES: &str = " … ";

/// A text that can be sliced by code points.
#[derive(Debug)]
pub(crate) struct Sliced<'a> {
    text: &'a str,
    offsets: CodePoints<'a>,
}

impl<'a> Sliced<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, offsets: CodePoints::of(text) }
    }

    /// All of it.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The words that a span covers; `None` where it runs backwards or past the text.
    pub(crate) fn words(&self, span: CharSpan) -> Option<&'a str> {
        self.offsets.bytes(span).map(|span| span.of(self.text))
    }

    /// The words of several spans, in one line.
    pub(crate) fn joined(&self, spans: &[CharSpan]) -> String {
        let words: Vec<&str> = spans.iter().filter_map(|span| self.words(*span)).collect();
        words.join(PIECES)
    }
}

/// A span as the tables write it: `[0,4]`.
pub(crate) fn span_json(span: CharSpan) -> String {
    serde_json::to_string(&span).expect("numbers can be written")
}

/// Spans as the tables write them: `[[0,4],[9,12]]`.
pub(crate) fn spans_json(spans: &[CharSpan]) -> String {
    serde_json::to_string(spans).expect("numbers can be written")
}
