//! Many records in one `SQLite` file: versions, search, exports.

pub mod export;
pub mod query;
