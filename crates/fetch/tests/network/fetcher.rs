//! What the fetcher does with what servers answer.

use std::io::Write;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::server::{Server, answer, not_found, settings};
use fetch::{Error, Fetched, Fetcher, Page, Settings, Validators};

fn page(fetched: Result<Fetched, Error>) -> Page {
    match fetched {
        Ok(Fetched::Page(page)) => page,
        other => panic!("{other:?}"),
    }
}

fn none() -> Validators {
    Validators::default()
}

#[test]
fn both_validators_go_back_unchanged() {
    let server = Server::pages(|asked| match asked.field("if-none-match") {
        Some("W/\"v 1\"") => answer("304 Not Modified", "Cache-Control: max-age=60\r\n", ""),
        _ => answer("200 OK", "ETag: W/\"v 1\"\r\nLast-Modified: Sat, 14 Mar 2026 09:00:00 GMT\r\n", "news"),
    });
    let fetcher = Fetcher::new(settings(&[&server]));
    let first = page(fetcher.get(&server.url("/feed"), &none()));
    assert_eq!(first.validators.etag.as_deref(), Some("W/\"v 1\""));
    let second = fetcher.get(&server.url("/feed"), &first.validators).unwrap();
    assert_eq!(second, Fetched::NotModified { fresh_for: Some(Duration::from_mins(1)) });
    let asked = server.asked_for("/feed");
    assert_eq!(asked[0].field("if-none-match"), None);
    assert_eq!(asked[1].field("if-none-match"), Some("W/\"v 1\""));
    assert_eq!(asked[1].field("if-modified-since"), Some("Sat, 14 Mar 2026 09:00:00 GMT"));
    assert!(asked[0].field("user-agent").unwrap().starts_with("onrecord/"));
}

#[test]
fn a_page_says_what_it_is() {
    let fields = "Content-Type: text/html; charset=iso-8859-2\r\nCache-Control: max-age=600\r\n";
    let server = Server::pages(move |asked| match asked.path.as_str() {
        "/old" => answer("301 Moved Permanently", "Location: ../new#top\r\n", ""),
        _ => answer("200 OK", fields, "<p>news"),
    });
    let page = page(Fetcher::new(settings(&[&server])).get(&server.url("/old"), &none()));
    assert_eq!(page.url, server.url("/new"));
    assert_eq!(
        (page.media_type.as_deref(), page.charset.as_deref()),
        (Some("text/html"), Some("iso-8859-2"))
    );
    assert_eq!(page.fresh_for, Some(Duration::from_mins(10)));
    assert_eq!(page.validators, none());
}

#[test]
fn a_server_that_asks_for_rest_gets_it() {
    let server = Server::pages(|asked| match asked.path.as_str() {
        "/429" => answer("429 Too Many Requests", "Retry-After: 120\r\n", ""),
        _ => answer("503 Service Unavailable", "", ""),
    });
    let fetcher = Fetcher::new(settings(&[&server]));
    let after = Some(Duration::from_mins(2));
    assert_eq!(
        fetcher.get(&server.url("/429"), &none()).unwrap(),
        Fetched::RetryAfter { status: 429, after }
    );
    assert_eq!(
        fetcher.get(&server.url("/503"), &none()).unwrap(),
        Fetched::RetryAfter { status: 503, after: None }
    );
}

#[test]
fn failures_are_told_apart() {
    let server = Server::start(|asked, stream| {
        let text = match asked.path.as_str() {
            "/robots.txt" => not_found(),
            "/500" => answer("500 Oops", "", ""),
            "/gone" => answer("410 Gone", "", ""),
            "/304" => answer("304 Not Modified", "", ""),
            "/loop" => answer("302 Found", "Location: /loop\r\n", ""),
            "/nowhere" => answer("302 Found", "", ""),
            "/garbage" => "\u{0}\u{1}this is no HTTP\r\n\r\n".to_owned(),
            _ => String::new(),
        };
        stream.write_all(text.as_bytes())
    });
    let fetcher = Fetcher::new(settings(&[&server]));
    let error = |path: &str| fetcher.get(&server.url(path), &none()).unwrap_err();
    assert!(matches!(error("/500"), Error::Status(500)));
    assert!(matches!(error("/gone"), Error::Status(410)));
    assert!(matches!(error("/304"), Error::Status(304)), "nothing was sent that could hold still");
    assert!(matches!(error("/loop"), Error::Redirects(5)));
    assert!(matches!(error("/nowhere"), Error::Network(_)));
    assert!(matches!(error("/garbage"), Error::Network(_)));
    assert!(matches!(error("/empty"), Error::Network(_)));
    assert_eq!(server.asked_for("/loop").len(), 6);
}

