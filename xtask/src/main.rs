//! The developer's commands: `cargo xtask test | eval`.
#![expect(clippy::print_stderr, reason = "a program of ours says what failed")]

use std::process::{Command, ExitCode};

use anyhow::{Context, bail};
use clap::Parser;

/// The developer's commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Format check, lints, tests and documentation tests
    Test,
    /// Quality on data with known answers: `eval pages --data DIR`, `eval quotes --data DIR`
    #[command(disable_help_flag = true)]
    Eval {
        /// What the evaluation is told; `--help` lists it
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    let result = match Task::parse() {
        Task::Test => test(),
        Task::Eval { arguments } => eval(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn test() -> anyhow::Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    cargo(&["test", "--workspace"])
}

fn eval(arguments: &[String]) -> anyhow::Result<()> {
    let run = ["run", "--release", "--quiet", "--package", "onrecord-evals", "--"];
    let arguments: Vec<&str> = run.into_iter().chain(arguments.iter().map(String::as_str)).collect();
    cargo(&arguments)
}

fn cargo(arguments: &[&str]) -> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(arguments).status().context("cargo cannot be run")?;
    if !status.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    Ok(())
}
