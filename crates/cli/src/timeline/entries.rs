//! What stands in a timeline, and in which order.

use onrecord::{
    Act, Basis, ByteSpan, CharSpan, CodePoints, Event, EventType, Label, Precision, Record, Statement, Time,
};
use serde::Serialize;

use crate::lookup::Lookup;
use crate::report::{
    circumstances, day_number, head_label, is_sure_event, is_sure_statement, sides, speaker_name, telling,
};

/// The timeline of some articles, as `--json` prints it.
#[derive(Debug, Serialize)]
pub(super) struct Timeline {
    schema: &'static str,
    pub(super) articles: Vec<Source>,
    /// In order of time.
    pub(super) dated: Vec<Entry>,
    /// Events without a place in the calendar, in the order of the articles.
    pub(super) undated: Vec<Entry>,
}

/// An article that entries come from.
#[derive(Debug, Serialize)]
pub(super) struct Source {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) input: Option<String>,
}

/// One event or statement.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// The number of its article, from 1.
    pub(super) article: usize,
    /// Its id in the article's record.
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<When>,
    #[serde(flatten)]
    pub(super) what: What,
    /// Who did it to whom, or who said it to whom, in a line.
    pub(super) who: String,
    /// The words that tell of it.
    pub(super) text: String,
    /// Where they stand in the article's text, in code points: an event's own words, a statement's content.
    span: CharSpan,
    /// Where, on what condition, on whose word, by whom denied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) circumstances: Vec<String>,
    confidence: f64,
    /// Whether reports fold it away.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) unsure: bool,
    /// Whether it is told with the event that puts it forward.
    #[serde(skip)]
    is_told: bool,
}

/// When, as the article tells it.
#[derive(Debug, Serialize)]
pub(super) struct When {
    pub(super) value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Precision>,
    basis: Basis,
    words: String,
    #[serde(skip)]
    day: i64,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum What {
    Event { r#type: EventType, label: Label },
    Statement { act: Act },
}

impl Default for Timeline {
    fn default() -> Self {
        Self { schema: "onrecord-timeline/0", articles: Vec::new(), dated: Vec::new(), undated: Vec::new() }
    }
}

impl Timeline {
    /// Takes in what a record tells.
    pub(super) fn add(&mut self, record: &Record) {
        let article = &record.article;
        self.articles.push(Source {
            id: article.id.clone(),
            headline: article.headline.clone(),
            publisher: article.publisher.clone(),
            published: article.published.clone(),
            url: article.url.clone(),
            input: article.input.clone(),
        });
        let lookup = Lookup::of(record);
        let points = CodePoints::of(&article.text);
        let number = self.articles.len();
        let events = record.events.iter().map(|event| event_entry(&lookup, &points, number, event));
        let statements = record.statements.iter().map(|one| statement_entry(&lookup, &points, number, one));
        for entry in events.chain(statements) {
            match (&entry.time, entry.what) {
                (Some(_), _) => self.dated.push(entry),
                (None, What::Event { .. }) if !entry.is_told => self.undated.push(entry),
                (None, _) => {}
            }
        }
    }

    /// Puts the entries in order of time; those of one time stay in the order of the articles.
    pub(super) fn sort(&mut self) {
        self.dated.sort_by(|a, b| {
            let key = |entry: &Entry| entry.time.as_ref().map(|time| (time.day, time.value.clone()));
            key(a).cmp(&key(b))
        });
    }
}

fn event_entry(lookup: &Lookup<'_>, points: &CodePoints<'_>, article: usize, event: &Event) -> Entry {
    let [before, words, after] = telling(lookup, event);
    let is_dated = |event: &&Event| when(lookup, event.time.as_ref()).is_some();
    // A demand without a date whose content has one is told there, and the content of one with a date is told with it.
    let content_dated = lookup.put_forward(event).iter().any(is_dated);
    let is_told = content_dated || event.put_by.is_some();
    Entry {
        article,
        id: event.id.clone(),
        time: when(lookup, event.time.as_ref()),
        what: What::Event { r#type: event.r#type, label: head_label(lookup, event) },
        who: sides(lookup, event),
        text: format!("{before}[{words}]{after}"),
        span: points.chars(event.trigger),
        circumstances: circumstances(lookup, event)
            .into_iter()
            .skip(usize::from(event.time.is_some()))
            .collect(),
        confidence: event.confidence,
        unsure: !is_sure_event(event),
        is_told,
    }
}

fn statement_entry(
    lookup: &Lookup<'_>,
    points: &CodePoints<'_>,
    article: usize,
    statement: &Statement,
) -> Entry {
    let words: Vec<String> = statement.content.iter().map(|span| lookup.words(*span)).collect();
    let hearers = lookup.names(&statement.audience);
    let mut who = speaker_name(lookup.record, statement);
    if !hearers.is_empty() {
        who = format!("{who} → {}", hearers.join(", "));
    }
    let (start, end) = (statement.content.first(), statement.content.last());
    let span =
        start.zip(end).map_or(ByteSpan::new(0, 0), |(first, last)| ByteSpan::new(first.start, last.end));
    Entry {
        article,
        id: statement.id.clone(),
        time: when(lookup, statement.time.as_ref()),
        what: What::Statement { act: statement.act },
        who,
        text: words.join(" … "),
        span: points.chars(span),
        circumstances: statement
            .condition
            .map(|span| format!("on condition: {}", lookup.words(span)))
            .into_iter()
            .collect(),
        confidence: statement.confidence,
        unsure: !is_sure_statement(statement),
        is_told: false,
    }
}

/// The time of an item where it has a place in the calendar.
fn when(lookup: &Lookup<'_>, id: Option<&String>) -> Option<When> {
    let time: &Time = lookup.time(id)?;
    let value = time.value.clone()?;
    let day = day_number(&value)?;
    let words = lookup.words(time.span);
    Some(When { value, precision: time.precision, basis: time.basis, words, day })
}
