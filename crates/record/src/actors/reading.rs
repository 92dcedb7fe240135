//! The words of an article with what the model says of them, as this room asks for them.

use article::Article;
use language::{Analysis, Mention, Word, WordClass, WordSpan};

use super::lexicon;

/// An article beside its Analysis.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) article: &'a Article,
    pub(super) analysis: &'a Analysis,
}

impl<'a> Reading<'a> {
    /// What the model says of a word.
    pub(super) fn word(self, word: usize) -> &'a Word {
        &self.analysis.words[word]
    }

    /// A word as it is written.
    pub(super) fn written(self, word: usize) -> &'a str {
        self.article.words(self.word(word).span)
    }

    /// A word in lower case.
    pub(super) fn lower(self, word: usize) -> String {
        self.written(word).to_lowercase()
    }

    /// Words as they are written, from the first to the last.
    pub(super) fn text(self, words: WordSpan) -> &'a str {
        if words.is_empty() { "" } else { self.analysis.text(self.article, words) }
    }

    /// The lemma of a word in lower case; of a title that is part of a name the word itself.
    pub(super) fn lemma(self, word: usize) -> String {
        self.word(word).lemma.to_lowercase()
    }

    /// Whether a word begins with a capital.
    pub(super) fn is_capital(self, word: usize) -> bool {
        self.written(word).starts_with(char::is_uppercase)
    }

    pub(super) fn is_noun(self, word: usize) -> bool {
        matches!(self.word(word).class, WordClass::Noun | WordClass::ProperNoun)
    }

    pub(super) fn is_plural(self, word: usize) -> bool {
        self.word(word).features.get("Number") == Some("Plur")
    }

    /// The words of the sentence that a word stands in.
    pub(super) fn sentence(self, word: usize) -> WordSpan {
        self.analysis.sentences[self.word(word).sentence].words
    }

    /// The words of the passage that a word stands in.
    pub(super) fn passage(self, word: usize) -> WordSpan {
        let sentences = &self.analysis.sentences;
        let passage = sentences[self.word(word).sentence].passage;
        let first = sentences.partition_point(|sentence| sentence.passage < passage);
        let last = sentences.partition_point(|sentence| sentence.passage <= passage) - 1;
        WordSpan::new(sentences[first].words.start, sentences[last].words.end)
    }

    /// The topmost word of some words.
    pub(super) fn head(self, words: WordSpan) -> Option<usize> {
        let is_top = |word: &usize| self.word(*word).head.is_none_or(|head| !words.contains(head));
        let mut tops = words.iter().filter(is_top);
        let first = tops.next()?;
        // A stray mark or adverb may hang elsewhere than the noun does.
        let is_nominal = |word: &usize| self.is_noun(*word) || self.word(*word).class == WordClass::Pronoun;
        Some(if is_nominal(&first) { first } else { tops.find(is_nominal).unwrap_or(first) })
    }

    /// The longest mention with this head.
    pub(super) fn mention(self, head: usize) -> Option<&'a Mention> {
        let longest = self
            .analysis
            .mentions_of(head)
            .max_by_key(|mention| self.analysis.mentions[*mention].words.len());
        longest.map(|mention| &self.analysis.mentions[mention])
    }

    /// The dependents of a word with a relation, its subtype aside.
    pub(super) fn dependents(self, word: usize, relation: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.analysis.dependents(word).filter(move |other| self.word(*other).relation.universal() == relation)
    }

    /// Whether a word is the subject of a clause.
    pub(super) fn is_subject(self, word: usize) -> bool {
        self.word(word).relation.universal() == "nsubj"
    }

    /// The day the article was published, or was to be read by.
    pub(super) fn date(self) -> Option<&'a str> {
        let article = self.article;
        article.published.as_deref().or(article.as_of.as_deref()).and_then(|date| date.get(..10))
    }

    /// Whether a place's name stands where a place does: after "in", "near", "from".
    pub(super) fn is_within_place(self, word: usize) -> bool {
        self.dependents(word, "case").any(|case| lexicon::is_within(&self.lower(case)))
    }
}
