//! What kind of source words are: somebody with a name, a pronoun, somebody unnamed, a body, a writing, a poll.
//!
//! The lists are `data/statements/sources.toml`.

use article::Article;
use language::{Analysis, WordClass, WordSpan};

use super::manner::reading::Reading;
use super::utterance::Utterance;
use crate::data::{
    SOURCE_COLLECTIVES, SOURCE_DOCUMENTS, SOURCE_INDEFINITES, SOURCE_NUMBERS, SOURCE_POLLS, SOURCE_PRONOUNS,
    SOURCE_REASONS,
};

/// What the words of a source are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A name, with or without a description: "Ana Ruiz, a farmer".
    Named,
    /// "she", "who".
    Pronoun,
    /// One or more persons without a name: "a senior diplomat", "two aides".
    Described,
    /// A group or body without a name: "officials", "the government".
    Collective,
    /// "a court filing".
    Document,
    /// "a poll", "63 percent".
    Poll,
}

/// What is said of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDescription {
    /// What its words are.
    pub kind: SourceKind,
    /// How many they are, where a number says so or the noun is singular.
    pub number: Option<u32>,
    /// The words that say why no name is given: "on condition of anonymity".
    pub reason: Option<WordSpan>,
}

/// What the words of a source say of it; `None` where there are none.
pub(crate) fn source_description(
    article: &Article,
    analysis: &Analysis,
    source: &[WordSpan],
) -> Option<SourceDescription> {
    let utterance = Utterance { source: source.to_vec(), ..Utterance::default() };
    let reading = Reading::of(article, analysis, &utterance);
    let head = reading.source()?;
    let kind = kind(&reading, head);
    let is_unnamed = matches!(kind, SourceKind::Described | SourceKind::Collective);
    let is_counted = matches!(kind, SourceKind::Named | SourceKind::Described);
    Some(SourceDescription {
        kind,
        number: is_counted.then(|| number(&reading, head)).flatten(),
        reason: is_unnamed.then(|| reason(&reading, head)).flatten(),
    })
}

fn kind(reading: &Reading, head: usize) -> SourceKind {
    let is_name = reading.is_class(head, WordClass::ProperNoun) || reading.name(head).is_some();
    let has_proper_part = reading.analysis.dependents(head).any(|word| {
        reading.is_class(word, WordClass::ProperNoun)
            && reading.in_source(word)
            && matches!(reading.word(word).relation.universal(), "flat" | "appos")
    });
    if reading.is_any(head, SOURCE_POLLS) {
        SourceKind::Poll
    } else if reading.is_any(head, SOURCE_DOCUMENTS) && !reading.is_class(head, WordClass::ProperNoun) {
        SourceKind::Document
    } else if is_name || has_proper_part {
        SourceKind::Named
    } else if reading.is_any(head, SOURCE_INDEFINITES) {
        SourceKind::Described
    } else if reading.is_class(head, WordClass::Pronoun) || reading.is_any(head, SOURCE_PRONOUNS) {
        SourceKind::Pronoun
    } else if reading.is_any(head, SOURCE_COLLECTIVES)
        || (is_plural(reading, head) && !is_quantified(reading, head))
    {
        SourceKind::Collective
    } else {
        SourceKind::Described
    }
}

fn is_plural(reading: &Reading, word: usize) -> bool {
    reading.word(word).features.get("Number") == Some("Plur")
}

/// "two diplomats", "several aides".
fn is_quantified(reading: &Reading, noun: usize) -> bool {
    reading.analysis.dependents(noun).any(|word| {
        reading.word(word).relation.universal() == "nummod" || reading.is_any(word, SOURCE_INDEFINITES)
    })
}

/// How many: one for a singular noun, else what a numeral says.
fn number(reading: &Reading, head: usize) -> Option<u32> {
    if !is_plural(reading, head) {
        let is_singular = reading.word(head).features.get("Number") == Some("Sing");
        return is_singular.then_some(1);
    }
    let numeral = reading
        .analysis
        .dependents(head)
        .find(|word| reading.word(*word).relation.universal() == "nummod")?;
    let written = reading.article.words(reading.word(numeral).span);
    let spelt = || {
        SOURCE_NUMBERS.iter().find(|(name, _)| written.eq_ignore_ascii_case(name)).map(|(_, number)| *number)
    };
    written.parse().ok().or_else(spelt)
}

/// The words of the source's sentence, from the source on, that say why no name is given.
fn reason(reading: &Reading, head: usize) -> Option<WordSpan> {
    let end = reading.analysis.sentences[reading.word(head).sentence].words.end;
    let written = |word: usize| reading.article.words(reading.word(word).span);
    (head + 1..end).find_map(|start| {
        let fits = |phrase: &&&[&str]| {
            let stands = |(offset, part): (usize, &&str)| written(start + offset).eq_ignore_ascii_case(part);
            start + phrase.len() <= end && phrase.iter().enumerate().all(stands)
        };
        SOURCE_REASONS.iter().find(fits).map(|phrase| WordSpan::new(start, start + phrase.len()))
    })
}
