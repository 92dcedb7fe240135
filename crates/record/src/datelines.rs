//! What agencies open a report with: "GENEVA, May 12 (Halyard) - Mali and Niger …". Nobody says it, and nobody in it acts.

use article::Article;
use language::{Analysis, WordClass, WordSpan};

use crate::places::is_place_name;

/// How many words a dateline has at most.
const LONGEST: usize = 14;

/// The words of datelines with their dashes, in reading order: what stands before the dash of a sentence that opens with a place in
/// capitals, unless something is told in it.
pub(crate) fn datelines(article: &Article, analysis: &Analysis) -> Vec<WordSpan> {
    let sentences = analysis.sentences.iter();
    sentences.filter_map(|sentence| dateline(article, analysis, sentence.words)).collect()
}

fn dateline(article: &Article, analysis: &Analysis, sentence: WordSpan) -> Option<WordSpan> {
    let written = |word: usize| article.words(analysis.words[word].span);
    let first = sentence.start;
    let is_capitals = written(first).len() > 2 && written(first).chars().all(char::is_uppercase);
    // "The IAEA's 35-nation board": a hyphen is no dash.
    let stands_free = |word: usize| {
        let span = analysis.words[word].span;
        article.text[span.end..].starts_with(char::is_whitespace)
            && article.text[..span.start].ends_with(|before: char| before.is_whitespace() || before == ')')
    };
    let is_dash = |word: &usize| match written(*word) {
        "—" | "--" => true,
        "-" | "–" => stands_free(*word),
        _ => false,
    };
    let dash = sentence.iter().take(LONGEST).find(is_dash).filter(|_| is_capitals)?;
    let is_told = (first..dash).any(|word| analysis.words[word].class == WordClass::Verb);
    (!is_told).then(|| WordSpan::new(first, dash + 1))
}

/// Whether a dateline has a day or an agency, or else is the name of a place: "NATO - the alliance of 32 states - said" is none.
pub(crate) fn is_certain(article: &Article, analysis: &Analysis, line: WordSpan) -> bool {
    let written = |word: usize| article.words(analysis.words[word].span);
    let tells_when_or_for_whom = line
        .iter()
        .any(|word| written(word) == "(" || written(word).bytes().all(|byte| byte.is_ascii_digit()));
    let ends_name = |word: &usize| written(*word) == "," || *word + 1 == line.end;
    let name_end = line.iter().find(ends_name).unwrap_or(line.end);
    tells_when_or_for_whom
        || (name_end > line.start
            && is_place_name(article.words(analysis.span(WordSpan::new(line.start, name_end)))))
}
