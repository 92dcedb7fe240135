//! Statements put together by who made them.

use onrecord::{NOT_SAID, Record, Statement};

/// A speaker with what they are reported to have said, in reading order.
pub(super) struct Speaker<'r> {
    pub(super) name: String,
    pub(super) statements: Vec<&'r Statement>,
}

/// Whether a statement is shown, and not folded away as unsure.
pub(crate) fn is_sure(statement: &Statement) -> bool {
    !statement.is_unsure()
}

/// Named speakers in the order in which they first speak, then sources that are not named, then nobody.
pub(super) fn speakers(record: &Record) -> Vec<Speaker<'_>> {
    let mut speakers: Vec<(u8, Speaker<'_>)> = Vec::new();
    for statement in record.statements.iter().filter(|statement| is_sure(statement)) {
        let (rank, name) = name(record, statement);
        match speakers.iter_mut().find(|(known, speaker)| *known == rank && speaker.name == name) {
            Some((_, speaker)) => speaker.statements.push(statement),
            None => speakers.push((rank, Speaker { name, statements: vec![statement] })),
        }
    }
    speakers.sort_by_key(|(rank, _)| *rank);
    speakers.into_iter().map(|(_, speaker)| speaker).collect()
}

/// What a statement's speaker is called in reports.
pub(crate) fn speaker_name(record: &Record, statement: &Statement) -> String {
    name(record, statement).1
}

fn name(record: &Record, statement: &Statement) -> (u8, String) {
    let source = &statement.source;
    if let Some(actor) = record.speaker(statement) {
        return (0, actor.name.clone());
    }
    if let Some(description) = &source.description {
        return (1, description.clone());
    }
    match source.spans.first() {
        Some(span) => (1, format!("“{}”, not resolved", record.article.words(*span))),
        None => (2, "Speaker not found".to_owned()),
    }
}

/// What is said of a statement beside its words: what it does, whom it is said to, how sure it is.
pub(super) fn about(record: &Record, statement: &Statement) -> String {
    let quote = |span: &onrecord::ByteSpan| {
        record.article.words(*span).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let cues: Vec<String> =
        statement.cue.iter().map(quote).filter(|cue| cue.contains(char::is_alphabetic)).collect();
    let mut parts = Vec::new();
    if !cues.is_empty() {
        parts.push(cues.join(" … "));
    }
    if statement.negated {
        parts.push(NOT_SAID.to_owned());
    }
    let hearers: Vec<&str> = statement
        .audience
        .iter()
        .filter_map(|id| record.actor(id))
        .map(|actor| actor.name.as_str())
        .collect();
    if !hearers.is_empty() {
        parts.push(format!("to {}", hearers.join(", ")));
    }
    if let Some(medium) = &statement.medium {
        parts.push(format!("by {}", medium.replace('-', " ")));
    }
    if let Some(condition) = &statement.condition {
        parts.push(format!("on condition: {}", quote(condition)));
    }
    if let Some(outer) =
        statement.within.as_ref().and_then(|id| record.statements.iter().find(|other| other.id == *id))
    {
        parts.push(format!("as {} tells", speaker_name(record, outer)));
    }
    if !statement.also.is_empty() {
        parts.push("repeated in the article".to_owned());
    }
    parts.push(format!("{:.0} % sure", statement.confidence * 100.0));
    parts.join(" · ")
}
