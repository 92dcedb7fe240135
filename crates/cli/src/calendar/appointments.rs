//! Which events are appointments, and which reports tell of the same one.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use ::archive::export::Selected;
use onrecord::{Event, EventType, Label, Moment, Precision, Record, UNSURE_EVENT};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::coverage::Source;
use crate::lookup::Lookup;
use crate::report::{circumstances, day_number, place_for_people, sides, telling};

/// The appointments of some articles, as `--json` prints them: those with a time in its order, then the others.
#[derive(Debug, Serialize)]
pub(super) struct Calendar {
    schema: &'static str,
    pub(super) appointments: Vec<Appointment>,
}

/// Something with a place in the calendar, or that is to have one.
#[derive(Debug, Serialize)]
pub(super) struct Appointment {
    /// Made from the first report: the same as long as that is among the articles.
    pub(super) uid: String,
    pub(super) r#type: EventType,
    /// What became of it by the latest report.
    pub(super) label: Label,
    pub(super) who: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<String>,
    /// How often it was changed: put off, moved, called off.
    pub(super) sequence: u32,
    /// Whether reports fold all that is told of it away as unsure.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) unsure: bool,
    /// The first report first.
    pub(super) reports: Vec<Report>,
    #[serde(skip)]
    mode: Option<String>,
    #[serde(skip)]
    parties: BTreeSet<String>,
}

/// When, as an article tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct When {
    pub(super) value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Precision>,
    #[serde(skip)]
    day: i64,
}

/// What one article tells of an appointment.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Report {
    article: String,
    event: String,
    /// Both by their numbers in the archive: "12/e3".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) r#ref: Option<String>,
    #[serde(flatten)]
    pub(super) source: Source,
    label: Label,
    pub(super) text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) circumstances: Vec<String>,
    confidence: f64,
    #[serde(skip)]
    r#type: EventType,
    #[serde(skip)]
    mode: Option<String>,
    #[serde(skip)]
    who: String,
    #[serde(skip)]
    parties: BTreeSet<String>,
    #[serde(skip)]
    time: Option<When>,
    #[serde(skip)]
    place: Option<String>,
    /// Whether it is among what was asked for.
    #[serde(skip)]
    is_asked_for: bool,
}

/// Whether an event belongs in a calendar: a meeting, unless it is only demanded, feared or denied; anything else only where it
/// is planned for some time, put off or called off. What is unsure is not left out, but says so: that a meeting was called off is
/// worth a look even then.
fn is_appointment(event: &Event) -> bool {
    let is_meeting = event.r#type == EventType::Consult;
    let is_word = matches!(
        event.r#type,
        EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten
    );
    let fits = match event.label {
        // "will cooperate" without a day is no appointment.
        Label::Planned => is_meeting || (!is_word && event.time.is_some()),
        Label::Postponed | Label::CalledOff => !is_word,
        Label::Occurred
        | Label::Ongoing
        | Label::Promised
        | Label::Offered
        | Label::Proposed
        | Label::Conditional => is_meeting,
        Label::Failed
        | Label::NotDone
        | Label::Hypothetical
        | Label::Demanded
        | Label::Threatened
        | Label::Denied => false,
    };
    fits && !event.background
}

/// Where the reports of appointments are looked for in an archive: what [`is_appointment`] can hold for.
pub(super) const SOUGHT: &str = "type:CONSULT OR label:planned OR label:postponed OR label:called-off";

/// What a record tells of appointments.
pub(super) fn reports(record: &Record) -> Vec<Report> {
    let lookup = Lookup::of(record);
    let source = Source::of(record);
    let events = record.events.iter().filter(|event| is_appointment(event));
    events.map(|event| report(&lookup, event, source.clone(), None)).collect()
}

/// What an article of an archive tells of appointments; those that `is_asked_for` does not name are known, but not asked for.
pub(super) fn reports_of(selected: &Selected, is_asked_for: impl Fn(&str) -> bool) -> Vec<Report> {
    let lookup = Lookup::of(&selected.record);
    let source = Source::of_selected(selected);
    let events = selected.events.iter().filter_map(|at| selected.record.events.get(*at));
    let reports = events.filter(|event| is_appointment(event)).map(|event| {
        let reference = format!("{}/{}", selected.article, event.id);
        let is_asked_for = is_asked_for(&event.id);
        Report { is_asked_for, ..report(&lookup, event, source.clone(), Some(reference)) }
    });
    reports.collect()
}

