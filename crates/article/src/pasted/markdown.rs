//! Markdown into lines: `CommonMark` with tables, as editors and note programs write it.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::lines::{Form, Line};
use crate::bylines::printed_bylines;
use crate::furniture::{
    credit_line, is_noise, is_teaser_heading, is_topic_heading, play_seconds, rights_holder,
    without_caption_opening,
};
use crate::stamps::printed_stamps;

/// Splits Markdown into lines.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut reader = MarkdownReader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.flush();
    reader.lines
}

#[derive(Default)]
struct MarkdownReader {
    lines: Vec<Line>,
    text: String,
    links: Vec<(Range<usize>, String)>,
    /// Where single line breaks stood in `text`.
    breaks: Vec<usize>,
    open_link: Option<(usize, String)>,
    heading: Option<u8>,
    /// Open list items and block quotes.
    n_items: usize,
    n_quotes: usize,
    /// Whether a table's row is open, and whether it is the first.
    row: Option<bool>,
    /// The words of a picture that is open.
    alternative: Option<String>,
}

impl MarkdownReader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(words) | Event::Code(words) => match &mut self.alternative {
                Some(alternative) => alternative.push_str(&words),
                None => self.text.push_str(&words),
            },
            Event::SoftBreak | Event::HardBreak => {
                self.breaks.push(self.text.len());
                self.text.push(' ');
            }
            Event::Rule => self.flush(),
            // Tags in Markdown are a page's dress, not its words.
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as u8);
            }
            Tag::Item => {
                self.flush();
                self.n_items += 1;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.n_quotes += 1;
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.row = Some(matches!(tag, Tag::TableHead));
            }
            Tag::Link { dest_url, .. } => self.open_link = Some((self.text.len(), dest_url.into_string())),
            Tag::Image { .. } => self.alternative = Some(String::new()),
            Tag::Paragraph | Tag::CodeBlock(_) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if let Some((start, target)) =
                    self.open_link.take().filter(|(start, _)| *start < self.text.len())
                {
                    self.links.push((start..self.text.len(), target));
                }
            }
            TagEnd::Image => {
                if let Some(alternative) = self.alternative.take() {
                    self.lines.push(Line::new(Form::Picture, alternative.trim(), true));
                }
            }
            TagEnd::TableCell => self.text.push('\t'),
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::Item => {
                self.flush();
                self.n_items -= 1;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.n_quotes -= 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.flush();
                self.row = None;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock => self.flush(),
            _ => {}
        }
    }

    fn form(&self) -> Form {
        if let Some(level) = self.heading {
            Form::Heading(level)
        } else if self.row.is_some() {
            Form::Row
        } else if self.n_quotes > 0 {
            Form::Quote
        } else if self.n_items > 0 {
            Form::Item
        } else {
            Form::Plain
        }
    }

    /// Ends the line that is open. Single breaks in a paragraph are spaces, unless it is a stack of page furniture
    /// ("Published YESTERDAY", "Updated 05:21", "Share") that was pasted without blank lines.
    fn flush(&mut self) {
        let form = self.form();
        let text = std::mem::take(&mut self.text);
        if form == Form::Row {
            return self.push_row(&text);
        }
        let links = std::mem::take(&mut self.links);
        let breaks = std::mem::take(&mut self.breaks);
        let pieces = pieces(&text, &breaks);
        let are_apart = form == Form::Plain
            && pieces.len() > 1
            && pieces.iter().any(|piece| is_furniture(&text[piece.clone()]));
        let pieces = if are_apart { pieces } else { std::iter::once(0..text.len()).collect() };
        for (n, piece) in pieces.into_iter().enumerate() {
            self.push(form, &text, &links, piece, n == 0);
        }
    }

    /// A row of a table; an empty first cell stays, so that columns keep their places.
    fn push_row(&mut self, text: &str) {
        (self.links, self.breaks) = (Vec::new(), Vec::new());
        let cells: Vec<&str> = text.strip_suffix('\t').unwrap_or(text).split('\t').map(str::trim).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.lines.push(Line::new(Form::Row, cells.join("\t"), self.row == Some(true)));
        }
    }

    fn push(
        &mut self,
        form: Form,
        text: &str,
        links: &[(Range<usize>, String)],
        piece: Range<usize>,
        after_blank: bool,
    ) {
        let words = &text[piece.clone()];
        let trimmed = words.trim();
        if trimmed.is_empty() {
            return;
        }
        let start = piece.start + (words.len() - words.trim_start().len());
        let end = start + trimmed.len();
        let mut line = Line::new(form, trimmed, after_blank);
        line.links = links
            .iter()
            .filter(|(range, _)| range.start >= start && range.end <= end)
            .map(|(range, target)| (range.start - start..range.end - start, target.clone()))
            .collect();
        self.lines.push(line);
    }
}

fn pieces(text: &str, breaks: &[usize]) -> Vec<Range<usize>> {
    let starts = std::iter::once(0).chain(breaks.iter().map(|at| at + 1));
    let ends = breaks.iter().copied().chain(std::iter::once(text.len()));
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

fn is_furniture(line: &str) -> bool {
    is_noise(line)
        || !printed_stamps(line, None).is_empty()
        || printed_bylines(line).is_some()
        || play_seconds(line).is_some()
        || rights_holder(line).is_some()
        || is_teaser_heading(line)
        || is_topic_heading(line)
        || credit_line(line).is_some()
        || without_caption_opening(line).len() < line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_lines_with_links() {
        let lines = lines(
            "# A title\n\nHe spoke of\n[the plans](https://example.org/a) again.\n\n> A quote\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n",
        );
        let shown: Vec<_> = lines.iter().map(|line| (line.form, line.text.as_str())).collect();
        assert_eq!(
            shown,
            [
                (Form::Heading(1), "A title"),
                (Form::Plain, "He spoke of the plans again."),
                (Form::Quote, "A quote"),
                (Form::Item, "one"),
                (Form::Item, "two"),
                (Form::Row, "a\tb"),
                (Form::Row, "c\td"),
            ]
        );
        let (range, target) = &lines[1].links[0];
        assert_eq!((&lines[1].text[range.clone()], target.as_str()), ("the plans", "https://example.org/a"));
    }

    #[test]
    fn stacked_furniture_is_kept_apart() {
        let lines = lines("Published YESTERDAY\nUpdated 05:21\n\nA sentence that was\nwrapped by hand.");
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Published YESTERDAY", "Updated 05:21", "A sentence that was wrapped by hand."]);
    }
}
