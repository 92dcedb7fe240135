//! The JSON that a record is written as, and its schema.

use record::Record;
use serde_json::Value;

/// The record as one JSON object of the schema `onrecord/0`, its offsets in code points.
///
/// # Panics
/// Never: a record holds no map with keys that are no strings.
pub fn to_json(record: Record) -> Value {
    serde_json::to_value(record.in_code_points())
        .expect("a record holds no map with keys that are no strings")
}

/// The JSON Schema (draft 2020-12) of `onrecord/0`, made from the types.
pub fn json_schema() -> Value {
    let mut schema = schemars::schema_for!(Record<article::CharSpan>).to_value();
    schema["$id"] = Value::from(record::SCHEMA);
    schema
}
