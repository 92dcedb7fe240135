//! Hits for people: wrapped to the terminal, matches marked, nothing of an article able to steer the terminal.

use std::fmt::Write as _;
use std::io::Write as _;

use ::archive::search::{Count, Found, Hit, quoted, title_of};
use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSeparator, fill};

use crate::report::width;

const NAME: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const DIM: Style = Style::new().dimmed();
const MARK: Style = Style::new().bold().underline();

/// Prints lines, with their styles where a terminal shows them.
pub(super) fn print(lines: &str) -> anyhow::Result<()> {
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    out.write_all(lines.as_bytes())?;
    Ok(out.flush()?)
}

/// Whether styles reach the reader; where not, matches are marked with asterisks.
fn has_styles() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// What was found.
pub(super) fn found(found: &Found) -> String {
    let mut lines = String::new();
    let asked = if found.query.is_empty() { String::new() } else { format!(" for {}", clean(&found.query)) };
    wrap(&mut lines, &format!("{}{asked}", counts(&found.counts)), "", Style::new());
    for doubt in &found.doubts {
        wrap(&mut lines, &format!("Note: {}.", clean(doubt)), "", DIM);
    }
    if let Some(n) = found.best_of {
        wrap(&mut lines, &format!("Note: the best of the newest {n} of each kind."), "", DIM);
    }
    for hit in &found.hits {
        lines.push('\n');
        write_hit(&mut lines, hit);
    }
    lines
}

/// "3 statements, 1 event, 1,000+ articles".
fn counts(counts: &[Count]) -> String {
    let shown: Vec<String> = counts
        .iter()
        .filter(|count| count.count > 0)
        .map(|Count { kind, count, more }| match (count, more) {
            (1, false) => format!("1 {}", kind.name()),
            (count, false) => format!("{count} {}s", kind.name()),
            (_, true) => format!("1,000+ {}s", kind.name()),
        })
        .collect();
    if shown.is_empty() { "Nothing found".to_owned() } else { shown.join(", ") }
}

fn write_hit(lines: &mut String, hit: &Hit) {
    wrap(lines, &clean(&title_of(hit)), "", NAME);
    let words = marked(&hit.words, &hit.marks, has_styles());
    wrap(lines, &quoted(&words, hit.form.as_deref()), "  ", Style::new());
    let told = [
        hit.outlet.clone(),
        hit.published.as_ref().map(|published| published.get(..10).unwrap_or(published).to_owned()),
        hit.time.as_ref().filter(|time| !time.contains('X')).map(|time| format!("told for {time}")),
        hit.place.clone(),
        hit.according_to.as_ref().map(|source| format!("according to {source}")),
        hit.unsure.then(|| UNSURE.to_owned()),
        Some(format!("[{}]", hit.r#ref)),
    ];
    let told: Vec<String> = told.into_iter().flatten().map(|part| clean(&part)).collect();
    wrap(lines, &told.join(" · "), "  ", DIM);
    if let Some(url) = &hit.url {
        let _ = writeln!(lines, "  {DIM}{}{DIM:#}", clean(url));
    }
    if !hit.why.is_empty() {
        wrap(lines, &format!("matches {}", clean(&hit.why.join(", "))), "  ", DIM);
    }
}

/// What stands beside an item that reports fold away.
pub(super) const UNSURE: &str = "unsure";

/// Wraps a text and gives each line an indent and a style.
pub(super) fn wrap(lines: &mut String, text: &str, indent: &str, style: Style) {
    // Only blanks part a line: "[12/e3]" stays whole.
    let options = Options::new(width())
        .initial_indent(indent)
        .subsequent_indent(indent)
        .word_separator(WordSeparator::AsciiSpace);
    for line in fill(text, options).lines() {
        let _ = writeln!(lines, "{style}{line}{style:#}");
    }
}

/// A text that cannot steer a terminal: in one line, without control characters and those that turn the direction of writing.
pub(super) fn clean(text: &str) -> String {
    let printable = text.chars().filter(|c| !turns(*c)).collect::<String>();
    ::archive::export::one_line(&printable)
}

/// The overrides and isolates of the bidirectional algorithm.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// The words with those that match marked, cleaned.
fn marked(words: &str, marks: &[[usize; 2]], has_styles: bool) -> String {
    let (open, close) = if has_styles {
        (MARK.render().to_string(), MARK.render_reset().to_string())
    } else {
        ("*".to_owned(), "*".to_owned())
    };
    let mut shown = String::new();
    for (number, c) in words.chars().enumerate() {
        if marks.iter().any(|[_, end]| *end == number) {
            shown.push_str(&close);
        }
        if marks.iter().any(|[start, _]| *start == number) {
            shown.push_str(&open);
        }
        let is_blank = c.is_whitespace() || c.is_control();
        if !is_blank && !turns(c) {
            shown.push(c);
        } else if is_blank && !shown.ends_with(' ') {
            shown.push(' ');
        }
    }
    let n = words.chars().count();
    if marks.iter().any(|[_, end]| *end >= n) {
        shown.push_str(&close);
    }
    shown.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_article_steers_the_terminal() {
        let hostile = "\u{1b}[2Jbold\u{202e}\r\nnews\u{7}";
        assert_eq!(clean(hostile), "[2Jbold news");
        assert_eq!(marked(hostile, &[[4, 8]], false), "[2J*bold* news");
        assert_eq!(marked("no end", &[[3, 6]], false), "no *end*");
    }
}
