//! The real binary in a folder of its own, as a user types its commands.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder of articles written for the project.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// The path of a sample, as it is typed.
pub(crate) fn sample(name: &str) -> String {
    samples().join(name).to_str().unwrap().to_owned()
}

/// A command in a folder, whose archive is the one that lies there.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(arguments).current_dir(folder).env_remove("ONRECORD_ARCHIVE");
    command
}

/// Runs it.
pub(crate) fn onrecord_in(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// What it printed, once it succeeded.
pub(crate) fn out(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", err(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it said on standard error.
pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with an archive of what some runs of `add` were given, and what each said.
pub(crate) fn archive_of(steps: &[&[&str]]) -> (tempfile::TempDir, Vec<String>) {
    let place = tempfile::tempdir().unwrap();
    let add = |given: &&[&str]| {
        let output = onrecord_in(place.path(), &[&["add"], *given].concat());
        assert!(output.status.success(), "{}", err(&output));
        err(&output)
    };
    let told = steps.iter().map(add).collect();
    (place, told)
}

/// JSON that was printed.
pub(crate) fn json_of(output: &Output) -> Value {
    serde_json::from_str(&out(output)).unwrap()
}
