//! `onrecord read` as a user types it: each test makes its files, runs the real binary and looks at what it says.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const TALKS: &str =
    "Talks end\n\n“It rains,” said Ana Ruiz, a farmer who had come to Vienna to see the ministers.\n";

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn onrecord(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).env_remove("NO_COLOR").output().unwrap()
}

fn read(path: &Path, flags: &[&str]) -> Output {
    let mut arguments = vec!["read", path.to_str().unwrap()];
    arguments.extend(flags);
    onrecord(&arguments)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name)
}

#[test]
fn the_report_shows_who_said_what_in_80_columns() {
    let output = read(&sample("summit.html"), &[]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let report = out(&output);
    insta::assert_snapshot!(report.replace(sample("summit.html").to_str().unwrap(), "summit.html"));
    assert!(report.lines().all(|line| line.chars().count() <= 80));
    assert!(!report.contains('\u{1b}'), "no colour where there is no terminal");
}

#[test]
fn json_is_an_object_for_one_article_and_an_array_for_several() {
    let place = Place::new();
    let path = place.file("talks.txt", TALKS);
    let one: Value = serde_json::from_slice(&read(&path, &["--json"]).stdout).unwrap();
    assert_eq!(one["schema"], "onrecord/0");
    assert_eq!(one["actors"][0]["name"], "Ana Ruiz");
    let path = path.to_str().unwrap();
    let two: Value = serde_json::from_slice(&onrecord(&["read", path, path, "--json"]).stdout).unwrap();
    assert_eq!(two.as_array().unwrap().len(), 2);
    assert_eq!(two[0], one);
}

#[test]
fn json_lines_come_out_one_a_line_and_fit_the_schema() {
    let schema: Value = serde_json::from_slice(&onrecord(&["schema"]).stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let output = read(&sample("wire.jsonl"), &["--jsonl"]);
    let lines: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|line| schema.is_valid(line)));
}

#[test]
fn standard_input_and_gzip_are_read() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(TALKS.as_bytes()).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["read", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&packed.finish().unwrap()).unwrap();
    let record: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(record["article"]["headline"], "Talks end");
}

#[test]
fn as_of_resolves_relative_stamps() {
    let place = Place::new();
    let path =
        place.file("talks.txt", format!("Talks end\n\nPublished YESTERDAY\n\nUpdated 05:21\n\n{TALKS}"));
    let record: Value =
        serde_json::from_slice(&read(&path, &["--json", "--as-of", "2026-03-18"]).stdout).unwrap();
    assert_eq!(record["article"]["published"], "2026-03-17");
    assert_eq!(record["article"]["updated"], "2026-03-18T05:21");
    let record: Value = serde_json::from_slice(&read(&path, &["--json"]).stdout).unwrap();
    assert_eq!(record["article"].get("published"), None, "nothing is guessed");
}

#[test]
fn a_broken_line_is_reported_and_the_rest_is_read() {
    let place = Place::new();
    let path = place.file(
        "lines.jsonl",
        "{\"text\": \"“It rains,” said Ana Ruiz.\"}\n{broken\n{\"id\": 3, \"text\": \"Two\"}\n",
    );
    let output = read(&path, &["--jsonl"]);
    assert_eq!(status(&output), 1);
    assert_eq!(out(&output).lines().count(), 2);
    assert!(err(&output).contains("lines.jsonl: line 2 is no JSON object"), "{}", err(&output));
    assert!(err(&output).contains("2 read, 0 skipped, 1 failed"), "{}", err(&output));
}

#[test]
fn bad_input_gets_a_sentence_and_status_1() {
    let place = Place::new();
    let mut cut = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    cut.write_all((0..5000).map(|n| n.to_string()).collect::<String>().as_bytes()).unwrap();
    let cut = cut.finish().unwrap();
    for (name, bytes, words) in [
        ("empty.html", Vec::new(), "it is empty"),
        ("binary.bin", (0..=255).cycle().take(4000).collect(), "it is binary data"),
        ("paper.pdf", b"%PDF-1.7 and so on".to_vec(), "it is a PDF"),
        ("divs.html", "<div>".repeat(10 * 1024 * 1024).into_bytes(), "it holds more than 32 MiB"),
        ("cut.gz", cut[..cut.len() / 2].to_vec(), "its gzip data is damaged or cut off"),
        ("script.html", b"<html><script>var a = 1</script></html>".to_vec(), "no article text was found"),
    ] {
        let path = place.file(name, bytes);
        let output = read(&path, &[]);
        assert_eq!(status(&output), 1, "{name}");
        assert!(err(&output).contains(words) && err(&output).contains(name), "{name}: {}", err(&output));
        assert_eq!(out(&output), "", "{name}");
    }
    let output = read(Path::new("nowhere.html"), &[]);
    assert_eq!(status(&output), 1);
    assert!(err(&output).contains("nowhere.html: it cannot be opened"), "{}", err(&output));
}

