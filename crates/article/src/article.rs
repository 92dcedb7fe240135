//! The Article: typed blocks over one text, with the fields that a newspaper gives a piece.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::{ByteSpan, CharSpan, CodePoints};

/// One published piece.
///
/// `S` is how spans are counted: [`ByteSpan`] inside the library, [`CharSpan`] in JSON
/// ([`Article::in_code_points`] converts). Absent means unknown; nothing is guessed.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Article")]
pub struct Article<S = ByteSpan> {
    /// Given by the input, or the first 16 hexadecimal digits of a SHA-256 over the text.
    pub id: String,
    /// The path or URL that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The piece's canonical address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// BCP 47 tag of its language, e.g. `en` or `en-GB`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The word or words over the headline that name its section or series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its headline, without the site's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The summary sentence under the headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<Byline>,
    /// When it was first published: ISO 8601, as precise as the source (`2025-08-16`, `2025-08-16T05:21+01:00`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was last changed, like `published`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// The day or moment by which relative stamps ("yesterday", "12h ago") were resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The stamps as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stamps: Vec<Stamp>,
    /// Who holds the rights, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// What the outlet files it under.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Pictures and charts, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure<S>>,
    /// Videos, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub videos: Vec<Video<S>>,
    /// Links that the blocks carry, asides and rights left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link<S>>,
    /// Whether the page says that part of it is for subscribers only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paywalled: Option<bool>,
    /// The version of the item, as its agency counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whether its agency lets it be published, where it says so. What is withheld or canceled is not to be relied on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PublicationStatus>,
    /// Until when it must not be published, like `published`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embargoed: Option<String>,
    /// What the agency says that this version is, in its own codes: `update`, `correction`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<String>,
    /// The agency's notes to editors, which are not for publication ("CORRECTS the name of the minister").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where each field above came from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub from: BTreeMap<Field, Origin>,
    /// The pieces of the text, in reading order, without overlap.
    #[serde(default)]
    pub blocks: Vec<Block<S>>,
    /// All blocks joined by blank lines (for JSON Lines: the text exactly as given).
    pub text: String,
}

/// A piece of an Article with a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Block")]
pub struct Block<S = ByteSpan> {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub span: S,
    /// Where it came from.
    pub from: Origin,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Section or series over the headline.
    Label,
    /// The headline.
    Headline,
    /// The summary under the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// A printed date or time: of the piece, or of one entry of a live page.
    Stamp,
    /// Running text.
    Paragraph,
    /// A heading within the piece.
    Subhead,
    /// One item of a list.
    ListItem,
    /// A quotation set apart by the page.
    Quote,
    /// A picture's caption and credit.
    Figure,
    /// A video's caption and credit.
    Video,
    /// A table: a row a line, cells parted by tabs.
    Table,
    /// Kept but never read: teasers of other stories, newsletter and author boxes, notices.
    Aside,
    /// The list of topics, one a line.
    Topics,
    /// The line that says who holds the rights.
    Rights,
}

impl BlockKind {
    /// Whether statements and events may be read from such a block.
    pub fn is_read(self) -> bool {
        match self {
            Self::Headline
            | Self::Standfirst
            | Self::Paragraph
            | Self::Subhead
            | Self::ListItem
            | Self::Quote
            | Self::Figure
            | Self::Video
            | Self::Table => true,
            Self::Label | Self::Byline | Self::Stamp | Self::Aside | Self::Topics | Self::Rights => false,
        }
    }
}

/// Whether an agency lets an item be published (the IPTC's publishing status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PublicationStatus {
    /// It may be published.
    Usable,
    /// It must not be published until further notice.
    Withheld,
    /// It was withdrawn for good.
    Canceled,
}

/// Where a block or field was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A schema.org object in a `<script type="application/ld+json">`.
    JsonLd,
    /// An OpenGraph property (`og:title`, `article:published_time`).
    OpenGraph,
    /// Another `<meta>`, `<link>` or an attribute of `<html>`.
    Meta,
    /// schema.org microdata (`itemprop`).
    Microdata,
    /// The page's own words.
    Dom,
    /// A line of pasted Markdown or plain text.
    Text,
    /// An entry of a feed, or the feed itself.
    Feed,
    /// An element of NewsML-G2 or NITF.
    #[serde(rename = "newsml")]
    NewsMl,
    /// A property of a ninjs object.
    Ninjs,
    /// Given beside the text, by the caller or in a JSON line.
    Given,
    /// Worked out from other fields, e.g. the publisher from the rights line.
    Derived,
}

