//! `onrecord sample` and `onrecord agreement`: how right the record is, by people.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use ::archive::Archive;
use ::archive::query::Query;
use ::archive::sampling::{Agreement, Estimate, agreements, read_sheet, write_sheet};
use anyhow::{Context, bail};
use clap::Args;

use crate::archive::ArchiveFlag;
use crate::out::{complain, note};
use crate::search::refuse_doubtful;

#[derive(Debug, Args)]
pub(crate) struct SampleFlags {
    /// How many items to draw
    #[arg(value_name = "N")]
    n: NonZeroUsize,

    /// Of what, as for `search`; of everything where it is left out
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    archive: ArchiveFlag,

    /// A number; the same draws the same items
    #[arg(long, value_name = "S")]
    seed: u64,

    /// The sheet to write, tab-separated; - is standard output
    #[arg(long, value_name = "FILE")]
    sheet: PathBuf,
}

/// Draws a sample and writes its sheet.
pub(crate) fn run(flags: &SampleFlags) -> anyhow::Result<ExitCode> {
    let query = Query::parse(&flags.query.join(" "));
    refuse_doubtful(&query)?;
    let archive = Archive::open(&flags.archive.archive)?;
    let drawn = archive.draw(&query, flags.n.get(), flags.seed)?;
    if drawn.is_empty() {
        bail!("nothing is found to draw from, so no sheet is written");
    }
    let failed = || format!("{} cannot be written", flags.sheet.display());
    if flags.sheet.as_os_str() == "-" {
        write_sheet(&mut io::stdout().lock(), &drawn)?;
    } else {
        // A sheet that somebody has filled in is hours of work.
        let file = fs::File::create_new(&flags.sheet).map_err(|reason| match reason.kind() {
            io::ErrorKind::AlreadyExists => {
                anyhow::anyhow!("{} is there already; name another file", flags.sheet.display())
            }
            _ => anyhow::Error::new(reason).context(failed()),
        })?;
        write_sheet(&mut BufWriter::new(file), &drawn).with_context(failed)?;
    }
    if drawn.len() < flags.n.get() {
        note(&format!("Note: there are only {} items.", drawn.len()));
    }
    if flags.sheet.as_os_str() != "-" {
        note(&format!("{}: {} items to judge", flags.sheet.display(), drawn.len()));
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Debug, Args)]
pub(crate) struct AgreementFlags {
    /// Sheets of `sample`, each filled in by another coder
    #[arg(required = true, num_args = 2.., value_name = "SHEETS")]
    sheets: Vec<PathBuf>,

    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Says how far coders agree.
pub(crate) fn agreement(flags: &AgreementFlags) -> anyhow::Result<ExitCode> {
    let mut sheets = Vec::new();
    for path in &flags.sheets {
        let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        match read_sheet(&text) {
            Ok(sheet) => sheets.push(sheet),
            Err(error) => {
                complain(&format!("{}: {error}", path.display()));
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    if let Some(empty) = sheets.iter().position(|sheet| sheet.values().all(BTreeMap::is_empty)) {
        bail!("{} has no verdicts: its columns of judgement are empty", flags.sheets[empty].display());
    }
    let found = agreements(&sheets);
    let mut out = io::stdout().lock();
    if flags.json {
        crate::pretty::write(&mut out, &serde_json::to_value(&found)?, 0)?;
        writeln!(out)?;
    } else {
        found.iter().try_for_each(|agreement| out.write_all(told(agreement).as_bytes()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn told(agreement: &Agreement) -> String {
    let mut lines = vec![format!("{} ({} items judged by two or more)", agreement.column, agreement.n)];
    for pair in &agreement.pairs {
        let share = pair.agreement.map_or_else(
            || "no item in common".to_owned(),
            |Estimate { value, low, high }| {
                format!("{:.0} % agree [{:.0}, {:.0}]", 100.0 * value, 100.0 * low, 100.0 * high)
            },
        );
        let [one, other] = pair.sheets;
        lines.push(format!("  sheets {one} and {other} ({} items): {share}", pair.n));
        lines.push(format!("    Cohen's kappa {}", figure(pair.kappa)));
    }
    lines.push(format!("  Krippendorff's alpha {}", figure(agreement.alpha)));
    lines.join("\n") + "\n"
}

fn figure(estimate: Option<Estimate>) -> String {
    estimate.map_or_else(
        || "is not defined: there is no difference to judge by".to_owned(),
        |Estimate { value, low, high }| format!("{value:.2} [{low:.2}, {high:.2}]"),
    )
}
