//! The model that a command reads with, and the threads that it reads on.

use std::path::Path;

use super::CliError;
use crate::language::model::Model;
use crate::language::reader::Reader;

/// A reader with the model in `folder`, else with the built-in one; from now on the process works on `jobs` threads
/// (0: one for each core).
///
/// # Errors
/// [`CliError::Other`] if the model cannot be used.
pub fn reader(folder: Option<&Path>, jobs: usize) -> Result<Reader, CliError> {
    // A second call keeps the threads of the first: there is one command in a process.
    let _ = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build_global();
    let model = match folder {
        Some(folder) => Model::open(folder),
        None => Model::embedded(),
    };
    model
        .map(Reader::with_model)
        .map_err(|error| CliError::Other(error.to_string()))
}
