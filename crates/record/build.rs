//! Checks the data files and turns them into constants, so that a mistake in one stops the build.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

#[path = "build/actors.rs"]
mod actors;
#[path = "build/events.rs"]
mod events;
#[path = "build/places.rs"]
mod places;
#[path = "build/statements.rs"]
mod statements;
#[path = "build/times.rs"]
mod times;

fn main() {
    let mut code = String::new();
    actors::write(&mut code);
    statements::write(&mut code);
    write_confidence("CONFIDENCE", &load("statements/confidence"), &mut code);
    write_confidence("EVENT_CONFIDENCE", &load("event-confidence"), &mut code);
    times::write(&mut code);
    places::write(&mut code);
    events::write(&mut code);
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("data.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn write_confidence(name: &str, weights: &BTreeMap<String, f64>, code: &mut String) {
    writeln!(code, "pub(crate) const {name}: &[(&str, f64)] = &{:?};", weights.iter().collect::<Vec<_>>())
        .expect("a String takes all");
}

fn load<T: serde::de::DeserializeOwned>(file: &str) -> T {
    let path = format!("data/{file}.toml");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{path}: {reason}"));
    toml::from_str(&text).unwrap_or_else(|reason| panic!("{path}: {reason}"))
}