#[test]
fn a_hundred_megabytes_are_drawn_no_further_than_the_limit() {
    let n_written = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = Arc::clone(&n_written);
    let server = Server::start(move |asked, stream| {
        let length = if asked.path == "/said" { "Content-Length: 104857600\r\n" } else { "" };
        if asked.path == "/robots.txt" {
            return stream.write_all(not_found().as_bytes());
        }
        stream.write_all(format!("HTTP/1.1 200 OK\r\nConnection: close\r\n{length}\r\n").as_bytes())?;
        for _ in 0..1600 {
            stream.write_all(&vec![b'a'; 65536])?;
            counter.fetch_add(65536, std::sync::atomic::Ordering::SeqCst);
        }
        Ok(())
    });
    let limit = 1024 * 1024;
    let fetcher = Fetcher::new(Settings { limit, ..settings(&[&server]) });
    for path in ["/said", "/unsaid"] {
        assert!(matches!(fetcher.get(&server.url(path), &none()), Err(Error::TooLarge { .. })), "{path}");
    }
    thread::sleep(Duration::from_millis(100));
    assert!(n_written.load(std::sync::atomic::Ordering::SeqCst) < 80 * 1024 * 1024, "the rest was not drawn");
}

#[test]
fn packed_pages_are_unpacked_within_the_limit() {
    let pack = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let (small, bomb) = (pack(b"news"), pack(&vec![b'a'; 4 * 1024 * 1024]));
    let server = Server::start(move |asked, stream| {
        let body = match asked.path.as_str() {
            "/robots.txt" => return stream.write_all(not_found().as_bytes()),
            "/bomb" => &bomb,
            _ => &small,
        };
        let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n";
        stream.write_all(format!("{head}Content-Length: {}\r\n\r\n", body.len()).as_bytes())?;
        stream.write_all(body)
    });
    let fetcher = Fetcher::new(Settings { limit: 1024 * 1024, ..settings(&[&server]) });
    assert_eq!(page(fetcher.get(&server.url("/small"), &none())).bytes, b"news");
    assert!(matches!(fetcher.get(&server.url("/bomb"), &none()), Err(Error::TooLarge { .. })));
}

#[test]
fn a_server_that_never_ends_is_left() {
    let server = Server::start(|asked, stream| {
        if asked.path == "/robots.txt" {
            return stream.write_all(not_found().as_bytes());
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
        for _ in 0..200 {
            stream.write_all(b"a")?;
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    });
    let fetcher = Fetcher::new(Settings { timeout: Duration::from_millis(500), ..settings(&[&server]) });
    let start = Instant::now();
    assert!(matches!(fetcher.get(&server.url("/drip"), &none()), Err(Error::Timeout)));
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[test]
fn robots_are_obeyed() {
    let server = Server::start(|asked, stream| {
        let rules =
            "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /private\nAllow: /private/feed\n";
        let text = if asked.path == "/robots.txt" { rules } else { "news" };
        stream.write_all(answer("200 OK", "", text).as_bytes())
    });
    let fetcher = Fetcher::new(settings(&[&server]));
    assert_eq!(page(fetcher.get(&server.url("/open"), &none())).bytes, b"news");
    assert_eq!(page(fetcher.get(&server.url("/private/feed"), &none())).bytes, b"news");
    assert!(matches!(fetcher.get(&server.url("/private/x"), &none()), Err(Error::Robots(_))));
    assert_eq!(server.asked_for("/robots.txt").len(), 1, "it is remembered");
    assert!(server.asked_for("/private/x").is_empty());
}

#[test]
fn a_site_whose_robots_cannot_be_had_is_left_alone() {
    let server = Server::start(|_, stream| stream.write_all(answer("500 Oops", "", "").as_bytes()));
    let result = Fetcher::new(settings(&[&server])).get(&server.url("/x"), &none());
    assert!(matches!(result, Err(Error::RobotsUnreachable { .. })), "{result:?}");
    assert!(server.asked_for("/x").is_empty());
}

#[test]
fn a_host_is_asked_one_thing_at_a_time_with_a_pause() {
    let server = Server::pages(|_| {
        thread::sleep(Duration::from_millis(20));
        answer("200 OK", "", "news")
    });
    let fetcher = Fetcher::new(Settings { pause: Duration::from_millis(30), ..settings(&[&server]) });
    let start = Instant::now();
    thread::scope(|scope| {
        for n in 0..4 {
            let (fetcher, url) = (&fetcher, server.url(&format!("/{n}")));
            scope.spawn(move || page(fetcher.get(&url, &none())));
        }
    });
    assert_eq!(server.most_open.load(std::sync::atomic::Ordering::SeqCst), 1);
    assert!(start.elapsed() >= Duration::from_millis(4 * 50), "{:?}", start.elapsed());
}
