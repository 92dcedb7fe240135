//! Events in words: who did what to whom, what became of it, when, where and on whose word.

use onrecord::{ByteSpan, DOUBTFUL_EVENT, Event, Label, Record, Time};

use super::speakers::speaker_name;
use super::when_and_where::{is_in_calendar, place_for_people, timex_for_people};
use crate::lookup::{Lookup, in_line};

/// How many characters of a sentence are shown on either side of the words that name its event.
const CONTEXT: usize = 70;

/// Whether an event is shown, and not folded away as unsure.
pub(crate) fn is_sure(event: &Event) -> bool {
    !event.is_unsure()
}

/// The label under which an event is shown with what it puts forward: a demand that was made is shown as demanded, since
/// that is what the reader wants to know of it.
pub(crate) fn head_label(lookup: &Lookup<'_>, event: &Event) -> Label {
    let is_made = matches!(event.label, Label::Occurred | Label::Ongoing);
    let put = lookup.put_forward(event).iter().map(|content| content.label).find(|label| is_put(*label));
    put.filter(|_| is_made).unwrap_or(event.label)
}

/// Whether a label says how something was put forward.
fn is_put(label: Label) -> bool {
    matches!(label, Label::Demanded | Label::Offered | Label::Proposed | Label::Promised | Label::Threatened)
}

/// The sign of a label: told by its shape, so that nobody needs its colour. All take one column.
pub(crate) fn sign(label: Label) -> char {
    match label {
        Label::Occurred => '●',
        Label::Ongoing => '◐',
        Label::Planned => '○',
        Label::Postponed => '◌',
        Label::CalledOff => '⊗',
        Label::Failed => '✗',
        Label::NotDone => '⊘',
        Label::Hypothetical => '◦',
        Label::Conditional => '◇',
        Label::Demanded => '▲',
        Label::Offered => '△',
        Label::Proposed => '▷',
        Label::Promised => '◆',
        Label::Threatened => '▼',
        Label::Denied => '¬',
    }
}

/// A label as people write it: "called off".
pub(crate) fn label_words(label: Label) -> String {
    label.label().replace('-', " ")
}

/// Whether a timeline shows an event: unsure ones only where more of them are right than wrong.
pub(crate) fn is_likely(event: &Event) -> bool {
    event.confidence >= DOUBTFUL_EVENT
}

/// "Mali → Niger", with those who are only alleged to have done it named so.
pub(crate) fn sides(lookup: &Lookup<'_>, event: &Event) -> String {
    let mut doers: Vec<String> = lookup.names(&event.actors).into_iter().map(str::to_owned).collect();
    doers.extend(lookup.names(&event.alleged_actors).into_iter().map(|name| format!("{name} (alleged)")));
    let doers = if doers.is_empty() { "(doer not named)".to_owned() } else { doers.join(", ") };
    let recipients = lookup.names(&event.recipients);
    if recipients.is_empty() { doers } else { format!("{doers} → {}", recipients.join(", ")) }
}

/// PLOVER's type and mode: "CONSULT, visit".
pub(crate) fn kind(event: &Event) -> String {
    match &event.mode {
        Some(mode) => format!("{}, {}", event.r#type.label(), mode.replace('_', " ")),
        None => event.r#type.label().to_owned(),
    }
}

/// The sentence of an event around the words that name it: what comes before, the words, what comes after.
pub(crate) fn telling(lookup: &Lookup<'_>, event: &Event) -> [String; 3] {
    let sentence = event
        .evidence
        .iter()
        .copied()
        .find(|sentence| sentence.contains(event.trigger))
        .unwrap_or(event.trigger);
    let text = &lookup.record.article;
    let before = text.words(ByteSpan::new(sentence.start, event.trigger.start));
    let after = text.words(ByteSpan::new(event.trigger.end, sentence.end));
    let space = |is_there: bool| if is_there { " " } else { "" };
    let gap_before = space(before.ends_with(char::is_whitespace) && !before.trim().is_empty());
    let gap_after = space(after.starts_with(char::is_whitespace) && !after.trim().is_empty());
    [
        last_words(&in_line(before), CONTEXT) + gap_before,
        lookup.words(event.trigger),
        gap_after.to_owned() + &first_words(&in_line(after), CONTEXT),
    ]
}

/// When, where, how long, how many, on what condition, on whose word, who denies it.
pub(crate) fn circumstances(lookup: &Lookup<'_>, event: &Event) -> Vec<String> {
    let record = lookup.record;
    let mut parts = Vec::new();
    parts.extend(lookup.time(event.time.as_ref()).map(|time| when(record, time)));
    let duration = lookup.time(event.duration.as_ref());
    parts.extend(duration.map(|time| format!("for “{}”", lookup.words(time.span))));
    parts.extend(lookup.place(event.place.as_ref()).map(place_for_people));
    parts.extend(event.counts.iter().map(|count| format!("{} {}", lookup.words(count.span), count.what)));
    parts.extend(event.condition.map(|span| format!("on condition: {}", lookup.words(span))));
    if event.background {
        parts.push("told as history".to_owned());
    }
    let according =
        lookup.statement(event.according_to.as_ref().filter(|id| Some(*id) != event.statement.as_ref()));
    parts.extend(according.map(|statement| format!("according to {}", speaker_name(record, statement))));
    let deniers: Vec<String> = event
        .denied_by
        .iter()
        .filter_map(|id| lookup.statement(Some(id)))
        .map(|statement| speaker_name(record, statement))
        .collect();
    if !deniers.is_empty() {
        parts.push(format!("denied by {}", deniers.join(", ")));
    }
    match event.evidence.len() {
        0 | 1 => {}
        n => parts.push(format!("told in {n} sentences")),
    }
    parts
}

/// A time for people; one that stands in no calendar in its own words.
pub(crate) fn when(record: &Record, time: &Time) -> String {
    match time.value.as_deref().filter(|value| is_in_calendar(value)) {
        Some(value) => timex_for_people(value),
        None => format!("“{}”", in_line(record.article.words(time.span))),
    }
}

/// The last words of a line, as many as fit.
fn last_words(line: &str, most: usize) -> String {
    let n_chars = line.chars().count();
    if n_chars <= most {
        return line.to_owned();
    }
    let tail: String = line.chars().skip(n_chars - most).collect();
    format!("… {}", tail.split_once(' ').map_or(tail.as_str(), |(_, rest)| rest))
}

/// The first words of a line, as many as fit.
fn first_words(line: &str, most: usize) -> String {
    if line.chars().count() <= most {
        return line.to_owned();
    }
    let head: String = line.chars().take(most).collect();
    format!("{} …", head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_a_sign_of_its_own() {
        let mut signs: Vec<char> = Label::ALL.iter().map(|label| sign(*label)).collect();
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), Label::ALL.len());
    }

    #[test]
    fn long_sentences_are_cut_between_words() {
        assert_eq!(first_words("one two three", 9), "one two …");
        assert_eq!(last_words("one two three", 9), "… three");
        assert_eq!((first_words("one", 9), last_words("", 9)), ("one".to_owned(), String::new()));
        assert_eq!(first_words("öööööööööö", 3), "ööö …");
    }
}
