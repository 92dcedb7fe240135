//! The best sequence of beginning-inside-outside tags (Viterbi 1967).

use std::ops::Range;

use crate::rows::{Column, Rows};

/// Tags of some words: 0 for nothing, 1 + 2k where a run of kind k begins, 2 + 2k inside it, which only follows one of the
/// two. Of all such sequences the one with the largest sum of scores, `favour` (one number a tag) added to each word's.
pub(crate) fn tagged(rows: &Rows, column: Column, words: Range<usize>, favour: &[f32]) -> Vec<usize> {
    let n_tags = column.width();
    let scores = |word| rows.get(column, word).iter().zip(favour).map(|(score, favour)| score + favour);
    let mut best: Vec<f32> = scores(words.start).collect();
    best.iter_mut().skip(2).step_by(2).for_each(|inside| *inside = f32::NEG_INFINITY);
    let mut back: Vec<usize> = Vec::with_capacity(words.len() * n_tags);
    let mut next = vec![0.0; n_tags];
    for word in words.start + 1..words.end {
        let top = crate::scorers::largest(&best);
        for (tag, score) in scores(word).enumerate() {
            let is_inside = tag > 0 && tag % 2 == 0;
            let from = match is_inside {
                true if best[tag] > best[tag - 1] => tag,
                true => tag - 1,
                false => top,
            };
            back.push(from);
            next[tag] = best[from] + score;
        }
        std::mem::swap(&mut best, &mut next);
    }
    let mut tags = vec![crate::scorers::largest(&best)];
    for from in back.chunks(n_tags).rev() {
        tags.push(from[tags[tags.len() - 1]]);
    }
    tags.reverse();
    tags
}

/// The runs in a sequence of tags: first word, one past the last, kind.
pub(crate) fn runs(tags: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (word, tag) in tags.iter().enumerate().filter(|(_, tag)| **tag > 0) {
        match runs.last_mut() {
            Some((_, end, _)) if tag % 2 == 0 && *end == word => *end = word + 1,
            _ => runs.push((word, word + 1, (tag - 1) / 2)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Table;
    use proptest::prelude::*;

    const COLUMN: fn() -> Column = || Column::new(Table::Syntax, 0, 5);

    fn score(scores: &[[f32; 5]], tags: &[usize]) -> f32 {
        let follows = |n: usize| n > 0 && (tags[n - 1] == tags[n] || tags[n - 1] + 1 == tags[n]);
        let allowed = |n: usize| tags[n] == 0 || tags[n] % 2 == 1 || follows(n);
        if !(0..tags.len()).all(allowed) {
            return f32::NEG_INFINITY;
        }
        tags.iter().zip(scores).map(|(tag, scores)| scores[*tag]).sum()
    }

    proptest! {
        #[test]
        fn no_sequence_is_better(scores in prop::collection::vec(prop::array::uniform5(-4f32..4.0), 1..5)) {
            let rows = Rows::of(scores.concat(), Vec::new(), (5, 1));
            let tags = tagged(&rows, COLUMN(), 0..scores.len(), &[0.0; 5]);
            let best = (0..5usize.pow(scores.len() as u32))
                .map(|code| (0..scores.len()).map(|n| code / 5usize.pow(n as u32) % 5).collect::<Vec<_>>())
                .map(|other| score(&scores, &other))
                .fold(f32::NEG_INFINITY, f32::max);
            prop_assert!((score(&scores, &tags) - best).abs() < 1e-4);
        }
    }

    #[test]
    fn runs_are_read_off_tags() {
        assert_eq!(runs(&[0, 1, 2, 1, 0, 3, 4, 4]), [(1, 3, 0), (3, 4, 0), (5, 8, 1)]);
    }
}
