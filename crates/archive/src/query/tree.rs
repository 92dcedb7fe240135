//! The tree of a query, and how it is printed.

use std::fmt;

use super::field::Field;
use super::tokens::{is_blank, is_bracket, is_quote};
use super::{Interval, tokens};

/// A query or a part of one. Made by [`Node::all`], [`Node::any`] and [`Node::not`], it is canonical: no list in a list of
/// the same kind, no list of one, no double negation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// All of these.
    All(Vec<Node>),
    /// At least one of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// One condition.
    Term(Term),
}

/// One condition of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A word of the text; with a `*` at its end, the beginning of one.
    Word(String),
    /// Words that follow each other.
    Phrase(String),
    /// A field and what it is to hold.
    Field(Field, Value),
}

/// What a field is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, a code or a piece of an address.
    Text(String),
    /// Days.
    Days(Interval),
}

impl Node {
    /// All of some nodes; `None` of none.
    pub fn all(nodes: Vec<Self>) -> Option<Self> {
        let flat = nodes.into_iter().flat_map(|node| match node {
            Self::All(inner) => inner,
            other => vec![other],
        });
        Self::of(flat.collect(), Self::All)
    }

    /// At least one of some nodes; `None` of none.
    pub fn any(nodes: Vec<Self>) -> Option<Self> {
        let flat = nodes.into_iter().flat_map(|node| match node {
            Self::Any(inner) => inner,
            other => vec![other],
        });
        Self::of(flat.collect(), Self::Any)
    }

    fn of(mut nodes: Vec<Self>, list: fn(Vec<Self>) -> Self) -> Option<Self> {
        match nodes.len() {
            0 | 1 => nodes.pop(),
            _ => Some(list(nodes)),
        }
    }

    /// Everything but a node.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "`!node` would hide that double negations vanish")]
    pub fn not(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    pub(super) fn gather_terms<'a>(&'a self, terms: &mut Vec<&'a Term>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().for_each(|node| node.gather_terms(terms)),
            Self::Not(_) => {}
            Self::Term(term) if terms.contains(&term) => {}
            Self::Term(term) => terms.push(term),
        }
    }
}

impl Term {
    /// A word, or a phrase where it would not read as one word.
    pub fn word(text: &str) -> Self {
        let is_plain = is_bare(text)
            && !text.starts_with('-')
            && !tokens::is_operator(text)
            && text.split_once(':').is_none_or(|(name, _)| Field::named(name).is_none());
        if is_plain { Self::Word(text.to_owned()) } else { Self::phrase(text) }
    }

    /// A field that is to hold a text.
    pub fn field(field: Field, text: &str) -> Self {
        Self::Field(field, Value::Text(tokens::clean(text)))
    }

    /// Words that follow each other; what no query can hold (quotation marks, control characters) becomes a blank.
    pub fn phrase(text: &str) -> Self {
        Self::Phrase(tokens::clean(text))
    }
}

/// Whether a text can stand in a query without quotation marks.
fn is_bare(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c| is_blank(c) || is_bracket(c) || is_quote(c))
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(nodes) => write_list(f, nodes, " "),
            Self::Any(nodes) => write_list(f, nodes, " OR "),
            Self::Not(node) if matches!(**node, Self::Term(_)) => write!(f, "-{node}"),
            Self::Not(node) => write!(f, "-({node})"),
            Self::Term(term) => term.fmt(f),
        }
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str) -> fmt::Result {
    for (number, node) in nodes.iter().enumerate() {
        if number > 0 {
            f.write_str(between)?;
        }
        // "a b OR c" is (a b) OR c: only a choice within a list needs parentheses.
        match node {
            Node::Any(_) => write!(f, "({node})")?,
            _ => write!(f, "{node}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Phrase(words) => write!(f, "\"{words}\""),
            Self::Field(field, Value::Text(text)) if is_bare(text) => write!(f, "{}:{text}", field.name()),
            Self::Field(field, Value::Text(text)) => write!(f, "{}:\"{text}\"", field.name()),
            Self::Field(field, Value::Days(days)) => write!(f, "{}:{days}", field.name()),
        }
    }
}
