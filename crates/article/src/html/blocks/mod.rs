//! Walks the article's element in reading order and writes its blocks.

mod head;
mod lines;

use std::collections::HashSet;

use super::Page;
use super::body::Body;
use super::figures;
use super::inline::{Inline, inline};
use super::inside::Holds;
use super::parts::Part;
use super::prose::{is_inline, letters};
use super::tree::{NodeId, NodeKind};
use crate::Settings;
use crate::article::{BlockKind, Origin};
use crate::draft::{Draft, DraftBlock};
use crate::furniture::{is_aside, is_noise, is_topic_heading, rights_holder};

/// How much of an aside is kept, in bytes.
const LONGEST_ASIDE: usize = 1500;
/// The longest standfirst, in characters.
const LONGEST_STANDFIRST: u32 = 700;

/// Writes the blocks of a page: head first (label, headline, standfirst), then as they stand.
pub(super) fn read(page: &Page, body: Body, settings: &Settings, draft: &mut Draft) {
    let headline = draft.headline.as_deref().map(letters).unwrap_or_default();
    let mut walker = Walker {
        page,
        body,
        settings,
        draft,
        loose: Inline::default(),
        has_prose: false,
        is_past_headline: false,
        pictures: HashSet::new(),
        headline,
        standfirst: None,
    };
    walker.walk();
    walker.write_head();
    walker.write_topics();
}

struct Walker<'w> {
    page: &'w Page,
    body: Body,
    settings: &'w Settings,
    draft: &'w mut Draft,
    /// Text that stands between blocks, without an element of its own.
    loose: Inline,
    /// Whether a paragraph of the body was written.
    has_prose: bool,
    /// Whether the headline's own place in the page was passed.
    is_past_headline: bool,
    /// The words of the pictures and videos written.
    pictures: HashSet<(BlockKind, String)>,
    /// The letters of the headline.
    headline: String,
    /// The standfirst as the page prints it.
    standfirst: Option<DraftBlock>,
}

