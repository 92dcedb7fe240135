//! What goes out: an article's record with those of its items that a query found.

use std::rc::Rc;

use jiff::civil::Date;
use onrecord::{Actor, ByteSpan, CodePoints, Event, NOT_SAID, Place, Record, Statement, Time};

use super::ids;
use crate::query::{Interval, days_of};

/// An article with the items of it that go out.
#[derive(Debug, Clone)]
pub struct Selected {
    /// Its number in the archive.
    pub article: i64,
    /// Which version of it: 1 is the first that came.
    pub version: i64,
    /// What it is known by in every archive: its normalised address, or else its text.
    pub key: String,
    /// Who published it, or else the host of its address.
    pub outlet: Option<String>,
    /// When this version came, ISO 8601 in UTC.
    pub changed: String,
    /// What it says.
    pub record: Record,
    /// Which of its statements, by their place in the record, rising.
    pub statements: Vec<usize>,
    /// Which of its events, likewise.
    pub events: Vec<usize>,
}

/// A statement or an event with the article in which it stands.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// Its article.
    pub of: &'a Selected,
    /// Unique and stable: the same words of the same article have the same id in every archive and export.
    pub id: String,
    /// What it is.
    pub what: What<'a>,
    /// Turns bytes of the article's text into code points.
    pub(super) offsets: Rc<CodePoints<'a>>,
}

/// A statement or an event.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// What somebody is reported to have said.
    Statement(&'a Statement),
    /// What was done, or is spoken of as to be done.
    Event(&'a Event),
}

impl Selected {
    /// The items that go out: statements, then events, in reading order.
    pub fn items(&self) -> Vec<Item<'_>> {
        let (of_statements, of_events) = ids::items(self);
        let offsets = Rc::new(CodePoints::of(&self.record.article.text));
        let statements = self.statements.iter().filter_map(|&number| {
            let what = What::Statement(self.record.statements.get(number)?);
            Some(Item {
                of: self,
                id: of_statements.get(number)?.clone(),
                what,
                offsets: Rc::clone(&offsets),
            })
        });
        let events = self.events.iter().filter_map(|&number| {
            let what = What::Event(self.record.events.get(number)?);
            Some(Item { of: self, id: of_events.get(number)?.clone(), what, offsets: Rc::clone(&offsets) })
        });
        statements.chain(events).collect()
    }

    /// Its id: unique and stable, like those of items.
    pub fn id(&self) -> String {
        ids::article(self)
    }

    /// Its address, where it is one of the web.
    pub fn url(&self) -> Option<&str> {
        self.record.article.url.as_deref().filter(|url| is_web_address(url))
    }

    /// Its headline, or what stands for one.
    pub fn headline(&self) -> &str {
        self.record.article.headline.as_deref().unwrap_or("(no headline)")
    }

    /// The words of some spans, " … " between them, in one line.
    pub fn words(&self, spans: &[ByteSpan]) -> String {
        let words = spans.iter().map(|span| one_line(self.record.article.words(*span)));
        words.collect::<Vec<_>>().join(" … ")
    }

    /// The statement of an id of the record.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.record.statements.iter().find(|statement| statement.id == id)
    }

    /// Who said a statement: the name of the actor, the description of an unnamed source, or else the words that stand for them.
    pub fn speaker_name(&self, statement: &Statement) -> Option<String> {
        let named = self.record.speaker(statement).map(|actor| actor.name.clone());
        let named = named.or_else(|| statement.source.description.clone());
        named.or_else(|| Some(self.words(&statement.source.spans)).filter(|words| !words.is_empty()))
    }

    /// The actors of some ids.
    pub fn actors<'a>(&'a self, ids: &'a [String]) -> impl Iterator<Item = &'a Actor> + 'a {
        ids.iter().filter_map(|id| self.record.actor(id))
    }
}

