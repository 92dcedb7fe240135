//! POLECAT's table (Halterman and others 2023): a row for each pair of actor and recipient, tab-separated, with a header.
//!
//! Its 40 columns come first, so that loaders written for it work, then ours. PLOVER's own coders keep status and type in one
//! ([`plover_collapse`]); the event's own type, label and words are in our columns. What is not known is empty: a date is never
//! filled from that of publication, an intensity or a COW code never guessed.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use onrecord::{
    Actor, ActorKind, Article, ByteSpan, CodePoints, Codebook, Event, EventType, Place, PlaceKind,
    PloverEvent, Precision, Record, Time, plover_collapse,
};

use crate::lookup::{Lookup, in_line};
use crate::report::speaker_name;

/// POLECAT's columns, as its files name them.
const THEIRS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// The columns that we append.
const OURS: [&str; 20] = [
    "Record Event",
    "Own Type",
    "Label",
    "Status",
    "Stance",
    "Background",
    "Condition",
    "Time Value",
    "Time Precision",
    "Time Basis",
    "According To",
    "Denied By",
    "Alleged Actors",
    "Counts",
    "Trigger",
    "Trigger Span",
    "Evidence",
    "Confidence",
    "Headline",
    "URL",
];

/// Writes rows as records come.
pub(crate) struct PolecatWriter<W: Write>(Writer<W>);

impl<W: Write> PolecatWriter<W> {
    /// Begins a table with its header.
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let mut writer =
            WriterBuilder::new().delimiter(b'\t').terminator(Terminator::Any(b'\n')).from_writer(out);
        writer.write_record(THEIRS.iter().chain(&OURS))?;
        writer.flush()?;
        Ok(Self(writer))
    }

    /// Writes the rows of a record.
    pub(crate) fn write(&mut self, record: &Record, codebook: &Codebook) -> io::Result<()> {
        let id = |event: &Event| Some(format!("{}-{}", record.article.id, event.id));
        self.write_some(record, codebook, &id)
    }

    /// Writes the rows of those events of a record that have an id.
    pub(crate) fn write_some(
        &mut self,
        record: &Record,
        codebook: &Codebook,
        id_of: &dyn Fn(&Event) -> Option<String>,
    ) -> io::Result<()> {
        let lookup = Lookup::of(record);
        let story = Story::of(record);
        let points = CodePoints::of(&record.article.text);
        for event in plover_collapse(record, codebook) {
            let Some(event_id) = id_of(event.event) else { continue };
            let ours = ours(&lookup, &event, &points);
            let event_fields = EventFields::of(&lookup, &event);
            let pairs = pairs(&event);
            let is_one = pairs.len() == 1;
            for (number, (actor, recipient)) in pairs.into_iter().enumerate() {
                let mut id = event_id.clone();
                if !is_one {
                    id = format!("{id}-{}", number + 1);
                }
                let mut row = vec![id];
                row.extend(event_fields.head.iter().cloned());
                row.extend(side(&lookup, &event, actor));
                row.extend(side(&lookup, &event, recipient));
                row.extend(event_fields.place.iter().cloned());
                row.extend(story.fields.iter().cloned());
                row.extend(ours.iter().cloned());
                self.0.write_record(row.iter().map(|field| in_line(field)))?;
            }
        }
        self.0.flush()
    }
}

/// How many rows an event may have: a list of names on both sides would make a million.
const MOST_PAIRS: usize = 400;

/// Each doer with each recipient, or each alone where there are too many pairs; a side that is not known is empty, and the row stands.
fn pairs<'e>(event: &'e PloverEvent<'_>) -> Vec<(Option<&'e str>, Option<&'e str>)> {
    let side = |ids: &'e [String]| -> Vec<Option<&'e str>> {
        if ids.is_empty() { vec![None] } else { ids.iter().map(|id| Some(id.as_str())).collect() }
    };
    let recipients = side(&event.recipients);
    if event.actors.len().saturating_mul(event.recipients.len()) > MOST_PAIRS {
        let actors = event.actors.iter().map(|id| (Some(id.as_str()), None));
        return actors.chain(event.recipients.iter().map(|id| (None, Some(id.as_str())))).collect();
    }
    side(&event.actors)
        .into_iter()
        .flat_map(|actor| recipients.iter().map(move |one| (actor, *one)))
        .collect()
}

/// The fields of an event that all its rows share.
struct EventFields {
    /// From the date to the contexts.
    head: [String; 6],
    /// From the place's name to its feature type.
    place: [String; 10],
}

impl EventFields {
    fn of(lookup: &Lookup<'_>, folded: &PloverEvent<'_>) -> Self {
        let event = folded.event;
        let date = lookup.time(event.time.as_ref()).and_then(day).unwrap_or_default();
        let head = [
            date,
            folded.r#type.label().to_owned(),
            event.mode.clone().unwrap_or_default(),
            String::new(),
            quad_code(folded.r#type).to_owned(),
            event.contexts.join(";"),
        ];
        let place = lookup
            .place(event.place.as_ref())
            .map_or_else(Default::default, |place| place_fields(lookup, place, &event.evidence));
        Self { head, place }
    }
}

/// The day of a time that is told to the day.
fn day(time: &Time) -> Option<String> {
    let is_told = time.precision.is_some_and(|precision| precision >= Precision::Day);
    let day = time.value.as_deref()?.get(..10)?;
    (is_told && day.starts_with(|c: char| c.is_ascii_digit())).then(|| day.to_owned())
}

/// PLOVER's quad class: 1 and 2 are cooperation in words and in deeds, 3 and 4 conflict in words and in deeds.
fn quad_code(event: EventType) -> &'static str {
    match event {
        EventType::Agree | EventType::Consult | EventType::Support | EventType::Concede => "Q1",
        EventType::Cooperate | EventType::Aid | EventType::Retreat => "Q2",
        EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten => "Q3",
        EventType::Protest
        | EventType::Sanction
        | EventType::Mobilize
        | EventType::Coerce
        | EventType::Assault => "Q4",
    }
}

