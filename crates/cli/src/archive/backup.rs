//! `onrecord backup`: a copy of an archive in use.

use std::path::PathBuf;
use std::process::ExitCode;

use ::archive::parts_of;
use clap::Args;

use super::ArchiveFlag;
use crate::out::{note, progress, with_parts};

#[derive(Debug, Args)]
pub(crate) struct BackupFlags {
    /// The new file
    #[arg(value_name = "FILE")]
    to: PathBuf,

    #[command(flatten)]
    archive: ArchiveFlag,
}

/// Copies the archive as it is now.
pub(crate) fn run(flags: &BackupFlags) -> anyhow::Result<ExitCode> {
    let archive = flags.archive.open()?;
    let bar = progress(1000, "{wide_bar} {percent} %{left}");
    #[expect(clippy::cast_sign_loss, reason = "a part of the whole is not under zero")]
    with_parts(&parts_of(&flags.to), || {
        archive.backup(&flags.to, |done| bar.set_position((done * 1000.0) as u64))
    })?;
    bar.finish_and_clear();
    note(&format!("{}: {} articles", flags.to.display(), archive.n_articles()?));
    Ok(ExitCode::SUCCESS)
}
