//! Pages made to take long. Each would take minutes or end the process if its cost grew with the square of its size
//! or the stack with its depth; what is asserted is that it is read like any other.

use article::{Article, BlockKind, Format, Settings};

const PARAGRAPH: &str = "<p>The ministers met in Vienna on Friday, and nobody left the table before midnight, officials said.</p>";

fn read(body: &str) -> Article {
    let page = format!("<html><head><title>Talks end</title></head><body><h1>Talks end</h1>{body}");
    let mut captures =
        article::captures_of(page.as_bytes(), Some(Format::Html)).expect("a page in memory can be read");
    let capture = captures.next().expect("a page is one article").expect("a page in memory can be read");
    article::read(&capture, &Settings::default()).expect("the page holds text")
}

fn count(article: &Article, kind: BlockKind) -> usize {
    article.blocks.iter().filter(|block| block.kind == kind).count()
}

#[test]
fn deep_pages_are_read() {
    let deep = format!("{}{PARAGRAPH}{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
    assert_eq!(count(&read(&deep), BlockKind::Paragraph), 1);
    let tables = format!("{}{PARAGRAPH}", "<table><tr><td>".repeat(3_000));
    assert_eq!(count(&read(&tables), BlockKind::Paragraph), 1);
    let lists = format!("{PARAGRAPH}{}", "<ul><li>word ".repeat(20_000));
    assert!(read(&lists).text.contains("before midnight"));
}

#[test]
fn long_pages_are_read() {
    assert_eq!(count(&read(&PARAGRAPH.repeat(60_000)), BlockKind::Paragraph), 60_000);
    let spans = format!("<p>{}", "<span>word </span>".repeat(200_000));
    assert_eq!(count(&read(&spans), BlockKind::Paragraph), 1);
    let line = format!("<p>{}", "The ministers met in Vienna. ".repeat(350_000));
    assert!(read(&line).text.len() > 10_000_000);
}

#[test]
fn many_headings_pictures_and_names_are_read() {
    use std::fmt::Write as _;
    let mut pictures = String::new();
    for n in 0..30_000 {
        write!(pictures, "<figure><img><figcaption>Boats at dawn {n}</figcaption></figure>").unwrap();
    }
    assert_eq!(read(&format!("{PARAGRAPH}{pictures}")).figures.len(), 30_000);
    assert!(read(&format!("{}{PARAGRAPH}", "<h1>Another talk ends</h1>".repeat(60_000))).blocks.len() > 1);
    let bylines = "<div class=byline><i>and so on it is</i></div>".repeat(60_000);
    assert!(read(&format!("{bylines}{PARAGRAPH}")).bylines.is_empty());
    let mut topics = String::new();
    for n in 0..60_000 {
        write!(topics, "<a href=x>topic {n}</a>").unwrap();
    }
    let topics = read(&format!("{PARAGRAPH}<div class=tags>{topics}</div>")).topics;
    assert_eq!(topics.len(), 100, "a page with more lists all that it ever wrote of");
}

#[test]
fn a_body_of_ten_megabytes_in_json_is_compared_once() {
    let body = "The ministers met in Vienna. ".repeat(350_000);
    let script = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\"}}</script>"
    );
    assert_eq!(count(&read(&format!("{script}{}", PARAGRAPH.repeat(2_000))), BlockKind::Paragraph), 2_000);
}
