//! Reports for people: in the terminal and as a page.

mod events;
mod page;
mod shapes;
mod speakers;
mod terminal;
mod timeline;
mod when_and_where;

pub(crate) use events::{
    circumstances, head_label, is_likely as is_likely_event, is_sure as is_sure_event, kind, label_words,
    sides, sign, telling,
};
pub(crate) use page::page;
pub(crate) use shapes::{SHAPES, Shape};
pub(crate) use speakers::{is_sure as is_sure_statement, speaker_name};
pub(crate) use terminal::{terminal, width};
pub(crate) use timeline::{Dated, Timeline, What, day_number};
pub(crate) use when_and_where::{for_people, place_for_people, timex_for_people};
