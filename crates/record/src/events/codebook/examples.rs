//! The examples of a codebook, run through the model.
//!
//! In a `yes` of a pattern, `[…]` holds the actor and `{…}` the recipient.

use std::fmt;

use article::Settings;
use language::Model;

use super::Codebook;
use crate::events::{Side, Told, told};
use crate::record::EventType;

/// An example of a codebook's entry.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// The entry: of a pattern, or of an operator with what it makes of an event.
    pub(crate) of: Entry,
    pub(crate) text: String,
    /// Whether it shows what the entry reads or what it leaves.
    pub(crate) is_yes: bool,
}

/// What an example belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Pattern { entry: usize, event: EventType },
    Operator { status: Option<crate::Status>, stance: Option<crate::Stance> },
}

/// An example that does not do what it should.
#[derive(Debug, Clone)]
pub struct FailedExample {
    /// Its text.
    pub text: String,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for FailedExample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.text, self.reason)
    }
}

impl Codebook {
    /// Runs all examples and gives those that fail.
    pub fn failed_examples(&self, model: &Model) -> Vec<FailedExample> {
        let failed = |example: &Example| {
            let reason = self.why_failed(model, example)?;
            Some(FailedExample { text: example.text.clone(), reason })
        };
        self.examples.iter().filter_map(failed).collect()
    }

    /// How many examples there are.
    pub fn n_examples(&self) -> usize {
        self.examples.len()
    }

    fn why_failed(&self, model: &Model, example: &Example) -> Option<String> {
        let plain: String = example.text.chars().filter(|c| !"[]{}".contains(*c)).collect();
        let line = serde_json_line(&plain);
        let mut captures = article::captures_of(line.as_bytes(), None).ok()?;
        let capture = captures.next()?.ok()?;
        let article = article::read(&capture, &Settings::default()).ok()?;
        let analysis = model.analyze(&article);
        let told = told(&article, &analysis, self);
        let named: Vec<&str> = told.iter().map(|event| article.words(event.trigger)).collect();
        let fits = |event: &Told| match example.of {
            Entry::Pattern { entry, .. } if !example.is_yes => event.entry == entry,
            Entry::Pattern { event: of, .. } => event.event == of,
            Entry::Operator { status, stance } => {
                status.is_none_or(|status| event.status == status)
                    && stance.is_none_or(|stance| event.stance == Some(stance))
            }
        };
        let mut found = told.iter().filter(|event| fits(event));
        let wrong = |event: &Told| {
            ["[]", "{}"].iter().zip([&event.actors, &event.recipients]).find_map(|(marks, side)| {
                let wanted = marked(&example.text, marks)?;
                let has = side.iter().any(|one: &Side| wanted.contains(article.words(one.head)));
                let found: Vec<&str> = side.iter().map(|one| article.words(one.head)).collect();
                (!has).then(|| format!("{wanted:?} is not on its side; found {found:?}"))
            })
        };
        if !example.is_yes {
            return found.next().map(|event| format!("read by {:?}", article.words(event.trigger)));
        }
        let mut reasons: Vec<Option<String>> = found.map(wrong).collect();
        reasons.sort();
        let none = || Some(format!("not read; events are named by {named:?}"));
        reasons.into_iter().next().unwrap_or_else(none)
    }
}

/// The words between two marks.
fn marked<'t>(text: &'t str, marks: &str) -> Option<&'t str> {
    let (open, close) = (marks.chars().next()?, marks.chars().nth(1)?);
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(words, _)| words)
}

/// A text as a line of JSON, which is read exactly as it stands.
fn serde_json_line(text: &str) -> String {
    format!("{{\"text\": \"{}\"}}", text.replace('\\', "\\\\").replace('"', "\\\""))
}
