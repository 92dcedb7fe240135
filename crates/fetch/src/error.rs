//! Why an address gave nothing.

use crate::Refusal;

/// Why an address gave nothing. Each message says what was found and what to do; the caller adds the address.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no address of the web.
    #[error("it is no web address ({0}); give one that begins with https:// or http://")]
    Address(String),
    /// It leads to where the guard lets nothing go.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The site's `robots.txt` forbids it.
    #[error("the robots.txt of {0} does not allow it to be fetched; save the page by hand and read the file")]
    Robots(String),
    /// The site's `robots.txt` could not be had, so that nothing is known to be allowed.
    #[error(
        "the robots.txt of {host} cannot be had ({reason}), so nothing there may be fetched; try again later"
    )]
    RobotsUnreachable {
        /// The site.
        host: String,
        /// Why.
        reason: String,
    },
    /// More than the limit was served.
    #[error("it holds more than {} MiB; fetch it by other means and read the file", limit / (1024 * 1024))]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Redirects went on and on.
    #[error("it redirects more than {0} times")]
    Redirects(u32),
    /// The server answered that it has no such page, or failed.
    #[error("the server answered with status {_0}{}", meaning(*_0))]
    Status(u16),
    /// The server did not answer in time.
    #[error("it did not answer in time; try again later")]
    Timeout,
    /// The connection or the protocol failed.
    #[error("it cannot be fetched: {0}")]
    Network(String),
}

fn meaning(status: u16) -> &'static str {
    match status {
        401 | 403 => " (not allowed); it may need a subscription: save the page by hand and read the file",
        404 => " (not found)",
        410 => " (gone for good)",
        500..=599 => " (a failure of its own); try again later",
        _ => "",
    }
}

impl From<ureq::Error> for Error {
    fn from(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Timeout(_) => Self::Timeout,
            ureq::Error::HostNotFound => Self::Network("its name is not known".to_owned()),
            ureq::Error::Io(error) => error.into(),
            other => Self::Network(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        if let Some(refusal) = error.get_ref().and_then(|inner| inner.downcast_ref::<Refusal>()) {
            return Self::Refused(refusal.clone());
        }
        // The client hands its own errors through the reader of a body.
        match error.downcast::<ureq::Error>() {
            Ok(error) => error.into(),
            Err(error) if error.kind() == std::io::ErrorKind::TimedOut => Self::Timeout,
            Err(error) => Self::Network(error.to_string()),
        }
    }
}
