//! Looking things up: what a query finds, who somebody is, what is new since one last looked, and what goes out in exports.

mod conditions;
mod dated;
mod days;
mod feed;
mod hits;
pub(crate) mod instances;
mod marking;
mod names;
mod outlets;
mod ranking;
mod saved;
mod selecting;
mod since;
mod who;

#[cfg(test)]
mod tests;

use onrecord::{UNSURE_EVENT, UNSURE_STATEMENT};
use serde::Serialize;

use crate::order::A_VERSION;

pub use dated::Told;
pub use feed::{FeedError, FeedFormat, quoted, title_of, write_feed};
pub use hits::{Count, Found, Hit, Page, Sort};
pub use saved::SavedSearch;
pub use who::{Deed, Tally, Who};

/// What an archive is looked through for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Statements of the current versions of articles.
    Statement,
    /// Their events.
    Event,
    /// The articles.
    Article,
}

impl Kind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Statement, Self::Event, Self::Article];

    /// As queries and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Article => "article",
        }
    }

    /// Whether reports fold an item of such a confidence away as unsure.
    fn is_unsure(self, confidence: Option<f64>) -> bool {
        let line = match self {
            Self::Statement => UNSURE_STATEMENT,
            Self::Event => UNSURE_EVENT,
            Self::Article => return false,
        };
        confidence.is_some_and(|confidence| confidence < line)
    }

    /// Its full-text index.
    pub(crate) fn index(self) -> &'static str {
        match self {
            Self::Statement => "statements_fts",
            Self::Event => "events_fts",
            Self::Article => "articles_fts",
        }
    }

    /// The columns of the index in which words are looked for.
    fn words(self) -> &'static str {
        match self {
            Self::Statement => "content speaker",
            Self::Event => "evidence actors recipients",
            Self::Article => "headline text",
        }
    }

    /// The rows, as `x`, with their version, as `v`.
    fn rows(self) -> &'static str {
        match self {
            Self::Statement => "statements x JOIN versions v ON v.id = x.version",
            Self::Event => "events x JOIN versions v ON v.id = x.version",
            Self::Article => "articles a JOIN versions x ON x.id = a.version JOIN versions v ON v.id = x.id",
        }
    }

    /// What its index finds, with their rows as `x` and the versions of those as `v`. The index is walked first, in the order of
    /// its row ids: CROSS JOIN keeps `SQLite` from turning that round. A version that nothing is asked of is not looked up.
    fn indexed_rows(self) -> String {
        let index = self.index();
        let (table, version) = match self {
            Self::Statement => ("statements", "version"),
            Self::Event => ("events", "version"),
            Self::Article => ("versions", "id"),
        };
        format!(
            "{index} CROSS JOIN {table} x ON x.id = {index}.rowid LEFT JOIN versions v ON v.id = x.{version}"
        )
    }

    /// The rows, as `x`, by their versions, as `v`, which are walked first.
    fn rows_of_versions(self) -> String {
        let of = |items: &str| {
            format!(
                "versions v CROSS JOIN {items} x ON x.id BETWEEN v.id * {A_VERSION} AND v.id * {A_VERSION} + v.n_{items} - 1"
            )
        };
        match self {
            Self::Statement => of("statements"),
            Self::Event => of("events"),
            Self::Article => {
                "versions v CROSS JOIN articles a ON a.version = v.id CROSS JOIN versions x ON x.id = v.id"
                    .to_owned()
            }
        }
    }
}
