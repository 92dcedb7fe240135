//! Many records in one `SQLite` file, with the bytes they were read from.
//!
//! [`Archive`] keeps what [`onrecord::Reader`] reads: adding the same article twice changes nothing, adding a changed one
//! keeps both versions, and [`Archive::changes`] says what changed in the text and in the record. The file is safe to kill
//! at any moment; one process writes, any number reads. What is in it is described in docs/archive.md.
//!
//! ```
//! use archive::{Added, Archive, Arrival};
//! use onrecord::{Input, Outcome, Reader};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("talks.txt");
//! # std::fs::write(&path, "Talks end\n\n“It rains,” said Ana Ruiz, a farmer who had come to Vienna.")?;
//! let mut archive = Archive::create(&folder.path().join("talks.sqlite"))?;
//! let came = "2026-03-14T12:00:00Z".parse()?;
//! let mut arrivals = Vec::new();
//! Reader::default().read_captures([Input::Path(path)], |_| true, |taken| {
//!     if let (Some(capture), Some(Outcome::Read(record))) = (taken.capture, taken.outcome) {
//!         arrivals.push((Arrival::new(capture, taken.input, came), *record));
//!     }
//! });
//! for (arrival, record) in arrivals {
//!     assert!(matches!(archive.add(&arrival, record.clone())?, Added::New { .. }));
//!     assert!(matches!(archive.add(&arrival, record)?, Added::Unchanged { .. }));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod add;
mod arrival;
mod backup;
mod batch;
mod changes;
mod check;
mod error;
pub mod export;
mod freeze;
mod identity;
mod info;
mod merging;
mod migrations;
mod open;
mod order;
mod packing;
mod polls;
pub mod query;
mod remove;
mod reread;
mod rows;
pub mod sampling;
pub mod search;
mod stored;

pub use add::Added;
pub use arrival::{Arrival, Known, Standing};
pub use backup::parts_of;
pub use changes::{Change, Piece, RecordChange, TextChange, record_changes};
pub use check::Checked;
pub use error::Error;
pub use freeze::{Manifest, frozen_files};
pub use info::Info;
pub use open::{Archive, files_of};
pub use polls::{Poll, Seen};
pub use reread::Reread;
pub use stored::Stored;
