//! Pages that came another way than from a newspaper's own template: AMP, saved by a browser, printed, live, transcripts,
//! in old encodings, with broken metadata. Each is written for the project.

use article::{Article, BlockKind, Format, Settings};

const PROSE: &str = "<p>The ministers met in Vienna on Friday, and nobody left the table before midnight, officials said.</p>\
    <p>They would meet again in Helsinki in April, the host said, if nothing happened before then.</p>";

fn read_bytes(page: &[u8]) -> Article {
    let mut captures = article::captures_of(page, Some(Format::Html)).expect("a page in memory can be read");
    let capture = captures.next().expect("a page is one article").expect("a page in memory can be read");
    article::read(&capture, &Settings::default()).expect("the page holds text")
}

fn read(page: &str) -> Article {
    read_bytes(page.as_bytes())
}

fn texts(article: &Article, kind: BlockKind) -> Vec<&str> {
    article.blocks.iter().filter(|block| block.kind == kind).map(|block| article.words(block.span)).collect()
}

#[test]
fn amp_pages_are_read_with_their_pictures() {
    let article = read(&format!(
        "<!doctype html><html amp lang=en><head><title>Talks end</title><style amp-custom>p{{color:red}}</style></head><body>\
         <amp-sidebar id=menu><ul><li><a href=/>Home</a></li></ul></amp-sidebar><article><h1>Talks end</h1>\
         <amp-img src=a.jpg width=4 height=3></amp-img>{PROSE}\
         <figure><amp-img src=b.jpg></amp-img><figcaption>Boats leave at dawn. <span class=credit>Ana Ruiz</span></figcaption></figure>\
         <amp-ad type=x><p>Buy a boat now</p></amp-ad>{PROSE}<amp-social-share type=x></amp-social-share></article></body></html>"
    ));
    assert_eq!(texts(&article, BlockKind::Paragraph).len(), 4);
    assert!(!article.text.contains("Buy a boat") && !article.text.contains("Home"));
    assert_eq!(article.figures[0].credit.as_deref(), Some("Ana Ruiz"));
}

#[test]
fn a_page_saved_as_one_file_is_read_like_any_other() {
    let picture = "iVBORw0KGgoAAAANSUhEUgAA".repeat(60_000);
    let style = "padding:0;margin:0 auto;font:400 17px/1.5 serif;color:rgb(1,2,3);".repeat(40);
    let body = PROSE.replace("<p>", &format!("<p style=\"{style}\">"));
    let article = read(&format!(
        "<html><!-- saved from url=(0044)https://northline.example/talks --><head><title>Talks end</title>\
         <style>{}</style></head><body><main><h1 style=\"{style}\">Talks end</h1>\
         <figure><img src=\"data:image/png;base64,{picture}\"><figcaption>Boats leave at dawn</figcaption></figure>{body}</main></body></html>",
        ".a{b:c}".repeat(100_000)
    ));
    assert_eq!(article.headline.as_deref(), Some("Talks end"));
    assert_eq!(texts(&article, BlockKind::Paragraph).len(), 2);
    assert_eq!(article.figures[0].caption.as_deref(), Some("Boats leave at dawn"));
    assert!(!article.text.contains("base64"));
}

#[test]
fn the_printed_version_of_a_page_is_read() {
    let article = read(&format!(
        "<html><head><title>Print - Talks end</title></head><body onload=\"window.print()\"><div id=print-page>\
         <p><b>Northline</b></p><h2>Talks end</h2><p>By Ana Ruiz<br>16 August 2025</p><hr>{PROSE}{PROSE}<hr>\
         <p>Find this article at: https://northline.example/talks</p><p>© Northline 2025. All rights reserved.</p></div></body></html>"
    ));
    assert_eq!(texts(&article, BlockKind::Paragraph).len(), 4, "{:?}", article.blocks);
    assert_eq!(article.published.as_deref(), Some("2025-08-16"));
    assert_eq!(article.bylines[0].name, "Ana Ruiz");
    assert_eq!(article.rights.as_deref(), Some("Northline 2025"));
}

