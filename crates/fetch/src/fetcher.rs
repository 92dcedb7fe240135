//! Fetches addresses.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use ureq::http::{HeaderMap, Response};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use crate::answer::{self, fresh_for, media_type, retry_after};
use crate::hosts::{Hosts, wait};
use crate::resolver::{GuardedResolver, Lookup};
use crate::robots::{MOST_BYTES, Rules, Sites};
use crate::{Error, Fetched, Guard, Page, Validators};

/// How addresses are fetched.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where requests may go.
    pub guard: Guard,
    /// How we call ourselves. It begins with `onrecord`, the name that `robots.txt` files can name.
    pub user_agent: String,
    /// The most that a page may hold, unpacked, in bytes.
    pub limit: u64,
    /// How long one request may take, from the name to the last byte.
    pub timeout: Duration,
    /// The most redirects that are followed.
    pub redirects: u32,
    /// The pause between two requests to a host.
    pub pause: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            guard: Guard::public(),
            user_agent: format!(
                "onrecord/{} (reads news for research; obeys robots.txt)",
                env!("CARGO_PKG_VERSION")
            ),
            limit: 32 * 1024 * 1024,
            timeout: Duration::from_secs(30),
            redirects: 5,
            pause: Duration::from_secs(1),
        }
    }
}

/// Fetches addresses; may be shared between threads, which then take turns at each host.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    settings: Settings,
    hosts: Hosts,
    sites: Sites,
}

/// One answer, before it is understood.
enum Hop {
    Answer(Response<Body>),
    Redirect(Url),
}

impl Fetcher {
    /// With the system's way to look up names.
    pub fn new(settings: Settings) -> Self {
        Self::build(settings, None)
    }

    /// With another way to look up names. The guard judges its answers all the same.
    pub fn with_lookup(settings: Settings, lookup: impl Lookup) -> Self {
        Self::build(settings, Some(Box::new(lookup)))
    }

