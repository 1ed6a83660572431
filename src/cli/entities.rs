//! How entities are named and joined: the options that `extract` and `build` share.

use std::fs;

use super::CliError;
use super::args::entities::{EntityArgs, MetonymChoice};
use crate::knowledge::coref::{Metonyms, Options};
use crate::knowledge::extract::Extractor;
use crate::knowledge::resolve::aliases::Aliases;

/// The extractor that `args` ask for.
///
/// # Errors
/// [`CliError`] if the alias file cannot be read or a line of it is wrong.
pub fn extractor(args: &EntityArgs) -> Result<Extractor, CliError> {
    let aliases: Aliases = match &args.aliases {
        None => Aliases::default(),
        Some(file) => fs::read_to_string(file)
            .map_err(|error| {
                CliError::Other(format!("{}: cannot be read: {error}", file.display()))
            })?
            .parse()
            .map_err(|error| CliError::Other(format!("{}: {error}", file.display())))?,
    };
    let metonyms = match args.metonyms {
        MetonymChoice::Resolve => Metonyms::Resolve,
        MetonymChoice::Keep => Metonyms::Keep,
    };
    Ok(Extractor::with(Options { metonyms }, aliases))
}
