//! Samples for validation: items drawn at random, a sheet to fill in, and how far those who filled it agree.

mod agreement;
mod sheet;

pub use agreement::{Agreement, Estimate, Pair, agreements};
pub use sheet::{SheetError, Verdicts, read_sheet, write_sheet};

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::export::{Item, Selected};
use crate::query::Query;
use crate::{Archive, Error};

/// An item that was drawn, with an article that holds it alone.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The article with the one item.
    pub selected: Selected,
}

impl Drawn {
    /// The item.
    pub fn item(&self) -> Option<Item<'_>> {
        self.selected.items().into_iter().next()
    }
}

impl Archive {
    /// Draws `n` of the items that a query finds, each as likely as any other, in the order of the draw. The same seed draws the
    /// same items of the same archive on every machine: an item's lot is a hash of the seed and its id, and the lowest lots
    /// win, so that an item that comes later displaces no more than one.
    pub fn draw(&self, query: &Query, n: usize, seed: u64) -> Result<Vec<Drawn>, Error> {
        let mut drawn: BTreeMap<[u8; 32], Drawn> = BTreeMap::new();
        self.select(query, |selected| {
            for item in selected.items() {
                let lot = lot(seed, &item.id);
                let is_beaten =
                    drawn.len() >= n && drawn.last_key_value().is_none_or(|(last, _)| *last < lot);
                if is_beaten {
                    continue;
                }
                drawn.insert(lot, Drawn { selected: item.alone() });
                if drawn.len() > n {
                    drawn.pop_last();
                }
            }
            Ok::<(), Error>(())
        })?;
        Ok(drawn.into_values().collect())
    }
}

fn lot(seed: u64, id: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(id.as_bytes());
    hash.finalize().into()
}
