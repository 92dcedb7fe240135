//! The sheet that a person fills in: TSV, which every spreadsheet opens.

use std::collections::BTreeMap;
use std::io::{self, Write};

use onrecord::ByteSpan;

use super::Drawn;
use crate::export::{Item, What, act_of, code, one_line, write_row};

/// The columns to fill in: whether the words are read right, whether who said or did it to whom is, and whether what it is
/// (act, type, label) is. Any word serves as a verdict; `yes`, `no` and `unclear` are meant.
pub(super) const TO_FILL: [&str; 3] = ["verdict words", "verdict who", "verdict what"];

const COLUMNS: [&str; 13] = [
    "id",
    "item",
    "by",
    "what",
    "to",
    "time",
    "place",
    "before",
    "words",
    "after",
    "outlet",
    "published",
    "url",
];

/// How many code points of the text stand before and after the words.
const CONTEXT: usize = 200;

/// Writes a sheet of what was drawn.
pub fn write_sheet(out: &mut impl Write, drawn: &[Drawn]) -> io::Result<()> {
    let names = COLUMNS.iter().chain(&TO_FILL).chain(&["remarks"]);
    write_row(out, names.map(|name| (*name).to_owned()))?;
    for item in drawn.iter().filter_map(Drawn::item) {
        let empty = TO_FILL.iter().chain(&["remarks"]).map(|_| String::new());
        write_row(out, cells(&item).into_iter().chain(empty))?;
    }
    out.flush()
}

fn cells(item: &Item<'_>) -> [String; 13] {
    let (kind, what) = match item.what {
        What::Statement(statement) => {
            ("statement", format!("{} ({})", act_of(statement), code(statement.form)))
        }
        What::Event(event) => ("event", format!("{} ({})", event.r#type.label(), event.label.label())),
    };
    let recipients: Vec<&str> = item.recipients().iter().map(|actor| actor.name.as_str()).collect();
    let article = &item.of.record.article;
    let [before, after] = context(&article.text, item.spans());
    [
        item.id.clone(),
        kind.to_owned(),
        item.doer_names().join("; "),
        what,
        recipients.join("; "),
        item.time().and_then(|time| time.value.clone()).unwrap_or_default(),
        item.place().map(|place| place.name.clone()).unwrap_or_default(),
        before,
        item.words(),
        after,
        item.of.outlet.clone().unwrap_or_default(),
        article.published.clone().unwrap_or_default(),
        article.url.clone().or_else(|| article.input.clone()).unwrap_or_default(),
    ]
}

/// What stands before the first and after the last of some words.
fn context(text: &str, spans: &[ByteSpan]) -> [String; 2] {
    let start = spans.iter().map(|span| span.start).min().unwrap_or(0);
    let end = spans.iter().map(|span| span.end).max().unwrap_or(0);
    let (before, after) = (&text[..start], &text[end..]);
    let before = before.char_indices().rev().nth(CONTEXT - 1).map_or(before, |(at, _)| &before[at..]);
    let after = after.char_indices().nth(CONTEXT).map_or(after, |(at, _)| &after[..at]);
    [one_line(before), one_line(after)]
}

/// The verdicts of one sheet: column → id → verdict, in small letters; what was left empty is absent.
pub type Verdicts = BTreeMap<String, BTreeMap<String, String>>;

/// Why a sheet cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// It has no ids.
    #[error(
        "its first line names no column `id`; save the sheet that `onrecord sample` wrote as TSV (tab-separated)"
    )]
    NoIds,
    /// There is nothing to compare.
    #[error("its first line names no column that begins with `verdict`")]
    NoVerdicts,
    /// A row's id was there before.
    #[error("line {line}: the id {id} is there twice")]
    Twice {
        /// The line, from 1.
        line: usize,
        /// The id.
        id: String,
    },
}

/// Reads a sheet that was filled in: a column `id` and those that begin with `verdict`, whatever else there is.
pub fn read_sheet(text: &str) -> Result<Verdicts, SheetError> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let cells = |line: &str| -> Vec<String> {
        // Spreadsheets put a cell that holds quotation marks in quotation marks.
        line.split('\t').map(|cell| cell.trim().trim_matches('"').to_owned()).collect()
    };
    let names = lines.next().map(|(_, line)| cells(line)).unwrap_or_default();
    let ids = names.iter().position(|name| name == "id").ok_or(SheetError::NoIds)?;
    let columns: Vec<(usize, &String)> =
        names.iter().enumerate().filter(|(_, name)| name.starts_with("verdict")).collect();
    if columns.is_empty() {
        return Err(SheetError::NoVerdicts);
    }
    let mut seen = std::collections::HashSet::new();
    let mut verdicts: Verdicts = columns.iter().map(|(_, name)| ((*name).clone(), BTreeMap::new())).collect();
    for (number, line) in lines {
        let row = cells(line);
        let Some(id) = row.get(ids).filter(|id| !id.is_empty()) else { continue };
        if !seen.insert(id.clone()) {
            return Err(SheetError::Twice { line: number + 1, id: id.clone() });
        }
        for (column, name) in &columns {
            if let Some(verdict) = row.get(*column).filter(|verdict| !verdict.is_empty()) {
                verdicts.entry((*name).clone()).or_default().insert(id.clone(), verdict.to_lowercase());
            }
        }
    }
    Ok(verdicts)
}
