//! The schema's versions: one SQL file each, never changed once released.

use rusqlite::{Connection, TransactionBehavior};

/// In order; the first makes an empty file an archive.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1.sql"),
    include_str!("../migrations/2.sql"),
    include_str!("../migrations/3.sql"),
];

/// The latest schema.
pub(crate) const SCHEMA: u32 = MIGRATIONS.len() as u32;

/// Marks our files among `SQLite`'s: "onrc".
pub(crate) const APPLICATION_ID: i32 = 0x6f6e_7263;

/// The schema of a file; 0 where it is empty.
pub(crate) fn schema(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings a file up to the latest schema, all or nothing.
pub(crate) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = schema(&transaction)? as usize;
    for migration in &MIGRATIONS[found.min(MIGRATIONS.len())..] {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", SCHEMA)?;
    transaction.commit()
}
