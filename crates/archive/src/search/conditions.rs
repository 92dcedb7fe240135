//! From the tree of a query to conditions that the database answers: full-text expressions wherever the index knows the field, SQL
//! for days and addresses.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use super::Kind;
use super::days;
use super::names::{self, Names};
use super::outlets;
use crate::query::{Field, Node, Term, Value};

/// A piece of SQL with the values of its `?`, in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Where {
    pub(super) sql: String,
    pub(super) values: Vec<Sql>,
}

/// What rows have to meet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// Every row meets it.
    Always,
    /// None does.
    Never,
    /// Those that match a full-text expression, if there is one, and a piece of SQL, if there is one.
    Of { matching: Option<String>, rows: Option<Where> },
}

impl Condition {
    pub(super) fn matching(expression: String) -> Self {
        Self::Of { matching: Some(expression), rows: None }
    }

    pub(super) fn rows(sql: String, values: Vec<Sql>) -> Self {
        Self::Of { matching: None, rows: Some(Where { sql, values }) }
    }

    /// The whole as SQL.
    pub(super) fn into_where(self, kind: Kind) -> Where {
        let (matching, rows) = match self {
            Self::Always => return Where { sql: "1".to_owned(), values: Vec::new() },
            Self::Never => return Where { sql: "0".to_owned(), values: Vec::new() },
            Self::Of { matching, rows } => (matching, rows),
        };
        let index = kind.index();
        let matching = matching.map(|expression| Where {
            sql: format!("x.id IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"),
            values: vec![expression.into()],
        });
        joined(matching.into_iter().chain(rows), " AND ")
    }

    fn all(conditions: Vec<Self>) -> Self {
        let (mut matching, mut rows) = (Vec::new(), Vec::new());
        for condition in conditions {
            match condition {
                Self::Always => {}
                Self::Never => return Self::Never,
                Self::Of { matching: text, rows: sql } => {
                    matching.extend(text);
                    rows.extend(sql);
                }
            }
        }
        if matching.is_empty() && rows.is_empty() {
            return Self::Always;
        }
        let rows = (!rows.is_empty()).then(|| joined(rows.into_iter(), " AND "));
        Self::Of { matching: (!matching.is_empty()).then(|| in_parentheses(&matching, " AND ")), rows }
    }

    fn any(conditions: Vec<Self>, kind: Kind) -> Self {
        if conditions.contains(&Self::Always) {
            return Self::Always;
        }
        let (mut texts, mut others) = (Vec::new(), Vec::new());
        for condition in conditions {
            match condition {
                Self::Always | Self::Never => {}
                Self::Of { matching: Some(text), rows: None } => texts.push(text),
                other @ Self::Of { .. } => others.push(other.into_where(kind)),
            }
        }
        let text = (!texts.is_empty()).then(|| Self::matching(in_parentheses(&texts, " OR ")));
        if others.is_empty() {
            return text.unwrap_or(Self::Never);
        }
        others.extend(text.map(|text| text.into_where(kind)));
        let Where { sql, values } = joined(others.into_iter(), " OR ");
        Self::rows(sql, values)
    }

    fn not(self, kind: Kind) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            // Full-text search knows only "a but not b": every row has the code "all".
            Self::Of { matching: Some(text), rows: None } => {
                Self::matching(format!("(codes : \"all\" NOT ({text}))"))
            }
            other @ Self::Of { .. } => {
                let Where { sql, values } = other.into_where(kind);
                // A day that is not told is not within an interval: NULL counts as no.
                Self::rows(format!("({sql}) IS NOT TRUE"), values)
            }
        }
    }
}

fn joined(parts: impl Iterator<Item = Where>, between: &str) -> Where {
    let (sql, values): (Vec<String>, Vec<Vec<Sql>>) =
        parts.map(|part| (format!("({})", part.sql), part.values)).unzip();
    Where { sql: sql.join(between), values: values.concat() }
}

fn in_parentheses(parts: &[String], between: &str) -> String {
    match parts {
        [part] => part.clone(),
        parts => format!("({})", parts.join(between)),
    }
}

/// Turns trees into conditions on one kind of rows.
pub(super) struct Conditions<'a> {
    pub(super) connection: &'a Connection,
    pub(super) kind: Kind,
    /// What is not found as asked, beside the doubts of the query.
    pub(super) doubts: Vec<String>,
    /// Who goes by the names that were looked up.
    named: HashMap<String, Names>,
    /// By which words the outlets are found that were asked for.
    outlets: HashMap<String, String>,
}

