//! `byline forget`: documents and what only they support go out of a store.

use std::io::Write as _;

use super::args::store::ForgetArgs;
use super::interrupts::{Interrupts, Standing};
use super::{CliError, Outcome, output, tell};
use crate::graph::store::{Store, Writer};

/// Forgets the documents that `args` name, all in one transaction.
///
/// # Errors
/// [`CliError`] if the store cannot be changed.
pub fn run(args: &ForgetArgs, quiet: bool) -> Result<Outcome, CliError> {
    let failed = |error: crate::graph::store::StoreError| CliError::Other(error.to_string());
    let interrupts = Interrupts::heed()?;
    let store = Store::open_to_change(&args.store.store).map_err(failed)?;
    let forget = |writer: &mut Writer<'_>| {
        let forget = |id: &String| writer.forget(id);
        args.documents
            .iter()
            .map(forget)
            .collect::<Result<Vec<_>, _>>()
    };
    let written = store.write_guarded(forget, || interrupts.hold());
    let (changes, mut standing) = written.map_err(failed)?;
    *standing = Standing::Everything;
    drop(standing);
    let mut output = output::open(None, &[])?;
    let mut outcome = Outcome::NothingFound;
    for (id, change) in args.documents.iter().zip(changes) {
        let id = id.escape_debug();
        match change {
            Some(change) => {
                outcome = Outcome::Done;
                writeln!(
                    output,
                    "forgot\t{id}\t{} claims, {} entities, {} plain triples",
                    change.claims, change.entities, change.triples
                )?;
            }
            None if !quiet => tell(format_args!(
                "byline: {id}: no such document: see `byline list documents`"
            )),
            None => {}
        }
    }
    output.flush()?;
    Ok(outcome)
}
