//! What a page says of its article for machines: JSON-LD, OpenGraph, other `<meta>` and microdata.

mod json_ld;
mod microdata;
mod tags;

pub(super) use json_ld::JsonLd;
pub(super) use microdata::Microdata;
pub(super) use tags::Tags;

use super::tree::Tree;

/// All metadata of a page.
#[derive(Debug)]
pub(super) struct Metadata {
    pub(super) json_ld: JsonLd,
    pub(super) tags: Tags,
    pub(super) microdata: Microdata,
}

impl Metadata {
    pub(super) fn of(tree: &Tree) -> Self {
        let tags = Tags::of(tree);
        let titles: Vec<&str> =
            [tags.open_graph("og:title"), tags.title.as_deref()].into_iter().flatten().collect();
        Self { json_ld: JsonLd::of(tree, &titles), microdata: Microdata::of(tree), tags }
    }
}

/// White space folded; `None` for nothing.
pub(super) fn folded(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
