//! `onrecord remove`: articles out of an archive.

use std::process::ExitCode;

use clap::Args;

use super::ArchiveFlag;
use crate::out::{complain, note};

#[derive(Debug, Args)]
pub(crate) struct RemoveFlags {
    /// Articles, by number or address
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<String>,

    #[command(flatten)]
    archive: ArchiveFlag,
}

/// Removes each article with all its versions. One that is not there is reported and the rest are removed.
pub(crate) fn run(flags: &RemoveFlags) -> anyhow::Result<ExitCode> {
    let mut archive = flags.archive.open()?;
    let mut status = ExitCode::SUCCESS;
    let mut removed = Vec::new();
    for name in &flags.articles {
        match archive.find(name) {
            Err(::archive::Error::NoArticle(_)) if removed.contains(&name) => {}
            Ok(article) => {
                removed.push(name);
                archive.remove(article)?;
                note(&format!("removed article {article}"));
            }
            Err(error @ (::archive::Error::NoArticle(_) | ::archive::Error::SeveralArticles { .. })) => {
                complain(&error.to_string());
                status = ExitCode::FAILURE;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(status)
}
