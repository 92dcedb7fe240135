//! One event told several times in an article is one, with all its evidence.

use std::collections::HashMap;

use crate::record::{Event, EventType, Label};

/// How many earlier events of one type and side a later one is compared with.
const MOST_COMPARED: usize = 24;

/// How an event was told, beside what its record holds.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    /// The trigger's word in lower case.
    pub(crate) word: String,
    /// Whether both did it by its words: "they agreed", and not "she won a promise from him".
    pub(crate) is_reciprocal: bool,
    /// What its confidence rests on beside its record.
    pub(crate) features: Vec<String>,
}

/// Joins what is told again and numbers the events anew.
/// Gives each with how it was first told.
pub(crate) fn join(events: Vec<Event>, tellings: Vec<Telling>) -> Vec<(Event, Telling)> {
    let mut kept: Vec<(Event, Telling)> = Vec::new();
    let mut place_of: HashMap<String, usize> = HashMap::new();
    let mut by_side: HashMap<(EventType, String), Vec<usize>> = HashMap::new();
    for (event, telling) in events.into_iter().zip(tellings) {
        let sides: Vec<String> = event.actors.iter().chain(&event.recipients).cloned().collect();
        let earlier = sides.iter().filter_map(|side| by_side.get(&(event.r#type, side.clone())));
        let same = earlier
            .flat_map(|numbers| numbers.iter().rev().take(MOST_COMPARED))
            .copied()
            .find(|number| is_same(&kept[*number].0, &event, kept[*number].1.word == telling.word));
        let number = same.unwrap_or(kept.len());
        place_of.insert(event.id.clone(), number);
        for side in sides {
            let numbers = by_side.entry((event.r#type, side)).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
        match same {
            Some(number) => {
                let (first, told) = &mut kept[number];
                // Who gave and who got is told by the words that tell them apart.
                let is_clearer = told.is_reciprocal && !telling.is_reciprocal;
                if is_clearer && !event.actors.is_empty() && !event.recipients.is_empty() {
                    first.actors.clone_from(&event.actors);
                    first.recipients.clone_from(&event.recipients);
                    told.is_reciprocal = false;
                }
                absorb(first, event);
            }
            None => kept.push((event, telling)),
        }
    }
    let number = |number: usize| format!("e{}", number + 1);
    for (at, (event, _)) in kept.iter_mut().enumerate() {
        event.id = number(at);
        event.put_by = event
            .put_by
            .take()
            .and_then(|parent| place_of.get(&parent))
            .map(|at| number(*at))
            .filter(|parent| *parent != event.id);
    }
    kept
}

/// Whether a later telling is of the same event: the same type and label, no side that differs, no other time or place, and
/// either the same word or both sides and the mode the same: a summit is not the greeting at its door.
fn is_same(first: &Event, again: &Event, is_same_word: bool) -> bool {
    let settled = |label: Label| if label == Label::Ongoing { Label::Occurred } else { label };
    let meets = |a: &[String], b: &[String]| a.iter().any(|one| b.contains(one));
    let agrees = |a: &[String], b: &[String]| a.is_empty() || b.is_empty() || meets(a, b);
    let alike = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
    let swapped = meets(&first.actors, &again.recipients) && meets(&first.recipients, &again.actors);
    let both = meets(&first.actors, &again.actors) && meets(&first.recipients, &again.recipients);
    let is_mutual = matches!(first.r#type, EventType::Consult | EventType::Agree | EventType::Cooperate);
    let sides_agree = agrees(&first.actors, &again.actors) && agrees(&first.recipients, &again.recipients);
    first.r#type == again.r#type
        && settled(first.label) == settled(again.label)
        && (is_same_word || first.mode == again.mode)
        && alike(&first.time, &again.time)
        && alike(&first.place, &again.place)
        && ((sides_agree && (is_same_word || both)) || (is_mutual && swapped))
}

fn absorb(first: &mut Event, again: Event) {
    for span in again.evidence {
        if !first.evidence.contains(&span) {
            first.evidence.push(span);
        }
    }
    for (side, more) in [(&mut first.actors, again.actors), (&mut first.recipients, again.recipients)] {
        if side.is_empty() {
            *side = more;
        }
    }
    for denial in again.denied_by {
        if !first.denied_by.contains(&denial) {
            first.denied_by.push(denial);
        }
    }
    if first.actors.is_empty() && first.alleged_actors.is_empty() {
        first.alleged_actors = again.alleged_actors;
    }
    first.mode = first.mode.take().or(again.mode);
    first.time = first.time.take().or(again.time);
    first.place = first.place.take().or(again.place);
    first.duration = first.duration.take().or(again.duration);
    if first.counts.is_empty() {
        first.counts = again.counts;
    }
}
