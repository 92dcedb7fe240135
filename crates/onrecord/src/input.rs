//! What can be read: files, folders, standard input, and bytes that the caller has.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

/// Whether a text is an address of the web, and no file's name.
pub fn is_address(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))
}

/// Something to read articles from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A file that was named.
    Path(PathBuf),
    /// A file that was found in a folder: if it is no text, it is skipped rather than failed.
    Found(PathBuf),
    /// A folder, or a file in one, that cannot be looked into.
    Closed {
        /// Its path.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Standard input.
    Stdin,
    /// What the caller has fetched.
    Fetched(Fetched),
}

/// Bytes with where they came from and when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fetched {
    /// The address that was asked for.
    pub input: String,
    /// The address that answered, after redirects.
    pub url: String,
    /// What was served.
    pub bytes: Arc<[u8]>,
    /// The character encoding that the server gave.
    pub charset: Option<String>,
    /// When it was fetched, in ISO 8601.
    pub at: Option<String>,
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) | Self::Found(path) | Self::Closed { path, .. } => {
                write!(f, "{}", path.display())
            }
            Self::Stdin => write!(f, "standard input"),
            Self::Fetched(fetched) => write!(f, "{}", fetched.input),
        }
    }
}

/// The inputs that paths stand for: a folder's files in order of their names, hidden ones left out; `-` is standard
/// input.
pub fn inputs_under(paths: &[PathBuf]) -> Vec<Input> {
    paths
        .iter()
        .flat_map(|path| match path {
            path if path.as_os_str() == "-" => vec![Input::Stdin],
            path if path.is_dir() => files_in(path),
            path => vec![Input::Path(path.clone())],
        })
        .collect()
}

fn files_in(folder: &Path) -> Vec<Input> {
    let is_hidden =
        |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry));
    walk.filter_map(|entry| match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => Some(Input::Found(entry.into_path())),
        Err(error) => Some(Input::Closed {
            path: error.path().unwrap_or(folder).to_owned(),
            reason: error.io_error().map_or_else(|| error.to_string(), ToString::to_string),
        }),
    })
    .collect()
}
