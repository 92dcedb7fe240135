//! The columns of every export that is a table: one list, so that JSON Lines, TSV, Parquet and Arrow agree.

use onrecord::{Actor, ByteSpan};

use super::selected::{Item, What, code};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// Texts, in TSV parted by "; ".
    Texts,
    /// A number with a fraction.
    Number,
    /// A whole number.
    Count,
    /// Yes or no.
    Flag,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: not known, or not a field of such items.
    Empty,
    /// A text.
    Text(String),
    /// Texts.
    Texts(Vec<String>),
    /// A number with a fraction.
    Number(f64),
    /// A whole number.
    Count(i64),
    /// Yes or no.
    Flag(bool),
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it says, for the page on exports.
    pub about: &'static str,
    /// What stands in it for an item.
    pub cell: fn(&Item<'_>) -> Cell,
}

fn text(text: Option<impl Into<String>>) -> Cell {
    text.map(Into::into).filter(|text: &String| !text.is_empty()).map_or(Cell::Empty, Cell::Text)
}

fn texts(texts: impl IntoIterator<Item = String>) -> Cell {
    let texts: Vec<String> = texts.into_iter().collect();
    if texts.is_empty() { Cell::Empty } else { Cell::Texts(texts) }
}

/// A field that each actor may have, "" where one has it not, so that the lists of an item go side by side.
fn of_actors(actors: &[&Actor], field: impl Fn(&Actor) -> Option<String>) -> Cell {
    let fields: Vec<String> = actors.iter().map(|actor| field(actor).unwrap_or_default()).collect();
    if fields.iter().all(String::is_empty) { Cell::Empty } else { Cell::Texts(fields) }
}

/// Spans as a JSON array of ranges in code points.
fn spans(item: &Item<'_>, spans: &[ByteSpan]) -> Cell {
    if spans.is_empty() {
        return Cell::Empty;
    }
    let spans =
        spans.iter().map(|span| item.offsets.chars(*span)).map(|span| format!("[{},{}]", span.0, span.1));
    Cell::Text(format!("[{}]", spans.collect::<Vec<_>>().join(",")))
}

macro_rules! columns {
    ($($name:literal $holds:ident $about:literal $cell:expr;)*) => {
        &[$(Column { name: $name, holds: Holds::$holds, about: $about, cell: $cell },)*]
    };
}

macro_rules! of_statement {
    ($item:ident, $statement:ident => $cell:expr) => {
        match $item.what {
            What::Statement($statement) => $cell,
            What::Event(_) => Cell::Empty,
        }
    };
}

macro_rules! of_event {
    ($item:ident, $event:ident => $cell:expr) => {
        match $item.what {
            What::Event($event) => $cell,
            What::Statement(_) => Cell::Empty,
        }
    };
}

