//! Tables of rows of text: JSON Lines and TSV.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::columns::{COLUMNS, Cell};
use super::selected::{Item, Selected, one_line};
use super::{Exporter, Left};

/// One JSON object a line; what is not known is absent.
pub(super) struct JsonLines<W>(pub(super) W);

impl<W: Write> Exporter for JsonLines<W> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        for item in selected.items() {
            serde_json::to_writer(&mut self.0, &object(&item))?;
            self.0.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Left> {
        self.0.flush()?;
        Ok(Left::default())
    }
}

/// An item as one JSON object, its fields those of [`COLUMNS`].
pub fn object(item: &Item<'_>) -> Map<String, Value> {
    let fields = COLUMNS.iter().filter_map(|column| {
        let value = match (column.cell)(item) {
            Cell::Empty => return None,
            Cell::Text(text) => Value::from(text),
            Cell::Texts(texts) => Value::from(texts),
            Cell::Number(number) => Value::from(number),
            Cell::Count(count) => Value::from(count),
            Cell::Flag(flag) => Value::from(flag),
        };
        Some((column.name.to_owned(), value))
    });
    fields.collect()
}

/// A row a line, cells parted by tabs, the columns' names in the first line.
pub(super) struct Tsv<W>(pub(super) W);

impl<W: Write> Tsv<W> {
    pub(super) fn begin(mut out: W) -> io::Result<Self> {
        write_row(&mut out, COLUMNS.iter().map(|column| column.name.to_owned()))?;
        Ok(Self(out))
    }
}

impl<W: Write> Exporter for Tsv<W> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        for item in selected.items() {
            write_row(&mut self.0, COLUMNS.iter().map(|column| written((column.cell)(&item))))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Left> {
        self.0.flush()?;
        Ok(Left::default())
    }
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text,
        Cell::Texts(texts) => texts.join("; "),
        Cell::Number(number) => number.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// Writes a line of cells, with no tab, line break or other control character within any.
pub(crate) fn write_row(out: &mut impl Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let cells: Vec<String> = cells.map(|cell| one_line(&cell)).collect();
    writeln!(out, "{}", cells.join("\t"))
}
