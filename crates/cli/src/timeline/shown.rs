//! A timeline for people: in the terminal and as a page.

use std::fmt::Write as _;

use anstyle::Style;
use askama::Template;
use textwrap::Options;

use super::entries::{Article, Entry, Telling, Timeline, What};
use crate::lookup::in_line;
use crate::out::fill;
use crate::report::{self, SHAPES, Shape, label_words, sign, timex_for_people};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// What is said where an archive has more.
const CUT: &str =
    "There is more: ask for later days (when:2026-06..), for less in other ways, or for more with --limit.";

/// How wide the column of signs and labels is.
const LABEL_COLUMN: usize = 17;

/// The timeline in the terminal: a heading for each time, the entries under it, then the undated events and the articles.
pub(super) fn terminal(timeline: &Timeline, width: usize) -> String {
    if timeline.articles.is_empty() {
        return "Nothing found.\n".to_owned();
    }
    let mut shown = String::new();
    let mut heading = None;
    for entry in timeline.dated.shown() {
        let said = said(entry);
        if heading.as_ref() != Some(&said) {
            let _ = writeln!(shown, "{BOLD}{said}{BOLD:#}");
            heading = Some(said);
        }
        write_entry(&mut shown, entry, width);
    }
    if heading.is_none() {
        shown.push_str("No event or statement has a date.\n");
    }
    for (number, entry) in timeline.undated.shown().enumerate() {
        if number == 0 {
            let _ = writeln!(shown, "\n{BOLD}No date{BOLD:#}");
        }
        write_entry(&mut shown, entry, width);
    }
    write_articles(&mut shown, timeline, width);
    shown
}

fn write_entry(shown: &mut String, entry: &Entry, width: usize) {
    let label = format!("{} {}", entry_sign(entry), entry_words(entry));
    let gap = " ".repeat((LABEL_COLUMN - 2).saturating_sub(label.chars().count()).max(1));
    let indent = " ".repeat(LABEL_COLUMN);
    let head = format!("{label}{gap}{}", entry.who);
    let options = Options::new(width).initial_indent("  ").subsequent_indent(&indent);
    let _ = writeln!(shown, "{}", fill(&head, options));
    let inner = Options::new(width).initial_indent("    ").subsequent_indent("    ");
    let _ = writeln!(shown, "{}", fill(&entry.text, inner.clone()));
    let mut parts = vec![kind(entry)];
    parts.extend(entry.circumstances.iter().cloned());
    for line in fill(&parts.join(" · "), inner.clone()).lines() {
        let _ = writeln!(shown, "{DIM}{line}{DIM:#}");
    }
    for told in tellings(entry) {
        for line in
            fill(&format!("[{}/{}] {}", told.article, told.id, told.source.line()), inner.clone()).lines()
        {
            let _ = writeln!(shown, "{DIM}{line}{DIM:#}");
        }
        if let Some(link) = told.source.link() {
            // An address is copied whole, however narrow the terminal.
            let _ = writeln!(shown, "    {DIM}{}{DIM:#}", in_line(link));
        }
    }
}

/// The articles that tell of an entry.
fn tellings(entry: &Entry) -> impl Iterator<Item = &Telling> {
    std::iter::once(&entry.told).chain(&entry.also)
}

/// The articles by their numbers, and what was left out.
fn write_articles(shown: &mut String, timeline: &Timeline, width: usize) {
    shown.push('\n');
    for (number, line) in article_lines(timeline) {
        let options = Options::new(width).subsequent_indent("    ");
        let _ = writeln!(shown, "{}", fill(&format!("[{number}] {line}"), options));
    }
    if timeline.more {
        let options = Options::new(width);
        let _ = writeln!(shown, "{}", fill(CUT, options));
    }
    if has_unsure(timeline) {
        let _ =
            writeln!(shown, "{DIM}? not sure: about two in five of these have a wrong type or side.{DIM:#}");
    }
    let n_left_out = n_left_out(timeline);
    if n_left_out > 0 {
        let _ = writeln!(shown, "{DIM}{n_left_out} that are less sure are left out; --json has them.{DIM:#}");
    }
}