fn report(lookup: &Lookup<'_>, event: &Event, source: Source, reference: Option<String>) -> Report {
    let article = &lookup.record.article;
    let [before, words, after] = telling(lookup, event);
    let time = lookup.time(event.time.as_ref()).and_then(|time| {
        let value = time.value.clone()?;
        Some(When { day: day_number(&value)?, precision: time.precision, value })
    });
    let sides_of = event.actors.iter().chain(&event.recipients).filter_map(|id| lookup.actor(id));
    Report {
        article: article.id.clone(),
        event: event.id.clone(),
        r#ref: reference,
        source,
        is_asked_for: true,
        label: event.label,
        text: format!("{before}{words}{after}"),
        circumstances: circumstances(lookup, event)
            .into_iter()
            .skip(usize::from(event.time.is_some()))
            .collect(),
        confidence: event.confidence,
        r#type: event.r#type,
        mode: event.mode.clone(),
        who: format!("{}: {words}", sides(lookup, event)),
        parties: sides_of
            .map(|actor| actor.wikidata.clone().unwrap_or_else(|| actor.name.to_lowercase()))
            .collect(),
        time,
        place: lookup.place(event.place.as_ref()).map(place_for_people),
    }
}

impl Report {
    /// When its article was published, to be put in order: in UTC, where the stamp has a zone.
    fn published(&self) -> Option<jiff::civil::DateTime> {
        self.source.published.as_deref()?.parse::<Moment>().ok()?.in_utc()
    }

    fn is_unsure(&self) -> bool {
        self.confidence < UNSURE_EVENT
    }

    /// As far as appointments are told apart by it.
    pub(super) fn without_words(self) -> Self {
        let source = Source { published: self.source.published, ..Source::default() };
        let (text, who, circumstances) = (String::new(), String::new(), Vec::new());
        Self { source, text, circumstances, who, ..self }
    }
}

/// Whether a mode is that of people who sit down together: "talks" are put off where a "meeting" was planned.
fn is_of_talks(mode: &str) -> bool {
    matches!(mode, "talk" | "meet" | "mediate")
}

/// How many earlier appointments of somebody a report is compared with.
const MOST_COMPARED: usize = 400;

impl Calendar {
    /// Joins what reports tell of the same appointment.
    pub(super) fn of(mut reports: Vec<Report>) -> Self {
        reports.sort_by_cached_key(Report::published);
        let mut appointments: Vec<Appointment> = Vec::new();
        // Only appointments that share somebody are compared.
        let mut by_party: HashMap<String, Vec<usize>> = HashMap::new();
        for report in reports {
            let known = report.parties.iter().filter_map(|party| by_party.get(party));
            let known = known.flat_map(|numbers| numbers.iter().rev().take(MOST_COMPARED)).copied();
            if let Some(number) = known.filter(|number| appointments[*number].is_same(&report)).max() {
                appointments[number].take(report);
                continue;
            }
            for party in &report.parties {
                by_party.entry(party.clone()).or_default().push(appointments.len());
            }
            appointments.push(Appointment::new(report));
        }
        // A meeting of which nobody says when is no appointment once it was held.
        appointments
            .retain(|one| one.time.is_some() || !matches!(one.label, Label::Occurred | Label::Ongoing));
        // What was asked for comes with all that is known of it: that it was called off, too, on no day.
        appointments.retain(|one| one.reports.iter().any(|report| report.is_asked_for));
        appointments.sort_by_key(|one| one.time.as_ref().map_or((1, 0), |time| (0, time.day)));
        Self { schema: "onrecord-calendar/0", appointments }
    }

