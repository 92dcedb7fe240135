//! `FollowTheMoney` entities, one JSON object a line, as Aleph, `OpenAleph` and the tools around them load.
//!
//! A statement is a Documentation of its speaker by the article; an event is an Event, and for each doer and recipient an
//! `UnknownLink` of the two. The validator of `FollowTheMoney` 4.11 drops properties that a schema lacks, and cuts values
//! that it cannot read, without a word; so only those stand here that come through it whole.

use std::collections::HashSet;
use std::io::{self, Write};

use jiff::{Timestamp, tz::TimeZone};
use onrecord::{Actor, ActorKind, Event, Precision, Statement};
use serde_json::{Map, Value, json};

use super::selected::{Item, Selected, What, act_of, code, one_line};
use super::{Exporter, Left, ids};

pub(super) struct FollowTheMoney<W> {
    out: W,
    /// Actors that are written already: they are the same over articles.
    written: HashSet<String>,
}

impl<W: Write> FollowTheMoney<W> {
    pub(super) fn begin(out: W) -> Self {
        Self { out, written: HashSet::new() }
    }

    fn entity(&mut self, id: &str, schema: &str, properties: &Properties) -> io::Result<()> {
        serde_json::to_writer(
            &mut self.out,
            &json!({"id": id, "schema": schema, "properties": properties.0}),
        )?;
        self.out.write_all(b"\n")
    }

    fn article(&mut self, selected: &Selected) -> io::Result<()> {
        let article = &selected.record.article;
        let properties = Properties::default()
            .with("title", [selected.headline().to_owned()])
            .with("author", article.bylines.iter().map(|byline| byline.name.clone()))
            .with("publisher", selected.outlet.clone())
            .with("sourceUrl", selected.url().map(ToOwned::to_owned))
            .with("publishedAt", article.published.as_deref().and_then(moment))
            .with("modifiedAt", article.updated.as_deref().and_then(moment))
            .with("language", article.language.as_deref().and_then(language));
        self.entity(&selected.id(), "Article", &properties)
    }

    fn actor(&mut self, selected: &Selected, actor: &Actor) -> io::Result<String> {
        let id = ids::actor(selected, actor);
        if !self.written.insert(id.clone()) {
            return Ok(id);
        }
        let schema = match actor.kind {
            Some(ActorKind::Person) => "Person",
            Some(ActorKind::State) => "PublicBody",
            Some(ActorKind::Organisation | ActorKind::ArmedGroup) => "Organization",
            Some(ActorKind::Group | ActorKind::Unnamed) | None => "LegalEntity",
        };
        let roles = actor.roles.iter().filter(|role| !role.former).map(|role| role.text.clone());
        let mut properties = Properties::default()
            .with("name", [actor.name.clone()])
            .with("alias", actor.aliases.clone())
            .with("country", actor.state.as_deref().and_then(alpha_2))
            .with("wikidataId", actor.wikidata.clone());
        if actor.kind == Some(ActorKind::Person) {
            properties = properties.with("position", roles);
        }
        self.entity(&id, schema, &properties)?;
        Ok(id)
    }

    /// The speaker of a statement; one that the article does not name is an entity of that article alone.
    fn speaker(&mut self, selected: &Selected, statement: &Statement) -> io::Result<String> {
        if let Some(actor) = selected.record.speaker(statement) {
            return self.actor(selected, actor);
        }
        let description = statement.source.description.as_deref().unwrap_or("a source that is not named");
        let id = ids::nobody(selected, description);
        if self.written.insert(id.clone()) {
            self.entity(&id, "LegalEntity", &Properties::default().with("name", [description.to_owned()]))?;
        }
        Ok(id)
    }

    fn statement(&mut self, item: &Item<'_>, statement: &Statement) -> io::Result<()> {
        let speaker = self.speaker(item.of, statement)?;
        let properties = Properties::default()
            .with("document", [item.of.id()])
            .with("entity", [speaker])
            .with("role", ["speaker".to_owned()])
            .with("status", [code(statement.form)])
            .with("summary", [item.words()])
            .with("description", [format!("{} ({})", act_of(statement), code(statement.kind))])
            .of_source(item);
        self.entity(&item.id, "Documentation", &properties)
    }

