//! Which country a word speaks of: by its name, its people, its capital or its seat of government.

use super::gazetteer::{Kind, places_named};
use crate::data::places::{DEMONYMS, SEATS};

/// How a word speaks of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CountryWord {
    /// "Ukraine", "U.K."
    Country,
    /// "Ukrainian", "Ukrainians".
    Demonym,
    /// "Kyiv".
    Capital,
    /// "the Kremlin", without its article.
    Seat,
}

/// The country (ISO 3166-1 alpha-3) that a name or the word for its people speaks of, in whatever case it is written.
///
/// A name may have other meanings ("Georgia", "Turkey"): this says what it would mean as a country. The first of
/// name, people, seat and capital counts.
pub(crate) fn country_of(word: &str) -> Option<(&'static str, CountryWord)> {
    let country = |entry: super::gazetteer::Entry| (entry.country, CountryWord::Country);
    if let Some(found) = of_kind(word, Kind::Country).map(country) {
        return Some(found);
    }
    let lower = word.to_lowercase().replace('’', "'");
    let in_list = |list: &[(&'static str, &'static str)]| {
        list.binary_search_by_key(&lower.as_str(), |(word, _)| word).ok().map(|at| list[at].1)
    };
    if let Some(country) = in_list(DEMONYMS) {
        return Some((country, CountryWord::Demonym));
    }
    if let Some(country) = in_list(SEATS) {
        return Some((country, CountryWord::Seat));
    }
    of_kind(word, Kind::City).filter(|city| city.is_capital).map(|city| (city.country, CountryWord::Capital))
}

/// The place of a kind that a name means, the one with the most people: Washington is no town in Iowa.
fn of_kind(name: &str, kind: Kind) -> Option<super::gazetteer::Entry> {
    places_named(name)?
        .iter()
        .filter(|entry| entry.kind == kind)
        .max_by_key(|entry| (entry.is_capital, entry.population))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_speak_of_their_countries() {
        for (word, country, kind) in [
            ("Ukraine", "UKR", CountryWord::Country),
            ("U.S.", "USA", CountryWord::Country),
            ("Ukrainian", "UKR", CountryWord::Demonym),
            ("Ukrainians", "UKR", CountryWord::Demonym),
            ("French", "FRA", CountryWord::Demonym),
            ("SOUTH KOREANS", "KOR", CountryWord::Demonym),
            ("Japanese", "JPN", CountryWord::Demonym),
            ("Kyiv", "UKR", CountryWord::Capital),
            ("Kiev", "UKR", CountryWord::Capital),
            ("Washington", "USA", CountryWord::Capital),
            ("London", "GBR", CountryWord::Capital),
            ("Kremlin", "RUS", CountryWord::Seat),
            ("Quai d’Orsay", "FRA", CountryWord::Seat),
        ] {
            assert_eq!(country_of(word), Some((country, kind)), "{word}");
        }
        for word in ["Frenchs", "Japaneses", "Danishs", "Lviv", "", "minister"] {
            assert_eq!(country_of(word), None, "{word}");
        }
    }

    /// A demonym that is also a country's name would never be found.
    #[test]
    fn no_demonym_is_hidden_by_a_name() {
        for (word, country) in DEMONYMS.iter().chain(SEATS) {
            assert_eq!(country_of(word).map(|(country, _)| country), Some(*country), "{word}");
        }
    }
}
