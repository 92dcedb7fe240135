//! Where.

use article::ByteSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place, as GeoNames has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Place")]
pub struct Place<S = ByteSpan> {
    /// Unique in the record: `p1`, `p2`, … in the order in which they are first named.
    pub id: String,
    /// Its English name in GeoNames, which need not be the article's.
    pub name: String,
    /// Where it is named.
    pub mentions: Vec<S>,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Degrees north; absent for countries and states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east; absent for countries and states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Its number in GeoNames.
    pub geonames: u32,
}

impl<S> Place<S> {
    pub(super) fn map_spans<T>(self, turn: &mut impl FnMut(S) -> T) -> Place<T> {
        let Self { id, name, mentions, country, lat, lon, geonames } = self;
        Place { id, name, mentions: mentions.into_iter().map(turn).collect(), country, lat, lon, geonames }
    }
}
