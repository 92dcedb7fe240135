//! When and where, as the article tells it.

use rusqlite::params;

use super::sliced::spans_json;
use super::{Context, label};

pub(super) fn write(context: &Context<'_>) -> rusqlite::Result<()> {
    let mut time_row = context.connection.prepare_cached(
        "INSERT INTO times (version, ref, type, value, mod, precision, basis, words, span)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for time in &context.record.times {
        time_row.execute(params![
            context.version,
            time.id,
            label(time.r#type),
            time.value,
            time.r#mod,
            time.precision.map(label),
            label(time.basis),
            context.words.words(time.span).unwrap_or_default(),
            serde_json::to_string(&time.span).expect("numbers can be written"),
        ])?;
    }
    let mut place_row = context.connection.prepare_cached(
        "INSERT INTO places (version, ref, kind, name, country, lat, lon, geonames, mentions)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for place in &context.record.places {
        place_row.execute(params![
            context.version,
            place.id,
            label(place.kind),
            place.name,
            place.country,
            place.lat,
            place.lon,
            place.geonames,
            spans_json(&place.mentions),
        ])?;
    }
    Ok(())
}
