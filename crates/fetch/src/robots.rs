//! What sites allow: their `robots.txt` (RFC 9309), read by `robotxt` and remembered for a day.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use robotxt::{AccessResult, Robots};

/// The name by which sites know us in `robots.txt`.
pub(crate) const NAME: &str = "onrecord";
/// RFC 9309, 2.4: no longer than a day.
const KEPT: Duration = Duration::from_hours(24);
/// How soon a site that failed is asked again.
const KEPT_FAILURE: Duration = Duration::from_mins(10);
/// RFC 9309, 2.5: at least so much is read.
pub(crate) const MOST_BYTES: u64 = 512 * 1024;
/// The most sites remembered.
const MOST_SITES: usize = 10_000;
/// The longest pause between two requests that a site can ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What a site allows.
#[derive(Debug)]
pub(crate) struct Rules {
    robots: Robots,
    /// Why nothing is known of the site.
    pub(crate) unreachable: Option<String>,
    read: Instant,
}

impl Rules {
    /// By a file that was served.
    pub(crate) fn of(file: &[u8]) -> Self {
        Self::new(AccessResult::Successful(file), None)
    }

    /// Of a site that has no such file: all is allowed.
    pub(crate) fn none() -> Self {
        Self::new(AccessResult::Unavailable, None)
    }

    /// Of a site that could not be asked: nothing is.
    pub(crate) fn unreachable(reason: String) -> Self {
        Self::new(AccessResult::Unreachable, Some(reason))
    }

    fn new(access: AccessResult<'_>, unreachable: Option<String>) -> Self {
        Self { robots: Robots::from_access(access, NAME), unreachable, read: Instant::now() }
    }

    pub(crate) fn allow(&self, url: &url::Url) -> bool {
        self.robots.is_url_allowed(url)
    }

    /// The pause that the site asks for between two requests.
    pub(crate) fn pause(&self) -> Duration {
        self.robots.crawl_delay().unwrap_or_default().min(LONGEST_PAUSE)
    }

    fn is_fresh(&self) -> bool {
        self.read.elapsed() < if self.unreachable.is_some() { KEPT_FAILURE } else { KEPT }
    }
}

/// The rules of sites, by scheme, host and port.
#[derive(Debug, Default)]
pub(crate) struct Sites {
    rules: Mutex<HashMap<String, Arc<Rules>>>,
}

impl Sites {
    pub(crate) fn get(&self, origin: &str) -> Option<Arc<Rules>> {
        let rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        rules.get(origin).filter(|rules| rules.is_fresh()).cloned()
    }

    pub(crate) fn keep(&self, origin: String, rules: Rules) -> Arc<Rules> {
        let rules = Arc::new(rules);
        let mut kept = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_SITES {
            kept.clear();
        }
        kept.insert(origin, Arc::clone(&rules));
        rules
    }
}
