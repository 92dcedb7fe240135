//! Addresses and feeds as a user gives them: a server on this machine, the real binary, and what it says and keeps.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::thread;

use rusqlite::Connection;
use serde_json::Value;

/// A server that gives answers by path, and remembers what it was asked: the request's lines.
struct Server {
    address: SocketAddr,
    answers: Arc<Mutex<HashMap<String, String>>>,
    asked: Arc<Mutex<Vec<Vec<String>>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server =
            Self { address: listener.local_addr().unwrap(), answers: Arc::default(), asked: Arc::default() };
        let (answers, asked) = (Arc::clone(&server.answers), Arc::clone(&server.asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = serve(stream, &answers, &asked);
            }
        });
        server
    }

    fn give(&self, path: &str, status: &str, fields: &str, body: &str) {
        let answer = format!(
            "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{fields}\r\n{body}",
            body.len()
        );
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests for a path since the last call.
    fn asked_for(&self, path: &str) -> Vec<Vec<String>> {
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        let first = format!("GET {path} HTTP/1.1");
        asked.into_iter().filter(|lines| lines[0] == first).collect()
    }
}

fn serve(
    mut stream: TcpStream,
    answers: &Mutex<HashMap<String, String>>,
    asked: &Mutex<Vec<Vec<String>>>,
) -> std::io::Result<()> {
    let lines = BufReader::new(stream.try_clone()?).lines();
    let lines: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let path = lines.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
    let has_validator = lines.iter().any(|line| line.eq_ignore_ascii_case("if-none-match: \"v1\""));
    asked.lock().unwrap().push(lines);
    let missing = "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".to_owned();
    let answer = answers.lock().unwrap().get(&path).cloned().unwrap_or(missing);
    let is_known = has_validator && answer.contains("ETag: \"v1\"");
    let unchanged = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
    stream.write_all(if is_known { unchanged.as_bytes() } else { answer.as_bytes() })
}

fn onrecord(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const PAGE: &str = "<html lang=en><title>Talks end</title><body><article><h1>Talks end</h1>\
    <p>The talks in Vienna ended on Friday, and nobody left the table before midnight.</p>\
    <p>“It rains,” said Ana Ruiz, a farmer who had come to Vienna to see the ministers.</p></article>";

/// What the feed's entries say, in their order.
const SUMMARIES: [&str; 3] = [
    "“It snows,” said Ben Okafor, a miller.",
    "The harbour of Oslo was closed to ferries on Friday after two ships collided in the fog.",
    "Ministers of eleven countries will discuss the price of wheat in Rome next week.",
];

fn feed(entries: &[(&str, &str)]) -> String {
    let item = |((link, title), summary): (&(&str, &str), &str)| {
        format!(
            "<item><title>{title}</title><link>{link}</link><pubDate>Fri, 13 Mar 2026 08:05:00 GMT</pubDate>\
             <description>{summary}</description></item>"
        )
    };
    let items: String = entries.iter().zip(SUMMARIES).map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Northline</title><link>x</link>{items}</channel></rss>")
}

#[test]
fn an_address_is_fetched_and_read() {
    let server = Server::start();
    server.give("/talks", "200 OK", "Content-Type: text/html; charset=utf-8\r\n", PAGE);
    server.give("/old", "302 Found", "Location: /talks\r\n", "");
    let output = onrecord(&["read", &server.url("/old"), "--allow-private", "127.0.0.1", "--json"]);
    assert!(output.status.success(), "{}", err(&output));
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["article"]["url"], server.url("/talks"));
    assert_eq!(record["article"]["input"], server.url("/old"));
    assert_eq!(record["actors"][0]["name"], "Ana Ruiz");
    assert!(record["article"]["as_of"].is_string(), "it is known when it was fetched");
}