    fn event(&mut self, item: &Item<'_>, event: &Event) -> io::Result<()> {
        let mut sides = [Vec::new(), Vec::new()];
        for (side, actors) in sides.iter_mut().zip([item.doers(), item.recipients()]) {
            for actor in actors {
                side.push(self.actor(item.of, actor)?);
            }
        }
        let [doers, recipients] = sides;
        let place = item.place();
        let properties = Properties::default()
            .with("name", [item.title()])
            .with("involved", doers.iter().chain(&recipients).cloned())
            .with("summary", [item.words()])
            .with("proof", [item.of.id()])
            .with("location", place.map(|place| place.name.clone()))
            .with("country", place.and_then(|place| alpha_2(&place.country)))
            .of_source(item);
        self.entity(&item.id, "Event", &properties)?;
        for (subject, object) in
            doers.iter().flat_map(|doer| recipients.iter().map(move |other| (doer, other)))
        {
            let properties = Properties::default()
                .with("subject", [subject.clone()])
                .with("object", [object.clone()])
                .with("role", [event.r#type.label().to_owned()])
                .with("status", [event.label.label().to_owned()])
                .with("summary", [item.words()])
                .with("proof", [item.of.id()])
                .of_source(item);
            self.entity(&format!("{}-{subject}-{object}", item.id), "UnknownLink", &properties)?;
        }
        Ok(())
    }
}

impl<W: Write> Exporter for FollowTheMoney<W> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        self.article(selected)?;
        for item in selected.items() {
            match item.what {
                What::Statement(statement) => self.statement(&item, statement)?,
                What::Event(event) => self.event(&item, event)?,
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Left> {
        self.out.flush()?;
        Ok(Left::default())
    }
}

/// Each property has a list of values; none is written without.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn with(mut self, name: &str, values: impl IntoIterator<Item = String>) -> Self {
        let mut list: Vec<String> = Vec::new();
        for value in values.into_iter().map(|value| one_line(&value)).filter(|value| !value.is_empty()) {
            if !list.contains(&value) {
                list.push(value);
            }
        }
        if !list.is_empty() {
            self.0.insert(name.to_owned(), list.into());
        }
        self
    }

    /// When it is told to have been, and whence it is known.
    fn of_source(self, item: &Item<'_>) -> Self {
        self.with("date", date(item))
            .with("sourceUrl", item.of.url().map(ToOwned::to_owned))
            .with("publisher", item.of.outlet.clone())
            .with("recordId", [item.id.clone()])
    }
}

/// A day, month or year, as precise as it is told; weeks and the like have no form here.
fn date(item: &Item<'_>) -> Option<String> {
    let (first, _) = item.days()?;
    let day = first.to_string();
    match item.time()?.precision? {
        Precision::Year => Some(day[..4].to_owned()),
        Precision::Month => Some(day[..7].to_owned()),
        Precision::Day | Precision::PartOfDay => Some(day),
        Precision::Hour | Precision::Minute | Precision::Second => Some(day),
        Precision::Century | Precision::Decade | Precision::Half | Precision::Quarter => None,
        Precision::Season | Precision::Week | Precision::Weekend => None,
    }
}

/// A day as it is; a moment in UTC, to the minute: the validator cuts seconds and zone.
fn moment(written: &str) -> Option<String> {
    if let Ok(moment) = written.parse::<Timestamp>() {
        return Some(TimeZone::UTC.to_datetime(moment).strftime("%Y-%m-%dT%H:%M").to_string());
    }
    // A moment whose zone is not told is only sure to the day.
    written.get(..10).or(Some(written)).map(ToOwned::to_owned)
}

/// ISO 3166-1 alpha-2 in small letters.
pub(super) fn alpha_2(alpha_3: &str) -> Option<String> {
    match alpha_3 {
        // Kosovo has no code of ISO's; this one is that of the European Commission.
        "XKX" => Some("xk".to_owned()),
        other => rust_iso3166::from_alpha3(other).map(|country| country.alpha2.to_lowercase()),
    }
}

/// ISO 639-3, of the languages that articles come in most.
fn language(tag: &str) -> Option<String> {
    let code = match tag.split('-').next()? {
        "en" => "eng",
        "de" => "deu",
        "fr" => "fra",
        "es" => "spa",
        "it" => "ita",
        "pt" => "por",
        "nl" => "nld",
        "pl" => "pol",
        "ru" => "rus",
        "uk" => "ukr",
        "tr" => "tur",
        "ar" => "ara",
        "fa" => "fas",
        "he" => "heb",
        "zh" => "zho",
        "ja" => "jpn",
        "ko" => "kor",
        "sv" => "swe",
        "fi" => "fin",
        other if other.len() == 3 => other,
        _ => return None,
    };
    Some(code.to_owned())
}
