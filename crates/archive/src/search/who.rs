//! Who somebody is, as the articles tell.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::names::actors_named;
use crate::open::Failed;
use crate::{Archive, Error};

/// How many articles are looked through for roles and names.
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
    pub n_articles: usize,
    /// How many statements are theirs.
    pub n_statements: usize,
    /// How many events with a day they take part in.
    pub n_events: usize,
    /// The latest things they said.
    pub said: Vec<Deed>,
    /// The latest things they did.
    pub did: Vec<Deed>,
}

/// Something said or done.
#[derive(Debug, Clone, Serialize)]
pub struct Deed {
    /// Its article's number and its own: `17/s3`.
    pub r#ref: String,
    /// The act of a statement, the type and label of an event.
    pub what: String,
    /// The exact words.
    pub words: String,
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
    let count = |sql: &str| -> rusqlite::Result<usize> {
        connection.prepare_cached(sql)?.query_row([actor], |row| row.get(0))
    };
    let name: String = name;
    let aliases = counted(
        connection,
        "SELECT name, count(*) FROM (SELECT version, name FROM appearances WHERE actor = ?1 UNION
            SELECT version, value FROM appearances, json_each(aliases) WHERE actor = ?1 LIMIT ?2)
        GROUP BY name ORDER BY count(*) DESC, name LIMIT 12",
        actor,
    )?;
    let roles = counted(
        connection,
        "SELECT value, count(DISTINCT version) FROM (SELECT version, roles FROM appearances WHERE actor = ?1 LIMIT ?2), json_each(roles)
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
        n_articles: count("SELECT count(*) FROM appearances WHERE actor = ?")?,
        n_statements: count("SELECT count(*) FROM statements WHERE speaker = ?")?,
        n_events: count("SELECT count(*) FROM timeline WHERE actor = ?")?,
        said: deeds(
            connection,
            "SELECT v.article || '/' || x.ref, x.act, x.content, x.audience, v.published, v.outlet, v.url
            FROM statements x JOIN versions v ON v.id = x.version WHERE x.speaker = ?1 ORDER BY x.id DESC LIMIT ?2",
            actor,
            n_deeds,
        )?,
        did: deeds(
            connection,
            "SELECT v.article || '/' || x.ref, x.type || ' ' || x.label, x.evidence, x.recipients, v.published, v.outlet, v.url
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

fn deeds(connection: &Connection, sql: &str, actor: i64, n: usize) -> rusqlite::Result<Vec<Deed>> {
    let mut found = connection.prepare_cached(sql)?;
    let deed = |row: &rusqlite::Row<'_>| {
        Ok(Deed {
            r#ref: row.get(0)?,
            what: row.get(1)?,
            words: row.get(2)?,
            to: row.get(3)?,
            published: row.get(4)?,
            outlet: row.get(5)?,
            url: row.get(6)?,
        })
    };
    found.query_map(params![actor, n], deed)?.collect()
}
