//! Where the records of one side come from: a file, a program, a revision, the working tree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

/// Records by the name of their article, a line each.
pub(crate) type Records = BTreeMap<String, Value>;

/// The records of a side: `None` is the working tree.
pub(crate) fn records(side: Option<&str>, articles: &[PathBuf]) -> anyhow::Result<Records> {
    let Some(side) = side else { return read_with(&build(&root(), "working")?, articles) };
    let path = Path::new(side);
    if path.extension().is_some_and(|ending| ending == "jsonl") {
        let text = fs::read_to_string(path).with_context(|| format!("{side} cannot be read"))?;
        return by_name(&text).with_context(|| format!("{side} holds no records"));
    }
    if path.is_file() {
        return read_with(path, articles);
    }
    read_with(&program_of(side)?, articles)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where built programs are kept.
fn folder() -> anyhow::Result<PathBuf> {
    let folder = root().join("target/diff");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(fs::canonicalize(folder)?)
}

/// The program of a revision, built in a checkout of its own unless it was before.
fn program_of(revision: &str) -> anyhow::Result<PathBuf> {
    let commit = git(&["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])
        .with_context(|| format!("{revision:?} is no file, no program and no revision"))?;
    let commit = commit.trim();
    let program = folder()?.join(format!("onrecord-{commit}"));
    if program.exists() {
        return Ok(program);
    }
    let checkout = folder()?.join("checkout");
    let place = checkout.to_str().context("the folder's name is no text")?;
    // A checkout that an interrupted run left is not of this revision.
    let _ = git(&["worktree", "remove", "--force", place]);
    git(&["worktree", "add", "--quiet", "--detach", place, commit])?;
    let built = build(&checkout, "revisions").and_then(|built| Ok(fs::copy(built, &program).map(drop)?));
    git(&["worktree", "remove", "--force", place])?;
    built.map(|()| program)
}

/// Builds the program of a checkout. Checkouts do not share intermediate files with the working tree: the compiler knows
/// its own by relative paths and dates, and would take one's for the other's.
fn build(checkout: &Path, kept_as: &str) -> anyhow::Result<PathBuf> {
    let target = match kept_as {
        "working" => None,
        other => Some(folder()?.join(other)),
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(checkout).args(["build", "--release", "--quiet", "--package", "onrecord-cli"]);
    command.args(["--message-format", "json-render-diagnostics"]);
    if let Some(target) = &target {
        command.env("CARGO_TARGET_DIR", target).env_remove("CARGO_BUILD_BUILD_DIR");
    }
    let output = command.stderr(std::process::Stdio::inherit()).output().context("cargo cannot be run")?;
    if !output.status.success() {
        bail!("{} cannot be built", checkout.display());
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let programs = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = programs.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    programs
        .find(|program| program.file_stem().is_some_and(|name| name == "onrecord"))
        .context("no program was built")
}

/// What a program reads of the articles.
fn read_with(program: &Path, articles: &[PathBuf]) -> anyhow::Result<Records> {
    let output = Command::new(program).args(["read", "--jsonl"]).args(articles).output();
    let output = output.with_context(|| format!("{} cannot be run", program.display()))?;
    let records = by_name(&String::from_utf8_lossy(&output.stdout))?;
    if records.is_empty() {
        bail!("{} read nothing: {}", program.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(records)
}

/// Records by where they were read from: the input, with the article's own id or else its number where one input holds
/// several. An id that the program made of the text is no name, since it changes with the text.
fn by_name(lines: &str) -> anyhow::Result<Records> {
    let mut records = Records::new();
    let mut n_of_input: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line).context("a line is no JSON")?;
        let part = |name: &str| record["article"][name].as_str().unwrap_or_default();
        let (input, id) = (part("input"), part("id"));
        let number = n_of_input.entry(input.to_owned()).or_default();
        *number += 1;
        let is_made = id.len() == 16 && id.chars().all(|c| c.is_ascii_hexdigit());
        let name = match (is_made, *number) {
            (false, _) => format!("{input} {id}"),
            (true, 1) => input.to_owned(),
            (true, number) => format!("{input} #{number}"),
        };
        records.insert(name, record);
    }
    Ok(records)
}

fn git(arguments: &[&str]) -> anyhow::Result<String> {
    let output =
        Command::new("git").current_dir(root()).args(arguments).output().context("git cannot be run")?;
    if !output.status.success() {
        bail!("git {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_named_by_what_does_not_change_with_the_reader() {
        let lines = r#"{"article": {"input": "a.md", "id": "0123456789abcdef"}}
{"article": {"input": "b.jsonl", "id": "wire-1"}}
{"article": {"input": "b.jsonl", "id": "fedcba9876543210"}}
"#;
        let names: Vec<String> = by_name(lines).unwrap().into_keys().collect();
        assert_eq!(names, ["a.md", "b.jsonl #2", "b.jsonl wire-1"]);
        assert!(by_name("no record").is_err());
    }
}
