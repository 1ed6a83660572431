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
    let metonyms = match args.metonyms {
        MetonymChoice::Resolve => Metonyms::Resolve,
        MetonymChoice::Keep => Metonyms::Keep,
    };
    Ok(Extractor::with(Options { metonyms }, aliases(args)?))
}

/// What `args` ask for that is not usual, in one string: an article that was read otherwise is to be read again.
///
/// # Errors
/// As [`extractor`].
pub fn unusual(args: &EntityArgs) -> Result<Option<String>, CliError> {
    let aliases = aliases(args)?.to_string();
    let metonyms = match args.metonyms {
        MetonymChoice::Resolve => "",
        MetonymChoice::Keep => "metonyms: keep",
    };
    let unusual = aliases + metonyms;
    Ok((!unusual.is_empty()).then_some(unusual))
}

fn aliases(args: &EntityArgs) -> Result<Aliases, CliError> {
    let Some(file) = &args.aliases else {
        return Ok(Aliases::default());
    };
    let text = fs::read_to_string(file)
        .map_err(|error| CliError::Other(format!("{}: cannot be read: {error}", file.display())))?;
    text.parse()
        .map_err(|error| CliError::Other(format!("{}: {error}", file.display())))
}
