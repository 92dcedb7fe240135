//! Articles and records for tests, written by hand: no model reads them.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::PathBuf;

use archive::{Archive, Arrival};
use onrecord::{
    Act, Actor, ActorKind, Article, Block, BlockKind, ByteSpan, Capture, Event, EventType, Form, Format,
    Label, MadeBy, Origin, Record, Source, Stance, Statement, StatementKind, Status,
};

/// A piece to be told of.
#[derive(Clone)]
pub(crate) struct Piece {
    pub(crate) url: Option<&'static str>,
    pub(crate) outlet: Option<&'static str>,
    pub(crate) published: Option<&'static str>,
    pub(crate) updated: Option<&'static str>,
    pub(crate) headline: &'static str,
    pub(crate) paragraphs: Vec<String>,
    /// Speaker, words.
    pub(crate) said: Vec<(&'static str, &'static str)>,
    /// Type, status, doer, recipient, sentence.
    pub(crate) done: Vec<(EventType, Status, &'static str, &'static str, &'static str)>,
}

pub(crate) const TALKS: &str = "Delegates of both river states met in Port Adal on Monday to settle how the water of the upper dam is to be \
shared in the dry months, after two summers in which farmers downstream lost most of their crop.";
pub(crate) const RUIZ: &str = "“We came to listen,” said Ana Ruiz, who leads the upstream delegation and had asked for the meeting in a letter.";
pub(crate) const PLAN: &str = "A second round is planned for Friday, when engineers will bring their measurements of the flow and a map of \
the fields that lie dry, according to people in both camps.";

impl Default for Piece {
    fn default() -> Self {
        Self {
            url: Some("https://example.org/talks"),
            outlet: Some("The Harbour Post"),
            published: Some("2026-03-16T09:00Z"),
            updated: None,
            headline: "River states talk about water",
            paragraphs: vec![TALKS.to_owned(), RUIZ.to_owned(), PLAN.to_owned()],
            said: vec![("Ana Ruiz", "We came to listen")],
            done: vec![(
                EventType::Consult,
                Status::Planned,
                "both camps",
                "Port Adal",
                "A second round is planned for Friday",
            )],
        }
    }
}

impl Piece {
    pub(crate) fn text(&self) -> String {
        std::iter::once(self.headline)
            .chain(self.paragraphs.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        format!("{:?} {:?} {:?} {}", self.url, self.published, self.updated, self.text()).into_bytes()
    }

    pub(crate) fn record(&self) -> Record {
        let text = self.text();
        let find = |words: &str| {
            let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
            ByteSpan::new(start, start + words.len())
        };
        let mut actors: Vec<Actor> = Vec::new();
        let mut actor = |name: &str| {
            if let Some(known) = actors.iter().find(|actor| actor.name == name) {
                return known.id.clone();
            }
            let id = format!("a{}", actors.len() + 1);
            actors.push(Actor {
                id: id.clone(),
                name: name.to_owned(),
                kind: Some(ActorKind::Person),
                aliases: Vec::new(),
                roles: Vec::new(),
                state: None,
                sector: None,
                wikidata: None,
                mentions: vec![find(name)],
            });
            id
        };
        let mut statements = Vec::new();
        for (speaker, words) in &self.said {
            let id = format!("s{}", statements.len() + 1);
            statements.push(statement(id, actor(speaker), find(speaker), find(words)));
        }
        let mut events = Vec::new();
        for (kind, status, doer, recipient, sentence) in &self.done {
            let id = format!("e{}", events.len() + 1);
            events.push(event(id, *kind, *status, actor(doer), actor(recipient), find(sentence)));
        }
        let mut blocks = Vec::new();
        let mut start = 0;
        for (n, words) in text.split("\n\n").enumerate() {
            let kind = if n == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
            blocks.push(Block { kind, span: ByteSpan::new(start, start + words.len()), from: Origin::Text });
            start += words.len() + 2;
        }
        Record {
            schema: onrecord::SCHEMA.to_owned(),
            made_by: MadeBy { version: "0.1.0".to_owned(), ..MadeBy::default() },
            article: article(self, text.clone(), blocks),
            actors,
            statements,
            events,
            times: Vec::new(),
            places: Vec::new(),
            doubts: Vec::new(),
        }
    }

    pub(crate) fn arrival(&self) -> Arrival {
        let capture = Capture::new(self.bytes(), Format::Text);
        Arrival::new(capture, "talks.txt".to_owned(), "2026-03-16T12:00:00Z".parse().unwrap())
    }
}

fn statement(id: String, speaker: String, source: ByteSpan, content: ByteSpan) -> Statement {
    Statement {
        id,
        kind: StatementKind::Speech,
        form: Form::Direct,
        act: Act::Say,
        source: Source {
            spans: vec![source],
            actor: Some(speaker),
            description: None,
            candidates: Vec::new(),
        },
        cue: Vec::new(),
        content: vec![content],
        quotes: vec![content],
        about: Vec::new(),
        audience: Vec::new(),
        medium: None,
        time: None,
        place: None,
        condition: None,
        hedges: Vec::new(),
        negated: false,
        within: None,
        also: Vec::new(),
        confidence: 0.9,
    }
}

fn event(
    id: String,
    kind: EventType,
    status: Status,
    doer: String,
    recipient: String,
    evidence: ByteSpan,
) -> Event {
    Event {
        id,
        r#type: kind,
        mode: None,
        contexts: Vec::new(),
        trigger: ByteSpan::new(evidence.start, evidence.start + 1),
        actors: vec![doer],
        alleged_actors: Vec::new(),
        recipients: vec![recipient],
        status,
        stance: Stance::Asserted,
        label: Label::from_label(status.label()).unwrap(),
        condition: None,
        background: false,
        place: None,
        time: None,
        duration: None,
        counts: Vec::new(),
        evidence: vec![evidence],
        statement: None,
        content_of: None,
        put_by: None,
        according_to: None,
        denied_by: Vec::new(),
        confidence: 0.5,
    }
}

fn article(piece: &Piece, text: String, blocks: Vec<Block>) -> Article {
    let owned = |words: Option<&str>| words.map(str::to_owned);
    Article {
        id: format!("{:016x}", text.len()),
        url: owned(piece.url),
        publisher: owned(piece.outlet),
        language: Some("en".to_owned()),
        headline: Some(piece.headline.to_owned()),
        published: owned(piece.published),
        updated: owned(piece.updated),
        blocks,
        text,
        ..Article::default()
    }
}

/// A folder with an archive in it.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) archive: Archive,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::create(&folder.path().join("talks.sqlite")).unwrap();
        Self { folder, archive }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("talks.sqlite")
    }

    pub(crate) fn add(&mut self, piece: &Piece) -> archive::Added {
        self.archive.add(&piece.arrival(), piece.record()).unwrap()
    }

    pub(crate) fn count(&self, sql: &str) -> i64 {
        self.archive.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }
}
