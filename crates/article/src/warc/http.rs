//! An HTTP answer as it was recorded: its head, and its body freed of chunks and packing.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::broken;
use crate::Error;
use crate::captures::SIZE_LIMIT;

/// The most header fields of an answer.
const MOST_FIELDS: usize = 256;

/// A page as it was served.
pub(super) struct Page {
    pub(super) charset: Option<String>,
    pub(super) bytes: Vec<u8>,
}

/// The page that an answer holds: `None` for redirects, errors, pictures and whatever else is no page.
pub(super) fn page(answer: &[u8]) -> Result<Option<Page>, Error> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut head = httparse::Response::new(&mut fields);
    let parsed = httparse::ParserConfig::default()
        .ignore_invalid_headers_in_responses(true)
        .allow_multiple_spaces_in_response_status_delimiters(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .parse_response(&mut head, answer);
    let length = match parsed {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err(broken("the head of its HTTP answer has no end")),
        Err(reason) => return Err(broken(&format!("the head of its HTTP answer is broken ({reason})"))),
    };
    let field = |name: &str| {
        let found = head.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(found.value).trim().to_ascii_lowercase())
    };
    let media_type = field("content-type").unwrap_or_default();
    let body = &answer[length..];
    let is_unsaid = media_type.is_empty() && body.trim_ascii_start().starts_with(b"<");
    if !matches!(head.code, Some(200 | 203)) || !(is_page(&media_type) || is_unsaid) {
        return Ok(None);
    }
    let is_chunked = field("transfer-encoding").is_some_and(|coding| coding.contains("chunked"));
    let joined = if is_chunked { unchunked(body) } else { None };
    let body = joined.as_deref().unwrap_or(body);
    let bytes = unpacked(body, &field("content-encoding").unwrap_or_default())?;
    Ok(Some(Page { charset: charset(&media_type), bytes }))
}

/// Whether a media type is a web page's.
pub(super) fn is_page(media_type: &str) -> bool {
    media_type.starts_with("text/html") || media_type.starts_with("application/xhtml+xml")
}

/// `iso-8859-2` of `text/html; charset="iso-8859-2"`.
pub(super) fn charset(media_type: &str) -> Option<String> {
    let (_, label) = media_type.split_once("charset=")?;
    let label = label.split(';').next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
    (!label.is_empty()).then(|| label.to_owned())
}

/// A body without its chunks' sizes. `None` where it does not begin with a chunk: many archives join the chunks and leave
/// the header field as it was. Of a body that is cut off, what there is.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((_, 0))) => return Some(joined),
            Ok(httparse::Status::Complete((start, size))) => {
                let end = start.saturating_add(usize::try_from(size).ok()?).min(rest.len());
                joined.extend_from_slice(&rest[start..end]);
                rest = rest[end..].strip_prefix(b"\r\n").unwrap_or(&rest[end..]);
            }
            _ if rest.len() == body.len() => return None,
            _ => return Some(joined),
        }
    }
}

/// A body unpacked; as it is where it is not packed after all, which archives that unpack do not always say.
fn unpacked(body: &[u8], coding: &str) -> Result<Vec<u8>, Error> {
    let is_gzip = body.starts_with(&[0x1f, 0x8b]);
    let mut reader: Box<dyn Read + '_> = match coding {
        "gzip" | "x-gzip" if is_gzip => Box::new(MultiGzDecoder::new(body)),
        // Both a bare stream and one with zlib's wrapper go by this name.
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => Box::new(ZlibDecoder::new(body)),
        "deflate" => Box::new(DeflateDecoder::new(body)),
        "br" | "zstd" if std::str::from_utf8(body).is_err() => {
            return Err(broken(&format!("its page is packed as {coding}; keep pages as gzip or unpacked")));
        }
        _ => return Ok(body.to_vec()),
    };
    let mut bytes = Vec::new();
    let read = reader.by_ref().take(SIZE_LIMIT + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(Error::TooLarge { limit: SIZE_LIMIT });
    }
    match read {
        Ok(_) => Ok(bytes),
        Err(reason) => {
            Err(broken(&format!("its page is packed as {coding} and damaged or cut off ({reason})")))
        }
    }
}
