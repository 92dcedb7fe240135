//! The developer's commands: `cargo xtask test | eval | bench | diff | fuzz`.
#![expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a program of ours says what it found and what failed"
)]

mod diff;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};
use clap::Parser;

/// The developer's commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Format check, lints, tests and documentation tests
    Test,
    /// Quality on data with known answers: `eval pages --data DIR`, `eval pasted --data DIR`, `eval quotes --data DIR`
    #[command(disable_help_flag = true)]
    Eval {
        /// What the evaluation is told; `--help` lists it
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Speed beside a peer in the same run: `bench language --data DIR`, `bench pages --data DIR`
    Bench {
        /// What is timed, and what the bench is told
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        arguments: Vec<String>,
    },
    /// What a change of the program changes in the records of articles: `diff samples --before main`
    Diff(diff::Flags),
    /// Fuzz each reader, seeded with the samples; needs cargo-fuzz (`cargo install cargo-fuzz`)
    Fuzz {
        /// For how many seconds each
        #[arg(default_value_t = 60)]
        seconds: u32,
    },
}

fn main() -> ExitCode {
    let result = match Task::parse() {
        Task::Test => test(),
        Task::Eval { arguments } => eval(&arguments),
        Task::Bench { arguments } => bench(&arguments),
        Task::Diff(flags) => diff::run(&flags),
        Task::Fuzz { seconds } => fuzz(seconds),
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

/// A bench is a subcommand of the evaluations: `bench language` is their `bench-language`.
fn bench(arguments: &[String]) -> anyhow::Result<()> {
    let (name, rest) = arguments.split_first().context("say what to time")?;
    let arguments: Vec<String> =
        std::iter::once(format!("bench-{name}")).chain(rest.iter().cloned()).collect();
    eval(&arguments)
}

/// The fuzz targets, with how the names of the samples end that seed them.
const FUZZ_TARGETS: [(&str, &[&str]); 9] = [
    ("html", &[".html"]),
    ("markdown", &[".md"]),
    ("text", &[".txt"]),
    ("jsonl", &[".jsonl"]),
    ("feed", &[".rss.xml", ".atom.xml", ".feed.json"]),
    ("newsml", &[".newsml.xml"]),
    ("ninjs", &[".ninjs.json", ".ninjs.jsonl"]),
    ("warc", &[".warc"]),
    ("query", &[".query"]),
];

fn fuzz(seconds: u32) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (target, endings) in FUZZ_TARGETS {
        let seeds = root.join("fuzz/corpus").join(target);
        fs::create_dir_all(&seeds)?;
        for folder in ["samples", "samples/negotiation", "fuzz/seeds"] {
            for entry in fs::read_dir(root.join(folder))? {
                let path = entry?.path();
                let name = path.to_string_lossy();
                if endings.iter().any(|ending| name.ends_with(ending)) {
                    fs::copy(&path, seeds.join(path.file_name().context("a file has a name")?))?;
                }
            }
        }
        let limit = format!("-max_total_time={seconds}");
        // Coverage works on the stable toolchain; the address sanitizer would not, and what they reach has no unsafe code.
        cargo(&[
            "fuzz",
            "run",
            "--sanitizer",
            "none",
            target,
            "--",
            &limit,
            "-timeout=10",
            "-rss_limit_mb=4096",
        ])?;
    }
    Ok(())
}

fn cargo(arguments: &[&str]) -> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(arguments).status().context("cargo cannot be run")?;
    if !status.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    Ok(())
}
