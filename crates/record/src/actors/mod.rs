//! Who is who in an article: which names, titles, descriptions and pronouns stand for one actor.

mod acronyms;
mod casting;
mod descriptions;
mod figures;
pub(crate) mod lexicon;
mod namings;
mod phrases;
mod pronouns;
mod reading;
mod roles;
#[cfg(test)]
mod tests;
mod watch_list;

use article::{Article, ByteSpan};
use language::{Analysis, WordSpan};

use crate::record::{Actor, ActorKind};
use crate::statements::Utterance;
use casting::Casting;
use figures::Figure;
use reading::Reading;
use watch_list::Watched;

pub use watch_list::{WatchList, WatchListError};

/// The actors of an article and the words that stand for each.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    reading: Reading<'a>,
    figures: Vec<Figure>,
    /// By figure: what the user's watch list says of it.
    watched: Vec<Option<Watched>>,
    /// By word: the figures that it may stand for, best first.
    stands_for: Vec<Vec<(usize, f64)>>,
    /// By chain: the figures that its names stand for, with how many of them do.
    chain_figures: Vec<Vec<(usize, usize)>>,
}

impl<'a> Cast<'a> {
    /// Finds who is who.
    pub(crate) fn of(
        article: &'a Article,
        analysis: &'a Analysis,
        utterances: &[Utterance],
        watch_list: &WatchList,
    ) -> Self {
        let casting = Casting::of(Reading { article, analysis }, utterances, watch_list);
        let Casting { reading, figures, stands_for, chain_figures, .. } = casting;
        let watched = |figure: &Figure| figure.watched.map(|number| watch_list.actor(number).clone());
        let watched = figures.iter().map(watched).collect();
        Self { reading, figures, watched, stands_for, chain_figures }
    }

    /// The actor that some words name: a source, an audience, an argument. They do so by their head word, its mention or its
    /// chain.
    pub(crate) fn who(&self, words: WordSpan) -> Option<usize> {
        self.candidates(words).first().map(|(figure, _)| *figure)
    }

    /// The actors that some words may stand for, with scores up to 1, the best first.
    pub(crate) fn candidates(&self, words: WordSpan) -> Vec<(usize, f64)> {
        let Some(head) = self.reading.head(words) else { return Vec::new() };
        let beside = || {
            let mut others = words.iter().filter(|word| self.reading.word(*word).head == Some(head));
            others.find(|word| matches!(self.reading.word(*word).relation.universal(), "appos" | "flat"))
        };
        let named = self.named_last(words);
        let found = named.or_else(|| Some(head).filter(|head| !self.stands_for[*head].is_empty()));
        let found = found.or_else(beside);
        let found = found.map_or_else(Vec::new, |word| self.stands_for[word].clone());
        if found.is_empty() { self.by_chain(head) } else { found }
    }

    /// The person's name with which a description ends: "the Nato chief at the time, Ana Duarte", "neighbour Ana Duarte"; not
    /// "a spokesman for Ana Duarte".
    fn named_last(&self, words: WordSpan) -> Option<usize> {
        let reading = self.reading;
        if reading.head(words).is_none_or(|head| reading.is_plural(head)) {
            return None;
        }
        let is_mark = |word: &usize| !reading.written(*word).contains(char::is_alphanumeric);
        let last = words.iter().rev().find(|word| !is_mark(word))?;
        let (figure, _) = *self.stands_for[last].first()?;
        let person = &self.figures[figure];
        let name = person.namings.iter().find(|naming| naming.contains(last))?;
        let head = reading.head(*name)?;
        let is_apart = reading.dependents(head, "case").next().is_some()
            || matches!(reading.word(head).relation.as_str(), "nmod" | "nmod:poss" | "conj" | "obl" | "obj");
        let is_name = person.is_person() && name.start > words.start && reading.is_capital(name.start);
        (is_name && !is_apart).then_some(head)
    }

    /// The figures that the names in a word's chain stand for.
    fn by_chain(&self, word: usize) -> Vec<(usize, f64)> {
        let Some(mention) = self.reading.mention(word) else { return Vec::new() };
        let is_many = self.reading.is_noun(word) && self.reading.is_plural(word);
        let figures = self.chain_figures[mention.chain].iter();
        let figures: Vec<_> =
            figures.filter(|(figure, _)| !(is_many && self.figures[*figure].is_person())).collect();
        let all: usize = figures.iter().map(|(_, n)| n).sum();
        let mut found: Vec<(usize, f64)> =
            figures.iter().map(|(figure, n)| (*figure, *n as f64 / all as f64)).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }

    /// The state that an adjective in lower case stands for: "russian".
    pub(crate) fn state_of(adjective: &str) -> Option<&'static lexicon::Known> {
        let (number, _) =
            lexicon::known(adjective).filter(|(_, sense)| *sense == lexicon::Sense::Adjective)?;
        Some(lexicon::actor(number)).filter(|known| known.kind == ActorKind::State)
    }

    /// The record's actor of that number; its `id` is left to the caller.
    pub(crate) fn actor(&self, number: usize) -> Actor {
        let figure = &self.figures[number];
        let known = figure.known.map(lexicon::actor);
        let mentions: Vec<ByteSpan> =
            figure.namings.iter().map(|words| self.reading.analysis.span(*words)).collect();
        let mut aliases: Vec<String> = Vec::new();
        for words in &figure.namings {
            let alias = self.reading.text(*words);
            if alias != figure.name && aliases.iter().all(|other| other != alias) {
                aliases.push(alias.to_owned());
            }
        }
        let watched = self.watched[number].as_ref();
        let or =
            |ours: Option<&str>, theirs: Option<&String>| theirs.cloned().or_else(|| ours.map(str::to_owned));
        let state = known.and_then(|known| known.state).or(figure.state);
        let sector = figure.sector.or(known.and_then(|known| known.sector));
        let wikidata = known.and_then(|known| known.wikidata);
        Actor {
            id: String::new(),
            name: figure.name.clone(),
            kind: figure.kind.or(known.map(|known| known.kind)),
            aliases,
            roles: figure.roles.clone(),
            state: or(state, watched.and_then(|watched| watched.state.as_ref())),
            sector: or(sector, watched.and_then(|watched| watched.sector.as_ref())),
            wikidata: or(wikidata, watched.and_then(|watched| watched.wikidata.as_ref())),
            mentions,
        }
    }
}
