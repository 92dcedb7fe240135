//! A user's own list of actors, which wins over what is known here.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;

use super::lexicon;
use crate::record::ActorKind;

/// Actors that a user follows, with the names, kind and codes that they are to have.
///
/// ```
/// let list = record::WatchList::parse(
///     r#"
///     [[actor]]
///     name = "Harbour Union"
///     names = ["HU", "the dockers of Porto"]
///     kind = "organisation"
///     state = "PRT"
///     sector = "LAB"
///     "#,
/// )?;
/// assert_eq!(list.len(), 1);
/// # Ok::<(), record::WatchListError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WatchList {
    actors: Vec<Watched>,
    by_name: HashMap<String, usize>,
    mark: Option<String>,
}

/// One actor of a watch list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Watched {
    pub(super) name: String,
    #[serde(default)]
    pub(super) names: Vec<String>,
    pub(super) kind: Option<ActorKind>,
    pub(super) state: Option<String>,
    pub(super) sector: Option<String>,
    pub(super) wikidata: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    actor: Vec<toml::Spanned<Watched>>,
}

/// What is wrong with a watch list, and in which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchListError {
    /// The line, from 1.
    pub line: usize,
    /// What to mend.
    pub reason: String,
}

impl fmt::Display for WatchListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for WatchListError {}

impl WatchList {
    /// Reads a watch list: TOML with one `[[actor]]` each, of which `name` is required and `names` (others), `kind`, `state`
    /// (ISO 3166-1 alpha-3), `sector` (PLOVER's code) and `wikidata` are not.
    ///
    /// # Errors
    /// If it is no TOML, has an unknown key, kind or state, or gives one name to two actors.
    pub fn parse(text: &str) -> Result<Self, WatchListError> {
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let file: File = toml::from_str(text).map_err(|error| WatchListError {
            line: line(error.span().map_or(0, |span| span.start)),
            reason: error.message().to_owned(),
        })?;
        let mut list = Self { mark: Some(crate::mark([text])), ..Self::default() };
        for actor in file.actor {
            let line = line(actor.span().start);
            list.add(actor.into_inner()).map_err(|reason| WatchListError { line, reason })?;
        }
        Ok(list)
    }

    /// What it is told from others by: the first 12 hexadecimal digits of the SHA-256 of its text; none of one without a file.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    fn add(&mut self, actor: Watched) -> Result<(), String> {
        if let Some(state) = actor.state.as_deref().filter(|state| lexicon::state(state).is_none()) {
            return Err(format!("{state:?} is no state; write its ISO alpha-3 code, like \"PRT\""));
        }
        let is_code = |sector: &&str| sector.len() == 3 && sector.chars().all(|c| c.is_ascii_uppercase());
        if let Some(sector) = actor.sector.as_deref().filter(|sector| !is_code(sector)) {
            return Err(format!("{sector:?} is no sector; write PLOVER's code, like \"GOV\""));
        }
        let number = self.actors.len();
        for name in std::iter::once(&actor.name).chain(&actor.names) {
            let key = normal(name);
            if key.is_empty() {
                return Err("an actor's name is empty".to_owned());
            }
            if self.by_name.insert(key, number).is_some_and(|other| other != number) {
                return Err(format!("{name:?} names two actors"));
            }
        }
        self.actors.push(actor);
        Ok(())
    }

    /// How many actors it has.
    pub fn len(&self) -> usize {
        self.actors.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty()
    }

    /// The number of the actor with a name, given in lower case.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    pub(super) fn actor(&self, number: usize) -> &Watched {
        &self.actors[number]
    }
}

/// A name as it is looked up: in lower case, without a leading article.
fn normal(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let words = if words.len() > 1 && words[0] == "the" { &words[1..] } else { &words[..] };
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_are_found_by_all_their_names() {
        let list = WatchList::parse(
            "[[actor]]\nname = \"Harbour Union\"\nnames = [\"the HU\"]\nkind = \"organisation\"",
        )
        .unwrap();
        assert_eq!(
            (list.find("hu"), list.find("harbour union"), list.find("union")),
            (Some(0), Some(0), None)
        );
        assert!(WatchList::parse("").unwrap().is_empty());
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (text, line, part) in [
            ("[[actor]]\nname = \"A\"\n\n[[actor]]\nname = \"a\"", 4, "two actors"),
            ("[[actor]]\nname = \"A\"\nstate = \"Atlantis\"", 1, "ISO"),
            ("[[actor]]\nname = \"A\"\nsector = \"government\"", 1, "PLOVER"),
            ("[[actor]]\nname = \"A\"\nkind = \"firm\"", 3, "firm"),
            ("[[actor]]\nname = \"A\"\nnickname = \"B\"", 3, "nickname"),
            ("[[actor]]\nname = ", 2, ""),
        ] {
            let error = WatchList::parse(text).unwrap_err();
            assert!(error.line == line && error.reason.contains(part), "{text:?} gave {error}");
        }
    }
}
