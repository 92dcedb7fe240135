//! What lies inside each element, counted once for the whole page, so that no walk has to look ahead.

use super::parts::{Part, Parts};
use super::prose::Prose;
use super::tree::{NodeId, Tree};

/// A thing that can lie inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Holds {
    Picture = 1,
    Video = 1 << 1,
    Heading = 1 << 2,
    Table = 1 << 3,
    Quotation = 1 << 4,
    List = 1 << 5,
    Caption = 1 << 6,
    Byline = 1 << 7,
    Stamp = 1 << 8,
    Aside = 1 << 9,
}

/// What every element of a page holds.
#[derive(Debug)]
pub(super) struct Inside {
    holds: Vec<u16>,
    paragraphs: Vec<u32>,
    has_words: Vec<bool>,
}

impl Inside {
    pub(super) fn of(tree: &Tree, parts: &Parts, prose: &Prose) -> Self {
        let mut inside = Self {
            holds: vec![0; tree.len()],
            paragraphs: vec![0; tree.len()],
            has_words: vec![false; tree.len()],
        };
        for &id in prose.order.iter().rev() {
            let Some(parent) = tree.parent(id) else { continue };
            inside.has_words[id as usize] |= tree.text(id).is_some_and(|text| !text.trim().is_empty());
            let has_text = inside.has_words[id as usize];
            inside.has_words[parent as usize] |= has_text;
            inside.holds[parent as usize] |= inside.holds[id as usize] | itself(tree, parts, id, has_text);
            let is_paragraph = has_text && matches!(tree.name(id), "p" | "li");
            inside.paragraphs[parent as usize] += inside.paragraphs[id as usize] + u32::from(is_paragraph);
        }
        inside
    }

    /// Whether such a thing lies inside an element, itself left out.
    pub(super) fn holds(&self, id: NodeId, what: Holds) -> bool {
        self.holds[id as usize] & what as u16 != 0
    }

    /// Whether any words lie inside, or it is a text with words.
    pub(super) fn has_words(&self, id: NodeId) -> bool {
        self.has_words[id as usize]
    }

    /// How many paragraphs and list items with text lie inside.
    pub(super) fn paragraphs(&self, id: NodeId) -> u32 {
        self.paragraphs[id as usize]
    }
}

fn itself(tree: &Tree, parts: &Parts, id: NodeId, has_text: bool) -> u16 {
    let tag = match tree.name(id) {
        "img" | "picture" | "amp-img" => Holds::Picture as u16,
        "video" | "amp-video" => Holds::Video as u16,
        "h2" | "h3" | "h4" | "h5" | "h6" if has_text => Holds::Heading as u16,
        "table" => Holds::Table as u16,
        "blockquote" => Holds::Quotation as u16,
        "li" if has_text => Holds::List as u16,
        _ => 0,
    };
    let marks = [
        (Part::Video, Holds::Video, true),
        (Part::Caption, Holds::Caption, has_text),
        (Part::Byline, Holds::Byline, has_text),
        (Part::Stamp, Holds::Stamp, has_text),
        (Part::Aside, Holds::Aside, has_text),
    ];
    marks.into_iter().fold(
        tag,
        |found, (part, what, counts)| {
            if counts && parts.is(id, part) { found | what as u16 } else { found }
        },
    )
}