/// The number of each article, and what it is.
fn article_lines(timeline: &Timeline) -> Vec<(i64, String)> {
    let line = |article: &Article| {
        let source = &article.source;
        let name = source.headline.as_deref().or(article.input.as_deref()).unwrap_or("(no headline)");
        let parts = [
            Some(in_line(name)),
            source.publisher.as_deref().map(in_line),
            source.published.as_deref().map(report::for_people),
        ];
        (article.number, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    timeline.articles.iter().map(line).collect()
}

fn n_left_out(timeline: &Timeline) -> usize {
    timeline.dated.n_left_out() + timeline.undated.n_left_out()
}

/// Whether something is shown that is marked as unsure.
fn has_unsure(timeline: &Timeline) -> bool {
    timeline.dated.shown().chain(timeline.undated.shown()).any(|entry| entry.unsure)
}

fn said(entry: &Entry) -> String {
    entry.time.as_ref().map_or_else(|| "No date".to_owned(), |time| timex_for_people(&time.value))
}

fn entry_sign(entry: &Entry) -> char {
    match entry.what {
        What::Event { label, .. } => sign(label),
        What::Statement { .. } => '“',
    }
}

/// The label of an event, marked where it is unsure; the act of a statement.
fn entry_words(entry: &Entry) -> String {
    match entry.what {
        What::Event { label, .. } if entry.unsure => format!("{} ?", label_words(label)),
        What::Event { label, .. } => label_words(label),
        What::Statement { negated: true, .. } => "not said".to_owned(),
        What::Statement { act, .. } => format!("{act:?}").to_lowercase(),
    }
}

fn kind(entry: &Entry) -> String {
    match entry.what {
        What::Event { r#type, .. } => r#type.label().to_owned(),
        What::Statement { .. } => "statement".to_owned(),
    }
}

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    title: String,
    shapes: &'static [Shape],
    drawing: Option<report::Timeline>,
    /// A heading and its entries.
    times: Vec<(String, Vec<EntryView>)>,
    undated: Vec<EntryView>,
    articles: Vec<(i64, String)>,
    more: bool,
    /// Whether the question mark is still to be explained.
    has_unsure: bool,
    n_left_out: usize,
    version: &'static str,
}

struct EntryView {
    id: String,
    shape: &'static str,
    words: String,
    who: String,
    text: String,
    about: String,
    tellings: Vec<TellingView>,
}

struct TellingView {
    article: i64,
    id: String,
    line: String,
    link: Option<String>,
}

/// The timeline as one self-contained page.
///
/// # Errors
/// When the template cannot be filled, which its compile-time check leaves no reason for.
pub(super) fn page(timeline: &Timeline) -> anyhow::Result<String> {
    let mut times: Vec<(String, Vec<EntryView>)> = Vec::new();
    let shown: Vec<&Entry> = timeline.dated.shown().collect();
    for entry in &shown {
        let said = said(entry);
        match times.last_mut().filter(|(heading, _)| *heading == said) {
            Some((_, entries)) => entries.push(view(entry)),
            None => times.push((said, vec![view(entry)])),
        }
    }
    let dated = shown.iter().filter_map(|entry| {
        Some(report::Dated {
            value: entry.time.as_ref()?.value.clone(),
            what: match entry.what {
                What::Event { label, .. } => report::What::Event(label),
                What::Statement { .. } => report::What::Statement,
            },
            unsure: entry.unsure,
            text: entry.who.clone(),
            target: format!("#{}", anchor(entry)),
        })
    });
    let dated: Vec<report::Dated> = dated.collect();
    let n_articles = timeline.articles.len();
    let drawing = report::Timeline::of(&dated, None);
    let is_explained = drawing.as_ref().is_some_and(|drawing| drawing.has_unsure);
    let page = TimelinePage {
        title: format!("Timeline of {n_articles} article{}", if n_articles == 1 { "" } else { "s" }),
        shapes: SHAPES,
        drawing,
        times,
        undated: timeline.undated.shown().map(view).collect(),
        articles: article_lines(timeline),
        more: timeline.more,
        has_unsure: has_unsure(timeline) && !is_explained,
        n_left_out: n_left_out(timeline),
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(page.render()?)
}

fn anchor(entry: &Entry) -> String {
    format!("x{}-{}", entry.told.article, entry.told.id)
}

fn view(entry: &Entry) -> EntryView {
    let mut about = vec![kind(entry)];
    about.extend(entry.circumstances.iter().cloned());
    EntryView {
        id: anchor(entry),
        shape: match entry.what {
            What::Event { label, .. } => label.label(),
            What::Statement { .. } => "statement",
        },
        words: entry_words(entry),
        who: entry.who.clone(),
        text: entry.text.clone(),
        about: about.join(" · "),
        tellings: tellings(entry)
            .map(|told| TellingView {
                article: told.article,
                id: told.id.clone(),
                line: told.source.line(),
                link: told.source.link().map(str::to_owned),
            })
            .collect(),
    }
}
