//! Many records in one `SQLite` file: versions, search, exports.

pub mod query;
