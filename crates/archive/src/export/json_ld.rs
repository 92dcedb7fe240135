//! JSON-LD: statements as schema.org `Quotation` or `Claim`, events as `Event`, and each one's words as a W3C Web Annotation
//! with a position (in code points, as the standard counts; in UTF-16 too, as browsers do) and a quote with what stands
//! before and after it, which finds the words again when the page has changed.

use std::io::{self, Write};

use onrecord::{ActorKind, ByteSpan, CodePoints, Form, Label};
use serde_json::{Value, json};

use super::follow_the_money::alpha_2;
use super::selected::{Item, Selected, What, code};
use super::{Exporter, Left, ids};

/// How much stands before and after a quote, in code points.
const CONTEXT: usize = 32;

pub(super) struct JsonLd<W> {
    out: W,
    is_first: bool,
}

/// The vocabulary, in the file itself, so that reading it needs no network.
fn context() -> Value {
    let id = |id: &str| json!({"@id": id, "@type": "@id"});
    let number =
        |id: &str| json!({"@id": id, "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"});
    json!({
        "@vocab": "https://schema.org/",
        "oa": "http://www.w3.org/ns/oa#",
        "onrecord": "urn:onrecord:",
        "Annotation": "oa:Annotation",
        "TextPositionSelector": "oa:TextPositionSelector",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "body": id("oa:hasBody"),
        "target": "oa:hasTarget",
        "source": id("oa:hasSource"),
        "selector": "oa:hasSelector",
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "start": number("oa:start"),
        "end": number("oa:end"),
        "startUtf16": number("onrecord:startUtf16"),
        "endUtf16": number("onrecord:endUtf16"),
        "isBasedOn": id("https://schema.org/isBasedOn"),
        "creator": id("https://schema.org/creator"),
        "recipient": id("https://schema.org/recipient"),
        "actor": id("https://schema.org/actor"),
        "attendee": id("https://schema.org/attendee"),
        "url": id("https://schema.org/url"),
        "sameAs": id("https://schema.org/sameAs"),
        "eventStatus": id("https://schema.org/eventStatus"),
    })
}

impl<W: Write> JsonLd<W> {
    pub(super) fn begin(mut out: W) -> io::Result<Self> {
        write!(out, "{{\"@context\": {},\n\"@graph\": [", context())?;
        Ok(Self { out, is_first: true })
    }

    fn node(&mut self, node: Value) -> io::Result<()> {
        let comma = if std::mem::take(&mut self.is_first) { "" } else { "," };
        write!(self.out, "{comma}\n{}", without_nulls(node))
    }

    fn article(&mut self, selected: &Selected) -> io::Result<()> {
        let article = &selected.record.article;
        self.node(json!({
            "@id": urn(&selected.id()),
            "@type": "NewsArticle",
            "headline": article.headline,
            "url": selected.url(),
            "publisher": selected.outlet.as_ref().map(|name| json!({"@type": "Organization", "name": name})),
            "datePublished": article.published,
            "dateModified": article.updated,
            "inLanguage": article.language,
        }))?;
        for actor in &selected.record.actors {
            let kind = match actor.kind {
                Some(ActorKind::Person) => "Person",
                Some(ActorKind::State) => "GovernmentOrganization",
                Some(ActorKind::Organisation | ActorKind::ArmedGroup | ActorKind::Group) => "Organization",
                Some(ActorKind::Unnamed) | None => "Thing",
            };
            let item = actor.wikidata.as_ref().map(|item| format!("http://www.wikidata.org/entity/{item}"));
            self.node(json!({
                "@id": urn(&ids::actor(selected, actor)),
                "@type": kind,
                "name": actor.name,
                "alternateName": actor.aliases,
                "sameAs": item,
            }))?;
        }
        Ok(())
    }

