//! Who is meant where an answer leaves it out: "Ghana rejected [the demand]" is said to whoever demanded, and "they met and
//! agreed" is agreed with whom they met.

use super::codebook::{Codebook, Trigger};
use super::matching::Found;
use super::tree::Tree;
use crate::record::{Actor, Event};

/// What is answered was told at most so many sentences before.
const MOST_SENTENCES: usize = 3;

/// Fills the empty recipients of answers, and of what was agreed by those who met.
pub(crate) fn answer(
    tree: &Tree<'_>,
    codebook: &Codebook,
    found: &[Found<'_>],
    events: &mut [Event],
    actors: &[Actor],
) {
    for number in 0..events.len() {
        if events[number].actors.is_empty() || !events[number].recipients.is_empty() {
            continue;
        }
        let others = met(tree, found, events, number)
            .or_else(|| answered(tree, codebook, found, events, actors, number));
        events[number].recipients.extend(others.unwrap_or_default());
    }
}

/// "Duarte met Lima and [agreed] to talk": whom the same people did the other thing with.
fn met(tree: &Tree<'_>, found: &[Found<'_>], events: &[Event], number: usize) -> Option<Vec<String>> {
    let event = &found[number];
    let first = tree.word(event.head).head.filter(|_| tree.relation(event.head) == "conj")?;
    if !event.pattern.is_reciprocal {
        return None;
    }
    let is_with = |other: &usize| {
        found[*other].pattern.is_reciprocal
            && (found[*other].head == first || found[*other].trigger == first)
            && events[*other].actors == events[number].actors
    };
    let is_beside = |other: &usize| sentence(tree, found, *other) == sentence(tree, found, number);
    (0..number).rev().take_while(is_beside).find(is_with).map(|other| events[other].recipients.clone())
}

/// "The ministry rejected [the demand]": those whose demand it was, if it was made of the one who answers, or of nobody named.
fn answered(
    tree: &Tree<'_>,
    codebook: &Codebook,
    found: &[Found<'_>],
    events: &[Event],
    actors: &[Actor],
    number: usize,
) -> Option<Vec<String>> {
    let noun = answered_noun(tree, &found[number])?;
    let is_near =
        |other: &usize| sentence(tree, found, *other) + MOST_SENTENCES >= sentence(tree, found, number);
    let state = |id: &String| actors.iter().find(|actor| actor.id == *id)?.state.as_deref();
    let is_one = |a: &String, b: &String| a == b || state(a).is_some() && state(a) == state(b);
    let own = &events[number].actors;
    let shares = |ids: &[String]| ids.iter().any(|id| own.iter().any(|one| is_one(id, one)));
    let is_answered = |other: &usize| {
        let asked = &events[*other];
        codebook.lists(&format!("answered {}", asked.r#type.label()), noun)
            && !asked.actors.is_empty()
            && !shares(&asked.actors)
            && (asked.recipients.is_empty() || shares(&asked.recipients))
    };
    (0..number).rev().take_while(is_near).find(is_answered).map(|other| events[other].actors.clone())
}

fn sentence(tree: &Tree<'_>, found: &[Found<'_>], number: usize) -> usize {
    tree.word(found[number].trigger).sentence
}

/// The noun that an answer is about, known from before: "the demand", "this offer", with nothing that says whose it is.
fn answered_noun<'t>(tree: &'t Tree<'_>, event: &Found<'_>) -> Option<&'t str> {
    let noun = tree.with(event.trigger, &["obj", "nsubj:pass"]).next()?;
    let is_known = tree
        .with(noun, &["det"])
        .any(|det| matches!(tree.form(det), "the" | "this" | "that" | "these" | "those"));
    let is_bare = tree.with(noun, &["nmod", "acl"]).next().is_none();
    (event.pattern.trigger == Trigger::Verb && is_known && is_bare).then(|| tree.lemma(noun))
}
