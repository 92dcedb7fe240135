//! What a server answered.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use ureq::http::HeaderMap;

/// What an address gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// What was fetched before still holds.
    NotModified {
        /// How long it need not be asked for again, by `Cache-Control`.
        fresh_for: Option<Duration>,
    },
    /// It was served.
    Page(Page),
    /// The server asks to be left alone (status 429 or 503).
    RetryAfter {
        /// The status.
        status: u16,
        /// For how long, where it says so.
        after: Option<Duration>,
    },
}

/// What was served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The address that answered, after redirects.
    pub url: String,
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// Their media type, e.g. `text/html`.
    pub media_type: Option<String>,
    /// Their character encoding, where the server gives it.
    pub charset: Option<String>,
    /// What to send back when asking again. They replace those of before, also where there are none.
    pub validators: Validators,
    /// How long it need not be asked for again, by `Cache-Control`.
    pub fresh_for: Option<Duration>,
    /// When it was fetched.
    pub at: Timestamp,
}

/// What tells a server which version one has. Both are sent back as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag`, with its quotation marks.
    pub etag: Option<String>,
    /// The `Last-Modified` date, as it was written.
    pub last_modified: Option<String>,
}

impl Validators {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let field = |name: &str| text(headers, name).map(str::to_owned);
        Self { etag: field("etag"), last_modified: field("last-modified") }
    }
}

/// A header field's text.
pub(crate) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}

/// How long an answer is fresh: `max-age`, less the `Age` that it has in a cache on the way (RFC 9111).
pub(crate) fn fresh_for(headers: &HeaderMap) -> Option<Duration> {
    let directives = text(headers, "cache-control")?.to_ascii_lowercase();
    let seconds = directives.split(',').find_map(|directive| {
        directive.trim().strip_prefix("max-age=")?.trim_matches('"').parse::<u64>().ok()
    })?;
    let age = text(headers, "age").and_then(|age| age.parse::<u64>().ok()).unwrap_or(0);
    Some(Duration::from_secs(seconds.saturating_sub(age)))
}

/// How long to wait, by `Retry-After`: seconds, or a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let written = text(headers, "retry-after")?;
    if let Ok(seconds) = written.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::DateTimeParser::new().parse_timestamp(written).ok()?;
    Some(Duration::from_secs(u64::try_from(until.as_second() - now.as_second()).unwrap_or(0)))
}

/// The media type and the character encoding of `text/html; charset=utf-8`.
pub(crate) fn media_type(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let Some(written) = text(headers, "content-type") else { return (None, None) };
    let mut parts = written.split(';').map(str::trim);
    let kind = parts.next().map(str::to_ascii_lowercase).filter(|kind| !kind.is_empty());
    let charset = parts.find_map(|part| {
        let (name, label) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| label.trim().trim_matches(['"', '\'']).to_owned())
    });
    (kind, charset.filter(|label| !label.is_empty()))
}

#[cfg(test)]
mod tests {
    use ureq::http::HeaderValue;

    use super::*;

    fn headers(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        fields.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-03-14T09:00:00Z".parse().unwrap();
        for (written, expected) in [
            ("120", Some(120)),
            ("Sat, 14 Mar 2026 09:05:00 GMT", Some(300)),
            ("Sat, 14 Mar 2026 08:05:00 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
        ] {
            let after = retry_after(&headers(&[("retry-after", written)]), now);
            assert_eq!(after, expected.map(Duration::from_secs), "{written}");
        }
    }

    #[test]
    fn freshness_is_max_age_less_age() {
        for (control, age, expected) in [
            ("public, max-age=600", "0", Some(600)),
            ("Max-Age=600", "100", Some(500)),
            ("max-age=600", "700", Some(0)),
            ("no-cache", "0", None),
        ] {
            let fresh = fresh_for(&headers(&[("cache-control", control), ("age", age)]));
            assert_eq!(fresh, expected.map(Duration::from_secs), "{control}");
        }
    }

    #[test]
    fn media_types_are_taken_apart() {
        let told = media_type(&headers(&[("content-type", "Text/HTML; x=y; Charset=\"iso-8859-2\"")]));
        assert_eq!(told, (Some("text/html".to_owned()), Some("iso-8859-2".to_owned())));
    }
}