    fn item(&mut self, item: &Item<'_>) -> io::Result<()> {
        let selected = item.of;
        let actor_ids = |actors: Vec<&onrecord::Actor>| -> Vec<String> {
            actors.iter().map(|actor| urn(&ids::actor(selected, actor))).collect()
        };
        let place = item.place().map(|place| {
            json!({"@type": "Place", "name": place.name, "address":
                {"@type": "PostalAddress", "addressCountry": alpha_2(&place.country).map(|code| code.to_uppercase())}})
        });
        let (doers, recipients) = (actor_ids(item.doers()), actor_ids(item.recipients()));
        let id = urn(&item.id);
        let article = urn(&selected.id());
        let day = item.time().and_then(|time| time.value.clone()).filter(|_| item.days().is_some());
        self.node(match item.what {
            What::Statement(statement) => json!({
                "@id": id,
                "@type": if statement.form == Form::Indirect { "Claim" } else { "Quotation" },
                "text": item.words(),
                "creator": doers,
                "creditText": selected.speaker_name(statement),
                "recipient": recipients,
                "isBasedOn": article,
                "dateCreated": day,
                "locationCreated": place,
                "onrecord:act": code(statement.act),
                // schema.org has no word for what was not said.
                "onrecord:negated": statement.negated.then_some(true),
                "onrecord:form": code(statement.form),
                "onrecord:confidence": statement.confidence,
            }),
            What::Event(event) => json!({
                "@id": id,
                "@type": "Event",
                "name": item.title(),
                "description": item.words(),
                "actor": doers,
                "attendee": recipients,
                "startDate": day,
                "location": place,
                "eventStatus": event_status(event.label),
                "isBasedOn": article,
                "onrecord:type": event.r#type.label(),
                "onrecord:label": event.label.label(),
                "onrecord:accordingTo": item.according_to(),
                "onrecord:confidence": event.confidence,
            }),
        })?;
        self.node(annotation(item))
    }
}

/// schema.org tells of what is announced alone whether it will be; of the rest it has no word.
fn event_status(label: Label) -> Option<&'static str> {
    match label {
        Label::Planned => Some("https://schema.org/EventScheduled"),
        Label::Postponed => Some("https://schema.org/EventPostponed"),
        Label::CalledOff => Some("https://schema.org/EventCancelled"),
        Label::Demanded | Label::Offered | Label::Proposed | Label::Promised | Label::Threatened => None,
        Label::Denied | Label::Conditional | Label::Occurred | Label::Ongoing | Label::Failed => None,
        Label::NotDone | Label::Hypothetical => None,
    }
}

/// Where an item's words stand, one target a piece.
fn annotation(item: &Item<'_>) -> Value {
    let source = item.of.url().map_or_else(|| urn(&item.of.id()), ToOwned::to_owned);
    let targets = item.spans().iter().map(|span| {
        json!({"@type": "oa:SpecificResource", "source": source, "selector": selectors(&item.of.record.article.text, &item.offsets, *span)})
    });
    json!({
        "@id": urn(&format!("{}-words", item.id)),
        "@type": "Annotation",
        "body": urn(&item.id),
        "target": targets.collect::<Vec<_>>(),
    })
}

/// The two selectors of the Web Annotation Data Model (W3C, 2017) that texts have.
pub fn selectors(text: &str, offsets: &CodePoints<'_>, span: ByteSpan) -> Value {
    let position = offsets.chars(span);
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let utf16 = |text: &str| text.encode_utf16().count();
    let start_utf16 = utf16(before);
    let prefix = before.char_indices().rev().nth(CONTEXT - 1).map_or(before, |(at, _)| &before[at..]);
    let suffix = after.char_indices().nth(CONTEXT).map_or(after, |(at, _)| &after[..at]);
    json!([
        {"@type": "TextPositionSelector", "start": position.0, "end": position.1,
            "startUtf16": start_utf16, "endUtf16": start_utf16 + utf16(span.of(text))},
        {"@type": "TextQuoteSelector", "exact": span.of(text), "prefix": prefix, "suffix": suffix},
    ])
}

fn urn(id: &str) -> String {
    format!("urn:onrecord:{id}")
}

/// What is not known is absent.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let is_told =
                |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
            let fields = fields.into_iter().filter(|(_, value)| is_told(value));
            Value::Object(fields.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(values) => values.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

impl<W: Write> Exporter for JsonLd<W> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        self.article(selected)?;
        selected.items().iter().try_for_each(|item| self.item(item))
    }

    fn finish(mut self: Box<Self>) -> io::Result<Left> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(Left::default())
    }
}
