//! The shape of BBC R&D's Citron (`docs/data_format.md` of its repository): text, quotes with cue, sources and contents,
//! groups of mentions.

use std::collections::HashMap;

use onrecord::{Actor, CharSpan, Record, Statement};
use serde_json::{Value, json};

/// A record in Citron's shape, offsets in code points. Citron has one cue a quote: the stretch from the first of ours to the
/// last. A quote without one has none.
pub(crate) fn citron(record: Record) -> Value {
    let record = record.in_code_points();
    let text: Vec<char> = record.article.text.chars().collect();
    let actors: HashMap<&str, &Actor<CharSpan>> =
        record.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect();
    let quotes: Vec<Value> = record.statements.iter().map(|one| quote(&text, &actors, one)).collect();
    let groups: Vec<Value> = record
        .actors
        .iter()
        .filter(|actor| actor.mentions.len() > 1)
        .map(|actor| spans(&text, &actor.mentions))
        .collect();
    json!({"text": record.article.text, "quotes": quotes, "coreference_groups": groups})
}

fn quote(text: &[char], actors: &HashMap<&str, &Actor<CharSpan>>, statement: &Statement<CharSpan>) -> Value {
    let mut quote = json!({
        "id": statement.id,
        "sources": spans(text, &statement.source.spans),
        "contents": spans(text, &statement.content),
        "confidence": statement.confidence,
    });
    if let (Some(first), Some(last)) = (statement.cue.first(), statement.cue.last()) {
        quote["cue"] = span(text, CharSpan(first.0, last.1));
    }
    let actor = statement.source.actor.as_deref().and_then(|id| actors.get(id));
    let named = actor.and_then(|actor| {
        actor.mentions.iter().find(|mention| words(text, **mention).contains(actor.name.as_str()))
    });
    // All other mentions stand in the group; the one that names the speaker in full is what a reader looks for.
    if let Some(named) = named.filter(|named| !statement.source.spans.contains(named)) {
        quote["coreferences"] = json!([span(text, *named)]);
    }
    quote
}

fn spans(text: &[char], spans: &[CharSpan]) -> Value {
    spans.iter().map(|one| span(text, *one)).collect()
}

fn span(text: &[char], span: CharSpan) -> Value {
    json!({"start": span.0, "end": span.1, "text": words(text, span)})
}

fn words(text: &[char], span: CharSpan) -> String {
    text.get(span.0..span.1).unwrap_or_default().iter().collect()
}
