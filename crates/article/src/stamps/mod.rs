//! When a piece was published: printed stamps and the dates of its metadata.

mod moment;
mod printed;

pub(crate) use moment::from_metadata;
pub use moment::{Moment, MomentError};
pub(crate) use printed::{StampRole, printed_stamps};
