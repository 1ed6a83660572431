//! `byline read`: reads articles. So far only their ids and lengths, in code points.

use std::io::Write as _;

use super::args::ReadArgs;
use super::input::{Inputs, Reporter};
use super::{CliError, Outcome, output};
use crate::text::reader::Input;

/// Reads what `args` names.
///
/// # Errors
/// [`CliError`] if there is nothing to read from, or writing fails.
pub fn run(args: &ReadArgs, quiet: bool) -> Result<Outcome, CliError> {
    let mut inputs = Inputs::new(args, Reporter::of_quiet(quiet))?;
    let mut output = output::open(args.output.as_deref(), &args.paths)?;
    let mut outcome = Outcome::NothingFound;
    for input in &mut inputs {
        let (length, is_blank) = match &input {
            Input::Article(document) => (document.text.len() as usize, document.is_blank()),
            Input::Conllu(text) => (text.source.chars().count(), text.source.trim().is_empty()),
        };
        writeln!(output, "{}\t{length}", input.id())?;
        if !is_blank {
            outcome = Outcome::Done;
        }
    }
    output.flush()?;
    Ok(if inputs.has_failed() {
        Outcome::Incomplete
    } else {
        outcome
    })
}
