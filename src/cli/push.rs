//! `byline push`: a store into a running one.

use std::env;

use super::args::store::PushArgs;
use super::{CliError, Outcome, tell};
use crate::graph::push::{Credentials, Protocol, Target};
use crate::graph::store::Store;

/// Sends every graph of the store that `args` name.
///
/// # Errors
/// [`CliError`] if the store cannot be read, or the other cannot be reached or refuses.
pub fn run(args: &PushArgs, quiet: bool) -> Result<Outcome, CliError> {
    let store =
        Store::open(&args.store.store).map_err(|error| CliError::Other(error.to_string()))?;
    let credentials = match (
        env::var("BYLINE_PUSH_USER"),
        env::var("BYLINE_PUSH_PASSWORD"),
    ) {
        (Ok(user), password) => Some(Credentials {
            user,
            password: password.unwrap_or_default(),
        }),
        (Err(_), _) => None,
    };
    let protocol = if args.update {
        Protocol::Update
    } else {
        Protocol::GraphStore
    };
    let (mut graphs, mut triples) = (0_u64, 0);
    Target::new(&args.url, protocol, credentials)
        .push(&store, |_, sent| {
            graphs += 1;
            triples += sent;
        })
        .map_err(|error| CliError::Other(format!("{error} ({graphs} graphs had arrived)")))?;
    if !quiet {
        tell(format_args!("{triples} triples in {graphs} graphs"));
    }
    Ok(Outcome::Done)
}
