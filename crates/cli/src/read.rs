//! `onrecord read`: articles in, reports or records out.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use onrecord::{Outcome, Reader, Record, to_json};

use crate::flags::ReadFlags;
use crate::model::model_file;
use crate::network::Inputs;
use crate::out::complain;
use crate::pretty;
use crate::report;

/// Reads the articles and writes what was asked for. One that fails is reported and the rest is read; the status then
/// says so.
pub(crate) fn run(flags: &ReadFlags) -> anyhow::Result<ExitCode> {
    let inputs = Inputs::of(&flags.paths, &flags.network);
    let reader = Reader {
        as_of: flags.as_of,
        format: flags.format,
        url: flags.url.clone(),
        jobs: flags.jobs,
        model: flags.model.as_deref().map(model_file).transpose()?.map(Arc::new),
    };
    let progress = progress(inputs.len());
    let mut writer = RecordWriter::new(flags);
    let mut count = Count::default();
    let mut problem = None;
    reader.read(inputs.into_iter().inspect(|_| progress.inc(1)), |outcome| {
        let result = match outcome {
            Outcome::Read(record) => {
                count.n_read += 1;
                if problem.is_none() { progress.suspend(|| writer.take(*record)) } else { Ok(()) }
            }
            Outcome::Skipped(failure) => {
                count.skipped.push(failure.to_string());
                Ok(())
            }
            Outcome::Failed(failure) => {
                count.n_failed += 1;
                progress.suspend(|| complain(&failure.to_string()));
                Ok(())
            }
        };
        if let Err(error) = result {
            problem.get_or_insert(error);
        }
    });
    progress.finish_and_clear();
    if let Some(error) = problem {
        return Err(error);
    }
    writer.finish(count.n_read)?;
    count.close();
    Ok(if count.n_failed > 0 || count.n_read == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A bar on standard error when there are many inputs and somebody watches.
fn progress(n_inputs: usize) -> ProgressBar {
    if n_inputs < 2 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} inputs, {eta} left")
        .expect("the template is well formed");
    ProgressBar::new(n_inputs as u64).with_style(style)
}

/// How many articles met which end.
#[derive(Default)]
struct Count {
    n_read: usize,
    skipped: Vec<String>,
    n_failed: usize,
}

impl Count {
    /// The closing line, when more happened than one article being read.
    fn close(&self) {
        for reason in &self.skipped {
            anstream::eprintln!("skipped {reason}");
        }
        if self.n_read + self.skipped.len() + self.n_failed > 1 {
            anstream::eprintln!(
                "{} read, {} skipped, {} failed",
                self.n_read,
                self.skipped.len(),
                self.n_failed
            );
        }
    }
}

/// Writes records in the form that was asked for, as they come.
enum RecordWriter {
    Report { width: usize, n_written: usize },
    Json { n_written: usize, first: Option<Box<Record>> },
    JsonLines,
    Html { file: PathBuf, records: Vec<Record> },
}

impl RecordWriter {
    fn new(flags: &ReadFlags) -> Self {
        match &flags.html {
            Some(file) => Self::Html { file: file.clone(), records: Vec::new() },
            None if flags.json => Self::Json { n_written: 0, first: None },
            None if flags.jsonl => Self::JsonLines,
            None => Self::Report { width: report::width(), n_written: 0 },
        }
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
            Self::JsonLines => {
                let mut out = io::stdout().lock();
                serde_json::to_writer(&mut out, &to_json(record)).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
            Self::Html { records, .. } => records.push(record),
        }
        Ok(())
    }

    fn finish(self, n_read: usize) -> anyhow::Result<()> {
        match self {
            Self::Report { .. } | Self::JsonLines => {}
            Self::Json { first: Some(record), .. } => {
                write_element("", *record).and_then(|()| writeln!(io::stdout()))?;
            }
            Self::Json { n_written: 0, .. } => {}
            Self::Json { .. } => writeln!(io::stdout(), "\n]")?,
            Self::Html { .. } if n_read == 0 => {}
            Self::Html { file, records } => write_page(&file, &records)?,
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

fn write_page(file: &Path, records: &[Record]) -> anyhow::Result<()> {
    let page = report::page(records)?;
    // Written beside and renamed, so that an interrupted run leaves no half page in the place of a whole one.
    let beside = file.with_extension("part");
    fs::write(&beside, page)
        .and_then(|()| fs::rename(&beside, file))
        .with_context(|| format!("{} cannot be written", file.display()))
}
