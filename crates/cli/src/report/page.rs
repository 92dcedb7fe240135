//! The report as one self-contained page: each article as published, with its statements marked and a margin that
//! names speaker and cue.

use askama::Template;
use onrecord::{Article, BlockKind, ByteSpan, Record, Statement};

use super::speakers::{about, speaker_name, speakers};
use super::when::for_people;

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
    speakers: Vec<SpeakerView>,
    blocks: Vec<BlockView>,
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
        let place = |statement: &Statement| {
            record.statements.iter().position(|other| other.id == statement.id).map_or(0, |at| at + 1)
        };
        Self {
            id: format!("x{}", number + 1),
            headline: headline(article),
            outlet: article.publisher.clone(),
            url: article.url.clone().filter(|url| is_web_address(url)),
            published: article.published.as_deref().map(for_people),
            updated: article.updated.as_deref().map(for_people),
            bylines: article.bylines.iter().map(|byline| byline.name.clone()).collect(),
            speakers: speakers(record)
                .iter()
                .map(|speaker| SpeakerView {
                    name: speaker.name.clone(),
                    statements: speaker
                        .statements
                        .iter()
                        .map(|statement| (anchor(statement), place(statement)))
                        .collect(),
                })
                .collect(),
            blocks: article
                .blocks
                .iter()
                .map(|block| block_view(record, block.kind, block.span, &anchor))
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

fn block_view(
    record: &Record,
    kind: BlockKind,
    span: ByteSpan,
    anchor: &impl Fn(&Statement) -> String,
) -> BlockView {
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
    let starts_here = |statement: &&(usize, &Statement)| {
        statement.1.content.first().is_some_and(|content| span.contains(*content))
    };
    let numbered: Vec<(usize, &Statement)> = record.statements.iter().enumerate().collect();
    let notes = numbered.iter().filter(starts_here).map(|(at, statement)| Note {
        number: at + 1,
        target: anchor(statement),
        speaker: speaker_name(record, statement),
        about: about(record, statement),
    });
    BlockView { class, note, pieces: pieces(record, span, anchor), notes: notes.collect() }
}

/// Words of a block that a statement rests on.
struct Mark {
    span: ByteSpan,
    class: &'static str,
    anchor: Option<(String, usize)>,
}

fn marks(record: &Record, block: ByteSpan, anchor: &impl Fn(&Statement) -> String) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, statement) in record.statements.iter().enumerate() {
        let first = statement.content.first();
        let mut mark = |spans: &[ByteSpan], class: &'static str| {
            marks.extend(spans.iter().filter(|span| block.contains(**span)).map(|span| Mark {
                span: *span,
                class,
                anchor: (class == "content" && Some(span) == first).then(|| (anchor(statement), at + 1)),
            }));
        };
        mark(&statement.content, "content");
        mark(&statement.cue, "cue");
        mark(&statement.source.spans, "source");
        mark(&statement.also, "content");
    }
    marks
}

/// Cuts a block where a mark or a link begins or ends.
fn pieces(record: &Record, block: ByteSpan, anchor: &impl Fn(&Statement) -> String) -> Vec<Piece> {
    let article = &record.article;
    let marks = marks(record, block, anchor);
    let links: Vec<(ByteSpan, &str)> = article
        .links
        .iter()
        .filter(|link| block.contains(link.span) && is_web_address(&link.target))
        .map(|link| (link.span, link.target.as_str()))
        .collect();
    let mut cuts: Vec<usize> = vec![block.start, block.end];
    cuts.extend(marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]));
    cuts.extend(links.iter().flat_map(|(span, _)| [span.start, span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |pair: &[usize]| {
        let span = ByteSpan::new(pair[0], pair[1]);
        let mark = marks.iter().find(|mark| mark.span.contains(span));
        let first = marks.iter().find(|mark| mark.anchor.is_some() && mark.span.start == span.start);
        Piece {
            text: article.words(span).to_owned(),
            class: mark.map_or("", |mark| mark.class),
            anchor: first.and_then(|mark| mark.anchor.clone()),
            link: links
                .iter()
                .find(|(linked, _)| linked.contains(span))
                .map(|(_, target)| (*target).to_owned()),
        }
    };
    cuts.windows(2).map(piece).collect()
}
