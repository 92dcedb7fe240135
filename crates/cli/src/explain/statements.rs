//! Statements.

use onrecord::{Record, explain_statement};

use super::{Item, Reading, in_line, tree_of};
use crate::report::speaker_name;

/// The statement of a number, from 0.
pub(super) fn item(record: &Record, reading: &Reading, number: usize) -> Option<Item> {
    let statement = record.statements.get(number)?;
    let analysis = reading.analysis(record);
    let explanation = explain_statement(record, &analysis, &reading.settings, number)?;
    let words: Vec<String> =
        statement.content.iter().map(|span| in_line(record.article.words(*span))).collect();
    let title =
        format!("{} {}: “{}”", statement.id, in_line(&speaker_name(record, statement)), words.join(" … "));
    let told = statement.cue.first().copied().unwrap_or(explanation.span);
    Some(Item { title, tree: tree_of(record, &analysis, told), explanation })
}
