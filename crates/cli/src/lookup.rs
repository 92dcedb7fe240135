//! The parts of a record by their ids.

use std::collections::HashMap;

use onrecord::{Actor, ByteSpan, Event, Place, Record, Statement, Time};

/// A record whose items can be found by id, each in constant time.
pub(crate) struct Lookup<'r> {
    pub(crate) record: &'r Record,
    actors: HashMap<&'r str, &'r Actor>,
    statements: HashMap<&'r str, &'r Statement>,
    times: HashMap<&'r str, &'r Time>,
    places: HashMap<&'r str, &'r Place>,
    /// The events that stand by themselves, in reading order.
    heads: Vec<&'r Event>,
    /// The events that each event puts forward.
    put_forward: HashMap<&'r str, Vec<&'r Event>>,
}

/// How many events may put each other forward in a row: "threatened to ask to suspend talks" has three.
const LONGEST_CHAIN: usize = 8;

impl<'r> Lookup<'r> {
    /// Files a record's items under their ids.
    pub(crate) fn of(record: &'r Record) -> Self {
        let (heads, put_forward) = families(record);
        Self {
            record,
            actors: record.actors.iter().map(|item| (item.id.as_str(), item)).collect(),
            statements: record.statements.iter().map(|item| (item.id.as_str(), item)).collect(),
            times: record.times.iter().map(|item| (item.id.as_str(), item)).collect(),
            places: record.places.iter().map(|item| (item.id.as_str(), item)).collect(),
            heads,
            put_forward,
        }
    }

    pub(crate) fn actor(&self, id: &str) -> Option<&'r Actor> {
        self.actors.get(id).copied()
    }

    pub(crate) fn statement(&self, id: Option<&String>) -> Option<&'r Statement> {
        self.statements.get(id?.as_str()).copied()
    }

    pub(crate) fn time(&self, id: Option<&String>) -> Option<&'r Time> {
        self.times.get(id?.as_str()).copied()
    }

    pub(crate) fn place(&self, id: Option<&String>) -> Option<&'r Place> {
        self.places.get(id?.as_str()).copied()
    }

    /// The events of which each is shown by itself, in reading order: what another puts forward is shown with it.
    pub(crate) fn heads(&self) -> impl Iterator<Item = &'r Event> {
        self.heads.iter().copied()
    }

    /// What an event puts forward: what is demanded in a demand, promised in a promise.
    pub(crate) fn put_forward(&self, event: &Event) -> &[&'r Event] {
        self.put_forward.get(event.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The names of actors, in their order.
    pub(crate) fn names(&self, ids: &[String]) -> Vec<&'r str> {
        ids.iter().filter_map(|id| self.actor(id)).map(|actor| actor.name.as_str()).collect()
    }

    /// Words of the article in one line.
    pub(crate) fn words(&self, span: ByteSpan) -> String {
        in_line(self.record.article.words(span))
    }
}

/// The events that stand by themselves, and those that each puts forward. One whose row has no first is taken for one that
/// stands by itself, so that none is lost.
fn families(record: &Record) -> (Vec<&Event>, HashMap<&str, Vec<&Event>>) {
    let events: HashMap<&str, &Event> =
        record.events.iter().map(|event| (event.id.as_str(), event)).collect();
    let parent = |event: &Event| event.put_by.as_ref().and_then(|id| events.get(id.as_str())).copied();
    let mut heads = Vec::new();
    let mut put_forward: HashMap<&str, Vec<&Event>> = HashMap::new();
    for event in &record.events {
        let has_first = (0..LONGEST_CHAIN).try_fold(event, |event, _| parent(event)).is_none();
        match parent(event).filter(|_| has_first) {
            Some(parent) => put_forward.entry(parent.id.as_str()).or_default().push(event),
            None => heads.push(event),
        }
    }
    (heads, put_forward)
}

/// Words of an article in one line, without what would steer a terminal or break a table.
pub(crate) fn in_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }));
    }
    line
}
