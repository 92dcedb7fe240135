//! A user's own list of actors, which wins over what is known here.

/// Actors that a user follows, with the names, kind and codes they are to have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WatchList {
    actors: Vec<()>,
}

/// What is wrong with a watch list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchListError;

impl WatchList {
    /// Reads a watch list.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(_text: &str) -> Result<Self, WatchListError> {
        Ok(Self::default())
    }
}