#[test]
fn hostile_pages_are_read() {
    let place = Place::new();
    let page = format!(
        "<html>{}<p>“It rains,” said Ana Ruiz, a farmer from Vienna, on Monday.</p>",
        "<div>".repeat(200_000)
    );
    let output = read(&place.file("deep.html", page), &[]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let output = read(
        &place.file(
            "broken.txt",
            b"Steff Ch\xe1vez met \xff\xfe the minister\n\n\x93It rains,\x94 said Ana Ruiz.\n",
        ),
        &[],
    );
    assert_eq!(status(&output), 0, "{}", err(&output));
}

#[test]
fn wrong_use_is_status_2() {
    for arguments in [
        &["read"][..],
        &["read", "x", "--format", "pdf"],
        &["read", "x", "--as-of", "monday"],
        &["read", "x", "--json", "--jsonl"],
        &["read", "x", "--url", "not a url"],
        &["who", ""],
        &["said", ""],
        &["what"],
    ] {
        let output = onrecord(arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(!err(&output).is_empty());
    }
}

#[test]
fn the_page_escapes_what_articles_say() {
    let place = Place::new();
    let text = "Talks <script>alert(1)</script> end\n\n“We have waited for <img> the bridge for ten years and will not leave the town before it is there,” Ana Ruiz said on Monday.\n\nShe had come to [Vienna](javascript:alert(1)) and [Oslo](https://example.org/?a=1&b=\"2\") by <img src=x onerror=alert(1)> train.\n";
    let path = place.file("talks.md", text);
    let page = place.0.path().join("page.html");
    let output = read(&path, &["--format", "text", "--html", page.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let html = fs::read_to_string(&page).unwrap();
    assert!(
        !html.contains("<script") && !html.contains("<img") && !html.contains("href=\"javascript"),
        "{html}"
    );
    assert!(html.contains("<mark id=\"x1-s1\""));
    let output = read(&path, &["--format", "markdown", "--html", page.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(!fs::read_to_string(&page).unwrap().contains("href=\"javascript"));
}

#[test]
fn the_page_shows_events_with_links_to_their_words() {
    let place = Place::new();
    let text = "{\"date\": \"2025-08-17\", \"text\": \"Mali met Niger on Monday in Oslo. On Friday Chad accused the <b>Mali</b> army. Mali demanded that Niger withdraw its troops.\"}\n";
    let path = place.file("talks.jsonl", text);
    let page = place.0.path().join("page.html");
    let output = read(&path, &["--html", page.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let html = fs::read_to_string(&page).unwrap();
    assert!(!html.contains("<b>Mali</b> army") && !html.contains("<script"), "{html}");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let links: Vec<&str> = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.iter().all(|link| ids.contains(link)), "every link leads somewhere: {links:?} {ids:?}");
    assert!(links.contains(&"x1-e1") && links.contains(&"shape-occurred"));
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "an id stands for one thing");
    assert!(
        html.contains("role=\"group\"")
            && html.contains("<desc id=\"x1-line-says\">2 entries from 11 August 2025"),
        "{html}"
    );
    // The demand is shown once, with what is demanded under it.
    assert_eq!(html.matches("<span class=\"label-word\">demanded</span>").count(), 2, "{html}");
    assert!(html.contains("1 demanded"));
}

#[test]
fn the_page_says_when_and_where_escaped() {
    let place = Place::new();
    let text =
        "{\"date\": \"2025-08-17\", \"text\": \"They met on Monday at the \\\"A&B\\\" hotel in Vienna.\"}\n";
    let path = place.file("talks.jsonl", text);
    let page = place.0.path().join("page.html");
    let output = read(&path, &["--html", page.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let html = fs::read_to_string(&page).unwrap();
    assert!(html.contains("<span class=\"time\" title=\"11 August 2025\">Monday</span>"), "{html}");
    assert!(html.contains("<span class=\"place\" title=\"Vienna (AUT)\">Vienna</span>"), "{html}");
}

#[test]
fn a_page_that_cannot_be_written_is_said_so() {
    let place = Place::new();
    let output = read(&place.file("talks.txt", TALKS), &["--html", "/nowhere/page.html"]);
    assert_eq!(status(&output), 1);
    let says = "/nowhere/page.html cannot be written: there is no such folder";
    assert!(err(&output).contains(says), "{}", err(&output));
}

#[test]
fn a_page_takes_the_place_of_no_input_no_pipe_and_no_link() {
    let place = Place::new();
    let talks = place.file("talks.txt", TALKS);
    let output = read(&talks, &["--html", talks.to_str().unwrap()]);
    assert_eq!(status(&output), 2, "{}", err(&output));
    assert_eq!(fs::read_to_string(&talks).unwrap(), TALKS);
    #[cfg(unix)]
    {
        let (page, link) = (place.file("page.html", ""), place.0.path().join("link.html"));
        std::os::unix::fs::symlink(&page, &link).unwrap();
        assert_eq!(status(&read(&talks, &["--html", link.to_str().unwrap()])), 0);
        assert!(link.is_symlink() && fs::read_to_string(&page).unwrap().starts_with("<!"));
        let pipe = place.0.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let listener = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
        assert_eq!(status(&read(&talks, &["--html", pipe.to_str().unwrap()])), 0);
        assert!(listener.wait_with_output().unwrap().stdout.starts_with(b"<!"));
        assert_eq!(status(&read(&talks, &["--html", "/dev/null"])), 0);
        assert!(!Path::new("/dev/null").is_file());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_finds_no_room_is_said_to_be_it() {
    let place = Place::new();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["read", place.file("talks.txt", TALKS).to_str().unwrap(), "--jsonl"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(status(&output), 1);
    assert!(err(&output).contains("standard output cannot be written"), "{}", err(&output));
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let place = Place::new();
    let path = place.file("lines.jsonl", "{\"text\": \"“It rains,” said Ana Ruiz.\"}\n".repeat(3000));
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["read", path.to_str().unwrap(), "--jsonl"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn completions_and_manual_are_made_from_the_same_flags() {
    for (arguments, words) in
        [(&["completions", "bash"][..], "--as-of"), (&["man"], "as\\-of"), (&["read", "--help"], "--as-of")]
    {
        let output = onrecord(arguments);
        assert_eq!(status(&output), 0);
        assert!(out(&output).contains(words), "{arguments:?}");
    }
}

#[test]
fn a_page_of_hundreds_of_statements_in_one_paragraph_is_written() {
    let place = Place::new();
    let path = place.file("many.txt", "“It rains,” said Ana Ruiz. ".repeat(2_000));
    let page = place.0.path().join("page.html");
    let output = read(&path, &["--html", page.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    // How many of the same sentence the model takes for statements is its own; hundreds have to be shown.
    assert!(fs::read_to_string(&page).unwrap().matches("<mark id=").count() > 200);
}

#[test]
fn an_item_that_was_withdrawn_says_so_wherever_it_is_shown() {
    let path = sample("ferry.newsml.xml");
    let report = out(&read(&path, &[]));
    assert!(report.contains("WITHDRAWN, version 3"), "{report}");
    assert!(report.contains("KILL: the company says that no strike was called."), "{report}");
    let records: Value = serde_json::from_slice(&read(&path, &["--json"]).stdout).unwrap();
    assert_eq!(records[1]["article"]["status"], "canceled");
    assert!(records[1]["doubts"][0].as_str().unwrap().contains("has withdrawn this item"));
    assert_eq!(records[2]["article"]["embargoed"], "2026-03-19T06:00+02:00");
    let place = Place::new();
    let page = place.0.path().join("report.html");
    read(&path, &["--html", page.to_str().unwrap()]);
    assert!(fs::read_to_string(page).unwrap().contains("<b>WITHDRAWN, version 3</b>"));
}

#[test]
fn a_broken_entry_is_named_and_the_others_are_read() {
    let place = Place::new();
    let feed = "<rss version=\"2.0\"><channel><title>Post</title><item><title>One</title></item><item></item>\
        <item><title>Three</title></item></channel></rss>";
    let output = read(&place.file("feed", feed), &["--jsonl"]);
    assert_eq!(status(&output), 1);
    assert_eq!(out(&output).lines().count(), 2);
    assert!(err(&output).contains("entry 2: no article text was found in it"), "{}", err(&output));
}

#[test]
fn a_web_archive_in_gzip_members_is_read_and_its_menus_are_skipped() {
    let place = Place::new();
    let archive = fs::read(sample("ferry.warc")).unwrap();
    let menu = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body></body></html>";
    let menu = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: {}\r\n\r\n{menu}\r\n\r\n",
        menu.len()
    );
    let packed: Vec<u8> = [menu.as_bytes(), &archive, menu.as_bytes()]
        .iter()
        .flat_map(|member| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(member).unwrap();
            encoder.finish().unwrap()
        })
        .collect();
    let output = read(&place.file("crawl", packed), &["--jsonl"]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let record: Value = serde_json::from_str(out(&output).trim()).unwrap();
    assert_eq!(record["article"]["url"], "https://harbournotes.example/81");
    assert_eq!(record["article"]["as_of"], "2026-03-24T08:00Z");
    assert!(err(&output).contains("1 read, 2 skipped, 0 failed"), "{}", err(&output));
}
