//! Where the entries of a codebook stand, for explanations.

use std::fmt;

use super::{Codebook, Operator, Pattern, Place};

/// A place in a file of the codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    file: String,
    /// From 1.
    line: usize,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)
    }
}

/// The places of all entries.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// By the number of a pattern's entry.
    patterns: Vec<Origin>,
    /// By the number of an operator.
    operators: Vec<Origin>,
}

impl Origins {
    /// Notes the next entry of patterns.
    pub(super) fn add_pattern(&mut self, file: &str, text: &str, at: usize) {
        self.patterns.push(origin(file, text, at));
    }

    /// Notes the entry from which operators up to a number were made.
    pub(super) fn add_operators(&mut self, file: &str, text: &str, at: usize, up_to: usize) {
        self.operators.resize(up_to.max(self.operators.len()), origin(file, text, at));
    }
}

fn origin(file: &str, text: &str, at: usize) -> Origin {
    Origin { file: file.to_owned(), line: 1 + text[..at].matches('\n').count() }
}

impl Codebook {
    /// Where a pattern stands.
    pub(crate) fn origin(&self, pattern: &Pattern) -> Option<&Origin> {
        self.origins.patterns.get(pattern.entry)
    }

    /// The operators that a word is at some place, with where they stand.
    pub(crate) fn operators_and_origins(
        &self,
        place: Place,
        form: &str,
    ) -> impl Iterator<Item = (&Operator, &Origin)> {
        let numbers = self.operators_by_word.get(&(place, form.to_owned())).map_or(&[][..], Vec::as_slice);
        let both = |number: &usize| self.operators.get(*number).zip(self.origins.operators.get(*number));
        numbers.iter().filter_map(both)
    }
}
