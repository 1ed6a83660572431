//! The manual page and the shells' completions, made from the arguments' definitions.

use std::io::Write;

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use super::args::Arguments;
use super::{CliError, Outcome};

/// Writes the manual page of the program, or of one of its commands, in roff.
///
/// # Errors
/// If there is no such command, or writing fails.
pub fn man(name: Option<&str>, output: &mut dyn Write) -> Result<Outcome, CliError> {
    let mut command = Arguments::command();
    command.build();
    if let Some(name) = name {
        let found = command.find_subcommand(name).cloned();
        command = found.ok_or_else(|| CliError::Other(format!("no command is called {name}")))?;
    }
    clap_mangen::Man::new(command).render(output)?;
    output.flush()?;
    Ok(Outcome::Done)
}

/// Writes a script that completes arguments in `shell`.
///
/// # Errors
/// If writing fails.
pub fn completions(shell: Shell, output: &mut dyn Write) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "byline", &mut script);
    output.write_all(&script)?;
    output.flush()?;
    Ok(Outcome::Done)
}
