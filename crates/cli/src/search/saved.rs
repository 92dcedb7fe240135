//! `onrecord searches`: those that are kept.

use std::process::ExitCode;

use ::archive::Archive;
use ::archive::query::Query;
use ::archive::search::{Page, Sort};
use anyhow::bail;
use clap::Args;

use super::lines::{clean, print};
use super::print_json;
use crate::archive::ArchiveFlag;

#[derive(Debug, Args)]
pub(crate) struct SearchesFlags {
    #[command(flatten)]
    archive: ArchiveFlag,

    /// Print as JSON
    #[arg(long)]
    json: bool,

    /// Forget a search
    #[arg(long, value_name = "NAME")]
    forget: Option<String>,
}

/// Lists the searches that are kept, with how much is new in each.
pub(crate) fn run(flags: &SearchesFlags) -> anyhow::Result<ExitCode> {
    let mut archive = Archive::open(&flags.archive.archive)?;
    if let Some(name) = &flags.forget {
        if !archive.forget_search(name)? {
            bail!("no search is saved as {name:?}");
        }
        return Ok(ExitCode::SUCCESS);
    }
    let searches = archive.saved_searches()?;
    if flags.json {
        print_json(&searches)?;
        return Ok(ExitCode::SUCCESS);
    }
    if searches.is_empty() {
        print("No search is saved; `onrecord search QUERY --save NAME` saves one.\n")?;
    }
    for search in searches {
        let page = Page { limit: 0, sort: Sort::Time, since: Some(search.seen) };
        let found = archive.search(&Query::parse(&search.query), &page)?;
        let n: usize = found.counts.iter().map(|count| count.count).sum();
        let more = if found.counts.iter().any(|count| count.more) { "+" } else { "" };
        print(&format!("{}: {} ({n}{more} new)\n", clean(&search.name), clean(&search.query)))?;
    }
    Ok(ExitCode::SUCCESS)
}
