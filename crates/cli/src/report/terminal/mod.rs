//! The report in the terminal.

mod events;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use onrecord::{Article, BlockKind, ByteSpan, Form, PublicationStatus, Record, Statement};
use textwrap::Options;

use self::events::write_events;
use super::speakers::{about, is_sure, speaker_name, speakers};
use super::when_and_where::{calendar, for_people, place_for_people, timex_for_people};
use crate::lookup::Lookup;
use crate::out::fill;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const NAME: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

/// The narrowest and widest lines of a report, in columns.
const NARROWEST: usize = 40;
const WIDEST: usize = 100;

/// How wide the column of days is.
const DAY_COLUMN: usize = 22;

/// How wide the terminal is; 80 columns where there is none.
pub(crate) fn width() -> usize {
    let columns = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    columns.clamp(NARROWEST, WIDEST)
}

/// The report: head, then statements by speaker in their words. Styles are left to the stream that it is written to.
pub(crate) fn terminal(record: &Record, width: usize) -> String {
    let mut report = String::new();
    write_head(&mut report, &record.article, width);
    write_statements(&mut report, record, width);
    write_events(&mut report, &Lookup::of(record), width);
    write_when_and_where(&mut report, record, width);
    for doubt in &record.doubts {
        report.push_str(&styled(
            &format!("Note: {doubt}."),
            DIM,
            Options::new(width).subsequent_indent("  "),
        ));
    }
    report
}

fn write_head(report: &mut String, article: &Article, width: usize) {
    let plain = || Options::new(width);
    if let Some(label) = &article.label {
        report.push_str(&styled(label, DIM, plain()));
    }
    let headline = article.headline.as_deref().unwrap_or("(no headline)");
    report.push_str(&styled(headline, BOLD, plain()));
    if let Some(standfirst) = &article.standfirst {
        report.push_str(&styled(standfirst, Style::new(), plain()));
    }
    report.push('\n');
    let rows = [
        ("Outlet", article.publisher.clone()),
        ("By", bylines(article)),
        ("When", when(article)),
        ("Status", status(article)),
        ("Agency", notes(article)),
        ("Holds", Some(holds(article))),
        ("From", article.url.clone().or_else(|| article.input.clone())),
    ];
    for (name, value) in rows {
        if let Some(value) = value {
            let line = fill(
                &value,
                Options::new(width).initial_indent(&format!("{name:<8}")).subsequent_indent("        "),
            );
            let _ = writeln!(report, "{DIM}{}{DIM:#}{}", &line[..8], &line[8..]);
        }
    }
}

