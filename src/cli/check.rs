//! `byline check`: whether a store is whole.

use std::io::Write as _;

use super::args::store::CheckArgs;
use super::{CliError, Outcome, output, tell};
use crate::graph::check::check;
use crate::graph::store::Store;

/// Checks the store that `args` name, and prints what is wrong with it, a line each.
///
/// # Errors
/// [`CliError`] if the store cannot be read or writing fails.
pub fn run(args: &CheckArgs, quiet: bool) -> Result<Outcome, CliError> {
    let store =
        Store::open(&args.store.store).map_err(|error| CliError::Other(error.to_string()))?;
    let findings = check(&store).map_err(|error| CliError::Other(error.to_string()))?;
    let mut output = output::open(None, &[])?;
    for finding in &findings {
        writeln!(output, "{finding}")?;
    }
    output.flush()?;
    if findings.is_empty() {
        if !quiet {
            tell(format_args!("nothing is wrong"));
        }
        return Ok(Outcome::Done);
    }
    tell(format_args!(
        "byline: {} findings: build the documents anew (`byline forget`, then `byline build`)",
        findings.len()
    ));
    Ok(Outcome::Incomplete)
}
