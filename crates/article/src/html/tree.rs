//! A page as a flat arena of nodes, filled by html5ever's tree builder. Every walk over it is a loop.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

/// A node's place in the arena.
pub(super) type NodeId = u32;

const NONE: NodeId = NodeId::MAX;
/// The document itself.
pub(super) const ROOT: NodeId = 0;

#[derive(Debug)]
pub(super) enum NodeKind {
    Document,
    Element { name: QualName, attributes: Vec<Attribute> },
    Text(StrTendril),
}

#[derive(Debug)]
struct Node {
    kind: NodeKind,
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    previous: NodeId,
    next: NodeId,
    depth: u32,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

fn known(id: NodeId) -> Option<NodeId> {
    (id != NONE).then_some(id)
}

impl Tree {
    /// How many nodes there are; ids run from 0 to this, in the order of creation.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn kind(&self, id: NodeId) -> &NodeKind {
        &self.nodes[id as usize].kind
    }

    /// The tag's name in lower case; empty for what is no element.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match self.kind(id) {
            NodeKind::Element { name, .. } => &name.local,
            NodeKind::Document | NodeKind::Text(_) => "",
        }
    }

    /// The words of a text node; `None` for any other.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match self.kind(id) {
            NodeKind::Text(text) => Some(text),
            NodeKind::Document | NodeKind::Element { .. } => None,
        }
    }

    pub(super) fn attribute(&self, id: NodeId, wanted: &str) -> Option<&str> {
        let NodeKind::Element { attributes, .. } = self.kind(id) else { return None };
        attributes
            .iter()
            .find(|attribute| &*attribute.name.local == wanted)
            .map(|attribute| &*attribute.value)
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        known(self.nodes[id as usize].parent)
    }

    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(known(self.nodes[id as usize].first), |id| known(self.nodes[*id as usize].next))
    }

    /// The siblings after a node.
    pub(super) fn following(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(known(self.nodes[id as usize].next), |id| known(self.nodes[*id as usize].next))
    }

    /// The node that follows in reading order within `root`: its first child, else what [`Self::skip`] gives.
    pub(super) fn step(&self, id: NodeId, root: NodeId) -> Option<NodeId> {
        known(self.nodes[id as usize].first).or_else(|| self.skip(id, root))
    }

    /// The node that follows in reading order within `root` when this one's inside is passed over.
    pub(super) fn skip(&self, id: NodeId, root: NodeId) -> Option<NodeId> {
        let mut at = id;
        while at != root {
            let node = &self.nodes[at as usize];
            if let Some(next) = known(node.next) {
                return Some(next);
            }
            at = known(node.parent)?;
        }
        None
    }

    /// All nodes under `root`, in reading order, `root` left out.
    pub(super) fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(known(self.nodes[root as usize].first), move |id| self.step(*id, root))
    }

    /// Whether `id` is `ancestor` or lies within it.
    pub(super) fn is_within(&self, id: NodeId, ancestor: NodeId) -> bool {
        id == ancestor || self.ancestors(id).any(|above| above == ancestor)
    }

    /// All text under a node, as written.
    pub(super) fn raw_text(&self, id: NodeId) -> String {
        let texts = self.descendants(id).filter_map(|id| match self.kind(id) {
            NodeKind::Text(text) => Some(&**text),
            NodeKind::Document | NodeKind::Element { .. } => None,
        });
        texts.collect()
    }
}

/// Takes nodes from the tree builder. Scripts and styles lose their text, JSON-LD excepted.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the element lies that was put in last, for the nesting cap.
    depth: Cell<u32>,
}

impl Sink {
    pub(super) fn new() -> Self {
        let document = Node {
            kind: NodeKind::Document,
            parent: NONE,
            first: NONE,
            last: NONE,
            previous: NONE,
            next: NONE,
            depth: 0,
        };
        Self { nodes: RefCell::new(vec![document]), depth: Cell::new(0) }
    }