fn bylines(article: &Article) -> Option<String> {
    let names: Vec<String> = article
        .bylines
        .iter()
        .map(|byline| match &byline.place {
            Some(place) => format!("{} ({place})", byline.name),
            None => byline.name.clone(),
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn when(article: &Article) -> Option<String> {
    let published = article.published.as_deref().map(for_people);
    let updated = article
        .updated
        .as_deref()
        .filter(|updated| Some(*updated) != article.published.as_deref())
        .map(|updated| format!("updated {}", for_people(updated)));
    let parts: Vec<String> = published.into_iter().chain(updated).collect();
    if !parts.is_empty() {
        return Some(parts.join("; "));
    }
    let stamps: Vec<&str> = article.stamps.iter().map(|stamp| stamp.text.as_str()).collect();
    (!stamps.is_empty()).then(|| format!("{} (give --as-of to resolve)", stamps.join("; ")))
}

/// What an agency says of its item: "withdrawn, version 3", "correction, version 2".
pub(super) fn status(article: &Article) -> Option<String> {
    let status = match article.status {
        Some(PublicationStatus::Canceled) => Some("WITHDRAWN".to_owned()),
        Some(PublicationStatus::Withheld) => Some("WITHHELD".to_owned()),
        Some(PublicationStatus::Usable) | None => None,
    };
    let embargo = article.embargoed.as_deref().map(|until| format!("not before {}", for_people(until)));
    let version = article.version.as_deref().map(|version| format!("version {version}"));
    let parts = status.into_iter().chain(embargo).chain(article.signals.iter().cloned()).chain(version);
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The agency's notes to editors.
pub(super) fn notes(article: &Article) -> Option<String> {
    (!article.notes.is_empty()).then(|| article.notes.join(" / "))
}

/// "28 paragraphs, 2 figures, 1 video".
fn holds(article: &Article) -> String {
    let count = |kind: BlockKind| article.blocks.iter().filter(|block| block.kind == kind).count();
    let parts = [
        (count(BlockKind::Paragraph), "paragraph"),
        (count(BlockKind::Subhead), "subhead"),
        (count(BlockKind::ListItem), "list item"),
        (count(BlockKind::Figure), "figure"),
        (count(BlockKind::Video), "video"),
        (count(BlockKind::Table), "table"),
        (count(BlockKind::Aside), "aside (not read)"),
    ];
    let shown: Vec<String> =
        parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| plural(n, noun)).collect();
    shown.join(", ")
}

fn plural(n: usize, noun: &str) -> String {
    match noun.split_once(' ') {
        _ if n == 1 => format!("1 {noun}"),
        Some(("aside", rest)) => format!("{n} asides {rest}"),
        _ => format!("{n} {noun}s"),
    }
}

fn write_statements(report: &mut String, record: &Record, width: usize) {
    if record.statements.is_empty() {
        report.push_str("\nNo statements were found.\n");
        return;
    }
    for speaker in speakers(record) {
        report.push('\n');
        report.push_str(&styled(&speaker.name, NAME, Options::new(width)));
        for statement in speaker.statements {
            let words = fill(
                &words(record, statement),
                Options::new(width).initial_indent("  ").subsequent_indent("  "),
            );
            let _ = writeln!(report, "{words}");
            report.push_str(&styled(
                &format!("{} · {}", statement.id, about(record, statement)),
                DIM,
                Options::new(width).initial_indent("    ").subsequent_indent("    "),
            ));
        }
    }
    write_unsure(report, record, width);
}

/// The statements under the line, a line each.
fn write_unsure(report: &mut String, record: &Record, width: usize) {
    let unsure: Vec<&Statement> = record.statements.iter().filter(|statement| !is_sure(statement)).collect();
    if unsure.is_empty() {
        return;
    }
    let _ = writeln!(report, "\n{DIM}Unsure{DIM:#}");
    for statement in unsure {
        let line =
            format!("{} {}: {}", statement.id, speaker_name(record, statement), words(record, statement));
        report.push_str(&styled(
            &line,
            DIM,
            Options::new(width).initial_indent("  ").subsequent_indent("    "),
        ));
    }
}

/// The calendar of the article, a line each, then its places with how often each is named.
fn write_when_and_where(report: &mut String, record: &Record, width: usize) {
    let stretches = calendar(record);
    if stretches.is_empty() && record.places.is_empty() {
        return;
    }
    let _ = writeln!(report, "\n{BOLD}When and where{BOLD:#}");
    let is_wide = |said: &str| said.chars().count() > DAY_COLUMN;
    for (value, words) in stretches {
        let said = timex_for_people(&value);
        let words: Vec<String> = words
            .iter()
            .map(|words| format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let gap = if is_wide(&said) { 1 } else { DAY_COLUMN + 1 - said.chars().count() };
        let line = format!("{said}{}{}", " ".repeat(gap), words.join(", "));
        let options = Options::new(width).initial_indent("  ").subsequent_indent("      ");
        let _ = writeln!(report, "{}", fill(&line, options));
    }
    let places = record.places.iter().map(|place| match place.mentions.len() {
        1 => place_for_people(place),
        n => format!("{} ×{n}", place_for_people(place)),
    });
    let places = places.collect::<Vec<_>>().join(" · ");
    if !places.is_empty() {
        let options = Options::new(width).initial_indent("  ").subsequent_indent("  ");
        let _ = writeln!(report, "{}", fill(&places, options));
    }
}

/// What was said: the speaker's own words in quotation marks, the outlet's as they stand.
fn words(record: &Record, statement: &Statement) -> String {
    let words =
        |span: &ByteSpan| record.article.words(*span).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_direct = statement.form == Form::Direct;
    let mark = |words: String| {
        if is_direct && !words.starts_with(['“', '"']) { format!("“{words}”") } else { words }
    };
    statement.content.iter().map(words).map(mark).collect::<Vec<_>>().join(" … ")
}

/// Wrapped, each line in a style.
fn styled(text: &str, style: Style, options: Options<'_>) -> String {
    let mut styled = String::new();
    for line in fill(text, options).lines() {
        let _ = writeln!(styled, "{style}{line}{style:#}");
    }
    styled
}
