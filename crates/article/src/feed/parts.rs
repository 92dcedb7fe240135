//! A feed taken apart: each entry as a feed of its own, so that one that is broken spoils none of the others and each can
//! be kept and read again by itself.

use serde_json::{Map, Value};

use crate::captures::{Part, Parts};
use crate::xml::Pieces;
use crate::{Capture, Error, Format, encoding};

/// The most that a feed may say outside its entries, in bytes: it is kept with each of them.
const MOST_OUTSIDE: usize = 64 * 1024;
/// The most entries that are read of one feed.
const MOST_ENTRIES: usize = 10_000;

/// The entries of a feed.
pub(crate) fn parts(bytes: &[u8]) -> Parts<'static> {
    let text = encoding::decode(bytes, None, true);
    if text.trim_start().starts_with('{') { json(&text) } else { xml(text) }
}

fn xml(text: String) -> Parts<'static> {
    let pieces = Pieces::of(text, &["item", "entry"]);
    if pieces.n_bytes_outside() > MOST_OUTSIDE {
        let reason = format!("it says more than {} KiB outside its entries", MOST_OUTSIDE / 1024);
        return failed(Error::Feed(reason));
    }
    let n_entries = pieces.len();
    let entries =
        (0..n_entries.min(MOST_ENTRIES)).map(move |number| Ok(capture(number, pieces.only(number))));
    Box::new(entries.chain(remark(n_entries)))
}

fn json(text: &str) -> Parts<'static> {
    let mut feed: Map<String, Value> = match serde_json::from_str(text) {
        Ok(feed) => feed,
        Err(reason) => return failed(Error::Feed(reason.to_string())),
    };
    let Some(Value::Array(items)) = feed.remove("items") else {
        return failed(Error::Feed("it has no list of \"items\"".to_owned()));
    };
    if Value::from(feed.clone()).to_string().len() > MOST_OUTSIDE {
        let reason = format!("it says more than {} KiB outside its items", MOST_OUTSIDE / 1024);
        return failed(Error::Feed(reason));
    }
    let n_items = items.len();
    let entries = items.into_iter().take(MOST_ENTRIES).enumerate().map(move |(number, item)| {
        let mut alone = feed.clone();
        alone.insert("items".to_owned(), Value::Array(vec![item]));
        Ok(capture(number, Value::from(alone).to_string()))
    });
    Box::new(entries.chain(remark(n_items)))
}

fn capture(number: usize, feed: String) -> Capture {
    let part = Some(Part::Entry(number as u64 + 1));
    Capture { part, ..Capture::new(feed.into_bytes(), Format::Feed) }
}

/// What is to be said of the number of entries.
fn remark(n_entries: usize) -> Option<Result<Capture, Error>> {
    if n_entries == 0 {
        return Some(Err(Error::NoEntries));
    }
    let reason = format!("it has {n_entries} entries, of which the first {MOST_ENTRIES} are read");
    (n_entries > MOST_ENTRIES).then_some(Err(Error::Feed(reason)))
}

fn failed(error: Error) -> Parts<'static> {
    Box::new(std::iter::once(Err(error)))
}
