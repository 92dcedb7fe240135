//! `onrecord read`: articles in, reports or records out.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use onrecord::{Codebook, Format, Reader, Record, Settings, to_json};

use crate::flags::{ReadFlags, ReadFormat, Table};
use crate::formats::{PolecatWriter, citron};
use crate::network::Inputs;
use crate::out::{WrongUse, is_same, write_text};
use crate::pretty;
use crate::reading::{address_of_one, each_record};
use crate::report;

/// Reads the articles and writes what was asked for.
pub(crate) fn run(flags: &ReadFlags) -> anyhow::Result<ExitCode> {
    let (format, table) = formats(flags)?;
    let url = address_of_one(flags.url.as_ref(), &flags.paths)?;
    if let Some(page) = &flags.html
        && flags.paths.iter().any(|path| path.is_file() && is_same(path, page))
    {
        return Err(WrongUse(format!("{} is what is read; name another file", page.display())).into());
    }
    let reader = Reader { url, ..flags.reading.reader(format)? };
    let mut writer = RecordWriter::new(flags, table, &reader.settings)?;
    let count =
        each_record(&reader, Inputs::of(&flags.paths, &flags.reading.network), |record| writer.take(record))?;
    writer.finish(count.n_read)?;
    Ok(count.close())
}

/// How to read and which table to write; `--format` says both, at most once each.
fn formats(flags: &ReadFlags) -> anyhow::Result<(Option<Format>, Option<Table>)> {
    let (mut read_as, mut write_as) = (None, None);
    for format in &flags.format {
        let is_twice = match *format {
            ReadFormat::Of(format) => read_as.replace(format).is_some(),
            ReadFormat::As(table) => write_as.replace(table).is_some(),
        };
        if is_twice {
            return Err(WrongUse("--format says twice how to read, or twice what to write".to_owned()).into());
        }
    }
    if write_as.is_some() && (flags.json || flags.jsonl || flags.html.is_some()) {
        return Err(WrongUse(
            "--format polecat or citron cannot be used with --json, --jsonl or --html".to_owned(),
        )
        .into());
    }
    Ok((read_as, write_as))
}

/// Writes records in the form that was asked for, as they come.
enum RecordWriter {
    Report { width: usize, n_written: usize },
    Json { n_written: usize, first: Option<Box<Record>> },
    JsonLines,
    Citron,
    Polecat { table: Box<PolecatWriter<Stdout>>, settings: Arc<Settings> },
    Html { file: PathBuf, records: Vec<Record> },
}

impl RecordWriter {
    fn new(flags: &ReadFlags, table: Option<Table>, settings: &Arc<Settings>) -> io::Result<Self> {
        Ok(match (&flags.html, table) {
            (Some(file), _) => Self::Html { file: file.clone(), records: Vec::new() },
            (None, Some(Table::Polecat)) => Self::Polecat {
                table: Box::new(PolecatWriter::new(io::stdout())?),
                settings: Arc::clone(settings),
            },
            (None, Some(Table::Citron)) => Self::Citron,
            (None, None) if flags.json => Self::Json { n_written: 0, first: None },
            (None, None) if flags.jsonl => Self::JsonLines,
            (None, None) => Self::Report { width: report::width(), n_written: 0 },
        })
    }

    fn take(&mut self, record: Record) -> anyhow::Result<()> {
        match self {
            Self::Report { width, n_written } => {
                let mut text = String::new();
                if *n_written > 0 {
                    text = ["\n", &"═".repeat(*width), "\n\n"].concat();
                }
                text.push_str(&report::terminal(&record, *width));
                *n_written += 1;
                let mut out = anstream::stdout().lock();
                out.write_all(text.as_bytes())?;
                out.flush()?;
            }
            // Whether this is an object or the first of an array is known when a second comes, or none.
            Self::Json { n_written: 0, first: first @ None } => *first = Some(Box::new(record)),
            Self::Json { n_written, first } => {
                if let Some(first) = first.take() {
                    write_element("[\n", *first)?;
                    *n_written += 1;
                }
                write_element(",\n", record)?;
                *n_written += 1;
            }
            Self::JsonLines => write_line(&to_json(record))?,
            Self::Citron => write_line(&citron(record))?,
            Self::Polecat { table, settings } => {
                let codebook = settings.codebook.as_deref().unwrap_or_else(|| Codebook::embedded());
                table.write(&record, codebook)?;
            }
            Self::Html { records, .. } => records.push(record),
        }
        Ok(())
    }

    fn finish(self, n_read: usize) -> anyhow::Result<()> {
        match self {
            Self::Report { .. } | Self::JsonLines | Self::Citron | Self::Polecat { .. } => {}
            Self::Json { first: Some(record), .. } => {
                write_element("", *record).and_then(|()| writeln!(io::stdout()))?;
            }
            Self::Json { n_written: 0, .. } => {}
            Self::Json { .. } => writeln!(io::stdout(), "\n]")?,
            Self::Html { .. } if n_read == 0 => {}
            Self::Html { file, records } => write_text(&file, &report::page(&records)?)?,
        }
        Ok(())
    }
}

fn write_element(before: &str, record: Record) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(before.as_bytes())?;
    pretty::write(&mut out, &to_json(record), 0)?;
    out.flush()
}

fn write_line(value: &serde_json::Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")
}
