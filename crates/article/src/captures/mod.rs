//! From an input's bytes to captures: the bytes of one article each.

mod lines;

use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use crate::{Error, Format, Moment, agency, feed, warc};
use lines::Lines;

/// The most that one page, one JSON line or one entry may hold, unpacked; and the most of a whole feed or agency message.
pub const SIZE_LIMIT: u64 = 32 * 1024 * 1024;

/// How much of an input is looked at to tell its format.
const HEAD: u64 = 16 * 1024;

/// The bytes of one article, unpacked, before they are understood.
#[derive(Debug, Clone)]
pub struct Capture {
    /// A page, a text, one JSON object, a feed with one entry or an agency's item.
    pub bytes: Vec<u8>,
    /// How to read them.
    pub format: Format,
    /// Which part of its input it is, where an input may hold several.
    pub part: Option<Part>,
    /// The address that it was fetched from, where the input says so.
    pub url: Option<String>,
    /// The character encoding that the server gave, e.g. `iso-8859-2`.
    pub charset: Option<String>,
    /// When it was fetched.
    pub fetched: Option<Moment>,
}

impl Capture {
    /// Bytes of which nothing else is known.
    pub fn new(bytes: Vec<u8>, format: Format) -> Self {
        Self { bytes, format, part: None, url: None, charset: None, fetched: None }
    }

    /// The address of the article itself: that of a feed or a message is not that of its parts.
    pub fn own_url(&self) -> Option<&str> {
        match self.part {
            None | Some(Part::Record(_)) => self.url.as_deref(),
            Some(Part::Line(_) | Part::Entry(_) | Part::Item(_)) => None,
        }
    }

    /// Its place in its input, as messages name it: "entry 3", "record 12 (`https://…`)".
    pub fn place(&self) -> Option<String> {
        let part = self.part?;
        let address = self.url.as_ref().filter(|_| matches!(part, Part::Record(_)));
        Some(address.map_or_else(|| part.to_string(), |address| format!("{part} ({address})")))
    }

    /// An error in it, with its place.
    pub(crate) fn error(&self, reason: Error) -> Error {
        match self.place() {
            Some(place) if !matches!(reason, Error::JsonLine { .. }) => reason.in_part(place),
            _ => reason,
        }
    }
}

/// A part of an input, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A line of JSON Lines.
    Line(u64),
    /// An entry of a feed.
    Entry(u64),
    /// An item of an agency's message.
    Item(u64),
    /// A record of a WARC file, those of other kinds counted.
    Record(u64),
}

impl Part {
    /// Its number.
    pub fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Entry(number) | Self::Item(number) | Self::Record(number) => number,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}"),
            Self::Entry(number) => write!(f, "entry {number}"),
            Self::Item(number) => write!(f, "item {number}"),
            Self::Record(number) => write!(f, "record {number}"),
        }
    }
}

/// An input being read.
pub(crate) type Input<'a> = Box<dyn BufRead + Send + 'a>;

/// The captures of an input as they are drawn.
pub(crate) type Parts<'a> = Box<dyn Iterator<Item = Result<Capture, Error>> + Send + 'a>;

/// Opens an input: unpacks gzip, tells the format (or takes the one given) and yields a capture an article.
///
/// A page or text yields one; JSON Lines, feeds, agency messages and WARC files yield many. JSON Lines and WARC are read
/// as they are drawn, so that a file of any size passes through bounded memory. A part that is broken is an error in its
/// place, and those after it follow; what makes the rest unreadable (damaged gzip, a line without end) is the last.
///
/// # Errors
/// When the input cannot be read, is empty or is no text.
pub fn captures<'a>(input: impl Read + Send + 'a, format: Option<Format>) -> Result<Captures<'a>, Error> {
    let mut input: Input<'a> = Box::new(BufReader::new(input));
    let mut head = take_head(&mut input)?;
    let is_gzip = head.starts_with(&[0x1f, 0x8b]);
    if is_gzip {
        let packed = Cursor::new(head).chain(input);
        input = Box::new(BufReader::new(MultiGzDecoder::new(packed)));
        head = take_head(&mut input).map_err(as_gzip)?;
    }
    let told = Format::of(&head)?;
    let format = format.unwrap_or(told);
    let is_lines = format == Format::Ninjs && lines::has_object_a_line(&head);
    let input: Input<'a> = Box::new(Cursor::new(head).chain(input));
    let parts: Parts<'a> = match format {
        Format::Html | Format::Markdown | Format::Text => {
            one(input, move |bytes| Box::new(std::iter::once(Ok(Capture::new(bytes, format)))))
        }
        Format::JsonLines => Box::new(Lines::new(input, format)),
        Format::Ninjs if is_lines => Box::new(Lines::new(input, format)),
        Format::Ninjs => one(input, |bytes| agency::ninjs_parts(bytes)),
        Format::Feed => one(input, |bytes| feed::parts(&bytes)),
        Format::NewsMl => one(input, |bytes| agency::newsml_parts(&bytes)),
        Format::Warc => Box::new(warc::Records::new(input)),
    };
    Ok(Captures { parts, format, is_gzip })
}

