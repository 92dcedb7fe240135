//! Where.

use article::ByteSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A country.
    Country,
    /// A first-level division of a country: a state, a province, an oblast.
    State,
    /// A town or city.
    City,
    /// A place inside a place: an air base, an airport, an embassy, a palace.
    Facility,
}

/// A place, as GeoNames has it, or a facility inside one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Place")]
pub struct Place<S = ByteSpan> {
    /// Unique in the record: `p1`, `p2`, … in the order in which they are first named.
    pub id: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Its English name in GeoNames, which need not be the article's; for a facility, its name.
    pub name: String,
    /// Where it is named.
    pub mentions: Vec<S>,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Degrees north: of a town, of the middle of a country or of the people of a state; absent for facilities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Its number in GeoNames; absent for facilities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u32>,
    /// The town or state in which a facility lies, where the article or the table of facilities tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
}

/// The town or state in which a facility lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Within {
    /// Its English name in GeoNames.
    pub name: String,
    /// Its number in GeoNames.
    pub geonames: u32,
}

impl<S> Place<S> {
    pub(super) fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Place<T> {
        let Self { id, kind, name, mentions, country, lat, lon, geonames, within } = self;
        let mentions = mentions.into_iter().map(turn).collect();
        Place { id, kind, name, mentions, country, lat, lon, geonames, within }
    }
}
