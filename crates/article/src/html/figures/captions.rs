//! Parts the words of a picture into its caption and its credit.

use crate::furniture::{bare_credit, split_credit, without_caption_opening};
use crate::html::Page;
use crate::html::inline::inline;
use crate::html::parts::Part;
use crate::html::tree::NodeId;

/// The words of a picture.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
}

/// The most elements of a picture that are looked at as its credits; a real one has one or two.
const MOST_CREDITS: usize = 8;

/// Reads a picture: what its classes call a credit is one; else the place of the words and their form tell.
pub(super) fn read(page: &Page, id: NodeId) -> Words {
    let root = caption_root(page, id);
    let credits = credit_elements(page, id, root);
    let mut words =
        if credits.is_empty() { from_units(page, root) } else { from_credits(page, root, &credits) };
    if words.credit.is_none() && words.caption.is_some() {
        words.credit = credit_of_image(page, id);
    }
    words
}

/// What an image's own title or alternative text has after a mark: "Boats at dawn | Photo: Ana Ruiz/Northline".
fn credit_of_image(page: &Page, id: NodeId) -> Option<String> {
    let images = page.tree.descendants(id).filter(|inner| page.tree.name(*inner) == "img").take(3);
    let texts = images.flat_map(|image| ["title", "alt"].map(|name| page.tree.attribute(image, name)));
    texts.flatten().filter(|text| text.len() <= 600).find_map(|text| {
        let (_, tail) = text.rsplit_once('|')?;
        split_credit(tail).1.filter(|_| split_credit(tail).0.is_none()).map(str::to_owned)
    })
}

/// Caption and credit where elements say which is which.
fn from_credits(page: &Page, root: NodeId, credits: &[NodeId]) -> Words {
    let shown = |id: NodeId| inline(&page.tree, &page.parts, id, &[]).in_one_line().text;
    let mut credit: Vec<String> = Vec::new();
    for words in credits.iter().map(|credit| bare_credit(&shown(*credit)).to_owned()) {
        // Wide and narrow screens get the same credit twice.
        if !words.is_empty() && !credit.contains(&words) {
            credit.push(words);
        }
    }
    let caption = inline(&page.tree, &page.parts, root, credits).in_one_line().text;
    let caption = if credits.contains(&root) { "" } else { caption.as_str() };
    if credit.is_empty() {
        return parted(caption);
    }
    Words { caption: clean(caption), credit: Some(credit.join(", ")) }
}

/// Where a picture's caption stands: its `<figcaption>`, else what its class calls a caption, else all its words.
fn caption_root(page: &Page, id: NodeId) -> NodeId {
    let has_text = |id: &NodeId| page.inside.has_words(*id) && !page.parts.is_hidden(*id);
    let inner = || page.tree.descendants(id).filter(has_text);
    let tagged = inner().find(|inner| page.tree.name(*inner) == "figcaption");
    // A caption within another is a part of it: in "Boats at dawn <span class=caption>(Image: Northline)</span>" the
    // outer one is meant, which the walk meets first.
    let marked = || inner().find(|inner| page.parts.is(*inner, Part::Caption) && !is_credit(page, *inner));
    if page.parts.is(id, Part::Caption) { id } else { tagged.or_else(marked).unwrap_or(id) }
}

fn is_credit(page: &Page, id: NodeId) -> bool {
    let is_said = page.parts.is(id, Part::Credit)
        || (page.parts.is(id, Part::Byline) && is_in_figure(page, id))
        || matches!(
            page.tree.attribute(id, "itemprop"),
            Some("copyrightHolder" | "creditText" | "author" | "creator" | "copyrightNotice")
        );
    let is_by_tag = || match page.tree.name(id) {
        "footer" | "cite" => true,
        "small" => {
            matches!(split_credit(inline(&page.tree, &page.parts, id, &[]).text.trim()), (None, Some(_)))
        }
        _ => false,
    };
    (is_said && page.prose.within(id).chars <= 240) || is_by_tag()
}

/// A byline in a picture's own element is its photographer's; in a box around it, it may be the piece's.
fn is_in_figure(page: &Page, id: NodeId) -> bool {
    page.tree.ancestors(id).take(8).any(|above| matches!(page.tree.name(above), "figure" | "figcaption"))
}

