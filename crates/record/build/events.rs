//! Checks the codebook of events and puts its files into the program.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[path = "../src/events/codebook/file.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::pedantic,
    reason = "the program uses what the check does not"
)]
mod file;

const FOLDER: &str = "data/events";

/// Writes the files' names and texts; a mistake in one stops the build.
pub(crate) fn write(code: &mut String) {
    println!("cargo::rerun-if-changed={FOLDER}");
    let entries = fs::read_dir(FOLDER).unwrap_or_else(|reason| panic!("{FOLDER}: {reason}"));
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "toml"))
        .collect();
    names.sort();
    let texts: Vec<(String, String)> = names
        .into_iter()
        .map(|name| {
            let path = format!("{FOLDER}/{name}");
            let text = fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{path}: {reason}"));
            (path, text)
        })
        .collect();
    let borrowed: Vec<(&str, &str)> =
        texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    if let Err(mistake) = file::read_all(&borrowed) {
        panic!("{mistake}");
    }
    code.push_str("/// The codebook of events: each file's name and text.\npub(crate) static CODEBOOK: &[(&str, &str)] = &[\n");
    for (path, _) in &texts {
        writeln!(code, "({path:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{path}\"))),")
            .expect("strings take writes");
    }
    code.push_str("];\n");
}
