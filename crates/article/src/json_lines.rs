//! JSON Lines: one object an article, its text taken exactly as it is given.

use serde::Deserialize;

use crate::article::{BlockKind, Field, Origin};
use crate::draft::{Draft, DraftBlock};
use crate::language::identify;
use crate::paragraphs::paragraphs;
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
