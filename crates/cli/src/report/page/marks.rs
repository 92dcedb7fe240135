//! What is marked in an article's text: the words of statements and events, times and places, links.

use onrecord::{Article, ByteSpan, Statement};

use super::events::{EventMark, event_marks};
use crate::lookup::Lookup;
use crate::network::is_address;
use crate::report::speakers::is_sure;
use crate::report::when_and_where::{place_for_people, timex_for_people};

/// A run of text under the same marks.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) class: &'static str,
    /// The statement's anchor and number, on its first piece.
    pub(super) anchor: Option<(String, usize)>,
    pub(super) link: Option<String>,
    /// A time or place: its class, and what it means.
    pub(super) note: Option<(&'static str, String)>,
    /// An event that is named here, on its first piece.
    pub(super) event: Option<EventMark>,
}

/// Words that a statement rests on, or that are a link.
pub(super) struct Mark<'m> {
    span: ByteSpan,
    /// Of those that overlap, the lowest is shown.
    rank: usize,
    look: Look<'m>,
    /// The statement's anchor and number, on its first words.
    pub(super) anchor: Option<(String, usize)>,
}

#[derive(Clone)]
enum Look<'m> {
    Class(&'static str),
    Link(&'m str),
    /// A time or place: its class, and what it means.
    Note(&'static str, String),
    Event(EventMark),
}

/// The marks of an article in the order of the text, so that each block finds its own without walking all.
pub(super) struct Marks<'m> {
    marks: Vec<Mark<'m>>,
    /// Of each statement.
    pub(super) anchors: Vec<String>,
}

impl<'m> Marks<'m> {
    pub(super) fn of(article: &str, lookup: &Lookup<'m>, anchor: &impl Fn(&Statement) -> String) -> Self {
        let record = lookup.record;
        let anchors: Vec<String> = record.statements.iter().map(anchor).collect();
        let mut marks: Vec<Mark> = Vec::new();
        let mut push = |span: ByteSpan, look: Look<'m>, anchor: Option<(String, usize)>| {
            marks.push(Mark { span, rank: marks.len(), look, anchor });
        };
        for (at, statement) in
            record.statements.iter().enumerate().filter(|(_, statement)| is_sure(statement))
        {
            for (nth, span) in statement.content.iter().enumerate() {
                push(*span, Look::Class("content"), (nth == 0).then(|| (anchors[at].clone(), at + 1)));
            }
            statement.cue.iter().for_each(|span| push(*span, Look::Class("cue"), None));
            statement.source.spans.iter().for_each(|span| push(*span, Look::Class("source"), None));
            statement.also.iter().for_each(|span| push(*span, Look::Class("content"), None));
        }
        for link in record.article.links.iter().filter(|link| is_address(&link.target)) {
            push(link.span, Look::Link(&link.target), None);
        }
        for time in &record.times {
            let value = time.value.as_deref().map_or_else(|| "not known when".to_owned(), timex_for_people);
            push(time.span, Look::Note("time", value), None);
        }
        for place in &record.places {
            let mentions = place.mentions.iter();
            mentions.for_each(|span| push(*span, Look::Note("place", place_for_people(place)), None));
        }
        for event in event_marks(article, lookup) {
            push(event.span, Look::Event(event), None);
        }
        marks.sort_by_key(|mark| mark.span.start);
        Self { marks, anchors }
    }

    /// The marks inside a block.
    pub(super) fn of_block(&self, block: ByteSpan) -> impl Iterator<Item = &Mark<'m>> + Clone {
        let from = self.marks.partition_point(|mark| mark.span.start < block.start);
        let in_block = self.marks[from..].iter().take_while(move |mark| mark.span.start < block.end);
        in_block.filter(move |mark| block.contains(mark.span))
    }
}

/// Cuts a block where a mark or a link begins or ends.
pub(super) fn pieces(article: &Article, marks: &Marks<'_>, block: ByteSpan) -> Vec<Piece> {
    let mut cuts: Vec<usize> = vec![block.start, block.end];
    cuts.extend(marks.of_block(block).flat_map(|mark| [mark.span.start, mark.span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut coming = marks.of_block(block).peekable();
    let mut open: Vec<&Mark<'_>> = Vec::new();
    let mut pieces = Vec::new();
    for pair in cuts.windows(2) {
        let span = ByteSpan::new(pair[0], pair[1]);
        open.retain(|mark| mark.span.end > span.start);
        while let Some(mark) = coming.next_if(|mark| mark.span.start == span.start) {
            open.push(mark);
        }
        open.sort_by_key(|mark| mark.rank);
        let first =
            |look: fn(&Mark<'_>) -> bool| open.iter().find(|mark| look(mark)).map(|mark| mark.look.clone());
        let class = first(|mark| matches!(mark.look, Look::Class(_)));
        let link = first(|mark| matches!(mark.look, Look::Link(_)));
        let note = first(|mark| matches!(mark.look, Look::Note(..)));
        let event = open
            .iter()
            .find(|mark| mark.span.start == span.start && matches!(mark.look, Look::Event(_)))
            .map(|mark| mark.look.clone());
        let mut begun = open.iter().filter(|mark| mark.span.start == span.start);
        pieces.push(Piece {
            text: article.words(span).to_owned(),
            class: if let Some(Look::Class(class)) = class { class } else { "" },
            anchor: begun.find_map(|mark| mark.anchor.clone()),
            link: if let Some(Look::Link(target)) = link { Some(target.to_owned()) } else { None },
            note: if let Some(Look::Note(class, says)) = note { Some((class, says)) } else { None },
            event: if let Some(Look::Event(event)) = event { Some(event) } else { None },
        });
    }
    pieces
}