/// Name, country, COW, primary sector, sectors, title, name as written, Wikipedia id.
fn side(lookup: &Lookup<'_>, event: &PloverEvent<'_>, actor: Option<&str>) -> [String; 8] {
    let Some(actor) = actor.and_then(|id| lookup.actor(id)) else { return Default::default() };
    let sector = actor.sector.clone().unwrap_or_default();
    let titles: Vec<&str> = actor.roles.iter().map(|role| role.text.as_str()).collect();
    [
        actor.name.clone(),
        actor.state.clone().unwrap_or_default(),
        String::new(),
        sector.clone(),
        sector,
        titles.join(";"),
        raw_name(lookup, event, actor),
        String::new(),
    ]
}

/// The words that name an actor in a sentence that tells of the event.
fn raw_name(lookup: &Lookup<'_>, event: &PloverEvent<'_>, actor: &Actor) -> String {
    let told = mention_in(&actor.mentions, &event.event.evidence);
    told.map(|span| lookup.words(span)).unwrap_or_default()
}

fn mention_in(mentions: &[ByteSpan], evidence: &[ByteSpan]) -> Option<ByteSpan> {
    mentions.iter().copied().find(|mention| evidence.iter().any(|sentence| sentence.contains(*mention)))
}

fn place_fields(lookup: &Lookup<'_>, place: &Place, evidence: &[ByteSpan]) -> [String; 10] {
    let within = place.within.as_ref().map(|within| within.name.clone()).unwrap_or_default();
    let (city, province) = match place.kind {
        PlaceKind::City => (place.name.clone(), String::new()),
        PlaceKind::State => (String::new(), place.name.clone()),
        PlaceKind::Facility => (within, String::new()),
        PlaceKind::Country => (String::new(), String::new()),
    };
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    [
        place.name.clone(),
        city,
        String::new(),
        province,
        place.country.clone(),
        number(place.lat),
        number(place.lon),
        place.geonames.map(|number| number.to_string()).unwrap_or_default(),
        mention_in(&place.mentions, evidence).map(|span| lookup.words(span)).unwrap_or_default(),
        String::new(),
    ]
}

/// What all rows of an article share.
struct Story {
    /// From the source to the version.
    fields: [String; 7],
}

impl Story {
    fn of(record: &Record) -> Self {
        let article: &Article = &record.article;
        let named = |kinds: &[ActorKind]| {
            let actors =
                record.actors.iter().filter(|actor| actor.kind.is_some_and(|kind| kinds.contains(&kind)));
            joined(actors.map(|actor| actor.name.as_str()))
        };
        let published = article.published.as_deref().and_then(|published| published.get(..10));
        Self {
            fields: [
                article.publisher.clone().unwrap_or_default(),
                published.unwrap_or_default().to_owned(),
                named(&[ActorKind::Person]),
                named(&[ActorKind::Organisation, ActorKind::ArmedGroup]),
                joined(record.places.iter().map(|place| place.name.as_str())),
                article.language.clone().unwrap_or_default(),
                format!("onrecord {}", record.made_by.version),
            ],
        }
    }
}

/// A list in one field, as POLECAT writes it; a semicolon inside a name would part it.
fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| name.replace(';', ",")).collect::<Vec<_>>().join(";")
}

/// The fields of our columns.
fn ours(lookup: &Lookup<'_>, folded: &PloverEvent<'_>, points: &CodePoints<'_>) -> [String; 20] {
    let (record, event) = (lookup.record, folded.event);
    let time = lookup.time(event.time.as_ref());
    let speaker = |id: &String| {
        lookup.statement(Some(id)).map(|statement| speaker_name(record, statement)).unwrap_or_default()
    };
    let deniers: Vec<String> = event.denied_by.iter().map(speaker).collect();
    let counts: Vec<String> =
        event.counts.iter().map(|count| format!("{} {}", lookup.words(count.span), count.what)).collect();
    let evidence: Vec<String> = event.evidence.iter().map(|span| lookup.words(*span)).collect();
    let span = points.chars(event.trigger);
    [
        event.id.clone(),
        event.r#type.label().to_owned(),
        event.label.label().to_owned(),
        event.status.label().to_owned(),
        event.stance.label().to_owned(),
        if event.background { "true" } else { "false" }.to_owned(),
        event.condition.map(|span| lookup.words(span)).unwrap_or_default(),
        time.and_then(|time| time.value.clone()).unwrap_or_default(),
        time.and_then(|time| time.precision).map(code).unwrap_or_default(),
        time.map(|time| code(time.basis)).unwrap_or_default(),
        event.according_to.as_ref().map(speaker).unwrap_or_default(),
        joined(deniers.iter().map(String::as_str)),
        joined(lookup.names(&event.alleged_actors).into_iter()),
        joined(counts.iter().map(String::as_str)),
        lookup.words(event.trigger),
        format!("{}-{}", span.0, span.1),
        evidence.join(" … "),
        event.confidence.to_string(),
        record.article.headline.clone().unwrap_or_default(),
        record.article.url.clone().unwrap_or_default(),
    ]
}

/// The name of a code as JSON writes it.
fn code(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
