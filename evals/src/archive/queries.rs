//! Typical questions, put to the archive's own front door as the program does: the first 20 of each kind, with why they were found,
//! and counts that are exact to 1,000.

use anyhow::Context;
use archive::Archive;
use archive::query::Query;
use archive::search::{Page, Sort};
use rusqlite::Connection;

use super::generate::Press;

/// A kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    Words,
    Phrase,
    By,
    ByAndWord,
    To,
    TypeInMonth,
    TypeAndWord,
    Outlet,
    Place,
    NewSince,
    Relevance,
    Who,
    Timeline,
}

/// How many of each kind a page shows.
const PAGE: usize = 20;

impl Question {
    pub(crate) const ALL: [Self; 13] = [
        Self::Words,
        Self::Phrase,
        Self::By,
        Self::ByAndWord,
        Self::To,
        Self::TypeInMonth,
        Self::TypeAndWord,
        Self::Outlet,
        Self::Place,
        Self::NewSince,
        Self::Relevance,
        Self::Who,
        Self::Timeline,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Words => "search WORD WORD",
            Self::Phrase => "search \"WORD WORD\"",
            Self::By => "search by:NAME",
            Self::ByAndWord => "said NAME --about WORD (by:NAME WORD)",
            Self::To => "search to:NAME",
            Self::TypeInMonth => "search type:T label:L when:MONTH",
            Self::TypeAndWord => "search type:assault WORD",
            Self::Outlet => "search outlet:NAME WORD",
            Self::Place => "search place:NAME",
            Self::NewSince => "search by:NAME, new among the last 1,000 articles",
            Self::Relevance => "search WORD WORD --sort relevance",
            Self::Who => "who NAME",
            Self::Timeline => "SQL: 20 events of a name by day, counted",
        }
    }

    /// What is asked for, drawn as often as it is told of.
    pub(crate) fn draw(self, press: &mut Press) -> String {
        let name = press.name();
        let (word, other) = (press.search_word(), press.search_word());
        match self {
            Self::Words | Self::Relevance => format!("{word} {other}"),
            Self::Phrase => format!("\"{word} {other}\""),
            Self::By | Self::NewSince => format!("by:\"{name}\""),
            Self::ByAndWord => format!("by:\"{name}\" {word}"),
            Self::To => format!("to:\"{name}\""),
            Self::TypeInMonth => {
                let types = onrecord::EventType::ALL;
                let labels = ["occurred", "planned", "called-off", "failed"];
                let kind = types[press.dice.below(types.len())].label().to_lowercase();
                format!("type:{kind} label:{} when:{}", labels[press.dice.below(4)], press.month())
            }
            Self::TypeAndWord => format!("type:assault {word}"),
            Self::Outlet => format!("outlet:\"{}\" {word}", press.outlet()),
            Self::Place => format!("place:{}", press.place()),
            Self::Who | Self::Timeline => name,
        }
    }

    /// Asks it; returns how many things were shown.
    pub(crate) fn ask(self, archive: &Archive, words: &str, last: i64) -> anyhow::Result<usize> {
        match self {
            Self::Who => Ok(archive.who(words, 5, 5)?.len()),
            Self::Timeline => timeline(archive.connection(), words),
            _ => {
                let sort = if self == Self::Relevance { Sort::Relevance } else { Sort::Time };
                let since = (self == Self::NewSince).then(|| (last - 1000).max(0));
                let page = Page { limit: PAGE, sort, since };
                Ok(archive.search(&Query::parse(words), &page)?.hits.len())
            }
        }
    }
}

/// The front door has no timeline of a name yet.
fn timeline(connection: &Connection, name: &str) -> anyhow::Result<usize> {
    let actor: Option<i64> = connection
        .prepare_cached(
            "SELECT min(actor) FROM names WHERE id IN (SELECT rowid FROM names_fts WHERE names_fts MATCH ?)",
        )?
        .query_row([format!("\"{name}\"")], |row| row.get(0))?;
    let mut count = connection
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM timeline WHERE actor = ? LIMIT 1001)")?;
    let n: usize = count.query_row([actor], |row| row.get(0)).context("a count has a row")?;
    let mut page = connection.prepare_cached(
        "SELECT w.evidence, e.type, e.label, e.actors, e.recipients, e.from_day, v.outlet, v.published, v.headline, v.url
        FROM (SELECT event FROM timeline WHERE actor = ? ORDER BY from_day DESC LIMIT 20) t
        JOIN events e ON e.id = t.event JOIN event_words w ON w.id = e.id JOIN versions v ON v.id = e.version",
    )?;
    let mut rows = page.query([actor])?;
    while let Some(row) = rows.next()? {
        std::hint::black_box(row.get_ref(0)?);
    }
    Ok(n)
}
