//! What is kept of a version, to be read again.

use onrecord::{Capture, Format, Part};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::Error;
use crate::open::Failed;
use crate::packing::unpack;

/// A version that waits to be read again.
pub(super) struct Waiting {
    pub(super) version: i64,
    pub(super) article: i64,
    pub(super) number: i64,
    pub(super) capture: Capture,
    pub(super) input: Option<String>,
    pub(super) url: Option<String>,
    pub(super) as_of: Option<String>,
}

/// The bytes of versions.
pub(super) fn waiting(
    connection: &Connection,
    versions: &[i64],
) -> Result<Vec<Result<Waiting, Error>>, Failed> {
    let mut found = connection.prepare_cached(
        "SELECT v.article, v.number, c.packed, c.format, c.part, c.input, c.url, c.as_of, c.origin, c.charset, c.fetched,
            iif(c.with_text, v.text, '')
        FROM captures c JOIN versions v ON v.id = c.version WHERE v.id = ? AND c.packed IS NOT NULL ORDER BY c.id LIMIT 1",
    )?;
    let mut waiting = Vec::new();
    for version in versions {
        if let Some(found) = found.query_row([version], |row| one_waiting(*version, row)).optional()? {
            waiting.push(found);
        }
    }
    Ok(waiting)
}

fn one_waiting(version: i64, row: &Row<'_>) -> rusqlite::Result<Result<Waiting, Error>> {
    let article = row.get(0)?;
    let unreadable = |reason: &str| Ok(Err(Error::Unreadable { article, reason: reason.to_owned() }));
    let Some(bytes) = unpack(row.get_ref(2)?.as_blob()?, row.get_ref(11)?.as_str()?.as_bytes()) else {
        return unreadable("its bytes cannot be unpacked");
    };
    let Ok(format) = row.get::<_, String>(3)?.parse::<Format>() else {
        return unreadable("this onrecord does not know its format");
    };
    let written = |at: usize| row.get::<_, Option<String>>(at);
    let part = written(4)?.as_deref().and_then(part);
    let fetched = written(10)?.and_then(|fetched| fetched.parse().ok());
    let capture = Capture { bytes, format, part, url: written(8)?, charset: written(9)?, fetched };
    Ok(Ok(Waiting {
        version,
        article,
        number: row.get(1)?,
        input: written(5)?,
        // What the capture says itself was not given beside it.
        url: written(6)?.filter(|url| capture.own_url() != Some(url)),
        as_of: written(7)?,
        capture,
    }))
}

/// A part of an input, as it is written in the table.
fn part(written: &str) -> Option<Part> {
    let (kind, number) = written.split_once(' ')?;
    let number = number.parse().ok()?;
    match kind {
        "line" => Some(Part::Line(number)),
        "entry" => Some(Part::Entry(number)),
        "item" => Some(Part::Item(number)),
        "record" => Some(Part::Record(number)),
        _ => None,
    }
}
