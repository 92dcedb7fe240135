//! From rows of numbers to sentences, tags, trees, names, attributions, mentions and chains.
//!
//! Each decoder follows `training/decode.py`, whose rules `training/README.md` tells in prose under "numbers to
//! analyses". Those of one passage ([`tags`], [`sentences`], [`trees`], [`names`], [`mentions`]) are run as soon as the
//! passage's rows are there, so that rows need not be kept; links and chains are decided over the whole article.

mod attributions;
mod chains;
mod lemmas;
mod mentions;
mod sentences;
mod tags;
mod trees;

pub(crate) use attributions::{AttributionScorers, FAVOUR, Spans, roles};
pub(crate) use chains::{ChainScorers, Chains, Sighting};
pub(crate) use lemmas::LemmaScript;
pub(crate) use mentions::MentionScorers;
pub(crate) use sentences::sentence_starts;
pub(crate) use tags::{runs, tagged};
pub(crate) use trees::{RelationScorer, TreeScorers};