impl Walker<'_> {
    fn walk(&mut self) {
        let Body { scope, container, .. } = self.body;
        let tree = &self.page.tree;
        let mut at = tree.step(scope, scope);
        let mut end_of_body = (scope == container).then_some(None);
        let mut in_body = scope == container;
        while let Some(id) = at {
            if id == container {
                in_body = true;
                end_of_body = Some(tree.skip(id, scope));
            } else if end_of_body == Some(Some(id)) {
                self.flush();
                in_body = false;
            }
            let goes_inside =
                if in_body { self.take(id) } else { self.take_around(id, end_of_body.is_some()) };
            at = if goes_inside { tree.step(id, scope) } else { tree.skip(id, scope) };
        }
        self.flush();
    }

    /// A node of the body. Says whether what lies inside it is to be walked.
    fn take(&mut self, id: NodeId) -> bool {
        let Page { tree, parts, prose, .. } = self.page;
        let NodeKind::Element { .. } = tree.kind(id) else {
            if let NodeKind::Text(text) = tree.kind(id) {
                self.loose.push(text);
            }
            return false;
        };
        let name = tree.name(id);
        if id == self.body.container {
            return true;
        }
        if name == "br" {
            self.loose.push_break();
            return false;
        }
        let is_link_or_span = is_inline(name) && prose.is_leaf(id);
        if parts.is_hidden(id) {
            // A picture that opens at a click is a button.
            return name == "button" && self.page.inside.holds(id, Holds::Caption);
        }
        if is_link_or_span && !self.is_set_apart(id) {
            return self.take_inline(id);
        }
        if !is_inline(name) {
            self.flush();
        }
        if parts.is(id, Part::Noise) {
            // A post that the piece quotes is framed by its network's machinery.
            return self.page.inside.holds(id, Holds::Quotation);
        }
        if let Some(goes_inside) = self.take_marked(id) {
            return goes_inside;
        }
        self.take_by_tag(id)
    }

    /// Whether an inline element is no part of the line: a label, a stamp or a byline between paragraphs.
    fn is_set_apart(&self, id: NodeId) -> bool {
        let Page { parts, tree, prose, .. } = self.page;
        // The time of an entry of a live page stands between its blocks.
        let is_entry_time =
            tree.name(id) == "time" && tree.parent(id).is_some_and(|parent| !prose.is_leaf(parent));
        self.loose.is_empty()
            && (!self.has_prose || is_entry_time)
            && [Part::Label, Part::Byline, Part::Stamp].iter().any(|part| parts.is(id, *part))
    }

    fn take_inline(&mut self, id: NodeId) -> bool {
        let Page { tree, parts, .. } = self.page;
        if parts.is(id, Part::Noise) || tree.name(id) == "img" {
            return false;
        }
        let words = inline(tree, parts, id, &[]);
        let start = self.loose.text.len();
        self.loose.push(&words.text);
        if tree.name(id) == "a"
            && let Some(target) = tree.attribute(id, "href")
        {
            let shown = self.loose.text[start..].trim_start();
            let begin = self.loose.text.len() - shown.len();
            let end = begin + shown.trim_end().len();
            if begin < end {
                self.loose.links.push((begin..end, target.to_owned()));
            }
        }
        false
    }

    /// An element whose class or place says what it is; `None` where only its tag does.
    fn take_marked(&mut self, id: NodeId) -> Option<bool> {
        let Page { parts, prose, .. } = self.page;
        if Some(id) == self.body.headline {
            return Some(false);
        }
        if figures::is_figure(self.page, self.body.container, id) {
            if let Some(figure) = figures::read(self.page, id) {
                self.push_figure(figure);
            }
            return Some(false);
        }
        if parts.is(id, Part::Topics) && prose.within(id).link_density() > 0.5 {
            self.take_topics(id);
            return Some(false);
        }
        let count = prose.within(id);
        if self.is_all_time(id) && self.take_stamps(id) {
            return Some(false);
        }
        // A card that is a link as a whole is a teaser, whatever its tags.
        let is_card = count.link_density() > 0.9
            && (1..=400).contains(&count.chars)
            && !self.page.inside.holds(id, Holds::Caption);
        if parts.is(id, Part::Aside) || is_card {
            self.push_aside(id);
            return Some(false);
        }
        if prose.within(id).chars <= LONGEST_STANDFIRST
            && (self.take_byline(id) || self.take_stamps(id) || self.take_standfirst(id, false))
        {
            return Some(false);
        }
        None
    }

    /// Whether an element shows a time and nothing else, as the link to an entry of a live page does.
    fn is_all_time(&self, id: NodeId) -> bool {
        let Page { tree, parts, prose, .. } = self.page;
        if !(1..=60).contains(&prose.within(id).chars) {
            return false;
        }
        let words = tree.raw_text(id);
        std::iter::once(id)
            .chain(tree.descendants(id))
            .any(|inner| parts.is(inner, Part::Stamp) && tree.raw_text(inner).trim() == words.trim())
    }

    fn take_by_tag(&mut self, id: NodeId) -> bool {
        let Page { tree, prose, inside, .. } = self.page;
        match tree.name(id) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.take_heading(id),
            "ul" | "ol" | "dl" => return self.take_list(id),
            "li" if inside.holds(id, Holds::Caption) => return true,
            "li" | "dt" | "dd"
                if prose.is_leaf(id)
                    || tree
                        .children(id)
                        .all(|child| tree.name(child) != "ul" && tree.name(child) != "ol") =>
            {
                self.push_words(BlockKind::ListItem, id);
            }
            "blockquote" => self.push_words(BlockKind::Quote, id),
            "table" => return self.take_table(id),
            "pre" => self.push_words(BlockKind::Paragraph, id),
            "img" | "hr" | "video" | "audio" | "picture" | "source" => {}
            _ if prose.within(id).chars == 0 => {}
            _ if prose.is_leaf(id) => self.push_words(BlockKind::Paragraph, id),
            _ => return true,
        }
        false
    }

    fn take_heading(&mut self, id: NodeId) {
        let words = inline(&self.page.tree, &self.page.parts, id, &[]).in_one_line();
        if words.is_empty() || self.repeats_headline(&words.text) || is_topic_heading(&words.text) {
            return;
        }
        let is_teaser =
            self.page.prose.within(id).link_density() > 0.7 || self.is_teaser_heading(&words.text);
        if !is_teaser && !self.has_prose && self.take_standfirst(id, words.text.len() >= 40) {
            return;
        }
        self.push_inline(if is_teaser { BlockKind::Aside } else { BlockKind::Subhead }, words);
    }

    /// A list of links is a box of teasers; any other is read item by item.
    fn take_list(&mut self, id: NodeId) -> bool {
        let count = self.page.prose.within(id);
        let n_items =
            self.page.tree.children(id).filter(|child| self.page.tree.name(*child) == "li").count().max(1);
        if count.link_density() > 0.6 && (n_items > 1 || self.is_after_teaser_heading()) {
            self.push_aside(id);
            return false;
        }
        true
    }

    fn is_after_teaser_heading(&self) -> bool {
        self.draft.blocks.last().is_some_and(|last| last.kind == BlockKind::Aside)
    }

    /// A table of data becomes one block; one that lays out a page is walked into.
    fn take_table(&mut self, id: NodeId) -> bool {
        let Page { tree, parts, prose, .. } = self.page;
        let rows: Vec<NodeId> = tree.descendants(id).filter(|inner| tree.name(*inner) == "tr").collect();
        let cells = |row: NodeId| {
            tree.children(row).filter(|cell| matches!(tree.name(*cell), "td" | "th")).collect::<Vec<_>>()
        };
        let is_layout = rows.iter().all(|row| cells(*row).len() < 2)
            || rows.iter().flat_map(|row| cells(*row)).any(|cell| prose.within(cell).chars > 600);
        if is_layout {
            return true;
        }
        let lines = rows.iter().map(|row| {
            let cells: Vec<String> = cells(*row)
                .iter()
                .map(|cell| inline(tree, parts, *cell, &[]).in_one_line().text.replace('\t', " "))
                .collect();
            cells.join("\t")
        });
        let text: Vec<String> = lines.filter(|line| !line.trim().is_empty()).collect();
        self.push(DraftBlock::new(BlockKind::Table, Origin::Dom, text.join("\n")));
        false
    }

    fn push_words(&mut self, kind: BlockKind, id: NodeId) {
        let count = self.page.prose.within(id);
        if count.link_density() > 0.8 && count.chars < 250 {
            return self.push_aside(id);
        }
        let words = inline(&self.page.tree, &self.page.parts, id, &[]);
        for paragraph in words.paragraphs() {
            self.push_inline(kind, paragraph);
        }
    }

    fn push_inline(&mut self, kind: BlockKind, words: Inline) {
        let text = words.text.as_str();
        if kind == BlockKind::Paragraph {
            if is_noise(text) || self.repeats_headline(text) {
                return;
            }
            if let Some(holder) = rights_holder(text) {
                return self.take_rights(holder, words);
            }
            if is_aside(text)
                || (words.link_density() > 0.8 && text.len() < 250)
                || self.is_teaser_heading(text)
            {
                return self.push_inline(BlockKind::Aside, words);
            }
            if self.take_credit(text) {
                return;
            }
            if let Some(kind) = self.kind_of_line(text) {
                return self.push_inline(kind, words);
            }
            self.has_prose = true;
        }
        let links = self.resolved(&words);
        self.push(DraftBlock { links, ..DraftBlock::new(kind, Origin::Dom, words.text) });
    }

    fn push_figure(&mut self, mut figure: DraftBlock) {
        // A box that asks to subscribe is dressed as a picture on some pages.
        if is_aside(&figure.text) {
            return self.push(DraftBlock::new(BlockKind::Aside, Origin::Dom, figure.text));
        }
        // The outlet's own name under a picture says whose it is.
        if figure.credit.is_none()
            && self.draft.publisher.as_deref().is_some_and(|name| letters(name) == letters(&figure.text))
        {
            figure.credit = figure.caption.take();
        }
        // Galleries and responsive pages print one picture several times.
        if self.pictures.insert((figure.kind, figure.text.clone())) {
            self.push(figure);
        }
    }

    fn push_aside(&mut self, id: NodeId) {
        let mut words = inline(&self.page.tree, &self.page.parts, id, &[]).in_one_line();
        if words.text.len() > LONGEST_ASIDE {
            let end = (0..=LONGEST_ASIDE).rev().find(|end| words.text.is_char_boundary(*end)).unwrap_or(0);
            words.text.truncate(end);
            words.links.retain(|(range, _)| range.end <= end);
        }
        if !is_noise(&words.text) {
            self.push_inline(BlockKind::Aside, words);
        }
    }

    fn push(&mut self, block: DraftBlock) {
        if !block.text.trim().is_empty() {
            self.draft.blocks.push(block);
        }
    }

    /// Writes the text that stood loose between blocks.
    fn flush(&mut self) {
        let loose = std::mem::take(&mut self.loose);
        for paragraph in loose.paragraphs() {
            self.push_inline(BlockKind::Paragraph, paragraph);
        }
    }

    fn resolved(&self, words: &Inline) -> Vec<(std::ops::Range<usize>, String)> {
        words.links.iter().map(|(range, target)| (range.clone(), self.page.resolved(target))).collect()
    }
}
