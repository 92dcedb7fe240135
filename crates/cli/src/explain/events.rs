//! Events.

use onrecord::{Record, explain_event};

use super::{Item, Reading, in_line, tree_of};
use crate::lookup::Lookup;
use crate::report::{kind, label_words, sides, sign};

/// The event of a number, from 0.
pub(super) fn item(record: &Record, reading: &Reading, number: usize) -> Option<Item> {
    let event = record.events.get(number)?;
    let analysis = reading.analysis(record);
    let explanation = explain_event(record, &analysis, &reading.settings, number)?;
    let lookup = Lookup::of(record);
    let title = format!(
        "{} {} {}: {}, “{}” ({})",
        event.id,
        sign(event.label),
        label_words(event.label),
        sides(&lookup, event),
        in_line(record.article.words(event.trigger)),
        kind(event)
    );
    Some(Item { title, tree: tree_of(record, &analysis, explanation.span), explanation })
}
