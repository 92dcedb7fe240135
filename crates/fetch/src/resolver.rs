//! The client's resolver, in which the guard sits.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::{Guard, Refusal};

/// Another way to look names up than the system's.
pub trait Lookup: fmt::Debug + Send + Sync + 'static {
    /// The addresses of a host. It is asked for each connection.
    ///
    /// # Errors
    /// When the name is not known.
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// Looks names up and lets through what the guard allows. The client connects to nothing else: it asks for each
/// connection, numbers in an address included, and has no other way to look names up.
#[derive(Debug)]
pub(crate) struct GuardedResolver {
    pub(crate) guard: Guard,
    pub(crate) lookup: Option<Box<dyn Lookup>>,
}

/// The most addresses of a host that are tried; the client holds no more than 16.
const MOST_ADDRESSES: usize = 8;

impl Resolver for GuardedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default();
        let found: Vec<SocketAddr> = match &self.lookup {
            Some(lookup) => {
                let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
                lookup.addresses(host.trim_matches(['[', ']']), port)?
            }
            None => DefaultResolver::default().resolve(uri, config, timeout)?.iter().copied().collect(),
        };
        let mut allowed = self.empty();
        let mut refused = None;
        for address in found {
            match self.guard.check(address) {
                Ok(()) if allowed.len() < MOST_ADDRESSES => allowed.push(address),
                Ok(()) => {}
                Err(what) => refused = Some(Refusal { host: host.to_owned(), address: address.ip(), what }),
            }
        }
        match refused {
            // A public name that also leads inside is an attack or a mistake; neither is fetched from.
            Some(refusal) => Err(ureq::Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, refusal))),
            None if allowed.is_empty() => Err(ureq::Error::HostNotFound),
            None => Ok(allowed),
        }
    }
}
