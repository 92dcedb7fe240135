//! Checks the word lists under `data/` and turns them into sorted tables, so that a mistake in one stops the build with
//! the file's name and the reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

/// A list of words with its examples.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    men: List,
    women: List,
    titles: List,
    families: List,
}

fn main() {
    let People { men, women, titles, families } =
        toml::from_str(&read("people.toml")).unwrap_or_else(|reason| panic!("data/people.toml: {reason}"));
    let mut code = String::new();
    for (name, list) in [("MEN", men), ("WOMEN", women), ("TITLES", titles), ("FAMILIES", families)] {
        write_list(name, list, &mut code);
    }
    let given = read("given-names.tsv");
    let given: Vec<_> = given_names(&given).into_iter().collect();
    writeln!(code, "pub(super) const GIVEN: &[(&str, bool)] = &{given:?};").expect("strings take writes");
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("people.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn read(file: &str) -> String {
    let path = format!("data/{file}");
    println!("cargo::rerun-if-changed={path}");
    fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{path}: {reason}"))
}

/// One list, and its examples under `cfg(test)`.
fn write_list(name: &str, list: List, code: &mut String) {
    let List { mut words, yes, no } = list;
    words.sort();
    for word in &words {
        let is_plain = !word.is_empty() && *word == word.to_lowercase() && !word.ends_with('.');
        assert!(is_plain, "data/people.toml: {word:?} is not a word in lower case without a full stop");
    }
    if let Some([twice, _]) = words.windows(2).find(|pair| pair[0] == pair[1]) {
        panic!("data/people.toml: {twice:?} is listed twice in one list");
    }
    assert!(!yes.is_empty() && !no.is_empty(), "data/people.toml: [{}] lacks examples", name.to_lowercase());
    writeln!(
        code,
        "pub(super) const {name}: &[&str] = &{words:?};\n\
         #[cfg(test)]\npub(super) const {name}_EXAMPLES: (&[&str], &[&str]) = (&{yes:?}, &{no:?});"
    )
    .expect("strings take writes");
}

/// Given names, and whether a man's.
fn given_names(text: &str) -> BTreeMap<&str, bool> {
    let mut given = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, is_man) = match line.split_once('\t') {
            Some((name, "m")) => (name, true),
            Some((name, "f")) => (name, false),
            _ => panic!("data/given-names.tsv: {line:?} is not a name, a tab, and m or f"),
        };
        assert!(given.insert(name, is_man).is_none(), "data/given-names.tsv: {name:?} is listed twice");
    }
    given
}
