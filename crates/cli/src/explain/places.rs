//! Places.

use onrecord::{Record, explain_place};

use super::{Item, in_line};
use crate::report::place_for_people;

/// The place of a number, from 0.
pub(super) fn item(record: &Record, number: usize) -> Option<Item> {
    let place = record.places.get(number)?;
    let explanation = explain_place(&record.article, number)?;
    let words = in_line(record.article.words(*place.mentions.first()?));
    Some(Item {
        title: format!("{} “{words}”: {}", place.id, place_for_people(place)),
        tree: None,
        explanation,
    })
}
