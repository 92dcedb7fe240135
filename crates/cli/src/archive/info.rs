//! `onrecord archive info`: how much is in an archive.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::ArchiveFlag;

#[derive(Debug, Args)]
pub(crate) struct InfoFlags {
    #[command(subcommand)]
    command: InfoCommand,
}

#[derive(Debug, Subcommand)]
enum InfoCommand {
    /// Show how much is in an archive
    Info {
        #[command(flatten)]
        archive: ArchiveFlag,
    },
}

/// Prints a row a number.
pub(crate) fn run(flags: &InfoFlags) -> anyhow::Result<ExitCode> {
    let InfoCommand::Info { archive } = &flags.command;
    let info = archive.open()?.info()?;
    let published =
        info.published.map_or_else(|| "unknown".to_owned(), |(from, to)| format!("{from} to {to}"));
    let of_articles = match (info.n_copies, info.n_withdrawn) {
        (0, 0) => String::new(),
        (copies, withdrawn) => format!(", of them {copies} copies of another's words, {withdrawn} withdrawn"),
    };
    let readers: Vec<String> =
        info.readers.iter().map(|(reader, n)| format!("onrecord {reader} ({n})")).collect();
    let rows = [
        ("File", archive.archive.display().to_string()),
        ("Schema", info.schema.to_string()),
        ("Size", format!("{:.1} MB", info.size as f64 / 1e6)),
        ("Articles", format!("{}{of_articles}", info.n_articles)),
        ("Versions", info.n_versions.to_string()),
        ("Captures", format!("{}, {:.1} MB unpacked", info.n_captures, info.captured as f64 / 1e6)),
        ("Outlets", info.n_outlets.to_string()),
        ("Statements", info.n_statements.to_string()),
        ("Events", info.n_events.to_string()),
        ("Actors", info.n_actors.to_string()),
        ("Published", published),
        ("Read by", readers.join("; ")),
        ("Changed", info.changed.unwrap_or_else(|| "never".to_owned())),
    ];
    let mut out = io::stdout().lock();
    for (name, value) in rows {
        writeln!(out, "{name:<12}{value}")?;
    }
    Ok(ExitCode::SUCCESS)
}
