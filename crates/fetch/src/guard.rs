//! Which addresses may be connected to.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::LazyLock;

use ipnet::IpNet;

/// Where requests may go: to public addresses, and to what was named besides.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    networks: Vec<IpNet>,
    addresses: Vec<SocketAddr>,
}

/// An address that the guard refuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{host} is at {address}, which is {what}; only public addresses are fetched from")]
pub struct Refusal {
    /// The name or number that was asked for.
    pub host: String,
    /// Where it leads.
    pub address: IpAddr,
    /// What lies there.
    pub what: &'static str,
}

impl Refusal {
    /// Whether [`Guard::with_networks`] could let it through.
    pub fn is_private(&self) -> bool {
        standing(self.address).0 == Standing::Private
    }
}

/// What a network is for the guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Public,
    Private,
    Never,
    /// It stands for the IPv4 address in its last 32 bits.
    Translated,
}

/// The networks of `data/networks.tsv`.
static NETWORKS: LazyLock<Vec<(IpNet, Standing, &'static str)>> =
    LazyLock::new(|| include_str!("../data/networks.tsv").lines().filter_map(row).collect());

fn row(line: &'static str) -> Option<(IpNet, Standing, &'static str)> {
    let mut cells = line.split('\t');
    let network = cells.next()?.parse().ok()?;
    let standing = match cells.next()? {
        "public" => Standing::Public,
        "private" => Standing::Private,
        "translated" => Standing::Translated,
        _ => Standing::Never,
    };
    Some((network, standing, cells.next()?))
}

impl Guard {
    /// Public addresses alone.
    pub fn public() -> Self {
        Self::default()
    }

    /// Public addresses, and private ones in these networks (a newsroom's own feeds). What is never opened stays closed:
    /// link-local and multicast addresses and the metadata of clouds.
    #[must_use]
    pub fn with_networks(networks: Vec<IpNet>) -> Self {
        Self { networks, ..Self::default() }
    }

    /// Public addresses, and private ones at these addresses and ports alone, as a test's own servers have them.
    #[must_use]
    pub fn with_addresses(addresses: Vec<SocketAddr>) -> Self {
        Self { addresses, ..Self::default() }
    }

    /// Whether an address may be connected to; if not, what it is.
    ///
    /// # Errors
    /// What lies there, where it may not.
    pub fn check(&self, address: SocketAddr) -> Result<(), &'static str> {
        let ip = address.ip();
        match standing(ip) {
            (Standing::Public, _) => Ok(()),
            (Standing::Private, _)
                if self.addresses.contains(&address)
                    || self.networks.iter().any(|network| network.contains(&ip)) =>
            {
                Ok(())
            }
            (_, what) => Err(what),
        }
    }
}

/// What the registries say of an address, by the smallest network that it lies in.
fn standing(ip: IpAddr) -> (Standing, &'static str) {
    let around = NETWORKS.iter().filter(|(network, ..)| network.contains(&ip));
    let smallest = around.max_by_key(|(network, ..)| network.prefix_len());
    match (smallest, ip) {
        (Some((_, Standing::Translated, what)), IpAddr::V6(v6)) => {
            let [.., a, b, c, d] = v6.octets();
            match standing(IpAddr::V4(Ipv4Addr::new(a, b, c, d))).0 {
                Standing::Public => (Standing::Public, what),
                _ => (Standing::Never, what),
            }
        }
        (Some((_, standing, what)), _) => (*standing, what),
        (None, _) => (Standing::Public, "a public address"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(guard: &Guard, ip: &str) -> bool {
        guard.check(SocketAddr::new(ip.parse().unwrap(), 80)).is_ok()
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let table = include_str!("../data/networks.tsv");
        let n_rows = table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(NETWORKS.len(), n_rows);
        let standings = ["public", "private", "never", "translated"];
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            assert!(standings.contains(&line.split('\t').nth(1).unwrap()), "{line}");
        }
    }

    #[test]
    fn public_addresses_are_reached() {
        for ip in [
            "1.1.1.1",
            "93.184.216.34",
            "100.128.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "2606:4700::1111",
            "64:ff9b::101:101",
        ] {
            assert!(check(&Guard::public(), ip), "{ip}");
        }
    }

    #[test]
    fn what_is_never_opened_stays_closed() {
        let all = Guard::with_networks(vec!["0.0.0.0/0".parse().unwrap(), "::/0".parse().unwrap()]);
        for ip in ["10.0.0.1", "127.0.0.1", "192.168.1.1", "::1", "fd12::1"] {
            assert!(check(&all, ip) && !check(&Guard::public(), ip), "{ip}");
        }
        for ip in [
            "169.254.169.254",
            "100.100.100.200",
            "192.0.0.192",
            "fd00:ec2::254",
            "fe80::1",
            "224.0.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "ff02::1",
            "::",
        ] {
            assert!(!check(&all, ip), "{ip}");
        }
    }

    #[test]
    fn a_named_address_opens_its_port_alone() {
        let guard = Guard::with_addresses(vec!["127.0.0.1:8080".parse().unwrap()]);
        assert!(guard.check("127.0.0.1:8080".parse().unwrap()).is_ok());
        assert!(guard.check("127.0.0.1:8081".parse().unwrap()).is_err());
    }
}
