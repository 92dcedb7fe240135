//! Sentences, tags, trees and names against a treebank: with gold words, and from raw text by the measure of the `CoNLL`
//! 2018 shared task (Zeman et al. 2018): words are aligned by their characters, and each figure is an F1.

use std::collections::{HashMap, HashSet};

use article::ByteSpan;
use language::{Analysis, Model};

use super::treebank::Document;
use super::{F1, Share};

/// Accuracies over all words, given gold words and sentences.
#[derive(Debug, Default)]
pub(super) struct GoldTokens {
    upos: Share,
    lemma: Share,
    uas: Share,
    las: Share,
}

impl GoldTokens {
    pub(super) fn of(model: &Model, documents: &[Document]) -> Self {
        let mut scores = Self::default();
        for document in documents {
            let analysis = model.analyze_passages(&document.text, &document.gold_passages(true));
            for (word, gold) in analysis.words.iter().zip(&document.words) {
                scores.upos.count(word.class.label() == gold.upos);
                scores.lemma.count(word.lemma == gold.lemma);
                scores.uas.count(word.head == gold.head);
                scores
                    .las
                    .count(word.head == gold.head && word.relation.universal() == universal(&gold.relation));
            }
        }
        scores
    }

    pub(super) fn show(&self) -> String {
        let Self { upos, lemma, uas, las } = self;
        format!("UPOS {upos}  lemma {lemma}  UAS {uas}  LAS {las}")
    }
}

fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or_default()
}

/// F1 of sentences with gold words.
pub(super) fn sentences(model: &Model, documents: &[Document]) -> F1 {
    let mut score = F1::default();
    for document in documents {
        let analysis = model.analyze_passages(&document.text, &document.gold_passages(false));
        let found: HashSet<_> = analysis.sentences.iter().map(|s| (s.words.start, s.words.end - 1)).collect();
        score.add(&document.sentence_ends().collect(), &found);
    }
    score
}

/// F1 of names with gold words and sentences, over the sentences that are annotated.
pub(super) fn names(model: &Model, documents: &[Document]) -> F1 {
    let mut score = F1::default();
    for document in documents {
        let analysis = model.analyze_passages(&document.text, &document.gold_passages(true));
        let found: HashSet<(usize, usize, &str)> =
            analysis.names.iter().map(|name| (name.words.start, name.words.end, name.kind.label())).collect();
        let mut gold: HashSet<(usize, usize, &str)> = HashSet::new();
        for (first, last) in document.sentence_ends() {
            let mut current: Option<(usize, usize, &str)> = None;
            for number in first..=last {
                let tag = document.words[number].name.as_deref().unwrap_or("O");
                current = match tag.split_once('-') {
                    Some(("I", _)) if current.is_some() => {
                        current.map(|(start, _, kind)| (start, number + 1, kind))
                    }
                    Some((_, kind)) => {
                        gold.extend(current);
                        Some((number, number + 1, kind))
                    }
                    None => {
                        gold.extend(current);
                        None
                    }
                };
            }
            gold.extend(current);
        }
        score.add(&gold, &found);
    }
    score
}

/// Figures from raw text.
#[derive(Debug, Default)]
pub(super) struct RawText {
    words: F1,
    sentences: F1,
    upos: F1,
    uas: F1,
    las: F1,
}

impl RawText {
    pub(super) fn of(model: &Model, documents: &[Document]) -> Self {
        let mut scores = Self::default();
        for document in documents {
            let analysis = model.analyze_passages(&document.text, &document.raw_passages());
            scores.add(document, &analysis);
        }
        scores
    }

    fn add(&mut self, document: &Document, analysis: &Analysis) {
        let gold: HashMap<ByteSpan, &super::treebank::Word> =
            document.words.iter().map(|word| (word.span, word)).collect();
        for score in [&mut self.words, &mut self.upos, &mut self.uas, &mut self.las] {
            score.gold += gold.len();
            score.found += analysis.words.len();
        }
        for word in &analysis.words {
            let Some(gold) = gold.get(&word.span) else { continue };
            self.words.right += 1;
            self.upos.right += usize::from(word.class.label() == gold.upos);
            let head = word.head.map(|head| analysis.words[head].span);
            if head == gold.head.map(|head| document.words[head].span) {
                self.uas.right += 1;
                self.las.right += usize::from(word.relation.universal() == universal(&gold.relation));
            }
        }
        let ends =
            |(first, last): (usize, usize)| (document.words[first].span.start, document.words[last].span.end);
        let found = analysis.sentences.iter().map(|sentence| analysis.span(sentence.words));
        self.sentences.add(
            &document.sentence_ends().map(ends).collect(),
            &found.map(|span| (span.start, span.end)).collect(),
        );
    }

    pub(super) fn show(&self) -> String {
        let Self { words, sentences, upos, uas, las } = self;
        format!("words {words}  sentences {sentences}  UPOS {upos}  UAS {uas}  LAS {las}")
    }
}
