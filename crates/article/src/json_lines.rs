//! JSON Lines: one object an article, its text taken exactly as it is given.

use serde::Deserialize;

use crate::article::{BlockKind, Field, Origin};
use crate::draft::{Draft, DraftBlock};
use crate::language::identify;
use crate::stamps::{Moment, from_metadata};
use crate::{Article, Error, Settings};

/// The fields of a line. Others are left alone.
#[derive(Deserialize)]
struct JsonLine {
    id: Option<Id>,
    text: String,
    date: Option<String>,
    url: Option<String>,
    headline: Option<String>,
    publisher: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

/// Reads one line. Every span of the article indexes its `text` as given.
pub(crate) fn read(bytes: &[u8], line: u64, settings: &Settings) -> Result<Article, Error> {
    let given: JsonLine = serde_json::from_slice(bytes).map_err(|reason| Error::JsonLine {
        line,
        reason: reason.to_string().replace(" at line 1 column ", " at column "),
    })?;
    let published = given.date.as_deref().and_then(from_metadata);
    let mut draft = Draft {
        id: given.id.map(|id| match id {
            Id::Text(id) => id,
            Id::Number(id) => id.to_string(),
        }),
        language: identify(&given.text),
        published,
        url: given.url,
        headline: given.headline,
        publisher: given.publisher,
        ..Draft::default()
    };
    for (field, is_given) in [
        (Field::Url, draft.url.is_some()),
        (Field::Headline, draft.headline.is_some()),
        (Field::Publisher, draft.publisher.is_some()),
        (Field::Published, published.is_some()),
    ] {
        if is_given {
            draft.note(field, Origin::Given);
        }
    }
    if draft.language.is_some() {
        draft.note(Field::Language, Origin::Derived);
    }
    let mut starts = Vec::new();
    for (start, paragraph) in paragraphs(&given.text) {
        let kind = if draft.headline.as_deref() == Some(paragraph) {
            BlockKind::Headline
        } else {
            BlockKind::Paragraph
        };
        draft.blocks.push(DraftBlock::new(kind, Origin::Given, paragraph));
        starts.push(start);
    }
    let as_of: Option<Moment> = settings.as_of;
    Ok(draft.finish_verbatim(given.text, &starts, settings.input.as_deref(), as_of))
}

/// The paragraphs of a text and where they start: parted by line breaks, or by blank lines alone where the single breaks
/// only wrap lines.
fn paragraphs(text: &str) -> Vec<(usize, &str)> {
    let by_blank_lines = wraps_lines(text);
    let mut paragraphs: Vec<(usize, &str)> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if !words.is_empty() {
            open = Some((open.map_or(start, |(first, _)| first), start + words.len()));
        }
        if words.is_empty() || !by_blank_lines {
            paragraphs.extend(open.take().map(|(start, end)| (start, &text[start..end])));
        }
    }
    paragraphs.extend(open.map(|(start, end)| (start, &text[start..end])));
    paragraphs
}

/// The longest line of a text that is wrapped, in bytes.
const WIDEST_WRAPPED: usize = 200;

/// Whether a text has blank lines, no long line, and most of its single breaks stand where no sentence ends.
fn wraps_lines(text: &str) -> bool {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    let breaks = || lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let ends = |line: &str| line.ends_with(['.', '!', '?', ':', '…', '”', '"', '\'', '’', '»', ')']);
    let n_after_sentences = breaks().filter(|pair| ends(pair[0])).count();
    let fits = lines.iter().all(|line| line.len() <= WIDEST_WRAPPED);
    fits && lines.iter().any(|line| line.is_empty()) && 2 * n_after_sentences <= breaks().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(line: &str) -> Article {
        read(line.as_bytes(), 1, &Settings::default()).unwrap()
    }

    #[test]
    fn the_text_stays_as_given() {
        let article = read_text(
            r#"{"id": 7, "text": "  One\r\nline.\r\n\r\nTwo 漢\u0000 ", "date": "2026-03-14", "extra": 1}"#,
        );
        assert_eq!(article.id, "7");
        assert_eq!(article.text, "  One\r\nline.\r\n\r\nTwo 漢\0 ");
        let blocks: Vec<_> = article.blocks.iter().map(|block| article.words(block.span)).collect();
        assert_eq!(blocks, ["One\r\nline.", "Two 漢\0"]);
        assert_eq!(article.published.as_deref(), Some("2026-03-14"));
    }

    #[test]
    fn single_breaks_part_paragraphs_where_there_are_no_blank_lines() {
        let article = read_text(r#"{"text": "One.\nTwo.\n"}"#);
        assert_eq!(article.blocks.len(), 2);
    }

    #[test]
    fn single_breaks_after_sentences_part_paragraphs_beside_blank_lines() {
        let article = read_text(r#"{"text": "“One.” — Ana\n\nPhoto: agency.\n“Two.”\nThree.\n"}"#);
        assert_eq!(article.blocks.len(), 4);
    }

    #[test]
    fn a_broken_line_says_its_number() {
        let error = read(b"{\"id\": 1}", 12, &Settings::default()).unwrap_err().to_string();
        assert!(error.starts_with("line 12 is no JSON object with a \"text\""), "{error}");
    }
}
