//! `<meta>`, `<link>`, `<title>` and `<html lang>`.

use std::collections::HashMap;

use super::folded;
use crate::html::tree::{ROOT, Tree};

/// The tags of a page's head, first come, first kept.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    /// By `property` or `name`, in lower case; `article:tag` and the like may come many times.
    named: HashMap<String, Vec<String>>,
    pub(crate) title: Option<String>,
    pub(crate) canonical: Option<String>,
    pub(crate) base: Option<String>,
    pub(crate) language: Option<String>,
}

impl Tags {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut tags = Self::default();
        for id in tree.descendants(ROOT) {
            let attribute = |name| tree.attribute(id, name);
            match tree.name(id) {
                "html" => {
                    tags.language = attribute("lang").or_else(|| attribute("xml:lang")).and_then(folded);
                }
                "title" if tags.title.is_none() => tags.title = folded(&tree.raw_text(id)),
                "base" => tags.base = attribute("href").map(str::to_owned),
                "link" if attribute("rel") == Some("canonical") && tags.canonical.is_none() => {
                    tags.canonical = attribute("href").and_then(folded);
                }
                "meta" => {
                    let name = attribute("property")
                        .or_else(|| attribute("name"))
                        .or_else(|| attribute("http-equiv"));
                    if let (Some(name), Some(content)) = (name, attribute("content").and_then(folded)) {
                        tags.named.entry(name.to_ascii_lowercase()).or_default().push(content);
                    }
                }
                _ => {}
            }
        }
        tags
    }

    /// An OpenGraph property, e.g. `og:title` or `article:published_time`.
    pub(crate) fn open_graph(&self, property: &str) -> Option<&str> {
        self.named(property)
    }

    /// A `<meta>` by its name.
    pub(crate) fn named(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// Every `<meta>` of a name.
    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.named.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first of several names that the page has.
    pub(crate) fn first_of(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.named(name))
    }
}
