//! `byline eval`: the reader's scores on the development corpora, and whether they hold their floors.

use std::fs;
use std::io::Write as _;

use super::args::{EvalArgs, EvalFormat};
use super::{CliError, Outcome, model, output, tell};
use crate::evaluation::floors::Floors;
use crate::evaluation::run::evaluate;
use crate::pipeline::Pipeline;

/// Measures what `args` asks for; scores below a floor are told on standard error.
///
/// # Errors
/// [`CliError`] if a corpus, the floors or the model cannot be read, or writing fails.
pub fn run(args: &EvalArgs) -> Result<Outcome, CliError> {
    let other = |message: String| CliError::Other(message);
    let floors: Floors = match &args.floors {
        None => Floors::default(),
        Some(file) => fs::read_to_string(file)
            .map_err(|error| other(format!("{}: cannot be read: {error}", file.display())))?
            .parse()
            .map_err(|error| other(format!("{}: {error}", file.display())))?,
    };
    let pipeline = Pipeline::new(model::reader(args.model.as_deref(), args.jobs)?);
    let report =
        evaluate(&pipeline, &args.corpora, "dev").map_err(|error| other(error.to_string()))?;
    let mut output = output::open(None, &[])?;
    match args.format {
        EvalFormat::Text => write!(output, "{report}")?,
        EvalFormat::Json => writeln!(output, "{}", report.to_json())?,
    }
    output.flush()?;
    let below = floors.check(&report);
    for below in &below {
        tell(format_args!("byline: {below}"));
    }
    Ok(if below.is_empty() {
        Outcome::Done
    } else {
        Outcome::Incomplete
    })
}
