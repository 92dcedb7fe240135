//! Reports for people: in the terminal and as a page.

mod events;
mod page;
mod shapes;
mod speakers;
mod terminal;
mod timeline;
mod when_and_where;

pub(crate) use page::page;
pub(crate) use speakers::speaker_name;
pub(crate) use terminal::{terminal, width};
pub(crate) use when_and_where::{place_for_people, timex_for_people};
