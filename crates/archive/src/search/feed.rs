//! What a query finds as a feed: Atom (RFC 4287) and JSON Feed 1.1. Every entry says why it is there.

use std::io::{self, Write};

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use onrecord::NOT_SAID;
use serde_json::{Value, json};

use super::{Found, Hit, Kind};
use crate::export::{is_unprintable, is_web_address};
use crate::{Archive, Error};

/// A format of feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
}

/// Writes what was found as a feed. The title is that of the feed; entries carry ids that stay when an article is read again.
pub fn write_feed(
    archive: &Archive,
    found: &Found,
    title: &str,
    format: FeedFormat,
    out: impl Write,
) -> Result<(), FeedError> {
    let entries = found.hits.iter().map(|hit| Ok((urn(archive, hit)?, hit)));
    let entries: Vec<(String, &Hit)> = entries.collect::<Result<_, Error>>()?;
    match format {
        FeedFormat::Atom => atom(found, title, &entries).write_to(out).map(drop).map_err(io::Error::other)?,
        FeedFormat::Json => {
            serde_json::to_writer_pretty(out, &json_feed(found, title, &entries)).map_err(io::Error::from)?;
        }
    }
    Ok(())
}

/// Why a feed could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The archive could not be read.
    #[error(transparent)]
    Archive(#[from] Error),
    /// The output could not be written.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// The id that exports give the same item.
fn urn(archive: &Archive, hit: &Hit) -> Result<String, Error> {
    let item = hit.r#ref.split_once('/').map(|(_, item)| vec![item.to_owned()]).unwrap_or_default();
    let selected = match hit.kind {
        Kind::Statement => archive.selected(hit.version, &item, &[])?,
        Kind::Event => archive.selected(hit.version, &[], &item)?,
        Kind::Article => archive.selected(hit.version, &[], &[])?,
    };
    let id = selected.items().first().map_or_else(|| selected.id(), |item| item.id.clone());
    Ok(format!("urn:onrecord:{id}"))
}

/// Who, what, to whom, in one line.
pub fn title_of(hit: &Hit) -> String {
    let by = hit.by.as_deref().unwrap_or("somebody");
    let to = hit.to.as_ref().map(|to| format!(" → {to}")).unwrap_or_default();
    match (hit.kind, &hit.what) {
        (Kind::Article, _) | (_, None) => hit.headline.clone().unwrap_or_else(|| "(no headline)".to_owned()),
        (Kind::Statement, Some(act)) if hit.negated => format!("{by}{to}: {act}, {NOT_SAID}"),
        (Kind::Statement, Some(act)) => format!("{by}{to}: {act}"),
        (Kind::Event, Some(what)) => format!("{what}: {by}{to}"),
    }
}

/// Words in quotation marks, where they are the speaker's own throughout.
pub fn quoted(words: &str, form: Option<&str>) -> String {
    if form == Some("direct") { format!("“{words}”") } else { words.to_owned() }
}

/// The words, whence they are, and why they are in the feed.
fn text_of(hit: &Hit) -> String {
    let outlet = hit.outlet.as_deref().unwrap_or("an article");
    let headline = hit.headline.as_deref().unwrap_or("no headline");
    let published = hit.published.as_ref().map(|published| format!(", {published}")).unwrap_or_default();
    let unsure = if hit.unsure { " (unsure)" } else { "" };
    let (words, why) = (quoted(&hit.words, hit.form.as_deref()), hit.why.join(", "));
    printable(&format!("{words}{unsure}\n\n{outlet}{published}: {headline}\n\nMatches: {why}"))
}

/// Without the characters that XML 1.0 cannot hold.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !is_unprintable(*c) || matches!(c, '\n' | '\t')).collect()
}

/// Only addresses of the web become links.
fn web(url: Option<&String>) -> Option<&String> {
    url.filter(|url| is_web_address(url))
}

fn moment(added: &str) -> FixedDateTime {
    FixedDateTime::parse_from_rfc3339(added).unwrap_or_default()
}

fn atom(found: &Found, title: &str, entries: &[(String, &Hit)]) -> Feed {
    let entry = |(id, hit): &(String, &Hit)| Entry {
        id: id.clone(),
        title: Text::plain(printable(&title_of(hit))),
        updated: moment(&hit.added),
        authors: hit
            .outlet
            .iter()
            .map(|name| Person { name: printable(name), ..Person::default() })
            .collect(),
        links: web(hit.url.as_ref())
            .map(|url| Link { href: url.clone(), rel: "alternate".to_owned(), ..Link::default() })
            .into_iter()
            .collect(),
        content: Some(Content {
            value: Some(text_of(hit)),
            content_type: Some("text".to_owned()),
            ..Content::default()
        }),
        categories: hit
            .why
            .iter()
            .map(|term| atom_syndication::Category {
                term: printable(term),
                scheme: Some("urn:onrecord:match".to_owned()),
                label: None,
            })
            .collect(),
        ..Entry::default()
    };
    Feed {
        title: Text::plain(printable(title)),
        id: feed_id(found),
        updated: found.hits.iter().map(|hit| moment(&hit.added)).max().unwrap_or_default(),
        authors: vec![Person { name: "onrecord".to_owned(), ..Person::default() }],
        generator: Some(Generator {
            value: "onrecord".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            uri: None,
        }),
        subtitle: Some(Text::plain(printable(&format!("Matches of: {}", found.query)))),
        entries: entries.iter().map(entry).collect(),
        ..Feed::default()
    }
}

/// The same query has the same id.
fn feed_id(found: &Found) -> String {
    let bytes: String = url::form_urlencoded::byte_serialize(found.query.as_bytes()).collect();
    format!("urn:onrecord:search:{bytes}")
}

fn json_feed(found: &Found, title: &str, entries: &[(String, &Hit)]) -> Value {
    let item = |(id, hit): &(String, &Hit)| {
        let mut item = json!({
            "id": id,
            "title": title_of(hit),
            "content_text": text_of(hit),
            "date_modified": hit.added,
            "tags": hit.why,
            "_onrecord": {"kind": hit.kind, "ref": hit.r#ref, "words": hit.words, "why": hit.why},
        });
        if let Some(url) = web(hit.url.as_ref()) {
            item["url"] = json!(url);
        }
        if let Some(outlet) = &hit.outlet {
            item["authors"] = json!([{"name": outlet}]);
        }
        item
    };
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": format!("Matches of: {}", found.query),
        "items": entries.iter().map(item).collect::<Vec<_>>(),
    })
}
