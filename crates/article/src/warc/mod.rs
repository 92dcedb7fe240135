//! WARC files, as web archives and crawlers keep pages (ISO 28500): each record that answers a request with a page is a
//! capture.
//!
//! No crate fits: those at hand either end at the first malformed record or hold whole records of any length, and the
//! format is a few header lines and a length. HTTP heads are read by `httparse`.

mod http;

use std::io::{self, BufRead, Read};

use crate::captures::{Input, Part, SIZE_LIMIT};
use crate::{Capture, Error, Format};

/// The most that the header lines of a record may hold, in bytes.
const MOST_HEADER: u64 = 64 * 1024;

/// The records of a file that hold pages. Requests, metadata, revisits and what is no page are passed over; a record that
/// is broken is an error in its place, and reading goes on at the next line that begins a record.
pub(crate) struct Records<'a> {
    input: Input<'a>,
    number: u64,
    is_done: bool,
}

impl<'a> Records<'a> {
    pub(crate) fn new(input: Input<'a>) -> Self {
        Self { input, number: 0, is_done: false }
    }

    fn record(&mut self) -> Result<Drawn, Error> {
        if !self.find_version()? {
            return Ok(Drawn::End);
        }
        self.number += 1;
        let header = self.header()?;
        let length = header.length.ok_or_else(|| broken("its Content-Length is missing or no number"))?;
        if !header.may_hold_page() {
            self.skip(length)?;
            return Ok(Drawn::Other);
        }
        if length > SIZE_LIMIT {
            self.skip(length)?;
            return Err(Error::TooLarge { limit: SIZE_LIMIT });
        }
        let mut block = Vec::new();
        self.input.by_ref().take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Err(broken("the file ends within it; fetch it again"));
        }
        // Two line ends close a record: where they do not follow, its length is wrong, and its words are not to be trusted.
        if !matches!(self.input.fill_buf()?.first(), None | Some(b'\r' | b'\n')) {
            return Err(broken("its Content-Length does not end where it ends"));
        }
        header.capture(block, self.number)
    }

    /// Reads up to the line that begins a record. Lines between are the rest of a broken record, which was reported.
    fn find_version(&mut self) -> io::Result<bool> {
        loop {
            let mut line = Vec::new();
            if self.input.by_ref().take(MOST_HEADER).read_until(b'\n', &mut line)? == 0 {
                return Ok(false);
            }
            if line.starts_with(b"WARC/") && line.trim_ascii_end().len() <= 16 {
                return Ok(true);
            }
        }
    }

    fn header(&mut self) -> Result<Header, Error> {
        let mut header = Header::default();
        let mut left = MOST_HEADER;
        loop {
            let mut line = Vec::new();
            let n_read = self.input.by_ref().take(left).read_until(b'\n', &mut line)? as u64;
            left -= n_read;
            if n_read == 0 {
                return Err(broken("its header lines have no end"));
            }
            let line = String::from_utf8_lossy(&line);
            if line.trim_end().is_empty() {
                return Ok(header);
            }
            if let Some((name, value)) = line.split_once(':') {
                header.take(name.trim(), value.trim());
            }
        }
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        io::copy(&mut self.input.by_ref().take(length), &mut io::sink()).map(drop)
    }

    fn place(&self) -> String {
        Part::Record(self.number).to_string()
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Capture, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_done {
            match self.record() {
                Ok(Drawn::Page(capture)) => return Some(Ok(*capture)),
                Ok(Drawn::Other) => {}
                Ok(Drawn::End) => self.is_done = true,
                Err(error @ Error::Io(_)) => {
                    self.is_done = true;
                    return Some(Err(error));
                }
                Err(error) => return Some(Err(error.in_part(self.place()))),
            }
        }
        None
    }
}

/// What was drawn from a file.
enum Drawn {
    /// A record that holds a page.
    Page(Box<Capture>),
    /// A record of another kind.
    Other,
    /// The end of the file.
    End,
}

/// The header lines of a record that matter here.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    target: Option<String>,
    date: Option<String>,
    media_type: String,
}

impl Header {
    fn take(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "content-length" => self.length = value.parse().ok(),
            // Some writers put the address in angle brackets, as a draft of the standard had it.
            "warc-target-uri" => self.target = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => self.date = Some(value.to_owned()),
            "content-type" => value.to_ascii_lowercase().clone_into(&mut self.media_type),
            _ => {}
        }
    }

    fn may_hold_page(&self) -> bool {
        let is_web = self.target.as_deref().is_some_and(|target| target.starts_with("http"));
        match self.kind.as_str() {
            "response" => is_web && (self.media_type.is_empty() || self.media_type.contains("http")),
            "resource" => http::is_page(&self.media_type),
            _ => false,
        }
    }

    fn capture(self, block: Vec<u8>, number: u64) -> Result<Drawn, Error> {
        let page = if self.kind == "resource" {
            Some(http::Page { charset: http::charset(&self.media_type), bytes: block })
        } else {
            http::page(&block)?
        };
        let Some(page) = page else { return Ok(Drawn::Other) };
        Ok(Drawn::Page(Box::new(Capture {
            part: Some(Part::Record(number)),
            url: self.target,
            charset: page.charset,
            fetched: self.date.and_then(|date| date.parse().ok()),
            ..Capture::new(page.bytes, Format::Html)
        })))
    }
}

fn broken(reason: &str) -> Error {
    Error::Warc(reason.to_owned())
}

#[cfg(test)]
mod tests;
