//! The gazetteer: places by their names, from `data/places/places.tsv.gz`.

use std::collections::HashMap;
use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

use crate::data::places::ALSO;

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Country,
    State,
    City,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// ISO 3166-1 alpha-3.
    pub(super) country: String,
    /// The code of its first-level division within the country.
    pub(super) division: String,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    pub(super) population: u32,
    pub(super) geonames: u32,
    pub(super) is_capital: bool,
}

/// Places by their names in lower case.
#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    entries: Vec<Entry>,
    names: HashMap<String, Vec<u32>>,
}

/// Read once, when the first article with a name in it is.
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut table = String::new();
    let packed = &include_bytes!("../../data/places/places.tsv.gz")[..];
    GzDecoder::new(packed).read_to_string(&mut table).expect("the gazetteer was packed by make.py");
    Gazetteer::of(&table)
});

/// The places that a name may mean.
pub(super) fn places_named(name: &str) -> impl Iterator<Item = &'static Entry> {
    let gazetteer: &'static Gazetteer = &GAZETTEER;
    let places = gazetteer.names.get(&name.to_lowercase()).map_or(&[][..], Vec::as_slice);
    places.iter().map(|place| &gazetteer.entries[*place as usize])
}

impl Gazetteer {
    fn of(table: &str) -> Self {
        let mut gazetteer = Self::default();
        for (entry, plain) in table.lines().filter_map(entry) {
            let place = gazetteer.entries.len() as u32;
            let also = ALSO.iter().filter(|(name, _)| *name == entry.name && entry.population != 0);
            let also = also.filter(|_| entry.kind == Kind::Country || entry.population > 500_000);
            let names = also.flat_map(|(_, names)| names.iter().copied()).chain([plain]);
            for name in names.chain([entry.name.as_str()]).filter(|name| !name.is_empty()) {
                let places = gazetteer.names.entry(name.to_lowercase()).or_default();
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            gazetteer.entries.push(entry);
        }
        gazetteer
    }
}

/// A line of the table, with the place's name without its accents.
fn entry(line: &str) -> Option<(Entry, &str)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [kind, name, country, division, lat, lon, population, geonames, is_capital, plain] = fields[..]
    else {
        return None;
    };
    let kind = match kind {
        "country" => Kind::Country,
        "state" => Kind::State,
        _ => Kind::City,
    };
    let entry = Entry {
        kind,
        name: name.to_owned(),
        country: country.to_owned(),
        division: division.to_owned(),
        lat: lat.parse().ok(),
        lon: lon.parse().ok(),
        population: population.parse().ok()?,
        geonames: geonames.parse().ok()?,
        is_capital: is_capital == "1",
    };
    Some((entry, plain))
}
