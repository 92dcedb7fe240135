//! Plain text into lines that mean something: paragraphs unwrapped, bullets and rows told.

use std::ops::Range;

/// What the paste says of a line by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    /// A Markdown heading of that level.
    Heading(u8),
    Item,
    Quote,
    /// A row of a table, cells parted by tabs.
    Row,
    /// A Markdown picture; the line is its alternative text.
    Picture,
}

/// One line of a pasted article, which may be a whole paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) form: Form,
    pub(super) text: String,
    /// Links in `text`, with their targets.
    pub(super) links: Vec<(Range<usize>, String)>,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

impl Line {
    pub(super) fn new(form: Form, text: impl Into<String>, after_blank: bool) -> Self {
        Self { form, text: text.into(), links: Vec::new(), after_blank }
    }

    /// How many words it has; where a script writes none apart, two characters count as one.
    pub(super) fn n_words(&self) -> usize {
        let n_unparted = self.text.chars().filter(|c| is_unparted(*c)).count();
        self.text.split_whitespace().count() + n_unparted / 2
    }

    /// Whether it ends as a sentence does.
    pub(super) fn ends_a_sentence(&self) -> bool {
        self.text.trim_end().ends_with(['.', '?', '!', '…', '”', '"', '’', '»', ')', '。', '！', '？', '」'])
    }

    /// Running text rather than a title: a dozen words that end as a sentence, or two sentences.
    pub(super) fn is_prose(&self) -> bool {
        self.form == Form::Plain
            && self.ends_a_sentence()
            && (self.n_words() >= 12 || has_inner_sentence_end(&self.text))
            || (self.form == Form::Plain && self.n_words() >= 40)
    }
}

/// Han, kana: scripts that write no space between words.
fn is_unparted(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

fn has_inner_sentence_end(text: &str) -> bool {
    text.split(['。', '！', '？']).count() > 2
        || [". ", "? ", "! ", ".” ", ".\" "].iter().any(|mark| {
            text.split_once(mark).is_some_and(|(before, after)| {
                before.split_whitespace().count() >= 4
                    && after.starts_with(|c: char| c.is_uppercase() || "“\"‘'".contains(c))
            })
        })
}

/// The widest that text is wrapped to by programs that wrap it.
const WIDEST_WRAP: usize = 100;

/// Splits plain text into lines. Lines that a mail program or an editor wrapped are joined again: a break belongs to
/// the wrapping when the next line's first word would not have fitted any more.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let raw: Vec<&str> = text
        .lines()
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() && c != '\t' || c == '\u{feff}'))
        .collect();
    let width = raw.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let is_wrapped = |line: &str, next: &str| {
        let first_word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        (50..=WIDEST_WRAP).contains(&width)
            && line.chars().count() + 1 + first_word > width
            && !is_bullet(next)
    };
    let mut lines: Vec<Line> = Vec::new();
    let mut after_blank = true;
    let mut previous = "";
    for line in raw {
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        match lines.last_mut().filter(|_| !after_blank && is_wrapped(previous, line)) {
            Some(open) => {
                open.text.push(' ');
                open.text.push_str(line.trim());
            }
            None => lines.push(shaped(line, after_blank)),
        }
        previous = line;
        after_blank = false;
    }
    lines
}

const BULLETS: [char; 6] = ['•', '●', '▪', '◦', '‣', '*'];

fn is_bullet(line: &str) -> bool {
    without_bullet(line).is_some()
}

fn without_bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(BULLETS).or_else(|| line.strip_prefix("- "))?;
    // "– a dash" opens direct speech in many languages; "- " with a space is a list in plain text.
    let rest =
        rest.strip_prefix([' ', '\t', '\u{a0}']).or_else(|| line.starts_with("- ").then_some(rest))?.trim();
    (!rest.is_empty()).then_some(rest)
}

fn shaped(line: &str, after_blank: bool) -> Line {
    if let Some(item) = without_bullet(line) {
        return Line::new(Form::Item, item, after_blank);
    }
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    if cells.len() > 1 {
        return Line::new(Form::Row, cells.join("\t"), after_blank);
    }
    Line::new(Form::Plain, line.trim(), after_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        lines(text).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn wrapped_lines_are_joined_and_short_ones_are_not() {
        let wrapped = "The ministers met in Vienna on Friday and said that they would\nmeet again in Helsinki in April if nothing happened before\nthen.\n\nA last word";
        assert_eq!(texts(wrapped).len(), 2);
        assert!(texts(wrapped)[0].ends_with("before then."));
        assert_eq!(texts("Share\nSave\nPublished YESTERDAY").len(), 3);
    }

    #[test]
    fn bullets_and_rows_are_told() {
        let lines = lines("• open a line\r\n- exchange logbooks\r\n–Dash\r\nIssue\tGreece\tTurkey");
        let forms: Vec<_> = lines.iter().map(|line| line.form).collect();
        assert_eq!(forms, [Form::Item, Form::Item, Form::Plain, Form::Row]);
        assert_eq!(lines[1].text, "exchange logbooks");
    }
}
