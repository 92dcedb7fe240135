//! The Analysis: what the model says of an article, in flat arrays.

mod labels;

use article::{Article, ByteSpan};

pub use labels::{Features, MentionKind, NameKind, Relation, WordClass};

/// A half-open range of words, by their numbers in [`Analysis::words`]. It lies in one sentence, but for a content or
/// source of an [`Attribution`], which lies in one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordSpan {
    /// The first word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
}

impl WordSpan {
    /// The words from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "words do not run backwards: {start}..{end}");
        Self { start, end }
    }

    /// The numbers of its words.
    pub fn iter(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// How many words it holds.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds none.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether a word is one of its own.
    pub fn contains(self, word: usize) -> bool {
        self.start <= word && word < self.end
    }

    /// Whether all words of `other` are its own.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// One word: its place, and what the model says of it alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Where it stands in the article's text.
    pub span: ByteSpan,
    /// The number of its sentence.
    pub sentence: usize,
    /// Its word class.
    pub class: WordClass,
    /// Its inflection and kind, e.g. `Mood=Ind|Tense=Past|VerbForm=Fin`.
    pub features: Features,
    /// Its dictionary form.
    pub lemma: String,
    /// The word it hangs on in the tree of its sentence; `None` for the sentence's root.
    pub head: Option<usize>,
    /// How it hangs on its head.
    pub relation: Relation,
    /// How sure the model is of its head and relation: the product of their shares of its answer, from 0 to 1.
    pub attachment: f32,
    /// Whether an event that it names is said to have happened: from −3 (surely not) to 3 (surely), as annotators of
    /// "It Happened" (Rudinger et al. 2018) answer. It means something for verbs, and nouns and adjectives that name events.
    pub factuality: f32,
    /// Whether it stands inside double quotation marks.
    pub is_quoted: bool,
    /// How likely it is part of an attribution.
    pub roles: Roles,
}

/// How likely a word stands in the source, the cue or the content of an attribution: shares from 0 to 1 of the model's
/// answer, which sum to 1 with that it stands in none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Roles {
    /// In words that say who speaks.
    pub source: f32,
    /// In words that say that somebody speaks.
    pub cue: f32,
    /// In what is said.
    pub content: f32,
}

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its words; at most 256.
    pub words: WordSpan,
    /// The number of the passage it stands in: of the readable blocks that have words, or rows of a table, counted from
    /// 0.
    pub passage: usize,
}

/// A name of a person, organisation or place (UNER's guidelines). Names do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub words: WordSpan,
    /// What it names.
    pub kind: NameKind,
}

/// Somebody said, thought or wanted something, in the sense of `PolNeAR` (Newell, Margolin and Ruths 2018).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who; none where the text leaves them out.
    pub source: Option<WordSpan>,
    /// The words that tell of the saying, in one piece or several; none where only typography does.
    pub cue: Vec<WordSpan>,
    /// What was said, in one piece or several; at least one.
    pub content: Vec<WordSpan>,
}

/// Some words that stand for something: a name, a pronoun, a noun with what belongs to it (GUM's guidelines). Mentions may
/// lie inside each other but do not cross.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// Its words.
    pub words: WordSpan,
    /// The word that carries it: the highest in the tree.
    pub head: usize,
    /// What it stands for.
    pub kind: MentionKind,
    /// The number of its chain in [`Analysis::chains`].
    pub chain: usize,
    /// How sure the model is of its chain: the share of the chain's score among those of all chains that it might have joined and
    /// that of beginning one, from 0 to 1; 1 where it begins one, or where words and trees alone decide.
    pub share: f32,
}

/// What the model says of an article. Words are numbered over the whole article, in order; the passages between
/// them that are not read (bylines, asides) have no words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// All words.
    pub words: Vec<Word>,
    /// The sentences, in order, without gaps.
    pub sentences: Vec<Sentence>,
    /// The names, in order.
    pub names: Vec<Name>,
    /// The attributions, by their first content.
    pub attributions: Vec<Attribution>,
    /// The mentions, by first word, then by length.
    pub mentions: Vec<Mention>,
    /// Coreference: the numbers of the mentions that stand for one thing, in order; most chains have one.
    pub chains: Vec<Vec<usize>>,
}

impl Analysis {
    /// The words that lie in a stretch of the article's text, wholly or in part.
    pub fn words_in(&self, span: ByteSpan) -> WordSpan {
        let start = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        WordSpan::new(start, end.max(start))
    }

    /// The words of a sentence.
    pub fn sentence(&self, sentence: usize) -> &[Word] {
        let words = self.sentences[sentence].words;
        &self.words[words.start..words.end]
    }

    /// The root of a sentence's tree.
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn root(&self, sentence: usize) -> usize {
        let words = self.sentences[sentence].words;
        words.iter().find(|word| self.words[*word].head.is_none()).expect("each tree has a root")
    }

    /// The words that hang on a word, in order.
    pub fn dependents(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let words = self.sentences[self.words[word].sentence].words;
        words.iter().filter(move |other| self.words[*other].head == Some(word))
    }

    /// The word and all that hang on it, directly or through others, in order.
    pub fn subtree(&self, word: usize) -> Vec<usize> {
        let words = self.sentences[self.words[word].sentence].words;
        words
            .iter()
            .filter(|other| *other == word || self.head_path(*other).any(|head| head == word))
            .collect()
    }

    /// The heads above a word, from its own up to the root.
    pub fn head_path(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.words[word].head, |head| self.words[*head].head)
    }

    /// The chain of a mention, by mention numbers, in order.
    pub fn chain_of(&self, mention: usize) -> &[usize] {
        &self.chains[self.mentions[mention].chain]
    }

    /// The mentions whose head is this word, the longest last.
    pub fn mentions_of(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.mentions.partition_point(|mention| mention.words.start <= word);
        let start = self.sentences[self.words[word].sentence].words.start;
        let first = self.mentions.partition_point(|mention| mention.words.start < start);
        (first..end).rev().filter(move |number| self.mentions[*number].head == word)
    }

    /// Where a stretch of words stands in the text, from the first's beginning to the last's end.
    ///
    /// # Panics
    /// If it holds no words.
    pub fn span(&self, words: WordSpan) -> ByteSpan {
        ByteSpan::new(self.words[words.start].span.start, self.words[words.end - 1].span.end)
    }

    /// The words as they are written.
    pub fn text<'a>(&self, article: &'a Article, words: WordSpan) -> &'a str {
        article.words(self.span(words))
    }
}
