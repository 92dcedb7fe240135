//! Which of the places that bear a name is meant.

use std::collections::BTreeMap;

use super::gazetteer::{Entry, Kind};
use super::naming::Named;

/// A town of fewer people is only read where a word before it or the country behind it says that it is one.
pub(super) const WELL_KNOWN: u32 = 500_000;

/// A city of more people is meant before a state of its name: "New York".
const GREAT: u32 = 5_000_000;

/// The same of a capital: Washington, Vienna.
const GREAT_CAPITAL: u32 = 100_000;

/// How often each country is spoken of, by ISO 3166-1 alpha-3.
pub(super) type Countries = BTreeMap<&'static str, u32>;

/// Of the places that bear a name, the one that the article speaks for.
pub(super) fn resolve(named: &Named, countries: &Countries, is_known: bool) -> Option<Entry> {
    let places = named.places?;
    if let Some(region) = named.within {
        let inside = places
            .iter()
            .filter(|place| region.holds(place))
            .max_by_key(|entry| (entry.kind == Kind::City, entry.population));
        // "Conway, Washington" is none of the other Conways; but in "from Paris, Germany said" the comma parts two places.
        let is_town = places.iter().all(|entry| entry.kind == Kind::City);
        if inside.is_some() || (region.kind == Kind::State && is_town) {
            return inside;
        }
    }
    let best = places.iter().max_by_key(|entry| weight(entry, named, countries))?;
    let is_known = is_known
        || best.kind == Kind::Country
        || (best.kind == Kind::State && (best.country == "USA" || named.is_division))
        || best.is_capital
        || best.population >= WELL_KNOWN;
    is_known.then_some(best)
}

/// How much speaks for a place, apart from what stands behind its name.
pub(super) fn weight(entry: &Entry, named: &Named, countries: &Countries) -> u64 {
    let spoken_of = countries.get(entry.country).copied().unwrap_or(0).min(3);
    let rank = match entry.kind {
        Kind::State if named.is_division => 2_000,
        Kind::Country => 1_000,
        Kind::City if is_great(entry) => 600,
        Kind::State if entry.country == "USA" => 500,
        // "Kursk" alone is the town, which holds most of its region's people; "Ontario" is no town in California.
        Kind::City => 13,
        Kind::State => 0,
    };
    // Four times the binary logarithm.
    let people = u128::from(entry.population).pow(4).checked_ilog2().unwrap_or(0);
    rank + u64::from(people) + u64::from(spoken_of) * 4
}

/// A capital or a city of millions, which is meant before a state or a town of its name; not Plymouth, Montserrat.
fn is_great(entry: &Entry) -> bool {
    entry.population >= GREAT || (entry.is_capital && entry.population >= GREAT_CAPITAL)
}