    fn build(settings: Settings, lookup: Option<Box<dyn Lookup>>) -> Self {
        // The system's trusted roots: a newsroom's own are among them. Named here, since the client would else look for a
        // provider that the whole process shares.
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(&settings.user_agent)
            .timeout_global(Some(settings.timeout))
            // Redirects are followed here, so that each is checked like the first address.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // A proxy would look names up itself, past the guard.
            .proxy(None)
            .max_response_header_size(64 * 1024)
            .build();
        let resolver = GuardedResolver { guard: settings.guard.clone(), lookup };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, settings, hosts: Hosts::default(), sites: Sites::default() }
    }

    /// Fetches an address. The validators are those of the last page from there, or none.
    ///
    /// # Errors
    /// When the address is refused, forbidden by `robots.txt`, too large, too slow or gone.
    pub fn get(&self, address: &str, validators: &Validators) -> Result<Fetched, Error> {
        let mut url = web_address(address)?;
        for _ in 0..=self.settings.redirects {
            let rules = self.rules(&url)?;
            if let Some(reason) = rules.unreachable.clone() {
                return Err(Error::RobotsUnreachable { host: host(&url), reason });
            }
            if !rules.allow(&url) {
                return Err(Error::Robots(host(&url)));
            }
            let turn = self.hosts.turn(&host(&url));
            let held = wait(&turn, self.settings.pause.max(rules.pause()));
            match self.hop(&url, validators)? {
                Hop::Redirect(next) => url = next,
                Hop::Answer(answer) => {
                    let fetched = self.understood(&url, answer, validators);
                    drop(held);
                    return fetched;
                }
            }
        }
        Err(Error::Redirects(self.settings.redirects))
    }

    /// One request.
    fn hop(&self, url: &Url, validators: &Validators) -> Result<Hop, Error> {
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &validators.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(date) = &validators.last_modified {
            request = request.header("if-modified-since", date);
        }
        let answer = request.call()?;
        if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(Hop::Answer(answer));
        }
        let target = answer::text(answer.headers(), "location")
            .ok_or_else(|| Error::Network("it redirects without saying where".to_owned()))?;
        let next = url.join(target).map_err(|_| Error::Address(target.chars().take(200).collect()))?;
        Ok(Hop::Redirect(web_address(next.as_str())?))
    }

    fn understood(&self, url: &Url, answer: Response<Body>, sent: &Validators) -> Result<Fetched, Error> {
        let headers = answer.headers().clone();
        let now = Timestamp::now();
        match answer.status().as_u16() {
            200 | 203 => self.page(url, &headers, answer, now).map(Fetched::Page),
            304 if *sent != Validators::default() => {
                Ok(Fetched::NotModified { fresh_for: fresh_for(&headers) })
            }
            status @ (429 | 503) => Ok(Fetched::RetryAfter { status, after: retry_after(&headers, now) }),
            status => Err(Error::Status(status)),
        }
    }

    fn page(
        &self,
        url: &Url,
        headers: &HeaderMap,
        answer: Response<Body>,
        at: Timestamp,
    ) -> Result<Page, Error> {
        let bytes = body(answer, self.settings.limit)?;
        let (media_type, charset) = media_type(headers);
        let validators = Validators::of(headers);
        Ok(Page {
            url: url.to_string(),
            bytes,
            media_type,
            charset,
            validators,
            fresh_for: fresh_for(headers),
            at,
        })
    }

    /// What a site allows, asked once a day.
    fn rules(&self, url: &Url) -> Result<Arc<Rules>, Error> {
        let origin = url.origin().ascii_serialization();
        if let Some(rules) = self.sites.get(&origin) {
            return Ok(rules);
        }
        let rules = match self.robots_file(url) {
            Ok(rules) => rules,
            Err(refused @ (Error::Refused(_) | Error::Address(_))) => return Err(refused),
            Err(reason) => Rules::unreachable(reason.to_string()),
        };
        Ok(self.sites.keep(origin, rules))
    }

    /// RFC 9309, 2.3.1: at least five redirects are followed; a status of 4xx means that there is no file, one of 5xx that
    /// nothing is allowed. 429 is taken for the latter: it speaks of us, not of the file.
    fn robots_file(&self, url: &Url) -> Result<Rules, Error> {
        let mut url = url.join("/robots.txt").map_err(|_| Error::Address(url.to_string()))?;
        for _ in 0..=self.settings.redirects.max(5) {
            let turn = self.hosts.turn(&host(&url));
            let _held = wait(&turn, self.settings.pause);
            match self.hop(&url, &Validators::default())? {
                Hop::Redirect(next) => url = next,
                Hop::Answer(answer) => {
                    return match answer.status().as_u16() {
                        200..=299 => Ok(Rules::of(&beginning(answer, MOST_BYTES)?)),
                        429 => Err(Error::Status(429)),
                        400..=499 => Ok(Rules::none()),
                        status => Err(Error::Status(status)),
                    };
                }
            }
        }
        // Redirects without end count as no file.
        Ok(Rules::none())
    }
}

/// An address with what it may not have taken off. `url` reads numbers as browsers do: `http://0x7f.1/` is 127.0.0.1.
fn web_address(address: &str) -> Result<Url, Error> {
    let mut url = Url::parse(address.trim()).map_err(|reason| Error::Address(reason.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::Address(format!("{}:", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::Address("it holds a name or password".to_owned()));
    }
    url.set_fragment(None);
    Ok(url)
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// A body as it is drawn, up to a limit.
fn body(answer: Response<Body>, limit: u64) -> Result<Vec<u8>, Error> {
    if answer.body().content_length().is_some_and(|length| length > limit) {
        return Err(Error::TooLarge { limit });
    }
    let bytes = beginning(answer, limit + 1)?;
    if bytes.len() as u64 > limit { Err(Error::TooLarge { limit }) } else { Ok(bytes) }
}

/// The first bytes of a body, unpacked.
fn beginning(answer: Response<Body>, limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    answer.into_body().into_with_config().limit(u64::MAX).reader().take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
