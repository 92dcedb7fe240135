//! The way of a text through the model: windows, rows, decoders passage by passage, then links over the whole text.

use std::collections::VecDeque;
use std::ops::Range;

use crate::Model;
use crate::analysis::{Analysis, Mention, Name, NameKind, Sentence, Word, WordSpan};
use crate::decode::{Chains, FAVOUR, Sighting, Spans, roles, runs, sentence_starts, tagged};
use crate::graph::OneThread;
use crate::passages::Passage;
use crate::pieces::INSIDE;
use crate::rows::Rows;
use crate::scorers::largest;
use crate::windows::{Window, Windows};

/// What has been found of a text so far.
pub(crate) struct Stage<'a> {
    model: &'a Model,
    thread: &'a OneThread<'a>,
    text: &'a str,
    /// Passages whose words have no complete rows yet.
    waiting: VecDeque<Waiting<'a>>,
    n_passages: usize,
    /// The rows of the words of the waiting passages, from the first, as far as they are known.
    rows: Rows,
    /// How far each of those words stood from a cut edge where its row was taken.
    distances: VecDeque<usize>,
    spans: Spans,
    chains: Chains,
    analysis: Analysis,
}

/// A passage that waits for its rows.
struct Waiting<'a> {
    passage: &'a Passage,
    quotes: Vec<u8>,
}

impl<'a> Stage<'a> {
    /// Analyses the passages of a text.
    pub(crate) fn run(
        model: &'a Model,
        thread: &'a OneThread<'a>,
        text: &'a str,
        passages: &'a [Passage],
    ) -> Analysis {
        let columns = &model.labels.columns;
        let mut stage = Self {
            model,
            thread,
            text,
            waiting: VecDeque::new(),
            n_passages: 0,
            rows: Rows::new(columns.widths()),
            distances: VecDeque::new(),
            spans: Spans::new(columns),
            chains: Chains::new(columns),
            analysis: Analysis::default(),
        };
        let mut windows = Windows::new(&model.vocabulary, model.labels.max_pieces);
        for passage in passages.iter().filter(|passage| !passage.words.is_empty()) {
            let quotes = windows.push(text, passage, &mut |window| stage.take(window));
            stage.waiting.push_back(Waiting { passage, quotes });
        }
        windows.finish(&mut |window| stage.take(window));
        stage.decode_before(usize::MAX);
        stage.finish()
    }

    /// Runs the encoder over a window. Passages that end before it are complete and are decoded first.
    fn take(&mut self, window: &Window) {
        self.decode_before(window.words().start);
        let rows = self.thread.run(window).expect("the graph ran when the model was opened");
        let base = self.analysis.words.len();
        for (in_window, word) in window.words().enumerate() {
            let distance = window.distance(in_window);
            match self.distances.get(word - base) {
                None => {
                    self.rows.push(&rows, in_window);
                    self.distances.push_back(distance);
                }
                Some(before) if distance > *before => {
                    self.rows.replace(word - base, &rows, in_window);
                    self.distances[word - base] = distance;
                }
                Some(_) => {}
            }
        }
    }

    /// Decodes the waiting passages that end before a word, whose rows no later window changes.
    fn decode_before(&mut self, word: usize) {
        while let Some(first) = self.waiting.front() {
            let n_words = first.passage.words.len();
            if self.analysis.words.len() + n_words > word {
                return;
            }
            let waiting = self.waiting.pop_front().expect("it is at the front");
            self.decode(&waiting);
            self.rows.drop_first(n_words);
            self.distances.drain(..n_words);
            self.n_passages += 1;
        }
    }

    /// All that is decided within a passage.
    fn decode(&mut self, waiting: &Waiting) {
        let n_words = waiting.passage.words.len();
        let base = self.analysis.words.len();
        let columns = &self.model.labels.columns;
        let given = waiting.passage.sentences.clone();
        let mut starts = given.unwrap_or_else(|| sentence_starts(columns, &self.rows, n_words));
        starts.push(n_words);
        for sentence in starts.windows(2).map(|pair| pair[0]..pair[1]).filter(|sentence| !sentence.is_empty())
        {
            self.decode_sentence(waiting, base, sentence);
        }
        let tags = tagged(&self.rows, columns.attribution, 0..n_words, &FAVOUR);
        for run in runs(&tags) {
            self.spans.push(columns, &self.rows, self.n_passages, base, run);
        }
    }

