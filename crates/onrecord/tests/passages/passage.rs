//! The passages as they are written.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A file of passages.
pub(crate) struct Theme {
    pub(crate) name: String,
    pub(crate) passages: Vec<Passage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    passage: Vec<Passage>,
}

/// A short text and the record that a person takes from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passage {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) must: bool,
    pub(crate) text: String,
    pub(crate) headline: Option<String>,
    pub(crate) format: Option<String>,
    #[serde(default, rename = "statement")]
    pub(crate) statements: Vec<Expected>,
}

/// A statement that a person takes from a passage. Fields left out are not looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    pub(crate) source: Option<String>,
    pub(crate) actor: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) cue: Option<String>,
    pub(crate) content: Vec<String>,
    pub(crate) quotes: Option<Vec<String>>,
    pub(crate) form: Option<Choice>,
    pub(crate) kind: Option<Choice>,
    pub(crate) act: Option<Choice>,
    pub(crate) audience: Option<Vec<String>>,
    pub(crate) medium: Option<String>,
    pub(crate) condition: Option<String>,
    #[serde(default)]
    pub(crate) hedges: Vec<String>,
    #[serde(default)]
    pub(crate) negated: bool,
    pub(crate) within: Option<usize>,
    #[serde(default)]
    pub(crate) also: Vec<String>,
}

/// One value, or several of which any will do.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Choice {
    One(String),
    Any(Vec<String>),
}

impl Choice {
    pub(crate) fn allows(&self, value: &str) -> bool {
        match self {
            Self::One(one) => one == value,
            Self::Any(any) => any.iter().any(|one| one == value),
        }
    }
}

impl Expected {
    /// What must stand in the passage's text.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let single = [&self.source, &self.cue, &self.description, &self.condition].into_iter().flatten();
        let several = [&self.content, &self.hedges, &self.also].into_iter().flatten();
        single.chain(several).chain(self.quotes.iter().flatten()).map(String::as_str)
    }
}

/// Every file of passages, in the order of their names.
pub(crate) fn themes() -> Vec<Theme> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passages");
    let entries = fs::read_dir(&folder).expect("the folder of passages is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let theme = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a file of passages can be read");
        let file: ThemeFile =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        Theme { name, passages: file.passage }
    };
    paths.into_iter().map(theme).collect()
}
