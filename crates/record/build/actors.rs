//! Checks the tables and words of `data/actors` and writes them as sorted constants.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use serde::Deserialize;

use super::load;

/// PLOVER's sectors that the tables may give.
const SECTORS: [&str; 26] = [
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL",
    "MNC", "NGO", "NON", "OPP", "PRM", "PTY", "REB", "REF", "REL", "SPY", "UAF",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    honorifics: Honorifics,
    office: Vec<Office>,
    gender: Genders,
    same: Vec<Vec<String>>,
    lists: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Honorifics {
    male: Vec<String>,
    female: Vec<String>,
    either: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Office {
    sector: String,
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Genders {
    male: Vec<String>,
    female: Vec<String>,
}

/// The lists of `words.toml` that the code reads by name.
const LISTS: [&str; 10] = [
    "former",
    "governing",
    "groups",
    "hyphenated",
    "leading",
    "particles",
    "suffixes",
    "paper",
    "not_names",
    "within",
];

/// Writes the tables.
pub(crate) fn write(code: &mut String) {
    code.push_str("pub(crate) mod actors {\nuse crate::actors::lexicon::{Gender, Known, KnownOffice, Sense};\nuse crate::record::ActorKind;\n");
    let mut tables = Tables::default();
    states(&mut tables);
    seats(&mut tables);
    organisations(&mut tables);
    people(&mut tables);
    tables.write(code);
    words(&load("actors/words"), code);
    given_names(code);
    code.push_str("}\n");
}

/// The known actors and their names as they are gathered.
#[derive(Default)]
struct Tables {
    known: Vec<String>,
    /// With the number of who held each.
    offices: Vec<(usize, String)>,
    /// By name in lower case: the number of the known actor and the sense.
    names: BTreeMap<String, (usize, &'static str)>,
    states: BTreeMap<String, usize>,
    people: BTreeMap<String, usize>,
}

impl Tables {
    fn add(&mut self, file: &str, name: &str, sense: &'static str, known: usize) {
        let before = self.names.insert(name.to_lowercase(), (known, sense));
        assert!(
            before.is_none_or(|(other, _)| other == known),
            "{file}: {name:?} names two actors; keep the one that newspapers mean"
        );
    }

    fn write(&self, code: &mut String) {
        writeln!(code, "/// Actors that many articles name.\npub(crate) static KNOWN: &[Known] = &[")
            .expect(WRITES);
        for known in &self.known {
            writeln!(code, "{known},").expect(WRITES);
        }
        code.push_str("];\n/// Offices they held, in the order of the actors.\npub(crate) static OFFICES: &[KnownOffice] = &[\n");
        let mut offices = self.offices.clone();
        offices.sort_by_key(|(known, _)| *known);
        for (_, office) in offices {
            writeln!(code, "{office},").expect(WRITES);
        }
        code.push_str("];\n/// Their names in lower case, in order.\npub(crate) static NAMES: &[(&str, u16, Sense)] = &[\n");
        for (name, (known, sense)) in &self.names {
            writeln!(code, "({name:?}, {known}, Sense::{sense}),").expect(WRITES);
        }
        code.push_str("];\n");
    }
}

const WRITES: &str = "strings take writes";

/// The rows of a table of `data/actors`, its head checked and left out.
fn rows<const N: usize>(file: &str, head: [&str; N]) -> Vec<[String; N]> {
    let path = format!("data/actors/{file}");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{path}: {reason}"));
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let found = lines.next().map_or("", |(_, line)| line);
    assert!(found == head.join("\t"), "{path}: the columns must be {head:?}");
    let row = |(number, line): (usize, &str)| {
        let fields: Vec<String> = line.split('\t').map(|field| field.trim().to_owned()).collect();
        fields.try_into().unwrap_or_else(|_| panic!("{path}:{}: expected {N} columns", number + 1))
    };
    lines.map(row).collect()
}

fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|name| !name.is_empty())
}

fn option(field: &str) -> String {
    if field.is_empty() { "None".to_owned() } else { format!("Some({field:?})") }
}

fn check_wikidata(file: &str, id: &str) {
    let digits = id.strip_prefix('Q').unwrap_or("");
    let is_id = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    assert!(id.is_empty() || is_id, "{file}: {id:?} is no Wikidata id");
}

fn check_sector(file: &str, sector: &str) {
    assert!(sector.is_empty() || SECTORS.contains(&sector), "{file}: {sector:?} is no sector of PLOVER");
}

fn known(name: &str, kind: &str, state: &str, sector: &str, wikidata: &str) -> String {
    let (state, sector, wikidata) = (option(state), option(sector), option(wikidata));
    format!(
        "Known {{ name: {name:?}, kind: ActorKind::{kind}, state: {state}, sector: {sector}, wikidata: {wikidata} }}"
    )
}

fn states(tables: &mut Tables) {
    const FILE: &str = "states.tsv";
    let head = ["iso3", "wikidata", "name", "adjectives", "people", "capital", "also"];
    for [iso3, wikidata, name, adjectives, people, capital, also] in rows(FILE, head) {
        assert!(iso3.len() == 3 && iso3 == iso3.to_uppercase(), "{FILE}: {iso3:?} is no ISO alpha-3 code");
        check_wikidata(FILE, &wikidata);
        let number = tables.known.len();
        tables.known.push(known(&name, "State", &iso3, "", &wikidata));
        assert!(tables.states.insert(iso3, number).is_none(), "{FILE}: {name:?} is listed twice");
        // The first sense that a name has stands: a name before a capital (Singapore), an adjective before a people.
        for (names, sense) in [
            (&name, "Name"),
            (&also, "Name"),
            (&adjectives, "Adjective"),
            (&people, "People"),
            (&capital, "Capital"),
        ] {
            for name in list(names) {
                if tables.names.get(&name.to_lowercase()).is_none_or(|(other, _)| *other != number) {
                    tables.add(FILE, name, sense, number);
                }
            }
        }
    }
}

fn seats(tables: &mut Tables) {
    const FILE: &str = "seats.tsv";
    for [name, state] in rows(FILE, ["name", "state"]) {
        let number = *tables.states.get(&state).unwrap_or_else(|| panic!("{FILE}: {state:?} is no state"));
        tables.add(FILE, &name, "Seat", number);
    }
}

fn organisations(tables: &mut Tables) {
    const FILE: &str = "organisations.tsv";
    let head = ["name", "kind", "sector", "state", "wikidata", "also"];
    for [name, kind, sector, state, wikidata, also] in rows(FILE, head) {
        check_sector(FILE, &sector);
        check_wikidata(FILE, &wikidata);
        assert!(state.is_empty() || tables.states.contains_key(&state), "{FILE}: {name}: no state {state:?}");
        let kind = match kind.as_str() {
            "organisation" => "Organisation",
            "armed-group" => "ArmedGroup",
            "group" => "Group",
            other => panic!("{FILE}: {name}: {other:?} is no kind; write organisation, armed-group or group"),
        };
        let number = tables.known.len();
        tables.known.push(known(&name, kind, &state, &sector, &wikidata));
        for name in [name.as_str()].into_iter().chain(list(&also)) {
            tables.add(FILE, name, "Name", number);
        }
    }
}

fn people(tables: &mut Tables) {
    const FILE: &str = "people.tsv";
    let head = ["name", "wikidata", "state", "sector", "office", "from", "to", "also"];
    for [name, wikidata, state, sector, office, from, to, also] in rows(FILE, head) {
        check_sector(FILE, &sector);
        check_wikidata(FILE, &wikidata);
        assert!(state.is_empty() || tables.states.contains_key(&state), "{FILE}: {name}: no state {state:?}");
        for date in [&from, &to] {
            let is_date =
                date.chars().all(|c| c.is_ascii_digit() || c == '-') && [0, 4, 7, 10].contains(&date.len());
            assert!(is_date, "{FILE}: {name}: {date:?} is no date; write 2019, 2019-05 or 2019-05-20");
        }
        let number = *tables.people.entry(name.clone()).or_insert_with(|| {
            tables.known.push(known(&name, "Person", &state, &sector, &wikidata));
            tables.known.len() - 1
        });
        for name in [name.as_str()].into_iter().chain(list(&also)) {
            tables.add(FILE, name, "Name", number);
        }
        if !office.is_empty() {
            tables.offices.push((
                number,
                format!("KnownOffice {{ known: {number}, office: {office:?}, from: {from:?}, to: {to:?} }}"),
            ));
        }
    }
}

fn words(words: &Words, code: &mut String) {
    const FILE: &str = "data/actors/words.toml";
    let mut honorifics = BTreeMap::new();
    let Honorifics { male, female, either } = &words.honorifics;
    for (list, gender) in [(male, "Some(Gender::Male)"), (female, "Some(Gender::Female)"), (either, "None")] {
        for word in list {
            assert!(honorifics.insert(word.as_str(), gender).is_none(), "{FILE}: {word:?} is listed twice");
        }
    }
    table(code, "HONORIFICS", "Option<Gender>", &honorifics);
    let mut offices = BTreeMap::new();
    for office in &words.office {
        check_sector(FILE, &office.sector);
        for noun in &office.nouns {
            let sector = option(&office.sector);
            assert!(offices.insert(noun.as_str(), sector).is_none(), "{FILE}: {noun:?} is listed twice");
        }
    }
    table(code, "OFFICE_NOUNS", "Option<&str>", &offices);
    let mut genders = BTreeMap::new();
    for (list, gender) in [(&words.gender.male, "Gender::Male"), (&words.gender.female, "Gender::Female")] {
        for word in list {
            assert!(genders.insert(word.as_str(), gender).is_none(), "{FILE}: {word:?} has two genders");
        }
    }
    table(code, "GENDERS", "Gender", &genders);
    let mut same = BTreeMap::new();
    for group in &words.same {
        for word in group {
            assert!(
                same.insert(word.as_str(), format!("{:?}", group[0])).is_none(),
                "{FILE}: {word:?} is twice in `same`"
            );
        }
    }
    table(code, "SAME", "&str", &same);
    let names: BTreeSet<&str> = words.lists.keys().map(String::as_str).collect();
    assert!(names == LISTS.into(), "{FILE}: the lists must be {LISTS:?}");
    for (name, list) in &words.lists {
        let mut sorted: Vec<&str> = list.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        sorted.dedup();
        assert!(sorted.len() == list.len(), "{FILE}: {name} lists a word twice");
        let name = name.to_uppercase();
        writeln!(code, "pub(crate) static {name}: &[&str] = &{sorted:?};").expect(WRITES);
    }
}

/// A table sorted by its words, which must be in lower case.
fn table(code: &mut String, name: &str, of: &str, entries: &BTreeMap<&str, impl AsRef<str>>) {
    writeln!(code, "pub(crate) static {name}: &[(&str, {of})] = &[").expect(WRITES);
    for (word, entry) in entries {
        assert!(*word == word.to_lowercase(), "data/actors/words.toml: {word:?} must be lower case");
        writeln!(code, "({word:?}, {}),", entry.as_ref()).expect(WRITES);
    }
    code.push_str("];\n");
}

fn given_names(code: &mut String) {
    let rows = rows("given-names.tsv", ["name", "sex"]);
    let mut names = BTreeMap::new();
    for [name, sex] in &rows {
        let gender = match sex.as_str() {
            "m" => "Gender::Male",
            "f" => "Gender::Female",
            other => panic!("data/actors/given-names.tsv: {name}: {other:?} is neither m nor f"),
        };
        assert!(
            names.insert(name.as_str(), gender).is_none(),
            "data/actors/given-names.tsv: {name} is listed twice"
        );
    }
    table(code, "GIVEN_NAMES", "Gender", &names);
}
