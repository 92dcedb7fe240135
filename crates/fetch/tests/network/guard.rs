//! Where requests must not go, however they are led there.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::server::{Server, answer, settings};
use fetch::{Error, Fetched, Fetcher, Lookup, Settings, Validators};

fn get(fetcher: &Fetcher, address: &str) -> Result<Fetched, Error> {
    fetcher.get(address, &Validators::default())
}

const REFUSED: [&str; 44] = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.255.255.254/",
    "https://localhost/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://%31%32%37.0.0.1/",
    "http://①②⑦.0.0.1/",
    "http://127.0.0.1./",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://3232235521/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::127.0.0.1]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fc00::1]/",
    "http://[ff02::1]/",
    "http://[2002:7f00:1::]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fec0::1]/",
];

#[test]
fn addresses_that_are_not_public_are_refused() {
    let fetcher = Fetcher::new(Settings { pause: Duration::ZERO, ..Settings::default() });
    for address in REFUSED {
        match get(&fetcher, address) {
            Err(Error::Refused(_)) => {}
            other => panic!("{address}: {other:?}"),
        }
    }
}

#[test]
fn what_is_no_web_address_is_refused() {
    let fetcher = Fetcher::new(Settings::default());
    for address in [
        "file:///etc/passwd",
        "ftp://1.1.1.1/",
        "gopher://1.1.1.1/",
        "data:text/html,x",
        "/x",
        "",
        "http://",
        "http://a:b@1.1.1.1/",
    ] {
        assert!(matches!(get(&fetcher, address), Err(Error::Address(_))), "{address}");
    }
}

#[test]
fn redirects_to_them_are_refused() {
    let inner = Server::pages(|_| answer("200 OK", "", "secret"));
    let secret = inner.address;
    let outer = Server::pages(move |asked| {
        let number: usize = asked.path.trim_start_matches('/').parse().unwrap_or(REFUSED.len());
        let target =
            REFUSED.get(number).map_or_else(|| format!("http://{secret}/"), |address| (*address).to_owned());
        answer("302 Found", &format!("Location: {target}\r\n"), "")
    });
    let fetcher = Fetcher::new(settings(&[&outer]));
    for (number, address) in REFUSED.iter().enumerate() {
        // Text in a header field is ASCII.
        if address.is_ascii() {
            let result = get(&fetcher, &outer.url(&format!("/{number}")));
            assert!(matches!(result, Err(Error::Refused(_))), "{address}: {result:?}");
        }
    }
    assert!(matches!(get(&fetcher, &outer.url("/inner")), Err(Error::Refused(_))));
    assert!(inner.asked.lock().unwrap().is_empty(), "not even its robots.txt was asked for");
}

#[test]
fn redirects_to_other_schemes_are_refused() {
    let server = Server::pages(|_| answer("301 Moved", "Location: file:///etc/passwd\r\n", ""));
    assert!(matches!(get(&Fetcher::new(settings(&[&server])), &server.url("/")), Err(Error::Address(_))));
}

/// Says one thing first and another from then on.
#[derive(Debug)]
struct Turncoat {
    first: SocketAddr,
    then: Vec<SocketAddr>,
    n_asked: AtomicUsize,
}

impl Lookup for Turncoat {
    fn addresses(&self, _: &str, _: u16) -> io::Result<Vec<SocketAddr>> {
        let is_first = self.n_asked.fetch_add(1, Ordering::SeqCst) == 0;
        Ok(if is_first { vec![self.first] } else { self.then.clone() })
    }
}

#[test]
fn a_name_that_changes_its_answer_is_refused_when_it_does() {
    let inner = Server::pages(|_| answer("200 OK", "", "secret"));
    let outer = Server::pages(|_| answer("200 OK", "", "news"));
    for then in [vec![inner.address], vec![outer.address, inner.address]] {
        let lookup = Turncoat { first: outer.address, then, n_asked: AtomicUsize::new(0) };
        let fetcher = Fetcher::with_lookup(settings(&[&outer]), lookup);
        // The first answer is spent on robots.txt; the page is another connection.
        let result = get(&fetcher, "http://turncoat.example/");
        assert!(matches!(result, Err(Error::Refused(_))), "{result:?}");
    }
    assert!(inner.asked.lock().unwrap().is_empty());
}

#[test]
fn a_name_is_judged_by_its_address() {
    #[derive(Debug)]
    struct Always(SocketAddr);
    impl Lookup for Always {
        fn addresses(&self, _: &str, _: u16) -> io::Result<Vec<SocketAddr>> {
            Ok(vec![self.0])
        }
    }
    let server = Server::pages(|_| answer("200 OK", "", "news"));
    let result =
        get(&Fetcher::with_lookup(Settings::default(), Always(server.address)), "http://news.example/");
    let error = result.unwrap_err().to_string();
    assert_eq!(
        error,
        "news.example is at 127.0.0.1, which is this machine; only public addresses are fetched from"
    );
    let fetched =
        get(&Fetcher::with_lookup(settings(&[&server]), Always(server.address)), "http://news.example/x");
    assert!(
        matches!(fetched, Ok(Fetched::Page(page)) if page.bytes == b"news" && page.url == "http://news.example/x")
    );
}
