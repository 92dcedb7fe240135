//! Who somebody is, as the articles tell.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::Kind;
use super::hits::COUNTED;
use super::names::actors_named;
use crate::open::Failed;
use crate::{Archive, Error};

/// How many articles are looked through for roles and names, the latest.
const LOOKED_THROUGH: i64 = 1_000;

/// An actor over all articles.
#[derive(Debug, Clone, Serialize)]
pub struct Who {
    /// The actor's number in the archive.
    pub actor: i64,
    /// The fullest name.
    pub name: String,
    /// What it is: person, state, organisation, armed-group.
    pub kind: Option<String>,
    /// The state they are or belong to, ISO 3166-1 alpha-3.
    pub state: Option<String>,
    /// Their item in Wikidata.
    pub wikidata: Option<String>,
    /// Other names that articles use, the most used first.
    pub aliases: Vec<String>,
    /// What articles say they are, the most said first, with how many articles say so.
    pub roles: Vec<(String, usize)>,
    /// In how many articles they are named.
    pub n_articles: Tally,
    /// How many statements are theirs.
    pub n_statements: Tally,
    /// How many events with a day they take part in.
    pub n_events: Tally,
    /// The latest things they said.
    pub said: Vec<Deed>,
    /// The latest things they did.
    pub did: Vec<Deed>,
}

/// A number that is counted to 1,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many, exact up to 1,000.
    pub count: usize,
    /// Whether there are more than that.
    pub more: bool,
}

impl Tally {
    pub(super) fn of(n: usize) -> Self {
        Self { count: n.min(COUNTED), more: n > COUNTED }
    }
}

/// Something said or done.
#[derive(Debug, Clone, Serialize)]
pub struct Deed {
    /// Its article's number and its own: `17/s3`.
    pub r#ref: String,
    /// The act of a statement, the type and label of an event.
    pub what: String,
    /// Whether its outlet tells of a statement that it was not made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    /// In whose words a statement is: `direct`, `mixed`, `indirect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The exact words.
    pub words: String,
    /// How sure the record is of it, 0 to 1.
    pub confidence: f64,
    /// Whether reports fold it away as unsure.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    /// To whom.
    pub to: Option<String>,
    /// When the article was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

impl Archive {
    /// Those who go by a name, the most often named first, at most `limit`, each with the latest `n_deeds` things said and done.
    pub fn who(&self, name: &str, limit: usize, n_deeds: usize) -> Result<Vec<Who>, Error> {
        self.read(|connection| {
            let actors = actors_named(connection, name)?.actors;
            actors.into_iter().take(limit).map(|actor| who(connection, actor, n_deeds)).collect()
        })
    }
}

fn who(connection: &Connection, actor: i64, n_deeds: usize) -> Result<Who, Failed> {
    let (name, kind, state, wikidata) = connection
        .prepare_cached("SELECT name, kind, state, wikidata FROM actors WHERE id = ?")?
        .query_row([actor], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let count = |rows: &str| -> rusqlite::Result<Tally> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {rows} LIMIT {})", COUNTED + 1);
        connection.prepare_cached(&sql)?.query_row([actor], |row| Ok(Tally::of(row.get(0)?)))
    };
    let name: String = name;
    let aliases = counted(
        connection,
        "WITH latest AS MATERIALIZED
            (SELECT version, name, aliases FROM appearances WHERE actor = ?1 ORDER BY version DESC LIMIT ?2)
        SELECT name, count(*) FROM (SELECT version, name FROM latest UNION SELECT version, value FROM latest, json_each(aliases))
        GROUP BY name ORDER BY count(*) DESC, name LIMIT 12",
        actor,
    )?;
    let roles = counted(
        connection,
        "SELECT value, count(DISTINCT version) FROM 
            (SELECT version, roles FROM appearances WHERE actor = ?1 ORDER BY version DESC LIMIT ?2), json_each(roles)
        GROUP BY value ORDER BY count(DISTINCT version) DESC, value LIMIT 12",
        actor,
    )?;
    Ok(Who {
        actor,
        kind,
        state,
        wikidata,
        aliases: aliases.into_iter().map(|(alias, _)| alias).filter(|alias| *alias != name).collect(),
        name,
        roles,
        n_articles: count("appearances WHERE actor = ?")?,
        n_statements: count("statements_fts WHERE statements_fts MATCH 'speaker : \"actor' || ? || '\"'")?,
        n_events: count("timeline WHERE actor = ?")?,
        said: deeds(
            connection,
            Kind::Statement,
            "SELECT v.article || '/' || x.ref, x.act, (SELECT content FROM statement_words w WHERE w.id = x.id), x.audience, v.published,
                v.outlet, v.url, x.form, x.confidence, x.negated
            FROM statements_fts CROSS JOIN statements x ON x.id = statements_fts.rowid JOIN versions v ON v.id = x.version
            WHERE statements_fts MATCH 'speaker : \"actor' || ?1 || '\"' ORDER BY statements_fts.rowid DESC LIMIT ?2",
            actor,
            n_deeds,
        )?,
        did: deeds(
            connection,
            Kind::Event,
            "SELECT v.article || '/' || x.ref, x.type || ' ' || x.label, (SELECT evidence FROM event_words w WHERE w.id = x.id), x.recipients,
                v.published, v.outlet, v.url, NULL, x.confidence, 0
            FROM events_fts CROSS JOIN events x ON x.id = events_fts.rowid JOIN versions v ON v.id = x.version
            WHERE events_fts MATCH 'actors : \"actor' || ?1 || '\"' ORDER BY events_fts.rowid DESC LIMIT ?2",
            actor,
            n_deeds,
        )?,
    })
}

fn counted(connection: &Connection, sql: &str, actor: i64) -> rusqlite::Result<Vec<(String, usize)>> {
    let mut found = connection.prepare_cached(sql)?;
    found.query_map(params![actor, LOOKED_THROUGH], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn deeds(
    connection: &Connection,
    kind: Kind,
    sql: &str,
    actor: i64,
    n: usize,
) -> rusqlite::Result<Vec<Deed>> {
    let mut found = connection.prepare_cached(sql)?;
    let deed = |row: &rusqlite::Row<'_>| {
        let confidence = row.get(8)?;
        Ok(Deed {
            r#ref: row.get(0)?,
            what: row.get(1)?,
            words: row.get(2)?,
            to: row.get(3)?,
            published: row.get(4)?,
            outlet: row.get(5)?,
            url: row.get(6)?,
            form: row.get(7)?,
            negated: row.get(9)?,
            confidence,
            unsure: kind.is_unsure(Some(confidence)),
        })
    };
    found.query_map(params![actor, n], deed)?.collect()
}
