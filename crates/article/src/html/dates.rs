//! When a page's piece was published and last changed, by a fixed order of sources.

use super::Page;
use super::body::Body;
use super::inline::inline;
use super::parts::Part;
use super::scripts;
use super::tree::NodeId;
use crate::Settings;
use crate::article::{Field, Origin};
use crate::data::furniture::{PUBLISHED_TAGS, UPDATED_TAGS};
use crate::draft::Draft;
use crate::stamps::{Moment, StampRole, date_in_address, from_metadata, stamp_within};

/// The longest line that is searched for a stamp, in characters.
const LONGEST_LINE: u32 = 160;

/// Fills `published` and `updated`. `source` is the page as it came: its scripts are the last resort.
pub(super) fn read(page: &Page, body: Body, source: &str, settings: &Settings, draft: &mut Draft) {
    let home = scripts::offset_of_home(source);
    let at_home = |moment: Moment| home.and_then(|home| moment.moved_from_greenwich(home)).unwrap_or(moment);
    if let Some((moment, from)) = published(page, body, source, settings) {
        draft.published = Some(at_home(moment));
        draft.note(Field::Published, from);
    }
    if let Some((moment, from)) = updated(page) {
        draft.updated = Some(at_home(moment));
        draft.note(Field::Updated, from);
    }
}

/// JSON-LD, OpenGraph, microdata, other tags; then what the page prints around its headline, the date in its address,
/// and at last what its scripts or any of its lines say.
fn published(page: &Page, body: Body, source: &str, settings: &Settings) -> Option<(Moment, Origin)> {
    let tags = &page.metadata.tags;
    let moment = |text: Option<&str>| text.and_then(from_metadata);
    let open_graph = ["article:published_time", "og:article:published_time", "og:published_time"];
    let said = [
        (moment(page.metadata.json_ld.text("datePublished").as_deref()), Origin::JsonLd),
        (moment(tags.first_of(&open_graph)), Origin::OpenGraph),
        (moment(page.metadata.microdata.published.as_deref()), Origin::Microdata),
        (PUBLISHED_TAGS.iter().find_map(|name| moment(tags.named(name))), Origin::Meta),
        (moment(page.metadata.json_ld.text("dateCreated").as_deref()), Origin::JsonLd),
    ];
    let found = said.into_iter().find_map(|(moment, from)| Some((moment?, from)));
    if found.is_some() {
        return found;
    }
    let lines = Lines::of(page, body);
    let images = [tags.open_graph("og:image"), tags.named("twitter:image")];
    let addresses = || {
        [settings.url.as_deref(), tags.canonical.as_deref(), tags.open_graph("og:url")].into_iter().flatten()
    };
    let printed = lines.near_headline(page);
    titled(page)
        .or(printed)
        .or_else(|| Some((addresses().find_map(date_in_address)?, Origin::Meta)))
        .or_else(|| Some((scripts::published(source)?, Origin::Derived)))
        .or_else(|| lines.anywhere(page))
        .or_else(|| Some((images.into_iter().flatten().find_map(date_in_address)?, Origin::Derived)))
        .or_else(|| updated(page))
        .or_else(|| Some((scripts::only_day(source)?, Origin::Derived)))
}

/// "Talks end | Northline | 28.04.2025"
fn titled(page: &Page) -> Option<(Moment, Origin)> {
    let (_, tail) = page.metadata.tags.title.as_deref()?.split_once('|')?;
    stamp_within(tail).map(|(_, moment)| (moment, Origin::Meta))
}

fn updated(page: &Page) -> Option<(Moment, Origin)> {
    let tags = &page.metadata.tags;
    let moment = |text: Option<&str>| text.and_then(from_metadata);
    let said = [
        (moment(page.metadata.json_ld.text("dateModified").as_deref()), Origin::JsonLd),
        (moment(tags.first_of(&["article:modified_time", "og:updated_time"])), Origin::OpenGraph),
        (moment(page.metadata.microdata.updated.as_deref()), Origin::Microdata),
        (UPDATED_TAGS.iter().find_map(|name| moment(tags.named(name))), Origin::Meta),
    ];
    said.into_iter().find_map(|(moment, from)| Some((moment?, from)))
}

/// The short lines of a page in reading order, where stamps can stand.
struct Lines {
    after_headline: Vec<NodeId>,
    before_headline: Vec<NodeId>,
}

impl Lines {
    fn of(page: &Page, body: Body) -> Self {
        let start = body.headline.unwrap_or(body.container);
        let (mut before_headline, mut after_headline) = (Vec::new(), Vec::new());
        let mut is_after = false;
        for &id in &page.prose.order {
            // A date in the headline is what the piece is about.
            is_after |= id == start;
            if Some(id) == body.headline || page.parts.is(id, Part::Caption) {
                continue;
            }
            let is_short = page.prose.within(id).chars <= LONGEST_LINE;
            let is_time = page.tree.name(id) == "time" || page.parts.is(id, Part::Stamp);
            if is_short && (page.prose.own(id).chars >= 4 || is_time) {
                if is_after { after_headline.push(id) } else { before_headline.push(id) }
            }
        }
        Self { after_headline, before_headline }
    }

    /// The first stamp under the headline, or else the last one over it, what the page marks as a stamp first. One that
    /// says it is an update gives way to another.
    fn near_headline(&self, page: &Page) -> Option<(Moment, Origin)> {
        let marked = |id: &&NodeId| page.parts.is(**id, Part::Stamp) || page.tree.name(**id) == "time";
        let after = || self.after_headline.iter().take(40);
        let before = || self.before_headline.iter().rev().take(15);
        best_stamp(page, after().filter(marked))
            .or_else(|| best_stamp(page, after()))
            .or_else(|| best_stamp(page, before()))
    }

    fn anywhere(&self, page: &Page) -> Option<(Moment, Origin)> {
        let marked = |id: &&NodeId| page.parts.is(**id, Part::Stamp) || page.tree.name(**id) == "time";
        let all = || self.after_headline.iter().chain(&self.before_headline);
        best_stamp(page, all().filter(marked)).or_else(|| best_stamp(page, all().take(400)))
    }
}

fn best_stamp<'n>(page: &Page, ids: impl Iterator<Item = &'n NodeId>) -> Option<(Moment, Origin)> {
    let mut update = None;
    for &id in ids {
        let exact = std::iter::once(id).chain(page.tree.descendants(id)).find_map(|inner| {
            let given = [page.tree.attribute(inner, "datetime"), page.tree.attribute(inner, "content")];
            given.into_iter().flatten().find_map(|text| text.parse().ok())
        });
        if let Some(moment) = exact {
            return Some((moment, Origin::Dom));
        }
        let words = inline(&page.tree, &page.parts, id, &[]).in_one_line().text;
        match stamp_within(&words) {
            Some((StampRole::Published | StampRole::Unsaid, moment)) => return Some((moment, Origin::Dom)),
            Some((StampRole::Updated, moment)) => update = update.or(Some((moment, Origin::Dom))),
            None => {}
        }
    }
    update
}
