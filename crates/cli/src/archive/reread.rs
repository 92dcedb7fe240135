//! `onrecord reread`: what is kept, read again.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use clap::Args;
use onrecord::Reader;

use super::ArchiveFlag;
use super::add::stop_on_interrupt;
use super::plain::plain;
use crate::out::{INTERRUPTED, complain, note, progress};
use crate::reading::ReadWithFlags;

#[derive(Debug, Args)]
pub(crate) struct RereadFlags {
    #[command(flatten)]
    archive: ArchiveFlag,

    /// Read again too what this version of onrecord read with the same model, codebook and watch list
    #[arg(long)]
    all: bool,

    /// How many articles to read at a time; 0 is one for each core
    #[arg(long, short, value_name = "N", default_value_t = 0)]
    jobs: usize,

    #[command(flatten)]
    with: ReadWithFlags,
}

/// Reads what is kept again and prints what changed in each record.
pub(crate) fn run(flags: &RereadFlags) -> anyhow::Result<ExitCode> {
    let reader = Reader { jobs: flags.jobs, ..flags.with.reader()? };
    let mut archive = flags.archive.open()?;
    let is_stopped = stop_on_interrupt()?;
    let bar = progress(archive.info()?.n_versions, "{wide_bar} {pos}/{len} versions{rate}{left}");
    let (mut n_same, mut n_changed, mut n_failed) = (0, 0, 0);
    archive.reread(&reader, flags.all, |reread| {
        bar.inc(1);
        match reread {
            Err(error) => {
                n_failed += 1;
                bar.suspend(|| complain(&error.to_string()));
            }
            Ok(reread) if reread.changes.is_empty() => n_same += 1,
            Ok(reread) => {
                n_changed += 1;
                bar.suspend(|| {
                    for change in &reread.changes {
                        // Who hears this has no say in what is kept.
                        let (article, number) = (reread.article, reread.number);
                        let _ = writeln!(
                            io::stdout(),
                            "article {article}, version {number}: {}",
                            plain(&change.to_string())
                        );
                    }
                });
            }
        }
        !is_stopped.load(Ordering::Relaxed)
    })?;
    archive.merge_segments(|| !is_stopped.load(Ordering::Relaxed))?;
    bar.finish_and_clear();
    note(&format!("{n_same} read as before, {n_changed} changed, {n_failed} failed"));
    if is_stopped.load(Ordering::Relaxed) {
        let next = if flags.all { "the same command begins anew" } else { "the same command reads the rest" };
        note(&format!("stopped; {next}"));
        return Ok(ExitCode::from(INTERRUPTED));
    }
    Ok(if n_failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
