//! Checks the data files and turns them into constants, so that a mistake in one stops the build.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    verb: Vec<Verb>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verb {
    act: String,
    forms: Vec<String>,
    #[serde(default)]
    whole: bool,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    titles: Vec<String>,
    not_names: Vec<String>,
}

/// The acts of a Statement, as in `src/record.rs`, by their names in data and JSON.
const ACTS: [&str; 21] = [
    "Say", "Claim", "Confirm", "Deny", "Admit", "Ask", "Demand", "Order", "Advise", "Propose", "Offer",
    "Promise", "Threaten", "Warn", "Accept", "Reject", "Praise", "Condemn", "Accuse", "Predict", "Announce",
];

fn main() {
    let mut code = String::new();
    write_verbs(&load("reporting-verbs"), &mut code);
    write_names(&load("names"), &mut code);
    actors::write(&mut code);
    statements::write(&mut code);
    write_confidence(&load("statements/confidence"), &mut code);
    times::write(&mut code);
    places::write(&mut code);
    events::write(&mut code);
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("data.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn write_confidence(weights: &BTreeMap<String, f64>, code: &mut String) {
    writeln!(
        code,
        "pub(crate) const CONFIDENCE: &[(&str, f64)] = &{:?};",
        weights.iter().collect::<Vec<_>>()
    )
    .expect("a String takes all");
}

fn load<T: serde::de::DeserializeOwned>(file: &str) -> T {
    let path = format!("data/{file}.toml");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{path}: {reason}"));
    toml::from_str(&text).unwrap_or_else(|reason| panic!("{path}: {reason}"))
}

fn write_verbs(verbs: &Verbs, code: &mut String) {
    const FILE: &str = "data/reporting-verbs.toml";
    let mut forms: BTreeMap<&str, (String, bool)> = BTreeMap::new();
    let mut examples = Vec::new();
    for verb in &verbs.verb {
        let name = verb.forms.first().unwrap_or_else(|| panic!("{FILE}: a verb without forms"));
        let act = ACTS.iter().copied().chain(["Think"]).find(|act| act.to_lowercase() == verb.act);
        let act = act.unwrap_or_else(|| panic!("{FILE}: {name}: {:?} is no act of a Statement", verb.act));
        assert!(!verb.yes.is_empty(), "{FILE}: {name}: give at least one `yes` example");
        for form in &verb.forms {
            assert!(*form == form.to_lowercase(), "{FILE}: {name}: {form:?} must be lower case");
            assert!(
                forms.insert(form, (format!("crate::Act::{act}"), verb.whole)).is_none(),
                "{FILE}: {form:?} belongs to two verbs"
            );
        }
        let with = |list: &[String], is_cue: bool| {
            list.iter().map(|text| (verb.forms.clone(), text.clone(), is_cue)).collect::<Vec<_>>()
        };
        examples.extend(with(&verb.yes, true));
        examples.extend(with(&verb.no, false));
    }
    code.push_str("/// Forms of reporting verbs, with the acts they name and whether they report whole sentences only, in order.\npub(crate) const CUES: &[(&str, crate::Act, bool)] = &[\n");
    for (form, (act, whole)) in forms {
        writeln!(code, "    ({form:?}, {act}, {whole}),").expect("strings take writes");
    }
    code.push_str("];\n/// Examples: the verb's forms, a text, and whether one of them is a cue in it.\n#[cfg(test)]\npub(crate) const EXAMPLES: &[(&[&str], &str, bool)] = &[\n");
    for (forms, text, is_cue) in examples {
        writeln!(code, "    (&{forms:?}, {text:?}, {is_cue}),").expect("strings take writes");
    }
    code.push_str("];\n");
}

fn write_names(names: &Names, code: &mut String) {
    for (name, list) in [("TITLES", &names.titles), ("NOT_NAMES", &names.not_names)] {
        let mut words = list.clone();
        words.sort();
        for pair in words.windows(2) {
            assert!(pair[0] != pair[1], "data/names.toml: {:?} is listed twice", pair[0]);
        }
        writeln!(code, "pub(crate) const {name}: &[&str] = &{words:?};").expect("strings take writes");
    }
}
