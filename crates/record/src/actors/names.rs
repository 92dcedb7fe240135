//! Names as they are printed: runs of words with capitals.

use article::ByteSpan;

use crate::data::{NOT_NAMES, TITLES};
use crate::words::{Word, words};

/// A name in the text, its title left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) span: ByteSpan,
    pub(crate) n_words: usize,
    /// Whether a title stands before it ("Colonel", "Prime Minister").
    pub(crate) has_title: bool,
}

/// Lower-case words that may stand inside a name.
const PARTICLES: [&str; 15] =
    ["de", "da", "di", "du", "del", "della", "van", "von", "der", "den", "al", "el", "bin", "ibn", "la"];

/// The longest name, in words.
const LONGEST: usize = 5;

pub(crate) fn is_title(word: &str) -> bool {
    TITLES.binary_search(&word.trim_end_matches('.').to_lowercase().as_str()).is_ok()
}

/// The names of a stretch of text, in order.
pub(super) fn names_in(text: &str, within: ByteSpan) -> Vec<Name> {
    let words = words(text, within);
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match name_at(text, &words, at) {
            Some((name, next)) => {
                names.push(name);
                at = next;
            }
            None => at += 1,
        }
    }
    names
}

/// The name that begins at a word, and the word after it. Of "US President Ana Ruiz" it is what follows the last title.
pub(crate) fn name_at(text: &str, words: &[Word], start: usize) -> Option<(Name, usize)> {
    let is_title_at =
        |at: usize| words.get(at).is_some_and(|word| word.is_capital(text) && is_title(word.of(text)));
    let mut first = start;
    let mut at = start;
    while at < start + LONGEST && joins(text, words, at) && (is_title_at(at) || can_be_name(text, words, at))
    {
        if is_title_at(at) && words[at + 1].is_capital(text) {
            first = at + 1;
        }
        at += 1;
    }
    let mut end = first;
    while let Some(word) = words.get(end).filter(|_| end - first < LONGEST) {
        let is_particle = end > first
            && PARTICLES.contains(&word.of(text))
            && words.get(end + 1).is_some_and(|next| next.is_capital(text))
            && joins(text, words, end);
        if !(is_particle || can_be_name(text, words, end)) || (end > first && !joins(text, words, end - 1)) {
            break;
        }
        end += 1;
        if word.is_possessive(text) {
            break;
        }
    }
    if end == first {
        return None;
    }
    // A sentence begins with a capital whether or not with a name: a lone word there is one only if it looks like
    // nothing else, which the list of words that are no names decides.
    let span = ByteSpan::new(words[first].span.start, words[end - 1].name_end(text));
    Some((Name { span, n_words: end - first, has_title: first > start }, end))
}

fn can_be_name(text: &str, words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let bare = word.of(text).trim_end_matches("’s").trim_end_matches("'s").to_lowercase();
    word.is_capital(text) && NOT_NAMES.binary_search(&bare.as_str()).is_err()
}

/// Whether only a space stands between a word and the next ("Ana Ruiz", "Gen. Ruiz", but not "Ana, Ruiz").
fn joins(text: &str, words: &[Word], at: usize) -> bool {
    let (Some(this), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
    let between = &text[this.span.end..next.span.start];
    let is_initial = this.of(text).chars().count() == 1 || is_title(this.of(text));
    (between.trim().is_empty() && !between.contains('\n')) || (is_initial && between.trim() == ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |name: Name| format!("{}{}", if name.has_title { "+" } else { "" }, name.span.of(text));
        names_in(text, ByteSpan::new(0, text.len())).into_iter().map(show).collect()
    }

    #[test]
    fn names_are_runs_of_capitals_without_titles() {
        assert_eq!(
            read("Colonel Danae Mavrommati, a spokeswoman for the Greek ministry, met Dag de Wit."),
            ["+Danae Mavrommati", "Dag de Wit"]
        );
        assert_eq!(
            read("But Karaduman’s boat left on Monday, said Gen. J. Okafor."),
            ["Karaduman", "+J. Okafor"]
        );
        assert_eq!(read("He said that nobody came. They left."), [""; 0]);
        assert_eq!(
            read("Foreign Minister Aino Rautavaara and Andrea Kendall-Taylor"),
            ["+Aino Rautavaara", "Andrea Kendall-Taylor"]
        );
    }
}