    /// Where its reports stand in an archive.
    pub(super) fn references(&self) -> impl Iterator<Item = &str> {
        let reports = self.appointments.iter().flat_map(|appointment| &appointment.reports);
        reports.filter_map(|report| report.r#ref.as_deref())
    }
}

impl Appointment {
    fn new(report: Report) -> Self {
        let parties: Vec<&str> = report.parties.iter().map(String::as_str).collect();
        let value = report.time.as_ref().map(|time| time.value.as_str()).unwrap_or_default();
        // Without a day, only the article's own words tell one appointment of the same people from another.
        let words =
            if value.is_empty() { format!("{}-{}", report.article, report.event) } else { value.to_owned() };
        let digest = Sha256::digest(format!("{}|{}|{words}", report.r#type.label(), parties.join("|")));
        let mut uid = String::new();
        for byte in digest.iter().take(12) {
            let _ = write!(uid, "{byte:02x}");
        }
        Self {
            uid: format!("{uid}@onrecord"),
            r#type: report.r#type,
            label: report.label,
            who: report.who.clone(),
            time: report.time.clone(),
            place: report.place.clone(),
            sequence: 0,
            unsure: report.is_unsure(),
            mode: report.mode.clone(),
            parties: report.parties.clone(),
            reports: vec![report],
        }
    }

    /// Whether a later report tells of this appointment: the same people and the same day; or all the same people without that
    /// day, where it says that it was put off or called off. What one article tells apart stays apart.
    fn is_same(&self, report: &Report) -> bool {
        let shared = self.parties.intersection(&report.parties).count();
        let (fewest, most) = {
            let (here, there) = (self.parties.len(), report.parties.len());
            (here.min(there), here.max(there))
        };
        let is_open = !matches!(self.label, Label::Occurred | Label::Ongoing | Label::CalledOff);
        let is_change =
            is_open && shared == most && matches!(report.label, Label::Postponed | Label::CalledOff);
        let fits = match (&self.time, &report.time) {
            (Some(here), Some(there)) if here.day == there.day => true,
            (Some(_), Some(_)) => is_change && report.label == Label::Postponed,
            (None, Some(_)) | (Some(_), None) => is_change,
            (None, None) => is_change || shared == most && self.label == report.label,
        };
        let modes_agree = match (self.mode.as_deref(), report.mode.as_deref()) {
            (Some(here), Some(there)) => here == there || [here, there].iter().all(|mode| is_of_talks(mode)),
            _ => true,
        };
        let is_told_apart = self.reports.iter().any(|known| known.article == report.article);
        let is_alike = self.r#type == report.r#type && modes_agree && fewest > 0 && shared == fewest;
        is_alike && fits && !is_told_apart
    }

    /// Takes in what a later report tells: what changes counts as a change, what only repeats does not.
    fn take(&mut self, report: Report) {
        let time = report.time.clone().or_else(|| self.time.clone());
        let place = report.place.clone().or_else(|| self.place.clone());
        let settled = |label: Label| if label == Label::Ongoing { Label::Occurred } else { label };
        let is_changed = settled(report.label) != settled(self.label)
            || self.time.is_some() && time != self.time
            || self.place.is_some() && place != self.place;
        self.sequence += u32::from(is_changed);
        self.unsure &= report.is_unsure();
        (self.label, self.time, self.place) = (report.label, time, place);
        self.mode = self.mode.take().or_else(|| report.mode.clone());
        if report.parties.len() > self.parties.len() {
            self.who.clone_from(&report.who);
            self.parties.clone_from(&report.parties);
        }
        self.reports.push(report);
    }

    /// The day and, where an article tells it, the clock: a value that begins with a whole date.
    pub(super) fn day(&self) -> Option<&str> {
        let time = self.time.as_ref()?;
        let day = time.value.get(..10)?;
        let is_day = time.precision.is_some_and(|precision| precision >= Precision::Day)
            && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        is_day.then_some(time.value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(published: &str, label: Label, parties: &[&str], value: Option<&str>) -> Report {
        let time = value.map(|value| When {
            value: value.to_owned(),
            precision: Some(Precision::Day),
            day: day_number(value).unwrap(),
        });
        Report {
            article: published.to_owned(),
            event: "e1".to_owned(),
            r#ref: None,
            source: Source { published: Some(published.to_owned()), ..Source::default() },
            is_asked_for: true,
            label,
            text: String::new(),
            circumstances: Vec::new(),
            confidence: 0.8,
            r#type: EventType::Consult,
            mode: None,
            who: parties.join(", "),
            parties: parties.iter().map(|party| (*party).to_owned()).collect(),
            time,
            place: None,
        }
    }

    #[test]
    fn what_is_reported_later_changes_what_was_planned() {
        let first = told("2026-03-01", Label::Planned, &["mali", "niger"], Some("2026-04-09"));
        let again = told("2026-03-02", Label::Planned, &["mali", "niger"], Some("2026-04-09"));
        let moved = told("2026-03-03", Label::Postponed, &["mali", "niger"], Some("2026-04-20"));
        let off = told("2026-03-04", Label::CalledOff, &["mali", "niger"], None);
        let alone = Calendar::of(vec![first.clone()]).appointments;
        let twice = Calendar::of(vec![again.clone(), first.clone()]).appointments;
        assert_eq!((twice.len(), twice[0].sequence, twice[0].reports.len()), (1, 0, 2));
        let all = Calendar::of(vec![off, moved, again, first]).appointments;
        assert_eq!((all.len(), all[0].sequence, all[0].label), (1, 2, Label::CalledOff));
        assert_eq!(all[0].day(), Some("2026-04-20"));
        assert!(all[0].uid == alone[0].uid && twice[0].uid == alone[0].uid, "the uid stays");
    }

    #[test]
    fn talks_are_put_off_where_a_meeting_was_planned_and_one_sure_report_is_enough() {
        let mode = |mode: &str, report: Report| Report { mode: Some(mode.to_owned()), ..report };
        let planned =
            mode("meet", told("2026-03-01", Label::Planned, &["mali", "niger"], Some("2026-04-09")));
        let unsure = Report { confidence: 0.65, ..planned.clone() };
        let put_off = mode("talk", told("2026-03-02", Label::Postponed, &["mali", "niger"], None));
        let joined = Calendar::of(vec![unsure.clone(), put_off.clone()]).appointments;
        assert_eq!((joined.len(), joined[0].label, joined[0].unsure), (1, Label::Postponed, false));
        assert!(Calendar::of(vec![unsure]).appointments[0].unsure);
        let visit = mode("visit", put_off);
        assert_eq!(Calendar::of(vec![planned, visit]).appointments.len(), 2);
    }

    #[test]
    fn reports_stand_in_the_order_of_moments_whatever_their_zones() {
        let planned = told("2026-04-01T01:00Z", Label::Planned, &["mali", "niger"], Some("2026-04-09"));
        let off = told("2026-03-31T23:30-05:00", Label::CalledOff, &["mali", "niger"], None);
        assert_eq!(Calendar::of(vec![planned, off]).appointments[0].label, Label::CalledOff);
    }

    #[test]
    fn other_people_or_another_day_are_another_appointment() {
        let first = told("2026-03-01", Label::Planned, &["mali", "niger"], Some("2026-04-09"));
        for other in [
            told("2026-03-02", Label::Planned, &["mali", "niger"], Some("2026-05-09")),
            told("2026-03-02", Label::Planned, &["mali", "chad"], Some("2026-04-09")),
            told("2026-03-02", Label::CalledOff, &[], None),
            // A visit by one of them is another matter, and so is what the same article tells apart.
            told("2026-03-02", Label::CalledOff, &["mali"], None),
            told("2026-03-01", Label::CalledOff, &["mali", "niger"], None),
        ] {
            let both = Calendar::of(vec![first.clone(), other.clone()]).appointments;
            assert_eq!(both.len(), 2, "{other:?}");
            assert_ne!(both[0].uid, both[1].uid);
        }
    }

    #[test]
    fn what_is_asked_for_comes_with_what_became_of_it() {
        let first = told("2026-03-01", Label::Planned, &["mali", "niger"], Some("2026-04-09"));
        let off = told("2026-03-04", Label::CalledOff, &["mali", "niger"], None);
        let other = told("2026-03-02", Label::Planned, &["chad", "togo"], Some("2026-04-09"));
        let unasked = |report: Report| Report { is_asked_for: false, ..report };
        let found = Calendar::of(vec![first, unasked(off), unasked(other)]).appointments;
        assert_eq!((found.len(), found[0].label, found[0].reports.len()), (1, Label::CalledOff, 2));
    }

    #[test]
    fn without_words_the_same_appointments_are_told_apart() {
        let reference =
            |number: usize, report: Report| Report { r#ref: Some(format!("{number}/e1")), ..report };
        let all: Vec<Report> = [
            told("2026-03-01", Label::Planned, &["mali", "niger"], Some("2026-04-09")),
            told("2026-03-02", Label::Planned, &["chad", "togo"], Some("2026-04-09")),
            told("2026-03-04", Label::CalledOff, &["mali", "niger"], None),
        ]
        .into_iter()
        .enumerate()
        .map(|(number, report)| reference(number, report))
        .collect();
        let references =
            |reports: Vec<Report>| Calendar::of(reports).references().map(str::to_owned).collect::<Vec<_>>();
        let outlines = all.iter().cloned().map(Report::without_words).collect();
        assert_eq!(references(outlines), references(all));
    }

    #[test]
    fn a_meeting_that_was_held_on_no_day_is_none() {
        assert!(
            Calendar::of(vec![told("2026-03-02", Label::Occurred, &["mali"], None)]).appointments.is_empty()
        );
    }
}
