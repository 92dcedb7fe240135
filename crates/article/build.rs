//! Checks the word lists under `data/` and turns them into constants, so that a mistake in one stops the build
//! with the file's name and the reason, and reading costs nothing when the program starts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

type Lists = BTreeMap<String, Vec<String>>;
type Tables = BTreeMap<String, Lists>;

fn main() {
    let mut code = String::new();
    for file in ["page-parts", "furniture"] {
        let lists: Lists = load(file);
        writeln!(code, "pub(crate) mod {} {{", file.replace('-', "_")).expect("strings take writes");
        for (name, words) in &lists {
            check(file, name, words);
            writeln!(code, "pub(crate) const {}: &[&str] = &{words:?};", name.to_uppercase())
                .expect("strings take writes");
        }
        code.push_str("}\n");
    }
    code.push_str("pub(crate) mod calendar {\n");
    for (name, table) in &load::<Tables>("calendar") {
        let mut rows = Vec::new();
        for (number, words) in table {
            check("calendar", name, words);
            let number: i64 = number
                .parse()
                .unwrap_or_else(|_| panic!("data/calendar.toml: [{name}] {number} is no number"));
            rows.extend(words.iter().map(|word| (word.clone(), number)));
        }
        rows.sort();
        if let Some(pair) = rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            panic!("data/calendar.toml: [{name}] {:?} is listed twice", pair[0].0);
        }
        writeln!(code, "pub(crate) const {}: &[(&str, i64)] = &{rows:?};", name.to_uppercase())
            .expect("strings take writes");
    }
    code.push_str("}\n");
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("data.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn load<T: serde::de::DeserializeOwned>(file: &str) -> T {
    let path = format!("data/{file}.toml");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{path}: {reason}"));
    toml::from_str(&text).unwrap_or_else(|reason| panic!("{path}: {reason}"))
}

fn check(file: &str, list: &str, words: &[String]) {
    assert!(!words.is_empty(), "data/{file}.toml: {list} is empty");
    let mut seen = BTreeSet::new();
    for word in words {
        assert!(
            *word == word.to_lowercase().trim(),
            "data/{file}.toml: {list}: {word:?} must be lower case and trimmed"
        );
        assert!(seen.insert(word), "data/{file}.toml: {list}: {word:?} is listed twice");
    }
}
