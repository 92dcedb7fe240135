//! The head and the foot of a page's article: bylines, stamps, standfirst, topics, and what stands beside the body.

use super::{LONGEST_STANDFIRST, Walker};
use crate::article::{BlockKind, Field, Origin, Stamp};
use crate::bylines::has_by;
use crate::draft::{Draft, DraftBlock};
use crate::furniture::rights_holder;
use crate::html::Page;
use crate::html::figures;
use crate::html::inline::inline;
use crate::html::inside::Holds;
use crate::html::parts::Part;
use crate::html::prose::letters;
use crate::html::tree::{NodeId, NodeKind};
use crate::stamps::{printed_stamps, stamp_within};

/// The most topics taken from a page; one with more lists all that it ever wrote of.
const MOST_TOPICS: usize = 100;

impl Walker<'_> {
    /// A node beside the body: only what belongs to the article's head or foot is taken.
    pub(super) fn take_around(&mut self, id: NodeId, is_after: bool) -> bool {
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
        if figures::is_figure(self.page, self.body.container, id) {
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

    pub(super) fn take_byline(&mut self, id: NodeId) -> bool {
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

    pub(super) fn take_stamps(&mut self, id: NodeId) -> bool {
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
    pub(super) fn take_standfirst(&mut self, id: NodeId, is_between: bool) -> bool {
        let Page { tree, parts, prose, inside, .. } = self.page;
        let chars = prose.within(id).chars;
        if self.has_prose || self.standfirst.is_some() || !(20..=LONGEST_STANDFIRST).contains(&chars) {
            return false;
        }
        // "<h2><p>…</p></h2>" is one line all the same.
        let is_heading = matches!(tree.name(id), "h2" | "h3" | "h4");
        let is_leaf = prose.is_leaf(id) || (is_heading && inside.paragraphs(id) == 1);
        let is_marked = parts.is(id, Part::Standfirst)
            && chars >= 30
            && !inside.holds(id, Holds::Picture)
            && !inside.holds(id, Holds::Heading);
        if !is_leaf && !is_marked {
            return false;
        }
        let words = inline(tree, parts, id, &[]).in_one_line();
        // "By Ana Ruiz - Northline - Friday, March 13, 2026" stands where a standfirst does.
        if has_by(&words.text) && stamp_within(&words.text).is_some() {
            return false;
        }
        let is_running = words.link_density() < 0.4 && chars >= 50;
        let is_standfirst = (is_marked && words.link_density() < 0.5)
            || ((is_between || self.is_set_off(id))
                && self.is_described(&words.text, is_between || is_marked))
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

    /// Whether a paragraph is dressed unlike the one that follows it: the first of equals is no standfirst, even where
    /// the metadata gives it as the description.
    fn is_set_off(&self, id: NodeId) -> bool {
        let Page { tree, inside, .. } = self.page;
        let dress = |id: NodeId| (tree.name(id), tree.attribute(id, "class"));
        let mut following =
            tree.following(id).filter(|next| tree.text(*next).is_none() && inside.has_words(*next));
        following.next().is_none_or(|next| dress(next) != dress(id))
    }

    /// Whether all words of an element are in bold type.
    fn is_bold(&self, id: NodeId) -> bool {
        let Page { tree, inside, .. } = self.page;
        let is_strong = |node: NodeId| {
            std::iter::once(node)
                .chain(tree.ancestors(node).take_while(|above| *above != id))
                .any(|above| matches!(tree.name(above), "strong" | "b"))
        };
        let mut texts =
            tree.descendants(id).filter(|node| tree.text(*node).is_some() && inside.has_words(*node));
        texts.all(is_strong)
    }

    pub(super) fn take_topics(&mut self, id: NodeId) {
        let Page { tree, parts, .. } = self.page;
        let links = tree.descendants(id).filter(|inner| tree.name(*inner) == "a");
        let topics = links.map(|link| {
            inline(tree, parts, link, &[]).in_one_line().text.trim_matches([',', '#']).trim().to_owned()
        });
        for topic in topics {
            if self.draft.topics.len() < MOST_TOPICS
                && (2..=60).contains(&topic.len())
                && !self.draft.topics.contains(&topic)
            {
                self.draft.topics.push(topic);
                self.draft.note(Field::Topics, Origin::Dom);
            }
        }
    }

    /// Label, headline and standfirst stand first, in this order. The printed standfirst, where there is one, is the
    /// article's; one known from metadata alone is a field without a block, since its words stand nowhere in the page.
    pub(super) fn write_head(&mut self) {
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
    pub(super) fn write_topics(&mut self) {
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
