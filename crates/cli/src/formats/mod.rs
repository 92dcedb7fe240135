//! Records in the forms that other systems' users load.

mod citron;
mod polecat;

pub(crate) use citron::citron;
pub(crate) use polecat::PolecatWriter;
