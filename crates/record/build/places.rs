//! Lays the gazetteer out so that looking up a name needs no parsing, and checks and writes the lists of `data/places`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::read::GzDecoder;
use serde::Deserialize;

use super::load;

const TABLE: &str = "data/places/places.tsv.gz";

/// Towns of fewer people have no other names: "Kiev" is no village of Kyiv's name.
const NAMED_OTHERWISE: u32 = 500_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    also: Vec<Also>,
    words: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Also {
    name: String,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Countries {
    demonyms: BTreeMap<String, Vec<String>>,
    seats: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facilities {
    words: FacilityWords,
    facility: Vec<Facility>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FacilityWords {
    kinds: Vec<String>,
    missions: Vec<String>,
    before: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facility {
    name: String,
    town: Option<String>,
    country: String,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Governments {
    government: Vec<Government>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Government {
    stands: String,
    words: Vec<String>,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// Writes the gazetteer's files and the lists.
pub(crate) fn write(code: &mut String) {
    code.push_str("pub(crate) mod places {\n");
    let words: std::collections::BTreeMap<String, Vec<String>> = load("places/words");
    for (name, list) in [("NOT_NAMES", "not_names"), ("REPORTING", "reporting")] {
        let mut list =
            words.get(list).cloned().unwrap_or_else(|| panic!("data/places/words.toml: {list} is missing"));
        list.sort();
        list.dedup();
        writeln!(code, "pub(crate) const {name}: &[&str] = &{list:?};").expect("strings take writes");
    }
    let names: Names = load("places/names");
    let table = table();
    write_gazetteer(&table, &names.also);
    for (name, words) in &names.words {
        write_words(&name.to_uppercase(), words, "names.toml", code);
    }
    write_countries(&load("places/countries"), &table, code);
    write_facilities(&load("places/facilities"), code);
    write_governments(&load("places/governments"), code);
    code.push_str("}\n");
}

fn table() -> String {
    println!("cargo::rerun-if-changed={TABLE}");
    let packed = fs::read(TABLE).unwrap_or_else(|reason| panic!("{TABLE}: {reason}"));
    let mut table = String::new();
    GzDecoder::new(&packed[..])
        .read_to_string(&mut table)
        .unwrap_or_else(|reason| panic!("{TABLE}: {reason}"));
    table
}

/// A list of words in lower case, in order, so that they are found by halves.
fn write_words(name: &str, words: &[String], file: &str, code: &mut String) {
    let sorted: BTreeSet<&String> = words.iter().collect();
    assert!(sorted.len() == words.len(), "data/places/{file}: a word of {name} is listed twice");
    for word in &sorted {
        assert!(**word == word.to_lowercase(), "data/places/{file}: {word:?} must be lower case");
    }
    let sorted: Vec<&String> = sorted.into_iter().collect();
    writeln!(code, "pub(crate) const {name}: &[&str] = &{sorted:?};").expect("strings take writes");
}

/// A line of the table.
struct Row<'t> {
    kind: &'t str,
    name: &'t str,
    country: &'t str,
    division: &'t str,
    lat: &'t str,
    lon: &'t str,
    people: u32,
    geonames: u32,
    is_capital: bool,
    plain: &'t str,
}

impl<'t> Row<'t> {
    fn of(line: &'t str) -> Self {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, name, country, division, lat, lon, people, geonames, is_capital, plain] = fields[..]
        else {
            panic!("{TABLE}: {line:?} has not ten fields");
        };
        let number =
            |written: &str| written.parse().unwrap_or_else(|_| panic!("{TABLE}: {written:?} in {line:?}"));
        assert!(
            name.len() < 256 && division.len() <= 8 && country.len() == 3,
            "{TABLE}: {line:?} is too long"
        );
        let (people, geonames, is_capital) = (number(people), number(geonames), is_capital == "1");
        Self { kind, name, country, division, lat, lon, people, geonames, is_capital, plain }
    }

    /// The names it is known by, in lower case.
    fn keys(&self, also: &[Also]) -> Vec<String> {
        let is_known = self.people != 0
            && (self.kind == "country" || (self.kind == "city" && self.people > NAMED_OTHERWISE));
        let also = also.iter().filter(|also| also.name == self.name && is_known);
        let names =
            also.flat_map(|also| also.names.iter().map(String::as_str)).chain([self.plain, self.name]);
        names.filter(|name| !name.is_empty()).map(|name| name.to_lowercase().replace('’', "'")).collect()
    }

    /// Its 36 bytes; the name begins at `name_at`.
    fn write(&self, name_at: usize, rows: &mut Vec<u8>) {
        let kind = ["country", "state", "city"].iter().position(|known| *known == self.kind).expect("a kind");
        let degrees = |written: &str| {
            written.parse::<f64>().map_or(i32::MIN, |degrees| (degrees * 1e4).round() as i32).to_le_bytes()
        };
        rows.extend([
            kind as u8,
            u8::from(self.is_capital),
            self.name.len() as u8,
            self.division.len() as u8,
        ]);
        rows.extend((name_at as u32).to_le_bytes());
        rows.extend(self.country.as_bytes());
        rows.push(0);
        rows.extend(self.division.as_bytes());
        rows.resize(rows.len() + 8 - self.division.len(), 0);
        rows.extend(degrees(self.lat));
        rows.extend(degrees(self.lon));
        rows.extend(self.people.to_le_bytes());
        rows.extend(self.geonames.to_le_bytes());
    }
}

/// Five files, which `src/places/gazetteer.rs` reads as they are: the places in rows of 36 bytes; their names; for each
/// name in lower case where it and its places begin, in order of the names; those names; their places.
fn write_gazetteer(table: &str, also: &[Also]) {
    let (mut rows, mut names) = (Vec::new(), String::new());
    let mut keys: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (place, row) in table.lines().map(Row::of).enumerate() {
        for key in row.keys(also) {
            keys.entry(key).or_default().insert(place as u32);
        }
        row.write(names.len(), &mut rows);
        names.push_str(row.name);
    }
    let (mut index, mut heap, mut places) = (Vec::new(), String::new(), Vec::new());
    for (key, of_key) in &keys {
        index.extend((heap.len() as u32).to_le_bytes());
        index.extend(((places.len() / 4) as u32).to_le_bytes());
        heap.push_str(key);
        places.extend(of_key.iter().flat_map(|place| place.to_le_bytes()));
    }
    index.extend((heap.len() as u32).to_le_bytes());
    index.extend(((places.len() / 4) as u32).to_le_bytes());
    for (file, bytes) in [
        ("places-rows.bin", rows),
        ("places-names.txt", names.into_bytes()),
        ("places-index.bin", index),
        ("places-keys.txt", heap.into_bytes()),
        ("places-of-keys.bin", places),
    ] {
        fs::write(out(file), bytes).expect("OUT_DIR is writable");
    }
}

fn out(file: &str) -> PathBuf {
    Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join(file)
}

/// Demonyms and seats of government in order, each with its country.
fn write_countries(countries: &Countries, table: &str, code: &mut String) {
    let known: BTreeSet<&str> =
        table.lines().filter_map(|line| line.strip_prefix("country\t")?.split('\t').nth(1)).collect();
    for (name, list) in [("DEMONYMS", &countries.demonyms), ("SEATS", &countries.seats)] {
        let mut found: BTreeMap<String, &str> = BTreeMap::new();
        for (country, words) in list {
            assert!(
                known.contains(country.as_str()),
                "data/places/countries.toml: {country:?} is no country"
            );
            for word in words.iter().flat_map(|word| with_plural(word, name == "DEMONYMS")) {
                let before = found.insert(word.to_lowercase(), country);
                assert!(
                    before.is_none_or(|before| before == country),
                    "countries.toml: {word:?} is of two countries"
                );
            }
        }
        let list: Vec<(&String, &&str)> = found.iter().collect();
        writeln!(code, "pub(crate) const {name}: &[(&str, &str)] = &{list:?};").expect("strings take writes");
    }
}

/// "Ukrainian", "Ukrainians"; but "Japanese" and "French" stay as they are.
fn with_plural(word: &str, is_demonym: bool) -> Vec<String> {
    let takes_s = word.ends_with(['n', 'i', 'k', 'o', 'd', 't', 'r', 'a', 'e', 'b', 'h', 'q'])
        && !["ese", "ish", "ch", "men", "lt"].iter().any(|ending| word.ends_with(ending));
    let plural = (is_demonym && takes_s).then(|| format!("{word}s"));
    [word.to_owned()].into_iter().chain(plural).collect()
}

fn write_facilities(facilities: &Facilities, code: &mut String) {
    let words = &facilities.words;
    for (name, list) in
        [("FACILITY_KINDS", &words.kinds), ("MISSIONS", &words.missions), ("FACILITY_BEFORE", &words.before)]
    {
        write_words(name, list, "facilities.toml", code);
    }
    let mut rows: BTreeMap<String, (&str, Option<&str>, &str)> = BTreeMap::new();
    for facility in &facilities.facility {
        let row = (facility.name.as_str(), facility.town.as_deref(), facility.country.as_str());
        for name in facility.also.iter().chain([&facility.name]) {
            assert!(
                rows.insert(name.to_lowercase(), row).is_none(),
                "facilities.toml: {name:?} is listed twice"
            );
        }
    }
    let rows: Vec<_> = rows.into_iter().collect();
    writeln!(
        code,
        "/// Names in lower case; the name, the town and the country of each.\npub(crate) const FACILITIES: &[(&str, FacilityRow)] = &{rows:?};\npub(crate) type FacilityRow = (&'static str, Option<&'static str>, &'static str);"
    )
    .expect("strings take writes");
    write_examples(
        "FACILITY_EXAMPLES",
        words.yes.iter().map(|text| (text, true)).chain(words.no.iter().map(|text| (text, false))),
        code,
    );
}

fn write_governments(governments: &Governments, code: &mut String) {
    let of = |stands: &str| -> Vec<String> {
        let lists = governments.government.iter().filter(|government| government.stands == stands);
        lists.flat_map(|government| government.words.clone()).collect()
    };
    for government in &governments.government {
        let is_known = ["verb", "noun", "before", "not-before"].contains(&government.stands.as_str());
        assert!(is_known, "data/places/governments.toml: `stands` is {:?}", government.stands);
        assert!(!government.yes.is_empty(), "data/places/governments.toml: give each an example");
    }
    write_words("GOVERNS", &of("verb"), "governments.toml", code);
    write_words("GOVERNMENT_NOUNS", &of("noun"), "governments.toml", code);
    write_words("GOVERNMENT_BEFORE", &of("before"), "governments.toml", code);
    write_words("PLACE_BEFORE", &of("not-before"), "governments.toml", code);
    let examples = governments.government.iter().flat_map(|government| {
        let no = government.no.iter().map(|text| (text, false));
        government.yes.iter().map(|text| (text, true)).chain(no)
    });
    write_examples("GOVERNMENT_EXAMPLES", examples, code);
}

fn write_examples<'e>(name: &str, examples: impl Iterator<Item = (&'e String, bool)>, code: &mut String) {
    let examples: Vec<_> = examples.collect();
    writeln!(code, "#[cfg(test)]\npub(crate) const {name}: &[(&str, bool)] = &{examples:?};")
        .expect("strings take writes");
}
