//! What changed between two versions of an article, in its text and in its record.

mod figures;
mod pairs;
mod record;
mod text;

use onrecord::{CharSpan, Moment, Record};
use rusqlite::params;

use crate::stored::{COLUMNS, stored};
use crate::{Archive, Error, Stored, order};

pub use record::RecordChange;
pub use text::{Piece, TextChange};

/// What a version changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The article's number.
    pub article: i64,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its headline now.
    pub headline: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The number of the version before.
    pub from: i64,
    /// The number of the version that changed it: the later of the two by their own stamps, whichever came first.
    pub to: i64,
    /// When the second of them came, ISO 8601 in UTC.
    pub came: String,
    /// Whether that is the older of the two, and only came later.
    pub is_older: bool,
    /// `withdrawn` or `corrected`, where its publisher says so.
    pub status: Option<String>,
    /// What changed in the text, in its order.
    pub text: Vec<TextChange>,
    /// What changed in the record.
    pub record: Vec<RecordChange>,
}

impl Change {
    /// What changed between two versions, of which one came before the other.
    pub fn between(first: &Stored, second: &Stored) -> Self {
        let is_older = order::is_earlier(stamp(second), stamp(first));
        let (before, after) = if is_older { (second, first) } else { (first, second) };
        let told = &after.record.article;
        let text = text::changes(&before.record.article, told);
        let mut record = record::changes(&before.record, &after.record);
        figures::add_those_of_the_text(&mut record, &text);
        Self {
            article: after.article,
            outlet: told.publisher.clone(),
            headline: told.headline.clone(),
            url: told.url.clone(),
            from: before.number,
            to: after.number,
            came: second.added.clone(),
            is_older,
            status: after.status.clone(),
            text,
            record,
        }
    }
}

/// When a version says that it was last changed.
fn stamp(version: &Stored) -> Option<Moment> {
    let told = &version.record.article;
    order::last_stamp(told.published.as_deref(), told.updated.as_deref())
}

/// What changed in a record from one reading or version to another.
pub fn record_changes(before: &Record<CharSpan>, after: &Record<CharSpan>) -> Vec<RecordChange> {
    record::changes(before, after)
}

impl Archive {
    /// What each version of an article changed, the first change first; none where it has one version.
    pub fn changes(&self, article: i64) -> Result<Vec<Change>, Error> {
        let versions = self.versions(article)?;
        Ok(versions.windows(2).map(|pair| Change::between(&pair[0], &pair[1])).collect())
    }

    /// What versions changed that came at or after a moment (ISO 8601 in UTC, or the beginning of one), in the order in which they
    /// came.
    pub fn changes_since(&self, since: &str, mut each: impl FnMut(Change)) -> Result<(), Error> {
        let pairs: Vec<(i64, i64)> = self.read(|connection| {
            let mut found = connection.prepare(
                "SELECT article, number FROM versions WHERE number > 1 AND added >= ? ORDER BY serial",
            )?;
            Ok(found.query_map([since], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
        })?;
        for (article, number) in pairs {
            let before = self.version(article, number - 1)?;
            each(Change::between(&before, &self.version(article, number)?));
        }
        Ok(())
    }

    /// One version of an article.
    pub fn version(&self, article: i64, number: i64) -> Result<Stored, Error> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM versions v WHERE v.article = ? AND v.number = ?");
            let mut found = connection.prepare_cached(&sql)?;
            let mut rows = found.query_map(params![article, number], stored)?;
            let row = rows.next().ok_or_else(|| Error::NoArticle(article.to_string()))?;
            Ok(row??)
        })
    }
}
