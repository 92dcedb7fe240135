//! Walks the article's element in reading order and writes its blocks.

use super::Page;
use super::body::Body;
use super::figures;
use super::inline::{Inline, inline};
use super::inside::Holds;
use super::parts::Part;
use super::prose::{is_inline, letters};
use super::tree::{NodeId, NodeKind};
use crate::article::{BlockKind, Field, Origin, Stamp};
use crate::draft::{Draft, DraftBlock};
use crate::furniture::{
    bare_credit, is_aside, is_noise, is_teaser_heading, is_topic_heading, rights_holder, split_credit,
};
use crate::bylines::{has_by, printed_bylines};
use crate::stamps::{printed_stamps, stamp_within};
use crate::Settings;

/// How much of an aside is kept, in bytes.
const LONGEST_ASIDE: usize = 1500;
/// The longest standfirst, in characters.
const LONGEST_STANDFIRST: u32 = 700;
/// The longest line of an article's head, in bytes.
const LONGEST_LINE: usize = 140;

/// Writes the blocks of a page: head first (label, headline, standfirst), then as they stand.
pub(super) fn read(page: &Page, body: Body, settings: &Settings, draft: &mut Draft) {
    let mut walker =
        Walker { page, body, settings, draft, loose: Inline::default(), has_prose: false, is_past_headline: false, standfirst: None };
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
        let parts = &self.page.parts;
        self.loose.is_empty()
            && !self.has_prose
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
        if figures::is_figure(self.page, id) {
            if let Some(figure) = figures::read(self.page, id) {
                self.push_figure(figure);
            }
            return Some(false);
        }
        if parts.is(id, Part::Topics) && prose.within(id).link_density() > 0.5 {
            self.take_topics(id);
            return Some(false);
        }
        if parts.is(id, Part::Aside) {
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
        let is_teaser = self.page.prose.within(id).link_density() > 0.7 || self.is_teaser_heading(&words.text);
        if !is_teaser && !self.has_prose && self.take_standfirst(id, words.text.len() >= 40) {
            return;
        }
        self.push_inline(if is_teaser { BlockKind::Aside } else { BlockKind::Subhead }, words);
    }

    /// Whether words are the headline once more, alone or with its kicker.
    fn repeats_headline(&self, words: &str) -> bool {
        let Some(headline) = self.draft.headline.as_deref().map(letters) else { return false };
        let words = letters(words);
        headline == words || (headline.len() > 20 && words.len() <= 2 * headline.len() && words.ends_with(&headline))
    }

    /// A heading over other stories: of the common ones, or "More" with the outlet's name.
    fn is_teaser_heading(&self, words: &str) -> bool {
        let outlet = self.draft.publisher.as_deref().map(letters).unwrap_or_default();
        let rest = letters(words).strip_prefix("more").map(str::to_owned);
        is_teaser_heading(words) || (!outlet.is_empty() && rest.is_some_and(|rest| rest == outlet))
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

    fn take_byline(&mut self, id: NodeId) -> bool {
        let Page { tree, parts, prose, .. } = self.page;
        if !parts.is(id, Part::Byline) || prose.within(id).chars == 0 {
            return false;
        }
        let words = inline(tree, parts, id, &[]).in_one_line();
        if self.has_prose {
            self.push_inline(BlockKind::Aside, words);
        } else if words.text.len() <= 300
            && self.draft.blocks.iter().all(|block| block.kind != BlockKind::Byline)
        {
            self.push_inline(BlockKind::Byline, words);
        }
        true
    }

    fn take_stamps(&mut self, id: NodeId) -> bool {
        let Page { tree, parts, .. } = self.page;
        let words = inline(tree, parts, id, &[]).in_one_line();
        let stamps = printed_stamps(&words.text, self.settings.as_of);
        let is_time =
            parts.is(id, Part::Stamp) || tree.descendants(id).any(|inner| parts.is(inner, Part::Stamp));
        if stamps.is_empty()
            && !(is_time
                && !words.is_empty()
                && words.text.len() < 40
                && words.text.contains(|c: char| c.is_ascii_digit()))
        {
            return false;
        }
        let exact = std::iter::once(id)
            .chain(tree.descendants(id))
            .filter_map(|inner| tree.attribute(inner, "datetime"));
        let mut exact = exact.filter_map(crate::stamps::from_metadata);
        if !self.has_prose {
            for stamp in &stamps {
                let value = exact.next().or(stamp.moment).map(|moment| moment.to_string());
                self.draft.stamps.push(Stamp { text: words.text[stamp.range.clone()].to_owned(), value });
            }
        }
        self.push_inline(BlockKind::Stamp, words);
        true
    }

    /// The standfirst, by what its class says, by the page's description, or by its place: the one paragraph between
    /// headline and body, or a first paragraph in bold type.
    fn take_standfirst(&mut self, id: NodeId, is_between: bool) -> bool {
        let Page { tree, parts, prose, inside, .. } = self.page;
        let chars = prose.within(id).chars;
        if self.has_prose || self.standfirst.is_some() || !(20..=LONGEST_STANDFIRST).contains(&chars) {
            return false;
        }
        let is_leaf = prose.is_leaf(id);
        let is_marked = parts.is(id, Part::Standfirst)
            && chars >= 30
            && !inside.holds(id, Holds::Picture)
            && !inside.holds(id, Holds::Heading);
        if !is_leaf && !is_marked {
            return false;
        }
        let words = inline(tree, parts, id, &[]).in_one_line();
        let is_running = words.link_density() < 0.4 && chars >= 50;
        let is_standfirst = (is_marked && words.link_density() < 0.5)
            || self.is_described(&words.text, is_between || is_marked)
            || (is_leaf && is_running && (is_between || self.is_bold(id)));
        if is_standfirst {
            self.standfirst = Some(DraftBlock {
                links: self.resolved(&words),
                ..DraftBlock::new(BlockKind::Standfirst, Origin::Dom, words.text)
            });
        }
        is_standfirst
    }

    /// Whether the page's metadata has these words as its description, perhaps cut short ("Ministers from eleven…")
    /// where their place tells as well.
    fn is_described(&self, words: &str, is_in_place: bool) -> bool {
        let Some(known) = self.draft.standfirst.as_deref() else { return false };
        let (known, words, is_cut) = (letters(known), letters(words), known.ends_with(['…', '.']));
        words.len() >= 20 && (known == words || (is_in_place && is_cut && words.starts_with(&known)))
    }

    /// Whether all words of an element are in bold type.
    fn is_bold(&self, id: NodeId) -> bool {
        let Page { tree, inside, .. } = self.page;
        let is_strong = |node: NodeId| {
            std::iter::once(node)
                .chain(tree.ancestors(node).take_while(|above| *above != id))
                .any(|above| matches!(tree.name(above), "strong" | "b"))
        };
        let mut texts = tree.descendants(id).filter(|node| tree.text(*node).is_some() && inside.has_words(*node));
        texts.all(is_strong)
    }

    /// A node beside the body: only what belongs to the article's head or foot is taken.
    fn take_around(&mut self, id: NodeId, is_after: bool) -> bool {
        let Page { tree, parts, prose, .. } = self.page;
        if !matches!(tree.kind(id), NodeKind::Element { .. })
            || parts.is_hidden(id)
            || parts.is(id, Part::Noise)
        {
            return false;
        }
        if tree.is_within(self.body.container, id) {
            return true;
        }
        if parts.is(id, Part::Topics) && prose.within(id).link_density() > 0.4 {
            self.take_topics(id);
            return false;
        }
        if is_after {
            return self.take_foot(id);
        }
        if Some(id) == self.body.headline {
            self.is_past_headline = true;
            return false;
        }
        if prose.within(id).chars == 0 {
            return false;
        }
        if figures::is_figure(self.page, id) {
            if let Some(figure) = figures::read(self.page, id) {
                self.push_figure(figure);
            }
            return false;
        }
        let is_between = self.is_past_headline
            && matches!(tree.name(id), "p" | "h2" | "h3" | "h4" | "div")
            && !parts.is(id, Part::Caption)
            && !parts.is(id, Part::Aside);
        !(prose.within(id).chars <= LONGEST_STANDFIRST
            && (self.take_standfirst(id, false)
                || self.take_byline(id)
                || self.take_stamps(id)
                || self.take_standfirst(id, is_between)))
    }

    fn take_foot(&mut self, id: NodeId) -> bool {
        let Page { tree, parts, prose, .. } = self.page;
        if parts.is(id, Part::Aside) || parts.is(id, Part::Byline) {
            self.push_aside(id);
            return false;
        }
        if prose.is_leaf(id) && prose.within(id).chars > 0 {
            let words = inline(tree, parts, id, &[]).in_one_line();
            if let Some(holder) = rights_holder(&words.text) {
                self.take_rights(holder, words);
            }
            return false;
        }
        true
    }

    fn take_rights(&mut self, holder: String, words: Inline) {
        self.draft.rights = Some(holder);
        self.draft.note(Field::Rights, Origin::Dom);
        self.push_inline(BlockKind::Rights, words);
    }

    fn take_topics(&mut self, id: NodeId) {
        let Page { tree, parts, .. } = self.page;
        let links = tree.descendants(id).filter(|inner| tree.name(*inner) == "a");
        let topics = links.map(|link| {
            inline(tree, parts, link, &[]).in_one_line().text.trim_matches([',', '#']).trim().to_owned()
        });
        for topic in topics {
            if (2..=60).contains(&topic.len()) && !self.draft.topics.contains(&topic) {
                self.draft.topics.push(topic);
                self.draft.note(Field::Topics, Origin::Dom);
            }
        }
    }

    fn push_words(&mut self, kind: BlockKind, id: NodeId) {
        let count = self.page.prose.within(id);
        if count.link_density() > 0.8 && count.chars < 250 {
            // A card that is a link as a whole is a teaser, whatever its tags.
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
            if is_aside(text) || (words.link_density() > 0.8 && text.len() < 250) || self.is_teaser_heading(text) {
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

    /// A line that is nothing but a credit belongs to the picture before it.
    fn take_credit(&mut self, text: &str) -> bool {
        let (None, Some(credit)) = split_credit(text) else { return false };
        let picture = self.draft.blocks.last_mut().filter(|last| {
            matches!(last.kind, BlockKind::Figure | BlockKind::Video) && last.credit.is_none()
        });
        if let Some(picture) = picture.filter(|_| text.len() <= LONGEST_LINE) {
            picture.add_credit(bare_credit(credit));
            return true;
        }
        false
    }

    /// What a paragraph is that is a line of the article's head or foot: a byline, a stamp, a kicker.
    fn kind_of_line(&self, text: &str) -> Option<BlockKind> {
        let names: String = self.draft.bylines.iter().map(|byline| letters(&byline.name)).collect();
        if text.len() <= 120 && !names.is_empty() && letters(text) == names {
            return Some(BlockKind::Byline);
        }
        if self.has_prose || text.len() > LONGEST_LINE {
            return None;
        }
        let is_sentence = text.ends_with(['.', '!', '?', '…', '"', '”', '»', '。', ':', '।']);
        if printed_bylines(text).is_some() && has_by(text) {
            Some(BlockKind::Byline)
        } else if stamp_within(text).is_some() {
            Some(BlockKind::Stamp)
        } else {
            (!is_sentence && text.split_whitespace().count() <= 5 && text.len() <= 60).then_some(BlockKind::Aside)
        }
    }

    fn push_figure(&mut self, figure: DraftBlock) {
        // Galleries and responsive pages print one picture several times.
        let is_known =
            self.draft.blocks.iter().any(|block| block.kind == figure.kind && block.text == figure.text);
        if !is_known {
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

    /// Label, headline and standfirst stand first, in this order. The printed standfirst, where there is one, is the
    /// article's; one known from metadata alone is a field without a block, since its words stand nowhere in the page.
    fn write_head(&mut self) {
        let mut head = Vec::new();
        let origin = |field: Field, draft: &Draft| draft.from.get(&field).copied().unwrap_or(Origin::Dom);
        if let Some(label) = &self.draft.label {
            head.push(DraftBlock::new(BlockKind::Label, origin(Field::Label, self.draft), label.clone()));
        }
        if let Some(headline) = &self.draft.headline {
            head.push(DraftBlock::new(
                BlockKind::Headline,
                origin(Field::Headline, self.draft),
                headline.clone(),
            ));
        }
        if let Some(standfirst) = self.standfirst.take() {
            self.draft.standfirst = Some(standfirst.text.clone());
            self.draft.note(Field::Standfirst, Origin::Dom);
            head.push(standfirst);
        }
        if self.draft.blocks.iter().all(|block| block.kind != BlockKind::Figure) {
            // A picture that a script would put in: only the metadata has its words.
            let captioned = self.page.metadata.json_ld.images().filter(|image| image.caption.is_some());
            head.extend(captioned.map(|image| {
                let (caption, credit) = (image.caption.as_deref(), image.credit.as_deref());
                DraftBlock::with_credit(BlockKind::Figure, Origin::JsonLd, caption, credit)
            }));
        }
        self.draft.blocks.splice(0..0, head);
    }

    /// Topics printed in the page come first; else `article:tag`, then keywords.
    fn write_topics(&mut self) {
        let metadata = &self.page.metadata;
        if self.draft.topics.is_empty() {
            let keywords = || {
                metadata
                    .tags
                    .all("keywords")
                    .iter()
                    .flat_map(|list| list.split(','))
                    .map(|topic| topic.trim().to_owned())
                    .filter(|topic| !topic.is_empty())
                    .collect()
            };
            let sources: [(Vec<String>, Origin); 4] = [
                (metadata.tags.all("article:tag").to_vec(), Origin::OpenGraph),
                (metadata.json_ld.texts("keywords"), Origin::JsonLd),
                (metadata.microdata.keywords.clone(), Origin::Microdata),
                (keywords(), Origin::Meta),
            ];
            if let Some((topics, from)) = sources.into_iter().find(|(topics, _)| !topics.is_empty()) {
                self.draft.topics = topics;
                self.draft.note(Field::Topics, from);
            }
        } else {
            self.push(DraftBlock::new(BlockKind::Topics, Origin::Dom, self.draft.topics.join("\n")));
        }
    }
}
