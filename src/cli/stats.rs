//! `byline stats`: how much a store holds, from counts that it keeps.

use std::io::Write as _;

use super::args::store::StatsArgs;
use super::{CliError, Outcome, output};
use crate::graph::store::{FORMAT, Store, StoreError};

/// Tells how much the store holds.
///
/// # Errors
/// [`CliError`] if the store cannot be read or writing fails.
pub fn run(args: &StatsArgs) -> Result<Outcome, CliError> {
    let failed = |error: StoreError| CliError::Other(error.to_string());
    let store = Store::open(&args.store.store).map_err(failed)?;
    let counts = store.counts().map_err(failed)?.unwrap_or_default();
    let mapper = store.mapper();
    let mut output = output::open(None, &[])?;
    if args.json {
        let mut object: serde_json::Map<String, serde_json::Value> = counts
            .rows()
            .into_iter()
            .map(|(name, count)| (name.to_owned(), count.into()))
            .collect();
        object.insert("assert".to_owned(), mapper.policy.to_string().into());
        object.insert("base".to_owned(), mapper.minter.base().into());
        object.insert("format".to_owned(), FORMAT.into());
        writeln!(output, "{}", serde_json::Value::Object(object))?;
    } else {
        for (name, count) in counts.rows() {
            writeln!(output, "{name:<10} {count:>12}")?;
        }
        writeln!(
            output,
            "asserted: {}; base: {}",
            mapper.policy,
            mapper.minter.base()
        )?;
    }
    output.flush()?;
    Ok(if counts.documents == 0 {
        Outcome::NothingFound
    } else {
        Outcome::Done
    })
}
