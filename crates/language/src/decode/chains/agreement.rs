//! What keeps a mention out of a chain, however well it scores.

use crate::analysis::WordSpan;

use super::Member;
use super::wording::{Kind, share};

/// How many of a chain's last mentions are looked at for overlap.
const RECENT: usize = 8;

/// What a chain of mentions has shown of itself.
#[derive(Debug)]
pub(super) struct Chain {
    recent: Vec<WordSpan>,
    /// He, she or it, where one was seen.
    gender: Option<Kind>,
    is_plural: bool,
    is_living: bool,
    has_name: bool,
    /// The words of its names of people.
    names: Vec<u32>,
}

impl Chain {
    /// The chain of one mention.
    pub(super) fn of(mention: &Member) -> Self {
        let wording = &mention.wording;
        let has_name = mention.is_person && wording.kind == Kind::Name;
        Self {
            recent: vec![WordSpan::new(mention.found.first, mention.found.last + 1)],
            gender: Some(wording.kind).filter(|kind| matches!(kind, Kind::He | Kind::She | Kind::It)),
            is_plural: wording.is_we || wording.kind == Kind::They,
            is_living: mention.is_living,
            has_name,
            names: if has_name { wording.names.clone() } else { Vec::new() },
        }
    }

    /// Whether it holds a person's name.
    pub(super) fn has_name(&self) -> bool {
        self.has_name
    }

    /// Whether the chain of one mention may be joined to it: he, she and it exclude each other; he and she exclude we and
    /// they, and what is no person or animal; so do two people whose names have no word in common, and mentions that
    /// overlap.
    pub(super) fn admits(&self, other: &Self) -> bool {
        if self.gender.zip(other.gender).is_some_and(|(a, b)| a != b) {
            return false;
        }
        let is_human = |chain: &Self| matches!(chain.gender, Some(Kind::He | Kind::She));
        let excludes = |a: &Self, b: &Self| is_human(a) && (b.is_plural || !b.is_living);
        if excludes(self, other) || excludes(other, self) {
            return false;
        }
        if self.has_name && other.has_name && !share(&self.names, &other.names) {
            return false;
        }
        let own = other.recent[0];
        !self.recent.iter().any(|span| span.start < own.end && own.start < span.end)
    }

    /// Takes up the chain of one mention.
    pub(super) fn join(&mut self, other: Self) {
        self.recent.extend(other.recent);
        self.recent.drain(..self.recent.len().saturating_sub(RECENT));
        self.gender = self.gender.or(other.gender);
        self.is_plural |= other.is_plural;
        self.is_living |= other.is_living;
        self.has_name |= other.has_name;
        for name in other.names {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
    }
}
