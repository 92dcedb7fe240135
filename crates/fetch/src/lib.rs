//! Pages and feeds over the network, politely and behind a guard.
//!
//! A news reader is told addresses by strangers: links in feeds, redirects, names that resolve to anything. So the check
//! of where a request goes sits in the client's own resolver, which is asked for each connection and whose answer is the
//! one that is connected to; a check before the request would fall to a name that changes its answer (DNS rebinding).
//!
//! [`Fetcher::get`] obeys `robots.txt` (RFC 9309), sends one request at a time to a host with a pause between, sends back
//! both validators as they came, reports `Cache-Control` and `Retry-After`, and bounds size, time and redirects.
//!
//! ```no_run
//! use fetch::{Fetched, Fetcher, Settings, Validators};
//!
//! let fetcher = Fetcher::new(Settings::default());
//! match fetcher.get("https://northline.example/eastmed.atom", &Validators::default())? {
//!     Fetched::Page(page) => println!("{} bytes from {}", page.bytes.len(), page.url),
//!     Fetched::NotModified { .. } => println!("nothing new"),
//!     Fetched::RetryAfter { after, .. } => println!("ask again later: {after:?}"),
//! }
//! # Ok::<(), fetch::Error>(())
//! ```

mod answer;
mod error;
mod fetcher;
mod guard;
mod hosts;
mod resolver;
mod robots;

pub use answer::{Fetched, Page, Validators};
pub use error::Error;
pub use fetcher::{Fetcher, Settings};
pub use guard::{Guard, Refusal};
pub use resolver::Lookup;
