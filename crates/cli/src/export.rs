//! `onrecord export`: what a query finds, whole, in the formats that others load; and frozen copies of an archive.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::archive::export::{Exporter, Format, Left, Selected, What, exporter};
use ::archive::query::Query;
use ::archive::{Archive, frozen_files, parts_of};
use anyhow::Context;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use onrecord::{Codebook, Event};

use crate::archive::ArchiveFlag;
use crate::formats::PolecatWriter;
use crate::out::{WrongUse, note, with_parts, write_whole};
use crate::search::refuse_doubtful;

#[derive(Debug, Args)]
pub(crate) struct ExportFlags {
    /// What to export, as for `search`; everything where it is left out
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    archive: ArchiveFlag,

    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = formats(), required_unless_present = "freeze")]
    format: Option<Wanted>,

    /// The file to write; - is standard output, for formats of text
    #[arg(long, value_name = "FILE", required_unless_present = "freeze")]
    out: Option<PathBuf>,

    /// Copy the archive as it is into NAME.sqlite, with NAME.json saying what it holds and its hash: a version to be cited. --out
    /// names the folder
    #[arg(long, value_name = "NAME", conflicts_with_all = ["query", "format"])]
    freeze: Option<String>,
}

/// A format of the archive's own, or POLECAT's table, which `read` writes too.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Own(Format),
    Polecat,
}

const POLECAT: &str = "polecat";

fn formats() -> impl TypedValueParser<Value = Wanted> {
    let names = Format::ALL.iter().map(|(name, _)| *name).chain([POLECAT]);
    PossibleValuesParser::new(names).map(|name| Format::named(&name).map_or(Wanted::Polecat, Wanted::Own))
}

impl Wanted {
    fn is_text(self) -> bool {
        matches!(self, Self::Polecat) || matches!(self, Self::Own(format) if format.is_text())
    }

    fn exporter<'w>(self, out: impl Write + Send + 'w, title: &str) -> io::Result<Box<dyn Exporter + 'w>> {
        match self {
            Self::Own(format) => exporter(format, out, title),
            Self::Polecat => {
                Ok(Box::new(Polecat { writer: PolecatWriter::new(out)?, left: Left::default() }))
            }
        }
    }
}

/// POLECAT's table of what was selected.
struct Polecat<W: Write> {
    writer: PolecatWriter<W>,
    left: Left,
}

impl<W: Write> Exporter for Polecat<W> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        let items = selected.items();
        let events = items.iter().filter_map(|item| match item.what {
            What::Event(event) => Some((event.id.as_str(), item.id.clone())),
            What::Statement(_) => None,
        });
        let ids: HashMap<&str, String> = events.collect();
        let n_written = Cell::new(0);
        self.writer.write_some(&selected.record, Codebook::embedded(), &|event: &Event| {
            let id = ids.get(event.id.as_str()).cloned();
            n_written.set(n_written.get() + usize::from(id.is_some()));
            id
        })?;
        self.left
            .add_some("events that PLOVER folds into another or does not count", ids.len() - n_written.get());
        self.left.add_some("statements are no row of POLECAT's table", selected.statements.len());
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<Left> {
        Ok(self.left)
    }
}

/// Exports or freezes.
pub(crate) fn run(flags: &ExportFlags) -> anyhow::Result<ExitCode> {
    if let Some(name) = &flags.freeze {
        return freeze(flags, name);
    }
    let (Some(format), Some(out)) = (flags.format, &flags.out) else {
        return Err(WrongUse("an export needs --format and --out".to_owned()).into());
    };
    let to_stdout = out.as_os_str() == "-";
    if to_stdout && !format.is_text() {
        return Err(WrongUse("this format is no text; give a file with --out".to_owned()).into());
    }
    if flags.archive.is_at(out) {
        return Err(WrongUse(format!("{} is the archive itself; name another file", out.display())).into());
    }
    let query = Query::parse(&flags.query.join(" "));
    refuse_doubtful(&query)?;
    let archive = Archive::open(&flags.archive.archive)?;
    let title = if query.tree.is_none() { "On record".to_owned() } else { query.to_string() };
    let summary = if to_stdout {
        write(&archive, &query, format.exporter(BufWriter::new(io::stdout()), &title)?)?
    } else {
        write_file(&archive, &query, format, &title, out)?
    };
    summary.tell(out);
    Ok(ExitCode::SUCCESS)
}

/// How much went out.
struct Summary {
    n_articles: usize,
    n_items: usize,
    left: Left,
    doubts: Vec<String>,
}

impl Summary {
    fn tell(&self, out: &Path) {
        for doubt in &self.doubts {
            note(&format!("Note: {doubt}."));
        }
        for (reason, count) in self.left.reasons() {
            note(&format!("Note: {reason}: {count} left out."));
        }
        let n_written = self.n_items - self.left.reasons().map(|(_, count)| count).sum::<usize>();
        note(&format!("{}: {n_written} items of {} articles", out.display(), self.n_articles));
    }
}

fn write(archive: &Archive, query: &Query, mut exporter: Box<dyn Exporter + '_>) -> anyhow::Result<Summary> {
    let (mut n_articles, mut n_items) = (0, 0);
    let doubts = archive.select(query, |selected| -> anyhow::Result<()> {
        n_articles += 1;
        n_items += selected.statements.len() + selected.events.len();
        Ok(exporter.take(&selected)?)
    })?;
    Ok(Summary { n_articles, n_items, left: exporter.finish()?, doubts })
}

/// Writes the file, whole or not at all.
fn write_file(
    archive: &Archive,
    query: &Query,
    format: Wanted,
    title: &str,
    out: &Path,
) -> anyhow::Result<Summary> {
    write_whole(out, |file| {
        let exporter = format
            .exporter(BufWriter::new(file), title)
            .with_context(|| format!("{} cannot be written", out.display()))?;
        write(archive, query, exporter)
    })
}

fn freeze(flags: &ExportFlags, name: &str) -> anyhow::Result<ExitCode> {
    let is_plain = !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(['/', '\\'])
        && !name.contains(char::is_control);
    if !is_plain {
        let says = "--freeze takes a name without slashes, like talks-2026-03; --out names the folder";
        return Err(WrongUse(says.to_owned()).into());
    }
    let archive = Archive::open(&flags.archive.archive)?;
    let folder = flags.out.clone().unwrap_or_else(|| PathBuf::from("."));
    let parts = frozen_files(&folder, name).map(|file| parts_of(&file)).concat();
    let manifest = with_parts(&parts, || archive.freeze(&folder, name, jiff::Timestamp::now()))?;
    note(&format!(
        "{}: {} articles, {} statements, {} events; SHA-256 {}",
        folder.join(&manifest.file).display(),
        manifest.articles,
        manifest.statements,
        manifest.events,
        manifest.sha256
    ));
    Ok(ExitCode::SUCCESS)
}
