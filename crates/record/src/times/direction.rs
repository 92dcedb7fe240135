//! Whether a bare weekday, month or feast is behind or to come, by the words around it.
//!
//! `HeidelTime` takes the tense of the nearest verb; that reads "he would meet her on Monday" as past. Here the cues are data
//! (`data/times/direction.toml`): what stands right before the time decides first ("by", "since"), then what stands right
//! after it, then the nearest cue before it in its sentence, then the nearest behind it.

use super::senses::Class;
use super::tokens::Token;
use super::{Points, Stands};
use crate::data::times::{CUES, CUES_TRIE};

/// A cue in the sentence, in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) points: Points,
}

/// The cue by which the words of the sentence `sentence` (in tokens) tell on which side the expression `time` (in tokens) lies.
pub(crate) fn direction(tokens: &[Token], sentence: (usize, usize), time: (usize, usize)) -> Option<Seen> {
    match beside(tokens, sentence, time) {
        Some(seen) if seen.points == Points::Coming => Some(told_back(tokens, sentence).unwrap_or(seen)),
        Some(seen) => Some(seen),
        None => in_sentence(tokens, sentence, time),
    }
}

/// The nearest cue before the time, or else behind it.
fn in_sentence(tokens: &[Token], sentence: (usize, usize), time: (usize, usize)) -> Option<Seen> {
    let cues = cues(tokens, sentence, time);
    let before = cues.iter().rev().find(|cue| cue.end <= time.0);
    let after = cues.iter().find(|cue| cue.start >= time.1);
    match (before, after) {
        (Some(before), Some(after)) if opens_next_clause(tokens, before, after, time) => Some(*after),
        (Some(cue), _) | (None, Some(cue)) => Some(*cue),
        (None, None) => None,
    }
}

/// "By Sunday half of them had been flown out."
fn told_back(tokens: &[Token], sentence: (usize, usize)) -> Option<Seen> {
    let allows = |cue: usize, end: usize| end <= sentence.1 && CUES[cue].stands == Stands::Over;
    let mut seen = (sentence.0..sentence.1).filter_map(|at| seen(tokens, at, &allows));
    seen.find(|seen| seen.points == Points::Past)
}

/// The longest cue that begins at a token.
fn seen(tokens: &[Token], start: usize, allows: &dyn Fn(usize, usize) -> bool) -> Option<Seen> {
    let found = CUES_TRIE.longest(tokens, start, allows)?;
    Some(Seen { start, end: start + found.atoms.len(), points: CUES[found.rule].points })
}

/// A cue right before or right after the time.
fn beside(tokens: &[Token], sentence: (usize, usize), time: (usize, usize)) -> Option<Seen> {
    let is_link = |token: &Token| token.is(Class::Lower) && token.span.len() <= 3 && token.word.is_some();
    let mut end = time.0;
    for _ in 0..3 {
        let found = (sentence.0.max(end.saturating_sub(6))..end).find_map(|start| {
            let allows = |cue: usize, at: usize| at == end && CUES[cue].stands == Stands::Next;
            seen(tokens, start, &allows)
        });
        if found.is_some() {
            return found;
        }
        if end <= sentence.0 || !is_link(&tokens[end - 1]) {
            break;
        }
        end -= 1;
    }
    let allows = |cue: usize, at: usize| at <= sentence.1 && CUES[cue].stands == Stands::After;
    seen(tokens, time.1, &allows)
}

/// The cues of a sentence that may stand anywhere, without those that point nowhere.
fn cues(tokens: &[Token], sentence: (usize, usize), time: (usize, usize)) -> Vec<Seen> {
    let mut found = Vec::new();
    let mut at = sentence.0;
    while at < sentence.1 {
        if at == time.0 {
            at = time.1;
            continue;
        }
        let limit = if at < time.0 { time.0 } else { sentence.1 };
        let allows = |cue: usize, end: usize| end <= limit && CUES[cue].stands == Stands::Anywhere;
        let Some(cue) = seen(tokens, at, &allows) else {
            at += 1;
            continue;
        };
        if cue.points != Points::Nowhere {
            found.push(cue);
        }
        at = cue.end;
    }
    found
}

/// "Officials said the vote on Monday would be close": the time stands in the clause that the later verb closes.
fn opens_next_clause(tokens: &[Token], before: &Seen, after: &Seen, time: (usize, usize)) -> bool {
    let is_mark = |token: &Token| token.classes == 0;
    before.points == Points::Past
        && after.points == Points::Coming
        && time.0 - before.end >= 3
        && tokens[after.start].span.len() > 2
        && after.start - time.1 <= 4
        && !tokens[time.1..after.start].iter().any(is_mark)
}