#[test]
fn a_private_address_is_refused_unless_it_is_named() {
    let server = Server::start();
    server.give("/talks", "200 OK", "", PAGE);
    let output = onrecord(&["read", &server.url("/talks")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains(
            "which is this machine; only public addresses are fetched from, or with --allow-private 127.0.0.1"
        ),
        "{}",
        err(&output)
    );
    let metadata = onrecord(&["read", "http://169.254.169.254/latest"]);
    assert!(!err(&metadata).contains("--allow-private"), "{}", err(&metadata));
    let output = onrecord(&["read", &server.url("/talks"), "--allow-private", "10.0.0.0/8"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(server.asked_for("/talks").is_empty());
    assert_eq!(onrecord(&["read", "x", "--allow-private", "home"]).status.code(), Some(2));
}

#[test]
fn a_feed_is_read_entry_by_entry() {
    let server = Server::start();
    server.give(
        "/feed",
        "200 OK",
        "",
        &feed(&[("https://a.example/1", "One"), ("https://a.example/2", "Two")]),
    );
    let output = onrecord(&["read", &server.url("/feed"), "--allow-private", "127.0.0.1", "--jsonl"]);
    let out = String::from_utf8(output.stdout).unwrap();
    let headlines: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["article"]["headline"].clone())
        .collect();
    assert_eq!(headlines, ["One", "Two"]);
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("a.sqlite");
    let add = ["add", &server.url("/feed"), "--archive", path(&archive), "--allow-private", "127.0.0.1"];
    let output = onrecord(&add);
    assert!(err(&output).contains("2 new"), "{}", err(&output));
    let output = onrecord(&add);
    assert!(err(&output).contains("0 new, 0 changed, 2 unchanged"), "{}", err(&output));
}

/// An archive in a folder of its own, and the command that follows a list of feeds into it.
struct Followed {
    folder: tempfile::TempDir,
    list: PathBuf,
}

impl Followed {
    fn new(feeds: &[String]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("feeds.opml");
        let outlines: Vec<String> =
            feeds.iter().map(|feed| format!("<outline xmlUrl=\"{feed}\"/>")).collect();
        let outlines = outlines.concat();
        fs::write(&list, format!("<opml version=\"2.0\"><body>{outlines}</body></opml>")).unwrap();
        Self { folder, list }
    }

    fn archive(&self) -> PathBuf {
        self.folder.path().join("watch.sqlite")
    }

    fn watch(&self, flags: &[&str]) -> Output {
        let (list, archive) = (self.list.to_str().unwrap().to_owned(), self.archive());
        let mut arguments =
            vec!["watch", &list, "--once", "--archive", path(&archive), "--allow-private", "127.0.0.1"];
        arguments.extend(flags);
        onrecord(&arguments)
    }

    fn ask<T: rusqlite::types::FromSql>(&self, query: &str) -> T {
        Connection::open(self.archive()).unwrap().query_row(query, [], |row| row.get(0)).unwrap()
    }

    /// Lets the time pass until every feed is due.
    fn let_time_pass(&self) {
        Connection::open(self.archive()).unwrap().execute("UPDATE polls SET next = NULL", []).unwrap();
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn feeds_are_followed_and_what_is_new_is_added_once() {
    let server = Server::start();
    let (first, second, third) = (server.url("/1"), server.url("/2"), server.url("/3"));
    server.give(
        "/feed",
        "200 OK",
        "ETag: \"v1\"\r\n",
        &feed(&[(&first, "Talks end"), (&second, "Snow falls")]),
    );
    server.give("/1", "200 OK", "Content-Type: text/html\r\n", PAGE);
    server.give("/garbage", "200 OK", "", "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}");
    let followed = Followed::new(&[server.url("/garbage"), server.url("/feed"), server.url("/none")]);

    let output = followed.watch(&[]);
    assert_eq!(output.status.code(), Some(1), "two feeds are broken");
    assert!(err(&output).contains("3 feeds asked, 0 not yet due, 2 failed; 2 new"), "{}", err(&output));
    let text: String = followed.ask("SELECT group_concat(text) FROM versions");
    assert!(
        text.contains("nobody left the table") && text.contains("harbour of Oslo"),
        "a page, and a feed's own words: {text}"
    );

    let output = followed.watch(&[]);
    assert!(output.status.success(), "{}", err(&output));
    assert!(err(&output).contains("0 feeds asked, 3 not yet due"), "{}", err(&output));
    server.asked_for("/feed");

    followed.let_time_pass();
    let output = followed.watch(&[]);
    assert!(err(&output).contains("0 new, 0 changed"), "{}", err(&output));
    let asked = server.asked_for("/feed");
    assert!(asked[0].iter().any(|line| line.eq_ignore_ascii_case("if-none-match: \"v1\"")), "{asked:?}");
    assert_eq!(
        followed
            .ask::<i64>("SELECT failures FROM polls WHERE problem LIKE '%no feed%' OR feed LIKE '%garbage'"),
        2
    );

    server.give(
        "/feed",
        "200 OK",
        "ETag: \"v2\"\r\n",
        &feed(&[(third.as_str(), "Ice melts"), (first.as_str(), "Talks end")]),
    );
    let ice =
        "The ice on the lake melts, and the ferries sail again from Saturday on, the shipping office said.";
    server.give("/3", "200 OK", "", &format!("<html lang=en><h1>Ice melts</h1><p>{ice}</p>"));
    followed.let_time_pass();
    let output = followed.watch(&[]);
    assert!(err(&output).contains("1 new, 0 changed"), "{}", err(&output));
    assert!(server.asked_for("/1").is_empty(), "it was taken before");
    assert_eq!(followed.ask::<i64>("SELECT count(*) FROM articles"), 3);
}

#[test]
fn a_page_that_fails_or_is_always_busy_is_tried_again_and_then_taken_from_the_feed() {
    for status in ["500 Oops", "503 Service Unavailable"] {
        let server = Server::start();
        server.give("/feed", "200 OK", "ETag: \"v1\"\r\n", &feed(&[(&server.url("/1"), "Snow falls")]));
        server.give("/1", status, "", "");
        let followed = Followed::new(&[server.url("/feed")]);
        for n_articles in [0, 0, 1] {
            followed.watch(&[]);
            assert_eq!(followed.ask::<i64>("SELECT count(*) FROM articles"), n_articles, "{status}");
            followed.let_time_pass();
        }
        assert_eq!(server.asked_for("/feed").len(), 3, "no validator is kept while an entry waits");
    }
}

#[test]
fn an_address_that_may_not_be_asked_is_asked_once_it_may() {
    let server = Server::start();
    server.give("/feed", "200 OK", "", &feed(&[("https://a.example/1", "Snow falls")]));
    let followed = Followed::new(&[server.url("/feed")]);
    let (list, archive) = (followed.list.to_str().unwrap().to_owned(), followed.archive());
    let refused = onrecord(&["watch", &list, "--once", "--archive", path(&archive)]);
    assert!(err(&refused).contains("only public addresses"), "{}", err(&refused));
    assert!(err(&followed.watch(&[])).contains("1 feeds asked, 0 not yet due, 0 failed"));
    let early = followed.watch(&[]);
    assert!(err(&early).contains("1 not yet due (the next is due at 20"), "{}", err(&early));
}

/// A feed of one entry that was changed on a day of March.
fn changed(link: &str, day: u32) -> String {
    feed(&[(link, "Talks end")]).replace("Fri, 13 Mar", &format!("{day} Mar"))
}

#[test]
fn an_article_that_was_read_is_not_replaced_by_the_teaser_of_its_feed() {
    let server = Server::start();
    server.give("/feed", "200 OK", "", &changed(&server.url("/1"), 13));
    server.give("/1", "200 OK", "Content-Type: text/html\r\n", PAGE);
    let followed = Followed::new(&[server.url("/feed")]);
    followed.watch(&[]);
    server.give("/feed", "200 OK", "", &changed(&server.url("/1"), 14));
    server.give("/1", "403 Forbidden", "", "");
    followed.let_time_pass();
    let output = followed.watch(&[]);
    assert!(err(&output).contains("the article stays as it is"), "{}", err(&output));
    assert_eq!(followed.ask::<i64>("SELECT count(*) FROM versions"), 1);
    server.asked_for("/1");
    followed.let_time_pass();
    followed.watch(&[]);
    assert!(server.asked_for("/1").is_empty(), "it is dealt with");
}

#[test]
fn entries_of_one_page_are_one_and_a_host_that_asks_for_rest_is_not_asked_on() {
    let server = Server::start();
    let live = server.url("/live");
    let posts = [(live.as_str(), "One"), (&live, "Two")];
    server.give("/feed", "200 OK", "", &feed(&posts).replacen("13 Mar", "12 Mar", 1));
    server.give("/live", "200 OK", "Content-Type: text/html\r\n", PAGE);
    let followed = Followed::new(&[server.url("/feed")]);
    for n_asked in [1, 0] {
        followed.watch(&[]);
        assert_eq!(server.asked_for("/live").len(), n_asked);
        followed.let_time_pass();
    }
    let links: Vec<String> = (1..=3).map(|n| server.url(&format!("/busy{n}"))).collect();
    let entries: Vec<(&str, &str)> = links.iter().map(|link| (link.as_str(), "Snow falls")).collect();
    server.give("/feed", "200 OK", "", &feed(&entries));
    for link in ["/busy1", "/busy2", "/busy3"] {
        server.give(link, "429 Too Many Requests", "Retry-After: 7200\r\n", "");
    }
    followed.watch(&[]);
    let asked = std::mem::take(&mut *server.asked.lock().unwrap());
    assert_eq!(asked.iter().filter(|lines| lines[0].contains("/busy")).count(), 1, "{asked:?}");
    let wait: i64 = followed.ask("SELECT unixepoch(next) - unixepoch(polled) FROM polls");
    assert!(wait >= 7200, "{wait}");
}

#[test]
fn corrections_in_a_feed_whose_pages_are_closed_are_taken() {
    let server = Server::start();
    server.give("/1", "403 Forbidden", "", "");
    let followed = Followed::new(&[server.url("/feed")]);
    for (day, title) in [(13, "Talks end in Vienna"), (14, "Talks go on in Vienna")] {
        let entries = feed(&[(&server.url("/1"), title)]);
        server.give("/feed", "200 OK", "", &entries.replace("Fri, 13 Mar", &format!("{day} Mar")));
        followed.watch(&[]);
        followed.let_time_pass();
    }
    assert_eq!(followed.ask::<i64>("SELECT count(*) FROM versions"), 2);
}

#[test]
fn a_busy_server_is_left_alone_for_as_long_as_it_says() {
    let server = Server::start();
    server.give("/feed", "429 Too Many Requests", "Retry-After: 90000\r\n", "");
    let followed = Followed::new(&[server.url("/feed")]);
    assert_eq!(followed.watch(&[]).status.code(), Some(1));
    let wait: i64 = followed.ask("SELECT unixepoch(next) - unixepoch(polled) FROM polls");
    assert!((90_000..=99_000).contains(&wait), "{wait}");
}

#[test]
fn a_long_feed_is_taken_in_portions() {
    let server = Server::start();
    let links: Vec<String> = (1..=3).map(|n| server.url(&format!("/{n}"))).collect();
    let entries: Vec<(&str, &str)> = links.iter().map(|link| (link.as_str(), "Snow falls")).collect();
    server.give("/feed", "200 OK", "ETag: \"v1\"\r\n", &feed(&entries));
    let followed = Followed::new(&[server.url("/feed")]);
    followed.watch(&["--most", "2"]);
    assert_eq!(followed.ask::<i64>("SELECT count(*) FROM entries"), 2);
    followed.let_time_pass();
    followed.watch(&["--most", "2"]);
    assert_eq!(followed.ask::<i64>("SELECT count(*) FROM entries"), 3);
    assert_eq!(followed.ask::<i64>("SELECT count(*) FROM articles"), 3, "each is an article of its own");
    assert_eq!(followed.ask::<String>("SELECT etag FROM polls"), "\"v1\"");
}

#[test]
fn what_is_no_list_of_feeds_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("notes.txt");
    fs::write(&list, "no list").unwrap();
    for (feeds, status, says) in
        [(path(&list), 1, "lists no feeds"), ("missing.opml", 1, "name a web address or an OPML file")]
    {
        let output = onrecord(&["watch", feeds, "--once"]);
        assert_eq!(output.status.code(), Some(status));
        assert!(err(&output).contains(says), "{}", err(&output));
    }
    assert_eq!(onrecord(&["watch", "x", "--every", "1s"]).status.code(), Some(2));
}
