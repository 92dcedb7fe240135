//! The events of a report in the terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Color, Style};
use onrecord::{Event, Label};
use textwrap::Options;

use super::{BOLD, DIM, styled};
use crate::lookup::Lookup;
use crate::out::fill;
use crate::report::events::{circumstances, head_label, is_sure, kind, label_words, sides, sign, telling};

/// How wide the column of signs and labels is.
const LABEL_COLUMN: usize = 15;

/// Who did what to whom: the events in reading order, then a line for each that is not sure.
pub(super) fn write_events(report: &mut String, lookup: &Lookup<'_>, width: usize) {
    let (sure, unsure): (Vec<&Event>, Vec<&Event>) = lookup.heads().partition(|event| is_sure(event));
    if !sure.is_empty() {
        let _ = writeln!(report, "\n{BOLD}Who did what{BOLD:#}");
    }
    for event in sure {
        write_event(report, lookup, event, width);
    }
    if !unsure.is_empty() {
        let _ = writeln!(report, "\n{DIM}Unsure events{DIM:#}");
    }
    for event in unsure {
        let label = head_label(lookup, event);
        let line = format!(
            "{} {} “{}” ({}, {})",
            sign(label),
            sides(lookup, event),
            lookup.words(event.trigger),
            event.id,
            kind(event)
        );
        report.push_str(&styled(
            &line,
            DIM,
            Options::new(width).initial_indent("  ").subsequent_indent("    "),
        ));
    }
}

fn write_event(report: &mut String, lookup: &Lookup<'_>, event: &Event, width: usize) {
    let label = head_label(lookup, event);
    let style = style(label);
    let told = format!("{} {}", sign(label), label_words(label));
    let gap = " ".repeat(LABEL_COLUMN.saturating_sub(told.chars().count()).max(1));
    let indent = " ".repeat(LABEL_COLUMN);
    let shown = fill(
        &format!("{told}{gap}{}", sides(lookup, event)),
        Options::new(width).initial_indent("  ").subsequent_indent(&indent),
    );
    let rest = shown.get(2 + told.len()..).unwrap_or_default();
    let _ = writeln!(report, "  {style}{told}{style:#}{rest}");
    let [before, words, after] = telling(lookup, event);
    let sentence = format!("{before}[{words}]{after}");
    let inner = Options::new(width).initial_indent("    ").subsequent_indent("    ");
    let _ = writeln!(report, "{}", fill(&sentence, inner.clone()));
    write_put_forward(report, lookup, event, width, 4);
    let mut parts = vec![event.id.clone(), kind(event)];
    parts.extend(circumstances(lookup, event));
    report.push_str(&styled(&parts.join(" · "), DIM, inner));
}

/// What an event puts forward, each in lines of its own under it.
fn write_put_forward(report: &mut String, lookup: &Lookup<'_>, event: &Event, width: usize, column: usize) {
    for content in lookup.put_forward(event) {
        let mut parts = vec![format!(
            "{} {} “{}” ({}, {})",
            sign(content.label),
            sides(lookup, content),
            lookup.words(content.trigger),
            content.id,
            kind(content)
        )];
        let according = |part: &String| !part.starts_with("according to");
        parts.extend(circumstances(lookup, content).into_iter().filter(according));
        let (first, next) = (" ".repeat(column), " ".repeat(column + 2));
        let options = Options::new(width).initial_indent(&first).subsequent_indent(&next);
        let _ = writeln!(report, "{}", fill(&parts.join(" · "), options));
        write_put_forward(report, lookup, content, width, column + 2);
    }
}

/// Colours only repeat what sign and word say.
fn style(label: Label) -> Style {
    let colour = match label {
        Label::Occurred | Label::Ongoing => AnsiColor::Green,
        Label::Planned | Label::Promised | Label::Offered | Label::Proposed | Label::Conditional => {
            AnsiColor::Blue
        }
        Label::Demanded | Label::Threatened => AnsiColor::Yellow,
        Label::Postponed | Label::CalledOff | Label::Failed | Label::NotDone | Label::Denied => {
            AnsiColor::Red
        }
        Label::Hypothetical => return DIM,
    };
    Style::new().fg_color(Some(Color::Ansi(colour)))
}
