//! Titles of works in quotation marks, which nobody says: her book “The Long Way”.

use article::Article;
use language::{Analysis, WordSpan};

use crate::data::{SOURCE_TITLED, SOURCE_WORKS};

/// The most words of a title.
const LONGEST: usize = 12;
/// Words of fewer letters may be small in a title.
const SMALL: usize = 5;
/// How many words before a title the noun for the work is looked for, and after it.
const NEAR: usize = 3;
const BEHIND: usize = 5;

/// Whether what stands in quotation marks is the title of a work: written like one, with a word for the work beside it or a
/// verb such as "titled" before it.
pub(super) fn is_title(article: &Article, analysis: &Analysis, words: WordSpan, outer: WordSpan) -> bool {
    let written = |word: usize| article.words(analysis.words[word].span);
    let is_word = |word: &usize| written(*word).contains(char::is_alphanumeric);
    let looks_so = |word: usize| {
        let text = written(word);
        !text.starts_with(char::is_lowercase) || text.chars().count() < SMALL
    };
    let n_words = words.iter().filter(is_word).count();
    let is_written_so = n_words > 0
        && n_words <= LONGEST
        && words.iter().filter(is_word).all(looks_so)
        && !written(words.start).starts_with(char::is_lowercase);
    if !is_written_so {
        return false;
    }
    let sentence = analysis.sentences[analysis.words[words.start].sentence].words;
    let lemma = |word: usize| analysis.words[word].lemma.to_lowercase();
    let is_of = |list: &[&[&str]], word: usize| list.contains(&[lemma(word).as_str()].as_slice());
    let mut before = (sentence.start..outer.start.max(sentence.start)).rev().filter(is_word);
    let last = before.next();
    let is_titled = last.is_some_and(|word| {
        SOURCE_TITLED
            .iter()
            .any(|phrase| matches!(phrase, [titled] if written(word).eq_ignore_ascii_case(titled)))
    });
    let floor = outer.start.saturating_sub(NEAR);
    let is_work = last.is_some_and(|word| word >= floor && is_of(SOURCE_WORKS, word));
    let in_work = || {
        let of = last.is_some_and(|word| matches!(written(word), "In" | "in"));
        let behind = outer.end.min(sentence.end)..sentence.end.min(outer.end + BEHIND);
        of && behind.into_iter().any(|word| is_of(SOURCE_WORKS, word))
    };
    is_titled || is_work || in_work()
}
