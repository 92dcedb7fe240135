//! `onrecord check`: whether an archive holds together.

use std::process::ExitCode;

use clap::Args;

use super::ArchiveFlag;
use crate::out::{complain, note, progress};

#[derive(Debug, Args)]
pub(crate) struct CheckFlags {
    #[command(flatten)]
    archive: ArchiveFlag,
}

/// Checks everything and tells what is wrong, a line each.
pub(crate) fn run(flags: &CheckFlags) -> anyhow::Result<ExitCode> {
    let mut archive = flags.archive.open().map_err(closed)?;
    // How many there are may be what cannot be read.
    let n_versions = archive.info().map_or(0, |info| info.n_versions);
    let bar = progress(n_versions, "{wide_bar} {pos}/{len} versions{left}");
    let checked = archive.check(|n_done| bar.set_position(n_done))?;
    bar.finish_and_clear();
    for trouble in &checked.troubles {
        complain(trouble);
    }
    for what in &checked.left_out {
        note(&format!("left out: {what}"));
    }
    let verdict = match checked.troubles.len() {
        0 => "nothing wrong".to_owned(),
        1 => "one thing wrong".to_owned(),
        n => format!("{n} things wrong"),
    };
    note(&format!(
        "{}: {} versions, {} captures and {} spans looked at, {verdict}",
        flags.archive.archive.display(),
        checked.n_versions,
        checked.n_captures,
        checked.n_spans
    ));
    Ok(if checked.troubles.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Why an archive cannot be looked into at all: its usual words send whoever reads them here.
fn closed(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref::<::archive::Error>() {
        Some(::archive::Error::Damaged { path, what }) => anyhow::anyhow!(
            "{} is damaged where it begins ({what}), so nothing of it can be looked at; restore a backup",
            path.display()
        ),
        _ => error,
    }
}
