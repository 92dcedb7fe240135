//! A version's new record in the place of its old one.

use onrecord::{CharSpan, Record};
use rusqlite::params;

use super::Reread;
use super::waiting::Waiting;
use crate::batch::Batch;
use crate::changes::record_changes;
use crate::identity::{
    Shingles, addresses, keep_addresses, keep_bands, running_text_of_chars, text_hash_of_chars,
};
use crate::open::Failed;
use crate::packing::{RECORD, record_in, unpack};
use crate::rows::VersionRow;
use crate::{Error, order, rows};

pub(super) fn replace_or_tell(
    batch: &mut Batch<'_>,
    waiting: &Waiting,
    record: Record,
) -> Result<Result<Reread, Error>, Failed> {
    match order::check_number(record.statements.len().max(record.events.len())) {
        Ok(()) => replace(batch, waiting, record).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// Puts a record in the place of the one that a version has.
fn replace(batch: &mut Batch<'_>, waiting: &Waiting, record: Record) -> Result<Reread, Failed> {
    let Waiting { version, article, number, .. } = *waiting;
    let connection = batch.connection;
    let mut record = record.in_code_points();
    let (is_current, was, before) = connection
        .prepare_cached(&format!(
            "SELECT a.version IS v.id, v.added, v.outlet, v.url, {RECORD} FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = ?"
        ))?
        .query_row([version], |row| {
            let was = Was { added: row.get(1)?, outlet: row.get(2)?, url: row.get(3)? };
            Ok((row.get::<_, bool>(0)?, was, record_in(row, 4, article)?))
        })?;
    // A record that is damaged is mended by the new one; what changed cannot be told then.
    let changes = before.map(|before| record_changes(&before, &record)).unwrap_or_default();
    if is_current {
        batch.hide(article, version)?;
    }
    let version = update(batch, waiting, &was, &mut record)?;
    keep_addresses(connection, article, &addresses(&record.article, was.url.as_deref()))?;
    if is_current {
        rows::write(connection, version, &record)?;
        batch.show(version, &record);
        keep_bands(connection, article, &Shingles::of(&running_text_of_chars(&record.article)).sketch())?;
        connection
            .prepare_cached("UPDATE articles SET version = ? WHERE id = ?")?
            .execute([version, article])?;
    }
    Ok(Reread { article, number, changes })
}

/// What stays of a version where its new record does not tell it.
struct Was {
    added: String,
    outlet: Option<String>,
    url: Option<String>,
}

/// Writes a version's record anew; returns its id, which is another where the reader gives it another time.
fn update(
    batch: &mut Batch<'_>,
    waiting: &Waiting,
    was: &Was,
    record: &mut Record<CharSpan>,
) -> Result<i64, Failed> {
    let (connection, version) = (batch.connection, waiting.version);
    let packed = batch.packer.pack_record(record);
    let told = &record.article;
    pack_bytes_anew(batch, version, &told.text)?;
    let row = VersionRow {
        record,
        packed: &packed,
        text_hash: text_hash_of_chars(told),
        outlet: told.publisher.as_deref().or(was.outlet.as_deref()),
        url: told.url.as_deref().or(was.url.as_deref()),
    };
    row.update(connection, version)?;
    let came = was.added.parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let minute = order::minute(told.published.as_deref(), came);
    let n_items = record.statements.len().max(record.events.len());
    order::place(connection, &mut batch.minutes, version, minute, n_items)
}

/// Packs the bytes that came with a version's new text as dictionary, since the old one goes.
fn pack_bytes_anew(batch: &mut Batch<'_>, version: i64, text: &str) -> rusqlite::Result<()> {
    let mut found = batch.connection.prepare_cached(
        "SELECT c.id, c.packed, v.text FROM captures c JOIN versions v ON v.id = c.version
        WHERE c.version = ? AND c.with_text AND v.text <> ?",
    )?;
    let captures = found.query_map(params![version, text], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, String>(2)?))
    })?;
    let captures: Vec<_> = captures.collect::<Result<_, _>>()?;
    for (id, packed, old_text) in captures {
        // What cannot be unpacked was told of when the version was to be read; no other text makes it worse.
        if let Some(bytes) = unpack(&packed, old_text.as_bytes()) {
            batch
                .connection
                .prepare_cached("UPDATE captures SET packed = ? WHERE id = ?")?
                .execute(params![batch.packer.pack(&bytes, text), id])?;
        }
    }
    Ok(())
}
