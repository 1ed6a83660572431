//! The command line: arguments, commands, exit codes. Only this module prints.

use std::process::ExitCode;

/// Runs the program on the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
