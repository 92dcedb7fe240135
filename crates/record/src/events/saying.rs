//! Events and statements: on whose word an event rests, which statement puts it forward, who denies it.

use std::collections::HashMap;

use article::ByteSpan;

use crate::record::{Act, Actor, Event, EventType, Stance, Statement, Status};

/// Links events, which are in reading order, to the statements in which they stand or which they are.
///
/// `is_settled` says of which their own words tell how they were put, so that the statement's act does not.
pub(crate) fn link(events: &mut [Event], is_settled: &[bool], statements: &[Statement]) {
    let mut within: Vec<Option<usize>> = vec![None; events.len()];
    let length = |number: usize| -> usize {
        statements[number].content.iter().map(|part| part.end - part.start).sum()
    };
    let mut order: Vec<usize> = (0..statements.len()).collect();
    // The shortest last: the innermost is the one that counts.
    order.sort_by_key(|number| std::cmp::Reverse(length(*number)));
    for number in order {
        let statement = &statements[number];
        for part in &statement.content {
            within[inside(events, *part)].fill(Some(number));
        }
        for part in &statement.cue {
            // The statement that an event is: its verb is the statement's cue.
            let here = inside(events, *part);
            for event in &mut events[here] {
                event.statement = Some(statement.id.clone());
            }
        }
    }
    for ((event, statement), is_settled) in events.iter_mut().zip(within).zip(is_settled) {
        let Some(statement) = statement.map(|number| &statements[number]) else { continue };
        event.according_to = Some(statement.id.clone());
        if !is_settled {
            take_stance(event, statement);
        }
        allege(event, statement);
        if event.stance != Stance::Asserted {
            event.content_of = Some(statement.id.clone());
        }
        event.label = Event::<ByteSpan>::label_of(event.status, event.stance, event.condition.is_some());
    }
    deny(events);
}

/// The contents of statements whose speaker is known, with the speaker's id and name, the longest first.
pub(crate) fn contents(statements: &[Statement], actors: &[Actor]) -> Vec<(ByteSpan, String, String)> {
    let names: HashMap<&str, &str> =
        actors.iter().map(|actor| (actor.id.as_str(), actor.name.as_str())).collect();
    let mut contents = Vec::new();
    for statement in statements {
        let Some(id) = statement.source.actor.as_ref() else { continue };
        let name = *names.get(id.as_str()).unwrap_or(&"");
        contents.extend(statement.content.iter().map(|part| (*part, id.clone(), name.to_owned())));
    }
    contents.sort_by_key(|(part, ..)| std::cmp::Reverse(part.end - part.start));
    contents
}

/// The events that a stretch of the text names.
fn inside(events: &[Event], part: ByteSpan) -> std::ops::Range<usize> {
    let start = events.partition_point(|event| event.trigger.start < part.start);
    start..events.partition_point(|event| event.trigger.start < part.end).max(start)
}

/// What is not told as done has the stance of the act by which it is put forward.
fn take_stance(event: &mut Event, statement: &Statement) {
    let stance = match statement.act {
        Act::Demand | Act::Order | Act::Ask => Stance::Demanded,
        Act::Promise => Stance::Promised,
        Act::Threaten => Stance::Threatened,
        Act::Offer => Stance::Offered,
        Act::Propose | Act::Advise => Stance::Proposed,
        Act::Deny => Stance::Denied,
        _ => return,
    };
    let is_open = matches!(event.status, Status::Planned | Status::Hypothetical);
    if event.stance == Stance::Asserted && (is_open || stance == Stance::Denied) {
        event.stance = stance;
    }
}

/// Who does harm only in the words of those who suffer it or accuse them is alleged to.
fn allege(event: &mut Event, statement: &Statement) {
    let is_harm = matches!(
        event.r#type,
        EventType::Assault
            | EventType::Coerce
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Reject
    );
    let Some(source) = statement.source.actor.as_ref() else { return };
    let accuses = matches!(statement.act, Act::Accuse | Act::Claim) || event.recipients.contains(source);
    if is_harm && accuses && !event.actors.contains(source) {
        event.alleged_actors.append(&mut event.actors);
    }
}

/// An event that somebody denies elsewhere in the article names the denial.
fn deny(events: &mut [Event]) {
    let denials: Vec<(EventType, Vec<String>, String)> = events
        .iter()
        .filter(|event| event.stance == Stance::Denied)
        .filter_map(|event| Some((event.r#type, event.actors.clone(), event.according_to.clone()?)))
        .take(64)
        .collect();
    for event in events.iter_mut().filter(|event| event.stance != Stance::Denied) {
        for (kind, actors, statement) in &denials {
            let doers = || event.actors.iter().chain(&event.alleged_actors);
            if *kind == event.r#type && doers().any(|actor| actors.contains(actor)) {
                event.denied_by.push(statement.clone());
            }
        }
    }
}
