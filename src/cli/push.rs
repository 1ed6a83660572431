//! `byline push`: a store, or parts of N-Quads, into a running store.

use std::env;
use std::path::{Path, PathBuf};

use super::args::store::PushArgs;
use super::{CliError, Outcome, tell};
use crate::graph::push::{Credentials, Protocol, Target};
use crate::graph::store::Store;
use crate::text::source::Source;

/// Sends every graph of the store that `args` name, or what stands in their files.
///
/// # Errors
/// [`CliError`] if the store or a file cannot be read, or the other store cannot be reached or refuses.
pub fn run(args: &PushArgs, quiet: bool) -> Result<Outcome, CliError> {
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
    let target = Target::new(&args.url, protocol, credentials);
    let sent = if args.from.is_empty() {
        store(&target, &args.store.store)?
    } else {
        files(&target, &args.from)?
    };
    if !quiet {
        tell(format_args!("{sent}"));
    }
    Ok(Outcome::Done)
}

/// Sends the graphs of a store; what was sent.
fn store(target: &Target, folder: &Path) -> Result<String, CliError> {
    let store = Store::open(folder).map_err(|error| CliError::Other(error.to_string()))?;
    let (mut graphs, mut triples) = (0_u64, 0);
    target
        .push(&store, |_, sent| {
            graphs += 1;
            triples += sent;
        })
        .map_err(|error| CliError::Other(format!("{error} ({graphs} graphs had arrived)")))?;
    Ok(format!("{triples} triples in {graphs} graphs"))
}

/// Sends what stands in `files`; what was sent.
fn files(target: &Target, files: &[PathBuf]) -> Result<String, CliError> {
    let mut triples = 0;
    for (number, file) in files.iter().enumerate() {
        let source = Source::of_argument(file.clone());
        let name = source.name();
        let bytes = source
            .open()
            .map_err(|error| CliError::Other(error.to_string()))?;
        triples += target
            .add(&name, bytes)
            .map_err(|error| CliError::Other(format!("{error} ({number} files had arrived)")))?;
    }
    Ok(format!("{triples} triples of {} files", files.len()))
}
