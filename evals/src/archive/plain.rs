//! The peer: a table of articles with FTS5 over headline and text, as `sqlite-utils enable-fts` makes it and Datasette asks it.

use std::path::Path;

use onrecord::Record;
use rusqlite::{Connection, params};

/// Plain full-text search over the same articles.
#[derive(Debug)]
pub(crate) struct Plain(Connection);

impl Plain {
    pub(crate) fn open(path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "cache_size", -64 * 1024)?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS articles
                (id INTEGER PRIMARY KEY, outlet TEXT, published TEXT, url TEXT, headline TEXT, text TEXT);
            CREATE VIRTUAL TABLE IF NOT EXISTS articles_fts USING fts5 (headline, text, content = articles, content_rowid = id);
            CREATE TRIGGER IF NOT EXISTS articles_ai AFTER INSERT ON articles BEGIN
                INSERT INTO articles_fts (rowid, headline, text) VALUES (new.id, new.headline, new.text);
            END;",
        )?;
        Ok(Self(connection))
    }

    pub(crate) fn n_articles(&self) -> rusqlite::Result<u64> {
        self.0.query_row("SELECT coalesce(max(id), 0) FROM articles", [], |row| row.get(0))
    }

    pub(crate) fn add(&mut self, records: &[Record]) -> rusqlite::Result<()> {
        let transaction = self.0.transaction()?;
        {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO articles (outlet, published, url, headline, text) VALUES (?, ?, ?, ?, ?)",
            )?;
            for Record { article, .. } in records {
                let (outlet, text) = (&article.publisher, &article.text);
                insert.execute(params![outlet, article.published, article.url, article.headline, text])?;
            }
        }
        transaction.commit()
    }

    /// The first 20, newest first, and their number to 1,000.
    pub(crate) fn ask(&self, words: &str) -> rusqlite::Result<usize> {
        let mut page = self.0.prepare_cached(
            "SELECT id, outlet, published, url, headline, text FROM articles
            WHERE id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?) ORDER BY id DESC LIMIT 20",
        )?;
        let mut rows = page.query([words])?;
        while let Some(row) = rows.next()? {
            std::hint::black_box(row.get_ref(5)?);
        }
        self.0
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1001)",
            )?
            .query_row([words], |row| row.get(0))
    }
}
