//! Conditions on days: when something happened or is to happen, and when it was said.

use jiff::ToSpan as _;
use rusqlite::types::Value as Sql;

use super::Kind;
use super::conditions::{Condition, Where};
use crate::order;
use crate::query::{Field, Interval};

/// Rows that meet an interval by a field of days.
///
/// The index has the years and months of statements, events and articles: where whole months are asked for it knows the answer
/// alone; of other days it knows which rows may meet them.
pub(super) fn condition(kind: Kind, field: Field, days: Interval) -> Condition {
    let codes = codes(days);
    let (sql, values) = match (field, kind) {
        (Field::When, Kind::Event) => told(days),
        (Field::Said, Kind::Statement) => {
            let ((told, mut values), (published, others)) = (told(days), published(kind, days));
            values.extend(others);
            (format!("({told}) OR (x.from_day IS NULL AND {published})"), values)
        }
        (Field::Said, Kind::Article) => published(kind, days),
        (Field::Said, Kind::Event) => {
            // Their codes are of when they happen.
            let (sql, values) = published(kind, days);
            return Condition::rows(sql, values);
        }
        _ => return Condition::Never,
    };
    match codes {
        Some(codes) if days.is_of_whole_months() => Condition::matching(codes),
        matching => Condition::Of { matching, rows: Some(Where { sql, values }) },
    }
}

/// The most months and years of an interval that are looked for one by one.
const MOST: usize = 48;

/// The codes of the years and months that an interval touches, unless there are too many.
fn codes(days: Interval) -> Option<String> {
    let (first, last) = (days.first?, days.last?);
    let (mut codes, mut month) = (Vec::new(), first.first_of_month());
    while month <= last {
        let is_whole_year = month.month() == 1 && month.last_of_year() <= last;
        let (code, step) = if is_whole_year { ("year%Y", 12) } else { ("month%Y%m", 1) };
        codes.push(format!("\"{}\"", month.strftime(code)));
        if codes.len() > MOST {
            return None;
        }
        // After the last month of the calendar nothing is left to look for.
        let Ok(next) = month.checked_add(step.months()) else { break };
        month = next;
    }
    (!codes.is_empty()).then(|| format!("codes : ({})", codes.join(" OR ")))
}

/// Rows whose own days meet an interval.
fn told(days: Interval) -> (String, Vec<Sql>) {
    let mut parts = vec!["x.from_day IS NOT NULL".to_owned()];
    let mut values: Vec<Sql> = Vec::new();
    if let Some(last) = days.last {
        parts.push("x.from_day <= ?".to_owned());
        values.push(last.to_string().into());
    }
    if let Some(first) = days.first {
        parts.push("x.to_day >= ?".to_owned());
        values.push(first.to_string().into());
    }
    (parts.join(" AND "), values)
}

/// Rows of versions that were published within an interval.
fn published(kind: Kind, days: Interval) -> (String, Vec<Sql>) {
    let mut parts = vec!["v.published IS NOT NULL".to_owned()];
    let mut values: Vec<Sql> = Vec::new();
    // Ids stand in the order of time: these bounds spare the walk through all that is newer.
    let of_version = if kind == Kind::Article { 1 } else { order::A_VERSION };
    let (from, to) = order::ids_between(days.first, days.last);
    for (bound, sql) in [(from, "x.id >= ?"), (to, "x.id < ?")] {
        if let Some(id) = bound {
            parts.push(sql.to_owned());
            values.push(id.saturating_mul(of_version).into());
        }
    }
    if let Some(first) = days.first {
        parts.push("v.published >= ?".to_owned());
        values.push(first.strftime("%Y-%m-%d").to_string().into());
    }
    if let Some(end) = days.end() {
        parts.push("v.published < ?".to_owned());
        values.push(end.into());
    }
    (parts.join(" AND "), values)
}
