//! Reports for people: in the terminal and as a page.

mod page;
mod speakers;
mod terminal;
mod when;

pub(crate) use page::page;
pub(crate) use terminal::{terminal, width};
