//! Where sentences begin.

use crate::rows::{Columns, Rows};

/// A longer sentence is cut: tables of pairs grow with its square.
pub(crate) const LONGEST_SENTENCE: usize = 256;

/// The words of a passage (the first `n_words` rows) that begin sentences: its first, those of which the model says so, and
/// those that would be the 257th of a sentence.
pub(crate) fn sentence_starts(columns: &Columns, rows: &Rows, n_words: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let mut last = 0;
    for word in 1..n_words {
        let scores = rows.get(columns.sentence, word);
        if scores[1] > scores[0] || word - last == LONGEST_SENTENCE {
            starts.push(word);
            last = word;
        }
    }
    starts
}
