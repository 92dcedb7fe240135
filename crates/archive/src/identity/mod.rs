//! Which article an arrival is: one that is there, a copy of one, or a new one.

mod address;
mod resemblance;
mod words;

use rusqlite::{Connection, OptionalExtension};

use crate::packing::{RECORD, record_in};

pub(crate) use address::{addresses, host, normalised};
pub(crate) use resemblance::{Shingles, Sketch};
pub(crate) use words::{is_own, running_text, running_text_of_chars, text_hash, text_hash_of_chars};

/// What an arrival is to the articles that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// It is this one.
    Same(i64),
    /// It prints the words of this one of another outlet or address.
    CopyOf(i64),
    /// It is a new one.
    New,
}

/// From this resemblance on, two texts of one outlet are versions of one article. A piece that is corrected or added to keeps
/// more; two pieces made from one form (a daily bulletin) mostly share less, and do not come within [`SAME_MINUTES`].
const SAME: f64 = 0.7;

/// From this resemblance on, or from [`COPY_CONTAINED`] on of the shorter text, one text prints the words of the other: wire
/// copy that is cut and begun anew.
const COPY: f64 = 0.5;
const COPY_CONTAINED: f64 = 0.8;

/// How far apart, in minutes, two texts of one outlet under two addresses may be published to be one article.
const SAME_MINUTES: i64 = 3 * 24 * 60;

/// How many nearly same texts are looked at.
const CANDIDATES: i64 = 32;

/// What identity is told by.
#[derive(Debug)]
pub(crate) struct Traits<'a> {
    /// Normalised addresses, the likeliest first.
    pub(crate) addresses: &'a [String],
    pub(crate) outlet: Option<&'a str>,
    /// As in [`crate::order::minute`].
    pub(crate) minute: i64,
    pub(crate) shingles: &'a Shingles,
    pub(crate) sketch: &'a Sketch,
}

/// Finds the article that an arrival is.
///
/// One address is one article. Nearly the same text is one article too, where nothing tells the two apart: not two outlets, and
/// not two addresses of one outlet used days from each other. Else it is a copy, of the first that came.
pub(crate) fn identify(connection: &Connection, traits: &Traits<'_>) -> rusqlite::Result<Identity> {
    for address in traits.addresses {
        let known: Option<i64> = connection
            .prepare_cached("SELECT article FROM addresses WHERE address = ?")?
            .query_row([address], |row| row.get(0))
            .optional()?;
        if let Some(article) = known {
            return Ok(Identity::Same(article));
        }
    }
    let mut copy_of = None;
    let mut same: Option<(f64, i64)> = None;
    for candidate in candidates(connection, traits.sketch)? {
        let theirs = Shingles::of(&candidate.running_text);
        let resemblance = traits.shingles.resemblance(&theirs);
        if resemblance >= SAME && candidate.may_be(traits) {
            if same.is_none_or(|(best, _)| resemblance > best) {
                same = Some((resemblance, candidate.article));
            }
        } else if resemblance >= COPY || traits.shingles.containment(&theirs) >= COPY_CONTAINED {
            copy_of.get_or_insert(candidate.original);
        }
    }
    Ok(match (same, copy_of) {
        (Some((_, article)), _) => Identity::Same(article),
        (None, Some(article)) => Identity::CopyOf(article),
        (None, None) => Identity::New,
    })
}

/// An article whose text may be nearly the same.
struct Candidate {
    article: i64,
    /// The article that it is a copy of, or itself.
    original: i64,
    outlet: Option<String>,
    has_address: bool,
    minute: i64,
    running_text: String,
}

impl Candidate {
    /// Whether it may be the same article, its text set aside.
    fn may_be(&self, traits: &Traits<'_>) -> bool {
        let is_other_outlet = matches!((&self.outlet, traits.outlet), (Some(theirs), Some(ours))
            if !theirs.eq_ignore_ascii_case(ours));
        let is_other_address = self.has_address && !traits.addresses.is_empty();
        !is_other_outlet && (!is_other_address || self.minute.abs_diff(traits.minute) <= SAME_MINUTES as u64)
    }
}

/// The articles that share a band with a text, those that share most first, older ones before newer ones.
///
/// `LIMIT ?` would have `SQLite` plan anew each time it is asked.
fn candidates(connection: &Connection, sketch: &Sketch) -> rusqlite::Result<Vec<Candidate>> {
    let bands = serde_json::to_string(&sketch.bands()).expect("numbers can be written");
    let mut found = connection.prepare_cached(&format!(
        "SELECT a.id, coalesce(a.copy_of, a.id), v.outlet, EXISTS (SELECT 1 FROM addresses WHERE article = a.id), v.id / 1024, {RECORD}
        FROM (SELECT article, count(*) AS n FROM bands WHERE band IN (SELECT value FROM json_each(?1))
            GROUP BY article ORDER BY n DESC, article LIMIT {CANDIDATES}) b
        JOIN articles a ON a.id = b.article JOIN versions v ON v.id = a.version
        ORDER BY b.n DESC, a.id"
    ))?;
    let rows = found.query_map([bands], |row| {
        let article = row.get(0)?;
        let text: String = row.get(5)?;
        Ok(Candidate {
            article,
            original: row.get(1)?,
            outlet: row.get(2)?,
            has_address: row.get(3)?,
            minute: row.get(4)?,
            // A record that is damaged leaves its whole text to compare with.
            running_text: record_in(row, 5, article)?
                .map_or(text, |record| words::running_text_of_chars(&record.article)),
        })
    })?;
    rows.collect()
}

/// Remembers the addresses of an article that no other has, and by the first that it has ever had what it is known by.
pub(crate) fn keep_addresses(
    connection: &Connection,
    article: i64,
    addresses: &[String],
) -> rusqlite::Result<()> {
    let mut keep =
        connection.prepare_cached("INSERT OR IGNORE INTO addresses (address, article) VALUES (?, ?)")?;
    for address in addresses {
        keep.execute(rusqlite::params![address, article])?;
    }
    if let Some(first) = addresses.first() {
        connection
            .prepare_cached(
                "UPDATE articles SET address = ?1 WHERE id = ?2 AND address IS NULL
                 AND EXISTS (SELECT 1 FROM addresses WHERE address = ?1 AND article = ?2)",
            )?
            .execute(rusqlite::params![first, article])?;
    }
    Ok(())
}

/// Remembers under which bands an article's text is found.
pub(crate) fn keep_bands(connection: &Connection, article: i64, sketch: &Sketch) -> rusqlite::Result<()> {
    let mut keep = connection.prepare_cached("INSERT OR IGNORE INTO bands (band, article) VALUES (?, ?)")?;
    for band in sketch.bands() {
        keep.execute([band, article])?;
    }
    Ok(())
}

/// Forgets them; they follow from the text.
pub(crate) fn forget_bands(connection: &Connection, article: i64, sketch: &Sketch) -> rusqlite::Result<()> {
    let mut forget = connection.prepare_cached("DELETE FROM bands WHERE band = ? AND article = ?")?;
    for band in sketch.bands() {
        forget.execute([band, article])?;
    }
    Ok(())
}