    /// A sentence's words, tree, names and mentions. `words` are places in the passage, whose first word is number `base`.
    fn decode_sentence(&mut self, waiting: &Waiting, base: usize, words: Range<usize>) {
        let columns = &self.model.labels.columns;
        let number = self.analysis.sentences.len();
        let span = WordSpan::new(base + words.start, base + words.end);
        self.analysis.sentences.push(Sentence { words: span, passage: self.n_passages });
        let heads = self.model.trees.heads(columns, &self.rows, words.clone());
        for (word, (head, share)) in words.clone().zip(heads) {
            let head = head.map(|head| words.start + head);
            let made = self.word(waiting, base, word, (head, share), number);
            self.analysis.words.push(made);
        }
        let tags = tagged(&self.rows, columns.names, words, &[0.0; 7]);
        self.analysis.names.extend(runs(&tags).into_iter().map(|(from, to, kind)| Name {
            words: WordSpan::new(span.start + from, span.start + to),
            kind: NameKind::ALL[kind],
        }));
        self.decode_mentions(base, span, number);
    }

    /// What the rows say of a word alone. `word` and its head are places in the passage; the head's share comes with it.
    fn word(
        &self,
        waiting: &Waiting,
        base: usize,
        word: usize,
        (head, share): (Option<usize>, f32),
        sentence: usize,
    ) -> Word {
        let labels = &self.model.labels;
        let columns = &labels.columns;
        let label = |column| largest(self.rows.get(column, word));
        let span = waiting.passage.words[word];
        let (relation, relation_share) = self.model.relations.relation(columns, &self.rows, word, head);
        Word {
            span,
            sentence,
            class: labels.word_classes[label(columns.upos)],
            features: labels.features[label(columns.features)].clone(),
            lemma: labels.lemma_scripts[label(columns.lemma)].apply(span.of(self.text)),
            head: head.map(|head| base + head),
            relation: labels.relations[relation].clone(),
            attachment: share * relation_share,
            factuality: self.rows.get(columns.factuality, word)[0],
            is_quoted: waiting.quotes[word] == INSIDE,
            roles: roles(self.rows.get(columns.attribution, word)),
        }
    }

    /// The mentions of a sentence whose words are there.
    fn decode_mentions(&mut self, base: usize, span: WordSpan, sentence: usize) {
        let labels = &self.model.labels;
        let places = span.start - base..span.end - base;
        let words = &self.analysis.words[span.start..span.end];
        let written: Vec<&str> = words.iter().map(|word| word.span.of(self.text)).collect();
        let classes: Vec<_> = words.iter().map(|word| word.class).collect();
        for found in self.model.mentions.mentions(&labels.columns, &self.rows, places) {
            let found = found.shifted(base);
            let head = found.head(|word| self.analysis.words[word].head);
            let within = found.first - span.start..=found.last - span.start;
            let sighting = Sighting {
                found,
                head,
                words: &written[within.clone()],
                classes: &classes[within],
                sentence,
                passage: self.n_passages,
                is_quoted: self.analysis.words[found.first].is_quoted,
            };
            self.chains.push(&self.model.chains, labels, &self.rows, base, &sighting);
            self.analysis.mentions.push(Mention {
                words: WordSpan::new(found.first, found.last + 1),
                head,
                kind: labels.mention_kinds[found.kind],
                chain: 0,
                share: 1.0,
            });
        }
    }

    /// Links of attributions, and chains.
    fn finish(self) -> Analysis {
        let mut analysis = self.analysis;
        analysis.attributions = self.model.attributions.attributions(&self.spans);
        let chains = self.chains.chains(&self.model.chains, &analysis, self.text);
        analysis.chains = vec![Vec::new(); chains.iter().map(|(chain, _)| chain + 1).max().unwrap_or(0)];
        for (number, (mention, (chain, share))) in analysis.mentions.iter_mut().zip(chains).enumerate() {
            (mention.chain, mention.share) = (chain, share);
            analysis.chains[chain].push(number);
        }
        analysis
    }
}
