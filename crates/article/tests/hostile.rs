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

fn outcomes(bytes: &[u8]) -> Vec<Result<Article, article::Error>> {
    let captures = article::captures_of(bytes, None).expect("its format is told");
    captures.map(|capture| article::read(&capture?, &Settings::default())).collect()
}

#[test]
fn entities_never_multiply() {
    let mut entities = String::from("<!ENTITY a0 \"ha\">");
    for n in 1..40 {
        use std::fmt::Write as _;
        let inner = format!("&a{};", n - 1).repeat(10);
        write!(entities, "<!ENTITY a{n} \"{inner}\">").unwrap();
    }
    let nitf = format!(
        "<!DOCTYPE nitf [{entities}]><nitf><body><body.content><p>Talks &a39; end.</p></body.content></body></nitf>"
    );
    assert!(outcomes(nitf.as_bytes()).remove(0).expect("the rest is read").text.len() < 200);
    let rss = format!(
        "<!DOCTYPE rss [{entities}]><rss version=\"2.0\"><channel><item><title>Talks &a39;</title></item></channel></rss>"
    );
    assert!(outcomes(rss.as_bytes()).iter().flatten().all(|article| article.text.len() < 200));
}

#[test]
fn deep_feeds_and_items_are_read_or_refused() {
    let (open, close) = ("<x>".repeat(10_000), "</x>".repeat(10_000));
    let rss = format!(
        "<rss version=\"2.0\"><channel><item><title>Talks</title>{open}{close}</item></channel></rss>"
    );
    assert_eq!(outcomes(rss.as_bytes()).len(), 1);
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>Talks</title><content type=\"xhtml\">{open}end{close}</content></entry></feed>"
    );
    assert_eq!(outcomes(atom.as_bytes()).len(), 1);
    let item = format!("<newsItem>{open}{close}</newsItem>");
    assert!(outcomes(item.as_bytes())[0].is_err());
    let json = format!("{{\"uri\": \"x\", \"type\": \"text\", \"a\": {}", "[".repeat(100_000));
    assert!(outcomes(json.as_bytes())[0].is_err());
}

#[test]
fn many_items_and_tags_left_open_are_read_in_linear_time() {
    let feed = format!("<rss version=\"2.0\"><channel>{}", "<item><title>Talks end".repeat(400_000));
    assert_eq!(outcomes(feed.as_bytes()).len(), 10_001, "the first ten thousand, and a word on the others");
    let marks = format!("<rss version=\"2.0\"><channel>{}", "<!--".repeat(1_000_000));
    assert_eq!(outcomes(marks.as_bytes()).len(), 1);
    let quotes = format!("<rss version=\"2.0\"><channel>{}", "<a b='".repeat(1_000_000));
    assert_eq!(outcomes(quotes.as_bytes()).len(), 1);
    for declaration in ["<![ ", "<!a>", "<?a?>"] {
        let declarations = format!("<rss version=\"2.0\"><channel>{}", declaration.repeat(1_000_000));
        assert_eq!(outcomes(declarations.as_bytes()).len(), 1);
    }
}
