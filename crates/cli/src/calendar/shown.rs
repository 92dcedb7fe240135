//! The calendar in the terminal.

use std::fmt::Write as _;

use anstyle::Style;
use onrecord::Label;
use textwrap::Options;

use super::appointments::{Appointment, Calendar, Report};
use crate::lookup::in_line;
use crate::out::fill;
use crate::report::{label_words, sign, timex_for_people};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// How wide the column of signs and labels is.
const LABEL_COLUMN: usize = 15;

/// A heading for each time, the appointments under it, those without a time last.
pub(super) fn terminal(calendar: &Calendar, width: usize) -> String {
    if calendar.appointments.is_empty() {
        return "No appointment was found.\n".to_owned();
    }
    let mut shown = String::new();
    let mut heading = None;
    for appointment in &calendar.appointments {
        let said = appointment
            .time
            .as_ref()
            .map_or_else(|| "No date".to_owned(), |time| timex_for_people(&time.value));
        if heading.as_ref() != Some(&said) {
            let gap = if heading.is_some() { "\n" } else { "" };
            let _ = writeln!(shown, "{gap}{BOLD}{said}{BOLD:#}");
            heading = Some(said);
        }
        write_appointment(&mut shown, appointment, width);
    }
    shown
}

fn write_appointment(shown: &mut String, appointment: &Appointment, width: usize) {
    let words = match appointment.label {
        Label::Occurred | Label::Ongoing => "held".to_owned(),
        label => label_words(label),
    };
    let label = format!("{} {words}", sign(appointment.label));
    let gap = " ".repeat((LABEL_COLUMN - 2).saturating_sub(label.chars().count()).max(1));
    let indent = " ".repeat(LABEL_COLUMN);
    let head = format!("{label}{gap}{}", appointment.who);
    let options = Options::new(width).initial_indent("  ").subsequent_indent(&indent);
    let _ = writeln!(shown, "{}", fill(&head, options));
    let mut about = vec![appointment.r#type.label().to_owned()];
    about.extend(appointment.place.clone());
    if appointment.sequence > 0 {
        about.push(format!(
            "changed {} time{}",
            appointment.sequence,
            if appointment.sequence == 1 { "" } else { "s" }
        ));
    }
    about.extend(appointment.unsure.then(|| "unsure".to_owned()));
    write_dim(shown, &about.join(" · "), width);
    for report in &appointment.reports {
        let inner = Options::new(width).initial_indent("    ").subsequent_indent("    ");
        let _ = writeln!(shown, "{}", fill(&report.text, inner));
        write_dim(shown, &source(report, appointment.place.as_deref()), width);
        if let Some(link) = report.source.link() {
            // An address is copied whole, however narrow the terminal.
            let _ = writeln!(shown, "    {DIM}{}{DIM:#}", in_line(link));
        }
    }
}

/// In which article, and on whose word.
fn source(report: &Report, place: Option<&str>) -> String {
    let mut parts: Vec<String> = report.r#ref.iter().map(|number| format!("[{number}]")).collect();
    parts.push(report.source.line());
    parts.extend(report.circumstances.iter().filter(|part| Some(part.as_str()) != place).cloned());
    parts.join(" · ")
}

fn write_dim(shown: &mut String, text: &str, width: usize) {
    let options = Options::new(width).initial_indent("    ").subsequent_indent("      ");
    for line in fill(text, options).lines() {
        let _ = writeln!(shown, "{DIM}{line}{DIM:#}");
    }
}
