//! A small tree of one XML document.

use std::ops::Range;

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::Error;

/// The deepest nesting read; no item that we have seen passes 30.
const DEEPEST: usize = 256;
/// The most elements and pieces of text.
const MOST_NODES: usize = 500_000;

/// A document, its elements and texts in reading order.
pub(crate) struct Tree {
    source: String,
    nodes: Vec<Node>,
}

struct Node {
    what: What,
    /// One past the last node inside it.
    end: usize,
}

enum What {
    Element {
        name: String,
        attributes: Vec<(String, String)>,
        /// Where what it holds stands in the source.
        inside: Range<usize>,
    },
    Text(String),
}

impl Tree {
    /// Reads a document. Tags that do not match are taken as they come, as browsers do.
    pub(crate) fn parse(source: String) -> Result<Self, Error> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut reader = Reader::from_str(&source);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().allow_dangling_amp = true;
        loop {
            let before = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|reason| {
                Error::Agency("XML", format!("{reason} (at byte {})", reader.error_position()))
            })?;
            let after = reader.buffer_position() as usize;
            match event {
                Event::Eof => break,
                Event::Start(tag) => {
                    open.push(nodes.len());
                    nodes.push(Node { what: element(&tag, after), end: 0 });
                }
                Event::Empty(tag) => {
                    nodes.push(Node { what: element(&tag, after), end: nodes.len() + 1 });
                }
                Event::End(_) => {
                    if let Some(id) = open.pop() {
                        close(&mut nodes, id, before);
                    }
                }
                Event::Text(text) => push_text(&mut nodes, &text.xml10_content()),
                Event::CData(text) => push_text(&mut nodes, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                    let name: &str = &reference;
                    let named = || resolve_html5_entity(name).map(str::to_owned);
                    push_text(&mut nodes, &character.or_else(named).unwrap_or_else(|| format!("&{name};")));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
            if open.len() > DEEPEST || nodes.len() > MOST_NODES {
                return Err(Error::Agency(
                    "XML",
                    "it is nested too deep or has too many elements".to_owned(),
                ));
            }
        }
        while let Some(id) = open.pop() {
            close(&mut nodes, id, source.len());
        }
        Ok(Self { source, nodes })
    }

    /// The outermost element.
    pub(crate) fn root(&self) -> Option<Element<'_>> {
        (0..self.nodes.len()).find_map(|id| self.element(id))
    }

    fn element(&self, id: usize) -> Option<Element<'_>> {
        matches!(self.nodes.get(id)?.what, What::Element { .. }).then_some(Element { tree: self, id })
    }
}

fn element(tag: &BytesStart<'_>, after: usize) -> What {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten().take(64).map(|attribute| {
        let value = attribute.normalized_value_with(XmlVersion::Implicit1_0, 1, resolve_html5_entity);
        let value = value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
        (local(attribute.key.as_ref()), value)
    });
    What::Element { name: local(tag.name().as_ref()), attributes: attributes.collect(), inside: after..after }
}

fn close(nodes: &mut [Node], id: usize, at: usize) {
    let end = nodes.len();
    nodes[id].end = end;
    if let What::Element { inside, .. } = &mut nodes[id].what {
        inside.end = at.max(inside.start);
    }
}

fn push_text(nodes: &mut Vec<Node>, words: &str) {
    let end = nodes.len() + 1;
    nodes.push(Node { what: What::Text(words.to_owned()), end });
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree,
    id: usize,
}

/// What an element holds.
pub(crate) enum Child<'t> {
    Element(Element<'t>),
    Text(&'t str),
}

impl<'t> Element<'t> {
    pub(crate) fn name(self) -> &'t str {
        match &self.tree.nodes[self.id].what {
            What::Element { name, .. } => name,
            What::Text(_) => "",
        }
    }

    pub(crate) fn attribute(self, wanted: &str) -> Option<&'t str> {
        let What::Element { attributes, .. } = &self.tree.nodes[self.id].what else { return None };
        attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// Elements and texts right inside it.
    pub(crate) fn children(self) -> impl Iterator<Item = Child<'t>> {
        let end = self.tree.nodes[self.id].end;
        let mut at = self.id + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let id = at;
            let node = &self.tree.nodes[id];
            at = node.end;
            Some(match &node.what {
                What::Text(words) => Child::Text(words),
                What::Element { .. } => Child::Element(Element { tree: self.tree, id }),
            })
        })
    }

    /// Elements right inside it.
    pub(crate) fn elements(self) -> impl Iterator<Item = Element<'t>> {
        self.children().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// Elements of a name right inside it.
    pub(crate) fn all(self, name: &'t str) -> impl Iterator<Item = Element<'t>> {
        self.elements().filter(move |element| element.name() == name)
    }

    /// The first element that a path of names leads to.
    pub(crate) fn find(self, path: &'t [&'t str]) -> Option<Element<'t>> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        self.all(first).find_map(|element| element.find(rest))
    }

    /// Every element of a name inside it, at any depth.
    pub(crate) fn descendants(self, name: &'t str) -> impl Iterator<Item = Element<'t>> {
        let end = self.tree.nodes[self.id].end;
        (self.id + 1..end)
            .filter_map(move |id| self.tree.element(id))
            .filter(move |element| element.name() == name)
    }

    /// Its words, white space folded; `None` where it has none.
    pub(crate) fn words(self) -> Option<String> {
        let words = self.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// Its text as it is, line breaks kept.
    pub(crate) fn text(self) -> String {
        let end = self.tree.nodes[self.id].end;
        let texts = self.tree.nodes[self.id + 1..end].iter().filter_map(|node| match &node.what {
            What::Text(text) => Some(text.as_str()),
            What::Element { .. } => None,
        });
        texts.collect()
    }

    /// What it holds, as it stands in the source.
    pub(crate) fn source(self) -> &'t str {
        match &self.tree.nodes[self.id].what {
            What::Element { inside, .. } => self.tree.source.get(inside.clone()).unwrap_or_default(),
            What::Text(words) => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(source: &str) -> Tree {
        Tree::parse(source.to_owned()).unwrap()
    }

    #[test]
    fn elements_are_found_by_local_names() {
        let tree = tree(
            "<?xml version='1.0'?><a:x xml:lang='en'><b>One &amp;\n <i>t&#119;o</i>&nbsp;&own;</b><b t='q&quot;'/></a:x>",
        );
        let root = tree.root().unwrap();
        assert_eq!((root.name(), root.attribute("lang")), ("x", Some("en")));
        assert_eq!(root.find(&["b"]).unwrap().words().as_deref(), Some("One & two &own;"));
        assert_eq!(root.find(&["b", "i"]).unwrap().source(), "t&#119;o");
        assert_eq!(root.all("b").nth(1).unwrap().attribute("t"), Some("q\""));
        assert_eq!(root.descendants("i").count(), 1);
    }

    #[test]
    fn bombs_and_depth_are_bounded() {
        let bomb = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><x>&b;&b;</x>";
        assert_eq!(tree(bomb).root().unwrap().words().as_deref(), Some("&b;&b;"));
        assert!(Tree::parse("<a>".repeat(10_000)).is_err());
        assert!(Tree::parse("<a/>".repeat(MOST_NODES + 1)).is_err());
        assert_eq!(tree("<a><b>x</c></a></a>y").root().unwrap().words().as_deref(), Some("x"));
        assert!(tree("").root().is_none());
    }
}
