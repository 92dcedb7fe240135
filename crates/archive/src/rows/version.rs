//! What a version's own row tells of its record, which is written when it comes and again when it is read again.

use onrecord::{CharSpan, Record};
use rusqlite::{Connection, ToSql, params_from_iter};

use crate::packing::PackedRecord;

/// A record as columns of `versions`.
pub(crate) struct VersionRow<'a> {
    pub(crate) record: &'a Record<CharSpan>,
    pub(crate) packed: &'a PackedRecord,
    pub(crate) text_hash: [u8; 16],
    /// The publisher, or else the host of the address.
    pub(crate) outlet: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
}

/// A column with what stands in it.
pub(crate) type Cell<'a> = (&'static str, Box<dyn ToSql + 'a>);

impl VersionRow<'_> {
    fn cells(&self) -> [Cell<'_>; 15] {
        let Self { record, packed, text_hash, outlet, url } = self;
        let told = &record.article;
        [
            ("n_statements", Box::new(record.statements.len())),
            ("n_events", Box::new(record.events.len())),
            ("record_id", Box::new(&told.id)),
            ("published", Box::new(&told.published)),
            ("updated", Box::new(&told.updated)),
            ("outlet", Box::new(outlet)),
            ("url", Box::new(url)),
            ("language", Box::new(&told.language)),
            ("label", Box::new(&told.label)),
            ("headline", Box::new(&told.headline)),
            ("reader", Box::new(record.made_by.to_string())),
            ("text_hash", Box::new(text_hash)),
            ("text", Box::new(&told.text)),
            ("record", Box::new(&packed.bytes)),
            ("dictionary", Box::new(packed.dictionary)),
        ]
    }

    /// Writes the row of a new version, with what else stands in it, as the last that came.
    pub(crate) fn insert<const N: usize>(
        &self,
        connection: &Connection,
        own: [Cell<'_>; N],
    ) -> rusqlite::Result<()> {
        let cells: Vec<Cell<'_>> = own.into_iter().chain(self.cells()).collect();
        let names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
        let sql = format!(
            "INSERT INTO versions (serial, {}) VALUES ((SELECT coalesce(max(serial), 0) + 1 FROM versions){})",
            names.join(", "),
            ", ?".repeat(cells.len())
        );
        connection.prepare_cached(&sql)?.execute(params_from_iter(cells.iter().map(|(_, value)| value)))?;
        Ok(())
    }

    /// Writes the record in the place of the one that a version has.
    pub(crate) fn update(&self, connection: &Connection, version: i64) -> rusqlite::Result<()> {
        let cells = self.cells();
        let parts: Vec<String> = cells.iter().map(|(name, _)| format!("{name} = ?")).collect();
        let sql = format!("UPDATE versions SET {} WHERE id = ?", parts.join(", "));
        let id: &dyn ToSql = &version;
        let values = cells.iter().map(|(_, value)| &**value).chain([id]);
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }
}
