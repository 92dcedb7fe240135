//! Where on a page the running text is: how many characters each element shows, and how many of them are links.

use std::collections::HashSet;

use super::metadata::Metadata;
use super::parts::Parts;
use super::tree::{NodeId, NodeKind, ROOT, Tree};

/// Text counts of every element of a page.
#[derive(Debug)]
pub(super) struct Prose {
    /// All nodes in reading order.
    pub(super) order: Vec<NodeId>,
    own: Vec<Count>,
    within: Vec<Count>,
    /// Whether a block-level element with text lies inside.
    has_blocks: Vec<bool>,
}

/// Characters, as they count for running text.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Count {
    /// All of them, white space folded.
    pub(super) chars: u32,
    /// Those of links.
    pub(super) linked: u32,
    pub(super) commas: u32,
    /// Whether the page's JSON-LD has these words as the article's.
    pub(super) is_vouched: bool,
}

impl Count {
    pub(super) fn unlinked(self) -> u32 {
        self.chars - self.linked
    }

    pub(super) fn link_density(self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }

    fn add(&mut self, other: Count) {
        self.chars += other.chars;
        self.linked += other.linked;
        self.commas += other.commas;
    }
}

impl Prose {
    pub(super) fn of(tree: &Tree, parts: &Parts, metadata: &Metadata) -> Self {
        let order: Vec<NodeId> = tree.descendants(ROOT).collect();
        let vouched = metadata.json_ld.text("articleBody").map(|body| letters(&body)).unwrap_or_default();
        let mut prose = Self {
            own: vec![Count::default(); tree.len()],
            within: vec![Count::default(); tree.len()],
            has_blocks: vec![false; tree.len()],
            order,
        };
        prose.count_own(tree, parts);
        if !vouched.is_empty() {
            prose.vouch(tree, &vouched);
        }
        prose.count_within(tree);
        prose
    }

    /// Counts each text for the block-level element that it stands in.
    fn count_own(&mut self, tree: &Tree, parts: &Parts) {
        // For each open element: itself, the block it belongs to, whether it lies in a link or is never shown.
        let mut open: Vec<(NodeId, NodeId, bool, bool)> = vec![(ROOT, ROOT, false, false)];
        for &id in &self.order {
            let parent = tree.parent(id).unwrap_or(ROOT);
            while open.last().is_some_and(|(above, ..)| *above != parent) {
                open.pop();
            }
            let &(_, block, in_link, is_unseen) = open.last().unwrap_or(&(ROOT, ROOT, false, false));
            match tree.kind(id) {
                NodeKind::Text(text) if !is_unseen => {
                    let count = counted(text, in_link);
                    self.own[block as usize].add(count);
                }
                NodeKind::Element { .. } => {
                    let name = tree.name(id);
                    let block = if is_inline(name) { block } else { id };
                    // Forms and the like are weighed all the same: some sites put a whole page into one.
                    let is_unseen = is_unseen
                        || matches!(name, "script" | "head" | "svg" | "template")
                        || (parts.is_hidden(id) && matches!(name, "nav" | "button" | "select" | "dialog"));
                    open.push((id, block, in_link || name == "a", is_unseen));
                }
                NodeKind::Text(_) | NodeKind::Document => {}
            }
        }
    }

    /// Marks the paragraphs whose first letters stand in the article's own words.
    fn vouch(&mut self, tree: &Tree, vouched: &str) {
        let windows = Windows::of(vouched);
        for &id in &self.order {
            if self.own[id as usize].chars >= 40 {
                self.own[id as usize].is_vouched = windows.hold_start_of(&letters(&tree.raw_text(id)));
            }
        }
    }

