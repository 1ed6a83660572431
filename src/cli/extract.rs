//! `byline extract`: from articles to their claims.

use std::io::Write as _;

use super::args::{ExtractArgs, ReadArgs};
use super::input::{Inputs, Reporter};
use super::{CliError, Outcome, model, output};
use crate::knowledge::extract::Extractor;
use crate::knowledge::json_lines;
use crate::pipeline::{Pipeline, ReadDocument};
use crate::text::diagnostic::Severity;

/// Extracts the claims of what `args` names.
///
/// # Errors
/// [`CliError`] if there is nothing to read from, the model cannot be used, or writing fails.
pub fn run(args: &ExtractArgs, quiet: bool) -> Result<Outcome, CliError> {
    let reporter = Reporter::of_quiet(quiet);
    let read: &ReadArgs = &args.read;
    let mut inputs = Inputs::new(read, reporter)?;
    let mut output = output::open(read.output.as_deref(), &read.paths)?;
    let pipeline = Pipeline::new(model::reader(read.model.as_deref(), read.jobs)?);
    let extractor = Extractor::new();
    let mut has_failed = false;
    let mut outcome = Outcome::NothingFound;
    pipeline.run(
        &mut inputs,
        |document: ReadDocument| {
            let article = extractor.extract(
                &document.id,
                &document.metadata,
                &document.text,
                &document.sentences,
            );
            (json_lines::lines(&article), document.diagnostics)
        },
        |(lines, diagnostics)| {
            reporter.report(&diagnostics);
            has_failed |= diagnostics
                .iter()
                .any(|found| found.severity() == Severity::Error);
            if !lines.is_empty() {
                outcome = Outcome::Done;
            }
            output.write_all(lines.as_bytes())
        },
    )?;
    output.flush()?;
    Ok(if inputs.has_failed() || has_failed {
        Outcome::Incomplete
    } else {
        outcome
    })
}
