//! What the project's own evaluations measure by itself; no part of the public interface.

use article::Article;
use language::{Analysis, WordSpan};

pub use crate::statements::manner::Manner;
pub use crate::statements::sources::{SourceDescription, SourceKind};

use crate::WatchList;
use crate::events::{self, codebook::Codebook};
use crate::record::{Actor, Event, Place, Record, Statement, Time};
use crate::statements::utterance::Utterance;
use crate::statements::{self, manner, sources};

/// What an utterance with these words does.
pub fn manner(
    article: &Article,
    analysis: &Analysis,
    source: Vec<WordSpan>,
    cue: Vec<WordSpan>,
    content: Vec<WordSpan>,
) -> Manner {
    manner::manner(article, analysis, &Utterance { source, cue, content })
}

/// An article read as far as its statements: what its events are read from. For timing the stages apart.
#[derive(Debug)]
pub struct Stages<'a> {
    article: &'a Article,
    analysis: &'a Analysis,
    times: Vec<Time>,
    places: Vec<Place>,
    statements: Vec<Statement>,
    actors: Vec<Actor>,
}

impl<'a> Stages<'a> {
    /// Reads times, places and statements.
    pub fn of(article: &'a Article, analysis: &'a Analysis) -> Self {
        let (times, places) = (crate::times(article), crate::places(article));
        let watch_list = &WatchList::default();
        let surroundings = statements::Surroundings { times: &times, places: &places, watch_list };
        let quotations = crate::quotations(article);
        let (statements, actors) = statements::statements(article, analysis, &quotations, surroundings);
        Self { article, analysis, times, places, statements, actors }
    }

    /// Reads events, by the program's own codebook.
    pub fn events(&self) -> Vec<Event> {
        let (statements, times, places) = (&self.statements, &self.times, &self.places);
        let known = events::Known { statements, times, places, watch_list: &WatchList::default() };
        let actors = &mut self.actors.clone();
        events::events(self.article, self.analysis, Codebook::embedded(), &known, actors)
    }
}

/// What the confidence of each event of a record rests on.
pub fn event_features(record: &Record, analysis: &Analysis, codebook: &Codebook) -> Vec<Vec<String>> {
    events::features(record, analysis, codebook)
}

/// What kind of source words are.
pub fn source_description(
    article: &Article,
    analysis: &Analysis,
    source: &[WordSpan],
) -> Option<SourceDescription> {
    sources::source_description(article, analysis, source)
}

/// The statements of an article down to the least sure, which a record leaves out, with what the confidence of each rests on:
/// names of weights in `data/statements/confidence.toml`. The record has no events.
pub fn all_statements(article: Article, analysis: &Analysis) -> (Record, Vec<Vec<&'static str>>) {
    let record = crate::read(article, analysis);
    let surroundings = statements::Surroundings {
        times: &record.times,
        places: &record.places,
        watch_list: &crate::WatchList::default(),
    };
    let quotations = crate::quotations(&record.article);
    let (finished, actors) =
        statements::with_features(&record.article, analysis, &quotations, surroundings, 0.0);
    let (statements, features) =
        finished.into_iter().map(|finished| (finished.statement, finished.features)).unzip();
    (Record { statements, actors, events: Vec::new(), ..record }, features)
}