impl<'a> Item<'a> {
    /// The spans of the exact words on which it stands, in reading order: of a statement what was said, of an event the
    /// sentences that tell of it.
    pub fn spans(&self) -> &'a [ByteSpan] {
        match self.what {
            What::Statement(statement) => &statement.content,
            What::Event(event) => &event.evidence,
        }
    }

    /// Its exact words, in one line.
    pub fn words(&self) -> String {
        self.of.words(self.spans())
    }

    /// Who said or did it: the actors that the article names.
    pub fn doers(&self) -> Vec<&'a Actor> {
        match self.what {
            What::Statement(statement) => self.of.record.speaker(statement).into_iter().collect(),
            What::Event(event) => self.of.actors(&event.actors).collect(),
        }
    }

    /// The names of those who said or did it, a description for an unnamed source.
    pub fn doer_names(&self) -> Vec<String> {
        match self.what {
            What::Statement(statement) => self.of.speaker_name(statement).into_iter().collect(),
            What::Event(_) => self.doers().into_iter().map(|actor| actor.name.clone()).collect(),
        }
    }

    /// To whom it was said or done.
    pub fn recipients(&self) -> Vec<&'a Actor> {
        let ids = match self.what {
            What::Statement(statement) => &statement.audience,
            What::Event(event) => &event.recipients,
        };
        self.of.actors(ids).collect()
    }

    /// The names of what a statement is about.
    pub fn about(&self) -> Vec<String> {
        let What::Statement(statement) = self.what else { return Vec::new() };
        let record = &self.of.record;
        let place = |id: &str| record.places.iter().find(|place| place.id == id).map(|place| &place.name);
        let name = |id: &String| record.actor(id).map(|actor| &actor.name).or_else(|| place(id));
        statement.about.iter().filter_map(name).cloned().collect()
    }

    /// When it was said, happened or is to happen, as far as the article tells.
    pub fn time(&self) -> Option<&'a Time> {
        let id = match self.what {
            What::Statement(statement) => statement.time.as_ref(),
            What::Event(event) => event.time.as_ref(),
        }?;
        self.of.record.times.iter().find(|time| &time.id == id)
    }

    /// The days of [`Item::time`], both known.
    pub fn days(&self) -> Option<(Date, Date)> {
        let Interval { first, last } = days_of(self.time()?.value.as_deref()?)?;
        Some((first?, last?))
    }

    /// Where, as far as the article tells.
    pub fn place(&self) -> Option<&'a Place> {
        let id = match self.what {
            What::Statement(statement) => statement.place.as_ref(),
            What::Event(event) => event.place.as_ref(),
        }?;
        self.of.record.places.iter().find(|place| &place.id == id)
    }

    /// On whose word it rests: of an event the speaker who tells of it, of a statement the one in whose telling it stands.
    pub fn according_to(&self) -> Option<String> {
        let id = match self.what {
            What::Statement(statement) => statement.within.as_ref(),
            What::Event(event) => event.according_to.as_ref(),
        }?;
        self.of.speaker_name(self.of.statement(id)?)
    }

    /// Who denies it.
    pub fn denied_by(&self) -> Vec<String> {
        let What::Event(event) = self.what else { return Vec::new() };
        let statements = event.denied_by.iter().filter_map(|id| self.of.statement(id));
        statements.filter_map(|statement| self.of.speaker_name(statement)).collect()
    }

    /// The item with a copy of its article that holds it alone.
    pub fn alone(&self) -> Selected {
        let record = &self.of.record;
        let (statements, events) = match self.what {
            What::Statement(found) => (record.statements.iter().position(|other| other.id == found.id), None),
            What::Event(found) => (None, record.events.iter().position(|other| other.id == found.id)),
        };
        Selected {
            statements: statements.into_iter().collect(),
            events: events.into_iter().collect(),
            ..self.of.clone()
        }
    }

    /// One line for people: who, what, to whom.
    pub fn title(&self) -> String {
        let doers = match self.doer_names() {
            names if names.is_empty() => "somebody".to_owned(),
            names => names.join(", "),
        };
        match self.what {
            What::Statement(statement) => format!("{doers}: {}", act_of(statement)),
            What::Event(event) => {
                let recipients: Vec<&str> =
                    self.recipients().iter().map(|actor| actor.name.as_str()).collect();
                let to = if recipients.is_empty() {
                    String::new()
                } else {
                    format!(" → {}", recipients.join(", "))
                };
                format!("{}: {doers}{to} ({})", event.r#type.label(), event.label.label())
            }
        }
    }
}

/// What a statement does, and that it was not made where its outlet tells so.
pub(crate) fn act_of(statement: &Statement) -> String {
    let act = code(statement.act);
    if statement.negated { format!("{act}, {NOT_SAID}") } else { act }
}

/// The code by which JSON writes a value of an enum.
pub(crate) fn code(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// A text in one line: blanks, line breaks and what no XML holds between words become one blank.
pub fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || is_unprintable(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether XML 1.0 cannot hold a character, or a terminal and a line of a calendar should not; line breaks and tabs among them.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Whether an address is one of the web and stands in one word, so that it can open no line and end no attribute.
pub fn is_web_address(url: &str) -> bool {
    onrecord::is_address(url) && !url.contains(|c: char| c.is_whitespace() || is_unprintable(c))
}
