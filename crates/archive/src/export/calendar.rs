//! iCalendar (RFC 5545): the events that have a day.

use std::io::{self, Write};

use icalendar::{Component, Event as Entry, EventLike, EventStatus, Property};
use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, tz::TimeZone};
use onrecord::{Event, Label};

use super::selected::{Item, Selected, What, one_line};
use super::{Exporter, Left, ids};

/// How many days a time may stretch over: a month. "This year" belongs in no calendar.
const LONGEST: i32 = 31;

pub(super) struct Calendar<W> {
    out: W,
    left: Left,
}

impl<W: Write> Calendar<W> {
    pub(super) fn begin(mut out: W) -> io::Result<Self> {
        let version = env!("CARGO_PKG_VERSION");
        write!(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//onrecord//onrecord {version}//EN\r\n")?;
        write!(out, "CALSCALE:GREGORIAN\r\nX-WR-CALNAME:On record\r\n")?;
        Ok(Self { out, left: Left::default() })
    }
}

impl<W: Write> Exporter for Calendar<W> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        let plans = ids::plans(selected);
        for (item, number) in selected.items().iter().skip(selected.statements.len()).zip(&selected.events) {
            let What::Event(event) = item.what else { continue };
            let Some(entry) = plans.get(*number).and_then(|uid| entry(item, event, uid)) else {
                self.left.add("events without a day are not in a calendar");
                continue;
            };
            // One component is written as a calendar of its own would hold it.
            write!(self.out, "{entry}")?;
        }
        self.left.add_some("statements are not in a calendar", selected.statements.len());
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Left> {
        self.out.write_all(b"END:VCALENDAR\r\n")?;
        self.out.flush()?;
        Ok(self.left)
    }
}

/// An event as an entry; `None` where it has no day.
fn entry(item: &Item<'_>, event: &Event, uid: &str) -> Option<String> {
    let mut entry = Entry::new();
    when(&mut entry, item)?;
    let selected = item.of;
    let mut description = vec![format!("“{}”", item.words())];
    if let Some(source) = item.according_to() {
        description.push(format!("According to {source}."));
    }
    if let Some(denied) = Some(item.denied_by().join(", ")).filter(|names| !names.is_empty()) {
        description.push(format!("Denied by {denied}."));
    }
    let outlet = selected.outlet.as_deref().unwrap_or("An article");
    description.push(one_line(&format!("{outlet}: {}", selected.headline())));
    entry
        .uid(&format!("{uid}@onrecord"))
        .summary(&item.title())
        .description(&description.join("\n"))
        .status(status(event.label))
        .add_property("CATEGORIES", event.r#type.label())
        .add_property("DTSTAMP", stamp(&selected.changed))
        .add_property("SEQUENCE", (selected.version - 1).max(0).to_string());
    if let Some(place) = item.place() {
        entry.location(&place.name);
    }
    if let Some(url) = selected.url() {
        entry.url(url);
    }
    // The library writes lines as RFC 5545 folds them.
    Some(entry.done().to_string())
}

/// Whole days stay whole; an hour is written where the article tells one, and floats, since it tells no zone.
fn when(entry: &mut Entry, item: &Item<'_>) -> Option<()> {
    let (first, last) = item.days()?;
    if (last - first).get_days() >= LONGEST {
        return None;
    }
    let value = item.time()?.value.as_deref()?;
    if let Some(moment) = moment(value) {
        entry.add_property("DTSTART", moment.strftime("%Y%m%dT%H%M%S").to_string());
        return Some(());
    }
    entry.append_property(whole_day("DTSTART", first));
    entry.append_property(whole_day("DTEND", last.tomorrow().ok()?));
    if first != last {
        entry.add_property("X-ONRECORD-WITHIN", value);
    }
    Some(())
}

fn whole_day(name: &str, day: Date) -> Property {
    Property::new(name, day.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// `2025-08-18T10:00`, and nothing less precise.
fn moment(value: &str) -> Option<DateTime> {
    let (_, time) = value.split_once('T')?;
    (time.len() >= 5 && time.as_bytes()[2] == b':').then(|| value.parse().ok()).flatten()
}

/// When this version came, in UTC.
fn stamp(changed: &str) -> String {
    let moment = changed.parse::<Timestamp>().unwrap_or(Timestamp::UNIX_EPOCH);
    TimeZone::UTC.to_datetime(moment).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Only what is told as a fact is confirmed.
fn status(label: Label) -> EventStatus {
    match label {
        Label::Occurred | Label::Ongoing => EventStatus::Confirmed,
        Label::CalledOff | Label::NotDone | Label::Failed => EventStatus::Cancelled,
        Label::Demanded | Label::Offered | Label::Proposed | Label::Promised | Label::Threatened => {
            EventStatus::Tentative
        }
        Label::Denied | Label::Conditional | Label::Planned | Label::Postponed | Label::Hypothetical => {
            EventStatus::Tentative
        }
    }
}
