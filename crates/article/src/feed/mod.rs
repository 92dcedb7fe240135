//! Feeds: RSS, Atom and JSON Feed, an article an entry. `feed-rs` knows the dialects; what it gives is put in the fields of
//! an article, and the markup of an entry is read as a page's is.

mod parts;

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Feed, MediaObject, Text};
use feed_rs::parser::Builder;

use crate::article::{BlockKind, Byline, Field, Origin};
use crate::bylines::names_in;
use crate::compose::{Words, compose};
use crate::draft::{Draft, DraftBlock};
use crate::html::plain_words;
use crate::stamps::{Moment, from_metadata};
use crate::{Error, Settings};

pub(crate) use parts::parts;

/// Reads a feed with one entry.
pub(crate) fn read(source: &str, settings: &Settings) -> Result<Draft, Error> {
    let (feed, dates) = parse(source, settings.url.as_deref())?;
    let entry =
        feed.entries.first().ok_or_else(|| Error::Feed("the entry has no end or is no entry".to_owned()))?;
    let draft = fields(&feed, entry, &dates);
    let figures = entry.media.iter().filter_map(figure).collect();
    // Where there is no full text, the summary is all the text that there is.
    let full = full_text(entry);
    let has_full = full.is_some();
    let words = full.or_else(|| entry.summary.as_ref().and_then(words_of));
    let standfirst = if has_full { entry.summary.as_ref().and_then(title) } else { None };
    let draft = with(draft, Field::Standfirst, standfirst, |draft, words| draft.standfirst = Some(words));
    compose(draft, words.as_ref(), figures, Origin::Feed, settings)
}

/// The dates of a feed as written. `feed-rs` keeps dates in Greenwich time; what a day was where the piece was written is
/// told by the zone alone, so it is handed a ticket in place of each date, the date's place in this list.
type Dates = Arc<Mutex<Vec<Moment>>>;

fn parse(source: &str, address: Option<&str>) -> Result<(Feed, Vec<Moment>), Error> {
    let dates = Dates::default();
    let tickets = Arc::clone(&dates);
    let parser = Builder::new()
        .base_uri(address)
        .sanitize_content(false)
        // An entry without an id has none: one made up here would be taken for the feed's own.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |text| ticket(&tickets, text))
        .build();
    let feed = parser.parse(source.as_bytes()).map_err(|reason| Error::Feed(reason.to_string()))?;
    let dates = std::mem::take(&mut *dates.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((feed, dates))
}

fn ticket(dates: &Dates, text: &str) -> Option<DateTime<Utc>> {
    let moment = from_metadata(text.trim())?;
    let mut dates = dates.lock().unwrap_or_else(PoisonError::into_inner);
    dates.push(moment);
    DateTime::from_timestamp(i64::try_from(dates.len()).ok()? - 1, 0)
}

fn redeemed(dates: &[Moment], ticket: Option<DateTime<Utc>>) -> Option<Moment> {
    dates.get(usize::try_from(ticket?.timestamp()).ok()?).copied()
}

fn fields(feed: &Feed, entry: &Entry, dates: &[Moment]) -> Draft {
    let draft =
        Draft { id: Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty()), ..Draft::default() };
    let url = address(entry);
    let draft = with(draft, Field::Url, url, |draft, url| draft.url = Some(url));
    let headline = entry.title.as_ref().and_then(title);
    let draft = with(draft, Field::Headline, headline, |draft, words| draft.headline = Some(words));
    let publisher = feed.title.as_ref().and_then(title);
    let draft = with(draft, Field::Publisher, publisher, |draft, name| draft.publisher = Some(name));
    let language =
        entry.language.clone().or_else(|| feed.language.clone()).filter(|tag| !tag.trim().is_empty());
    let draft = with(draft, Field::Language, language, |draft, tag| draft.language = Some(cased(&tag)));
    let bylines = Some(bylines(entry)).filter(|bylines| !bylines.is_empty());
    let draft = with(draft, Field::Bylines, bylines, |draft, bylines| draft.bylines = bylines);
    let updated = redeemed(dates, entry.updated);
    // Atom requires `updated` and not `published`: of a piece that never changed it is the day of publication.
    let published = redeemed(dates, entry.published).or(updated);
    let draft = with(draft, Field::Published, published, |draft, moment| draft.published = Some(moment));
    let draft = with(
        draft,
        Field::Updated,
        updated.filter(|updated| Some(*updated) != published),
        |draft, moment| {
            draft.updated = Some(moment);
        },
    );
    let rights = entry.rights.as_ref().or(feed.rights.as_ref()).and_then(title);
    let draft = with(draft, Field::Rights, rights, |draft, words| draft.rights = Some(words));
    Draft { topics: topics(entry), ..draft }
}

