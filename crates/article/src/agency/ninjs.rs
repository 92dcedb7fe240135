//! ninjs, the agencies' JSON. Version 1 has one headline and `body_text`, version 2 lists of both in lower case, version 3
//! the same in camel case, and events and plans; a reader of one must take all, for senders mix them.

use serde_json::{Map, Value};

use super::{Given, bylines, event_blocks, moment, nitf, status};
use crate::article::{BlockKind, Field, Origin};
use crate::captures::Parts;
use crate::compose::{Words, compose};
use crate::draft::{Draft, DraftBlock};
use crate::html::{letters, plain_words};
use crate::xml::Tree;
use crate::{Capture, Error, Format, Settings};

/// The one item of a document.
pub(crate) fn parts(bytes: Vec<u8>) -> Parts<'static> {
    Box::new(std::iter::once(Ok(Capture::new(bytes, Format::Ninjs))))
}

/// Reads one object.
pub(crate) fn read(bytes: &[u8], settings: &Settings) -> Result<Draft, Error> {
    let object: Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|reason| Error::Agency("JSON", reason.to_string()))?;
    let item = Item(&object);
    let mut draft = Draft {
        id: item.text(&["uri", "guid"]),
        version: item.text(&["version"]),
        status: item.text(&["pubstatus"]).as_deref().and_then(status),
        embargoed: item.date(&["embargoeduntil", "embargoed"]),
        signals: item.texts(&["signals", "signal"]),
        notes: item.text(&["ednote"]).into_iter().collect(),
        ..Draft::default()
    };
    if let Some(address) = item.address() {
        draft.url = Some(address);
        draft.note(Field::Url, Origin::Ninjs);
    }
    given(item).fill(&mut draft, Origin::Ninjs);
    let (mut words, mut blocks) = body(item, &mut draft)?;
    if draft.headline.is_none() {
        draft.headline = item.text(&["title", "name"]);
    }
    if words.is_none() && !item.is_visual() {
        words = draft.standfirst.take().map(Words::Plain);
    }
    let known = match &words {
        Some(Words::Marked(words) | Words::Plain(words)) => letters(words),
        None => String::new(),
    };
    blocks.extend(event(item));
    let pictures = item.associations().into_iter().chain(item.is_visual().then_some(item));
    let is_new = |figure: &DraftBlock| {
        figure.caption.as_ref().is_none_or(|caption| !known.contains(&letters(&figure.text[caption.clone()])))
    };
    blocks.extend(pictures.filter_map(Item::figure).filter(is_new));
    if item.is_visual() {
        draft.standfirst = None;
    }
    compose(draft, words.as_ref(), blocks, Origin::Ninjs, settings)
}

/// An object whose keys are found whatever their case: 2.x writes `versioncreated`, 3.x `versionCreated`.
#[derive(Clone, Copy)]
struct Item<'i>(&'i Map<String, Value>);

