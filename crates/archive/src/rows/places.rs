//! Places as rows.

use rusqlite::params;

use super::{Context, label};

pub(super) fn write(context: &Context<'_>) -> rusqlite::Result<()> {
    let mut place_row = context.connection.prepare_cached(
        "INSERT INTO places (version, ref, kind, name, country, lat, lon, geonames)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
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
        ])?;
    }
    Ok(())
}
