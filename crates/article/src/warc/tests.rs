use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use super::*;

fn record(kind: &str, block: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://northline.example/talks>\r\n\
         WARC-Date: 2026-03-14T09:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    bytes.extend_from_slice(block);
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes
}

fn answer(fields: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

fn read(file: Vec<u8>) -> Vec<Result<Capture, String>> {
    let input: Input<'_> = Box::new(Cursor::new(file));
    Records::new(input).map(|result| result.map_err(|error| error.to_string())).collect()
}

fn bodies(file: Vec<u8>) -> Vec<String> {
    read(file).into_iter().map(|capture| String::from_utf8(capture.unwrap().bytes).unwrap()).collect()
}

#[test]
fn a_page_comes_with_its_address_and_moment() {
    let captures =
        read([record("warcinfo", b"software: x"), record("response", &answer("", b"<p>Talks"))].concat());
    let capture = captures[0].as_ref().unwrap();
    assert_eq!(captures.len(), 1);
    assert_eq!(capture.url.as_deref(), Some("https://northline.example/talks"));
    assert_eq!(capture.fetched.unwrap().to_string(), "2026-03-14T09:00Z");
    assert_eq!(capture.charset.as_deref(), Some("utf-8"));
    assert_eq!(capture.part, Some(Part::Record(2)));
}

#[test]
fn chunks_and_packing_are_undone() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(b"<p>Packed").unwrap();
    let gzip = gzip.finish().unwrap();
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(b"<p>Deflated").unwrap();
    let mut chunked = format!("{:x};a=b\r\n", gzip.len()).into_bytes();
    chunked.extend_from_slice(&gzip);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    let file = [
        record("response", &answer("Content-Encoding: gzip\r\n", &gzip)),
        record("response", &answer("Content-Encoding: deflate\r\n", &zlib.finish().unwrap())),
        record("response", &answer("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", &chunked)),
        record("response", &answer("Transfer-Encoding: chunked\r\n", b"4\r\n<p>O\r\n2\r\nne\r\n0\r\n\r\n")),
        record("response", &answer("Transfer-Encoding: chunked\r\n", b"<p>Joined before")),
        record("response", &answer("Content-Encoding: gzip\r\n", b"<p>Unpacked before")),
    ];
    assert_eq!(
        bodies(file.concat()),
        ["<p>Packed", "<p>Deflated", "<p>Packed", "<p>One", "<p>Joined before", "<p>Unpacked before"]
    );
}

#[test]
fn what_is_no_page_is_passed_over() {
    let file = [
        record("revisit", &answer("", b"<p>Seen")),
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No"),
        record("response", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        record("response", b"HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n"),
    ];
    assert!(read(file.concat()).is_empty());
}

#[test]
fn a_broken_record_is_reported_and_the_next_is_read() {
    let good = record("response", &answer("", b"<p>Talks"));
    let text = String::from_utf8(good.clone()).unwrap();
    let length = text.lines().find(|line| line.starts_with("Content-Length")).unwrap();
    for (broken, reason) in [
        (text.replace(length, "Content-Length: many"), "Content-Length is missing"),
        (text.replace(length, "Content-Length: 5"), "does not end where it ends"),
        (text.replace("HTTP/1.1 200", "GARBAGE 200"), "HTTP answer is broken"),
        (format!("WARC/1.0\r\nWARC-Type: response\r\nX: {}\r\n\r\n", "y".repeat(70_000)), "no end"),
    ] {
        let results = read([good.clone(), broken.into_bytes(), good.clone()].concat());
        assert_eq!(results.len(), 3, "{reason}: {results:?}");
        assert!(results[0].is_ok() && results[2].is_ok(), "{reason}");
        let error = results[1].as_ref().unwrap_err();
        assert!(error.starts_with("record 2: ") && error.contains(reason), "{error}");
    }
}

#[test]
fn a_file_that_is_cut_off_says_so_and_a_bomb_is_refused() {
    let good = record("response", &answer("", b"<p>Talks"));
    let results = read([&good[..], &good[..good.len() - 12]].concat());
    assert!(results[0].is_ok() && results[1].as_ref().unwrap_err().contains("the file ends"), "{results:?}");
    let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
    bomb.write_all(&vec![b'a'; SIZE_LIMIT as usize + 10]).unwrap();
    let bomb = record("response", &answer("Content-Encoding: gzip\r\n", &bomb.finish().unwrap()));
    let results = read([bomb, good].concat());
    assert!(results[0].as_ref().unwrap_err().contains("32 MiB") && results[1].is_ok(), "{results:?}");
}
