//! iCalendar (RFC 5545): STATUS and SEQUENCE say what became of an appointment, whole days stay whole days, and no hour is
//! written that no article tells.

use icalendar::{Calendar as ICalendar, Component, Event as IEvent, EventLike, EventStatus, Property};
use jiff::civil::Date;
use onrecord::Label;

use super::appointments::{Appointment, Calendar};
use crate::coverage::Source;
use crate::lookup::in_line;
use crate::report::label_words;

/// When an appointment is stamped whose articles have no date and are in no archive: RFC 5545 wants a stamp, and there is no clock here.
const NO_STAMP: &str = "19700101T000000Z";

/// The appointments that have a day.
pub(super) fn written(calendar: &Calendar) -> String {
    let mut written = ICalendar::empty();
    written.append_property(("VERSION", "2.0"));
    written.append_property(("PRODID", "-//onrecord//onrecord//EN"));
    written.append_property(("CALSCALE", "GREGORIAN"));
    for appointment in &calendar.appointments {
        if let Some(value) = appointment.day() {
            written.push(event(appointment, value));
        }
    }
    written.to_string()
}

fn event(appointment: &Appointment, value: &str) -> IEvent {
    let mut event = IEvent::new();
    event
        .uid(&appointment.uid)
        .sequence(appointment.sequence)
        .status(status(appointment.label))
        .summary(&in_line(&format!("{} ({})", appointment.who, label_words(appointment.label))))
        .description(&description(appointment))
        .add_property("DTSTAMP", stamp(appointment))
        .add_property("TRANSP", "TRANSPARENT")
        .add_property("CATEGORIES", appointment.r#type.label());
    starts(&mut event, value);
    if let Some(place) = &appointment.place {
        event.location(place);
    }
    if let Some(url) = appointment.reports.iter().rev().find_map(|report| report.source.link()) {
        event.url(url);
    }
    event.done()
}

/// Planned and put off are tentative: an outlet's word is no invitation. What was held is confirmed.
fn status(label: Label) -> EventStatus {
    match label {
        Label::Occurred | Label::Ongoing => EventStatus::Confirmed,
        Label::CalledOff => EventStatus::Cancelled,
        _ => EventStatus::Tentative,
    }
}

/// The start: a date for a whole day or a part of one, floating local time where the clock has no zone, UTC where it has one.
fn starts(event: &mut IEvent, value: &str) {
    let day: String = value.chars().take(10).filter(char::is_ascii_digit).collect();
    match clock(value) {
        Some(Clock::Floating(time)) => {
            event.add_property("DTSTART", format!("{day}T{time}"));
        }
        Some(Clock::Utc(moment)) => {
            event.add_property("DTSTART", moment);
        }
        None => {
            event.append_property(Property::new("DTSTART", day).add_parameter("VALUE", "DATE").done());
            if let Some(next) = next_day(value) {
                event.append_property(Property::new("DTEND", next).add_parameter("VALUE", "DATE").done());
            }
        }
    }
}

fn next_day(value: &str) -> Option<String> {
    let next = value.get(..10)?.parse::<Date>().ok()?.tomorrow().ok()?;
    Some(next.strftime("%Y%m%d").to_string())
}

enum Clock {
    Floating(String),
    Utc(String),
}

/// The clock of a value: of "2026-04-09T15:30", not of "2026-04-09TMO".
fn clock(value: &str) -> Option<Clock> {
    let (day, time) = value.split_once('T')?;
    if let Ok(moment) = value.parse::<jiff::Timestamp>() {
        return Some(Clock::Utc(moment.strftime("%Y%m%dT%H%M%SZ").to_string()));
    }
    let padded = if time.len() == 2 { format!("{day}T{time}:00") } else { value.to_owned() };
    let moment = padded.parse::<jiff::civil::DateTime>().ok()?;
    Some(Clock::Floating(moment.strftime("%H%M%S").to_string()))
}

/// When the last report was published, or else came into the archive.
fn stamp(appointment: &Appointment) -> String {
    let sources = || appointment.reports.iter().rev().map(|report| &report.source);
    let published = sources().find_map(|source| source.published.as_deref());
    let told = published.or_else(|| sources().find_map(|source| source.came.as_deref()));
    let stamped = told.and_then(|told| match clock(told) {
        Some(Clock::Utc(moment)) => Some(moment),
        _ => Some(told.get(..10)?.parse::<Date>().ok()?.strftime("%Y%m%dT000000Z").to_string()),
    });
    stamped.unwrap_or_else(|| NO_STAMP.to_owned())
}

/// What each article tells, a paragraph each, the last first.
fn description(appointment: &Appointment) -> String {
    let told = appointment.reports.iter().rev().map(|report| {
        let mut parts = vec![format!("“{}”", in_line(&report.text))];
        parts.extend(report.circumstances.iter().map(|part| in_line(part)));
        let Source { publisher, headline, published, .. } = &report.source;
        let source = [publisher, headline, published];
        parts.push(source.into_iter().flatten().map(|part| in_line(part)).collect::<Vec<_>>().join(", "));
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    });
    let told: Vec<String> = told.collect();
    let unsure = if appointment.unsure { " (unsure)" } else { "" };
    format!("As reported, not confirmed by onrecord{unsure}.\n{}", told.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(value: &str) -> String {
        let mut event = IEvent::new();
        starts(&mut event, value);
        let property = &event.properties()["DTSTART"];
        let is_day = property.params().contains_key("VALUE");
        format!("{}{}", if is_day { "DATE " } else { "" }, property.value())
    }

    #[test]
    fn no_hour_is_invented() {
        for (value, written) in [
            ("2026-04-09", "DATE 20260409"),
            ("2026-04-09TMO", "DATE 20260409"),
            ("2026-04-09TNI", "DATE 20260409"),
            ("2026-04-09T15", "20260409T150000"),
            ("2026-04-09T15:30", "20260409T153000"),
            ("2026-04-09T15:30Z", "20260409T153000Z"),
            ("2026-04-09T00:30+02:00", "20260408T223000Z"),
        ] {
            assert_eq!(start(value), written, "{value}");
        }
        assert_eq!(next_day("2026-12-31").as_deref(), Some("20270101"));
    }
}
