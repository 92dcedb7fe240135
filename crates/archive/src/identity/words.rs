//! The part of a text by which two are compared.

use onrecord::{Article, BlockKind, ByteSpan, CharSpan};
use sha2::{Digest, Sha256};

use crate::rows::Sliced;

/// Whether a block is the piece's own words, rather than furniture that is another on each visit ("12h ago", teasers).
pub(crate) fn is_own(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Headline
        | BlockKind::Standfirst
        | BlockKind::Byline
        | BlockKind::Paragraph
        | BlockKind::Subhead
        | BlockKind::ListItem
        | BlockKind::Quote
        | BlockKind::Figure
        | BlockKind::Video
        | BlockKind::Table => true,
        BlockKind::Label | BlockKind::Stamp | BlockKind::Aside | BlockKind::Topics | BlockKind::Rights => {
            false
        }
    }
}

/// Whether a block is running text, by which copies are told: headlines and pictures are each outlet's own.
fn is_running(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote | BlockKind::Table)
}

/// The first 16 bytes of the SHA-256 of a piece's own words.
pub(crate) fn text_hash(article: &Article<ByteSpan>) -> [u8; 16] {
    let own = article.blocks.iter().filter(|block| is_own(block.kind));
    hashed(own.map(|block| article.words(block.span)), &article.text)
}

/// Like [`text_hash`], of an article as the archive keeps it.
pub(crate) fn text_hash_of_chars(article: &Article<CharSpan>) -> [u8; 16] {
    let sliced = Sliced::of(&article.text);
    let own = article.blocks.iter().filter(|block| is_own(block.kind));
    hashed(own.filter_map(|block| sliced.words(block.span)), &article.text)
}

fn hashed<'a>(words: impl Iterator<Item = &'a str>, whole: &str) -> [u8; 16] {
    let mut words = words.peekable();
    let mut digest = Sha256::new();
    if words.peek().is_none() {
        digest.update(whole.as_bytes());
    }
    for words in words {
        digest.update(words.trim().as_bytes());
        digest.update(b"\n");
    }
    let mut hash = [0; 16];
    hash.copy_from_slice(&digest.finalize()[..16]);
    hash
}

/// The running text; all of it where nothing is marked as such.
pub(crate) fn running_text(article: &Article<ByteSpan>) -> String {
    let running = article.blocks.iter().filter(|block| is_running(block.kind));
    joined(running.map(|block| article.words(block.span)), &article.text)
}

/// Like [`running_text`], of an article as the archive keeps it.
pub(crate) fn running_text_of_chars(article: &Article<CharSpan>) -> String {
    let sliced = Sliced::of(&article.text);
    let running = article.blocks.iter().filter(|block| is_running(block.kind));
    joined(running.filter_map(|block| sliced.words(block.span)), &article.text)
}

fn joined<'a>(words: impl Iterator<Item = &'a str>, whole: &str) -> String {
    let text = words.collect::<Vec<_>>().join("\n");
    if text.is_empty() { whole.to_owned() } else { text }
}
