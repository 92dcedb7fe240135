//! Who is named in an article, and which names are one actor's.

use std::collections::HashMap;

use article::{Article, ByteSpan};

use super::names::Name;
use super::names::names_in;
use crate::quotations::Quotation;
use crate::record::{Actor, ActorKind};

/// The named mentions of an article, with the actor that each belongs to.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// In reading order.
    mentions: Vec<(Name, usize)>,
    /// By number: the fullest name and whether a person's.
    actors: Vec<(String, bool)>,
}

impl Named {
    /// Finds the names outside quotations: what a speaker calls people is not how the outlet does.
    pub(crate) fn of(article: &Article, quotations: &[Quotation]) -> Self {
        // Quotations are in order and do not overlap: only the last that begins before a name's end can hold it.
        let is_quoted = |span: ByteSpan| {
            let at = quotations.partition_point(|quotation| quotation.inner.start < span.end);
            at > 0 && quotations[at - 1].inner.overlaps(span)
        };
        let mut names: Vec<Name> = Vec::new();
        for (_, block) in article.readable() {
            names.extend(names_in(&article.text, block).into_iter().filter(|name| !is_quoted(name.span)));
        }
        let mut named = Self::default();
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        let mut by_surname: HashMap<&str, usize> = HashMap::new();
        // Full names first: a surname alone then finds the one person who has it, wherever they are named in full.
        let fullest = names.iter().filter(|name| name.n_words >= 2);
        for name in fullest {
            let words = name.span.of(&article.text);
            if named.actors.iter().all(|(known, _)| known != words) {
                named.actors.push((words.to_owned(), name.has_title));
                by_surname
                    .entry(surname(words))
                    .and_modify(|at| *at = usize::MAX)
                    .or_insert(named.actors.len() - 1);
            }
        }
        for name in names {
            let words = name.span.of(&article.text);
            let same = by_name.get(words).copied();
            let by_surname =
                || by_surname.get(words).copied().filter(|at| *at != SHARED && name.n_words == 1);
            let actor = same.or_else(by_surname).unwrap_or_else(|| {
                by_name.insert(words, named.actors.len());
                named.actors.push((words.to_owned(), false));
                named.actors.len() - 1
            });
            // Whoever is called by a surname alone, or by a title, is a person.
            named.actors[actor].1 |=
                name.has_title || (same.is_none() && name.n_words == 1 && named.actors[actor].0 != words);
            named.mentions.push((name, actor));
        }
        named
    }

    /// The actor named at exactly this place.
    pub(crate) fn actor_at(&self, span: ByteSpan) -> Option<usize> {
        {
            let at = self.mentions.binary_search_by_key(&span.start, |(name, _)| name.span.start).ok()?;
            (self.mentions[at].0.span == span).then_some(self.mentions[at].1)
        }
    }

    /// The first person named within a stretch of text: mostly its subject, whom a "he" or "she" after it means.
    pub(crate) fn first_person_in(&self, within: ByteSpan) -> Option<usize> {
        let from = self.mentions.partition_point(|(name, _)| name.span.start < within.start);
        let inside = self.mentions[from..].iter().take_while(|(name, _)| name.span.end <= within.end);
        let mut persons = inside.filter(|(name, actor)| self.actors[*actor].1 || name.n_words == 2);
        persons.next().map(|(_, actor)| *actor)
    }

    /// The record's actors: those that are wanted, numbered in the order given.
    pub(crate) fn actors(&self, wanted: &[usize], text: &str) -> Vec<Actor> {
        let actor = |(number, at): (usize, &usize)| {
            let (name, is_person) = &self.actors[*at];
            let mentions: Vec<ByteSpan> =
                self.mentions.iter().filter(|(_, actor)| actor == at).map(|(name, _)| name.span).collect();
            let mut aliases: Vec<String> =
                mentions.iter().map(|span| span.of(text).to_owned()).filter(|alias| alias != name).collect();
            aliases.sort();
            aliases.dedup();
            Actor {
                id: id(number),
                name: name.clone(),
                kind: is_person.then_some(ActorKind::Person),
                aliases,
                roles: Vec::new(),
                state: None,
                sector: None,
                wikidata: None,
                mentions,
            }
        };
        wanted.iter().enumerate().map(actor).collect()
    }
}

/// The id of the record's actor of that number.
pub(crate) fn id(number: usize) -> String {
    format!("a{}", number + 1)
}

/// Stands for a surname that several people have: alone, it names none of them.
const SHARED: usize = usize::MAX;

fn surname(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}
