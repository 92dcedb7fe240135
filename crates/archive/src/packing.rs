//! Packing of bytes and records with Zstandard.

use std::io::Read as _;

use onrecord::{CharSpan, Record};

use crate::Error;

/// Level 9: of 120 news pages of 332 kB on average 51 kB are left, at 69 MB a second; zlib leaves 60 kB at half of that, and
/// level 19 leaves 48 kB at 2 MB a second.
const LEVEL: i32 = 9;

/// The most that a packed value may hold unpacked: a page at the reader's limit, or its record.
const LIMIT: u64 = 1024 * 1024 * 1024;

pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, LEVEL).expect("memory takes writes")
}

/// What was packed; `None` where it is damaged.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    zstd::Decoder::new(packed).ok()?.take(LIMIT).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Packs a record without its text, which has a column of its own.
pub(crate) fn pack_record(record: &mut Record<CharSpan>) -> Vec<u8> {
    let text = std::mem::take(&mut record.article.text);
    let json = serde_json::to_vec(record).expect("a record holds no map with keys that are no strings");
    record.article.text = text;
    pack(&json)
}

/// A record from what was packed and its text.
pub(crate) fn unpack_record(packed: &[u8], text: String, what: &str) -> Result<Record<CharSpan>, String> {
    let json = unpack(packed).ok_or_else(|| format!("{what} cannot be unpacked"))?;
    let mut record: Record<CharSpan> =
        serde_json::from_slice(&json).map_err(|error| format!("{what} is no record: {error}"))?;
    record.article.text = text;
    Ok(record)
}

/// Like [`unpack_record`], of an article.
pub(crate) fn record_of(article: i64, packed: &[u8], text: String) -> Result<Record<CharSpan>, Error> {
    unpack_record(packed, text, "its record").map_err(|reason| Error::Unreadable { article, reason })
}
