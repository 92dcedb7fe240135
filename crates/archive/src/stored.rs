//! What an archive holds, read back.

use onrecord::{CharSpan, Record};
use rusqlite::{OptionalExtension, Row};

use crate::identity;
use crate::packing::record_in;
use crate::{Archive, Error};

/// A version of an article, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The article's number in the archive.
    pub article: i64,
    /// The version's number, from 1.
    pub number: i64,
    /// When it came, ISO 8601 in UTC.
    pub added: String,
    /// `withdrawn` or `corrected`, where its publisher says so.
    pub status: Option<String>,
    /// What it says, its spans in code points.
    pub record: Record<CharSpan>,
}

/// The columns that [`stored`] reads; the last four are [`crate::packing::RECORD`].
pub(crate) const COLUMNS: &str = "v.article, v.number, v.added, v.status, v.text, v.record, v.dictionary,
    (SELECT d.bytes FROM dictionaries d WHERE d.number = v.dictionary)";

pub(crate) fn stored(row: &Row<'_>) -> rusqlite::Result<Result<Stored, Error>> {
    let (article, number) = (row.get(0)?, row.get(1)?);
    let (added, status) = (row.get(2)?, row.get(3)?);
    let record = record_in(row, 4, article)?;
    Ok(record.map(|record| Stored { article, number, added, status, record }))
}

impl Archive {
    /// How many articles it holds.
    pub fn n_articles(&self) -> Result<u64, Error> {
        self.read(|connection| {
            Ok(connection.query_row("SELECT count(*) FROM articles", [], |row| row.get(0))?)
        })
    }

    /// An article's current version.
    pub fn article(&self, article: i64) -> Result<Stored, Error> {
        self.read(|connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM articles a JOIN versions v ON v.id = a.version WHERE a.id = ?"
            );
            let found = connection.prepare_cached(&sql)?.query_row([article], stored).optional()?;
            Ok(found.ok_or_else(|| Error::NoArticle(article.to_string()))??)
        })
    }

    /// All versions of an article, the first first.
    pub fn versions(&self, article: i64) -> Result<Vec<Stored>, Error> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM versions v WHERE v.article = ? ORDER BY v.number");
            let mut found = connection.prepare_cached(&sql)?;
            let rows: Vec<_> = found.query_map([article], stored)?.collect::<Result<_, _>>()?;
            if rows.is_empty() {
                return Err(Error::NoArticle(article.to_string()).into());
            }
            Ok(rows.into_iter().collect::<Result<_, _>>()?)
        })
    }

    /// Whether an article of this address is there whose current version came as a page, not as what a feed has of it.
    pub fn has_page(&self, address: &str) -> Result<bool, Error> {
        let address = as_kept(address);
        self.read(|connection| {
            let mut known = connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM addresses JOIN articles a ON a.id = addresses.article
                 JOIN captures c ON c.version = a.version WHERE addresses.address = ? AND c.format <> 'feed')",
            )?;
            Ok(known.query_row([address], |row| row.get(0))?)
        })
    }

    /// The number of the article that goes by a number or an address, or that came as a file of its own by this name.
    pub fn find(&self, name: &str) -> Result<i64, Error> {
        let address = as_kept(name);
        let number: Option<i64> = name.parse().ok();
        self.read(|connection| {
            let found = connection
                .prepare_cached(
                    "SELECT article FROM addresses WHERE address = ?1 UNION ALL SELECT id FROM articles WHERE id = ?2 LIMIT 1",
                )?
                .query_row(rusqlite::params![address, number], |row| row.get(0))
                .optional()?;
            if let Some(article) = found {
                return Ok(article);
            }
            let mut of_input = connection.prepare_cached(
                "SELECT DISTINCT v.article FROM captures c JOIN versions v ON v.id = c.version WHERE ?1 IS NULL AND c.input = ?2
                ORDER BY 1 LIMIT 20",
            )?;
            let found = of_input.query_map(rusqlite::params![number, name], |row| row.get(0))?;
            let found: Vec<i64> = found.collect::<Result<_, _>>()?;
            match found.as_slice() {
                [] => Err(Error::NoArticle(name.to_owned()).into()),
                [article] => Ok(*article),
                _ => Err(Error::SeveralArticles { name: name.to_owned(), articles: found }.into()),
            }
        })
    }
}

/// An address as the archive keeps it; an id as it is.
fn as_kept(address: &str) -> String {
    identity::normalised(address).unwrap_or_else(|| address.to_owned())
}
