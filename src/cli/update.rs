//! `byline update`: SPARQL 1.1 Update (<https://www.w3.org/TR/sparql11-update/>), all of it or nothing.

use super::args::query::UpdateArgs;
use super::interrupts::{Interrupts, Standing};
use super::{CliError, Outcome, query, tell};
use crate::graph::store::Store;
use crate::graph::update::Update;
use crate::graph::vocabulary;

/// Changes the store as `args` ask.
///
/// # Errors
/// [`CliError`] if the update cannot be read, is no SPARQL Update, or the store cannot be changed.
pub fn run(args: &UpdateArgs, quiet: bool) -> Result<Outcome, CliError> {
    let (name, text) = match (&args.expression, &args.file) {
        (Some(text), _) => ("-e".to_owned(), text.clone()),
        (None, Some(file)) if file.as_os_str() != "-" => {
            (file.display().to_string(), query::read(file)?)
        }
        (None, _) => ("<stdin>".to_owned(), query::from_stdin("<stdin>")?),
    };
    let failed = |error: &dyn std::fmt::Display| CliError::Other(error.to_string());
    let interrupts = Interrupts::heed()?;
    let store = Store::open_to_change(&args.store).map_err(|error| failed(&error))?;
    let prefixes = vocabulary::prefixes(store.minter().base());
    let update = Update::parse(&name, &text, &prefixes).map_err(|error| failed(&error))?;
    let ((before, after), mut standing) = store
        .write_guarded(|writer| writer.update(update), || interrupts.hold())
        .map_err(|error| failed(&error))?;
    *standing = Standing::Everything;
    drop(standing);
    if !quiet {
        tell(format_args!("{before} quads before, {after} after"));
    }
    Ok(Outcome::Done)
}
