//! Who is who in an article: which names, titles, descriptions and pronouns stand for one actor.

mod figures;
mod first_cut;
pub(crate) mod lexicon;
mod names;
mod namings;
mod reading;
mod watch_list;

use article::{Article, ByteSpan};
use language::{Analysis, WordSpan};

use crate::record::{Actor, ActorKind};
use crate::statements::Utterance;
use figures::Figure;
use reading::Reading;

pub(crate) use first_cut::{Named, id};
pub(crate) use names::{is_title, name_at};
pub use watch_list::{WatchList, WatchListError};

/// The actors of an article and the words that stand for each.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    reading: Reading<'a>,
    figures: Vec<Figure>,
    /// By word: the figures that it may stand for, best first.
    stands_for: Vec<Vec<(usize, f64)>>,
}

impl<'a> Cast<'a> {
    /// Finds who is who.
    pub(crate) fn of(
        article: &'a Article,
        analysis: &'a Analysis,
        utterances: &[Utterance],
        watch_list: &WatchList,
    ) -> Self {
        let _ = (utterances, watch_list);
        let reading = Reading { article, analysis };
        let namings = namings::namings(reading);
        let found = figures::figures(reading, &namings);
        let mut stands_for = vec![Vec::new(); analysis.words.len()];
        for (number, naming) in namings.iter().enumerate() {
            let all = found.of[number].into_iter().chain(found.rivals[number].iter().copied());
            let all: Vec<(usize, f64)> =
                all.enumerate().map(|(at, figure)| (figure, 1.0 / (at + 1) as f64)).collect();
            for word in naming.words.iter() {
                stands_for[word].clone_from(&all);
            }
        }
        Self { reading, figures: found.all, stands_for }
    }

    /// The actor that some words name: a source, an audience, an argument. They do so by their head word, its mention or its
    /// chain.
    pub(crate) fn who(&self, words: WordSpan) -> Option<usize> {
        self.candidates(words).first().map(|(figure, _)| *figure)
    }

    /// The actors that some words may stand for, with scores up to 1, the best first.
    pub(crate) fn candidates(&self, words: WordSpan) -> Vec<(usize, f64)> {
        self.reading.head(words).map_or_else(Vec::new, |head| self.stands_for[head].clone())
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
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Actor {
            id: String::new(),
            name: figure.name.clone(),
            kind: figure.kind.or(known.map(|known| known.kind)),
            aliases,
            roles: figure.roles.clone(),
            state: owned(known.and_then(|known| known.state).or(figure.state)),
            sector: owned(figure.sector.or(known.and_then(|known| known.sector))),
            wikidata: owned(known.and_then(|known| known.wikidata)),
            mentions,
        }
    }

    /// The kind of an actor, where it is known.
    pub(crate) fn kind(&self, number: usize) -> Option<ActorKind> {
        self.figures[number].kind
    }
}