    pub(super) fn depth(&self) -> u32 {
        self.depth.get()
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn create(&self, kind: NodeKind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let id = nodes.len() as NodeId;
        nodes.push(Node {
            kind,
            parent: NONE,
            first: NONE,
            last: NONE,
            previous: NONE,
            next: NONE,
            depth: 0,
        });
        id
    }

    /// Puts `child`, which has no parent, under `parent` before `before` (at the end for [`NONE`]).
    fn link(&self, parent: NodeId, before: NodeId, child: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let previous =
            if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].previous };
        let depth = nodes[parent as usize].depth + 1;
        let node = &mut nodes[child as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, before, depth);
        if matches!(node.kind, NodeKind::Element { .. }) {
            self.depth.set(depth);
        }
        match known(previous) {
            Some(previous) => nodes[previous as usize].next = child,
            None => nodes[parent as usize].first = child,
        }
        match known(before) {
            Some(before) => nodes[before as usize].previous = child,
            None => nodes[parent as usize].last = child,
        }
    }

    fn unlink(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let Node { parent, previous, next, .. } = nodes[id as usize];
        let Some(parent) = known(parent) else { return };
        match known(previous) {
            Some(previous) => nodes[previous as usize].next = next,
            None => nodes[parent as usize].first = next,
        }
        match known(next) {
            Some(next) => nodes[next as usize].previous = previous,
            None => nodes[parent as usize].last = previous,
        }
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    fn insert(&self, parent: NodeId, before: NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(node) => {
                self.unlink(node);
                self.link(parent, before, node);
            }
            NodeOrText::AppendText(text) => {
                if !self.keeps_text(parent) {
                    return;
                }
                let previous = {
                    let nodes = self.nodes.borrow();
                    if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].previous }
                };
                if let Some(previous) = known(previous)
                    && let NodeKind::Text(open) = &mut self.nodes.borrow_mut()[previous as usize].kind
                {
                    open.push_tendril(&text);
                    return;
                }
                let node = self.create(NodeKind::Text(text));
                self.link(parent, before, node);
            }
        }
    }

    fn keeps_text(&self, parent: NodeId) -> bool {
        let nodes = self.nodes.borrow();
        let NodeKind::Element { name, attributes } = &nodes[parent as usize].kind else { return true };
        match &*name.local {
            "style" | "noscript" | "iframe" | "noembed" | "noframes" | "textarea" => false,
            "script" => attributes
                .iter()
                .any(|attribute| &*attribute.name.local == "type" && attribute.value.contains("ld+json")),
            _ => true,
        }
    }
}

/// A name handed to the tree builder; cloning one is copying a word.
#[derive(Debug)]
pub(super) struct OwnedName(QualName);

impl ElemName for OwnedName {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = OwnedName;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> OwnedName {
        match &self.nodes.borrow()[*target as usize].kind {
            NodeKind::Element { name, .. } => OwnedName(name.clone()),
            NodeKind::Document | NodeKind::Text(_) => {
                unreachable!("the tree builder asks elements only for their names")
            }
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        self.create(NodeKind::Element { name, attributes })
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        // Comments are dropped before the builder; what remains is an empty text that nobody sees.
        self.create(NodeKind::Text(StrTendril::new()))
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> NodeId {
        self.create_comment(data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = known(self.nodes.borrow()[*element as usize].parent).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    /// What a template holds is not shown, and so not read: it goes into a node of its own that no walk reaches.
    fn get_template_contents(&self, _target: &NodeId) -> NodeId {
        self.create(NodeKind::Document)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if let Some(parent) = known(parent) {
            self.insert(parent, *sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        if let NodeKind::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target as usize].kind {
            for attribute in attrs {
                if attributes.iter().all(|known| known.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.unlink(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let first = self.nodes.borrow()[*node as usize].first;
            let Some(child) = known(first) else { return };
            self.unlink(child);
            self.link(*new_parent, NONE, child);
        }
    }

    fn allow_declarative_shadow_roots(&self, _intended_parent: &NodeId) -> bool {
        false
    }
}