impl<'i> Item<'i> {
    /// The value of the first key that there is; `keys` are in lower case.
    fn get(self, keys: &[&str]) -> Option<&'i Value> {
        keys.iter().find_map(|wanted| {
            self.0
                .iter()
                .find(|(key, value)| key.eq_ignore_ascii_case(wanted) && !value.is_null())
                .map(|(_, value)| value)
        })
    }

    fn text(self, keys: &[&str]) -> Option<String> {
        let text = match self.get(keys)? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// A string or a list of them, or of objects with a `name`.
    fn texts(self, keys: &[&str]) -> Vec<String> {
        let values = match self.get(keys) {
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Object(object) => Item(object).text(&["name", "literal"]),
            _ => None,
        };
        values.iter().filter_map(text).collect()
    }

    fn date(self, keys: &[&str]) -> Option<crate::Moment> {
        self.text(keys).and_then(|written| moment(&written))
    }

    /// The objects of a list, or the values of an object of objects, as associations were before 3.0.
    fn objects(self, keys: &[&str]) -> Vec<Item<'i>> {
        let objects: Box<dyn Iterator<Item = &'i Value>> = match self.get(keys) {
            Some(Value::Array(values)) => Box::new(values.iter()),
            Some(Value::Object(object)) => Box::new(object.values()),
            _ => return Vec::new(),
        };
        objects.filter_map(Value::as_object).map(Item).collect()
    }

    /// Texts with a role: of `headlines`, `descriptions`.
    fn in_role(self, keys: &[&str], roles: &[&str]) -> Option<String> {
        let objects = self.objects(keys);
        let is_wanted = |object: &&Item<'_>| {
            let role = object.text(&["role"]);
            role.is_none_or(|role| roles.iter().any(|wanted| role.eq_ignore_ascii_case(wanted)))
        };
        let first = || objects.first();
        objects.iter().find(is_wanted).or_else(first)?.text(&["value"])
    }

    /// The page that shows the item, among its other ids: `"altIds": [{"role": "web", "value": "https://…"}]`.
    fn address(self) -> Option<String> {
        let ids = self.objects(&["altids"]);
        let mut values = ids.iter().filter_map(|id| id.text(&["value"]));
        values.find(|value| {
            let scheme = value.split_once("://").map_or("", |(scheme, _)| scheme);
            ["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        })
    }

    fn kind(self) -> String {
        self.text(&["type"]).unwrap_or_default().to_ascii_lowercase()
    }

    fn is_visual(self) -> bool {
        matches!(self.kind().as_str(), "picture" | "graphic" | "video" | "image")
    }

    fn associations(self) -> Vec<Item<'i>> {
        self.objects(&["associations"]).into_iter().filter(|item| item.is_visual()).collect()
    }

    fn description(self) -> Option<String> {
        let described = self.in_role(&["descriptions"], &["caption", "main", "text", "drol:caption"]);
        described.or_else(|| self.text(&["description_caption", "description_text", "description_html"]))
    }

    fn figure(self) -> Option<DraftBlock> {
        let kind = if self.kind() == "video" { BlockKind::Video } else { BlockKind::Figure };
        let caption =
            self.description().map(|words| plain_words(&words)).filter(|words| !words.is_empty())?;
        let credit = self.text(&["creditline", "byline", "by", "copyrightholder"]);
        Some(DraftBlock::with_credit(kind, Origin::Ninjs, Some(&caption), credit.as_deref()))
    }
}

fn given(item: Item<'_>) -> Given {
    let place = item.texts(&["located"]).into_iter().next();
    let by = item.text(&["by", "byline"]).unwrap_or_default();
    let headline =
        item.in_role(&["headlines"], &["main", "headline", "hl1"]).or_else(|| item.text(&["headline"]));
    Given {
        headline: headline.map(|words| plain_words(&words)).filter(|words| !words.is_empty()),
        standfirst: item.description().map(|words| plain_words(&words)).filter(|words| !words.is_empty()),
        publisher: item
            .text(&["copyrightholder", "provider", "source"])
            .or_else(|| item.texts(&["infosources", "infosource"]).into_iter().next()),
        language: item.text(&["language"]),
        rights: item.text(&["copyrightnotice", "rightsinfo"]).or_else(|| item.text(&["copyrightholder"])),
        bylines: bylines(&by, place.as_deref()),
        topics: item.texts(&["subjects", "subject"]),
        first: item.date(&["firstcreated"]).or_else(|| item.date(&["contentcreated"])),
        current: item.date(&["versioncreated"]),
        ..Given::default()
    }
}

/// The words in their richest form: HTML, NITF, plain text.
fn body(item: Item<'_>, draft: &mut Draft) -> Result<(Option<Words>, Vec<DraftBlock>), Error> {
    let bodies = item.objects(&["bodies"]);
    let of_kind = |kinds: &[&str]| {
        let found = bodies.iter().find(|body| {
            let kind = body.text(&["contenttype"]).or_else(|| body.text(&["role"])).unwrap_or_default();
            kinds.iter().any(|wanted| kind.to_ascii_lowercase().contains(wanted))
        });
        found?.text(&["value"])
    };
    if let Some(html) = of_kind(&["html"]).or_else(|| item.text(&["body_xhtml", "body_html"])) {
        return Ok((Some(Words::Marked(html)), Vec::new()));
    }
    if let Some(source) = of_kind(&["nitf"]).or_else(|| item.text(&["body_nitf"])) {
        let tree = Tree::parse(source)?;
        if let Some(root) = tree.root().filter(|root| root.name() == "nitf") {
            nitf::fill(root, draft);
            return Ok(nitf::words(root));
        }
    }
    let plain = of_kind(&["plain", "text"]).or_else(|| item.text(&["body_text"]));
    Ok((plain.map(Words::Plain), Vec::new()))
}

/// What is told of an event, under the names that ninjs has for it.
fn event(item: Item<'_>) -> Vec<DraftBlock> {
    let Some(Value::Object(details)) = item.get(&["eventdetails"]) else { return Vec::new() };
    let details = Item(details);
    let dates = match details.get(&["dates"]) {
        Some(Value::Object(dates)) => {
            dates.iter().filter_map(|(name, date)| Some(format!("{name}\t{}", date.as_str()?))).collect()
        }
        _ => Vec::new(),
    };
    let rows = [
        ("eventStatus", details.texts(&["eventstatus"])),
        ("organiser", details.texts(&["organiser", "organisers"])),
        ("places", item.texts(&["places"])),
        ("people", item.texts(&["people"])),
    ];
    let rows = rows.iter().flat_map(|(row, names)| names.iter().map(move |name| format!("{row}\t{name}")));
    event_blocks(&dates, &rows.collect::<Vec<_>>(), Origin::Ninjs)
}
