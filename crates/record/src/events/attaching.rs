//! When and where events were, how many took part, and whether they are history: times, places and numbers that hang on
//! an event's words.

use article::ByteSpan;
use language::WordClass;

use super::matching::Found;
use super::tree::Tree;
use crate::record::{Count, Event, Place, Stance, Status, Time, TimexType};

/// How many words may stand between a time and the event that it hangs on.
const MOST_LEVELS: usize = 4;

/// A year this much before the article's is history.
const HISTORY: i32 = 2;

/// Gives each event its time, duration, place and counts, and says which are history.
pub(crate) fn attach(
    tree: &Tree<'_>,
    found: &[Found<'_>],
    events: &mut [Event],
    times: &[Time],
    places: &[Place],
    published: Option<&str>,
) {
    let at = EventsAt::of(found);
    for time in times {
        let Some(number) = word_at(tree, time.span).and_then(|word| at.over(tree, word)) else { continue };
        let event = &mut events[number];
        let slot = if time.r#type == TimexType::Duration { &mut event.duration } else { &mut event.time };
        if slot.is_none() {
            *slot = Some(time.id.clone());
            event.background |= is_history(time, published);
            let is_told = found[number].pattern.content.is_some() || found[number].pattern.is_refusal;
            if !is_told && is_to_come(time, published) {
                plan(event);
            }
        }
    }
    for place in places {
        for mention in &place.mentions {
            let Some(word) = word_at(tree, *mention).map(|word| head_of(tree, word, *mention)) else {
                continue;
            };
            let is_where = matches!(
                tree.preposition(word),
                Some(
                    "in" | "at"
                        | "near"
                        | "outside"
                        | "inside"
                        | "around"
                        | "across"
                        | "off"
                        | "along"
                        | "over"
                )
            );
            let Some(number) = at.over(tree, word).filter(|_| is_where) else { continue };
            if events[number].place.is_none() {
                events[number].place = Some(place.id.clone());
            }
        }
    }
    for (event, found) in events.iter_mut().zip(found) {
        event.counts = counts(tree, found);
    }
}

/// The events by the words that they hang on.
struct EventsAt(std::collections::HashMap<usize, usize>);

impl EventsAt {
    fn of(found: &[Found<'_>]) -> Self {
        let words = found
            .iter()
            .enumerate()
            .flat_map(|(number, event)| [(event.trigger, number), (event.head, number)]);
        Self(words.collect())
    }

    /// The nearest event over a word.
    fn over(&self, tree: &Tree<'_>, word: usize) -> Option<usize> {
        let mut word = word;
        for _ in 0..MOST_LEVELS {
            if let Some(number) = self.0.get(&word) {
                return Some(*number);
            }
            if matches!(tree.full_relation(word), "nsubj" | "acl:relcl" | "parataxis" | "conj") {
                return None;
            }
            word = tree.word(word).head?;
        }
        None
    }
}

/// The first word of a span.
fn word_at(tree: &Tree<'_>, span: ByteSpan) -> Option<usize> {
    tree.analysis.words_in(span).iter().next()
}

/// The highest word of a span.
fn head_of(tree: &Tree<'_>, word: usize, span: ByteSpan) -> usize {
    let mut word = word;
    for _ in 0..MOST_LEVELS {
        match tree.word(word).head {
            Some(head)
                if tree.word(head).span.start >= span.start && tree.word(head).span.end <= span.end =>
            {
                word = head;
            }
            _ => break,
        }
    }
    word
}

fn is_history(time: &Time, published: Option<&str>) -> bool {
    let year = |text: &str| text.get(..4).and_then(|year| year.parse::<i32>().ok());
    match (time.value.as_deref().and_then(year), published.and_then(year)) {
        (Some(told), Some(now)) => told <= now - HISTORY,
        _ => false,
    }
}

/// Whether a day, month or year begins after that of the article.
fn is_to_come(time: &Time, published: Option<&str>) -> bool {
    let is_date =
        |value: &&str| matches!(value.len(), 4 | 7 | 10) && !value.contains(['W', 'X', 'Q', 'H', 'S']);
    let value = time.value.as_deref().filter(is_date);
    let now = value.and_then(|value| published?.get(..value.len()));
    value.zip(now).is_some_and(|(value, now)| value > now)
}

/// What is told of a day to come as if it was done is planned.
fn plan(event: &mut Event) {
    if event.stance == Stance::Asserted && matches!(event.status, Status::Occurred | Status::Ongoing) {
        event.status = Status::Planned;
        event.label = Event::<ByteSpan>::label_of(event.status, event.stance, event.condition.is_some());
    }
}

/// The numbers of those on either side: "[600] drones", "at least [26] killed".
fn counts(tree: &Tree<'_>, found: &Found<'_>) -> Vec<Count> {
    let mut counts = Vec::new();
    let objects = tree.with(found.trigger, &["obj", "nsubj", "nummod"]);
    let mut heads: Vec<usize> =
        found.actors.iter().chain(&found.recipients).copied().chain(objects).collect();
    heads.sort_unstable();
    heads.dedup();
    for head in heads {
        let number =
            if tree.is(head, WordClass::Numeral) { Some(head) } else { tree.with(head, &["nummod"]).next() };
        let Some(number) = number else { continue };
        let what = if number == head {
            tree.with(head, &["nmod"])
                .next()
                .map_or_else(|| tree.form(found.trigger), |counted| tree.form(counted))
        } else {
            tree.form(head)
        };
        let value = value(tree, number);
        counts.push(Count { what: what.to_owned(), value, span: tree.word(number).span });
    }
    counts
}

/// The value of a number: digits with their "million", or a word.
fn value(tree: &Tree<'_>, number: usize) -> Option<f64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let one = |form: &str| -> Option<f64> {
        let word = WORDS.iter().position(|word| *word == form).map(|value| value as f64);
        word.or_else(|| form.replace(',', "").parse().ok())
    };
    let unit = |form: &str| match form {
        "hundred" => Some(1e2),
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        _ => None,
    };
    let form = tree.form(number);
    let parts = || tree.with(number, &["compound", "nummod"]).find_map(|part| one(tree.form(part)));
    match unit(form) {
        Some(unit) => Some(parts().unwrap_or(1.0) * unit),
        None => one(form),
    }
}
