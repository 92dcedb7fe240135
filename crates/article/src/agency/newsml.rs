//! NewsML-G2: news items with their words inline, and events and plans as concept and planning items.

use super::{Given, bare, bylines, event_blocks, moment, nitf, status};
use crate::article::{BlockKind, Origin};
use crate::captures::{Part, Parts};
use crate::compose::{Words, compose};
use crate::draft::{Draft, DraftBlock};
use crate::xml::{Element, Pieces, Tree, root_name};
use crate::{Capture, Error, Format, Settings, encoding};

/// Items that have words of their own; packages only point to others.
const ITEMS: [&str; 3] = ["newsItem", "conceptItem", "planningItem"];

/// The most that a message may say outside its items, in bytes: it is kept with each of them.
const MOST_OUTSIDE: usize = 256 * 1024;

/// The items of a document: of a message each, else the one that it is.
pub(crate) fn parts(bytes: &[u8]) -> Parts<'static> {
    let text = encoding::decode(bytes, None, true);
    if root_name(&text) == Some("nitf") {
        return Box::new(std::iter::once(Ok(Capture::new(text.into_bytes(), Format::NewsMl))));
    }
    let pieces = Pieces::of(text, &ITEMS);
    let error = match pieces.len() {
        0 => Some(Error::NoArticle("a message without news items")),
        _ if pieces.n_bytes_outside() > MOST_OUTSIDE => {
            let reason = format!("it says more than {} KiB outside its items", MOST_OUTSIDE / 1024);
            Some(Error::Agency("XML", reason))
        }
        _ => None,
    };
    if let Some(error) = error {
        return Box::new(std::iter::once(Err(error)));
    }
    let n_items = pieces.len();
    Box::new((0..n_items).map(move |number| {
        let part = (n_items > 1).then_some(Part::Item(number as u64 + 1));
        Ok(Capture { part, ..Capture::new(pieces.only(number).into_bytes(), Format::NewsMl) })
    }))
}

/// Reads a document with one item.
pub(crate) fn read(text: String, settings: &Settings) -> Result<Draft, Error> {
    let tree = Tree::parse(text)?;
    let root = tree.root().ok_or(Error::NoText)?;
    if root.name() == "nitf" {
        let mut draft = Draft::default();
        nitf::fill(root, &mut draft);
        let (words, foot) = nitf::words(root);
        return compose(draft, words.as_ref(), foot, Origin::NewsMl, settings);
    }
    let mut items = ITEMS
        .into_iter()
        .filter_map(|name| if root.name() == name { Some(root) } else { root.descendants(name).next() });
    let item = items.next().ok_or(Error::NoArticle("a message without news items"))?;
    read_item(item, settings)
}

fn read_item(item: Element<'_>, settings: &Settings) -> Result<Draft, Error> {
    let mut draft = Draft {
        id: item.attribute("guid").map(str::to_owned),
        version: item.attribute("version").map(str::to_owned),
        ..Draft::default()
    };
    read_management(item, &mut draft);
    given(item).fill(&mut draft, Origin::NewsMl);
    let (mut words, mut blocks) = content(item, &mut draft);
    if let Some(concept) = item.find(&["concept"]) {
        if draft.headline.is_none() {
            draft.headline = concept.find(&["name"]).and_then(Element::words);
        }
        words = concept.find(&["definition"]).and_then(Element::words).map(Words::Plain);
        blocks.extend(concept.find(&["eventDetails"]).into_iter().flat_map(event));
    }
    blocks.extend(caption(item, &mut draft));
    let is_gone = draft.status.is_some_and(|status| status != crate::PublicationStatus::Usable);
    if is_gone && draft.headline.is_none() && words.is_none() {
        // An agency may withdraw an item by its id alone; what there is to show is that it did.
        draft.headline =
            item.find(&["contentMeta", "slugline"]).and_then(Element::words).or_else(|| draft.id.clone());
    }
    compose(draft, words.as_ref(), blocks, Origin::NewsMl, settings)
}

/// Status, embargo, signals and notes.
fn read_management(item: Element<'_>, draft: &mut Draft) {
    let Some(meta) = item.find(&["itemMeta"]) else { return };
    let code = |element: Element<'_>| {
        Some(element.attribute("qcode").or_else(|| element.attribute("uri"))?.to_owned())
    };
    draft.status = meta.find(&["pubStatus"]).and_then(code).and_then(|code| status(last_step(&code)));
    draft.embargoed = meta.find(&["embargoed"]).and_then(Element::words).and_then(|written| moment(&written));
    draft.signals =
        meta.all("signal").filter_map(code).map(|code| bare(last_step(&code)).to_owned()).collect();
    draft.notes = meta.all("edNote").filter_map(Element::words).collect();
}

/// The code at the end of an address: `usable` of `http://cv.iptc.org/newscodes/pubstatusg2/usable`.
fn last_step(code: &str) -> &str {
    code.rsplit('/').next().unwrap_or(code)
}

