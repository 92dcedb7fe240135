use super::*;
use crate::{Article, Settings};

fn articles(source: &str) -> Vec<Result<Article, String>> {
    let captures = crate::captures_of(source.as_bytes(), None).unwrap();
    captures
        .map(|capture| capture.and_then(|capture| crate::read(&capture, &Settings::default())))
        .map(|article| article.map_err(|error| error.to_string()))
        .collect()
}

fn article(source: &str) -> Article {
    articles(source).remove(0).unwrap()
}

fn shown(article: &Article) -> Vec<String> {
    article.blocks.iter().map(|block| format!("{:?}: {}", block.kind, article.words(block.span))).collect()
}

fn item(meta: &str, content: &str) -> String {
    format!(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:1' version='4' xml:lang='en'>\
         <itemMeta><itemClass qcode='ninat:text'/><provider><name>Northline</name></provider>\
         <firstCreated>2026-03-14T09:00:00Z</firstCreated><versionCreated>2026-03-14T10:00:00Z</versionCreated>{meta}</itemMeta>\
         <contentMeta><headline>Talks end</headline><creator><name>Ana Ruiz</name></creator>\
         <located><name>Vienna</name></located></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )
}

#[test]
fn status_version_embargo_and_notes_are_kept() {
    let article = article(&item(
        "<pubStatus qcode='stat:canceled'/><embargoed>2026-03-15T06:00:00Z</embargoed><edNote>KILL</edNote>\
         <signal qcode='sig:correction'/>",
        "<inlineData contenttype='text/plain'>They met.\n\nThey left.</inlineData>",
    ));
    assert_eq!(article.status, Some(PublicationStatus::Canceled));
    assert_eq!(article.version.as_deref(), Some("4"));
    assert_eq!(article.embargoed.as_deref(), Some("2026-03-15T06:00Z"));
    assert_eq!((article.notes, article.signals), (vec!["KILL".to_owned()], vec!["correction".to_owned()]));
    assert_eq!(article.published.as_deref(), Some("2026-03-14T09:00Z"));
    assert_eq!(article.updated.as_deref(), Some("2026-03-14T10:00Z"));
    assert_eq!(article.bylines[0].place.as_deref(), Some("Vienna"));
}

#[test]
fn an_item_that_is_withdrawn_without_words_still_shows() {
    let source = item("<pubStatus qcode='stat:canceled'/>", "").replace("<headline>Talks end</headline>", "");
    let article = article(&source);
    assert_eq!(
        (article.headline.as_deref(), article.status),
        (Some("urn:1"), Some(PublicationStatus::Canceled))
    );
}

#[test]
fn every_status_of_nitf_is_one_of_three() {
    for (code, expected) in [
        ("stat:usable", Some(PublicationStatus::Usable)),
        ("hold", Some(PublicationStatus::Withheld)),
        ("Cancelled", Some(PublicationStatus::Canceled)),
        ("raw", None),
    ] {
        assert_eq!(status(code), expected, "{code}");
    }
}

#[test]
fn dates_are_read_with_and_without_their_marks() {
    for (written, expected) in [
        ("20080219", "2008-02-19"),
        ("20080219+0100", "2008-02-19"),
        ("20260314T091530+0100", "2026-03-14T09:15:30+01:00"),
        ("20260314T091530Z", "2026-03-14T09:15:30Z"),
        (" 2018-10-18T13:05:00Z \n", "2018-10-18T13:05Z"),
    ] {
        assert_eq!(moment(written).map(|moment| moment.to_string()).as_deref(), Some(expected), "{written}");
    }
    assert!(moment("20261399").is_none());
    assert!(moment("2026031é").is_none());
}

#[test]
fn nitf_is_read_alone() {
    let article = article(
        "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf-3-6.dtd'><nitf><head><title>T</title>\
         <docdata management-status='hold'><doc-id id-string='n-9'/><du-key version='2'/><date.issue norm='20260314T090000Z'/>\
         <ed-msg info='Fixes a name'/><doc.copyright holder='Northline' year='2026'/></docdata></head><body><body.head>\
         <hedline><hl1>Talks &amp; tea</hl1></hedline><byline>By Ana Ruiz, <byttl>Reporter</byttl></byline></body.head>\
         <body.content><block><p>They <em>met</em> &mdash; twice.</p><ul><li>One</li></ul></block>\
         <media media-type='image'><media-caption>Boats at dawn off the coast.</media-caption>\
         <media-producer>Ana Ruiz/Northline</media-producer></media></body.content></body></nitf>",
    );
    assert_eq!((article.id.as_str(), article.version.as_deref()), ("n-9", Some("2")));
    assert_eq!(article.status, Some(PublicationStatus::Withheld));
    assert_eq!(article.published.as_deref(), Some("2026-03-14T09:00Z"));
    assert_eq!(article.bylines[0].name, "Ana Ruiz");
    assert_eq!(article.figures[0].credit.as_deref(), Some("Ana Ruiz/Northline"));
    let blocks = shown(&article);
    assert_eq!(blocks[..3], ["Headline: Talks & tea", "Paragraph: They met — twice.", "ListItem: One"]);
}

#[test]
fn xhtml_in_an_item_is_read_as_a_page_is() {
    let html = "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><body>\
        <h2>Later</h2><p>They met.</p></body></html></inlineXML>";
    assert_eq!(
        shown(&article(&item("", html))),
        ["Headline: Talks end", "Subhead: Later", "Paragraph: They met."]
    );
}

#[test]
fn a_message_gives_its_items_and_a_broken_one_is_said() {
    let good = item("", "<inlineData>They met.</inlineData>");
    let broken = good.replace("<itemMeta>", &"<x>".repeat(1000));
    let read =
        articles(&format!("<newsMessage><header/><itemSet>{good}{broken}{good}</itemSet></newsMessage>"));
    assert_eq!(read.len(), 3);
    assert!(read[0].is_ok() && read[2].is_ok(), "{read:?}");
    assert!(read[1].as_ref().unwrap_err().starts_with("item 2: its XML cannot be read"), "{read:?}");
    assert!(articles("<newsMessage><packageItem/></newsMessage>")[0].is_err());
}

#[test]
fn three_versions_of_ninjs_say_the_same() {
    let first = r#"{"uri": "urn:2", "type": "text", "headline": "Talks end", "byline": "Ana Ruiz", "located": "Vienna",
        "versioncreated": "2026-03-14T09:00:00Z", "pubstatus": "withheld", "ednote": "Hold", "version": "3",
        "body_text": "Talks end\nThey met.\nThey left.", "subject": [{"name": "sea"}],
        "associations": {"main": {"type": "picture", "description_text": "Boats", "byline": "Ben Okafor"}}}"#;
    let second = r#"{"uri": "urn:2", "type": "text", "headlines": [{"role": "main", "value": "Talks end"}], "by": "Ana Ruiz",
        "located": "Vienna", "versioncreated": "2026-03-14T09:00:00Z", "pubstatus": "withheld", "ednote": "Hold", "version": "3",
        "bodies": [{"role": "main", "contenttype": "text/html", "value": "<h1>Talks end</h1><p>They met.</p><p>They left.</p>"}],
        "subjects": [{"name": "sea"}],
        "associations": [{"type": "picture", "descriptions": [{"role": "caption", "value": "Boats"}], "by": "Ben Okafor"}]}"#;
    let third = second
        .replace("versioncreated", "versionCreated")
        .replace("pubstatus", "pubStatus")
        .replace("ednote", "edNote")
        .replace("contenttype", "contentType");
    for source in [first, second, &third] {
        let article = article(source);
        assert_eq!((article.id.as_str(), article.version.as_deref()), ("urn:2", Some("3")));
        assert_eq!(article.status, Some(PublicationStatus::Withheld));
        assert_eq!(article.notes, ["Hold"]);
        assert_eq!(article.published.as_deref(), Some("2026-03-14T09:00Z"));
        assert_eq!(article.bylines[0].place.as_deref(), Some("Vienna"));
        assert_eq!(article.topics, ["sea"]);
        let blocks = [
            "Headline: Talks end",
            "Paragraph: They met.",
            "Paragraph: They left.",
            "Figure: Boats\nBen Okafor",
        ];
        assert_eq!(shown(&article), blocks, "{source}");
    }
}

