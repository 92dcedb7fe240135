//! The words of an element as a reader sees them: white space folded, links kept.

use std::ops::Range;

use super::parts::{Part, Parts};
use super::tree::{NodeId, NodeKind, Tree};

/// Words with their links.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Inline {
    pub(super) text: String,
    /// Links in `text`, with their targets as written.
    pub(super) links: Vec<(Range<usize>, String)>,
}

impl Inline {
    /// Adds words; runs of white space become one space, a line break ([`Self::push_break`]) stays.
    pub(super) fn push(&mut self, words: &str) {
        for c in words.chars() {
            // Zero-width characters are a page's hints for breaking lines.
            if matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') {
                continue;
            }
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    pub(super) fn push_break(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn push_link(&mut self, start: usize, target: &str) {
        let start = start.min(self.text.len());
        let words = &self.text[start..];
        let start = start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        if start < end {
            self.links.push((start..end, target.to_owned()));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The share of the characters that are link text, 0 to 1.
    pub(super) fn link_density(&self) -> f32 {
        let linked: usize = self.links.iter().map(|(range, _)| range.len()).sum();
        linked as f32 / self.text.len().max(1) as f32
    }

    /// The words parted where the page breaks the line twice (`<br><br>`), as old pages part their paragraphs.
    pub(super) fn paragraphs(&self) -> Vec<Inline> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for part in self.text.split("\n\n") {
            let end = start + part.len();
            let piece = self.slice(start..end);
            if !piece.is_empty() {
                paragraphs.push(piece);
            }
            start = end + 2;
        }
        paragraphs
    }

    /// A part of it, trimmed, single line breaks turned into spaces.
    fn slice(&self, range: Range<usize>) -> Inline {
        let words = &self.text[range.clone()];
        let start = range.start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        let links = self.links.iter().filter(|(link, _)| link.start >= start && link.end <= end);
        Inline {
            text: self.text[start..end].replace('\n', " "),
            links: links
                .map(|(link, target)| (link.start - start..link.end - start, target.clone()))
                .collect(),
        }
    }

    /// Trimmed, in one line.
    pub(super) fn in_one_line(&self) -> Inline {
        self.slice(0..self.text.len())
    }
}

/// The words of an element. What is hidden or is machinery (buttons, share bars) is left out, and so is `without`.
pub(super) fn inline(tree: &Tree, parts: &Parts, root: NodeId, without: &[NodeId]) -> Inline {
    let mut words = Inline::default();
    let mut open_links: Vec<(NodeId, usize)> = Vec::new();
    let mut at = tree.step(root, root);
    if tree.name(root) == "a" {
        open_links.push((root, 0));
    }
    while let Some(id) = at {
        while let Some((link, start)) = open_links.pop_if(|(link, _)| !tree.is_within(id, *link)) {
            close_link(tree, &mut words, link, start);
        }
        let is_left_out = without.contains(&id) || parts.is_hidden(id) || parts.is(id, Part::Noise);
        match tree.kind(id) {
            NodeKind::Text(text) => words.push(text),
            NodeKind::Element { .. } if is_left_out => {
                at = tree.skip(id, root);
                continue;
            }
            NodeKind::Element { .. } => match tree.name(id) {
                "br" => words.push_break(),
                "a" if tree.attribute(id, "href").is_some() => open_links.push((id, words.text.len())),
                "p" | "div" | "li" | "tr" | "td" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    words.push(" ");
                }
                _ => {}
            },
            NodeKind::Document => {}
        }
        at = tree.step(id, root);
    }
    while let Some((link, start)) = open_links.pop() {
        close_link(tree, &mut words, link, start);
    }
    words
}

fn close_link(tree: &Tree, words: &mut Inline, link: NodeId, start: usize) {
    if let Some(target) = tree.attribute(link, "href") {
        words.push_link(start, target);
    }
}
