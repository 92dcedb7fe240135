//! Checks `data/places/names.toml` and writes its lists.

use std::fmt::Write as _;

use serde::Deserialize;

use super::load;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    also: Vec<Also>,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Also {
    name: String,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    before: Vec<String>,
    governs: Vec<String>,
    not_places: Vec<String>,
}

/// Writes the lists.
pub(crate) fn write(code: &mut String) {
    println!("cargo::rerun-if-changed=data/places/places.tsv.gz");
    let names: Names = load("places/names");
    code.push_str("pub(crate) mod places {\npub(crate) const ALSO: &[(&str, &[&str])] = &[\n");
    for also in &names.also {
        writeln!(code, "({:?}, &{:?}),", also.name, also.names).expect("strings take writes");
    }
    code.push_str("];\n");
    let lists = [
        ("BEFORE", &names.words.before),
        ("GOVERNS", &names.words.governs),
        ("NOT_PLACES", &names.words.not_places),
    ];
    for (name, words) in lists {
        for word in words {
            assert!(*word == word.to_lowercase(), "data/places/names.toml: {word:?} must be lower case");
        }
        writeln!(code, "pub(crate) const {name}: &[&str] = &{words:?};").expect("strings take writes");
    }
    code.push_str("}\n");
}
