//! Ten typical questions: the first page of 20 rows as it is shown, and an exact count up to 1,000.

use rusqlite::Connection;

use super::generate::Press;

/// A question.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Query {
    StatementWords,
    ArticleWords,
    By,
    To,
    TypeInInterval,
    LabelNewest,
    Who,
    Timeline,
    Outlet,
    Place,
    NewSince,
}

/// What is shown of a statement, from those that a condition finds.
macro_rules! statements {
    ($found:literal) => {
        &[
            concat!(
                "SELECT s.content, s.speaker_name, s.act, v.outlet, v.published, v.headline, v.url FROM (SELECT rowid AS id ",
                $found,
                " ORDER BY rowid DESC LIMIT 20) f JOIN statements s ON s.id = f.id JOIN versions v ON v.id = s.version ORDER BY s.id DESC"
            ),
            concat!("SELECT count(*) FROM (SELECT 1 ", $found, " LIMIT 1001)"),
        ]
    };
}

/// What is shown of an event.
macro_rules! events {
    ($found:literal, $order:literal) => {
        &[
            concat!(
                "SELECT e.evidence, e.type, e.label, e.actors, e.recipients, e.from_day, v.outlet, v.published, v.headline, v.url FROM (",
                $found,
                " ORDER BY ",
                $order,
                " DESC LIMIT 20) f JOIN events e ON e.id = f.id JOIN versions v ON v.id = e.version"
            ),
            concat!("SELECT count(*) FROM (", $found, " LIMIT 1001)"),
        ]
    };
}

impl Query {
    pub(crate) const ALL: [Self; 11] = [
        Self::StatementWords,
        Self::ArticleWords,
        Self::By,
        Self::To,
        Self::TypeInInterval,
        Self::LabelNewest,
        Self::Who,
        Self::Timeline,
        Self::Outlet,
        Self::Place,
        Self::NewSince,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::StatementWords => "two words in statements, newest first",
            Self::ArticleWords => "two words in articles, newest first",
            Self::By => "by:NAME, newest first",
            Self::To => "to:NAME, newest first",
            Self::TypeInInterval => "type: and label: in a month, by day",
            Self::LabelNewest => "type: and a word, newest first",
            Self::Who => "who: a name, in how many articles, what last",
            Self::Timeline => "timeline of a name, by day",
            Self::Outlet => "outlet: newest articles",
            Self::Place => "place: events, newest first",
            Self::NewSince => "by:NAME among the 1,000 articles that came last",
        }
    }

    pub(crate) fn sql(self) -> &'static [&'static str] {
        match self {
            Self::StatementWords | Self::By | Self::To => {
                statements!("FROM statements_fts WHERE statements_fts MATCH ?1")
            }
            Self::ArticleWords => &[
                "SELECT v.headline, v.outlet, v.published, v.url FROM (SELECT rowid AS id FROM articles_fts
                    WHERE articles_fts MATCH ?1 ORDER BY rowid DESC LIMIT 20) f JOIN versions v ON v.id = f.id",
                "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ?1 LIMIT 1001)",
            ],
            Self::TypeInInterval => events!(
                "SELECT id FROM events WHERE type = ?1 AND label = ?2 AND from_day BETWEEN ?3 AND ?4",
                "from_day"
            ),
            Self::LabelNewest | Self::Place => {
                events!("SELECT rowid AS id FROM events_fts WHERE events_fts MATCH ?1", "rowid")
            }
            Self::Who => &[
                "SELECT name, kind, state FROM actors WHERE id = ?1",
                "SELECT count(*) FROM (SELECT 1 FROM appearances WHERE actor = ?1 LIMIT 1001)",
                "SELECT count(*) FROM (SELECT 1 FROM statements WHERE speaker = ?1 LIMIT 1001)",
                "SELECT v.headline, v.outlet, v.published, p.roles FROM (SELECT version, roles FROM appearances WHERE actor = ?1
                    ORDER BY version DESC LIMIT 20) p JOIN versions v ON v.id = p.version",
            ],
            Self::Timeline => events!("SELECT event AS id FROM timeline WHERE actor = ?1", "from_day"),
            Self::Outlet => &[
                "SELECT headline, published, url FROM versions WHERE outlet = ?1 ORDER BY id DESC LIMIT 20",
                "SELECT count(*) FROM (SELECT 1 FROM versions WHERE outlet = ?1 LIMIT 1001)",
            ],
            Self::NewSince => &[
                "SELECT s.content, v.outlet, v.published FROM versions v JOIN statements s ON s.version = v.id
                    WHERE v.serial > (SELECT max(serial) FROM versions) - 1000 AND s.speaker = ?1 ORDER BY s.id DESC LIMIT 20",
            ],
        }
    }

    /// What is asked for, drawn as often as it is told of.
    pub(crate) fn draw(self, press: &mut Press, connection: &Connection) -> anyhow::Result<Vec<String>> {
        let number = |press: &mut Press| -> anyhow::Result<String> {
            loop {
                let found = connection
                    .prepare_cached("SELECT actor FROM names WHERE name = ? LIMIT 1")?
                    .query_map([press.name()], |row| row.get::<_, i64>(0))?
                    .next();
                if let Some(found) = found {
                    return Ok(found?.to_string());
                }
            }
        };
        let column = |column: &str, words: &str| format!("{column} : \"{words}\"");
        Ok(match self {
            Self::StatementWords => {
                vec![format!("content : ({} AND {})", press.search_word(), press.search_word())]
            }
            Self::ArticleWords => {
                vec![format!("text : ({} AND {})", press.search_word(), press.search_word())]
            }
            Self::By => vec![column("speaker", &press.name())],
            Self::To => vec![column("audience", &press.name())],
            Self::TypeInInterval => {
                let types = onrecord::EventType::ALL;
                let labels = ["occurred", "planned", "called-off", "failed"];
                let (from, to) = press.interval(30);
                let (kind, label) = (types[press.dice.below(types.len())], labels[press.dice.below(4)]);
                vec![kind.label().to_owned(), label.to_owned(), from, to]
            }
            Self::LabelNewest => vec![format!("codes : typeassault AND evidence : {}", press.search_word())],
            Self::Who | Self::Timeline | Self::NewSince => vec![number(press)?],
            Self::Outlet => vec![press.outlet()],
            Self::Place => vec![column("place", &press.place())],
        })
    }
}
