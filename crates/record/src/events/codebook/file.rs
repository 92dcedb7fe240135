//! The files of a codebook as they are written, and what is wrong with them.
//!
//! `build.rs` includes this file to check the program's own codebook when it is built; a codebook of the user's goes
//! the same way when the program runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use toml::Spanned;

/// The names that a pattern may give as its type: PLOVER's, as `EventType` writes them.
pub(crate) const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// The names of statuses, as `Status` writes them.
pub(crate) const STATUSES: [&str; 8] =
    ["occurred", "ongoing", "planned", "postponed", "called-off", "failed", "not-done", "hypothetical"];

/// The names of stances, as `Stance` writes them.
pub(crate) const STANCES: [&str; 7] =
    ["asserted", "demanded", "offered", "proposed", "promised", "threatened", "denied"];

/// Steps of a path that are no prepositions.
pub(crate) const STEPS: [&str; 10] = [
    "subject",
    "object",
    "indirect",
    "clause",
    "owner",
    "inside",
    "auxiliary",
    "modifier",
    "compound",
    "adverb",
];

/// What a word may be asked to be, beside being one of some words.
pub(crate) const KINDS: [&str; 8] =
    ["{any}", "{actor}", "{person}", "{individual}", "{place}", "{event}", "{number}", "{infinitive}"];

/// A mistake in a file of a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and what may stand there.
    pub reason: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.reason)
    }
}

impl std::error::Error for Mistake {}

/// One file: patterns, word lists, operators, light verbs, foldings.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    /// The type of its patterns that name none.
    pub(crate) r#type: Option<String>,
    #[serde(default)]
    pub(crate) lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) pattern: Vec<Spanned<Pattern>>,
    #[serde(default)]
    pub(crate) operator: Vec<Spanned<Operator>>,
    #[serde(default)]
    pub(crate) fold: Vec<Spanned<Fold>>,
}

/// What names an event.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pattern {
    pub(crate) r#type: Option<String>,
    pub(crate) mode: Option<String>,
    #[serde(default)]
    pub(crate) contexts: Vec<String>,
    #[serde(default)]
    pub(crate) verbs: Vec<String>,
    #[serde(default)]
    pub(crate) nouns: Vec<String>,
    #[serde(default)]
    pub(crate) adjectives: Vec<String>,
    #[serde(default)]
    pub(crate) when: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) unless: BTreeMap<String, Vec<String>>,
    pub(crate) actor: Option<Vec<String>>,
    pub(crate) recipient: Option<Vec<String>>,
    /// Words that never stand for a recipient, on whatever path they lie.
    #[serde(default)]
    pub(crate) except: Vec<String>,
    #[serde(default)]
    pub(crate) reciprocal: bool,
    /// The stance of what is put forward.
    pub(crate) content: Option<String>,
    /// Whether it needs an actor.
    #[serde(default)]
    pub(crate) acted: bool,
    /// Whether its nouns name an event with one side only: "protests by students".
    #[serde(default)]
    pub(crate) alone: bool,
    #[serde(default)]
    pub(crate) yes: Vec<String>,
    #[serde(default)]
    pub(crate) no: Vec<String>,
}

/// A word that says what became of the event that hangs on it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operator {
    #[serde(default)]
    pub(crate) verbs: Vec<String>,
    #[serde(default)]
    pub(crate) nouns: Vec<String>,
    #[serde(default)]
    pub(crate) adjectives: Vec<String>,
    #[serde(default)]
    pub(crate) auxiliaries: Vec<String>,
    /// Adverbs, determiners and particles that stand beside the event's word.
    #[serde(default)]
    pub(crate) beside: Vec<String>,
    /// Conjunctions that open the event's clause.
    #[serde(default)]
    pub(crate) conjunctions: Vec<String>,
    /// How the event hangs on a verb, noun or adjective; anyhow where not said.
    #[serde(default)]
    pub(crate) over: Vec<String>,
    pub(crate) status: Option<String>,
    pub(crate) stance: Option<String>,
    #[serde(default)]
    pub(crate) background: bool,
    /// `past` where it counts in the past only, `other` where not in the past.
    pub(crate) tense: Option<String>,
    /// Whether it counts only where another than its subject is to do the event.
    #[serde(default)]
    pub(crate) another: bool,
    /// Whether it counts only where the event's clause has a tense of its own, and then settles it.
    #[serde(default)]
    pub(crate) told: bool,
    /// Types of events of which it says nothing.
    #[serde(default)]
    pub(crate) not_of: Vec<String>,
    #[serde(default)]
    pub(crate) yes: Vec<String>,
    #[serde(default)]
    pub(crate) no: Vec<String>,
}

/// What PLOVER's own coders would write of an event with a label.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fold {
    pub(crate) types: Vec<String>,
    pub(crate) labels: Vec<String>,
    /// Another type, or `nothing`.
    pub(crate) becomes: String,
    /// Who does it then: `doer` where not said.
    pub(crate) actor: Option<String>,
    /// To whom it is done then: `recipient` where not said.
    pub(crate) recipient: Option<String>,
}

/// Those whom a fold may name as actor or recipient: the event's own, and who puts it forward.
pub(crate) const SIDES: [&str; 3] = ["doer", "recipient", "speaker"];

/// The ways in which an operator's event may hang on it.
pub(crate) const OVERS: [&str; 5] = ["clause", "object", "subject", "inside", "modifier"];

/// The labels that a fold may name.
pub(crate) const LABELS: [&str; 15] = [
    "demanded",
    "offered",
    "proposed",
    "promised",
    "threatened",
    "denied",
    "conditional",
    "occurred",
    "ongoing",
    "planned",
    "postponed",
    "called-off",
    "failed",
    "not-done",
    "hypothetical",
];

