//! What stands in a timeline, and in which order.

use std::collections::HashMap;

use ::archive::export::Selected;
use ::archive::search::Told;
use onrecord::{
    Act, Basis, ByteSpan, CharSpan, CodePoints, Event, EventType, Label, Precision, Record, Statement, Time,
};
use serde::Serialize;

use crate::coverage::Source;
use crate::lookup::Lookup;
use crate::report::{
    circumstances, day_number, head_label, is_likely_event, is_sure_event, is_sure_statement, sides,
    speaker_name, telling,
};

/// The timeline of some articles, as `--json` prints it.
#[derive(Debug, Serialize)]
pub(super) struct Timeline {
    schema: &'static str,
    pub(super) articles: Vec<Article>,
    /// In order of time.
    pub(super) dated: List,
    /// Events without a place in the calendar, in the order of the articles.
    pub(super) undated: List,
    /// Whether the archive has more than were asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) more: bool,
}

/// Entries, each once: what several articles tell in the same words, as agency copy is printed, is one that names them all.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct List {
    entries: Vec<Entry>,
    #[serde(skip)]
    n_shown: usize,
    /// Where the entry of some words stands.
    #[serde(skip)]
    known: HashMap<String, usize>,
}

/// An article that entries come from.
#[derive(Debug, Serialize)]
pub(super) struct Article {
    /// Its number: in the archive, or among the files from 1.
    pub(super) number: i64,
    id: String,
    #[serde(flatten)]
    pub(super) source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) input: Option<String>,
}

/// Where something is told.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Telling {
    /// The number of the article.
    pub(super) article: i64,
    /// The id in the article's record.
    pub(super) id: String,
    #[serde(flatten)]
    pub(super) source: Source,
}

/// One event or statement.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// The article that tells of it; the first, where several do in the same words.
    #[serde(flatten)]
    pub(super) told: Telling,
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
    /// Whether a timeline leaves it out, but for JSON.
    #[serde(skip)]
    left_out: bool,
    /// The other articles that tell of it in the same words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) also: Vec<Telling>,
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
    Statement { act: Act, negated: bool },
}

impl Default for Timeline {
    fn default() -> Self {
        let (dated, undated) = (List::default(), List::default());
        Self { schema: "onrecord-timeline/0", articles: Vec::new(), dated, undated, more: false }
    }
}

/// How many entries are taken for one that is shown, at most.
const MOST_LEFT_OUT: usize = 20;

impl Timeline {
    /// Takes in all that a record tells.
    pub(super) fn add(&mut self, record: &Record) {
        let number = i64::try_from(self.articles.len()).unwrap_or(i64::MAX).saturating_add(1);
        let source = Source::of(record);
        self.name(record, number, &source);
        let items = Items::of(record, number, source);
        for entry in record.events.iter().map(|event| items.event(event)) {
            self.keep(entry);
        }
        for entry in record.statements.iter().map(|statement| items.statement(statement)) {
            self.keep(entry);
        }
    }

    /// Takes in an item of an archive, unless there are as many to show as are wanted; says whether it did.
    pub(super) fn take(&mut self, selected: &Selected, told: Told, limit: usize) -> bool {
        let list = if told == Told::WithDay { &self.dated } else { &self.undated };
        if list.n_shown >= limit || list.entries.len() >= limit.saturating_mul(MOST_LEFT_OUT) {
            self.more = true;
            return false;
        }
        let source = Source::of_selected(selected);
        let items = Items::of(&selected.record, selected.article, source.clone());
        let (events, statements) = (&selected.record.events, &selected.record.statements);
        let events = selected.events.iter().filter_map(|at| events.get(*at)).map(|event| items.event(event));
        let statements = selected.statements.iter().filter_map(|at| statements.get(*at));
        for entry in events.chain(statements.map(|statement| items.statement(statement))) {
            if self.keep(entry) && !self.articles.iter().any(|known| known.number == selected.article) {
                self.name(&selected.record, selected.article, &source);
            }
        }
        true
    }

    /// Names an article.
    fn name(&mut self, record: &Record, number: i64, source: &Source) {
        let article = &record.article;
        self.articles.push(Article {
            number,
            id: article.id.clone(),
            source: source.clone(),
            input: article.input.clone(),
        });
    }

