//! Taking an article out.

use rusqlite::{Connection, OptionalExtension};

use crate::batch::Batch;
use crate::open::Failed;
use crate::{Archive, Error};

impl Archive {
    /// Removes an article with all its versions and bytes. Where others print its words, the first of them is the original now.
    pub fn remove(&mut self, article: i64) -> Result<(), Error> {
        self.write(|connection| remove(connection, article))
    }
}

fn remove(connection: &Connection, article: i64) -> Result<(), Failed> {
    let version: Option<Option<i64>> = connection
        .query_row("SELECT version FROM articles WHERE id = ?", [article], |row| row.get(0))
        .optional()?;
    let version = version.ok_or_else(|| Error::NoArticle(article.to_string()))?;
    if let Some(version) = version {
        let mut batch = Batch::begin(connection)?;
        batch.hide(article, version)?;
        batch.finish()?;
    }
    let heir: Option<i64> =
        connection
            .query_row("SELECT min(id) FROM articles WHERE copy_of = ?", [article], |row| row.get(0))?;
    if let Some(heir) = heir {
        connection.execute("UPDATE articles SET copy_of = NULL WHERE id = ?", [heir])?;
        connection.execute("UPDATE articles SET copy_of = ? WHERE copy_of = ?", [heir, article])?;
    }
    connection.execute("DELETE FROM articles WHERE id = ?", [article])?;
    Ok(())
}
