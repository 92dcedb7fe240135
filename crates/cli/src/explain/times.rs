//! Times.

use onrecord::{Record, explain_time};

use super::{Item, in_line};
use crate::report::timex_for_people;

/// The time of a number, from 0.
pub(super) fn item(record: &Record, number: usize) -> Option<Item> {
    let time = record.times.get(number)?;
    let explanation = explain_time(&record.article, number)?;
    let value = match &time.value {
        Some(value) => format!("{} ({value})", timex_for_people(value)),
        None => "a time that is not known".to_owned(),
    };
    let title = format!("{} “{}”: {value}", time.id, in_line(record.article.words(time.span)));
    Some(Item { title, tree: None, explanation })
}
