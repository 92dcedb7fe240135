//! Checks `data/tracking.toml` and turns it into a constant, so that a mistake in it stops the build and reading it costs nothing.

use std::path::Path;
use std::{env, fs};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Tracking {
    parameter: Vec<Parameter>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameter {
    name: String,
    from: String,
    yes: Vec<String>,
    #[serde(default, rename = "no")]
    _no: Vec<String>,
}

fn main() {
    println!("cargo::rerun-if-changed=data/tracking.toml");
    let file = fs::read_to_string("data/tracking.toml").expect("data/tracking.toml is there");
    let tracking: Tracking =
        toml::from_str(&file).unwrap_or_else(|error| panic!("data/tracking.toml: {error}"));
    let mut names = Vec::new();
    for parameter in tracking.parameter {
        let name = parameter.name;
        assert!(!parameter.from.is_empty(), "data/tracking.toml: {name}: say where it comes from");
        assert!(!parameter.yes.is_empty(), "data/tracking.toml: {name}: give an example");
        assert!(name == name.to_lowercase(), "data/tracking.toml: {name}: write it in small letters");
        assert!(!names.contains(&name), "data/tracking.toml: {name} is listed twice");
        names.push(name);
    }
    let code = format!(
        "/// Names of parameters that track readers.\npub(crate) const TRACKING: &[&str] = &{names:?};\n"
    );
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("tracking.rs"), code).expect("the build folder can be written");
}
