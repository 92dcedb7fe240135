//! Which format an input is in, told by its content.

mod json;

use std::str::FromStr;

use crate::Error;
use crate::xml::root_name;

/// A format that articles come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A web page, whole or a fragment.
    Html,
    /// Markdown, as written or as pasted from a page.
    Markdown,
    /// Plain text, as written or as pasted from a page.
    Text,
    /// JSON Lines of `{id, text, date?, url?, headline?, publisher?}`.
    JsonLines,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// NewsML-G2 or NITF, the agencies' XML.
    NewsMl,
    /// ninjs 1, 2 or 3, the agencies' JSON: one object, or one a line.
    Ninjs,
    /// Pages as web archives keep them.
    Warc,
}

impl Format {
    /// Every format, for lists of choices.
    pub const ALL: [Self; 8] = [
        Self::Html,
        Self::Markdown,
        Self::Text,
        Self::JsonLines,
        Self::Feed,
        Self::NewsMl,
        Self::Ninjs,
        Self::Warc,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::JsonLines => "jsonl",
            Self::Feed => "feed",
            Self::NewsMl => "newsml",
            Self::Ninjs => "ninjs",
            Self::Warc => "warc",
        }
    }

    /// Whether an input in this format may hold many articles.
    pub fn holds_many(self) -> bool {
        match self {
            Self::Html | Self::Markdown | Self::Text => false,
            Self::JsonLines | Self::Feed | Self::NewsMl | Self::Ninjs | Self::Warc => true,
        }
    }

    /// Tells the format by an input's first bytes (already unpacked).
    ///
    /// # Errors
    /// [`Error::Empty`] for white space only, [`Error::NotText`] for what is neither text nor a page.
    pub fn of(head: &[u8]) -> Result<Self, Error> {
        if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Err(Error::NotText(what));
        }
        if head.trim_ascii_start().starts_with(b"WARC/") {
            return Ok(Self::Warc);
        }
        let decoded = crate::encoding::decode(head, None, false);
        let text = decoded.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() {
            return Err(Error::Empty);
        }
        if is_binary(&decoded) {
            return Err(Error::NotText("binary data"));
        }
        if text.starts_with('{') {
            match object(text) {
                Some(format) => return Ok(format),
                None if !json::keys(text).is_empty() => {
                    return Err(Error::NotText("JSON that holds no article"));
                }
                None => {}
            }
        }
        if is_array(text) {
            return Err(Error::NotText("a JSON array; write its articles an object a line"));
        }
        if text.starts_with('<') {
            return markup(text);
        }
        Ok(if looks_like_markdown(text) { Self::Markdown } else { Self::Text })
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("unknown format {name:?}; it is one of {}", names.join(", "))
        })
    }
}

/// First bytes of files that people drop in by mistake.
const MAGIC: [(&[u8], &str); 12] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "gzip data within gzip data"),
];

/// Text has next to no control characters; a stray NUL in it does not make it binary.
fn is_binary(decoded: &str) -> bool {
    let n_controls = decoded
        .chars()
        .filter(|c| {
            (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}')) || *c == '\u{fffd}'
        })
        .count();
    n_controls * 20 > decoded.chars().count()
}

/// What a JSON object is, by its keys.
fn object(text: &str) -> Option<Format> {
    let keys = json::keys(text);
    let has = |wanted: &str| keys.iter().any(|(key, _)| *key == wanted);
    let is_feed = keys.iter().any(|(key, value)| {
        *key == "version"
            && value.is_some_and(|value| value.replace('\\', "").contains("jsonfeed.org/version/"))
    });
    if is_feed {
        return Some(Format::Feed);
    }
    if has("text") {
        return Some(Format::JsonLines);
    }
    let is_ninjs = has("uri") && NINJS_KEYS.iter().any(|key| has(key));
    // A line that lacks its text is a broken line rather than prose.
    is_ninjs.then_some(Format::Ninjs).or_else(|| text.contains("\"text\"").then_some(Format::JsonLines))
}

/// Whether a text is a JSON array of objects.
fn is_array(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|inner| {
        let inner = inner.trim_start();
        inner.starts_with('{') && !json::keys(inner).is_empty()
    })
}

