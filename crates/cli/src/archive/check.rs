//! `onrecord check`: whether an archive holds together.

use std::process::ExitCode;

use clap::Args;

use super::{ArchiveFlag, progress};
use crate::out::complain;

#[derive(Debug, Args)]
pub(crate) struct CheckFlags {
    #[command(flatten)]
    archive: ArchiveFlag,
}

/// Checks everything and tells what is wrong, a line each.
pub(crate) fn run(flags: &CheckFlags) -> anyhow::Result<ExitCode> {
    let mut archive = flags.archive.open()?;
    let bar = progress(archive.info()?.n_versions, "{wide_bar} {pos}/{len} versions, {eta} left");
    let checked = archive.check(|n_done| bar.set_position(n_done))?;
    bar.finish_and_clear();
    for trouble in &checked.troubles {
        complain(trouble);
    }
    for what in &checked.left_out {
        anstream::eprintln!("left out: {what}");
    }
    let verdict = match checked.troubles.len() {
        0 => "nothing wrong".to_owned(),
        1 => "one thing wrong".to_owned(),
        n => format!("{n} things wrong"),
    };
    anstream::eprintln!(
        "{}: {} versions, {} captures and {} spans looked at, {verdict}",
        flags.archive.archive.display(),
        checked.n_versions,
        checked.n_captures,
        checked.n_spans
    );
    Ok(if checked.troubles.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
