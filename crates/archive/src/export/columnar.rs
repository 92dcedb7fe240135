//! Parquet and Arrow IPC, a batch of rows at a time.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::columns::{COLUMNS, Cell, Holds};
use super::selected::Selected;
use super::{Exporter, Left};

/// How many rows are held at a time, and stand in a row group.
const BATCH_ROWS: usize = 4_096;
const GROUP_ROWS: usize = 65_536;

/// The columns of the table as Arrow types.
fn schema() -> SchemaRef {
    let field = |column: &super::Column| {
        let data = match column.holds {
            Holds::Text => DataType::Utf8,
            Holds::Texts => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
            Holds::Number => DataType::Float64,
            Holds::Count => DataType::Int64,
            Holds::Flag => DataType::Boolean,
        };
        Field::new(column.name, data, true)
    };
    Arc::new(Schema::new(COLUMNS.iter().map(field).collect::<Vec<_>>()))
}

/// A file of columns that takes batches.
pub(super) trait BatchWriter {
    fn write(&mut self, batch: &RecordBatch) -> io::Result<()>;
    fn close(self) -> io::Result<()>;
}

impl<W: Write + Send> BatchWriter for ArrowWriter<W> {
    fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        ArrowWriter::write(self, batch).map_err(of_parquet)
    }

    fn close(self) -> io::Result<()> {
        ArrowWriter::close(self).map(drop).map_err(of_parquet)
    }
}

impl<W: Write> BatchWriter for FileWriter<W> {
    fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        FileWriter::write(self, batch).map_err(of_arrow)
    }

    fn close(mut self) -> io::Result<()> {
        self.finish().map_err(of_arrow)?;
        self.into_inner().map_err(of_arrow)?.flush()
    }
}

fn of_parquet(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

fn of_arrow(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

/// Gathers rows and hands them on in batches.
pub(super) struct Columnar<B> {
    writer: B,
    schema: SchemaRef,
    rows: Vec<Vec<Cell>>,
}

/// A Parquet file, its pages packed by Snappy, which every reader of Parquet knows.
pub(super) fn parquet<W: Write + Send>(out: W) -> io::Result<Columnar<ArrowWriter<W>>> {
    let schema = schema();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_created_by(format!("onrecord {}", env!("CARGO_PKG_VERSION")))
        .build();
    let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties)).map_err(of_parquet)?;
    Ok(Columnar { writer, schema, rows: Vec::new() })
}

/// An Arrow IPC file (Feather version 2).
pub(super) fn arrow<W: Write>(out: W) -> io::Result<Columnar<FileWriter<W>>> {
    let schema = schema();
    let writer = FileWriter::try_new(out, &schema).map_err(of_arrow)?;
    Ok(Columnar { writer, schema, rows: Vec::new() })
}

impl<B: BatchWriter> Columnar<B> {
    fn write_batch(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let arrays = COLUMNS.iter().enumerate().map(|(number, column)| array(column.holds, &rows, number));
        let batch = RecordBatch::try_new(self.schema.clone(), arrays.collect()).map_err(of_arrow)?;
        self.writer.write(&batch)
    }
}

impl<B: BatchWriter> Exporter for Columnar<B> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        for item in selected.items() {
            self.rows.push(COLUMNS.iter().map(|column| (column.cell)(&item)).collect());
            if self.rows.len() >= BATCH_ROWS {
                self.write_batch()?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Left> {
        self.write_batch()?;
        self.writer.close()?;
        Ok(Left::default())
    }
}

/// A column of some rows. Each cell is of its column's kind: [`COLUMNS`] is tested for it.
fn array(holds: Holds, rows: &[Vec<Cell>], column: usize) -> ArrayRef {
    let cells = rows.iter().map(|row| &row[column]);
    match holds {
        Holds::Text => Arc::new(
            cells
                .map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None })
                .collect::<StringArray>(),
        ),
        Holds::Texts => {
            let mut array = ListBuilder::new(StringBuilder::new());
            for cell in cells {
                let Cell::Texts(texts) = cell else {
                    array.append_null();
                    continue;
                };
                array.append_value(texts.iter().map(Some));
            }
            Arc::new(array.finish())
        }
        Holds::Number => {
            let number = |cell: &Cell| if let Cell::Number(number) = cell { Some(*number) } else { None };
            Arc::new(cells.map(number).collect::<Float64Array>())
        }
        Holds::Count => {
            let count = |cell: &Cell| if let Cell::Count(count) = cell { Some(*count) } else { None };
            Arc::new(cells.map(count).collect::<Int64Array>())
        }
        Holds::Flag => {
            let flag = |cell: &Cell| if let Cell::Flag(flag) = cell { Some(*flag) } else { None };
            Arc::new(cells.map(flag).collect::<BooleanArray>())
        }
    }
}
