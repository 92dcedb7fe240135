//! The query language: what a person types into a search box, as a tree.
//!
//! Words, "phrases", `-not`, `OR`, parentheses and `field:value`, as feed readers and code search have them, with ISO 8601
//! days and intervals. [`Query::parse`] never fails: what it cannot make sense of is left out or taken as words, and a doubt
//! says so. Printing a query gives its canonical form, which parses to the same tree. `docs/search.md` has the grammar.
//!
//! ```
//! use archive::query::Query;
//!
//! let query = Query::parse("ceasefire by:Ruiz -act:deny said:2025-08");
//! assert!(query.doubts.is_empty());
//! assert_eq!(query.to_string(), "ceasefire by:Ruiz -act:deny said:2025-08-01..2025-08-31");
//! let lenient = Query::parse("\"no end in sight");
//! assert_eq!(lenient.to_string(), "\"no end in sight\"");
//! assert_eq!(lenient.doubts.len(), 1);
//! ```

mod days;
mod field;
mod parsing;
mod tokens;
mod tree;

#[cfg(test)]
mod tests;

pub use days::{Interval, days_of};
pub use field::{Field, Takes};
pub use tree::{Node, Term, Value};

use std::fmt;

/// A query: its tree and what was doubtful about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What is looked for; `None` looks for everything.
    pub tree: Option<Node>,
    /// What the parser could not make sense of, in sentences without a full stop.
    pub doubts: Vec<String>,
}

impl Query {
    /// Reads a query. Never fails: see [`Query::doubts`].
    pub fn parse(text: &str) -> Self {
        parsing::parse(text)
    }

    /// The terms that a hit can match, each once, in the order of the query; those under a `-` are left out.
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        if let Some(tree) = &self.tree {
            tree.gather_terms(&mut terms);
        }
        terms
    }

    /// Whether nothing is found that does not match a term: it stands by itself or among what is asked for together.
    pub fn asks_all_for(&self, term: &Term) -> bool {
        let is_term = |node: &Node| matches!(node, Node::Term(one) if one == term);
        self.tree.as_ref().is_some_and(|tree| match tree {
            Node::All(nodes) => nodes.iter().any(is_term),
            node => is_term(node),
        })
    }
}

/// The canonical form: nothing for a query that looks for everything.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tree.as_ref().map_or(Ok(()), |tree| tree.fmt(f))
    }
}
