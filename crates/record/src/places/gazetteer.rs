//! The gazetteer: places by their names, from `data/places/places.tsv.gz`.
//!
//! `build/places.rs` lays the table out as it is read here, so that the first lookup costs no more than any other: rows of a
//! fixed size, the names in order, and for each name the rows of its places. Numbers are written with the lowest byte first.

use article::ByteSpan;

/// 36 bytes a place: kind, whether it is a capital, the lengths of its name and of its division's code; where its name
/// begins; its country; its division; latitude and longitude in 1/10,000 degree; population; number in GeoNames.
static ROWS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places-rows.bin"));

/// The names of the rows, one after the other.
static NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/places-names.txt"));

/// For each name in lower case, in order, where it begins in [`KEYS`] and where its places begin in [`PLACES_OF_KEYS`].
static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places-index.bin"));

/// The names in lower case, one after the other.
static KEYS: &str = include_str!(concat!(env!("OUT_DIR"), "/places-keys.txt"));

/// The rows of the places that each name may mean.
static PLACES_OF_KEYS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places-of-keys.bin"));

const ROW: usize = 36;

/// What a coordinate is that the table does not hold.
const UNKNOWN: i32 = i32::MIN;

/// What a place of the gazetteer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Country,
    /// A first-level division of a country: a state, a province.
    State,
    City,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    /// ISO 3166-1 alpha-3.
    pub(super) country: &'static str,
    /// The code of its first-level division within the country.
    pub(super) division: &'static str,
    /// Degrees north.
    pub(super) lat: Option<f64>,
    /// Degrees east.
    pub(super) lon: Option<f64>,
    pub(super) population: u32,
    pub(super) geonames: u32,
    pub(super) is_capital: bool,
}

/// The places that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    from: usize,
    to: usize,
}

impl Places {
    pub(super) fn iter(self) -> impl Iterator<Item = Entry> {
        (self.from..self.to).map(|at| Entry::of_row(number(PLACES_OF_KEYS, at) as usize))
    }
}

impl Entry {
    /// Whether this country or state holds a place.
    pub(super) fn holds(&self, place: &Self) -> bool {
        let is_country = self.kind == Kind::Country;
        place.country == self.country
            && (is_country || place.division == self.division)
            && place.kind != Kind::Country
    }

    fn of_row(row: usize) -> Self {
        let start = row * ROW;
        let bytes = &ROWS[start..start + ROW];
        let name = number(bytes, 1) as usize;
        let degrees = |at: usize| {
            let written = number(bytes, at).cast_signed();
            (written != UNKNOWN).then(|| f64::from(written) / 1e4)
        };
        Self {
            kind: match bytes[0] {
                0 => Kind::Country,
                1 => Kind::State,
                _ => Kind::City,
            },
            is_capital: bytes[1] == 1,
            name: &NAMES[name..name + usize::from(bytes[2])],
            country: ascii(&bytes[8..11]),
            division: ascii(&bytes[12..12 + usize::from(bytes[3])]),
            lat: degrees(5),
            lon: degrees(6),
            population: number(bytes, 7),
            geonames: number(bytes, 8),
        }
    }
}

fn ascii(bytes: &'static [u8]) -> &'static str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The number at a place of a table of numbers.
fn number(table: &[u8], at: usize) -> u32 {
    table.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

const fn n_keys() -> usize {
    INDEX.len() / 8 - 1
}

fn key(at: usize) -> &'static str {
    ByteSpan::new(number(INDEX, 2 * at) as usize, number(INDEX, 2 * at + 2) as usize).of(KEYS)
}

/// Where the first name stands that is not before `lower`.
fn place_of(lower: &str) -> usize {
    let (mut from, mut to) = (0, n_keys());
    while from < to {
        let middle = usize::midpoint(from, to);
        if key(middle) < lower { from = middle + 1 } else { to = middle }
    }
    from
}

/// The places that a name in lower case may mean.
fn places_of(lower: &str) -> Option<Places> {
    let at = place_of(lower);
    (at < n_keys() && key(at) == lower)
        .then(|| Places { from: number(INDEX, 2 * at + 1) as usize, to: number(INDEX, 2 * at + 3) as usize })
}

/// The places that a name may mean, in whatever case and with whatever apostrophe it is written.
pub(super) fn places_named(name: &str) -> Option<Places> {
    places_of(&key_of(name))
}

fn key_of(name: &str) -> String {
    let lower = name.to_lowercase();
    if lower.contains('’') { lower.replace('’', "'") } else { lower }
}

/// Whether a name of the gazetteer begins with this one.
pub(super) fn begins_name(start: &str) -> bool {
    let lower = key_of(start);
    let at = place_of(&lower);
    at < n_keys() && key(at).starts_with(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_what_the_table_says() {
        let kyiv = places_named("Kyiv").unwrap().iter().find(|entry| entry.is_capital).unwrap();
        assert_eq!((kyiv.name, kyiv.country, kyiv.division, kyiv.geonames), ("Kyiv", "UKR", "12", 703_448));
        assert_eq!((kyiv.lat, kyiv.lon), (Some(50.4547), Some(30.5238)));
        let france =
            places_named("FRANCE").unwrap().iter().find(|entry| entry.kind == Kind::Country).unwrap();
        assert_eq!(france.country, "FRA");
        assert!(france.lat.is_some_and(|lat| (42.0..51.0).contains(&lat)));
        let kursk = places_named("kursk").unwrap();
        assert!(
            kursk.iter().any(|entry| entry.kind == Kind::State)
                && kursk.iter().any(|entry| entry.kind == Kind::City)
        );
    }

    /// Names are in order, so that halving finds each; every row decodes.
    #[test]
    fn every_name_is_found() {
        for at in 0..n_keys() {
            assert!(at == 0 || key(at - 1) < key(at));
            let places = places_of(key(at)).unwrap_or_else(|| panic!("{} is not found", key(at)));
            assert!(places.iter().all(|entry| !entry.name.is_empty() && entry.country.len() == 3));
        }
    }

    #[test]
    fn what_is_no_name_is_not_found() {
        for odd in ["", " ", "zzzzzzzz", "\u{10ffff}", "Kyivv", "\0"] {
            assert_eq!(places_named(odd), None, "{odd:?}");
        }
    }

    /// What `build/places.rs` writes stays under 6 MB, which is what the program may grow by.
    #[test]
    fn the_gazetteer_is_small() {
        let size = ROWS.len() + NAMES.len() + INDEX.len() + KEYS.len() + PLACES_OF_KEYS.len();
        assert!(size < 6_000_000, "{size}");
    }
}
