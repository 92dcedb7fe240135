//! What news agencies send: the IPTC's NewsML-G2, NITF and ninjs, read into the same articles as pages.
//!
//! An item says what pages do not: its version, whether it may be published, and until when not. An item that was withdrawn
//! is read all the same, and says so.

mod newsml;
mod ninjs;
mod nitf;

use crate::article::{BlockKind, Byline, Field, Origin, PublicationStatus};
use crate::bylines::{names_in, printed_bylines};
use crate::draft::{Draft, DraftBlock};
use crate::stamps::{Moment, from_metadata};

pub(crate) use newsml::{parts as newsml_parts, read as read_newsml};
pub(crate) use ninjs::{parts as ninjs_parts, read as read_ninjs};

/// The fields of an item as its format has them, before they are checked.
#[derive(Default)]
struct Given {
    headline: Option<String>,
    label: Option<String>,
    standfirst: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
    rights: Option<String>,
    bylines: Vec<Byline>,
    topics: Vec<String>,
    /// When its first version was made.
    first: Option<Moment>,
    /// When this version was made.
    current: Option<Moment>,
}

impl Given {
    /// Puts what is given into the fields that are still empty.
    fn fill(self, draft: &mut Draft, from: Origin) {
        let updated = self.current.filter(|current| self.first.is_some_and(|first| first != *current));
        fill(draft, Field::Headline, from, |draft| &mut draft.headline, self.headline);
        fill(draft, Field::Label, from, |draft| &mut draft.label, self.label);
        fill(draft, Field::Standfirst, from, |draft| &mut draft.standfirst, self.standfirst);
        fill(draft, Field::Publisher, from, |draft| &mut draft.publisher, self.publisher);
        fill(draft, Field::Language, from, |draft| &mut draft.language, self.language);
        fill(draft, Field::Rights, from, |draft| &mut draft.rights, self.rights);
        fill(draft, Field::Published, from, |draft| &mut draft.published, self.first.or(self.current));
        fill(draft, Field::Updated, from, |draft| &mut draft.updated, updated);
        if draft.bylines.is_empty() && !self.bylines.is_empty() {
            draft.bylines = self.bylines;
            draft.note(Field::Bylines, from);
        }
        for topic in self.topics {
            if draft.topics.len() < MOST_TOPICS && !draft.topics.contains(&topic) {
                draft.topics.push(topic);
            }
        }
    }
}

/// The most topics of an item.
const MOST_TOPICS: usize = 100;

fn fill<T>(
    draft: &mut Draft,
    field: Field,
    from: Origin,
    slot: fn(&mut Draft) -> &mut Option<T>,
    value: Option<T>,
) {
    if slot(draft).is_none() && value.is_some() {
        *slot(draft) = value;
        draft.note(field, from);
    }
}

/// The IPTC's publishing status; NITF has more words for the same three.
fn status(code: &str) -> Option<PublicationStatus> {
    match bare(code).to_ascii_lowercase().as_str() {
        "usable" => Some(PublicationStatus::Usable),
        "withheld" | "hold" | "embargo" => Some(PublicationStatus::Withheld),
        "canceled" | "cancelled" | "killed" => Some(PublicationStatus::Canceled),
        _ => None,
    }
}

/// A code without its scheme: `usable` of `stat:usable`.
fn bare(code: &str) -> &str {
    code.rsplit(':').next().unwrap_or(code).trim()
}

/// A date of an item: ISO 8601, with or without its dashes and colons ("20260314T090000+0100").
fn moment(written: &str) -> Option<Moment> {
    let written = written.trim();
    let is_basic = written.len() >= 8 && written.bytes().take(8).all(|byte| byte.is_ascii_digit());
    if !is_basic {
        return from_metadata(written);
    }
    let day = format!("{}-{}-{}", &written[..4], &written[4..6], &written[6..8]);
    let clock = written[8..]
        .strip_prefix('T')
        .filter(|clock| clock.len() >= 6 && clock.bytes().take(6).all(|byte| byte.is_ascii_digit()));
    let Some(clock) = clock else { return day.parse().ok() };
    let zone = &clock[6..];
    format!("{day}T{}:{}:{}{zone}", &clock[..2], &clock[2..4], &clock[4..6])
        .parse()
        .or_else(|_| day.parse())
        .ok()
}

/// What is told of an event, a row a detail. Its dates are kept beside, in a block that is not read: they are written for
/// machines ("2026-04-15T10:00:00+03:00"), and read as a sentence's they would be other dates.
fn event_blocks(dates: &[String], details: &[String], from: Origin) -> Vec<DraftBlock> {
    let blocks = [(BlockKind::Aside, dates), (BlockKind::Table, details)];
    let filled = blocks.into_iter().filter(|(_, rows)| !rows.is_empty());
    filled.map(|(kind, rows)| DraftBlock::new(kind, from, rows.join("\n"))).collect()
}

/// The authors of a printed or bare line, who write from `place` where the line does not say.
fn bylines(line: &str, place: Option<&str>) -> Vec<Byline> {
    let mut bylines = printed_bylines(line).unwrap_or_else(|| names_in(line));
    for byline in bylines.iter_mut().filter(|byline| byline.place.is_none()) {
        byline.place = place.map(str::to_owned);
    }
    bylines
}

#[cfg(test)]
mod tests;
