//! The schema's versions: one SQL file each, never changed once released.

use rusqlite::{Connection, TransactionBehavior, params};

use crate::packing::{Packer, keep_dictionary, unpack_record};

/// In order; the first makes an empty file an archive.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1.sql"),
    include_str!("../migrations/2.sql"),
    include_str!("../migrations/3.sql"),
    include_str!("../migrations/4.sql"),
    include_str!("../migrations/5.sql"),
];

/// The latest schema.
pub(crate) const SCHEMA: u32 = MIGRATIONS.len() as u32;

/// The schema from which on records are packed with a dictionary.
const WITH_DICTIONARY: usize = 4;

/// Marks our files among `SQLite`'s: "onrc".
pub(crate) const APPLICATION_ID: i32 = 0x6f6e_7263;

/// The schema of a file; 0 where it is empty.
pub(crate) fn schema(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings a file up to the latest schema, all or nothing, and gives the room that it no longer needs back.
///
/// Foreign keys are off meanwhile, as the documentation of `ALTER TABLE` advises where tables are made anew, and looked over
/// before what was done is kept.
pub(crate) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "foreign_keys", false)?;
    let found = migrate_all(connection);
    connection.pragma_update(None, "foreign_keys", true)?;
    if (1..WITH_DICTIONARY).contains(&found?) {
        // An archive whose readers hold it, or whose disk is too full for the copy, stays large; nothing else is lost by that.
        let _ = connection.execute_batch("VACUUM");
    }
    Ok(())
}

/// Returns the schema that it found.
fn migrate_all(connection: &mut Connection) -> rusqlite::Result<usize> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = schema(&transaction)? as usize;
    for migration in &MIGRATIONS[found.min(MIGRATIONS.len())..] {
        transaction.execute_batch(migration)?;
    }
    if found < WITH_DICTIONARY {
        keep_dictionary(&transaction)?;
        pack_anew(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", SCHEMA)?;
    transaction.commit()?;
    Ok(found)
}

/// Packs every record with the dictionary; one that is damaged is left as it is.
fn pack_anew(connection: &Connection) -> rusqlite::Result<()> {
    let mut next = connection.prepare(
        "SELECT id, text, record FROM versions WHERE id > ? AND dictionary IS NULL ORDER BY id LIMIT 1",
    )?;
    let mut write = connection.prepare("UPDATE versions SET record = ?, dictionary = ? WHERE id = ?")?;
    let mut packer = Packer::default();
    let mut last = i64::MIN;
    loop {
        let found = next.query_row([last], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
        });
        let (id, text, packed) = match found {
            Err(rusqlite::Error::QueryReturnedNoRows) => return Ok(()),
            found => found?,
        };
        last = id;
        if let Ok(mut record) = unpack_record(&packed, &[], text) {
            let packed = packer.pack_record(&mut record);
            write.execute(params![packed.bytes, packed.dictionary, id])?;
        }
    }
}
