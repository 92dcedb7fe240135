//! The events of a page: in a list, with marks in the text, and in a timeline.

use askama::Template;
use onrecord::{ByteSpan, Event};

use crate::lookup::Lookup;
use crate::report::events::{
    circumstances, head_label, is_likely, is_sure, kind, label_words, sides, telling,
};
use crate::report::timeline::{Dated, Timeline, What};
use crate::report::when_and_where::is_in_calendar;

/// An event in the list, with what it puts forward.
#[derive(Template)]
#[template(path = "event.html")]
pub(super) struct EventView {
    /// Where its words are marked in the text.
    target: String,
    id: String,
    /// Whether it stands under the event that puts it forward.
    put_by: bool,
    /// The name of its shape.
    shape: &'static str,
    label: String,
    sides: String,
    kind: String,
    /// The sentence: before the words that name it, the words, after them.
    before: String,
    words: String,
    after: String,
    circumstances: String,
    put_forward: Vec<EventView>,
}

/// The words that name an event, to be marked.
#[derive(Clone)]
pub(super) struct EventMark {
    pub(super) span: ByteSpan,
    pub(super) target: String,
    pub(super) shape: &'static str,
    /// Whether it has to be broken over lines.
    pub(super) is_long: bool,
    /// What is told on hovering.
    pub(super) says: String,
}

/// How many bytes of words stand in one line with their shape.
const LONGEST_UNBROKEN: usize = 20;

/// How often each label stands in the list, with its shape.
pub(super) struct LabelCount {
    pub(super) shape: &'static str,
    pub(super) words: String,
    pub(super) n: usize,
}

/// The address of an event's words in the page.
fn target(article: &str, event: &Event) -> String {
    format!("{article}-{}", event.id)
}

/// The events that stand by themselves, the sure ones or the others.
pub(super) fn event_views(article: &str, lookup: &Lookup<'_>, sure: bool) -> Vec<EventView> {
    let heads = lookup.heads().filter(|event| is_sure(event) == sure);
    heads.map(|event| event_view(article, lookup, event, false)).collect()
}

fn event_view(article: &str, lookup: &Lookup<'_>, event: &Event, put_by: bool) -> EventView {
    let label = head_label(lookup, event);
    let [before, words, after] = telling(lookup, event);
    let put_forward =
        lookup.put_forward(event).iter().map(|content| event_view(article, lookup, content, true));
    EventView {
        target: target(article, event),
        id: event.id.clone(),
        put_by,
        shape: label.label(),
        label: label_words(label),
        sides: sides(lookup, event),
        kind: kind(event),
        before,
        words,
        after,
        circumstances: circumstances(lookup, event).join(" · "),
        put_forward: put_forward.collect(),
    }
}

/// The words of all events, since the list of those that are not sure leads to them too.
pub(super) fn event_marks(article: &str, lookup: &Lookup<'_>) -> Vec<EventMark> {
    let mark = |event: &Event| EventMark {
        span: event.trigger,
        target: target(article, event),
        shape: event.label.label(),
        is_long: event.trigger.end - event.trigger.start > LONGEST_UNBROKEN,
        says: format!(
            "{} {}: {} ({})",
            event.id,
            label_words(event.label),
            sides(lookup, event),
            kind(event)
        ),
    };
    lookup.record.events.iter().map(mark).collect()
}

/// What the list holds, by label in the order in which they first stand.
pub(super) fn label_counts(views: &[EventView]) -> Vec<LabelCount> {
    let mut counts: Vec<LabelCount> = Vec::new();
    for view in views {
        match counts.iter_mut().find(|count| count.shape == view.shape) {
            Some(count) => count.n += 1,
            None => counts.push(LabelCount { shape: view.shape, words: view.label.clone(), n: 1 }),
        }
    }
    counts
}

/// The events that have a place in the calendar, drawn.
pub(super) fn timeline(article: &str, lookup: &Lookup<'_>) -> Option<Timeline> {
    let dated = |event: &Event| {
        let value = lookup.time(event.time.as_ref())?.value.clone().filter(|value| is_in_calendar(value))?;
        let text = format!("{}: {}", sides(lookup, event), lookup.words(event.trigger));
        let target = format!("#{}", target(article, event));
        Some(Dated { value, what: What::Event(event.label), unsure: !is_sure(event), text, target })
    };
    let events = lookup.record.events.iter().filter(|event| is_likely(event));
    let entries: Vec<Dated> = events.filter_map(dated).collect();
    Timeline::of(&entries, lookup.record.article.published.as_deref())
}