#[test]
fn the_entries_of_a_live_page_keep_their_times_and_headings() {
    let entry = |time: &str, title: &str| {
        format!(
            "<article class=entry><time datetime=2025-08-16T{time}Z>{time}</time><h2>{title}</h2>{PROSE}</article>"
        )
    };
    let live = r#"<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Talks live","datePublished":"2025-08-16T05:00:00Z",
        "liveBlogUpdate":[{"@type":"BlogPosting","headline":"Nobody signs","datePublished":"2025-08-15T07:00:00Z","articleBody":"No."}]}</script>"#;
    let article = read(&format!(
        "<html><head>{live}</head><body><main><h1>Talks live</h1>{}{}</main></body></html>",
        entry("07:15", "Nobody signs"),
        entry("06:30", "The doors close")
    ));
    assert_eq!(article.headline.as_deref(), Some("Talks live"));
    assert_eq!(article.published.as_deref(), Some("2025-08-16T05:00Z"));
    assert_eq!(texts(&article, BlockKind::Subhead), ["Nobody signs", "The doors close"]);
    assert_eq!(texts(&article, BlockKind::Stamp), ["07:15", "06:30"]);
    assert_eq!(texts(&article, BlockKind::Paragraph).len(), 4);
}

#[test]
fn a_transcript_keeps_who_speaks() {
    let article = read(
        "<html><body><main><h1>Transcript: the minister on the talks</h1>\
         <p><strong>ANA RUIZ:</strong> Minister, good evening. Did anybody sign the paper last night?</p>\
         <p><strong>MINISTER:</strong> Nobody did, and nobody will before April, as far as I can see.</p>\
         <p><strong>ANA RUIZ:</strong> Then why did you stay until midnight, if I may ask you that?</p>\
         <p><strong>MINISTER:</strong> The soup was good.</p></main></body></html>",
    );
    let paragraphs = texts(&article, BlockKind::Paragraph);
    assert_eq!(paragraphs.len(), 4, "{:?}", article.blocks);
    assert_eq!(paragraphs[3], "MINISTER: The soup was good.");
}

#[test]
fn encodings_are_followed_and_mistrusted_where_they_lie() {
    let page = |head: &str, words: &[u8]| {
        let mut page = format!("<html><head>{head}<title>x</title></head><body><h1>").into_bytes();
        page.extend_from_slice(words);
        page.extend_from_slice(format!("</h1>{PROSE}</body></html>").as_bytes());
        page
    };
    let equivalent = "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>";
    for (head, words, headline) in [
        (
            equivalent,
            &b"\xcf\xe5\xf0\xe5\xe3\xee\xe2\xee\xf0\xfb \xe7\xe0\xea\xee\xed\xf7\xe8\xeb\xe8\xf1\xfc"[..],
            "Переговоры закончились",
        ),
        (
            "<meta charset=utf-8>",
            &b"B\xfcndnis f\xfcr M\xfcnchen \xfcber Nacht"[..],
            "Bündnis für München über Nacht",
        ),
        ("<meta charset=iso-8859-1>", "Bündnis für „Frieden“".as_bytes(), "Bündnis für „Frieden“"),
        ("<meta charset=iso-8859-1>", &b"\x84Frieden\x93 \x80 5"[..], "„Frieden“ € 5"),
        (
            "<meta charset=shift_jis>",
            &b"\x89\xef\x92\x6b\x82\xaa\x8f\x49\x82\xed\x82\xe9"[..],
            "会談が終わる",
        ),
        (
            "<meta charset=nonsense>",
            &b"B\xfcndnis f\xfcr M\xfcnchen \xfcber Nacht"[..],
            "Bündnis für München über Nacht",
        ),
    ] {
        assert_eq!(read_bytes(&page(head, words)).headline.as_deref(), Some(headline), "{head}");
    }
}

#[test]
fn broken_json_ld_is_read_as_far_as_it_goes() {
    let object = r#"{"@type":"NewsArticle","headline":"Talks end","author":{"@type":"Person","name":"Ana Ruiz"},"datePublished":"2025-08-16T05:21:00Z"}"#;
    let with = |before: &str, after: &str| object.replacen(before, after, 1);
    for script in [
        with("}\"", "}\""),
        format!("<!--{object}-->"),
        format!("//<![CDATA[\n{object}\n//]]>"),
        format!("{object};"),
        format!("{object}{object}"),
        format!("[{object},]"),
        with("00Z\"}", "00Z\",}"),
        with(
            "\"headline\":\"Talks end\"",
            "\"headline\":\"Talks end\",\"description\":\"One\nline\tand another\"",
        ),
        with("\"headline\":\"Talks end\"", "\"headline\":\"Talks end\",\"description\":\"He said \\'no\\'\""),
        format!("\u{feff}{object}"),
    ] {
        let article = read(&format!(
            "<html><head><script type='application/ld+json'>{script}</script></head><body><h1>Talks end</h1>{PROSE}</body></html>"
        ));
        assert_eq!(article.published.as_deref(), Some("2025-08-16T05:21Z"), "{script}");
        assert_eq!(article.bylines.first().map(|byline| byline.name.as_str()), Some("Ana Ruiz"), "{script}");
    }
}
