//! What can be wrong with a model file.

/// Why a model cannot be used. Each message says what was found and what to do; the caller adds the file's name.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are no safetensors file, or one that was cut off.
    #[error(
        "it is no language model, or a part of one ({0}); give the whole language.safetensors that training/export.py writes"
    )]
    Unreadable(String),
    /// A safetensors file of something else, or of another version.
    #[error(
        "it is a model of the format {found:?}, and this version of onrecord reads {expected:?}; get the model that belongs to it"
    )]
    Format {
        /// What the file says.
        found: String,
        /// What is read here.
        expected: &'static str,
    },
    /// The file's own checksum does not fit its contents.
    #[error("it has been altered since it was written: its checksum does not fit; get it again")]
    Altered,
    /// A part is missing, or is not as this version needs it.
    #[error(
        "its part {part:?} {problem}; it was made by another version of training/export.py, get the model that belongs to this version"
    )]
    Part {
        /// The tensor, label set or piece of metadata.
        part: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The encoder's graph cannot be loaded or run.
    #[error("its graph cannot be run ({0}); get the model that belongs to this version")]
    Graph(String),
}

impl Error {
    /// That a part of the file is not as it should be.
    pub(crate) fn part(part: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Part { part: part.into(), problem: problem.into() }
    }
}
