//! An Article in the making: blocks as strings, before they are joined into one text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::article::{
    Article, Block, BlockKind, Byline, Field, Figure, Link, Origin, PublicationStatus, Stamp, Video,
};
use crate::furniture::{bare_credit, split_credit, without_caption_opening};
use crate::span::ByteSpan;
use crate::stamps::Moment;

/// A block before its place in the text is known.
#[derive(Debug, Clone)]
pub(crate) struct DraftBlock {
    pub(crate) kind: BlockKind,
    pub(crate) from: Origin,
    pub(crate) text: String,
    /// Links in `text`, with their targets.
    pub(crate) links: Vec<(Range<usize>, String)>,
    /// For figures and videos: where in `text` caption and credit stand.
    pub(crate) caption: Option<Range<usize>>,
    pub(crate) credit: Option<Range<usize>>,
    /// For videos: ISO 8601.
    pub(crate) duration: Option<String>,
}

impl DraftBlock {
    pub(crate) fn new(kind: BlockKind, from: Origin, text: impl Into<String>) -> Self {
        Self { kind, from, text: text.into(), links: Vec::new(), caption: None, credit: None, duration: None }
    }

    /// A figure or video of one printed line, in which caption and credit are told apart.
    pub(crate) fn captioned(kind: BlockKind, from: Origin, line: String) -> Self {
        let (caption, credit) = split_credit(without_caption_opening(&line));
        let caption = caption.map(|caption| range_in(&line, caption));
        let credit = credit.map(|credit| range_in(&line, bare_credit(credit)));
        Self { caption, credit, ..Self::new(kind, from, line) }
    }

    /// A figure or video whose page keeps caption and credit apart.
    pub(crate) fn with_credit(
        kind: BlockKind,
        from: Origin,
        caption: Option<&str>,
        credit: Option<&str>,
    ) -> Self {
        let mut block = Self::new(kind, from, caption.unwrap_or_default());
        block.caption = caption.map(|caption| 0..caption.len());
        if let Some(credit) = credit {
            block.add_credit(credit);
        }
        block
    }

    /// Sets a credit behind a figure's or video's words.
    pub(crate) fn add_credit(&mut self, credit: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.credit = Some(self.text.len()..self.text.len() + credit.len());
        self.text.push_str(credit);
    }
}

/// Where a part of a string stands in it.
fn range_in(whole: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - whole.as_ptr() as usize;
    start..start + part.len()
}

/// Everything an Article holds, before its blocks are joined.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) blocks: Vec<DraftBlock>,
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) headline: Option<String>,
    pub(crate) standfirst: Option<String>,
    pub(crate) bylines: Vec<Byline>,
    pub(crate) published: Option<Moment>,
    pub(crate) updated: Option<Moment>,
    pub(crate) stamps: Vec<Stamp>,
    pub(crate) rights: Option<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) paywalled: Option<bool>,
    pub(crate) version: Option<String>,
    pub(crate) status: Option<PublicationStatus>,
    pub(crate) embargoed: Option<Moment>,
    pub(crate) signals: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) from: BTreeMap<Field, Origin>,
}

impl Draft {
    /// Remembers where a field came from; a field is filled once, by its best source.
    pub(crate) fn note(&mut self, field: Field, from: Origin) {
        self.from.insert(field, from);
    }

    /// Joins the blocks by blank lines and places every span.
    pub(crate) fn finish(self, input: Option<&str>, as_of: Option<Moment>) -> Article {
        let mut text = String::new();
        let mut article = self.fields(input, as_of);
        for block in self.blocks.into_iter().filter(|block| !block.text.trim().is_empty()) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            article.place(&block, text.len());
            text.push_str(&block.text);
        }
        article.sealed(text)
    }

    /// Places the blocks in a text that must stay as it was given; `starts` are their offsets.
    pub(crate) fn finish_verbatim(
        self,
        text: String,
        starts: &[usize],
        input: Option<&str>,
        as_of: Option<Moment>,
    ) -> Article {
        let mut article = self.fields(input, as_of);
        for (block, start) in self.blocks.iter().zip(starts) {
            article.place(block, *start);
        }
        article.sealed(text)
    }

    fn fields(&self, input: Option<&str>, as_of: Option<Moment>) -> Article {
        Article {
            id: self.id.clone().unwrap_or_default(),
            input: input.map(str::to_owned),
            url: self.url.clone(),
            publisher: self.publisher.clone(),
            language: self.language.clone(),
            label: self.label.clone(),
            headline: self.headline.clone(),
            standfirst: self.standfirst.clone(),
            bylines: self.bylines.clone(),
            published: self.published.map(|moment| moment.to_string()),
            updated: self.updated.map(|moment| moment.to_string()),
            as_of: as_of.map(|moment| moment.to_string()),
            stamps: self.stamps.clone(),
            rights: self.rights.clone(),
            topics: self.topics.clone(),
            figures: Vec::new(),
            videos: Vec::new(),
            links: Vec::new(),
            paywalled: self.paywalled,
            version: self.version.clone(),
            status: self.status,
            embargoed: self.embargoed.map(|moment| moment.to_string()),
            signals: self.signals.clone(),
            notes: self.notes.clone(),
            from: self.from.clone(),
            blocks: Vec::new(),
            text: String::new(),
        }
    }
}

impl Article {
    fn place(&mut self, block: &DraftBlock, start: usize) {
        let at = |range: &Range<usize>| ByteSpan::from(range.clone()).shifted(start);
        let part = |range: &Option<Range<usize>>| range.clone().map(|range| block.text[range].to_owned());
        let span = at(&(0..block.text.len()));
        let shown = block.caption.as_ref().or(block.credit.as_ref()).map_or(span, at);
        let (caption, credit) = (part(&block.caption), part(&block.credit));
        match block.kind {
            BlockKind::Figure => self.figures.push(Figure { caption, credit, span: shown }),
            BlockKind::Video => {
                self.videos.push(Video { caption, credit, duration: block.duration.clone(), span: shown });
            }
            _ => {}
        }
        if !matches!(block.kind, BlockKind::Aside | BlockKind::Rights) {
            self.links.extend(block.links.iter().map(|(range, target)| Link {
                text: block.text[range.clone()].to_owned(),
                target: target.clone(),
                span: at(range),
            }));
        }
        self.blocks.push(Block { kind: block.kind, span, from: block.from });
    }

    fn sealed(mut self, text: String) -> Self {
        if self.id.is_empty() {
            self.id = Sha256::digest(text.as_bytes()).iter().take(8).fold(String::new(), |mut id, byte| {
                write!(id, "{byte:02x}").expect("strings take writes");
                id
            });
        }
        self.text = text;
        self
    }
}