impl<'a> Conditions<'a> {
    pub(super) fn new(connection: &'a Connection, kind: Kind) -> Self {
        Self { connection, kind, doubts: Vec::new(), named: HashMap::new(), outlets: HashMap::new() }
    }

    /// What a query asks of the rows. Articles have none of the fields of statements and events: asked for one, none is found.
    pub(super) fn of(&mut self, tree: Option<&Node>) -> rusqlite::Result<Condition> {
        match tree {
            None => Ok(Condition::Always),
            Some(tree) if self.kind == Kind::Article && asks_for_items(tree) => Ok(Condition::Never),
            Some(tree) => self.node(tree),
        }
    }

    fn node(&mut self, node: &Node) -> rusqlite::Result<Condition> {
        match node {
            Node::All(nodes) => Ok(Condition::all(self.nodes(nodes)?)),
            Node::Any(nodes) => Ok(Condition::any(self.nodes(nodes)?, self.kind)),
            Node::Not(node) => Ok(self.node(node)?.not(self.kind)),
            Node::Term(term) => self.term(term),
        }
    }

    fn nodes(&mut self, nodes: &[Node]) -> rusqlite::Result<Vec<Condition>> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    pub(super) fn term(&mut self, term: &Term) -> rusqlite::Result<Condition> {
        match term {
            Term::Word(text) => Ok(self.words(&word(text))),
            Term::Phrase(words) => Ok(self.words(&quoted(words))),
            Term::Field(field, Value::Days(days)) => Ok(days::condition(self.kind, *field, *days)),
            Term::Field(field, Value::Text(text)) => self.field(*field, text),
        }
    }

    fn words(&self, expression: &str) -> Condition {
        Condition::matching(among_words(self.kind, expression))
    }

    fn field(&mut self, field: Field, text: &str) -> rusqlite::Result<Condition> {
        let is = |kind| self.kind == kind;
        Ok(match field {
            Field::By if is(Kind::Statement) => self.name("speaker", field, text)?,
            Field::By | Field::Actor if is(Kind::Event) => self.name("actors", field, text)?,
            Field::To if is(Kind::Statement) => self.name("audience", field, text)?,
            Field::To | Field::Recipient if is(Kind::Event) => self.name("recipients", field, text)?,
            Field::About if is(Kind::Statement) => self.name("about", field, text)?,
            Field::About if is(Kind::Event) => {
                self.name("actors alleged_actors recipients place", field, text)?
            }
            Field::Kind => self.kind_of(text),
            Field::Act | Field::Form if is(Kind::Statement) => code(field.name(), text),
            Field::Type | Field::Label | Field::Status | Field::Mode if is(Kind::Event) => {
                code(field.name(), text)
            }
            Field::Denied if is(Kind::Event) => self.denied(text),
            Field::Place if !is(Kind::Article) => Self::place(text),
            Field::Via if is(Kind::Statement) => self.via(text)?,
            Field::Via if is(Kind::Event) => in_columns("according_to", text),
            Field::Outlet => self.outlet(text)?,
            Field::Lang => Condition::matching(format!("codes : {}", quoted(&languages(text)))),
            Field::Url => {
                let pattern = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                Condition::rows("v.url LIKE ? ESCAPE '\\'".to_owned(), vec![format!("%{pattern}%").into()])
            }
            _ => Condition::Never,
        })
    }

    /// An actor in some columns: by the identities that go by the name, or else by the words of the name.
    fn name(&mut self, columns: &str, field: Field, text: &str) -> rusqlite::Result<Condition> {
        let Names { actors, is_cut } = match self.named.entry(text.to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(names::actors_named(self.connection, text)?),
        };
        if *is_cut {
            self.doubts.push(format!(
                "“{}:{text}” names more than {} actors; those with the most articles are looked for",
                field.name(),
                names::MOST
            ));
        }
        if actors.is_empty() {
            return Ok(in_columns(columns, text));
        }
        let tokens: Vec<String> = actors.iter().map(|actor| format!("\"actor{actor}\"")).collect();
        let by_number = format!("{{{columns}}} : ({})", tokens.join(" OR "));
        // A place goes by no number of an actor.
        let by_words = columns.ends_with(" place").then(|| format!("place : {}", word(text)));
        let parts: Vec<String> = std::iter::once(by_number).chain(by_words).collect();
        Ok(Condition::matching(in_parentheses(&parts, " OR ")))
    }

