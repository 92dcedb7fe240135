//! The commands that keep an archive.

mod add;
mod backup;
mod changes;
mod check;
mod info;
mod plain;
mod remove;
mod reread;

use std::path::{Path, PathBuf};

use ::archive::Archive;
use clap::Args;

pub(crate) use add::{AddFlags, run as add};
pub(crate) use backup::{BackupFlags, run as backup};
pub(crate) use changes::{ChangesFlags, run as changes};
pub(crate) use check::{CheckFlags, run as check};
pub(crate) use info::{InfoFlags, run as info};
pub(crate) use remove::{RemoveFlags, run as remove};
pub(crate) use reread::{RereadFlags, run as reread};

use crate::out::is_same;

/// The variable that names the archive, and the archive where it does not.
const VARIABLE: &str = "ONRECORD_ARCHIVE";
const USUAL: &str = "onrecord.sqlite";

/// Which archive.
#[derive(Debug, Args)]
pub(crate) struct ArchiveFlag {
    /// The archive, one file
    #[arg(long, value_name = "FILE", env = VARIABLE, default_value = USUAL)]
    pub(crate) archive: PathBuf,
}

impl ArchiveFlag {
    /// The archive where none is given.
    pub(crate) fn usual() -> PathBuf {
        std::env::var_os(VARIABLE).filter(|path| !path.is_empty()).map_or_else(|| USUAL.into(), PathBuf::from)
    }

    fn open(&self) -> anyhow::Result<Archive> {
        Ok(Archive::open(&self.archive)?)
    }

    /// Whether a file to be written is the archive itself, under whatever name.
    pub(crate) fn is_at(&self, file: &Path) -> bool {
        is_same(file, &self.archive)
    }
}
