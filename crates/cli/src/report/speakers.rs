//! Statements put together by who made them.

use onrecord::{Record, Statement};

/// A speaker with what they are reported to have said, in reading order.
pub(super) struct Speaker<'r> {
    pub(super) name: String,
    pub(super) statements: Vec<&'r Statement>,
}

/// Named speakers in the order in which they first speak, then sources that are not named, then nobody.
pub(super) fn speakers(record: &Record) -> Vec<Speaker<'_>> {
    let mut speakers: Vec<(u8, Speaker<'_>)> = Vec::new();
    for statement in &record.statements {
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
pub(super) fn speaker_name(record: &Record, statement: &Statement) -> String {
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

/// What is said of a statement beside its words: cue, form, how sure the speaker is.
pub(super) fn about(record: &Record, statement: &Statement) -> String {
    let cues: Vec<&str> = statement.cue.iter().map(|span| record.article.words(*span)).collect();
    let form = match statement.form {
        onrecord::Form::Direct => "direct",
        onrecord::Form::Mixed => "part of a sentence",
        onrecord::Form::Indirect => "in the outlet’s words",
    };
    let sure = format!("speaker {:.0} % sure", statement.confidence * 100.0);
    let mut parts = vec![form.to_owned(), sure];
    if !cues.is_empty() {
        parts.insert(0, cues.join(" … "));
    }
    if !statement.also.is_empty() {
        parts.push("repeated in the article".to_owned());
    }
    parts.join(" · ")
}
