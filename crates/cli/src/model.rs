//! A language model given by the user.

use std::fs;
use std::path::Path;

use anyhow::Context;
use onrecord::Model;

/// Opens a model file; an error names it and says what is wrong.
pub(crate) fn model_file(file: &Path) -> anyhow::Result<Model> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Model::from_bytes(&bytes).with_context(|| file.display().to_string())
}
