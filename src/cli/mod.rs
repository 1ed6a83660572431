//! The command line: arguments, commands, exit codes. Only this module prints.

pub mod display;
pub mod json;
pub mod tree_drawing;

use std::process::ExitCode;

/// Runs the program on the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
