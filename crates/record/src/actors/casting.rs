//! Goes through an article and says of each name, description and pronoun whom it stands for.

use language::{WordClass, WordSpan};

use super::figures::{Figure, figures};
use super::namings::{Naming, namings};
use super::reading::Reading;
use super::watch_list::WatchList;
use crate::statements::Utterance;

/// A place that stands for a figure, as later pronouns look back on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sighting {
    pub(super) word: usize,
    pub(super) figure: usize,
    pub(super) sentence: usize,
    pub(super) is_subject: bool,
    /// Whether it is the source of an utterance.
    pub(super) is_source: bool,
    pub(super) is_quoted: bool,
}

/// The work in progress.
pub(super) struct Casting<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) figures: Vec<Figure>,
    /// So many of them have names, and come first.
    pub(super) n_named: usize,
    /// By naming: its figure.
    pub(super) of_naming: Vec<Option<usize>>,
    /// By word: the naming it is part of.
    pub(super) naming_at: Vec<Option<usize>>,
    /// By word: the figures that it may stand for, best first.
    pub(super) stands_for: Vec<Vec<(usize, f64)>>,
    /// In order of words.
    pub(super) sightings: Vec<Sighting>,
    /// By chain: the figures that its names stand for, with how many of them do.
    pub(super) chain_figures: Vec<Vec<(usize, usize)>>,
    /// By utterance: the topmost word of its source.
    pub(super) sources: Vec<Option<usize>>,
    /// By word: the innermost utterance whose content holds it.
    pub(super) within: Vec<Option<usize>>,
    /// By word: the utterance whose source it heads.
    pub(super) source_of: Vec<Option<usize>>,
}

impl<'a> Casting<'a> {
    /// Casts an article.
    pub(super) fn of(reading: Reading<'a>, utterances: &[Utterance], watch_list: &WatchList) -> Self {
        let namings = namings(reading, watch_list);
        let found = figures(reading, &namings, watch_list);
        let n_words = reading.analysis.words.len();
        let mut casting = Self {
            reading,
            n_named: found.all.len(),
            figures: found.all,
            of_naming: found.of,
            naming_at: vec![None; n_words],
            stands_for: vec![Vec::new(); n_words],
            sightings: Vec::new(),
            chain_figures: vec![Vec::new(); reading.analysis.chains.len()],
            sources: Vec::new(),
            within: vec![None; n_words],
            source_of: vec![None; n_words],
        };
        casting.take_utterances(utterances);
        casting.take_names(&namings, &found.rivals);
        casting.take_roles(&namings);
        casting.resolve(&namings, false);
        casting.resolve(&namings, true);
        casting
    }

    fn take_utterances(&mut self, utterances: &[Utterance]) {
        let mut contents: Vec<(WordSpan, usize)> = Vec::new();
        for (number, utterance) in utterances.iter().enumerate() {
            let source = utterance.source.first().and_then(|source| self.reading.head(*source));
            self.sources.push(source);
            if let Some(word) = source {
                self.source_of[word] = Some(number);
            }
            contents.extend(utterance.content.iter().map(|content| (*content, number)));
        }
        // The shorter lie inside the longer, and have the last word.
        contents.sort_by_key(|(content, _)| std::cmp::Reverse(content.len()));
        for (content, number) in contents {
            self.within[content.start..content.end].fill(Some(number));
        }
    }

    fn take_names(&mut self, namings: &[Naming], rivals: &[Vec<usize>]) {
        for (number, naming) in namings.iter().enumerate() {
            let Some(figure) = self.of_naming[number] else { continue };
            let others = rivals[number].iter().map(|rival| (*rival, 0.4));
            let all: Vec<(usize, f64)> = std::iter::once((figure, 1.0)).chain(others).collect();
            for word in naming.words.iter() {
                self.naming_at[word] = Some(number);
                self.stands_for[word].clone_from(&all);
            }
        }
        for mention in &self.reading.analysis.mentions {
            let Some(figure) = self.naming_at[mention.head].and_then(|naming| self.of_naming[naming]) else {
                continue;
            };
            let figures = &mut self.chain_figures[mention.chain];
            match figures.iter().position(|(other, _)| *other == figure) {
                Some(at) => figures[at].1 += 1,
                None if figures.len() < MOST_IN_CHAIN => figures.push((figure, 1)),
                None => {}
            }
        }
    }

    /// Goes through what is outside quotations, then through what is inside: who speaks is known by then.
    fn resolve(&mut self, namings: &[Naming], quoted: bool) {
        let n_words = self.stands_for.len();
        for word in 0..n_words {
            if self.reading.word(word).is_quoted != quoted {
                continue;
            }
            if let Some(naming) = self.naming_at[word] {
                if namings[naming].words.start == word {
                    self.see_naming(&namings[naming], naming);
                }
                continue;
            }
            let class = self.reading.word(word).class;
            if class == WordClass::Pronoun {
                self.take_pronoun(word);
            } else if self.reading.is_noun(word) || self.source_of[word].is_some() {
                self.take_description(word);
            }
        }
        // Names and pronouns of the second round stand between those of the first.
        self.sightings.sort_by_key(|sighting| sighting.word);
    }

    fn see_naming(&mut self, naming: &Naming, number: usize) {
        let head = self.reading.head(naming.words).unwrap_or(naming.words.start);
        if let Some(figure) = self.of_naming[number] {
            self.see(head, figure);
        }
    }

    /// Notes that a word stands for a figure.
    pub(super) fn see(&mut self, word: usize, figure: usize) {
        let reading = self.reading;
        let at = reading.word(word);
        self.sightings.push(Sighting {
            word,
            figure,
            sentence: at.sentence,
            is_subject: reading.is_subject(word),
            is_source: self.source_of[word].is_some(),
            is_quoted: at.is_quoted,
        });
    }

    /// What stands for somebody before a word, in order.
    pub(super) fn seen_before(&self, word: usize) -> &[Sighting] {
        let end = self.sightings.partition_point(|sighting| sighting.word < word);
        &self.sightings[..end]
    }

    /// The figure that a word stands for best.
    pub(super) fn figure_at(&self, word: usize) -> Option<usize> {
        self.stands_for[word].first().map(|(figure, _)| *figure)
    }

    /// How much of the names in a mention's chain are a figure's, from 0 to 1.
    pub(super) fn chain_vote(&self, word: usize, figure: usize) -> f64 {
        let Some(mention) = self.reading.mention(word) else { return 0.0 };
        let figures = &self.chain_figures[mention.chain];
        let all: usize = figures.iter().map(|(_, n)| n).sum();
        let own = figures.iter().find(|(other, _)| *other == figure).map_or(0, |(_, n)| *n);
        if all == 0 { 0.0 } else { own as f64 / all as f64 }
    }

    /// Who speaks the words that a word is part of.
    pub(super) fn speaker(&self, word: usize) -> Option<usize> {
        self.figure_at(self.sources[self.within[word]?]?)
    }
}

/// A chain keeps the votes of so many figures: more are a chain gone wrong.
const MOST_IN_CHAIN: usize = 6;
