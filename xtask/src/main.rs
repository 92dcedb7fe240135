//! The developer's commands: `cargo xtask test | eval | bench | fuzz`.

use std::process::Command;

use anyhow::{Context, bail};
use clap::Parser;

/// The developer's commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Format check, lints, tests and documentation tests
    Test,
}

fn main() -> anyhow::Result<()> {
    match Task::parse() {
        Task::Test => test(),
    }
}

fn test() -> anyhow::Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    cargo(&["test", "--workspace"])
}

fn cargo(arguments: &[&str]) -> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(arguments).status().context("cargo cannot be run")?;
    if !status.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    Ok(())
}
