//! Pictures and videos of a page with their captions and credits.

mod captions;

use super::Page;
use super::inline::inline;
use super::inside::Holds;
use super::parts::Part;
use super::tree::NodeId;
use crate::article::{BlockKind, Origin};
use crate::bylines::has_by;
use crate::draft::DraftBlock;
use crate::furniture::{clock_seconds, is_aside, is_teaser_heading, iso_duration};
use crate::stamps::stamp_within;
use captions::Words;

/// The most text that a picture or video carries; a box with more of it is something else.
const MOST_TEXT: u32 = 1500;
/// The most text of a box that is a picture only because one stands in it.
const MOST_TEXT_OF_BOX: u32 = 600;

/// Whether an element is a picture or video with its caption. `body` holds the piece: a box with half of its words is
/// the piece itself, however short.
pub(super) fn is_figure(page: &Page, body: NodeId, id: NodeId) -> bool {
    let is_captioned = page.inside.holds(id, Holds::Caption) || page.parts.is(id, Part::Caption);
    if !is_captioned && page.prose.within(id).chars * 2 > page.prose.within(body).chars {
        return false;
    }
    let count = page.prose.within(id);
    if count.chars > MOST_TEXT {
        return false;
    }
    let holds = |what: Holds| page.inside.holds(id, what);
    match page.tree.name(id) {
        "" | "a" | "tr" | "td" | "li" | "ul" | "ol" | "table" | "tbody" | "h2" | "h3" | "h4" => false,
        "figure" => !holds(Holds::Table) && !holds(Holds::Quotation),
        "p" if page.parts.is(id, Part::Caption) => page.inside.has_words(id),
        "p" => holds(Holds::Picture) && count.chars <= MOST_TEXT_OF_BOX && is_under_picture(page, id),
        name => {
            (page.parts.is(id, Part::Caption) && page.inside.has_words(id) && !holds(Holds::Heading))
                || (name != "span" && (is_captioned_video(page, id) || is_picture_box(page, id)))
        }
    }
}

/// Whether all words of a paragraph follow its picture, set off by a slant or a break: "<img><br><em>Boats at
/// dawn</em>". Text that runs around a picture begins as a sentence does and is long.
fn is_under_picture(page: &Page, id: NodeId) -> bool {
    let mut has_picture = false;
    for inner in page.tree.descendants(id) {
        has_picture |= page.tree.name(inner) == "img";
        if page.tree.text(inner).is_some_and(|text| !text.trim().is_empty()) {
            let is_set_off = page
                .tree
                .ancestors(inner)
                .take_while(|above| *above != id)
                .any(|above| matches!(page.tree.name(above), "em" | "i" | "small"));
            return has_picture && (is_set_off || page.prose.within(id).chars <= 160);
        }
    }
    false
}

fn is_captioned_video(page: &Page, id: NodeId) -> bool {
    is_video(page, id) && page.inside.holds(id, Holds::Caption)
}

fn is_video(page: &Page, id: NodeId) -> bool {
    page.parts.is(id, Part::Video) || page.inside.holds(id, Holds::Video)
}

/// A box of a picture and a few words that are no link: `<div class="box"><img><p>Boats at dawn</p></div>`.
fn is_picture_box(page: &Page, id: NodeId) -> bool {
    let count = page.prose.within(id);
    let holds = |what: Holds| page.inside.holds(id, what);
    let is_other = [Holds::Heading, Holds::Table, Holds::Quotation, Holds::List].into_iter().any(holds)
        || page.parts.is(id, Part::Byline)
        || (page.parts.is(id, Part::Aside) && !holds(Holds::Caption))
        || (!holds(Holds::Caption) && (holds(Holds::Byline) || holds(Holds::Stamp) || holds(Holds::Aside)));
    holds(Holds::Picture)
        && (8..=MOST_TEXT_OF_BOX).contains(&count.chars)
        && count.link_density() < 0.4
        && !is_other
        && page.inside.paragraphs(id) <= 2
        && !is_stamped(page, id)
        && (holds(Holds::Caption) || !is_furniture(page, id))
}

/// Whether the words beside a picture begin with the day of the piece: "16.08.2025, 05:21 Uhr | Ana Ruiz".
fn is_stamped(page: &Page, id: NodeId) -> bool {
    if page.prose.within(id).chars > 160 {
        return false;
    }
    let words = page.tree.raw_text(id);
    words.trim_start().starts_with(|c: char| c.is_ascii_digit()) && stamp_within(&words).is_some()
}

/// Whether the words beside a picture are an author's, a stamp, a teaser or running text.
fn is_furniture(page: &Page, id: NodeId) -> bool {
    let words = inline(&page.tree, &page.parts, id, &[]).in_one_line().text;
    let n_sentences = words.matches(". ").count() + 1;
    n_sentences > 4
        || is_aside(&words)
        || is_teaser_heading(&words)
        || has_by(&words)
        || stamp_within(&words).is_some()
}

/// The figure or video that an element is; `None` where it shows no words.
pub(super) fn read(page: &Page, id: NodeId) -> Option<DraftBlock> {
    let kind = if is_video(page, id) { BlockKind::Video } else { BlockKind::Figure };
    let Words { caption, credit } = captions::read(page, id);
    let credit = credit.as_deref().map(in_one_list);
    let mut block = DraftBlock::with_credit(kind, Origin::Dom, caption.as_deref(), credit.as_deref());
    if kind == BlockKind::Video {
        block.duration = duration(page, id, caption.as_deref());
    }
    (!block.text.is_empty()).then_some(block)
}

/// The makers of a picture, each once, set apart by commas where the page prints "Northline | Ana Ruiz".
fn in_one_list(credit: &str) -> String {
    let mut makers: Vec<&str> = Vec::new();
    for maker in credit.split('|').map(str::trim).filter(|maker| !maker.is_empty()) {
        if !makers.contains(&maker) {
            makers.push(maker);
        }
    }
    makers.join(", ")
}

/// A video's length: what its player shows, else what JSON-LD has for the video of that caption, or for the only one.
fn duration(page: &Page, id: NodeId, caption: Option<&str>) -> Option<String> {
    let shown = page.tree.descendants(id).find_map(|inner| {
        let exact = page.tree.attribute(inner, "datetime").filter(|exact| exact.starts_with("PT"));
        let clock = || clock_seconds(page.tree.text(inner)?.trim()).map(iso_duration);
        exact.map(str::to_owned).or_else(clock)
    });
    shown.or_else(|| {
        let videos: Vec<_> = page.metadata.json_ld.videos().collect();
        let same = videos.iter().find(|video| {
            caption.is_some() && (video.caption.as_deref() == caption || video.name.as_deref() == caption)
        });
        same.or(if videos.len() == 1 { videos.first() } else { None })?.duration.clone()
    })
}
