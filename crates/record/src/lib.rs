//! An [`Article`](article::Article) in, a [`Record`] out: who said what, every item on exact words.
//!
//! This first cut reads quotations by their typography and gives each the nearest speaker that a reporting verb names,
//! times by rules that are data, and places by a gazetteer. It claims no more: statements in the outlet's own words and
//! events are not read yet, and the confidence of each statement says how often its rule is right.
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
mod events;
mod places;
mod quotations;
mod record;
mod statements;
mod times;
mod words;

pub use events::codebook::{Codebook, FailedExample, Mistake};
pub use quotations::{Quotation, quotations};
pub use record::{
    Act, Actor, ActorKind, Basis, Candidate, Count, Event, EventType, Form, Label, MadeBy, Place, Precision,
    Record, Role, SCHEMA, Source, Stance, Statement, StatementKind, Status, Time, TimexType,
};

use article::Article;
use language::Analysis;

/// Reads an article by what the language model says of it. It never fails: an odd article is a thinner record, with its
/// doubts.
pub fn read(article: Article, analysis: &Analysis) -> Record {
    read_with(article, analysis, Codebook::embedded())
}

/// The same with another codebook of events.
pub fn read_with(article: Article, analysis: &Analysis, codebook: &Codebook) -> Record {
    let quotations = quotations::quotations(&article);
    let (statements, mut actors) = statements::statements(&article, &quotations);
    let times = times::times(&article);
    let places = places::places(&article);
    let known = events::Known { statements: &statements, times: &times, places: &places };
    let events = events::events(&article, analysis, codebook, &known, &mut actors);
    Record {
        schema: SCHEMA.to_owned(),
        made_by: MadeBy { version: env!("CARGO_PKG_VERSION").to_owned(), as_of: article.as_of.clone() },
        doubts: doubts(&article),
        article,
        actors,
        statements,
        events,
        times,
        places,
    }
}

/// What a reader should know: a language whose verbs of saying are not known, a part that could not be read.
fn doubts(article: &Article) -> Vec<String> {
    let mut doubts = Vec::new();
    if let Some(language) = article.language.as_deref().filter(|language| !language.starts_with("en")) {
        doubts.push(format!("the article is in {language}; speakers are only known in English"));
    }
    if article.paywalled == Some(true) {
        doubts.push("the page says that part of it is for subscribers; the text may be cut".to_owned());
    }
    doubts
}

#[cfg(test)]
mod tests {
    use crate::data::EXAMPLES;

    /// Every `yes` and `no` of `data/reporting-verbs.toml`.
    #[test]
    fn verbs_do_as_their_examples_say() {
        for (forms, text, is_cue) in EXAMPLES {
            let line = format!("{{\"text\": {text:?}}}");
            let capture = article::captures_of(line.as_bytes(), None).unwrap().next().unwrap().unwrap();
            let record = crate::read(
                article::read(&capture, &article::Settings::default()).unwrap(),
                &language::Analysis::default(),
            );
            let cues: Vec<String> = record
                .statements
                .iter()
                .flat_map(|statement| &statement.cue)
                .map(|cue| record.article.words(*cue).to_lowercase())
                .collect();
            assert_eq!(
                cues.iter().any(|cue| forms.contains(&cue.as_str())),
                *is_cue,
                "{forms:?} in {text:?} gave the cues {cues:?}"
            );
        }
    }
}
