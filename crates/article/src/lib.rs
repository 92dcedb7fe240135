//! A news page in, a checked [`Article`] out.
//!
//! This room turns bytes into an article: typed blocks over one text, fields that remember where they came from,
//! spans that slice to their words. It opens no socket and reads no clock, and it knows nothing of what the words say.
//!
//! Two functions: [`captures`] opens an input and yields the bytes of each article in it (one for a page, many for
//! JSON Lines, feeds, agency messages and WARC files); [`read`] understands one.
//!
//! ```
//! let page = "<html lang=en><h1>Talks end</h1><p>The talks in Vienna ended on Friday, and nobody left the table.</p>";
//! let capture = article::captures_of(page.as_bytes(), None)?.next().expect("a page is one article")?;
//! let article = article::read(&capture, &article::Settings::default())?;
//! assert_eq!(article.headline.as_deref(), Some("Talks end"));
//! let body = article.blocks.iter().find(|block| block.kind == article::BlockKind::Paragraph).unwrap();
//! assert!(article.words(body.span).starts_with("The talks in Vienna"));
//! # Ok::<(), article::Error>(())
//! ```

mod agency;
mod article;
mod bylines;
mod captures;
mod compose;
mod data;
mod draft;
mod encoding;
mod error;
mod feed;
mod format;
mod furniture;
mod html;
mod json_lines;
mod language;
mod paragraphs;
mod pasted;
mod span;
mod stamps;
mod warc;
mod xml;

pub use article::{
    Article, Block, BlockKind, Byline, Field, Figure, Link, Origin, PublicationStatus, Stamp, Video,
};
pub use captures::{Capture, Captures, Part, SIZE_LIMIT, captures, captures_of};
pub use error::Error;
pub use format::Format;
pub use span::{ByteSpan, CharSpan, CodePoints};
pub use stamps::{Moment, MomentError};

/// What is known of an input beside its bytes.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The day or moment of reading, by which "yesterday" is resolved where the input does not say when it was fetched.
    pub as_of: Option<Moment>,
    /// The path or URL that was read, for the article's `input`.
    pub input: Option<String>,
    /// The page's address, for relative links.
    pub url: Option<String>,
}

/// Reads one article. Of a capture that says when it was fetched, "yesterday" is the day before that, whatever the settings
/// have; its address holds where the settings have none.
///
/// # Errors
/// When it holds no article text, or is broken; where the input holds several, the error says which.
pub fn read(capture: &Capture, settings: &Settings) -> Result<Article, Error> {
    let settings = Settings {
        as_of: capture.fetched.or(settings.as_of),
        input: settings.input.clone(),
        url: settings.url.clone().or_else(|| capture.url.clone()),
    };
    understand(capture, &settings).map_err(|error| capture.error(error))
}

fn understand(capture: &Capture, settings: &Settings) -> Result<Article, Error> {
    if capture.bytes.trim_ascii().is_empty() {
        return Err(Error::Empty);
    }
    let is_markup = matches!(capture.format, Format::Html | Format::Feed | Format::NewsMl | Format::Warc);
    let text = || encoding::decode(&capture.bytes, capture.charset.as_deref(), is_markup);
    let draft = match capture.format {
        Format::Html | Format::Warc => html::read(&text(), settings)?,
        Format::Markdown | Format::Text => pasted::read(&text(), capture.format, settings.as_of)?,
        Format::JsonLines => {
            let line = if let Some(Part::Line(line)) = capture.part { line } else { 1 };
            return json_lines::read(&capture.bytes, line, settings);
        }
        Format::Feed => feed::read(&text(), settings)?,
        Format::NewsMl => agency::read_newsml(text(), settings)?,
        Format::Ninjs => agency::read_ninjs(&capture.bytes, settings)?,
    };
    Ok(draft.finish(settings.input.as_deref(), settings.as_of))
}
