//! How sure the model is of the words that a statement came to have.

use language::{Analysis, Roles, WordSpan};

use super::confidence::Features;
use super::utterance::{Utterance, top};

/// Shares from which on a name of `data/statements/confidence.toml` holds, the largest first.
type Steps = [(f32, &'static str); 6];

const CUE: Steps = [
    (0.95, "cue-sure-95"),
    (0.85, "cue-sure-85"),
    (0.7, "cue-sure-70"),
    (0.5, "cue-sure-50"),
    (0.3, "cue-sure-30"),
    (0.0, "cue-sure-0"),
];
const SOURCE: Steps = [
    (0.95, "source-sure-95"),
    (0.85, "source-sure-85"),
    (0.7, "source-sure-70"),
    (0.5, "source-sure-50"),
    (0.3, "source-sure-30"),
    (0.0, "source-sure-0"),
];
const CONTENT: Steps = [
    (0.95, "content-sure-95"),
    (0.85, "content-sure-85"),
    (0.7, "content-sure-70"),
    (0.5, "content-sure-50"),
    (0.3, "content-sure-30"),
    (0.0, "content-sure-0"),
];
const EDGE: Steps = [
    (0.95, "edge-sure-95"),
    (0.85, "edge-sure-85"),
    (0.7, "edge-sure-70"),
    (0.5, "edge-sure-50"),
    (0.3, "edge-sure-30"),
    (0.0, "edge-sure-0"),
];

/// What the model's shares say for a statement: of the word of its cue, of its source, of its content and of where that
/// begins and ends.
pub(super) fn features(analysis: &Analysis, utterance: &Utterance) -> Features {
    let share = |word: usize, of: fn(Roles) -> f32| of(analysis.words[word].roles);
    let cue = utterance.cue_head(analysis).map(|word| share(word, |roles| roles.cue));
    let source = top(analysis, &utterance.source).map(|word| share(word, |roles| roles.source));
    let content = || utterance.content.iter().flat_map(|piece| piece.iter());
    let n_words = content().count().max(1) as f32;
    let mean = content().map(|word| share(word, |roles| roles.content)).sum::<f32>() / n_words;
    [
        cue.and_then(|share| step(&CUE, share)),
        source.and_then(|share| step(&SOURCE, share)),
        step(&CONTENT, mean),
        step(&EDGE, edges(analysis, &utterance.content)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn step(steps: &Steps, share: f32) -> Option<&'static str> {
    steps.iter().find(|(least, _)| share >= *least).map(|(_, name)| *name)
}

/// The least share of the words at the edges of a content: that they stand inside, and that the words next to them in their
/// sentences stand outside.
fn edges(analysis: &Analysis, content: &[WordSpan]) -> f32 {
    let inside = |word: usize| analysis.words[word].roles.content;
    let outside = |word: Option<usize>, edge: usize| {
        let next = word.and_then(|word| analysis.words.get(word));
        let next = next.filter(|next| next.sentence == analysis.words[edge].sentence);
        next.map_or(1.0, |next| 1.0 - next.roles.content)
    };
    let of_piece = |piece: &WordSpan| {
        let last = piece.end - 1;
        [
            inside(piece.start),
            inside(last),
            outside(piece.start.checked_sub(1), piece.start),
            outside(Some(piece.end), last),
        ]
    };
    content.iter().filter(|piece| !piece.is_empty()).flat_map(of_piece).fold(1.0, f32::min)
}
