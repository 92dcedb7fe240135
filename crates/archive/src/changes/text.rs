//! What changed in a text: blocks that came or are gone, and within the others the words.

use onrecord::{Article, CharSpan};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

use crate::identity::{Shingles, is_own};
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

/// Two blocks with at least so large a part of their words in common are one that was changed.
const SAME_BLOCK: f32 = 0.4;

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

/// Pairs blocks that have most of their words in common, in order, and tells of the others alone.
fn replaced(before: &[&str], after: &[&str], changes: &mut Vec<TextChange>) {
    let mut rest = after;
    for old in before {
        match rest.iter().position(|new| is_same_block(old, new)) {
            Some(at) => {
                changes.extend(rest[..at].iter().map(|words| came(words)));
                changes.push(words_changed(old, rest[at]));
                rest = &rest[at + 1..];
            }
            None => changes.push(gone(old)),
        }
    }
    changes.extend(rest.iter().map(|words| came(words)));
}

fn is_same_block(old: &str, new: &str) -> bool {
    let diff = TextDiff::from_words(old, new);
    let (n_old, n_new) = (diff.old_slices().len(), diff.new_slices().len());
    if n_old.max(n_new) > MOST {
        return Shingles::of(old).resemblance(&Shingles::of(new)) >= f64::from(SAME_BLOCK);
    }
    diff.ratio() >= SAME_BLOCK
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
