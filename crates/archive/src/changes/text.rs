//! What changed in a text: blocks that came or are gone, and within the others the words.

use onrecord::{Article, CharSpan};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

use super::pairs::{likeness, words};
use crate::identity::is_own;
use crate::rows::Sliced;

/// A difference between two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextChange {
    /// A block that was not there before.
    Came(String),
    /// A block that is no longer there.
    Gone(String),
    /// A block that has other words now.
    Changed(Vec<Piece>),
}

/// Some words of a block that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// They stand in both.
    Kept(String),
    /// They stand in the later alone.
    Came(String),
    /// They stood in the earlier alone.
    Gone(String),
}

/// Over so many blocks, or words of a block, texts are compared whole: the time that a difference takes grows with its square.
const MOST: usize = 4000;

/// Over so many words against words, blocks that were replaced are not paired.
const MOST_COMPARED: usize = 20_000_000;

/// Two blocks with at least so large a part of their words in common are one that was changed.
const SAME_BLOCK: f64 = 0.4;

pub(super) fn changes(before: &Article<CharSpan>, after: &Article<CharSpan>) -> Vec<TextChange> {
    let (before, after) = (blocks(before), blocks(after));
    if before.len().max(after.len()) > MOST {
        return if before == after { Vec::new() } else { all(&before, &after) };
    }
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Insert { new_index, new_len, .. } => {
                changes.extend(after[new_index..new_index + new_len].iter().map(|words| came(words)));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                changes.extend(before[old_index..old_index + old_len].iter().map(|words| gone(words)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                replaced(
                    &before[old_index..old_index + old_len],
                    &after[new_index..new_index + new_len],
                    &mut changes,
                );
            }
        }
    }
    changes
}

/// A piece's own blocks: not what is another on each visit.
fn blocks(article: &Article<CharSpan>) -> Vec<&str> {
    let sliced = Sliced::of(&article.text);
    let own = article.blocks.iter().filter(|block| is_own(block.kind));
    own.filter_map(|block| sliced.words(block.span)).map(str::trim).collect()
}

fn came(words: &str) -> TextChange {
    TextChange::Came(words.to_owned())
}

fn gone(words: &str) -> TextChange {
    TextChange::Gone(words.to_owned())
}

fn all(before: &[&str], after: &[&str]) -> Vec<TextChange> {
    before.iter().map(|words| gone(words)).chain(after.iter().map(|words| came(words))).collect()
}

/// Pairs blocks that have many of their words in common, each with the likest that follows, and tells of the others alone.
fn replaced(before: &[&str], after: &[&str], changes: &mut Vec<TextChange>) {
    let (old_words, new_words) = (words_of(before), words_of(after));
    let n = |blocks: &[Vec<String>]| blocks.iter().map(Vec::len).sum::<usize>();
    if n(&old_words).saturating_mul(after.len()) + n(&new_words).saturating_mul(before.len()) > MOST_COMPARED
    {
        changes.extend(all(before, after));
        return;
    }
    let mut first = 0;
    for (old, words) in before.iter().zip(&old_words) {
        let alike = (first..after.len()).map(|at| (likeness(words, &new_words[at]), at));
        // Of those that are alike as much the first.
        let likest = alike
            .filter(|(part, _)| *part >= SAME_BLOCK)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match likest {
            Some((_, at)) => {
                changes.extend(after[first..at].iter().map(|words| came(words)));
                changes.push(words_changed(old, after[at]));
                first = at + 1;
            }
            None => changes.push(gone(old)),
        }
    }
    changes.extend(after[first..].iter().map(|words| came(words)));
}

fn words_of(blocks: &[&str]) -> Vec<Vec<String>> {
    blocks.iter().map(|block| words(block)).collect()
}

/// The difference of two blocks by words.
fn words_changed(old: &str, new: &str) -> TextChange {
    let diff = TextDiff::from_words(old, new);
    if diff.old_slices().len().max(diff.new_slices().len()) > MOST {
        return TextChange::Changed(vec![Piece::Gone(old.to_owned()), Piece::Came(new.to_owned())]);
    }
    let (mut pieces, mut gone, mut came) = (Vec::new(), String::new(), String::new());
    for change in diff.iter_all_changes() {
        match change.tag() {
            // A space between two changed words belongs to the change: "twelve drones" became "fourteen boats".
            ChangeTag::Equal if change.value().trim().is_empty() && !(gone.is_empty() && came.is_empty()) => {
                gone.push_str(change.value());
                came.push_str(change.value());
            }
            ChangeTag::Equal => {
                flush(&mut pieces, &mut gone, &mut came);
                match pieces.last_mut() {
                    Some(Piece::Kept(words)) => words.push_str(change.value()),
                    _ => pieces.push(Piece::Kept(change.value().to_owned())),
                }
            }
            ChangeTag::Delete => gone.push_str(change.value()),
            ChangeTag::Insert => came.push_str(change.value()),
        }
    }
    flush(&mut pieces, &mut gone, &mut came);
    TextChange::Changed(pieces)
}

/// Tells of the words that were gathered; a space that ends both is kept.
fn flush(pieces: &mut Vec<Piece>, gone: &mut String, came: &mut String) {
    let space = match (gone.ends_with(' '), came.ends_with(' ')) {
        (true, true) => {
            gone.pop();
            came.pop();
            " "
        }
        _ => "",
    };
    if !gone.is_empty() {
        pieces.push(Piece::Gone(std::mem::take(gone)));
    }
    if !came.is_empty() {
        pieces.push(Piece::Came(std::mem::take(came)));
    }
    if !space.is_empty() {
        pieces.push(Piece::Kept(space.to_owned()));
    }
}
