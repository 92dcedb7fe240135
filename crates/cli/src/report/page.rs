//! The report as one self-contained page: each article as published, with its statements marked and a margin that
//! names speaker and cue.

use std::collections::HashMap;

use askama::Template;
use onrecord::{Article, BlockKind, ByteSpan, Record, Statement};

use super::speakers::{about, is_sure, speaker_name, speakers};
use super::terminal::{notes, status};
use super::when_and_where::{for_people, place_for_people, timex_for_people};

/// The page of some records.
///
/// # Errors
/// When the template cannot be filled, which its compile-time check leaves no reason for.
pub(crate) fn page(records: &[Record]) -> anyhow::Result<String> {
    let articles: Vec<ArticleView> =
        records.iter().enumerate().map(|(number, record)| ArticleView::of(number, record)).collect();
    let title = match records {
        [record] => headline(&record.article),
        _ => format!("{} articles", records.len()),
    };
    let language = match records {
        [record] => record.article.language.clone().unwrap_or_default(),
        _ => "en".to_owned(),
    };
    Ok(PageTemplate { title, language, articles, version: env!("CARGO_PKG_VERSION") }.render()?)
}

#[derive(Template)]
#[template(path = "record.html")]
struct PageTemplate {
    title: String,
    language: String,
    articles: Vec<ArticleView>,
    version: &'static str,
}

struct ArticleView {
    id: String,
    headline: String,
    outlet: Option<String>,
    /// Only http(s) addresses become links.
    url: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    bylines: Vec<String>,
    /// What an agency says of its item, and to editors.
    status: Option<String>,
    notes: Option<String>,
    speakers: Vec<SpeakerView>,
    blocks: Vec<BlockView>,
    /// The statements that are not sure: who and what.
    unsure: Vec<(String, String)>,
    doubts: Vec<String>,
}

struct SpeakerView {
    name: String,
    /// Anchors of the statements with their numbers.
    statements: Vec<(String, usize)>,
}

struct BlockView {
    /// The block's kind as a class.
    class: &'static str,
    /// The kind in words, for blocks whose look does not tell.
    note: Option<&'static str>,
    pieces: Vec<Piece>,
    notes: Vec<Note>,
}

/// A run of text under the same marks.
struct Piece {
    text: String,
    class: &'static str,
    /// The statement's anchor and number, on its first piece.
    anchor: Option<(String, usize)>,
    link: Option<String>,
    /// A time or place: its class, and what it means.
    note: Option<(&'static str, String)>,
}

/// A note in the margin.
struct Note {
    number: usize,
    target: String,
    speaker: String,
    about: String,
}

impl ArticleView {
    fn of(number: usize, record: &Record) -> Self {
        let article = &record.article;
        let anchor = |statement: &Statement| format!("x{}-{}", number + 1, statement.id);
        let numbers: HashMap<&str, usize> = record
            .statements
            .iter()
            .enumerate()
            .map(|(at, statement)| (statement.id.as_str(), at + 1))
            .collect();
        let marks = Marks::of(record, &anchor);
        Self {
            id: format!("x{}", number + 1),
            headline: headline(article),
            outlet: article.publisher.clone(),
            url: article.url.clone().filter(|url| is_web_address(url)),
            published: article.published.as_deref().map(for_people),
            updated: article.updated.as_deref().map(for_people),
            bylines: article.bylines.iter().map(|byline| byline.name.clone()).collect(),
            status: status(article),
            notes: notes(article),
            speakers: speakers(record)
                .iter()
                .map(|speaker| SpeakerView {
                    name: speaker.name.clone(),
                    statements: speaker
                        .statements
                        .iter()
                        .map(|statement| (anchor(statement), numbers[statement.id.as_str()]))
                        .collect(),
                })
                .collect(),
            blocks: article
                .blocks
                .iter()
                .map(|block| block_view(record, &marks, block.kind, block.span))
                .collect(),
            unsure: record
                .statements
                .iter()
                .filter(|statement| !is_sure(statement))
                .map(|statement| {
                    let words: Vec<&str> =
                        statement.content.iter().map(|span| article.words(*span)).collect();
                    (speaker_name(record, statement), words.join(" … "))
                })
                .collect(),
            doubts: record.doubts.clone(),
        }
    }
}

fn headline(article: &Article) -> String {
    article.headline.clone().or_else(|| article.input.clone()).unwrap_or_else(|| "Article".to_owned())
}

fn is_web_address(target: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| target.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))
}

