//! From an input's bytes to captures: the bytes of one article each.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use crate::{Error, Format};

/// The most that one page or one JSON line may hold, unpacked.
pub const SIZE_LIMIT: u64 = 32 * 1024 * 1024;

/// How much of an input is looked at to tell its format.
const HEAD: u64 = 16 * 1024;

/// The bytes of one article, unpacked, before they are understood.
#[derive(Debug, Clone)]
pub struct Capture {
    /// A page, a text or one JSON object.
    pub bytes: Vec<u8>,
    /// How to read them.
    pub format: Format,
    /// For JSON Lines, the line's number from 1.
    pub line: Option<u64>,
}

/// Opens an input: unpacks gzip, tells the format (or takes the one given) and yields a capture an article.
///
/// A page or text yields one; JSON Lines yield one a line as they are read, so that a file of any size passes
/// through bounded memory. A line that is too large ends the input; nothing else does.
///
/// # Errors
/// When the input cannot be read, is empty or is no text.
pub fn captures<'a>(input: impl Read + Send + 'a, format: Option<Format>) -> Result<Captures<'a>, Error> {
    let mut input: Box<dyn BufRead + Send + 'a> = Box::new(BufReader::new(input));
    let mut head = take_head(&mut input)?;
    let is_gzip = head.starts_with(&[0x1f, 0x8b]);
    if is_gzip {
        let packed = Cursor::new(head).chain(input);
        input = Box::new(BufReader::new(MultiGzDecoder::new(packed)));
        head = take_head(&mut input).map_err(as_gzip)?;
    }
    let told = Format::of(&head);
    let format = match (format, told) {
        (_, Err(error)) => return Err(error),
        (Some(format), Ok(_)) => format,
        (None, Ok(format)) => format,
    };
    Ok(Captures { input: Box::new(Cursor::new(head).chain(input)), format, is_gzip, line: 0, is_done: false })
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
    input: Box<dyn BufRead + Send + 'a>,
    format: Format,
    is_gzip: bool,
    line: u64,
    is_done: bool,
}

impl Captures<'_> {
    /// The format the input is read in.
    pub fn format(&self) -> Format {
        self.format
    }

    fn page(&mut self) -> Result<Capture, Error> {
        let mut bytes = Vec::new();
        self.input.by_ref().take(SIZE_LIMIT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > SIZE_LIMIT {
            return Err(Error::TooLarge { limit: SIZE_LIMIT });
        }
        Ok(Capture { bytes, format: self.format, line: None })
    }

    fn next_line(&mut self) -> Result<Option<Capture>, Error> {
        loop {
            let mut bytes = Vec::new();
            if self.input.by_ref().take(SIZE_LIMIT + 1).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.line += 1;
            if bytes.len() as u64 > SIZE_LIMIT {
                return Err(Error::TooLarge { limit: SIZE_LIMIT });
            }
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(Capture { bytes, format: self.format, line: Some(self.line) }));
            }
        }
    }
}

impl Iterator for Captures<'_> {
    type Item = Result<Capture, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let result = match self.format {
            Format::JsonLines => self.next_line(),
            Format::Html | Format::Markdown | Format::Text => {
                self.is_done = true;
                self.page().map(Some)
            }
        };
        self.is_done |= !matches!(result, Ok(Some(_)));
        let is_gzip = self.is_gzip;
        result.map_err(|error| if is_gzip { as_gzip(error) } else { error }).transpose()
    }
}

impl std::fmt::Debug for Captures<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Captures")
            .field("format", &self.format)
            .field("line", &self.line)
            .finish_non_exhaustive()
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
            captures_of(lines, None).unwrap().map(|capture| capture.unwrap().line).collect();
        assert_eq!(numbers, [Some(1), Some(3)]);
    }
}
