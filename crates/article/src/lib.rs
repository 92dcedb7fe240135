//! A news page in, a checked [`Article`] out.
//!
//! This room turns bytes into an article: typed blocks over one text, fields that remember where they came from,
//! spans that slice to their words. It opens no socket and reads no clock, and it knows nothing of what the words say.
//!
//! Two functions: [`captures`] opens an input and yields the bytes of each article in it (one for a page, many for
//! JSON Lines); [`read`] understands one.
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

mod article;
mod bylines;
mod capture;
mod data;
mod draft;
mod encoding;
mod error;
mod format;
mod furniture;
mod html;
mod json_lines;
mod language;
mod pasted;
mod span;
mod stamps;

pub use article::{Article, Block, BlockKind, Byline, Field, Figure, Link, Origin, Stamp, Video};
pub use capture::{Capture, Captures, SIZE_LIMIT, captures, captures_of};
pub use error::Error;
pub use format::Format;
pub use span::{ByteSpan, CharSpan, CodePoints};
pub use stamps::{Moment, MomentError};

/// What is known of an input beside its bytes.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The day or moment of reading, by which "yesterday" is resolved.
    pub as_of: Option<Moment>,
    /// The path or URL that was read, for the article's `input`.
    pub input: Option<String>,
    /// The page's address, for relative links.
    pub url: Option<String>,
}

/// Reads one article.
///
/// # Errors
/// When it holds no article text, or a JSON line is broken.
pub fn read(capture: &Capture, settings: &Settings) -> Result<Article, Error> {
    if capture.bytes.trim_ascii().is_empty() {
        return Err(Error::Empty);
    }
    let text = || encoding::decode(&capture.bytes, capture.format == Format::Html);
    let draft = match capture.format {
        Format::Html => html::read(&text(), settings)?,
        Format::Markdown | Format::Text => pasted::read(&text(), capture.format, settings.as_of)?,
        Format::JsonLines => return json_lines::read(&capture.bytes, capture.line.unwrap_or(1), settings),
    };
    Ok(draft.finish(settings.input.as_deref(), settings.as_of))
}