#[test]
fn ninjs_comes_one_a_line_too_and_a_broken_line_is_said() {
    let line = r#"{"uri": "urn:2", "headline": "Talks end", "body_text": "They met."}"#;
    let read = articles(&format!("{line}\n{{\"uri\": 1,\n{line}\n"));
    assert_eq!(read.len(), 3);
    assert!(read[0].is_ok() && read[2].is_ok());
    assert!(read[1].as_ref().unwrap_err().starts_with("line 2: its JSON cannot be read"), "{read:?}");
}

#[test]
fn the_page_that_shows_an_item_is_its_address() {
    let with = |ids: &str| {
        article(&format!(r#"{{"uri": "urn:2", {ids}, "headline": "Talks end", "body_text": "They met."}}"#))
            .url
    };
    let page = r#"{"role": "web", "value": "https://post.example/talks"}"#;
    let other = r#"{"role": "transmission", "value": "a0f2-1058"}"#;
    for name in ["altIds", "altids"] {
        let found = with(&format!(r#""{name}": [{other}, {page}]"#));
        assert_eq!(found.as_deref(), Some("https://post.example/talks"), "{name}");
    }
    assert_eq!(with(&format!(r#""altIds": [{other}]"#)), None);
    assert_eq!(with(r#""altIds": ["https://post.example/talks", 7]"#), None);
}

#[test]
fn planned_events_are_tables_of_what_is_known() {
    let ninjs = r#"{"uri": "urn:3", "type": "event", "title": "Round two", "descriptions": [{"value": "They meet again."}],
        "eventDetails": {"dates": {"startDate": "2026-04-15"}, "organiser": {"name": "Port"}}, "places": [{"name": "Larnaca"}]}"#;
    let newsml = "<conceptItem guid='urn:3'><itemMeta/><concept><name>Round two</name><definition>They meet again.</definition>\
        <eventDetails><dates><start>2026-04-15</start></dates><location><name>Larnaca</name></location></eventDetails></concept></conceptItem>";
    assert_eq!(
        shown(&article(ninjs)),
        [
            "Headline: Round two",
            "Paragraph: They meet again.",
            "Aside: startDate\t2026-04-15",
            "Table: organiser\tPort\nplaces\tLarnaca"
        ]
    );
    assert_eq!(
        shown(&article(newsml)),
        [
            "Headline: Round two",
            "Paragraph: They meet again.",
            "Aside: start\t2026-04-15",
            "Table: location\tLarnaca"
        ]
    );
}
