//! What a query finds: the first page, with the words that match and why.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde::Serialize;

use super::Kind;
use super::conditions::{Condition, Conditions, Where, word};
use super::marking::mark;
use super::ranking::Ranking;
use super::since::Newer;
use crate::open::Failed;
use crate::query::{Node, Query, Term};
use crate::{Archive, Error};

/// Up to where hits are counted exactly.
pub(super) const COUNTED: usize = 1_000;

/// How hits are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest article first.
    #[default]
    Time,
    /// The best match first (BM25) of the newest 1,000 of each kind, or of as many as are shown, as far as a query has words; of fewer
    /// where it takes too long to get to them ([`Found::best_of`]).
    Relevance,
}

/// Which hits are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// How many of each kind, at most.
    pub limit: usize,
    /// In which order.
    pub sort: Sort,
    /// Only those of versions that came after this one, by `versions.serial`.
    pub since: Option<i64>,
}

/// How many hits there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Of which kind.
    pub kind: Kind,
    /// How many, exact up to 1,000.
    pub count: usize,
    /// Whether there are more than that.
    pub more: bool,
}

/// What a query found.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// The query in its canonical form.
    pub query: String,
    /// What was doubtful about it.
    pub doubts: Vec<String>,
    /// How many there are of each kind.
    pub counts: Vec<Count>,
    /// The first of them, all kinds in one order.
    pub hits: Vec<Hit>,
    /// Of how many of the newest of a kind, at least, those are the best, where they are asked for and there are more; absent where
    /// they are the best of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_of: Option<usize>,
}

/// A statement, an event or an article that meets a query.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its article's number and its own, as the views of the file have them: `17/s3`; of an article `17`.
    pub r#ref: String,
    /// Who said or did it; of an article its outlet.
    pub by: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// What it is: the act of a statement; type and label of an event.
    pub what: Option<String>,
    /// Whether its outlet tells of a statement that it was not made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    /// In whose words a statement is: `direct`, `mixed`, `indirect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The exact words: what was said, the sentences that tell of an event, the part of an article's text that matches.
    pub words: String,
    /// Which of them match: ranges of `words` in code points.
    pub marks: Vec<[usize; 2]>,
    /// When it was said, happened or is to happen, as the article tells (TIMEX3).
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// On whose word an event rests.
    pub according_to: Option<String>,
    /// How sure the record is of a statement or an event, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Whether reports fold it away as unsure.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    /// Who published the article.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it came into the archive, ISO 8601 in UTC.
    pub added: String,
    /// The parts of the query that it matches.
    pub why: Vec<String>,
    /// Its number among the rows of its kind.
    #[serde(skip)]
    pub(super) id: i64,
    /// Its version's.
    #[serde(skip)]
    pub(super) version: i64,
    #[serde(skip)]
    rank: f64,
}

impl Archive {
    /// What a query finds. Of each kind at most `page.limit` hits are given, counted to 1,000.
    pub fn search(&self, query: &Query, page: &Page) -> Result<Found, Error> {
        self.read(|connection| search(connection, query, page))
    }
}

fn search(connection: &Connection, query: &Query, page: &Page) -> Result<Found, Failed> {
    // One snapshot for all that is asked, and one look at the file's locks instead of thousands.
    let snapshot = connection.unchecked_transaction()?;
    let mut found = Found {
        query: query.to_string(),
        doubts: query.doubts.clone(),
        counts: Vec::new(),
        hits: Vec::new(),
        best_of: None,
    };
    let newer = page.since.map(|serial| Newer::than(connection, serial)).transpose()?;
    let mut conditions = Conditions::new(connection, Kind::Statement);
    let mut fits_something = false;
    for kind in Kind::ALL {
        conditions.kind = kind;
        let condition = conditions.of(query.tree.as_ref())?;
        fits_something |= condition != Condition::Never;
        for doubt in std::mem::take(&mut conditions.doubts) {
            if !found.doubts.contains(&doubt) {
                found.doubts.push(doubt);
            }
        }
        let wanted = Wanted { kind, condition };
        // One walk counts the hits and finds the page.
        let mut ids = wanted.newest(connection, newer.as_ref(), COUNTED.max(page.limit).saturating_add(1))?;
        let count = ids.len();
        found.counts.push(Count { kind, count: count.min(COUNTED), more: count > COUNTED });
        if count == 0 {
            continue;
        }
        ids.truncate(COUNTED.max(page.limit));
        let ranking = match page.sort {
            Sort::Relevance => Ranking::of(connection, query, (kind, &wanted.condition))?,
            Sort::Time => None,
        };
        let first = match ranking {
            Some(ranking) => {
                let best = ranking.best(connection, &ids, page.limit)?;
                if count > best.of {
                    found.best_of = Some(found.best_of.map_or(best.of, |of| of.min(best.of)));
                }
                best.hits
            }
            None => ids.iter().take(page.limit).map(|id| (*id, 0.0)).collect(),
        };
        let mut hits = looked_up(connection, kind, &first)?;
        let reasons = reasons(&mut conditions, query)?;
        for hit in &mut hits {
            explain(connection, query, &reasons, hit)?;
        }
        found.hits.append(&mut hits);
    }
    if !fits_something {
        let doubt =
            "nothing can have all of these fields: some are of statements, some of events, few of articles";
        found.doubts.push(doubt.to_owned());
    }
    match page.sort {
        Sort::Time => found.hits.sort_by_key(|hit| std::cmp::Reverse(hit.version)),
        Sort::Relevance => {
            found.hits.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(b.version.cmp(&a.version)));
        }
    }
    snapshot.commit()?;
    Ok(found)
}

