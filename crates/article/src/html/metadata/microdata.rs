//! schema.org microdata: `itemprop` attributes within an article's `itemscope`.

use super::folded;
use crate::html::tree::{NodeId, ROOT, Tree};

/// The properties of a page's article in microdata.
#[derive(Debug, Default)]
pub(crate) struct Microdata {
    pub(crate) headline: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) updated: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) keywords: Vec<String>,
}

impl Microdata {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut data = Self::default();
        for id in tree.descendants(ROOT) {
            let Some(property) = tree.attribute(id, "itemprop") else { continue };
            match property {
                "headline" => fill(&mut data.headline, || value(tree, id)),
                "datePublished" => fill(&mut data.published, || value(tree, id)),
                "dateModified" => fill(&mut data.updated, || value(tree, id)),
                "articleSection" => fill(&mut data.section, || value(tree, id)),
                "keywords" => data.keywords.extend(value(tree, id)),
                "author" => data.authors.extend(author(tree, id)),
                _ => {}
            }
        }
        data
    }
}

fn fill(slot: &mut Option<String>, value: impl FnOnce() -> Option<String>) {
    if slot.is_none() {
        *slot = value();
    }
}

/// An author is a name, or an item with one.
fn author(tree: &Tree, id: NodeId) -> Option<String> {
    let name = tree.descendants(id).find(|inner| tree.attribute(*inner, "itemprop") == Some("name"));
    value(tree, name.unwrap_or(id))
}

/// The value as the microdata standard has it: `content`, `datetime`, or else the element's text.
fn value(tree: &Tree, id: NodeId) -> Option<String> {
    let attribute = tree.attribute(id, "content").or_else(|| tree.attribute(id, "datetime"));
    attribute.and_then(folded).or_else(|| folded(&tree.raw_text(id)))
}
