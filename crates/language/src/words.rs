//! Words in the manner of Universal Dependencies for English.
//!
//! The rules follow the treebanks EWT and GUM (which follow LDC's tokenisation of web text, 2012): clitics are words
//! (`do|n't`, `Kyiv|'s`, `can|not`), hyphens are words but after prefixes (`cease|-|fire`, `co-author`), figures,
//! abbreviations, addresses and runs of one sign stay whole.

mod lists;
mod scanner;

use std::ops::Range;

use scanner::Scanner;

pub(crate) use scanner::is_space;

/// The words of a text as byte ranges, in order and without overlap; what lies between them is white space.
pub(crate) fn words(text: &str) -> Vec<Range<usize>> {
    let mut scanner = Scanner::new(text);
    let mut found = Vec::with_capacity(text.len() / 5);
    while let Some(word) = scanner.next() {
        push_parts(text, word, &mut found);
    }
    found
}

/// Cuts a run of letters into a word and its clitics: `wouldn't've` is would, n't and 've.
fn push_parts(text: &str, word: Range<usize>, found: &mut Vec<Range<usize>>) {
    let shown = &text[word.clone()];
    if !shown.starts_with(char::is_alphabetic) || shown.contains("://") || shown.contains('@') {
        found.push(word);
        return;
    }
    if let Some(cut) = lists::cut_of(shown) {
        found.extend([word.start..word.start + cut, word.start + cut..word.end]);
        return;
    }
    if !shown.contains(['\'', '’']) {
        found.push(word);
        return;
    }
    let mut cuts = vec![word.end];
    let mut end = word.end;
    while let Some(length) = clitic_length(&text[word.start..end]) {
        end -= length;
        cuts.push(end);
    }
    cuts.push(word.start);
    found.extend(cuts.windows(2).rev().map(|pair| pair[1]..pair[0]));
}

/// How many bytes at the end of a word are a clitic; none where nothing would be left before it.
fn clitic_length(word: &str) -> Option<usize> {
    let apostrophe = word.rfind(['\'', '’']).filter(|at| *at > 0)?;
    let tail = word[apostrophe..].trim_start_matches(['\'', '’']);
    let start = if tail.eq_ignore_ascii_case("t") {
        word[..apostrophe].strip_suffix(['n', 'N'])?.len()
    } else if lists::is_clitic(tail) {
        apostrophe
    } else {
        return None;
    };
    (start > 0).then(|| word.len() - start)
}

/// Whether `word` is written in one with `before`, as a clitic is: the two are one token of several words in CoNLL-U.
pub(crate) fn is_clitic(before: &str, word: &str) -> bool {
    let is_letters = before.ends_with(char::is_alphanumeric);
    is_letters && (clitic_length(&format!("x{word}")) == Some(word.len()) || lists::is_cut(before, word))
}

#[cfg(test)]
mod tests;
