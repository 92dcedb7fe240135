//! Exports: the items that a query found, in the formats that the field loads.
//!
//! Every format takes one article at a time ([`Exporter::take`]), so that a result of any size is written in bounded memory; only a
//! network is gathered first. Each row has its source and link, and an id that is unique and stable. `docs/exports.md`
//! tells what stands in each format.

mod calendar;
mod columnar;
mod columns;
mod follow_the_money;
mod ids;
mod json_ld;
mod network;
mod page;
mod selected;
mod tables;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

pub use columns::{COLUMNS, Cell, Column, Holds};
pub use json_ld::selectors;
pub use selected::{Item, Selected, What, is_web_address, one_line};
pub(crate) use selected::{act_of, code, is_unprintable};
pub use tables::object;
pub(crate) use tables::write_row;

/// A format to export to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON Lines, an item a line.
    JsonLines,
    /// Tab-separated values, an item a line.
    Tsv,
    /// Apache Parquet.
    Parquet,
    /// Arrow IPC, also known as Feather version 2.
    Arrow,
    /// `FollowTheMoney` entities.
    FollowTheMoney,
    /// JSON-LD of schema.org and Web Annotation.
    JsonLd,
    /// iCalendar.
    Calendar,
    /// GEXF, a network.
    Network,
    /// A page.
    Page,
}

impl Format {
    /// All of them, with the names that commands take.
    pub const ALL: &[(&'static str, Self)] = &[
        ("jsonl", Self::JsonLines),
        ("tsv", Self::Tsv),
        ("parquet", Self::Parquet),
        ("arrow", Self::Arrow),
        ("ftm", Self::FollowTheMoney),
        ("jsonld", Self::JsonLd),
        ("ics", Self::Calendar),
        ("gexf", Self::Network),
        ("html", Self::Page),
    ];

    /// The format of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// Whether it can be shown in a terminal.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Parquet | Self::Arrow)
    }
}

/// What could not go out, with how often: nothing is left out in silence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left(BTreeMap<&'static str, usize>);

impl Left {
    fn add(&mut self, reason: &'static str) {
        self.add_some(reason, 1);
    }

    /// Counts items that are left out for a reason, if there are any.
    pub fn add_some(&mut self, reason: &'static str, count: usize) {
        if count > 0 {
            *self.0.entry(reason).or_default() += count;
        }
    }

    /// Each reason with how many items were left out for it.
    pub fn reasons(&self) -> impl Iterator<Item = (&'static str, usize)> + '_ {
        self.0.iter().map(|(reason, count)| (*reason, *count))
    }
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons: Vec<String> =
            self.reasons().map(|(reason, count)| format!("{reason}: {count} left out")).collect();
        f.write_str(&reasons.join("; "))
    }
}

/// Writes articles with their items in a format.
pub trait Exporter {
    /// Writes what was selected of one article.
    fn take(&mut self, selected: &Selected) -> io::Result<()>;

    /// Writes what stands at the end. Without it the output is cut off.
    fn finish(self: Box<Self>) -> io::Result<Left>;
}

/// Begins an export. The title is that of a page.
pub fn exporter<'w>(
    format: Format,
    out: impl Write + Send + 'w,
    title: &str,
) -> io::Result<Box<dyn Exporter + 'w>> {
    Ok(match format {
        Format::JsonLines => Box::new(tables::JsonLines(out)),
        Format::Tsv => Box::new(tables::Tsv::begin(out)?),
        Format::Parquet => Box::new(columnar::parquet(out)?),
        Format::Arrow => Box::new(columnar::arrow(out)?),
        Format::FollowTheMoney => Box::new(follow_the_money::FollowTheMoney::begin(out)),
        Format::JsonLd => Box::new(json_ld::JsonLd::begin(out)?),
        Format::Calendar => Box::new(calendar::Calendar::begin(out)?),
        Format::Network => Box::new(network::Network::begin(out)),
        Format::Page => Box::new(page::Page::begin(out, title)?),
    })
}