    fn count_within(&mut self, tree: &Tree) {
        for &id in self.order.iter().rev() {
            let own = self.own[id as usize];
            self.within[id as usize].add(own);
            let has_text = self.within[id as usize].chars > 0;
            let (within, is_block) = (self.within[id as usize], !is_inline(tree.name(id)));
            let has_blocks = self.has_blocks[id as usize];
            if let Some(parent) = tree.parent(id) {
                self.within[parent as usize].add(within);
                let is_element = matches!(tree.kind(id), NodeKind::Element { .. });
                self.has_blocks[parent as usize] |= is_element && ((is_block && has_text) || has_blocks);
            }
        }
    }

    /// What stands in an element itself, blocks inside it left out.
    pub(super) fn own(&self, id: NodeId) -> Count {
        self.own[id as usize]
    }

    /// What stands anywhere in an element.
    pub(super) fn within(&self, id: NodeId) -> Count {
        self.within[id as usize]
    }

    /// Whether an element holds no block-level text of its own kind: a paragraph, whatever its tag.
    pub(super) fn is_leaf(&self, id: NodeId) -> bool {
        !self.has_blocks[id as usize]
    }
}

/// Every run of so many letters of a text, as hashes: a page may hold as many paragraphs as its JSON-LD holds words, so
/// searching for each in all of it would take the square of the page's size.
struct Windows(HashSet<u64>);

impl Windows {
    /// Letters in a run.
    const LENGTH: usize = 32;
    /// The most letters looked at; a long article has a tenth of it.
    const MOST: usize = 400_000;
    const BASE: u64 = 0x0100_0000_01b3;

    fn of(text: &str) -> Self {
        let letters: Vec<u64> = text.chars().take(Self::MOST).map(u64::from).collect();
        let outgoing = (0..Self::LENGTH).fold(1_u64, |power, _| power.wrapping_mul(Self::BASE));
        let mut hash = 0_u64;
        let mut hashes = HashSet::with_capacity(letters.len());
        for (at, letter) in letters.iter().enumerate() {
            hash = hash.wrapping_mul(Self::BASE).wrapping_add(*letter);
            if let Some(before) = at.checked_sub(Self::LENGTH) {
                hash = hash.wrapping_sub(letters[before].wrapping_mul(outgoing));
            }
            if at + 1 >= Self::LENGTH {
                hashes.insert(hash);
            }
        }
        Self(hashes)
    }

    /// Whether the text's first run of letters is one of them.
    fn hold_start_of(&self, text: &str) -> bool {
        let start: Vec<u64> = text.chars().take(Self::LENGTH).map(u64::from).collect();
        let hash =
            start.iter().fold(0_u64, |hash, letter| hash.wrapping_mul(Self::BASE).wrapping_add(*letter));
        start.len() == Self::LENGTH && self.0.contains(&hash)
    }
}

fn counted(text: &str, in_link: bool) -> Count {
    let mut count = Count::default();
    let mut was_space = true;
    for c in text.chars() {
        let is_space = c.is_whitespace();
        count.chars += u32::from(!(is_space && was_space));
        count.commas += u32::from(matches!(c, ',' | '，' | '、' | '،'));
        was_space = is_space;
    }
    if text.trim().is_empty() {
        count.chars = 0;
    }
    if in_link {
        count.linked = count.chars;
    }
    count
}

/// Letters and digits alone, for comparing a page's words with its metadata's.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Elements that run along within a line.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "span"
            | "b"
            | "strong"
            | "i"
            | "em"
            | "u"
            | "sub"
            | "sup"
            | "small"
            | "big"
            | "font"
            | "mark"
            | "abbr"
            | "cite"
            | "q"
            | "code"
            | "time"
            | "br"
            | "img"
            | "s"
            | "del"
            | "ins"
            | "label"
            | "wbr"
            | "bdi"
            | "bdo"
            | "picture"
            | "source"
            | "data"
            | "kbd"
            | "var"
            | "samp"
            | "tt"
            | "nobr"
            | "ruby"
            | "rb"
            | "rt"
            | "rp"
            | "acronym"
            | "dfn"
            | "strike"
            | "meta"
            | "link"
    )
}
