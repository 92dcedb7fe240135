//! What each element of a page is by its tag, class, id and role: see `data/page-parts.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tree::{NodeId, NodeKind, Tree};
use crate::data::page_parts::{
    ASIDE, BODY, BYLINE, CAPTION, COMMENTS, CREDIT, LABEL, NOISE, STAMP, STANDFIRST, TOPICS, VIDEO,
};

/// What an element can be said to be. One may be several things ("author" and "date" in one class).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Part {
    Noise = 1,
    Aside = 1 << 1,
    Caption = 1 << 2,
    Credit = 1 << 3,
    Byline = 1 << 4,
    Standfirst = 1 << 5,
    Label = 1 << 6,
    Stamp = 1 << 7,
    Topics = 1 << 8,
    Body = 1 << 9,
    /// Not shown, or never a part of the piece: scripts, forms, navigation.
    Hidden = 1 << 10,
    Video = 1 << 11,
    /// What readers wrote; never the piece, however long it is.
    Comments = 1 << 12,
}

static WORDS: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let lists: [(&[&str], Part); 12] = [
        (NOISE, Part::Noise),
        (ASIDE, Part::Aside),
        (CAPTION, Part::Caption),
        (CREDIT, Part::Credit),
        (BYLINE, Part::Byline),
        (STANDFIRST, Part::Standfirst),
        (LABEL, Part::Label),
        (STAMP, Part::Stamp),
        (TOPICS, Part::Topics),
        (BODY, Part::Body),
        (VIDEO, Part::Video),
        (COMMENTS, Part::Comments),
    ];
    let mut words = HashMap::new();
    for (list, part) in lists {
        for word in list {
            *words.entry(*word).or_default() |= part as u16;
        }
    }
    words
});

/// The parts of every element of a page.
#[derive(Debug)]
pub(super) struct Parts(Vec<u16>);

impl Parts {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut known = Known::default();
        Self((0..tree.len() as NodeId).map(|id| parts_of(tree, id, &mut known)).collect())
    }

    pub(super) fn is(&self, id: NodeId, part: Part) -> bool {
        self.0[id as usize] & part as u16 != 0
    }

    /// Not shown, or the readers' comments.
    pub(super) fn is_hidden(&self, id: NodeId) -> bool {
        self.is(id, Part::Hidden) || self.is(id, Part::Comments)
    }

    /// Takes back that an element is noise or an aside, because it holds the piece itself.
    pub(super) fn clear_surroundings(&mut self, id: NodeId) {
        self.0[id as usize] &= !(Part::Noise as u16 | Part::Aside as u16 | Part::Hidden as u16);
    }

    /// Takes back what classes and ids said about noise and asides, for a page whose words mean something else.
    pub(super) fn without_class_words(tree: &Tree) -> Self {
        let mut known = Known::default();
        let of = |id| by_tag(tree, id) | (parts_of(tree, id, &mut known) & Part::Comments as u16);
        Self((0..tree.len() as NodeId).map(of).collect())
    }
}

/// What attributes were found to say: a page repeats few of them over thousands of elements.
type Known<'t> = HashMap<&'t str, u16>;

fn parts_of<'t>(tree: &'t Tree, id: NodeId, known: &mut Known<'t>) -> u16 {
    let NodeKind::Element { attributes, .. } = tree.kind(id) else { return 0 };
    let mut parts = by_tag(tree, id);
    // "<amp-ad>", "<newsletter-box>": elements of a site's own are named as classes are.
    if tree.name(id).contains('-') {
        parts |= by_words(tree.name(id));
    }
    // Classes of the outermost elements speak of the page ("has-sidebar"), not of a part of it.
    if matches!(tree.name(id), "html" | "body" | "main") {
        return parts;
    }
    for attribute in attributes {
        if matches!(
            &*attribute.name.local,
            "class" | "id" | "role" | "itemprop" | "data-component" | "data-testid" | "data-module"
        ) {
            let value: &str = &attribute.value;
            parts |= *known.entry(value).or_insert_with(|| by_words(value));
        }
    }
    parts
}

fn by_tag(tree: &Tree, id: NodeId) -> u16 {
    let is_hidden = match tree.name(id) {
        "script" | "style" | "noscript" | "template" | "svg" | "button" | "form" | "select" | "input"
        | "textarea" | "nav" | "dialog" | "label" | "iframe" | "canvas" | "object" | "menu" | "math" => true,
        // The foot of a page is none of the article's, that of a quotation names its speaker.
        "footer" => tree.ancestors(id).take(3).all(|above| tree.name(above) != "blockquote"),
        "" => false,
        _ => {
            tree.attribute(id, "hidden").is_some()
                || tree.attribute(id, "aria-hidden") == Some("true")
                || tree.attribute(id, "style").is_some_and(|style| {
                    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
                    style.contains("display:none") || style.contains("visibility:hidden")
                })
                || matches!(
                    tree.attribute(id, "role"),
                    Some("navigation" | "dialog" | "search" | "menu" | "toolbar" | "contentinfo" | "banner")
                )
        }
    };
    let mut parts = if is_hidden { Part::Hidden as u16 } else { 0 };
    match tree.name(id) {
        "aside" => parts |= Part::Aside as u16,
        "figcaption" => parts |= Part::Caption as u16,
        "time" => parts |= Part::Stamp as u16,
        "address" => parts |= Part::Byline as u16,
        "video" => parts |= Part::Video as u16,
        _ => {}
    }
    if tree.attribute(id, "itemprop") == Some("articleBody") {
        parts |= Part::Body as u16;
    }
    parts
}

/// The longest class attribute looked at; what is longer is generated.
const LONGEST: usize = 400;

fn by_words(value: &str) -> u16 {
    if value.len() > LONGEST {
        return 0;
    }
    let mut parts = 0;
    for name in value.split_ascii_whitespace() {
        let words = words(name);
        for n in 1..=3 {
            for run in words.windows(n) {
                parts |= WORDS.get(run.join(" ").as_str()).copied().unwrap_or(0);
            }
        }
    }
    parts
}

/// "articleBody", "article-body", "c-article__body" in words.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphabetic() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        if c.is_alphabetic() {
            words.last_mut().expect("there is always one").extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_read_word_by_word() {
        assert_eq!(words("c-article__bodyText2"), ["c", "article", "body", "text"]);
        let is = |value: &str, part: Part| by_words(value) & part as u16 != 0;
        assert!(is("Article-Body", Part::Body));
        assert!(is("wp-caption-text", Part::Caption));
        assert!(is("m-related-content", Part::Aside));
        assert!(is("social-share", Part::Noise));
        assert!(!is("broadcast shareholder", Part::Noise));
    }
}
