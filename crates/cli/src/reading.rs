//! Reading the articles of a command: the reader with what the user gave it, and every record in its turn.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use onrecord::{Codebook, Format, Moment, Outcome, Reader, Record, Settings, WatchList};

use crate::model::model_file;
use crate::network::{Inputs, NetworkFlags, is_address};
use crate::out::{WrongUse, complain, note, progress};

/// What is said where inputs hold no file.
pub(crate) const NOTHING_TO_READ: &str =
    "there is nothing to read in what was given: no file, or only hidden ones";

/// The address that the user gives for a page.
///
/// # Errors
/// Where it is no address, or given for more than one input: one page would be taken for another's version.
pub(crate) fn address_of_one(url: Option<&String>, paths: &[PathBuf]) -> Result<Option<String>, WrongUse> {
    if url.is_some() && (paths.len() > 1 || paths.iter().any(|path| path.is_dir())) {
        return Err(WrongUse("--url is the address of one page; give it with one file".to_owned()));
    }
    if let Some(url) = url.filter(|url| !is_address(url)) {
        return Err(WrongUse(format!("--url {url:?} is no web address; it begins with http:// or https://")));
    }
    Ok(url.cloned())
}

/// How articles are read, whatever becomes of them.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ReadingFlags {
    /// The day or moment of reading, by which "yesterday" and "05:21" are resolved, e.g. 2025-08-17 or 2025-08-17T06:00
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Moment>,

    /// How many articles to read at a time; 0 is one for each core
    #[arg(long, short, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,

    #[command(flatten)]
    pub(crate) with: ReadWithFlags,

    #[command(flatten)]
    pub(crate) network: NetworkFlags,
}

/// What articles are read with, instead of or beside what is in the program.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ReadWithFlags {
    /// Read events by a codebook of your own: its files take the place of the program's of the same name, or are added
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,

    /// Names that you follow (TOML): their spelling, kind and codes win over those that the program knows
    #[arg(long, value_name = "FILE")]
    pub(crate) watch_list: Option<PathBuf>,

    /// Use another language model than the one in the program
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

impl ReadingFlags {
    /// The reader that they ask for.
    ///
    /// # Errors
    /// A file that cannot be read, or a mistake in it: wrong use.
    pub(crate) fn reader(&self, format: Option<Format>) -> anyhow::Result<Reader> {
        Ok(Reader { as_of: self.as_of, format, jobs: self.jobs, ..self.with.reader()? })
    }
}

impl ReadWithFlags {
    /// The reader that they ask for.
    ///
    /// # Errors
    /// A file that cannot be read, or a mistake in it: wrong use.
    pub(crate) fn reader(&self) -> anyhow::Result<Reader> {
        Ok(Reader {
            model: self.model.as_deref().map(model_file).transpose()?.map(Arc::new),
            settings: Arc::new(self.settings()?),
            ..Reader::default()
        })
    }

    fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings {
            watch_list: self.watch_list.as_deref().map(watch_list).transpose()?.unwrap_or_default(),
            codebook: self.codebook.as_deref().map(codebook).transpose()?.map(Arc::new),
        })
    }
}

/// A user's watch list; a mistake is told with file, line and reason.
fn watch_list(file: &Path) -> anyhow::Result<WatchList> {
    let text = given_text(file)?;
    WatchList::parse(&text).map_err(|mistake| {
        WrongUse(format!("{}, line {}: {}", file.display(), mistake.line, mistake.reason)).into()
    })
}

/// A user's codebook: the TOML files of a folder.
fn codebook(folder: &Path) -> anyhow::Result<Codebook> {
    let wrong = |reason: &dyn std::fmt::Display| WrongUse(format!("{}: {reason}", folder.display()));
    let entries = fs::read_dir(folder).map_err(|reason| wrong(&reason))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(wrong(&"it holds no .toml file").into());
    }
    let texts = paths
        .iter()
        .map(|path| Ok((path.display().to_string(), given_text(path)?)))
        .collect::<anyhow::Result<Vec<(String, String)>>>()?;
    let borrowed: Vec<(&str, &str)> =
        texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Codebook::with_files(&borrowed).map_err(|mistake| WrongUse(mistake.to_string()).into())
}

fn given_text(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file)
        .map_err(|reason| WrongUse(format!("{} cannot be read: {reason}", file.display())).into())
}

/// Hands over the record of every article in order. One that fails is reported and the rest is read; the status then says so.
///
/// # Errors
/// The first error of `take`, after which nothing more is handed over.
pub(crate) fn each_record(
    reader: &Reader,
    inputs: Inputs,
    mut take: impl FnMut(Record) -> anyhow::Result<()>,
) -> anyhow::Result<Count> {
    let progress = progress(inputs.len() as u64, "{wide_bar} {pos}/{len} inputs{left}");
    let mut count = Count::default();
    let mut problem = None;
    reader.read(inputs.into_iter().inspect(|_| progress.inc(1)), |outcome| {
        let result = match outcome {
            Outcome::Read(record) => {
                count.n_read += 1;
                if problem.is_none() { progress.suspend(|| take(*record)) } else { Ok(()) }
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
    problem.map_or(Ok(count), Err)
}

/// How many articles met which end.
#[derive(Default)]
pub(crate) struct Count {
    pub(crate) n_read: usize,
    skipped: Vec<String>,
    n_failed: usize,
}

impl Count {
    /// The closing line, when there was nothing or more happened than one article being read; and the status.
    pub(crate) fn close(&self) -> ExitCode {
        for reason in &self.skipped {
            note(&format!("skipped {reason}"));
        }
        if self.n_read + self.skipped.len() + self.n_failed == 0 {
            complain(NOTHING_TO_READ);
        }
        if self.n_read + self.skipped.len() + self.n_failed > 1 {
            note(&format!("{} read, {} skipped, {} failed", self.n_read, self.skipped.len(), self.n_failed));
        }
        if self.n_failed > 0 || self.n_read == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}