/// Reads a file and says what is wrong with it, as far as one file alone can tell.
pub(crate) fn read(name: &str, text: &str) -> Result<File, Mistake> {
    let line_of = |at: usize| 1 + text[..at.min(text.len())].matches('\n').count();
    let mistake = |line: usize, reason: String| Mistake { file: name.to_owned(), line, reason };
    let file: File = toml::from_str(text).map_err(|error| {
        mistake(error.span().map_or(1, |span| line_of(span.start)), error.message().to_owned())
    })?;
    for pattern in &file.pattern {
        let checked = check_pattern(pattern.get_ref(), file.r#type.as_deref());
        checked.map_err(|reason| mistake(line_of(pattern.span().start), reason))?;
    }
    for operator in &file.operator {
        let checked = check_operator(operator.get_ref());
        checked.map_err(|reason| mistake(line_of(operator.span().start), reason))?;
    }
    for fold in &file.fold {
        check_fold(fold.get_ref()).map_err(|reason| mistake(line_of(fold.span().start), reason))?;
    }
    Ok(file)
}

/// Reads all files of a codebook: `(name, text)`.
pub(crate) fn read_all(texts: &[(&str, &str)]) -> Result<Vec<(String, File)>, Mistake> {
    let mut files = Vec::new();
    for (name, text) in texts {
        files.push(((*name).to_owned(), read(name, text)?));
    }
    let lists: BTreeSet<&str> =
        files.iter().flat_map(|(_, file)| file.lists.keys().map(String::as_str)).collect();
    for ((name, file), (_, text)) in files.iter().zip(texts) {
        for pattern in &file.pattern {
            let Pattern { when, unless, except, .. } = pattern.get_ref();
            let fillers = when.values().chain(unless.values()).flatten().chain(except);
            for list in fillers.filter_map(|filler| filler.strip_prefix('@')) {
                if !lists.contains(list) {
                    let line = 1 + text[..pattern.span().start].matches('\n').count();
                    let reason =
                        format!("there is no list `{list}`; there are {}", join(lists.iter().copied()));
                    return Err(Mistake { file: name.clone(), line, reason });
                }
            }
        }
    }
    Ok(files)
}

fn check_pattern(pattern: &Pattern, of_file: Option<&str>) -> Result<(), String> {
    let Some(event) = pattern.r#type.as_deref().or(of_file) else {
        return Err(format!("a pattern needs a `type`: {}", join(TYPES)));
    };
    known("type", event, &TYPES)?;
    if pattern.verbs.is_empty() && pattern.nouns.is_empty() && pattern.adjectives.is_empty() {
        return Err("a pattern needs `verbs`, `nouns` or `adjectives`".to_owned());
    }
    let words = pattern.verbs.iter().chain(&pattern.nouns).chain(&pattern.adjectives);
    for word in words {
        lower(word)?;
    }
    if let Some(content) = &pattern.content {
        known("content", content, &STANCES)?;
    }
    let conditions = pattern.when.iter().chain(&pattern.unless);
    for (path, fillers) in conditions {
        check_path(path)?;
        for filler in fillers {
            if filler.starts_with('{') {
                known("kind of word", filler, &KINDS)?;
            }
        }
    }
    for path in pattern.actor.iter().chain(&pattern.recipient).flatten() {
        check_path(path)?;
    }
    if pattern.yes.is_empty() {
        return Err("a pattern needs at least one `yes` example".to_owned());
    }
    Ok(())
}

fn check_path(path: &str) -> Result<(), String> {
    for step in path.split('.') {
        let is_word = !step.is_empty() && step.chars().all(|c| c.is_ascii_lowercase());
        if !is_word {
            return Err(format!("`{path}`: {step:?} is no step; it may be a preposition or {}", join(STEPS)));
        }
    }
    Ok(())
}

fn check_operator(operator: &Operator) -> Result<(), String> {
    if let Some(status) = &operator.status {
        known("status", status, &STATUSES)?;
    }
    if let Some(stance) = &operator.stance {
        known("stance", stance, &STANCES)?;
    }
    if let Some(tense) = &operator.tense {
        known("tense", tense, &["past", "other"])?;
    }
    for event in &operator.not_of {
        known("type", event, &TYPES)?;
    }
    for over in &operator.over {
        known("way to hang on it (`over`)", over, &OVERS)?;
    }
    if operator.status.is_none() && operator.stance.is_none() && !operator.background {
        return Err("an operator needs a `status`, a `stance` or `background = true`".to_owned());
    }
    if operator.yes.is_empty() {
        return Err("an operator needs at least one `yes` example".to_owned());
    }
    Ok(())
}

fn check_fold(fold: &Fold) -> Result<(), String> {
    for event in &fold.types {
        known("type", event, &TYPES)?;
    }
    for label in &fold.labels {
        known("label", label, &LABELS)?;
    }
    for side in fold.actor.iter().chain(&fold.recipient) {
        known("side", side, &SIDES)?;
    }
    if fold.becomes == "nothing" { Ok(()) } else { known("type", &fold.becomes, &TYPES) }
}

fn known(what: &str, name: &str, names: &[&str]) -> Result<(), String> {
    if names.contains(&name) {
        return Ok(());
    }
    Err(format!("{name:?} is no {what}; it may be {}", join(names.iter().copied())))
}

fn lower(word: &str) -> Result<(), String> {
    if word.trim().is_empty() || word.to_lowercase() != word {
        return Err(format!("{word:?}: words stand in their dictionary form, in lower case"));
    }
    Ok(())
}

fn join<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}
