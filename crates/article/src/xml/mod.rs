//! XML of feeds and agencies: its outermost pieces, and a tree of one piece, in bounded time and memory.
//!
//! Names are local names: agencies bind one vocabulary to many prefixes. Entities of a document's own are never expanded,
//! so that none can multiply; HTML's names (`&nbsp;`) are known, for NITF declares them.

mod pieces;
mod tree;

pub(crate) use pieces::{Pieces, root_name};
pub(crate) use tree::{Child, Element, Tree};
