//! Web addresses among the inputs: fetched, through the guard, when their turn comes.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use fetch::{Fetched, Fetcher, Guard, Settings, Validators};
use ipnet::IpNet;
pub(crate) use onrecord::is_address;
use onrecord::{Input, inputs_under};

/// Where requests may go.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct NetworkFlags {
    /// Fetch from this private network too, as 10.1.0.0/16 or 127.0.0.1 (may be given several times); without it only public
    /// addresses are reached
    #[arg(long, value_name = "NETWORK", value_parser = network)]
    allow_private: Vec<IpNet>,
}

fn network(written: &str) -> Result<IpNet, String> {
    let address = || written.parse::<IpAddr>().map(IpNet::from);
    written.parse().or_else(|_| address()).map_err(|_| {
        format!("{written:?} is no network; write it as 10.1.0.0/16, or one address as 10.1.2.3")
    })
}

impl NetworkFlags {
    /// A fetcher that goes where it may.
    pub(crate) fn fetcher(&self) -> Fetcher {
        let guard = Guard::with_networks(self.allow_private.clone());
        Fetcher::new(Settings { guard, ..Settings::default() })
    }
}

/// The inputs that a command was given, in their order.
pub(crate) struct Inputs {
    given: std::vec::IntoIter<Given>,
    fetcher: Option<Fetcher>,
}

enum Given {
    Local(Input),
    Address(String),
}

impl Inputs {
    pub(crate) fn of(paths: &[PathBuf], flags: &NetworkFlags) -> Self {
        let given: Vec<Given> = paths
            .iter()
            .flat_map(|path| match path.to_str().filter(|path| is_address(path)) {
                Some(address) => vec![Given::Address(address.to_owned())],
                None => inputs_under(std::slice::from_ref(path)).into_iter().map(Given::Local).collect(),
            })
            .collect();
        let fetcher = given.iter().any(|given| matches!(given, Given::Address(_))).then(|| flags.fetcher());
        Self { given: given.into_iter(), fetcher }
    }

    /// Those files that are not left out.
    pub(crate) fn without(self, is_left_out: impl Fn(&Input) -> bool) -> Self {
        let stays = |given: &Given| !matches!(given, Given::Local(input) if is_left_out(input));
        let given: Vec<Given> = self.given.filter(stays).collect();
        Self { given: given.into_iter(), ..self }
    }

    pub(crate) fn len(&self) -> usize {
        self.given.len()
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        match (self.given.next()?, &self.fetcher) {
            (Given::Local(input), _) => Some(input),
            (Given::Address(address), Some(fetcher)) => Some(fetched(fetcher, &address)),
            (Given::Address(address), None) => Some(closed(&address, "no address was expected".to_owned())),
        }
    }
}

fn fetched(fetcher: &Fetcher, address: &str) -> Input {
    match fetcher.get(address, &Validators::default()) {
        Ok(Fetched::Page(page)) => Input::Fetched(as_input(page, address)),
        Ok(Fetched::RetryAfter { status, after }) => {
            let when =
                after.map_or_else(|| "later".to_owned(), |after| format!("in {} seconds", after.as_secs()));
            closed(address, format!("the server is busy (status {status}); try again {when}"))
        }
        Ok(Fetched::NotModified { .. }) => closed(address, "the server sent nothing".to_owned()),
        Err(error) => closed(address, told(&error)),
    }
}

/// An error of fetching, with the flag that helps.
pub(crate) fn told(error: &fetch::Error) -> String {
    match error {
        fetch::Error::Refused(refusal) if refusal.is_private() => {
            format!("{error}, or with --allow-private {} from this one too", refusal.address)
        }
        error => error.to_string(),
    }
}

/// A page as an input; `address` is the one that was asked for.
pub(crate) fn as_input(page: fetch::Page, address: &str) -> onrecord::Fetched {
    let at = page.at.round(jiff::Unit::Second).unwrap_or(page.at);
    onrecord::Fetched {
        input: address.to_owned(),
        url: page.url,
        bytes: Arc::from(page.bytes),
        charset: page.charset,
        at: Some(at.to_string()),
    }
}

fn closed(address: &str, reason: String) -> Input {
    Input::Closed { path: PathBuf::from(address), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_written_as_ranges_or_addresses() {
        assert_eq!(network("10.1.0.0/16").unwrap().to_string(), "10.1.0.0/16");
        assert_eq!(network("127.0.0.1").unwrap().to_string(), "127.0.0.1/32");
        assert!(network("intranet").unwrap_err().contains("10.1.0.0/16"));
    }

    #[test]
    fn addresses_are_told_from_paths() {
        assert!(is_address("HTTPS://northline.example/"));
        assert!(!is_address("http") && !is_address("talks.html") && !is_address("https:/x"));
    }
}
