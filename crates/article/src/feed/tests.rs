use super::*;
use crate::{Article, Format};

fn articles(feed: &str) -> Vec<Result<Article, String>> {
    let captures = crate::captures_of(feed.as_bytes(), None).unwrap();
    assert_eq!(captures.format(), Format::Feed);
    captures
        .map(|capture| capture.and_then(|capture| crate::read(&capture, &Settings::default())))
        .map(|article| article.map_err(|error| error.to_string()))
        .collect()
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
         <channel><title>The Harbour Post</title><language>en</language>{items}</channel></rss>"
    )
}

fn shown(article: &Article) -> Vec<String> {
    article.blocks.iter().map(|block| format!("{:?}: {}", block.kind, article.words(block.span))).collect()
}

#[test]
fn an_entry_is_an_article_with_what_it_has() {
    let feed = rss(
        "<item><title>Talks &amp;amp; tea</title><link>https://post.example/1</link><guid>post-1</guid>\
         <pubDate>Wed, 18 Mar 2026 23:40:00 -0500</pubDate><author>desk@post.example (Ana Ruiz)</author>\
         <category>Sea</category><description>Nobody left.</description>\
         <content:encoded><![CDATA[<p>They met.</p><p>See <a href=\"/x\">the plan</a>.</p>]]></content:encoded></item>",
    );
    let article = articles(&feed).remove(0).unwrap();
    assert_eq!(article.id, "post-1");
    assert_eq!(article.url.as_deref(), Some("https://post.example/1"));
    assert_eq!(article.publisher.as_deref(), Some("The Harbour Post"));
    assert_eq!(
        article.published.as_deref(),
        Some("2026-03-18T23:40-05:00"),
        "the zone says which day it was"
    );
    assert_eq!(article.bylines[0].name, "Ana Ruiz");
    assert_eq!(article.topics, ["Sea"]);
    assert_eq!(article.links[0].target, "https://post.example/x");
    let blocks = [
        "Headline: Talks & tea",
        "Standfirst: Nobody left.",
        "Paragraph: They met.",
        "Paragraph: See the plan.",
    ];
    assert_eq!(shown(&article), blocks);
}

#[test]
fn a_summary_is_the_text_where_there_is_no_other_and_is_not_said_twice() {
    let feed = rss(
        "<item><description>&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;They left.&lt;/p&gt;</description></item>\
         <item><title>T</title><description>They met and…</description>\
         <content:encoded>&lt;p&gt;They met and left again.&lt;/p&gt;</content:encoded></item>",
    );
    let read = articles(&feed);
    assert_eq!(shown(read[0].as_ref().unwrap()), ["Paragraph: They met.", "Paragraph: They left."]);
    assert_eq!(shown(read[1].as_ref().unwrap()), ["Headline: T", "Paragraph: They met and left again."]);
}

#[test]
fn a_broken_entry_spoils_no_other() {
    let good = "<item><title>Talks end</title></item>";
    for broken in [
        "<item><title>Left open</item>",
        "<item><title>No end",
        "<item></item>",
        "<item><title>&bogus; entity &amp</title>",
    ] {
        let read = articles(&rss(&[good, broken, good].concat()));
        assert_eq!(read.len(), 3, "{broken}");
        assert!(read[0].is_ok() && read[2].is_ok(), "{broken}: {read:?}");
        if let Err(error) = &read[1] {
            assert!(error.starts_with("entry 2: "), "{error}");
        }
    }
    assert!(articles(&rss("<item></item>"))[0].is_err());
    assert!(articles(&rss(""))[0].as_ref().unwrap_err().contains("without entries"));
}

#[test]
fn other_dialects_are_read() {
    let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Post</title><items/></channel>\
        <item><title>Talks end</title><link>http://post.example/2</link><dc:date>2026-03-14T09:00+01:00</dc:date></item></rdf:RDF>";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Post</title><entry><title>Talks end</title>\
        <link href=\"http://post.example/2\"/><updated>2026-03-14T09:00:00+01:00</updated></entry></feed>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"Post\", \"items\": [{\"id\": 3, \"title\": \"x\"},\
        {\"id\": \"2\", \"url\": \"http://post.example/2\", \"title\": \"Talks end\", \"date_published\": \"2026-03-14T09:00:00+01:00\"}]}";
    for feed in [rdf, atom, json] {
        let article = articles(feed).pop().unwrap().unwrap();
        assert_eq!(article.headline.as_deref(), Some("Talks end"), "{feed}");
        assert_eq!(article.url.as_deref(), Some("http://post.example/2"), "{feed}");
        assert_eq!(article.published.as_deref(), Some("2026-03-14T09:00+01:00"), "{feed}");
        assert_eq!(article.publisher.as_deref(), Some("Post"), "{feed}");
    }
}

#[test]
fn declared_encodings_are_followed() {
    let mut feed =
        b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><rss version=\"2.0\"><channel><item><title>Wa"
            .to_vec();
    feed.extend_from_slice(b"\xb3\xeasa</title></item></channel></rss>");
    let capture = crate::captures_of(&feed, None).unwrap().next().unwrap().unwrap();
    assert_eq!(crate::read(&capture, &Settings::default()).unwrap().headline.as_deref(), Some("Wałęsa"));
}

#[test]
fn a_feed_that_is_all_head_or_deep_is_bounded() {
    let wide = rss(&format!("<x>{}</x><item><title>T</title></item>", "y".repeat(100_000)));
    assert!(articles(&wide)[0].as_ref().unwrap_err().contains("outside its entries"));
    let deep = rss(&format!(
        "<item><title>T</title><content:encoded>{}</content:encoded></item>",
        "<b>".repeat(20_000)
    ));
    assert_eq!(articles(&deep).len(), 1);
    let many = rss(&"<item><title>T</title></item>".repeat(10_001));
    assert!(articles(&many).last().unwrap().as_ref().unwrap_err().contains("10000 are read"));
}