    /// An outlet, by the word that tells it from the others.
    fn outlet(&mut self, text: &str) -> rusqlite::Result<Condition> {
        let told = match self.outlets.entry(text.to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(outlets::telling_word(self.connection, text)?),
        };
        Ok(in_columns("outlet", told))
    }

    fn kind_of(&self, text: &str) -> Condition {
        match text {
            "statement" | "event" | "article" if text == self.kind.name() => Condition::Always,
            "statement" | "event" | "article" => Condition::Never,
            kind if self.kind == Kind::Statement => code("kind", kind),
            _ => Condition::Never,
        }
    }

    /// What is only told to be denied rests on the word of the one who denies it.
    fn denied(&self, text: &str) -> Condition {
        let (by_others, only_denied) = ("codes : \"denied\"", "codes : \"labeldenied\"");
        match text {
            "yes" => Condition::matching(format!("({by_others} OR {only_denied})")),
            "no" => Condition::matching(format!("({by_others} OR {only_denied})")).not(self.kind),
            name => Condition::matching(format!(
                "(denied_by : {0} OR ({only_denied} AND according_to : {0}))",
                word(name)
            )),
        }
    }

    /// A place by its name, or a country's places by its name or code.
    fn place(text: &str) -> Condition {
        let mut parts = vec![format!("place : {}", word(text))];
        let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let country = onrecord::country_named(text).map(str::to_owned);
        for country in country.into_iter().chain(is_code.then(|| text.to_owned())) {
            parts.push(format!("codes : {}", quoted(&format!("country{country}"))));
        }
        Condition::matching(in_parentheses(&parts, " OR "))
    }

    /// A medium, or the speaker in whose telling a statement stands.
    fn via(&self, text: &str) -> rusqlite::Result<Condition> {
        let medium = code("medium", text);
        let Condition::Of { matching: Some(expression), .. } = &medium else { return Ok(medium) };
        let sql = "SELECT EXISTS (SELECT 1 FROM statements_fts WHERE statements_fts MATCH ?)";
        let is_medium: bool =
            self.connection.prepare_cached(sql)?.query_row([expression], |row| row.get(0))?;
        if is_medium {
            return Ok(medium);
        }
        let outer = "x.within IS NOT NULL AND EXISTS (SELECT 1 FROM statements o
            WHERE o.id BETWEEN x.version * 4096 AND x.version * 4096 + v.n_statements - 1 AND o.ref = x.within AND o.id IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?))";
        Ok(Condition::rows(outer.to_owned(), vec![format!("speaker : {}", word(text)).into()]))
    }
}

/// A code of the index: `actdeny`, `labelcalledoff`.
fn code(prefix: &str, text: &str) -> Condition {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    Condition::matching(format!("codes : {}", quoted(&format!("{prefix}{plain}"))))
}

fn in_columns(columns: &str, text: &str) -> Condition {
    Condition::matching(format!("{{{columns}}} : {}", word(text)))
}

/// `en-GB` is kept as `languageen languageGB`.
fn languages(tag: &str) -> String {
    tag.split('-').map(|part| format!("language{part}")).collect::<Vec<_>>().join(" ")
}

/// An expression in the columns in which words are looked for.
pub(super) fn among_words(kind: Kind, expression: &str) -> String {
    format!("{{{}}} : {expression}", kind.words())
}

/// A word or phrase of full-text search; `*` at its end asks for what begins so.
pub(super) fn word(text: &str) -> String {
    match text.strip_suffix('*') {
        Some(start) if start.contains(char::is_alphanumeric) => format!("{} *", quoted(start)),
        _ => quoted(text),
    }
}

pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\"").replace('\0', " "))
}

/// Whether a query asks for a field that articles do not have.
fn asks_for_items(node: &Node) -> bool {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(asks_for_items),
        Node::Not(node) => asks_for_items(node),
        Node::Term(Term::Field(field, _)) => field.is_of_items(),
        Node::Term(Term::Word(_) | Term::Phrase(_)) => false,
    }
}
