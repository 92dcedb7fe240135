//! Where: places, with their countries and coordinates.
//!
//! A name is looked up in the gazetteer and, of the places that bear it, the one is taken that the article speaks for: what stands
//! behind it ("Paris, Texas", "the Kursk region"), the countries of the article's other places and of its bylines, then the number of
//! people. A government named by its seat ("Kyiv said") is an actor and no place; a facility (an air base, an embassy) is a
//! place inside another.

mod countries;
mod explain;
mod facilities;
mod gazetteer;
mod government;
mod naming;
mod resolve;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use article::{Article, ByteSpan};

#[allow(unused_imports, reason = "for the stage that reads actors")]
pub(crate) use countries::{CountryWord, country_of};
pub(crate) use explain::explain;
#[allow(unused_imports, reason = "for the stage that reads actors")]
pub(crate) use government::{Government, governments};

use crate::record::{Place, PlaceKind, Within};
use facilities::{Facility, Located};
use gazetteer::{Entry, Kind, places_named};
use naming::{Mention, Named, mentions};
use resolve::{Countries, WELL_KNOWN, resolve};

/// Whether the gazetteer has a place of this name, in whatever case.
pub(crate) fn is_place_name(name: &str) -> bool {
    gazetteer::places_named(name).is_some()
}

/// The places of an article, in the order in which they are first named.
pub(crate) fn places(article: &Article) -> Vec<Place> {
    found(&Reading::of(article)).places
}

fn found(reading: &Reading) -> Found {
    let mut found = Found::default();
    for (number, mention) in reading.mentions.iter().enumerate() {
        match mention {
            Mention::Place(named) => {
                if let Some(entry) = reading.entry(named) {
                    found.add(Key::Entry(entry.geonames), (number, named.span), || of_entry(&entry));
                }
            }
            Mention::Facility(facility) => {
                if let Some(place) = reading.facility(facility) {
                    let key = Key::Facility(facility.name.to_lowercase());
                    found.add(key, (number, facility.span), || place);
                }
            }
        }
    }
    found
}

/// What an article names, and what speaks for one place or another.
struct Reading<'t> {
    mentions: Vec<Mention<'t>>,
    countries: Countries,
    /// Names that stand for a place somewhere in the article: "in Conway".
    known: HashSet<&'t str>,
}

impl<'t> Reading<'t> {
    fn of(article: &'t Article) -> Self {
        let blocks = article.readable();
        let mentions: Vec<Mention> = blocks.flat_map(|(_, block)| mentions(&article.text, block)).collect();
        let named = mentions.iter().filter_map(|mention| match mention {
            Mention::Place(named) => Some(*named),
            Mention::Facility(_) => None,
        });
        let named: Vec<Named> = named.collect();
        let is_known = |named: &&Named| named.is_placed || named.within.is_some();
        let known = named.iter().filter(is_known).map(|named| named.name).collect();
        Self { mentions, countries: countries(article, &named), known }
    }

    fn entry(&self, named: &Named) -> Option<Entry> {
        resolve(named, &self.countries, self.known.contains(named.name))
    }

    /// A facility as a place; none where neither the text nor the table tells in which country it lies.
    fn facility(&self, facility: &Facility) -> Option<Place> {
        let of_town = |entry: Entry| (entry.country, (entry.kind != Kind::Country).then_some(entry));
        let (country, within) = match &facility.located {
            Located::Known { town, country } => (*country, town.and_then(|town| town_of(town, country))),
            Located::Told(named) => of_town(resolve(named, &self.countries, true)?),
            Located::Own(named) => of_town(self.entry(named)?),
        };
        Some(Place {
            id: String::new(),
            kind: PlaceKind::Facility,
            name: facility.name.to_owned(),
            mentions: Vec::new(),
            country: country.to_owned(),
            lat: None,
            lon: None,
            geonames: None,
            within: within.map(|entry| Within { name: entry.name.to_owned(), geonames: entry.geonames }),
        })
    }
}

/// The town of a name in a country.
fn town_of(name: &str, country: &str) -> Option<Entry> {
    let towns =
        places_named(name)?.iter().filter(|entry| entry.kind == Kind::City && entry.country == country);
    towns.max_by_key(|entry| entry.population)
}

fn of_entry(entry: &Entry) -> Place {
    Place {
        id: String::new(),
        kind: match entry.kind {
            Kind::Country => PlaceKind::Country,
            Kind::State => PlaceKind::State,
            Kind::City => PlaceKind::City,
        },
        name: entry.name.to_owned(),
        mentions: Vec::new(),
        country: entry.country.to_owned(),
        lat: entry.lat,
        lon: entry.lon,
        geonames: Some(entry.geonames),
        within: None,
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    /// Its number in GeoNames.
    Entry(u32),
    /// Its name in lower case.
    Facility(String),
}

/// The places found so far.
#[derive(Default)]
struct Found {
    places: Vec<Place>,
    /// The number of the first mention of each.
    first_mentions: Vec<usize>,
    numbers: HashMap<Key, usize>,
}

impl Found {
    /// Adds a mention, by its number and words.
    fn add(&mut self, key: Key, (mention, span): (usize, ByteSpan), make: impl FnOnce() -> Place) {
        let number = *self.numbers.entry(key).or_insert(self.places.len());
        if number == self.places.len() {
            self.places.push(Place { id: format!("p{}", number + 1), ..make() });
            self.first_mentions.push(mention);
        }
        self.places[number].mentions.push(span);
    }
}

/// How often each country is spoken of, by its own name, its best-known cities and the bylines' places.
fn countries(article: &Article, named: &[Named]) -> Countries {
    let mut counts = Countries::new();
    let bylines = article.bylines.iter().filter_map(|byline| byline.place.as_deref()).map(places_named);
    for places in named.iter().map(|named| named.places).chain(bylines).flatten() {
        let places = places.iter().filter(|entry| entry.kind != Kind::State || entry.country == "USA");
        let best = places.max_by_key(|entry| (entry.kind == Kind::Country, entry.population));
        if let Some(entry) = best.filter(|entry| entry.population >= WELL_KNOWN) {
            *counts.entry(entry.country).or_insert(0) += 1;
        }
    }
    counts
}