fn given(item: Element<'_>) -> Given {
    let words = |path: &'static [&'static str]| item.find(path).and_then(Element::words);
    let date = |path: &'static [&'static str]| words(path).and_then(|written| moment(&written));
    let content = item.find(&["contentMeta"]);
    let all = |name: &'static str| content.into_iter().flat_map(move |content| content.all(name));
    let is_caption = |text: &Element<'_>| text.attribute("role").is_some_and(|role| bare(role) == "caption");
    let is_main = |headline: &Element<'_>| matches!(headline.attribute("rank"), None | Some("1"));
    let has_role = |headline: &Element<'_>, wanted: &str| {
        headline.attribute("role").is_some_and(|role| bare(role).eq_ignore_ascii_case(wanted))
    };
    let is_label = |headline: &Element<'_>| has_role(headline, "kicker") || has_role(headline, "overline");
    let mut titles = all("headline").filter(|headline| !is_label(headline));
    let place = words(&["contentMeta", "located", "name"]);
    let place = place.as_deref();
    let printed =
        all("by").filter_map(Element::words).flat_map(|line| bylines(&line, place)).collect::<Vec<_>>();
    let creators = all("creator").filter_map(name).flat_map(|name| bylines(&name, place)).collect::<Vec<_>>();
    Given {
        headline: titles.find(is_main).or_else(|| all("headline").next()).and_then(Element::words),
        label: all("headline").find(is_label).and_then(Element::words),
        standfirst: all("description").find(|text| !is_caption(text)).and_then(Element::words),
        publisher: words(&["itemMeta", "provider", "name"])
            .or_else(|| words(&["rightsInfo", "copyrightHolder", "name"]))
            .or_else(|| words(&["contentMeta", "infoSource", "name"])),
        language: item
            .attribute("lang")
            .or_else(|| item.find(&["contentMeta", "language"])?.attribute("tag"))
            .map(str::to_owned),
        rights: words(&["rightsInfo", "copyrightNotice"]),
        bylines: if printed.is_empty() { creators } else { printed },
        topics: all("subject").filter_map(name).collect(),
        first: date(&["itemMeta", "firstCreated"]).or_else(|| date(&["contentMeta", "contentCreated"])),
        current: date(&["itemMeta", "versionCreated"]),
    }
}

/// The name of who or what an element refers to.
fn name(element: Element<'_>) -> Option<String> {
    let named = element.find(&["name"]).and_then(Element::words);
    named.or_else(|| element.attribute("literal").map(str::to_owned))
}

/// The words of a news item, and the blocks that stand behind them.
fn content(item: Element<'_>, draft: &mut Draft) -> (Option<Words>, Vec<DraftBlock>) {
    let Some(content) = item.find(&["contentSet"]) else { return (None, Vec::new()) };
    for inline in content.elements() {
        let kind = inline.attribute("contenttype").unwrap_or_default();
        match inline.name() {
            "inlineXML" => {
                if let Some(document) = inline.elements().next().filter(|document| document.name() == "nitf")
                {
                    nitf::fill(document, draft);
                    return nitf::words(document);
                }
                return (Some(Words::Marked(inline.source().to_owned())), Vec::new());
            }
            "inlineData" if kind.contains("html") => return (Some(Words::Marked(inline.text())), Vec::new()),
            "inlineData" if kind.is_empty() || kind.starts_with("text/plain") => {
                return (Some(Words::Plain(inline.text())), Vec::new());
            }
            _ => {}
        }
    }
    (None, Vec::new())
}

/// The caption of an item that is a picture or a film.
fn caption(item: Element<'_>, draft: &mut Draft) -> Option<DraftBlock> {
    let class = item.find(&["itemMeta", "itemClass"])?.attribute("qcode")?;
    let kind = match bare(class) {
        "picture" | "graphic" => BlockKind::Figure,
        "video" | "animation" => BlockKind::Video,
        _ => return None,
    };
    let descriptions =
        || item.find(&["contentMeta"]).into_iter().flat_map(|content| content.all("description"));
    let is_caption = |text: &Element<'_>| text.attribute("role").is_some_and(|role| bare(role) == "caption");
    let caption =
        descriptions().find(is_caption).or_else(|| descriptions().next()).and_then(Element::words)?;
    let credit = item.find(&["contentMeta", "creditline"]).and_then(Element::words);
    draft.standfirst = draft.standfirst.take().filter(|standfirst| *standfirst != caption);
    Some(DraftBlock::with_credit(kind, Origin::NewsMl, Some(&caption), credit.as_deref()))
}

/// What is told of an event, under the names that NewsML-G2 has for it: `start`, `duration`, `location`, `participant`.
fn event(details: Element<'_>) -> Vec<DraftBlock> {
    let row = |element: Element<'_>, value: String| format!("{}\t{value}", element.name());
    let dates = details.all("dates").flat_map(Element::elements);
    let dates: Vec<String> = dates.filter_map(|date| Some(row(date, date.words()?))).collect();
    let others = details.elements().filter(|detail| detail.name() != "dates");
    let rows = others.filter_map(|detail| {
        let code = || detail.attribute("qcode").map(|code| bare(code).to_owned());
        Some(row(detail, name(detail).or_else(|| detail.words()).or_else(code)?))
    });
    event_blocks(&dates, &rows.collect::<Vec<_>>(), Origin::NewsMl)
}
