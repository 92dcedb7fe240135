//! Events as rows.

use onrecord::{CharSpan, Event};
use rusqlite::{CachedStatement, params};

use super::sliced::{span_json, spans_json};
use super::{Context, json_unless_empty};
use crate::order::A_VERSION;

pub(super) fn write(context: &Context<'_>) -> rusqlite::Result<()> {
    let mut row = context.connection.prepare_cached(
        "INSERT INTO events (id, version, ref, type, mode, contexts, label, status, stance, background, actors, actor_ids,
            alleged_actors, alleged_actor_ids, recipients, recipient_ids, time, from_day, to_day, place, country,
            trigger_span, evidence_spans, condition_span, counts, statement, content_of, put_by, according_to, according_to_ref,
            denied_by, denied_by_refs, confidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (event, id) in context.record.events.iter().zip(context.version * A_VERSION..) {
        write_one(context, &mut row, id, event)?;
    }
    Ok(())
}

fn write_one(
    context: &Context<'_>,
    row: &mut CachedStatement<'_>,
    id: i64,
    event: &Event<CharSpan>,
) -> rusqlite::Result<()> {
    let (time, from_day, to_day) = context.time(event.time.as_ref());
    let (place, country) = context.place(event.place.as_ref());
    keep_day(context, id, event, from_day.as_deref())?;
    row.execute(params![
        id,
        context.version,
        event.id,
        event.r#type.label(),
        event.mode,
        (!event.contexts.is_empty()).then(|| event.contexts.join("; ")),
        event.label.label(),
        event.status.label(),
        event.stance.label(),
        event.background,
        context.names(&event.actors),
        context.numbers(&event.actors),
        context.names(&event.alleged_actors),
        context.numbers(&event.alleged_actors),
        context.names(&event.recipients),
        context.numbers(&event.recipients),
        time,
        from_day,
        to_day,
        place,
        country,
        span_json(event.trigger),
        spans_json(&event.evidence),
        event.condition.map(span_json),
        json_unless_empty(&event.counts),
        event.statement,
        event.content_of,
        event.put_by,
        speakers(context, event.according_to.as_slice()),
        event.according_to,
        speakers(context, &event.denied_by),
        json_unless_empty(&event.denied_by),
        event.confidence,
    ])?;
    Ok(())
}

/// Keeps the day of an event for those who take part in it.
fn keep_day(
    context: &Context<'_>,
    id: i64,
    event: &Event<CharSpan>,
    day: Option<&str>,
) -> rusqlite::Result<()> {
    let Some(day) = day else { return Ok(()) };
    let mut keep = context
        .connection
        .prepare_cached("INSERT OR IGNORE INTO timeline (actor, from_day, event) VALUES (?, ?, ?)")?;
    for actor in event.actors.iter().chain(&event.recipients) {
        if let Some(number) = context.actors.get(actor.as_str()) {
            keep.execute(params![number, day, id])?;
        }
    }
    Ok(())
}

/// The names of those who made statements.
fn speakers(context: &Context<'_>, ids: &[String]) -> Option<String> {
    let statements = ids.iter().filter_map(|id| context.record.statements.iter().find(|said| said.id == *id));
    let mut names: Vec<String> = statements.filter_map(|said| context.speaker_name(said)).collect();
    names.dedup();
    (!names.is_empty()).then(|| names.join("; "))
}
