//! Reading again what is kept, with a reader that may know better by now.

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use onrecord::{Capture, CharSpan, Format, Part, Reader, Record};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::add::hide;
use crate::changes::{RecordChange, record_changes};
use crate::identity::{Shingles, keep_bands, running_text_of_chars, text_hash_of_chars};
use crate::open::Failed;
use crate::packing::{pack_record, record_of, unpack};
use crate::{Archive, Error, order, rows};

/// What reading a version again came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reread {
    /// The article's number.
    pub article: i64,
    /// The version's number.
    pub number: i64,
    /// What changed in its record; nothing where it was read as before.
    pub changes: Vec<RecordChange>,
}

/// A version that waits to be read again.
struct Waiting {
    version: i64,
    article: i64,
    number: i64,
    capture: Capture,
    input: Option<String>,
    url: Option<String>,
    as_of: Option<String>,
}

/// How many versions one transaction writes.
const BATCH: usize = 64;

impl Archive {
    /// Reads every version again from its bytes, by as many threads as the reader has jobs, and replaces its record; those that
    /// the same onrecord read with the same model, codebook and watch list are left out unless `all`. What was done is kept at any moment, so that the rest can be done later.
    /// `each` hears what each came to, and says whether to go on.
    pub fn reread(
        &mut self,
        reader: &Reader,
        all: bool,
        mut each: impl FnMut(Result<Reread, Error>) -> bool,
    ) -> Result<(), Error> {
        let by = (!all).then(|| reader.made_by().to_string());
        let versions: Vec<i64> = self.read(|connection| {
            let mut found =
                connection.prepare("SELECT id FROM versions WHERE reader IS NOT ? ORDER BY serial")?;
            Ok(found.query_map([by], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        for batch in versions.chunks(BATCH) {
            let (mut readable, mut done) = (Vec::new(), Vec::new());
            for waiting in self.read(|connection| waiting(connection, batch))? {
                match waiting {
                    Ok(waiting) => readable.push(waiting),
                    Err(error) => done.push(Err(error)),
                }
            }
            let read = read_side_by_side(reader, readable);
            let done = self.write(|connection| {
                for (waiting, record) in read {
                    done.push(match record {
                        Ok(record) => replace_or_tell(connection, &waiting, record)?,
                        Err(reason) => Err(Error::Unreadable { article: waiting.article, reason }),
                    });
                }
                Ok(done)
            })?;
            // All of the batch is done, so all of it is told of, whatever is said meanwhile.
            let mut goes_on = true;
            for reread in done {
                goes_on &= each(reread);
            }
            if !goes_on {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// The bytes of versions.
fn waiting(connection: &Connection, versions: &[i64]) -> Result<Vec<Result<Waiting, Error>>, Failed> {
    let mut found = connection.prepare_cached(
        "SELECT v.article, v.number, c.packed, c.format, c.part, c.input, c.url, c.as_of, c.origin, c.charset, c.fetched
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
    let Some(bytes) = unpack(&row.get::<_, Vec<u8>>(2)?) else {
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

type Outcome = (Waiting, Result<Record, String>);

/// Reads versions in several threads; the outcomes stand in the order of the versions.
fn read_side_by_side(reader: &Reader, waiting: Vec<Waiting>) -> Vec<Outcome> {
    let n_threads = match reader.jobs {
        0 => thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    };
    let n_waiting = waiting.len().max(1);
    let (send_work, work) = sync_channel::<(usize, Waiting)>(n_waiting);
    let (send_done, done) = sync_channel::<(usize, Outcome)>(n_waiting);
    for (at, waiting) in waiting.into_iter().enumerate() {
        send_work.send((at, waiting)).expect("the channel has room for all");
    }
    drop(send_work);
    let work = Arc::new(Mutex::new(work));
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let (work, send_done) = (Arc::clone(&work), send_done.clone());
            scope.spawn(move || {
                while let Some((at, waiting)) = next(&work) {
                    let record = read_one(reader, &waiting);
                    send_done.send((at, (waiting, record))).expect("the channel has room for all");
                }
            });
        }
    });
    drop(send_done);
    let mut outcomes: Vec<(usize, Outcome)> = done.into_iter().collect();
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn next(work: &Mutex<Receiver<(usize, Waiting)>>) -> Option<(usize, Waiting)> {
    work.lock().ok()?.recv().ok()
}

fn read_one(reader: &Reader, waiting: &Waiting) -> Result<Record, String> {
    let reader = Reader {
        as_of: waiting.as_of.as_deref().and_then(|as_of| as_of.parse().ok()).or(reader.as_of),
        url: waiting.url.clone(),
        ..reader.clone()
    };
    reader.read_one(&waiting.capture, waiting.input.as_deref()).map_err(|error| error.to_string())
}

fn replace_or_tell(
    connection: &Connection,
    waiting: &Waiting,
    record: Record,
) -> Result<Result<Reread, Error>, Failed> {
    match order::check_number(record.statements.len().max(record.events.len())) {
        Ok(()) => replace(connection, waiting, record).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// Puts a record in the place of the one that a version has.
fn replace(connection: &Connection, waiting: &Waiting, record: Record) -> Result<Reread, Failed> {
    let Waiting { version, article, number, .. } = *waiting;
    let mut record = record.in_code_points();
    let before: (Vec<u8>, String, bool, String) = connection
        .prepare_cached(
            "SELECT v.record, v.text, a.version IS v.id, v.added FROM versions v JOIN articles a ON a.id = v.article
            WHERE v.id = ?",
        )?
        .query_row([version], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let (packed, text, is_current, added) = before;
    // A record that is damaged is mended by the new one; what changed cannot be told then.
    let changes =
        record_of(article, &packed, text).map(|before| record_changes(&before, &record)).unwrap_or_default();
    if is_current {
        hide(connection, article, version)?;
    }
    let version = update(connection, version, &added, &mut record)?;
    if is_current {
        rows::write(connection, version, &record)?;
        keep_bands(connection, article, &Shingles::of(&running_text_of_chars(&record.article)).sketch())?;
        connection
            .prepare_cached("UPDATE articles SET version = ? WHERE id = ?")?
            .execute([version, article])?;
    }
    Ok(Reread { article, number, changes })
}

/// Writes a version's record anew; returns its id, which is another where the reader gives it another time.
fn update(
    connection: &Connection,
    version: i64,
    added: &str,
    record: &mut Record<CharSpan>,
) -> Result<i64, Failed> {
    let packed = pack_record(record);
    let told = &record.article;
    connection
        .prepare_cached(
            "UPDATE versions SET n_statements = ?, n_events = ?, record_id = ?, published = ?, updated = ?,
                outlet = coalesce(?, outlet), url = coalesce(?, url), language = ?, label = ?, headline = ?, reader = ?,
                text_hash = ?, text = ?, record = ? WHERE id = ?",
        )?
        .execute(params![
            record.statements.len(),
            record.events.len(),
            told.id,
            told.published,
            told.updated,
            told.publisher,
            told.url,
            told.language,
            told.label,
            told.headline,
            record.made_by.to_string(),
            text_hash_of_chars(told),
            told.text,
            packed,
            version
        ])?;
    let came = added.parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let minute = order::minute(told.published.as_deref(), came);
    let n_items = record.statements.len().max(record.events.len());
    order::place(connection, version, minute, n_items)
}
