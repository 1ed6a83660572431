//! The store that a command asks, opened to read from, and the prefixes that its names are written with.

use std::path::Path;

use super::CliError;
use crate::graph::store::Store;
use crate::graph::vocabulary;

/// An open store.
pub struct Opened {
    /// What is asked.
    pub store: oxigraph::store::Store,
    /// The prefixes: of the vocabulary, and of what lives under the store's base.
    pub prefixes: Vec<(String, String)>,
    /// Keeps the store open, and others from changing it.
    _kept: Store,
}

/// Opens the store in `folder` to read from.
///
/// # Errors
/// [`CliError`] if there is none, or it cannot be opened.
pub fn open(folder: &Path) -> Result<Opened, CliError> {
    let kept = Store::open(folder).map_err(|error| CliError::Other(error.to_string()))?;
    Ok(Opened {
        store: kept.inner().clone(),
        prefixes: vocabulary::prefixes(kept.minter().base()),
        _kept: kept,
    })
}
