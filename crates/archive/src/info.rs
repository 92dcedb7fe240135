//! How much is in an archive.

use crate::{Archive, Error, migrations};

/// What an archive holds, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// The schema of the file.
    pub schema: u32,
    /// Bytes of the file, its journal set aside.
    pub size: u64,
    /// Articles.
    pub n_articles: u64,
    /// Of them, those that print the words of another.
    pub n_copies: u64,
    /// Of them, those that their publishers withdrew.
    pub n_withdrawn: u64,
    /// Versions of articles.
    pub n_versions: u64,
    /// Times that bytes came.
    pub n_captures: u64,
    /// Bytes that came, unpacked.
    pub captured: u64,
    /// Outlets.
    pub n_outlets: u64,
    /// Statements of current versions.
    pub n_statements: u64,
    /// Events of current versions.
    pub n_events: u64,
    /// Actors of current versions.
    pub n_actors: u64,
    /// The day of the earliest and of the latest publication that is known.
    pub published: Option<(String, String)>,
    /// What read the versions, and how many of them: the version of onrecord, and which files of a user.
    pub readers: Vec<(String, u64)>,
    /// When something last came, ISO 8601 in UTC.
    pub changed: Option<String>,
}

impl Archive {
    /// Counts what is there.
    pub fn info(&self) -> Result<Info, Error> {
        self.read(|connection| {
            let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u64>(0));
            let first_and_last = connection.query_row(
                "SELECT substr(min(published), 1, 10), substr(max(published), 1, 10)
                FROM articles a JOIN versions v ON v.id = a.version",
                [],
                |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?)),
            )?;
            let changed = connection.query_row("SELECT max(changed) FROM articles", [], |row| row.get(0))?;
            let mut readers = connection.prepare(
                "SELECT reader, count(*) FROM versions GROUP BY reader ORDER BY count(*) DESC, reader",
            )?;
            let readers = readers.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(Info {
                readers: readers.collect::<Result<_, _>>()?,
                schema: migrations::schema(connection)?,
                size: number("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?,
                n_articles: number("SELECT count(*) FROM articles")?,
                n_copies: number("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL")?,
                n_withdrawn: number("SELECT count(*) FROM articles WHERE status = 'withdrawn'")?,
                n_versions: number("SELECT count(*) FROM versions")?,
                n_captures: number("SELECT count(*) FROM captures")?,
                captured: number(
                    "SELECT CAST(coalesce(sum(size), 0) AS INTEGER) FROM captures WHERE packed IS NOT NULL",
                )?,
                n_outlets: number("SELECT count(DISTINCT outlet) FROM versions")?,
                n_statements: number("SELECT count(*) FROM statements")?,
                n_events: number("SELECT count(*) FROM events")?,
                n_actors: number("SELECT count(*) FROM actors")?,
                published: first_and_last.0.zip(first_and_last.1),
                changed,
            })
        })
    }
}
