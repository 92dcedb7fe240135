//! The promise of every article, for any input: blocks lie in order and apart, and spans slice to the words shown.

use article::{Article, Format, Settings, captures_of};
use proptest::prelude::*;

fn check(article: &Article) -> Result<(), TestCaseError> {
    let mut end = 0;
    for block in &article.blocks {
        prop_assert!(block.span.start >= end, "blocks overlap");
        prop_assert!(!article.words(block.span).trim().is_empty());
        end = block.span.end;
    }
    prop_assert!(end <= article.text.len());
    for figure in &article.figures {
        let shown = figure.caption.as_deref().or(figure.credit.as_deref()).unwrap_or_default();
        prop_assert_eq!(article.words(figure.span), shown);
    }
    for video in &article.videos {
        if let Some(shown) = video.caption.as_deref().or(video.credit.as_deref()) {
            prop_assert_eq!(article.words(video.span), shown);
        }
    }
    for link in &article.links {
        prop_assert_eq!(article.words(link.span), link.text.as_str());
    }
    for (kind, span) in article.readable() {
        prop_assert!(kind.is_read());
        let _ = article.words(span);
    }
    Ok(())
}

fn check_bytes(bytes: &[u8], format: Format) -> Result<(), TestCaseError> {
    let Ok(captures) = captures_of(bytes, Some(format)) else { return Ok(()) };
    for capture in captures.flatten() {
        let settings = Settings { as_of: "2026-03-18".parse().ok(), ..Settings::default() };
        if let Ok(article) = article::read(&capture, &settings) {
            check(&article)?;
        }
    }
    Ok(())
}

/// Pieces that pages and pastes are made of, with everything that makes offsets hard.
fn pieces() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        "[a-zA-Z ,.“”'\"‘’]{0,30}",
        "[漢字。🕊️\u{301}\u{0}\r\n\u{a0}\u{200b}İﬀ]{0,8}",
        Just("\r\n\r\n".to_owned()),
        Just("PLAY | 00:45\n".to_owned()),
        Just("Boats at sea © Ana Ruiz/AFP\n\n".to_owned()),
        Just("By Ana Ruiz in Vienna\n".to_owned()),
        Just("Published YESTERDAY\n".to_owned()),
        Just("[the plans](https://example.org/ä)".to_owned()),
        Just("<p>Talks <a href='/x'>in Vienna</a> ended, nobody left the table.</p>".to_owned()),
        Just("<figure><figcaption>Boats <span class=credit>(© Ana)</span></figcaption></figure>".to_owned()),
        Just("<div class=video><video></video><p class=caption>Film 🕊️</p></div>".to_owned()),
        Just("<table><tr><td>a<td>b<tr><td>c<td>d</table>".to_owned()),
        Just("<h1>Talks end</h1><ul><li>one<li>two</ul>".to_owned()),
        Just("| a | b |\n|---|---|\n| c | d |\n".to_owned()),
        Just("![alt](x)\n".to_owned()),
        Just("© The Harbour Post 2026. All rights reserved.\n".to_owned()),
        Just("Follow the topics in this article\nSea\nFish\n".to_owned()),
    ];
    prop::collection::vec(piece, 0..25)
}

proptest! {
    #[test]
    fn spans_slice_in_every_format(pieces in pieces()) {
        let text = pieces.concat();
        for format in [Format::Html, Format::Markdown, Format::Text] {
            check_bytes(text.as_bytes(), format)?;
        }
        let line = serde_json::json!({"text": text, "headline": "Talks end"}).to_string();
        check_bytes(line.as_bytes(), Format::JsonLines)?;
    }

    #[test]
    fn spans_slice_in_feeds_and_agency_items(title in ".{0,40}", pieces in pieces()) {
        let words = pieces.concat();
        let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
        let name = title.replace('&', "&amp;").replace('<', "&lt;");
        let rss = format!("<rss version=\"2.0\"><channel><item><title>{name}</title><description>{escaped}</description>\
            <author>{name}</author></item></channel></rss>");
        check_bytes(rss.as_bytes(), Format::Feed)?;
        let feed = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": title,
            "items": [{"id": title, "title": title, "content_html": words, "summary": title}]});
        check_bytes(feed.to_string().as_bytes(), Format::Feed)?;
        let nitf = format!("<nitf><body><body.head><hedline><hl1>{name}</hl1></hedline><abstract>{name}</abstract></body.head>\
            <body.content>{words}</body.content></body></nitf>");
        check_bytes(nitf.as_bytes(), Format::NewsMl)?;
        let ninjs = serde_json::json!({"uri": title, "headline": title, "description_text": title, "body_html": words,
            "associations": {"a": {"type": "picture", "description_text": title, "byline": title}}});
        check_bytes(ninjs.to_string().as_bytes(), Format::Ninjs)?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in Format::ALL {
            check_bytes(&bytes, format)?;
        }
        let _ = captures_of(&bytes, None).map(|captures| captures.flatten().count());
    }

    #[test]
    fn json_lines_keep_their_text(text in "[a-z 漢🕊️\u{301}\u{0}\r\n\t]{0,200}") {
        let line = serde_json::json!({"text": text}).to_string();
        let capture = captures_of(line.as_bytes(), Some(Format::JsonLines)).unwrap().next().unwrap().unwrap();
        let article = article::read(&capture, &Settings::default()).unwrap();
        prop_assert_eq!(article.text, text);
    }
}