/// The parts of an input that must be had as a whole; it is drawn in when the first is asked for.
fn one<'a>(input: Input<'a>, parts: impl FnOnce(Vec<u8>) -> Parts<'a> + Send + 'a) -> Parts<'a> {
    let mut given = Some((input, parts));
    let drawn = std::iter::from_fn(move || {
        let (input, parts) = given.take()?;
        Some(match whole(input) {
            Ok(bytes) => parts(bytes),
            Err(error) => Box::new(std::iter::once(Err(error))),
        })
    });
    Box::new(drawn.flatten())
}

fn whole(input: Input<'_>) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    input.take(SIZE_LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(Error::TooLarge { limit: SIZE_LIMIT });
    }
    Ok(bytes)
}

fn take_head(input: &mut dyn BufRead) -> Result<Vec<u8>, Error> {
    let mut head = Vec::new();
    input.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

fn as_gzip(error: Error) -> Error {
    match error {
        Error::Io(reason) => Error::Gzip(reason),
        other => other,
    }
}

/// Yields the captures of one input; made by [`captures`].
pub struct Captures<'a> {
    parts: Parts<'a>,
    format: Format,
    is_gzip: bool,
}

impl Captures<'_> {
    /// The format the input is read in.
    pub fn format(&self) -> Format {
        self.format
    }
}

impl Iterator for Captures<'_> {
    type Item = Result<Capture, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let is_gzip = self.is_gzip;
        Some(self.parts.next()?.map_err(|error| if is_gzip { as_gzip(error) } else { error }))
    }
}

impl fmt::Debug for Captures<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Captures").field("format", &self.format).finish_non_exhaustive()
    }
}

/// The captures of bytes already in memory.
///
/// # Errors
/// Like [`captures`].
pub fn captures_of(bytes: &[u8], format: Option<Format>) -> Result<Captures<'_>, Error> {
    captures(io::Cursor::new(bytes), format)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_is_read_as_what_is_inside() {
        let packed = gzip(b"# Title\n\nText");
        let captures: Vec<_> = captures_of(&packed, None).unwrap().map(Result::unwrap).collect();
        assert_eq!(captures.len(), 1);
        assert_eq!(captures[0].format, Format::Markdown);
        assert_eq!(captures[0].bytes, b"# Title\n\nText");
    }

    #[test]
    fn a_cut_off_gzip_is_said_to_be_so() {
        let mut packed = gzip("Some words that do not repeat: 1 2 3. ".repeat(3000).as_bytes());
        packed.truncate(packed.len() - 20);
        let error = captures_of(&packed, None).and_then(|mut captures| captures.next().unwrap()).unwrap_err();
        assert!(matches!(error, Error::Gzip(_)), "{error}");
    }

    #[test]
    fn a_gzip_bomb_is_refused_at_the_limit() {
        let packed = gzip(&vec![b'a'; SIZE_LIMIT as usize + 10]);
        let error = captures_of(&packed, None).unwrap().next().unwrap().unwrap_err();
        assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    }

    #[test]
    fn json_lines_keep_their_numbers_over_blank_lines() {
        let lines = b"{\"text\": \"a\"}\n\n{\"text\": \"b\"}";
        let numbers: Vec<_> =
            captures_of(lines, None).unwrap().map(|capture| capture.unwrap().part).collect();
        assert_eq!(numbers, [Some(Part::Line(1)), Some(Part::Line(3))]);
    }
}
