//! The report as one self-contained page: each article as published, with its statements marked and a margin that
//! names speaker and cue.

mod events;
mod marks;

use std::collections::HashMap;

use askama::Template;
use onrecord::{Article, BlockKind, ByteSpan, Record, Statement};

use self::events::{EventView, LabelCount, event_views, label_counts, timeline};
use self::marks::{Marks, Piece, pieces};
use super::shapes::{SHAPES, Shape};
use super::speakers::{about, is_sure, speaker_name, speakers};
use super::terminal::{notes, status};
use super::timeline::Timeline;
use super::when_and_where::for_people;
use crate::lookup::Lookup;
use crate::network::is_address;

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
    Ok(PageTemplate { title, language, articles, shapes: SHAPES, version: env!("CARGO_PKG_VERSION") }
        .render()?)
}

#[derive(Template)]
#[template(path = "record.html")]
struct PageTemplate {
    title: String,
    language: String,
    articles: Vec<ArticleView>,
    shapes: &'static [Shape],
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
    timeline: Option<Timeline>,
    events: Vec<EventView>,
    labels: Vec<LabelCount>,
    unsure_events: Vec<EventView>,
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
        let lookup = Lookup::of(record);
        let id = format!("x{}", number + 1);
        let marks = Marks::of(&id, &lookup, &anchor);
        let events = event_views(&id, &lookup, true);
        Self {
            timeline: timeline(&id, &lookup),
            labels: label_counts(&events),
            events,
            unsure_events: event_views(&id, &lookup, false),
            id,
            headline: headline(article),
            outlet: article.publisher.clone(),
            url: article.url.clone().filter(|url| is_address(url)),
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
