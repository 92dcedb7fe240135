//! An [`Article`](article::Article) in, a [`Record`] out: who said what, every item on exact words.
//!
//! Statements, events, actors, times and places, each with a confidence that says how often its like is right. Rules and
//! lexicons are data (`data/`); what they stand on, sentences, trees, names and sources, comes from [`language`].
//!
//! ```
//! let text = "Talks end\n\n“It rains,” said Ana Ruiz, a farmer who had come to Vienna to see the ministers.";
//! let capture = article::captures_of(text.as_bytes(), None)?.next().expect("a text is one article")?;
//! let article = article::read(&capture, &article::Settings::default())?;
//! let analysis = language::Model::embedded()?.analyze(&article);
//! let record = record::read(article, &analysis);
//! let statement = &record.statements[0];
//! assert_eq!(record.article.words(statement.content[0]), "It rains,");
//! assert_eq!(record.actors[0].name, "Ana Ruiz");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod actors;
mod data;
mod datelines;
#[doc(hidden)]
pub mod evaluation;
mod events;
mod explain;
mod likelihood;
mod places;
mod quotations;
mod record;
mod statements;
mod times;
mod words;

pub use actors::{WatchList, WatchListError};
pub use events::codebook::{Codebook, FailedExample, Mistake};
pub use events::plover::{PloverEvent, plover_collapse};
pub use events::{DOUBTFUL_EVENT, UNSURE_EVENT};
pub use explain::{Alternative, Explanation, Ground};
pub use quotations::{Quotation, quotations};
pub use record::{
    Act, Actor, ActorKind, Basis, Candidate, Count, Event, EventType, Form, Label, MadeBy, Place, PlaceKind,
    Precision, Record, Role, SCHEMA, Source, Stance, Statement, StatementKind, Status, Time, TimexType,
    Within,
};
pub use statements::UNSURE_STATEMENT;

use std::sync::Arc;

use actors::Cast;
use article::{Article, ByteSpan, PublicationStatus};
use language::Analysis;
use sha2::{Digest, Sha256};
use statements::{Surroundings, Utterance};

/// What a user may add to the data of the program.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Names that the user follows; they win over those that the program knows.
    pub watch_list: WatchList,
    /// Another codebook of events than the program's own.
    pub codebook: Option<Arc<Codebook>>,
}

impl Settings {
    /// What reads with them, the day of reading and the model aside.
    pub fn made_by(&self) -> MadeBy {
        MadeBy {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            codebook: self.codebook.as_deref().and_then(Codebook::mark).map(str::to_owned),
            watch_list: self.watch_list.mark().map(str::to_owned),
            ..MadeBy::default()
        }
    }
}

/// What texts are told from others by: the first 12 hexadecimal digits of their SHA-256.
fn mark<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        // The length before each keeps ("ab", "c") apart from ("a", "bc").
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hash.finalize()[..6].iter().fold(String::new(), |mark, byte| mark + &format!("{byte:02x}"))
}

/// The times that an article tells, in reading order: the stage alone.
pub fn times(article: &Article) -> Vec<Time> {
    times::times(article)
}

/// The places that an article names, in the order in which they are first named: the stage alone.
pub fn places(article: &Article) -> Vec<Place> {
    places::places(article)
}

/// The country (ISO 3166-1 alpha-3) that goes by a name; not by that of its capital or its people.
pub fn country_named(name: &str) -> Option<&'static str> {
    let (country, word) = places::country_of(name)?;
    (word == places::CountryWord::Country).then_some(country)
}

/// Why a time is as it is, by its number among the article's times (from 0).
pub fn explain_time(article: &Article, number: usize) -> Option<Explanation> {
    times::explain(article, number)
}

/// Why a place is as it is, by its number among the article's places (from 0).
pub fn explain_place(article: &Article, number: usize) -> Option<Explanation> {
    places::explain(article, number)
}