/// A language tag as it is commonly written: `en-GB` of `EN_gb`.
fn cased(tag: &str) -> String {
    let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
    match tag.split_once('-') {
        Some((language, region)) if region.len() == 2 => {
            format!("{language}-{}", region.to_ascii_uppercase())
        }
        _ => tag,
    }
}

/// Sets a field that the feed has, and remembers that it came from there.
fn with<T>(mut draft: Draft, field: Field, value: Option<T>, set: impl FnOnce(&mut Draft, T)) -> Draft {
    if let Some(value) = value {
        set(&mut draft, value);
        draft.note(field, Origin::Feed);
    }
    draft
}

fn title(text: &Text) -> Option<String> {
    Some(plain_words(&text.content)).filter(|words| !words.is_empty())
}

/// The link to the piece itself; some feeds have it as the entry's id alone.
fn address(entry: &Entry) -> Option<String> {
    let is_own = |rel: Option<&str>| matches!(rel, None | Some("alternate" | ""));
    let link = entry.links.iter().find(|link| is_own(link.rel.as_deref())).map(|link| &link.href);
    let is_web = |address: &&String| address.starts_with("http://") || address.starts_with("https://");
    link.filter(is_web).or_else(|| Some(&entry.id).filter(is_web)).cloned()
}

fn bylines(entry: &Entry) -> Vec<Byline> {
    let mut bylines: Vec<Byline> = Vec::new();
    for name in entry.authors.iter().filter_map(|author| author.name.as_deref()) {
        // RSS writes "desk@northline.example (Ana Ruiz)", of which the address was taken off.
        let names = names_in(plain_words(name).trim_matches(['(', ')', ' ']));
        bylines.extend(
            names
                .into_iter()
                .filter(|new| bylines.iter().all(|known| known.name != new.name))
                .collect::<Vec<_>>(),
        );
    }
    bylines
}

/// The most topics of an entry.
const MOST_TOPICS: usize = 100;

fn topics(entry: &Entry) -> Vec<String> {
    let mut topics = Vec::new();
    for category in &entry.categories {
        let topic = plain_words(category.label.as_deref().unwrap_or(&category.term));
        if !topic.is_empty() && !topics.contains(&topic) && topics.len() < MOST_TOPICS {
            topics.push(topic);
        }
    }
    topics
}

fn full_text(entry: &Entry) -> Option<Words> {
    let content = entry.content.as_ref()?;
    let body = content.body.clone().filter(|body| !body.trim().is_empty())?;
    match content.content_type.essence().to_string().as_str() {
        "text/plain" => Some(Words::Plain(body)),
        kind if kind.contains("html") => Some(Words::Marked(body)),
        _ => None,
    }
}

/// A summary: RSS does not say whether it is marked up.
fn words_of(summary: &Text) -> Option<Words> {
    let words = summary.content.clone();
    if words.trim().is_empty() {
        return None;
    }
    let is_marked =
        words.contains("</") || words.contains("<br") || words.contains("<p") || words.contains('&');
    Some(if is_marked { Words::Marked(words) } else { Words::Plain(words) })
}

/// A picture or film that the feed says something of.
fn figure(media: &MediaObject) -> Option<DraftBlock> {
    let caption = media.description.as_ref().and_then(title)?;
    let credits: Vec<&str> = media.credits.iter().map(|credit| credit.entity.trim()).collect();
    let credit = Some(credits.join(", ")).filter(|credit| !credit.is_empty());
    let is_film = media.content.iter().any(|content| {
        content.content_type.as_ref().is_some_and(|kind| kind.to_string().starts_with("video/"))
    });
    let kind = if is_film { BlockKind::Video } else { BlockKind::Figure };
    Some(DraftBlock::with_credit(kind, Origin::Feed, Some(&caption), credit.as_deref()))
}

#[cfg(test)]
mod tests;
