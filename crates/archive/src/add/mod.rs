//! Adding what was read: a new article, a new version of one, or nothing new.

mod newcomer;

use onrecord::Record;
use rusqlite::{Connection, params};

use crate::arrival::{Known, Standing, article_of};
use crate::batch::Batch;
use crate::identity::{self, Identity};
use crate::open::Failed;
use crate::{Archive, Arrival, Error, order};
use newcomer::Newcomer;

/// What adding an article came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New {
        /// Its number.
        article: i64,
        /// The article of another outlet whose words it prints.
        copy_of: Option<i64>,
    },
    /// It is there, with the same words.
    Unchanged {
        /// Its number.
        article: i64,
    },
    /// It is there with other words; both versions are kept.
    Changed {
        /// Its number.
        article: i64,
        /// The number of its new version.
        version: i64,
    },
    /// It is there in a version that says that it is newer: this one is kept beside it.
    Older {
        /// Its number.
        article: i64,
        /// The number of the version that came.
        version: i64,
    },
}

impl Archive {
    /// Adds an article: the bytes that came, and the record that was read from them.
    #[expect(clippy::missing_panics_doc, reason = "one article comes back for the one that goes in")]
    pub fn add(&mut self, arrival: &Arrival, record: Record) -> Result<Added, Error> {
        let mut added = self.add_all([(arrival.clone(), record)])?;
        added.pop().expect("what becomes of each is told")
    }

    /// Adds many at once, which is quicker; all are kept or none is. One that cannot be kept for a reason of its own is told so
    /// and left out.
    pub fn add_all(
        &mut self,
        arrivals: impl IntoIterator<Item = (Arrival, Record)>,
    ) -> Result<Vec<Result<Added, Error>>, Error> {
        self.write(|connection| {
            let mut batch = Batch::begin(connection)?;
            let mut added = Vec::new();
            for (arrival, record) in arrivals {
                added.push(match add(&mut batch, &arrival, record) {
                    Err(Failed::Told(error)) if error.is_of_one_article() => Err(error),
                    other => Ok(other?),
                });
            }
            batch.finish()?;
            Ok(added)
        })
    }

    /// A way to ask, from any thread, whether bytes are here already.
    pub fn known(&self) -> Result<Known, Error> {
        Known::of(&self.path)
    }
}

/// What concerns one article alone is told before anything of it is written.
fn add(batch: &mut Batch<'_>, arrival: &Arrival, record: Record) -> Result<Added, Failed> {
    let hash = arrival.hash();
    if let Some(article) = article_of(batch.connection, &hash, arrival.url.as_deref())? {
        stand(batch.connection, article, arrival.standing)?;
        return Ok(Added::Unchanged { article });
    }
    order::check_number(record.statements.len().max(record.events.len()))?;
    let newcomer = Newcomer::of(arrival, hash, record);
    match identity::identify(batch.connection, &newcomer.traits())? {
        Identity::Same(article) => newcomer.join(batch, article),
        Identity::CopyOf(original) => newcomer.found(batch, Some(original)),
        Identity::New => newcomer.found(batch, None),
    }
}

/// Records what a publisher says became of a piece.
fn stand(connection: &Connection, article: i64, standing: Option<Standing>) -> rusqlite::Result<()> {
    let Some(standing) = standing else { return Ok(()) };
    connection
        .prepare_cached("UPDATE articles SET status = ? WHERE id = ?")?
        .execute(params![standing.label(), article])?;
    Ok(())
}