/// All columns, in their order.
pub const COLUMNS: &[Column] = columns! {
    "item" Text "`statement` or `event`" |item| text(Some(match item.what {
        What::Statement(_) => "statement",
        What::Event(_) => "event",
    }));
    "id" Text "unique and stable: the same words of the same article have the same id in every archive"
        |item| text(Some(item.id.as_str()));
    "by" Texts "who said or did it" |item| texts(item.doer_names());
    "by_kind" Texts "what they are: person, state, organisation, armed-group, group, unnamed"
        |item| of_actors(&item.doers(), |actor| actor.kind.map(code));
    "by_state" Texts "the state they are or belong to, ISO 3166-1 alpha-3"
        |item| of_actors(&item.doers(), |actor| actor.state.clone());
    "by_sector" Texts "PLOVER's code of their sector" |item| of_actors(&item.doers(), |actor| actor.sector.clone());
    "by_wikidata" Texts "their items in Wikidata" |item| of_actors(&item.doers(), |actor| actor.wikidata.clone());
    "alleged" Texts "who did it in the words of an accuser alone" |item| of_event!(item, event =>
        texts(item.of.actors(&event.alleged_actors).map(|actor| actor.name.clone())));
    "to" Texts "to whom it was said or done" |item| texts(item.recipients().iter().map(|actor| actor.name.clone()));
    "to_kind" Texts "what they are" |item| of_actors(&item.recipients(), |actor| actor.kind.map(code));
    "to_state" Texts "the state they are or belong to" |item| of_actors(&item.recipients(), |actor| actor.state.clone());
    "to_sector" Texts "PLOVER's code of their sector" |item| of_actors(&item.recipients(), |actor| actor.sector.clone());
    "to_wikidata" Texts "their items in Wikidata" |item| of_actors(&item.recipients(), |actor| actor.wikidata.clone());
    "about" Texts "the actors and places that a statement is about" |item| texts(item.about());
    "kind" Text "of a statement: speech, document, thought, intention"
        |item| of_statement!(item, statement => text(Some(code(statement.kind))));
    "form" Text "of a statement: direct, indirect, mixed"
        |item| of_statement!(item, statement => text(Some(code(statement.form))));
    "act" Text "what the speaker does by it" |item| of_statement!(item, statement => text(Some(code(statement.act))));
    "medium" Text "by what means it reached the public"
        |item| of_statement!(item, statement => text(statement.medium.clone()));
    "negated" Flag "whether the outlet says that it was not said"
        |item| of_statement!(item, statement => Cell::Flag(statement.negated));
    "type" Text "PLOVER's type of an event" |item| of_event!(item, event => text(Some(event.r#type.label())));
    "mode" Text "PLOVER's mode" |item| of_event!(item, event => text(event.mode.clone()));
    "contexts" Texts "PLOVER's contexts" |item| of_event!(item, event => texts(event.contexts.clone()));
    "label" Text "the one word shown of what became of an event"
        |item| of_event!(item, event => text(Some(event.label.label())));
    "status" Text "what became of it" |item| of_event!(item, event => text(Some(event.status.label())));
    "stance" Text "how it was put" |item| of_event!(item, event => text(Some(event.stance.label())));
    "background" Flag "whether it is told as history" |item| of_event!(item, event => Cell::Flag(event.background));
    "according_to" Text "on whose word it rests, where not on the outlet's" |item| text(item.according_to());
    "denied_by" Texts "who denies it" |item| texts(item.denied_by());
    "time" Text "when, as the article tells: the TIMEX3 value" |item| text(item.time().and_then(|time| time.value.clone()));
    "time_words" Text "its words" |item| text(item.time().map(|time| item.of.words(&[time.span])));
    "time_precision" Text "the unit down to which it is told"
        |item| text(item.time().and_then(|time| time.precision).map(code));
    "time_basis" Text "what the value stands on" |item| text(item.time().map(|time| code(time.basis)));
    "first_day" Text "its first day" |item| text(item.days().map(|(first, _)| first.to_string()));
    "last_day" Text "its last day" |item| text(item.days().map(|(_, last)| last.to_string()));
    "place" Text "where, as the article tells" |item| text(item.place().map(|place| place.name.clone()));
    "country" Text "the country of the place, ISO 3166-1 alpha-3" |item| text(item.place().map(|place| place.country.clone()));
    "lat" Number "degrees north" |item| item.place().and_then(|place| place.lat).map_or(Cell::Empty, Cell::Number);
    "lon" Number "degrees east" |item| item.place().and_then(|place| place.lon).map_or(Cell::Empty, Cell::Number);
    "geonames" Count "the place's number in GeoNames"
        |item| item.place().and_then(|place| place.geonames).map_or(Cell::Empty, |number| Cell::Count(number.into()));
    "words" Text "the exact words: of a statement what was said, of an event the sentences that tell of it; ' … ' stands between pieces"
        |item| text(Some(item.words()));
    "quotes" Texts "the parts in quotation marks" |item| of_statement!(item, statement =>
        texts(statement.quotes.iter().map(|span| item.of.words(&[*span]))));
    "source" Text "the words that name the speaker" |item| of_statement!(item, statement => text(Some(item.of.words(&statement.source.spans))));
    "cue" Text "the words that say that it was said, or that name the event" |item| text(Some(match item.what {
        What::Statement(statement) => item.of.words(&statement.cue),
        What::Event(event) => item.of.words(&[event.trigger]),
    }));
    "condition" Text "the words that it hangs on" |item| text(match item.what {
        What::Statement(statement) => statement.condition,
        What::Event(event) => event.condition,
    }.map(|span| item.of.words(&[span])));
    "counts" Texts "how many of what" |item| of_event!(item, event => texts(event.counts.iter().map(|count| {
        format!("{} {}", count.value.map_or_else(|| item.of.words(&[count.span]), |value| value.to_string()), count.what)
    })));
    "spans" Text "where the words stand in the article's text: ranges in code points, a JSON array" |item| spans(item, item.spans());
    "confidence" Number "how likely it is right, 0 to 1" |item| Cell::Number(match item.what {
        What::Statement(statement) => statement.confidence,
        What::Event(event) => event.confidence,
    });
    "outlet" Text "who published the article" |item| text(item.of.outlet.clone());
    "published" Text "when, as precise as told" |item| text(item.of.record.article.published.clone());
    "updated" Text "when it was last changed" |item| text(item.of.record.article.updated.clone());
    "headline" Text "its headline" |item| text(item.of.record.article.headline.clone());
    "url" Text "its address" |item| text(item.of.record.article.url.clone());
    "input" Text "the path or address that was read" |item| text(item.of.record.article.input.clone());
    "language" Text "its language, BCP 47" |item| text(item.of.record.article.language.clone());
    "article" Text "its id, unique and stable" |item| text(Some(item.of.id()));
    "ref" Text "article and item by their numbers in the archive, as the views of the file have them"
        |item| text(Some(format!("{}/{}", item.of.article, match item.what {
            What::Statement(statement) => &statement.id,
            What::Event(event) => &event.id,
        })));
    "version" Count "which version of the article" |item| Cell::Count(item.of.version);
    "reader" Text "the version of onrecord that read it, and with which files of a user" |item| text(Some(item.of.record.made_by.to_string()));
};