    /// Keeps an entry where it belongs; statements without a date belong nowhere.
    fn keep(&mut self, entry: Entry) -> bool {
        match (&entry.time, entry.what) {
            (Some(_), _) => self.dated.keep(entry),
            (None, What::Event { .. }) if !entry.is_told => self.undated.keep(entry),
            (None, _) => return false,
        }
        true
    }

    /// Puts the entries in order of time; those of one time stay in the order of the articles.
    pub(super) fn sort(&mut self) {
        let key = |entry: &Entry| entry.time.as_ref().map(|time| (time.day, time.value.clone()));
        self.dated.entries.sort_by_cached_key(key);
        self.dated.known.clear();
        self.articles.sort_by_key(|article| article.number);
    }
}

impl List {
    fn keep(&mut self, entry: Entry) {
        let value = entry.time.as_ref().map(|time| time.value.as_str());
        let key = format!("{value:?}\n{:?}\n{}\n{}", entry.what, entry.who, entry.text);
        if let Some(known) = self.known.get(&key).and_then(|place| self.entries.get_mut(*place)) {
            // What one article tells twice stays apart: it is its own order of telling.
            let is_other = |telling: &Telling| telling.article != entry.told.article;
            if is_other(&known.told) && known.also.iter().all(is_other) {
                known.also.push(entry.told);
                return;
            }
        }
        self.known.insert(key, self.entries.len());
        self.n_shown += usize::from(!entry.left_out);
        self.entries.push(entry);
    }

    /// Those that people are shown.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.left_out)
    }

    /// How many are left out.
    pub(super) fn n_left_out(&self) -> usize {
        self.entries.len() - self.n_shown
    }
}

/// The items of a record as entries.
struct Items<'r> {
    lookup: Lookup<'r>,
    points: CodePoints<'r>,
    article: i64,
    source: Source,
}

impl<'r> Items<'r> {
    fn of(record: &'r Record, article: i64, source: Source) -> Self {
        Self { lookup: Lookup::of(record), points: CodePoints::of(&record.article.text), article, source }
    }

    fn told(&self, id: &str) -> Telling {
        Telling { article: self.article, id: id.to_owned(), source: self.source.clone() }
    }

    fn event(&self, event: &Event) -> Entry {
        let lookup = &self.lookup;
        let [before, words, after] = telling(lookup, event);
        let is_dated = |event: &&Event| when(lookup, event.time.as_ref()).is_some();
        // A demand without a date whose content has one is told there, and the content of one with a date is told with it.
        let content_dated = lookup.put_forward(event).iter().any(is_dated);
        let is_told = content_dated || event.put_by.is_some();
        let circumstances = circumstances(lookup, event);
        Entry {
            told: self.told(&event.id),
            time: when(lookup, event.time.as_ref()),
            what: What::Event { r#type: event.r#type, label: head_label(lookup, event) },
            who: sides(lookup, event),
            text: format!("{before}[{words}]{after}"),
            span: self.points.chars(event.trigger),
            circumstances: circumstances.into_iter().skip(usize::from(event.time.is_some())).collect(),
            confidence: event.confidence,
            unsure: !is_sure_event(event),
            left_out: !is_likely_event(event),
            also: Vec::new(),
            is_told,
        }
    }

    fn statement(&self, statement: &Statement) -> Entry {
        let lookup = &self.lookup;
        let words: Vec<String> = statement.content.iter().map(|span| lookup.words(*span)).collect();
        let hearers = lookup.names(&statement.audience);
        let mut who = speaker_name(lookup.record, statement);
        if !hearers.is_empty() {
            who = format!("{who} → {}", hearers.join(", "));
        }
        let ends = statement.content.first().zip(statement.content.last());
        let span = ends.map_or(ByteSpan::new(0, 0), |(first, last)| ByteSpan::new(first.start, last.end));
        let condition = statement.condition.map(|span| format!("on condition: {}", lookup.words(span)));
        Entry {
            told: self.told(&statement.id),
            time: when(lookup, statement.time.as_ref()),
            what: What::Statement { act: statement.act, negated: statement.negated },
            who,
            text: words.join(" … "),
            span: self.points.chars(span),
            circumstances: condition.into_iter().collect(),
            confidence: statement.confidence,
            unsure: !is_sure_statement(statement),
            left_out: !is_sure_statement(statement),
            also: Vec::new(),
            is_told: false,
        }
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
