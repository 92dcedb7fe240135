//! When: expressions of time, with their place in the calendar.
//!
//! In the manner of `HeidelTime` (Strötgen and Gertz, *`HeidelTime`: High Quality Rule-Based Extraction and Normalization of
//! Temporal Expressions*, `SemEval` 2010): rules are data, each with examples that are run. A rule of `data/times` names a
//! pattern of words and what it means; `build/times.rs` makes one trie of them all. What is found is
//! written as TIMEX3 (`TimeML` 1.2.1) and resolved by the day on which the article was published.
//!
//! A time that only the day of writing can place keeps its open form where that day is not known: `XXXX-WXX-1` for "Monday",
//! `XXXX-03` for "March"; one that tells nothing but a distance ("last month") has no value then.

mod direction;
mod explain;
mod feasts;
mod found;
mod matching;
mod numbers;
mod periods;
mod reader;
mod resolve;
mod senses;
mod stretch;
mod tokens;

pub(crate) use explain::explain;
pub(crate) use matching::Trie;
pub(crate) use reader::times;
pub(crate) use senses::{Class, Feast, Few, Modifier, Part, Season, Sense, Unit};

use crate::record::{Basis, Precision};

/// What a rule yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Means {
    /// A place in the calendar: DATE, or TIME with a part of the day.
    Date,
    /// Two dates that share what only one of them tells: "March 3-5, 2021".
    Range,
    /// DURATION.
    Period,
    /// SET.
    Every,
    /// A time that no calendar holds.
    Vague(&'static str),
    /// What looks like a time and is none.
    Nothing,
}

/// Where a distance is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// The day of writing.
    Document,
    /// The time told of last.
    Reference,
    /// The quarter told of last, or else the last that is over.
    Quarter,
    /// A year before what the figures beside it are for: the quarter told of near by, or else the day of writing.
    Compared,
}

/// Which way a number of units is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// "ago", "earlier".
    Back,
    /// "from now", "later".
    On,
}

/// A rule of `data/times`, without its pattern.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The file of `data/times` that it stands in, without its ending.
    pub(crate) file: &'static str,
    /// Its first pattern, as written there.
    pub(crate) pattern: &'static str,
    pub(crate) means: Means,
    pub(crate) from: From,
    pub(crate) count: Option<Count>,
    pub(crate) shift: Option<i8>,
    pub(crate) modifier: Option<&'static str>,
    /// One of these must stand before it, if any are given.
    pub(crate) after: &'static [u16],
    /// None of these may stand before it.
    pub(crate) not_after: &'static [u16],
    /// None of these may stand behind it.
    pub(crate) not_before: &'static [u16],
}

/// A cue of direction, without its pattern.
#[derive(Debug)]
pub(crate) struct Cue {
    pub(crate) points: Points,
    pub(crate) stands: Stands,
}

/// Where a cue says that a time lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Points {
    Coming,
    Past,
    /// The words say nothing of it, though parts of them would.
    Nowhere,
}

/// Where a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Right before the time.
    Next,
    /// Right after the time.
    After,
    /// In its sentence.
    Anywhere,
    /// In its sentence, and outweighs what stands right before the time.
    Over,
}

#[cfg(test)]
mod tests;
