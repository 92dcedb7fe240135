//! Reads news articles into sourced records: who said what, every item on exact words.
//!
//! [`Reader`] takes files, folders and streams, reads them in parallel in bounded memory, and gives the outcomes in the
//! order of the inputs, the same for any number of threads.
//!
//! ```
//! use onrecord::{Input, Outcome, Reader};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("talks.txt");
//! # std::fs::write(&path, "Talks end\n\n“It rains,” said Ana Ruiz, a farmer who had come to see the ministers in Vienna.")?;
//! Reader::default().read([Input::Path(path)], |outcome| match outcome {
//!     Outcome::Read(record) => assert_eq!(record.actors[0].name, "Ana Ruiz"),
//!     Outcome::Skipped(failure) | Outcome::Failed(failure) => panic!("{failure}"),
//! });
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! The types of a record are re-exported from the rooms that own them. Spans are counted in bytes; call
//! [`Record::in_code_points`] before writing one as JSON, or use [`to_json`].

mod input;
mod reader;
mod schema;

pub use article::{
    Article, Block, BlockKind, Byline, ByteSpan, Capture, CharSpan, CodePoints, Field, Figure, Format, Link,
    Moment, MomentError, Origin, Part, PublicationStatus, Stamp, Video,
};
pub use input::{Fetched, Input, inputs_under, is_address};
pub use language::{Error as ModelError, Model};
pub use reader::{Failure, Outcome, Reader, Reason, Taken};
pub use record::{
    Act, Actor, ActorKind, Alternative, Basis, Candidate, Codebook, Count, DOUBTFUL_EVENT, Event, EventType,
    Explanation, Form, Ground, Label, MadeBy, Mistake, Place, PlaceKind, PloverEvent, Precision, Quotation,
    Record, Role, SCHEMA, Settings, Source, Stance, Statement, StatementKind, Status, Time, TimexType,
    UNSURE_EVENT, UNSURE_STATEMENT, WatchList, WatchListError, Within, country_named, explain_event,
    explain_place, explain_statement, explain_time, plover_collapse, quotations,
};
pub use schema::{json_schema, to_json};

/// What every view says of a statement that an outlet tells was not made (`negated`).
pub const NOT_SAID: &str = "told as not said";
