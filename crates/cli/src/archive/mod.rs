//! The commands that work on an archive.

mod add;

use std::path::PathBuf;

use clap::Args;

pub(crate) use add::{AddFlags, run as add};

/// Which archive.
#[derive(Debug, Args)]
pub(crate) struct ArchiveFlag {
    /// The archive: one SQLite file
    #[arg(long, value_name = "FILE", env = "ONRECORD_ARCHIVE", default_value = "onrecord.sqlite")]
    pub(crate) archive: PathBuf,
}