/// Why a statement is as it is, by its number among the record's statements (from 0). The record was read from this analysis
/// with these settings.
pub fn explain_statement(
    record: &Record,
    analysis: &Analysis,
    settings: &Settings,
    number: usize,
) -> Option<Explanation> {
    let quotations = quotations::quotations(&record.article);
    let ground = statements::Ground::of(&record.article, analysis, &quotations);
    let surroundings =
        Surroundings { times: &record.times, places: &record.places, watch_list: &settings.watch_list };
    statements::explain(record, &ground, &quotations, surroundings, number)
}

/// Why an event is as it is, by its number among the record's events (from 0). The record was read from this analysis with
/// these settings.
pub fn explain_event(
    record: &Record,
    analysis: &Analysis,
    settings: &Settings,
    number: usize,
) -> Option<Explanation> {
    events::explain::explain(record, analysis, settings, number)
}

/// Reads an article by what the language model says of it. It never fails: an odd article is a thinner record, with its
/// doubts.
pub fn read(article: Article, analysis: &Analysis) -> Record {
    read_with(article, analysis, &Settings::default())
}

/// Reads an article as [`read`] does, with what a user adds.
pub fn read_with(article: Article, analysis: &Analysis, settings: &Settings) -> Record {
    let quotations = quotations::quotations(&article);
    let times = times::times(&article);
    let places = places::places(&article);
    let surroundings = Surroundings { times: &times, places: &places, watch_list: &settings.watch_list };
    let (statements, mut actors) = statements::statements(&article, analysis, &quotations, surroundings);
    let known = events::Known {
        statements: &statements,
        times: &times,
        places: &places,
        watch_list: &settings.watch_list,
    };
    let codebook = settings.codebook.as_deref().unwrap_or_else(|| Codebook::embedded());
    let events = events::events(&article, analysis, codebook, &known, &mut actors);
    Record {
        schema: SCHEMA.to_owned(),
        made_by: MadeBy { as_of: article.as_of.clone(), ..settings.made_by() },
        doubts: doubts(&article),
        article,
        actors,
        statements,
        events,
        times,
        places,
    }
}

/// Whom words at some places of an article stand for, by the attributions of the model alone: for measuring how well names,
/// titles and pronouns lead to their actors. The actors have no ids.
pub fn actors_at(
    article: &Article,
    analysis: &Analysis,
    watch_list: &WatchList,
    places: &[ByteSpan],
) -> Vec<Vec<Actor>> {
    let utterance = |attribution: &language::Attribution| Utterance {
        source: attribution.source.into_iter().collect(),
        cue: attribution.cue.clone(),
        content: attribution.content.clone(),
    };
    let utterances: Vec<Utterance> = analysis.attributions.iter().map(utterance).collect();
    let cast = Cast::of(article, analysis, &utterances, watch_list);
    let actors = |place: &ByteSpan| {
        let words = analysis.words_in(*place);
        let best = cast.who(words);
        let others = cast.candidates(words).into_iter().map(|(actor, _)| actor);
        best.into_iter()
            .chain(others.filter(|actor| Some(*actor) != best))
            .map(|actor| cast.actor(actor))
            .collect()
    };
    places.iter().map(actors).collect()
}

/// What a reader should know: a language whose verbs of saying are not known, a part that could not be read.
fn doubts(article: &Article) -> Vec<String> {
    let mut doubts = Vec::new();
    let agency = article.publisher.as_deref().unwrap_or("its agency");
    match article.status {
        Some(PublicationStatus::Canceled) => {
            doubts.push(format!("{agency} has withdrawn this item; what it reports is not to be relied on"));
        }
        Some(PublicationStatus::Withheld) => {
            doubts.push(format!("{agency} withholds this item until further notice"));
        }
        Some(PublicationStatus::Usable) | None => {}
    }
    if let Some(until) = &article.embargoed {
        doubts.push(format!("this item is not to be published before {until}"));
    }
    if let Some(language) = article.language.as_deref().filter(|language| !language.starts_with("en")) {
        doubts.push(format!("the article is in {language}; speakers are only known in English"));
    }
    if article.paywalled == Some(true) {
        doubts.push("the page says that part of it is for subscribers; the text may be cut".to_owned());
    }
    doubts
}