/// The rows of a kind that meet a condition.
pub(super) struct Wanted {
    pub(super) kind: Kind,
    pub(super) condition: Condition,
}

impl Wanted {
    /// `FROM … WHERE …` with its values, and whether it goes by the full-text index. The row is `x`, its version `v`.
    pub(super) fn rows(&self) -> (String, Vec<Sql>, bool) {
        self.clauses(None, true)
    }

    /// Like [`Self::rows`]; where neither is asked for `x` and `v` are left out, if no condition is on them. Of what goes by the
    /// index, rows that are not newer are left out by [`Newer::newest`].
    fn clauses(&self, newer: Option<&Newer>, with_rows: bool) -> (String, Vec<Sql>, bool) {
        let kind = self.kind;
        let (matching, rest) = match &self.condition {
            Condition::Of { matching: Some(text), rows } => (Some(text), rows.clone()),
            other => (None, Some(other.clone().into_where(kind))),
        };
        let (mut parts, mut values) = (Vec::new(), Vec::new());
        let from = match (matching, newer) {
            (Some(text), _) => {
                parts.push(format!("{0} MATCH ?", kind.index()));
                values.push(text.clone().into());
                if with_rows || rest.is_some() { kind.indexed_rows() } else { kind.index().to_owned() }
            }
            (None, Some(newer)) => {
                parts.push("v.serial > ?".to_owned());
                values.push(newer.serial.into());
                kind.rows_of_versions()
            }
            (None, None) => kind.rows().to_owned(),
        };
        if let Some(Where { sql, values: more }) = rest {
            parts.push(format!("({sql})"));
            values.extend(more);
        }
        (format!("FROM {from} WHERE {}", parts.join(" AND ")), values, matching.is_some())
    }

    /// The ids of the newest, at most so many.
    fn newest(
        &self,
        connection: &Connection,
        newer: Option<&Newer>,
        limit: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        if self.condition == Condition::Never {
            return Ok(Vec::new());
        }
        let (rows, values, by_index) = self.clauses(newer, false);
        if let (Some(newer), true) = (newer, by_index) {
            return newer.newest(connection, self.kind, (&rows, &values), limit);
        }
        let id = if by_index { format!("{}.rowid", self.kind.index()) } else { "x.id".to_owned() };
        let sql = format!("SELECT {id} {rows} ORDER BY {id} DESC LIMIT {limit}");
        let mut found = connection.prepare_cached(&sql)?;
        found.query_map(params_from_iter(values), |row| row.get(0))?.collect()
    }
}

/// How many characters of an article are shown where none of its words match.
const BEGINNING: usize = 200;

/// The beginning of a text, up to the end of a word.
fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(BEGINNING) else { return text.to_owned() };
    let whole = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text[..whole].trim_end())
}

/// The rows of some ids, each with how well it matches.
fn looked_up(connection: &Connection, kind: Kind, ids: &[(i64, f64)]) -> rusqlite::Result<Vec<Hit>> {
    let sql = format!("SELECT {} FROM {} WHERE x.id = ?", columns(kind), kind.rows());
    let mut found = connection.prepare_cached(&sql)?;
    let mut hits = Vec::new();
    for (id, rank) in ids {
        // A row that only the index has is for a check to find.
        hits.extend(found.query_row([id], |row| hit(kind, row, *rank)).optional()?);
    }
    Ok(hits)
}