/// Elements of a picture that hold its credit and lie in no other such element.
fn credit_elements(page: &Page, id: NodeId, root: NodeId) -> Vec<NodeId> {
    let mut credits: Vec<NodeId> = Vec::new();
    for inner in page.tree.descendants(id).filter(|inner| page.inside.has_words(*inner)) {
        let is_new = inner != root
            && !page.tree.is_within(root, inner)
            && is_credit(page, inner)
            && !credits.iter().any(|above| page.tree.is_within(inner, *above));
        if is_new {
            credits.push(inner);
        }
        if credits.len() == MOST_CREDITS {
            break;
        }
    }
    credits
}

/// The caption's pieces: what its elements and line breaks part. A short last piece that is no sentence is the credit
/// ("Boats at dawn.<span>Ana Ruiz/Northline</span>"), and so is a short first one before a line break.
fn from_units(page: &Page, root: NodeId) -> Words {
    let whole = inline(&page.tree, &page.parts, root, &[]).in_one_line().text;
    let units = units(page, root);
    let [first, .., last] = units.as_slice() else { return parted(&whole) };
    let all_but = |id: NodeId| inline(&page.tree, &page.parts, root, &[id]).in_one_line().text;
    if let (Some(id), (None, Some(credit))) = (last.element, split_credit(&last.text)) {
        return Words { caption: clean(&all_but(id)), credit: Some(bare_credit(credit).to_owned()) };
    }
    if let Some(id) = last.element.filter(|_| is_name_like(&last.text)) {
        let caption = all_but(id);
        if caption.ends_with(['.', '!', '?', '”', '"', '»', ')'])
            || last.text.starts_with('(')
            || split_credit(&caption).1.is_none()
                && page.tree.name(id) != "a"
                && caption.len() > 2 * last.text.len()
        {
            return Words { caption: clean(&caption), credit: Some(bare_credit(&last.text).to_owned()) };
        }
    }
    if let Some(id) = first.element.filter(|_| units.len() == 2 && is_name_like(&first.text)) {
        let caption = all_but(id);
        if caption.ends_with('.') && caption.len() > 3 * first.text.len() {
            return Words { caption: clean(&caption), credit: Some(first.text.clone()) };
        }
    }
    parted(&whole)
}

/// A piece of a caption.
struct Unit {
    text: String,
    /// The element that it is; `None` for loose text.
    element: Option<NodeId>,
}

/// Goes down to the innermost element that holds the whole caption and gives its children that have words.
fn units(page: &Page, root: NodeId) -> Vec<Unit> {
    let mut at = root;
    loop {
        let worded: Vec<NodeId> = page
            .tree
            .children(at)
            .filter(|child| page.inside.has_words(*child))
            .filter(|child| !page.parts.is_hidden(*child) && !page.parts.is(*child, Part::Noise))
            .take(64)
            .collect();
        match worded.as_slice() {
            [only] if page.tree.text(*only).is_none() => at = *only,
            _ => {
                let unit = |id: &NodeId| match page.tree.text(*id) {
                    Some(text) => Unit { text: text.trim().to_owned(), element: None },
                    None => Unit {
                        text: inline(&page.tree, &page.parts, *id, &[]).in_one_line().text,
                        element: Some(*id),
                    },
                };
                return worded.iter().map(unit).collect();
            }
        }
    }
}

/// "Ana Ruiz/Northline", "(Ana Ruiz)": a few words that end as no sentence does.
fn is_name_like(words: &str) -> bool {
    let bare = words.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let begins = bare.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
    (begins || split_credit(words).1.is_some())
        && (1..=9).contains(&bare.split_whitespace().count())
        && bare.len() <= 90
        && !bare.ends_with(['.', '!', '?', ':', '…'])
}

fn parted(line: &str) -> Words {
    let (caption, credit) = split_credit(line);
    Words {
        caption: caption.and_then(clean),
        credit: credit.map(|credit| bare_credit(credit).to_owned()).filter(|credit| !credit.is_empty()),
    }
}

/// A caption without what pages put before it ("Caption:") and what is left where a credit was cut out of it.
fn clean(caption: &str) -> Option<String> {
    let caption = without_caption_opening(caption.trim());
    let caption = caption.trim_end_matches(['(', '[', '|', '/', '•', '·', '©', '–', '—', ',']).trim_end();
    caption.chars().any(char::is_alphanumeric).then(|| caption.to_owned())
}
