//! The invariants of ARCHITECTURE.md that manifests can break: which room may know which.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Our crates in the order that data flows; each may use only those before it.
const CORRIDOR: [&str; 9] =
    ["article", "language", "record", "onrecord", "fetch", "archive", "web", "cli", "python"];

/// Crates that speak HTTP or open sockets.
const NETWORK: [&str; 15] = [
    "ureq",
    "rustls",
    "robotxt",
    "http",
    "reqwest",
    "hyper",
    "hyper-util",
    "curl",
    "isahc",
    "attohttpc",
    "minreq",
    "tokio",
    "axum",
    "socket2",
    "native-tls",
];

/// The names that each crate under `crates/` depends on, tests and build scripts left out.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let entries = fs::read_dir(&crates).expect("crates/ is there");
    let manifests = entries
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.join("Cargo.toml").exists());
    manifests
        .map(|path| {
            let manifest = fs::read_to_string(path.join("Cargo.toml")).expect("it was just seen");
            let section = manifest
                .split("\n[")
                .find(|section| section.starts_with("dependencies]"))
                .unwrap_or_default();
            let names = section
                .lines()
                .skip(1)
                .filter_map(|line| line.split(['.', ' ', '=']).next())
                .filter(|name| !name.is_empty());
            let name = path.file_name().expect("a crate has a folder").to_string_lossy().into_owned();
            (name, names.map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn no_room_knows_a_later_one() {
    let place = |name: &str| CORRIDOR.iter().position(|room| *room == name);
    for (room, names) in dependencies() {
        let here = place(&room).unwrap_or_else(|| panic!("crates/{room} has no place in the corridor"));
        for other in names.iter().filter_map(|name| place(name).map(|at| (at, name))) {
            assert!(other.0 < here, "{room} must not know {}", other.1);
        }
    }
}

#[test]
fn article_and_fetch_know_nothing_of_ours() {
    for (room, names) in
        dependencies().iter().filter(|(room, _)| matches!(room.as_str(), "article" | "fetch"))
    {
        assert!(names.iter().all(|name| !CORRIDOR.contains(&name.as_str())), "{room}: {names:?}");
    }
}

#[test]
fn only_fetch_and_web_know_the_network() {
    for (room, names) in dependencies().iter().filter(|(room, _)| !matches!(room.as_str(), "fetch" | "web")) {
        assert!(names.iter().all(|name| !NETWORK.contains(&name.as_str())), "{room}: {names:?}");
    }
}

#[test]
fn unsafe_code_is_written_where_it_is_explained_alone() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut folders = vec![crates.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let code = fs::read_to_string(&path).expect("it can be read");
                // The lint is denied everywhere: what does not name it has no unsafe code.
                if code.contains("unsafe_code") {
                    found.push(path);
                }
            } else if path.ends_with("Cargo.toml") {
                let manifest = fs::read_to_string(&path).expect("it can be read");
                assert!(manifest.contains("[lints]\nworkspace = true"), "{} has no lints", path.display());
            }
        }
    }
    assert_eq!(found, [crates.join("archive/src/search/instances.rs")]);
}