fn block_view(record: &Record, marks: &Marks<'_>, kind: BlockKind, span: ByteSpan) -> BlockView {
    let (class, note) = match kind {
        BlockKind::Label => ("label", None),
        BlockKind::Headline => ("headline", None),
        BlockKind::Standfirst => ("standfirst", None),
        BlockKind::Byline => ("byline", None),
        BlockKind::Stamp => ("stamp", None),
        BlockKind::Paragraph => ("paragraph", None),
        BlockKind::Subhead => ("subhead", None),
        BlockKind::ListItem => ("list-item", None),
        BlockKind::Quote => ("quote", None),
        BlockKind::Figure => ("figure", Some("Picture")),
        BlockKind::Video => ("video", Some("Video")),
        BlockKind::Table => ("table", Some("Table")),
        BlockKind::Aside => ("aside", Some("Not read")),
        BlockKind::Topics => ("topics", Some("Topics")),
        BlockKind::Rights => ("rights", None),
    };
    let mut numbers: Vec<usize> =
        marks.of_block(span).filter_map(|mark| mark.anchor.as_ref()).map(|(_, number)| *number).collect();
    numbers.sort_unstable();
    let notes = numbers.into_iter().map(|number| {
        let statement = &record.statements[number - 1];
        let target = marks.anchors[number - 1].clone();
        Note { number, target, speaker: speaker_name(record, statement), about: about(record, statement) }
    });
    BlockView { class, note, notes: notes.collect(), pieces: pieces(&record.article, marks, span) }
}

/// Words that a statement rests on, or that are a link.
struct Mark<'m> {
    span: ByteSpan,
    /// Of those that overlap, the lowest is shown.
    rank: usize,
    look: Look<'m>,
    /// The statement's anchor and number, on its first words.
    anchor: Option<(String, usize)>,
}

#[derive(Clone)]
enum Look<'m> {
    Class(&'static str),
    Link(&'m str),
    /// A time or place: its class, and what it means.
    Note(&'static str, String),
}

/// The marks of an article in the order of the text, so that each block finds its own without walking all.
struct Marks<'m> {
    marks: Vec<Mark<'m>>,
    /// Of each statement.
    anchors: Vec<String>,
}

impl<'m> Marks<'m> {
    fn of(record: &'m Record, anchor: &impl Fn(&Statement) -> String) -> Self {
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
        for link in record.article.links.iter().filter(|link| is_web_address(&link.target)) {
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
        marks.sort_by_key(|mark| mark.span.start);
        Self { marks, anchors }
    }

    fn of_block(&self, block: ByteSpan) -> impl Iterator<Item = &Mark<'m>> + Clone {
        let from = self.marks.partition_point(|mark| mark.span.start < block.start);
        let in_block = self.marks[from..].iter().take_while(move |mark| mark.span.start < block.end);
        in_block.filter(move |mark| block.contains(mark.span))
    }
}

/// Cuts a block where a mark or a link begins or ends.
fn pieces(article: &Article, marks: &Marks<'_>, block: ByteSpan) -> Vec<Piece> {
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
        let mut begun = open.iter().filter(|mark| mark.span.start == span.start);
        pieces.push(Piece {
            text: article.words(span).to_owned(),
            class: if let Some(Look::Class(class)) = class { class } else { "" },
            anchor: begun.find_map(|mark| mark.anchor.clone()),
            link: if let Some(Look::Link(target)) = link { Some(target.to_owned()) } else { None },
            note: if let Some(Look::Note(class, says)) = note { Some((class, says)) } else { None },
        });
    }
    pieces
}
