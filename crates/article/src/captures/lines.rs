//! One JSON object a line, drawn a line at a time.

use std::io::{BufRead, Read};

use super::{Capture, Input, Part, SIZE_LIMIT};
use crate::{Error, Format};

/// The lines of an input that hold something. One that is too large, or cannot be read, is the last.
pub(super) struct Lines<'a> {
    input: Input<'a>,
    format: Format,
    number: u64,
    is_done: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(input: Input<'a>, format: Format) -> Self {
        Self { input, format, number: 0, is_done: false }
    }

    fn line(&mut self) -> Result<Option<Capture>, Error> {
        loop {
            let mut bytes = Vec::new();
            if self.input.by_ref().take(SIZE_LIMIT + 1).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if bytes.len() as u64 > SIZE_LIMIT {
                return Err(Error::TooLarge { limit: SIZE_LIMIT });
            }
            if !bytes.trim_ascii().is_empty() {
                let part = Some(Part::Line(self.number));
                return Ok(Some(Capture { part, ..Capture::new(bytes, self.format) }));
            }
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<Capture, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let result = self.line();
        self.is_done = !matches!(result, Ok(Some(_)));
        result.transpose()
    }
}

/// Whether a JSON input has an object a line, by its head: the first line is whole, or has no end in sight.
pub(super) fn has_object_a_line(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.len() == head.len() || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}
