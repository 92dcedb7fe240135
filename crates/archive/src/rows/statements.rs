//! Statements as rows.

use rusqlite::{CachedStatement, params};

use super::sliced::{span_json, spans_json};
use super::{Context, label};
use crate::order::A_VERSION;

pub(super) fn write(context: &Context<'_>) -> rusqlite::Result<()> {
    let mut row = context.connection.prepare_cached(
        "INSERT INTO statements (id, version, ref, kind, form, act, speaker, speaker_name, audience, audience_ids, about,
            about_ids, medium, time, from_day, to_day, place, country, content_spans, source_spans, cue_spans, condition_span,
            negated, within, confidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (statement, id) in context.record.statements.iter().zip(context.version * A_VERSION..) {
        write_one(context, &mut row, id, statement)?;
    }
    Ok(())
}

fn write_one(
    context: &Context<'_>,
    row: &mut CachedStatement<'_>,
    id: i64,
    statement: &onrecord::Statement<onrecord::CharSpan>,
) -> rusqlite::Result<()> {
    let (time, from_day, to_day) = context.time(statement.time.as_ref());
    let (place, country) = context.place(statement.place.as_ref());
    row.execute(params![
        id,
        context.version,
        statement.id,
        label(statement.kind),
        label(statement.form),
        label(statement.act),
        statement.source.actor.as_deref().and_then(|id| context.actors.get(id)),
        context.speaker_name(statement),
        context.names(&statement.audience),
        context.numbers(&statement.audience),
        context.names(&statement.about),
        context.numbers(&statement.about),
        statement.medium,
        time,
        from_day,
        to_day,
        place,
        country,
        spans_json(&statement.content),
        spans_json(&statement.source.spans),
        spans_json(&statement.cue),
        statement.condition.map(span_json),
        statement.negated,
        statement.within,
        statement.confidence,
    ])?;
    Ok(())
}