/// What [`hit`] reads of a row.
fn columns(kind: Kind) -> String {
    let own = match kind {
        Kind::Statement => {
            "v.article || '/' || x.ref, x.speaker_name, x.audience, x.act, (SELECT content FROM statement_words w WHERE w.id = x.id), x.time, x.place, NULL, x.version, x.form, x.confidence, x.negated"
        }
        Kind::Event => {
            "v.article || '/' || x.ref, coalesce(x.actors, x.alleged_actors), x.recipients, x.type || ' ' || x.label,
            (SELECT evidence FROM event_words w WHERE w.id = x.id), x.time, x.place, x.according_to, x.version, NULL, x.confidence, 0"
        }
        Kind::Article => {
            "CAST(v.article AS TEXT), v.outlet, NULL, NULL, substr(x.text, 1, 240), NULL, NULL, NULL, x.id, NULL, NULL, 0"
        }
    };
    format!("x.id, {own}, v.outlet, v.published, v.headline, v.url, v.added")
}

fn hit(kind: Kind, row: &Row<'_>, rank: f64) -> rusqlite::Result<Hit> {
    let (words, confidence): (String, Option<f64>) = (row.get(5)?, row.get(11)?);
    Ok(Hit {
        kind,
        rank,
        id: row.get(0)?,
        r#ref: row.get(1)?,
        by: row.get(2)?,
        to: row.get(3)?,
        what: row.get(4)?,
        words: if kind == Kind::Article { beginning(&words) } else { words },
        time: row.get(6)?,
        place: row.get(7)?,
        according_to: row.get(8)?,
        version: row.get(9)?,
        form: row.get(10)?,
        confidence,
        unsure: kind.is_unsure(confidence),
        negated: row.get(12)?,
        outlet: row.get(13)?,
        published: row.get(14)?,
        headline: row.get(15)?,
        url: row.get(16)?,
        added: row.get(17)?,
        marks: Vec::new(),
        why: Vec::new(),
    })
}

/// The terms of a query, each with what it asks of one kind of rows.
fn reasons<'q>(
    conditions: &mut Conditions<'_>,
    query: &'q Query,
) -> rusqlite::Result<Vec<(&'q Term, Condition)>> {
    let terms = query.terms().into_iter();
    terms.map(|term| Ok((term, conditions.term(term)?))).collect()
}

/// Says which terms a hit matches, and marks its words. The terms are put to the database one by one, so that the reasons are those
/// by which it was found.
fn explain(
    connection: &Connection,
    query: &Query,
    reasons: &[(&Term, Condition)],
    hit: &mut Hit,
) -> rusqlite::Result<()> {
    let mut words = Vec::new();
    for (term, condition) in reasons {
        if !query.asks_all_for(term) && !holds(connection, condition, hit)? {
            continue;
        }
        hit.why.push(term.to_string());
        match term {
            Term::Word(text) | Term::Phrase(text) => words.push(word(text)),
            Term::Field(..) => {}
        }
    }
    // What is under a "-" is a reason too, where nothing else is.
    if hit.why.is_empty()
        && let Some(tree @ (Node::Not(_) | Node::All(_) | Node::Any(_))) = &query.tree
    {
        hit.why.push(tree.to_string());
    }
    mark(connection, &words, hit)
}

fn holds(connection: &Connection, condition: &Condition, hit: &Hit) -> rusqlite::Result<bool> {
    let kind = hit.kind;
    let (sql, mut values) = match condition {
        Condition::Always => return Ok(true),
        Condition::Never => return Ok(false),
        Condition::Of { matching: Some(text), rows: None } => {
            let index = kind.index();
            (format!("SELECT 1 FROM {index} WHERE {index} MATCH ? AND rowid = ?"), vec![text.clone().into()])
        }
        other @ Condition::Of { .. } => {
            let Where { sql, values } = other.clone().into_where(kind);
            (format!("SELECT 1 FROM {} WHERE ({sql}) AND x.id = ?", kind.rows()), values)
        }
    };
    values.push(hit.id.into());
    let mut found = connection.prepare_cached(&sql)?;
    found.query_row(params_from_iter(values), |_| Ok(())).optional().map(|found| found.is_some())
}