/// Keys that ninjs has beside `uri`, of versions 1, 2 and 3.
const NINJS_KEYS: [&str; 14] = [
    "type",
    "headline",
    "headlines",
    "bodies",
    "body_text",
    "body_html",
    "body_xhtml",
    "versioncreated",
    "versionCreated",
    "pubstatus",
    "pubStatus",
    "descriptions",
    "description_text",
    "eventDetails",
];

fn markup(text: &str) -> Result<Format, Error> {
    match root_name(text) {
        Some("rss" | "feed") => return Ok(Format::Feed),
        Some("RDF") if text.contains("purl.org/rss/") || text.contains("my.netscape.com/rdf") => {
            return Ok(Format::Feed);
        }
        Some("newsMessage" | "newsItem" | "packageItem" | "conceptItem" | "planningItem" | "nitf") => {
            return Ok(Format::NewsMl);
        }
        Some("NewsML") => return Err(Error::NotText("NewsML 1, which NewsML-G2 replaced")),
        Some("opml") => return Err(Error::NotText("a list of feeds (OPML)")),
        _ => {}
    }
    let mut head: String = text.chars().take(2048).collect();
    head.make_ascii_lowercase();
    if head.starts_with("<?xml") && !head.contains("<html") {
        return Err(Error::NotText("an XML document"));
    }
    // A text may begin with "<3" or "<quote>": what looks like no tag of a page is text.
    let is_tag = head[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?' | '/'));
    Ok(if is_tag { Format::Html } else { Format::Text })
}

fn looks_like_markdown(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        let n_hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        ((1..=6).contains(&n_hashes) && line[n_hashes..].starts_with(' '))
            || line.starts_with("![")
            || line.starts_with("> ")
            || has_link(line)
            || has_bold(line)
    })
}

fn has_link(line: &str) -> bool {
    line.match_indices("](").any(|(at, _)| line[..at].contains('[') && line[at..].contains(')'))
}

fn has_bold(line: &str) -> bool {
    line.split_once("**").is_some_and(|(_, rest)| {
        rest.find("**").is_some_and(|end| end > 0 && !rest.starts_with(char::is_whitespace))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_formats_by_content() {
        for (head, expected) in [
            ("<!DOCTYPE html><html>", Format::Html),
            ("  \n<p>Hello</p>", Format::Html),
            ("<?xml version=\"1.0\"?><html xmlns=\"x\">", Format::Html),
            ("{\"id\": 1, \"text\": \"Hello\"}", Format::JsonLines),
            ("# A title\n\nText", Format::Markdown),
            ("He spoke of [plans](#) again.", Format::Markdown),
            ("Max and **Amy Stone** in Oslo", Format::Markdown),
            ("A plain line.\n\nAnother [sic] line (yes) 2 ** 3 ** 4.", Format::Text),
            ("<?xml version='1.0'?><!-- <feed> --><rss version='2.0'>", Format::Feed),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            ("{\"title\": 1, \"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1.1\"", Format::Feed),
            ("<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf>", Format::NewsMl),
            ("<g2:newsMessage xmlns:g2='x'>", Format::NewsMl),
            ("{\"uri\": \"urn:1\", \"type\": \"text\", \"headline\": \"x\"}", Format::Ninjs),
            ("\r\nWARC/1.0\r\n", Format::Warc),
            ("<3 is a heart.", Format::Text),
            ("One \u{0} stray NUL among many words of text.", Format::Text),
        ] {
            assert_eq!(Format::of(head.as_bytes()).unwrap(), expected, "{head}");
        }
    }

    #[test]
    fn refuses_what_is_no_text() {
        for (head, message) in [
            (&b"%PDF-1.7\n"[..], "a PDF"),
            (&b"\x00\x01\x02\x03\x04\x05\x06\x07"[..], "binary data"),
            (&b"<?xml version='1.0'?><opml>"[..], "a list of feeds"),
            (&b"<?xml version='1.0'?><urlset>"[..], "an XML document"),
        ] {
            assert!(Format::of(head).unwrap_err().to_string().contains(message), "{message}");
        }
        assert!(matches!(Format::of(b" \n\t "), Err(Error::Empty)));
    }
}
