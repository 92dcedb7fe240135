//! The words of an utterance as its rules look at them.

use article::Article;
use language::{Analysis, MentionKind, NameKind, Word, WordClass, WordSpan};

use crate::data::{HEARERS, INFLECTED, SOURCE_DOCUMENTS, SOURCE_POLLS};
use crate::statements::utterance::Utterance;

/// How many words may lie between two words of a phrase: "issued a very stern warning".
const REACH: usize = 3;

/// An utterance with its article, and the words of its cue.
pub(in crate::statements) struct Reading<'a> {
    pub(in crate::statements) article: &'a Article,
    pub(in crate::statements) analysis: &'a Analysis,
    utterance: &'a Utterance,
    /// The words of the cue without its punctuation marks, in order.
    pub(in crate::statements) cue: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(in crate::statements) fn of(
        article: &'a Article,
        analysis: &'a Analysis,
        utterance: &'a Utterance,
    ) -> Self {
        let words = utterance.cue.iter().flat_map(|span| span.iter());
        let cue = words.filter(|word| analysis.words[*word].class != WordClass::Punctuation).collect();
        Self { article, analysis, utterance, cue }
    }

    pub(in crate::statements) fn word(&self, word: usize) -> &'a Word {
        &self.analysis.words[word]
    }

    /// Whether a word is this one, as a dictionary form, as it is written, or by a regular ending.
    pub(super) fn is(&self, word: usize, known: &str) -> bool {
        self.bases(word).any(|base| base.eq_ignore_ascii_case(known))
    }

    /// What a word may be in the lists: its lemma, itself, and the words that its ending allows.
    pub(super) fn bases(&self, word: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let Word { lemma, span, .. } = self.word(word);
        let written = self.article.words(*span);
        let lower = written.to_lowercase();
        let start = INFLECTED.partition_point(|(form, _)| *form < lower.as_str());
        let length = INFLECTED[start..].partition_point(|(form, _)| *form == lower);
        let further = INFLECTED[start..start + length].iter().map(|(_, base)| *base);
        [lemma.as_str(), written].into_iter().chain(further)
    }

    /// Whether a word is one of a list of single words.
    pub(in crate::statements) fn is_any(&self, word: usize, list: &[&[&str]]) -> bool {
        list.iter().any(|known| known.len() == 1 && self.is(word, known[0]))
    }

    pub(in crate::statements) fn is_class(&self, word: usize, class: WordClass) -> bool {
        self.word(word).class == class
    }

    pub(in crate::statements) fn is_noun(&self, word: usize) -> bool {
        // A parser calls a word "other" that it does not know.
        matches!(self.word(word).class, WordClass::Noun | WordClass::ProperNoun | WordClass::Other)
    }

    /// Which of `stream` a phrase ends on that begins at place `at`, its words at most [`REACH`] apart.
    pub(in crate::statements) fn phrase_end(
        &self,
        stream: &[usize],
        at: usize,
        phrase: &[&str],
    ) -> Option<usize> {
        let (first, rest) = phrase.split_first()?;
        if !self.is(stream[at], first) {
            return None;
        }
        rest.iter().try_fold(at, |place, known| {
            (place + 1..stream.len().min(place + 1 + REACH)).find(|next| self.is(stream[*next], known))
        })
    }

    /// Whether `phrase` ends on a word, its other words right before it: "news conference".
    pub(in crate::statements) fn ends_phrase(&self, word: usize, phrase: &[&str]) -> bool {
        let Some(start) = (word + 1).checked_sub(phrase.len()) else { return false };
        phrase.iter().enumerate().all(|(offset, known)| self.is(start + offset, known))
    }

    /// The words of the cue and the two after it, in which a phrase may end.
    pub(in crate::statements) fn stream(&self) -> Vec<usize> {
        let mut stream = self.cue.clone();
        if let Some(last) = self.cue.last() {
            let end = self.analysis.sentences[self.word(*last).sentence].words.end;
            stream.extend((last + 1..end).take(2));
        }
        stream
    }

    /// How deep in its tree a word stands.
    pub(in crate::statements) fn depth(&self, word: usize) -> usize {
        self.analysis.head_path(word).count()
    }

    pub(in crate::statements) fn in_cue(&self, word: usize) -> bool {
        self.cue.contains(&word)
    }

    pub(in crate::statements) fn in_content(&self, word: usize) -> bool {
        self.utterance.content.iter().any(|span| span.contains(word))
    }

    pub(in crate::statements) fn in_source(&self, word: usize) -> bool {
        self.utterance.source.iter().any(|span| span.contains(word))
    }

    pub(in crate::statements) fn content(&self) -> &'a [WordSpan] {
        &self.utterance.content
    }

    /// The word of the cue that stands highest in its tree.
    pub(in crate::statements) fn head(&self) -> Option<usize> {
        self.cue.iter().copied().min_by_key(|word| self.depth(*word))
    }

    /// The highest word of a stretch.
    pub(in crate::statements) fn head_of(&self, words: WordSpan) -> Option<usize> {
        let is_inside = |head: Option<usize>| head.is_some_and(|head| words.contains(head));
        let mut tops = words.iter().filter(|word| {
            !is_inside(self.word(*word).head) && self.word(*word).class != WordClass::Punctuation
        });
        tops.next()
    }

    /// The highest word of the source.
    pub(in crate::statements) fn source(&self) -> Option<usize> {
        self.utterance.source.first().and_then(|span| self.head_of(*span))
    }

    /// The word that the source begins with.
    pub(super) fn first_of_source(&self) -> Option<usize> {
        self.utterance.source.first().map(|span| span.start)
    }

    /// Whether the source is a writing: a report, a poll.
    pub(in crate::statements) fn is_written(&self) -> bool {
        self.source().is_some_and(|source| {
            self.is_class(source, WordClass::Noun)
                && (self.is_any(source, SOURCE_DOCUMENTS) || self.is_any(source, SOURCE_POLLS))
        })
    }

    /// What hangs on the cue outside cue, source and content; and what stands before the first of several verbs that
    /// the cue is one of: "In a letter she thanked the nurses and *promised* …".
    pub(in crate::statements) fn hanging(&self) -> Vec<usize> {
        let is_free = |word: &usize| !self.in_cue(*word) && !self.in_content(*word) && !self.in_source(*word);
        let on_cue = self.cue.iter().flat_map(|word| self.analysis.dependents(*word));
        let mut hanging: Vec<usize> = on_cue.filter(is_free).collect();
        let head = self.head().map(|head| self.word(head));
        if let Some(first) =
            head.filter(|word| word.relation.universal() == "conj").and_then(|word| word.head)
        {
            let shared =
                self.analysis.dependents(first).filter(|word| *word < first && self.is_oblique(*word));
            hanging.extend(shared.filter(is_free));
        }
        hanging
    }

    /// What hangs on a noun that hangs on the cue, outside cue, source and content: "told the paper *in an interview*",
    /// "thanked the nurses *on Twitter*", which parsers may hang on either.
    pub(in crate::statements) fn beyond(&self) -> Vec<usize> {
        let nouns = self.cue.iter().flat_map(|word| self.analysis.dependents(*word)).filter(|word| {
            !self.in_cue(*word)
                && !self.in_source(*word)
                && (self.is_noun(*word) || self.is_class(*word, WordClass::Pronoun) || self.is_oblique(*word))
        });
        let further = nouns.flat_map(|noun| self.analysis.dependents(noun));
        let is_free = |word: &usize| !self.in_cue(*word) && !self.in_content(*word) && !self.in_source(*word);
        further.filter(is_free).collect()
    }

    pub(in crate::statements) fn is_oblique(&self, word: usize) -> bool {
        matches!(self.word(word).relation.universal(), "obl" | "nmod")
    }

    /// Whether a noun has one of these prepositions.
    pub(in crate::statements) fn has_preposition(&self, noun: usize, prepositions: &[&[&str]]) -> bool {
        let is_case =
            |word: &usize| *word < noun && matches!(self.word(*word).relation.universal(), "case" | "mark");
        // "to my colleague Holm": on the title before the name.
        let title = self.analysis.dependents(noun).filter(|word| self.is_title(*word));
        let heads = std::iter::once(noun).chain(title);
        let mut cases = heads.flat_map(|head| self.analysis.dependents(head)).filter(is_case);
        cases.any(|case| {
            prepositions.iter().any(|known| {
                known
                    .iter()
                    .enumerate()
                    .all(|(offset, part)| case + offset < noun && self.is(case + offset, part))
            })
        })
    }

    fn is_title(&self, word: usize) -> bool {
        matches!(self.word(word).relation.as_str(), "nmod:desc" | "compound")
    }

    /// Whether one of these prepositions stands between a verb and a noun as a part of the verb.
    pub(super) fn has_particle(&self, verb: usize, noun: usize, prepositions: &[&[&str]]) -> bool {
        let is_particle = |word: &usize| {
            (verb + 1..noun).contains(word) && self.word(*word).relation.as_str() == "compound:prt"
        };
        self.analysis.dependents(verb).filter(is_particle).any(|word| self.is_any(word, prepositions))
    }

    /// Whether the last word of the cue is one of these.
    pub(super) fn cue_ends_on(&self, prepositions: &[&[&str]]) -> bool {
        self.cue.last().is_some_and(|last| self.is_any(*last, prepositions))
    }

    /// Whether a word stands for a time: "on Monday".
    pub(super) fn is_date(&self, word: usize) -> bool {
        self.mention(word) == Some(MentionKind::Time)
    }

    /// Whether a word has any preposition.
    pub(in crate::statements) fn is_prepositional(&self, noun: usize) -> bool {
        self.analysis
            .dependents(noun)
            .any(|word| self.word(word).relation.universal() == "case" && word < noun)
    }

    /// The kind of the name that a word is part of.
    pub(in crate::statements) fn name(&self, word: usize) -> Option<NameKind> {
        let names = &self.analysis.names;
        let at = names.partition_point(|name| name.words.end <= word);
        names.get(at).filter(|name| name.words.contains(word)).map(|name| name.kind)
    }

    /// The kind of the mention that a word heads.
    pub(in crate::statements) fn mention(&self, word: usize) -> Option<MentionKind> {
        self.analysis.mentions_of(word).next().map(|mention| self.analysis.mentions[mention].kind)
    }

    /// Whether a word stands for somebody who can be spoken to.
    pub(in crate::statements) fn is_hearer(&self, word: usize) -> bool {
        if self.is_class(word, WordClass::Pronoun) {
            return self.word(word).features.get("PronType") == Some("Prs") && !self.is(word, "it");
        }
        // "the bridge" is a place as well, but only those that have names are spoken to.
        let is_somebody = |kind| match kind {
            MentionKind::Person | MentionKind::Organisation => true,
            MentionKind::Place => self.is_class(word, WordClass::ProperNoun),
            _ => false,
        };
        self.mention(word).is_some_and(is_somebody) || self.is_any(word, HEARERS) || self.name(word).is_some()
    }

    /// A noun with what belongs to it, without its preposition, clauses and further members.
    pub(in crate::statements) fn phrase(&self, noun: usize) -> WordSpan {
        let own = |word: &usize| {
            let relation = &self.word(*word).relation;
            matches!(
                relation.universal(),
                "det" | "amod" | "compound" | "flat" | "nummod" | "advmod" | "fixed" | "obl"
            ) || (relation.universal() == "nmod" && (*word < noun || !self.is_circumstance(*word)))
        };
        let mut inside = vec![noun];
        for part in self.analysis.dependents(noun).filter(own) {
            inside.extend(self.analysis.subtree(part));
        }
        inside.retain(|word| {
            self.word(*word).relation.universal() != "case" || *word > noun || self.is_possessive(*word)
        });
        let mut span = WordSpan::new(noun, noun + 1);
        while span.start > 0 && inside.contains(&(span.start - 1)) {
            span.start -= 1;
        }
        while inside.contains(&span.end) {
            span.end += 1;
        }
        span
    }

    /// "the minister*'s*", whose word stands after what it hangs on.
    fn is_possessive(&self, word: usize) -> bool {
        self.word(word).head.is_some_and(|head| head < word)
    }

    /// Whether a word after a noun says when or where rather than which.
    fn is_circumstance(&self, word: usize) -> bool {
        matches!(self.mention(word), Some(MentionKind::Time | MentionKind::Place))
            && self.is_prepositional(word)
    }
}
