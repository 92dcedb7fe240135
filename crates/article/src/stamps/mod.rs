//! When a piece was published: printed stamps and the dates of its metadata.

mod address;
mod moment;
mod printed;

pub(crate) use address::date_in_address;
pub(crate) use moment::from_metadata;
pub use moment::{Moment, MomentError};
pub(crate) use printed::{StampRole, printed_stamps, stamp_within};
