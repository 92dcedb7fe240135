//! Pictures and videos of a page with their captions and credits.

use super::Page;
use super::inline::inline;
use super::parts::Part;
use super::tree::NodeId;
use crate::article::{BlockKind, Origin};
use crate::draft::DraftBlock;
use crate::furniture::{clock_seconds, iso_duration, split_credit};

/// The most text that a picture or video carries; a box with more of it is something else.
const MOST_TEXT: u32 = 1500;

/// Whether an element is a picture or video with its caption.
pub(super) fn is_figure(page: &Page, id: NodeId) -> bool {
    let is_small = page.prose.within(id).chars <= MOST_TEXT;
    let has = |name: &str| page.tree.descendants(id).any(|inner| page.tree.name(inner) == name);
    match page.tree.name(id) {
        "figure" => is_small && !has("table") && !has("blockquote"),
        "" | "a" | "span" | "p" => false,
        _ => {
            let has_caption = page.parts.is(id, Part::Caption) && page.prose.is_leaf(id);
            is_small && (has_caption || (is_video(page, id) && captions(page, id).next().is_some()))
        }
    }
}

fn is_video(page: &Page, id: NodeId) -> bool {
    page.parts.is(id, Part::Video)
        || page
            .tree
            .descendants(id)
            .any(|inner| page.tree.name(inner) == "video" || page.parts.is(inner, Part::Video))
}

fn captions(page: &Page, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let is_caption = |id: &NodeId| page.parts.is(*id, Part::Caption) && page.prose.within(*id).chars > 0;
    std::iter::once(id).chain(page.tree.descendants(id)).filter(is_caption)
}

/// The figure or video that an element is; `None` where it shows no words.
pub(super) fn read(page: &Page, id: NodeId) -> Option<DraftBlock> {
    let kind = if is_video(page, id) { BlockKind::Video } else { BlockKind::Figure };
    let credits: Vec<NodeId> = outermost(
        page,
        page.tree
            .descendants(id)
            .filter(|inner| page.parts.is(*inner, Part::Credit) && page.prose.within(*inner).chars > 0),
    );
    let caption = captions(page, id)
        .find(|caption| !credits.iter().any(|credit| page.tree.is_within(*caption, *credit)))
        .map(|caption| inline(&page.tree, &page.parts, caption, &credits).in_one_line().text)
        .filter(|caption| !caption.is_empty());
    let credit: Vec<String> = credits
        .iter()
        .map(|credit| inline(&page.tree, &page.parts, *credit, &[]).in_one_line().text)
        .collect();
    let mut block = if credits.is_empty() {
        DraftBlock::captioned(kind, Origin::Dom, caption?)
    } else {
        let credit = credit.join(" ");
        let bare = bare_credit(&credit);
        DraftBlock::with_credit(
            kind,
            Origin::Dom,
            caption.as_deref().map(without_open_bracket),
            Some(bare).filter(|bare| !bare.is_empty()),
        )
    };
    if kind == BlockKind::Video {
        block.duration = duration(page, id, block.caption.as_ref().map(|range| &block.text[range.clone()]));
    }
    (!block.text.is_empty()).then_some(block)
}

/// Elements of a list that lie in no other of it.
fn outermost(page: &Page, ids: impl Iterator<Item = NodeId>) -> Vec<NodeId> {
    let mut outermost: Vec<NodeId> = Vec::new();
    for id in ids {
        if !outermost.iter().any(|above| page.tree.is_within(id, *above)) {
            outermost.push(id);
        }
    }
    outermost
}

/// "(Image: Ana Ruiz/Northline)" and "© Ana Ruiz" without what says that it is a credit.
fn bare_credit(credit: &str) -> &str {
    let bare = credit.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']).trim();
    match split_credit(bare) {
        (None, Some(credit)) => credit,
        _ => bare,
    }
}

/// A caption whose credit stood in brackets keeps the opening one.
fn without_open_bracket(caption: &str) -> &str {
    caption.trim_end_matches(['(', '[', '|', '/', '•']).trim_end()
}

/// A video's length: what its player shows, else what JSON-LD has for the video of that caption, or for the only one.
fn duration(page: &Page, id: NodeId, caption: Option<&str>) -> Option<String> {
    let shown = page.tree.descendants(id).find_map(|inner| {
        let exact = page.tree.attribute(inner, "datetime").filter(|exact| exact.starts_with("PT"));
        exact.map(str::to_owned).or_else(|| clock_seconds(page.tree.raw_text(inner).trim()).map(iso_duration))
    });
    shown.or_else(|| {
        let videos: Vec<_> = page.metadata.json_ld.videos().collect();
        let same = videos.iter().find(|video| {
            caption.is_some() && (video.caption.as_deref() == caption || video.name.as_deref() == caption)
        });
        same.or(if videos.len() == 1 { videos.first() } else { None })?.duration.clone()
    })
}