/// A field of an Article that remembers its [`Origin`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is the field of Article of the same name")]
pub enum Field {
    Url,
    Publisher,
    Language,
    Label,
    Headline,
    Standfirst,
    Bylines,
    Published,
    Updated,
    Rights,
    Topics,
    Paywalled,
}

/// One author, with the place the byline gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Byline {
    /// A person's or an agency's name.
    pub name: String,
    /// Where they wrote from ("in Anchorage").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// A printed date or time of the piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stamp {
    /// As printed.
    pub text: String,
    /// ISO 8601, as precise as printed; absent where it cannot be resolved without an `as_of`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A picture or chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Figure")]
pub struct Figure<S = ByteSpan> {
    /// What it is said to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The caption in the text; the credit where there is no caption.
    pub span: S,
}

/// A video.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Video")]
pub struct Video<S = ByteSpan> {
    /// What it is said to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Its length as an ISO 8601 duration (`PT45S`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    /// The caption in the text; the credit, or else the whole block, where there is no caption.
    pub span: S,
}

/// A link that the text carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Link")]
pub struct Link<S = ByteSpan> {
    /// Its words.
    pub text: String,
    /// Where it leads, absolute where the page's address is known.
    pub target: String,
    /// Where its words stand.
    pub span: S,
}

impl Article {
    /// The words that a span covers.
    ///
    /// # Panics
    /// If the span was not made for this article.
    pub fn words(&self, span: ByteSpan) -> &str {
        span.of(&self.text)
    }

    /// What may be read for statements: each readable block with the part of it that is running text
    /// (of a figure or video its caption, without the credit).
    pub fn readable(&self) -> impl Iterator<Item = (BlockKind, ByteSpan)> + '_ {
        self.blocks.iter().filter(|block| block.kind.is_read()).filter_map(|block| {
            let span = match block.kind {
                BlockKind::Figure | BlockKind::Video => self.caption_within(block.span)?,
                _ => block.span,
            };
            Some((block.kind, span))
        })
    }

    fn caption_within(&self, block: ByteSpan) -> Option<ByteSpan> {
        // Both lists stand in the order of the text, so that a gallery of thousands is not walked for each picture.
        let figure = self.figures.partition_point(|figure| figure.span.start < block.start);
        let video = self.videos.partition_point(|video| video.span.start < block.start);
        let figure = self.figures.get(figure).map(|figure| (figure.span, figure.caption.is_some()));
        let video = self.videos.get(video).map(|video| (video.span, video.caption.is_some()));
        let shown = figure.into_iter().chain(video).find(|(span, _)| block.contains(*span));
        shown.filter(|(_, has_caption)| *has_caption).map(|(span, _)| span)
    }

    /// The same article with its spans counted in code points, as JSON, Arrow and Python take them.
    pub fn in_code_points(self) -> Article<CharSpan> {
        let text = self.text.clone();
        let offsets = CodePoints::of(&text);
        self.map_spans(&mut |span| offsets.chars(span))
    }
}

impl<S> Article<S> {
    /// The same article with every span turned into another.
    pub fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Article<T> {
        Article {
            id: self.id,
            input: self.input,
            url: self.url,
            publisher: self.publisher,
            language: self.language,
            label: self.label,
            headline: self.headline,
            standfirst: self.standfirst,
            bylines: self.bylines,
            published: self.published,
            updated: self.updated,
            as_of: self.as_of,
            stamps: self.stamps,
            rights: self.rights,
            topics: self.topics,
            figures: map_all(self.figures, |Figure { caption, credit, span }| Figure {
                caption,
                credit,
                span: turn(span),
            }),
            videos: map_all(self.videos, |Video { caption, credit, duration, span }| Video {
                caption,
                credit,
                duration,
                span: turn(span),
            }),
            links: map_all(self.links, |Link { text, target, span }| Link { text, target, span: turn(span) }),
            paywalled: self.paywalled,
            version: self.version,
            status: self.status,
            embargoed: self.embargoed,
            signals: self.signals,
            notes: self.notes,
            from: self.from,
            blocks: map_all(self.blocks, |Block { kind, span, from }| Block { kind, span: turn(span), from }),
            text: self.text,
        }
    }
}

fn map_all<A, B>(items: Vec<A>, turn: impl FnMut(A) -> B) -> Vec<B> {
    items.into_iter().map(turn).collect()
}
