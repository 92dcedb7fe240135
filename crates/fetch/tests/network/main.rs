//! The fetcher against servers of this machine.
#![expect(clippy::unwrap_used, reason = "a test that cannot start its servers has failed")]

mod fetcher;
mod guard;
mod server;
