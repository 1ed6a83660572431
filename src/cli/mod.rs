//! The command line: arguments, commands, exit codes. Only this wing prints: results to
//! standard output, all else to standard error.

pub mod args;
pub mod build;
pub mod check;
pub mod display;
pub mod draw;
pub mod entities;
pub mod eval;
pub mod export;
pub mod extract;
pub mod forget;
pub mod graph;
pub mod input;
pub mod interrupts;
pub mod json;
pub mod list;
pub mod manual;
pub mod model;
pub mod output;
pub mod path;
pub mod progress;
pub mod push;
pub mod query;
pub mod read;
pub mod stats;
pub mod table;
pub mod term;
mod tree_drawing;
pub mod update;
pub mod why;

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done: exit code 0.
    Done,
    /// The input held nothing to work on: exit code 1.
    NothingFound,
    /// Something could not be read, and was told; the rest was done: exit code 2.
    Incomplete,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::NothingFound => 1,
            Outcome::Incomplete => 2,
        })
    }
}

/// Why a command ended early: exit code 2.
#[derive(Debug)]
#[non_exhaustive]
pub enum CliError {
    /// There is nothing to read from: no path, and a person at the keyboard.
    NoInput,
    /// The output file cannot be made.
    Output {
        /// Its name.
        file: String,
        /// What the system says.
        error: io::Error,
    },
    /// The output file would overwrite what is to be read, or be read itself.
    OutputIsInput {
        /// Its name.
        file: String,
    },
    /// Writing failed half-way.
    Write(io::Error),
    /// Something else, in one line that says what to do.
    Other(String),
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoInput => {
                f.write_str("nothing to read: name a file or folder, or - for standard input")
            }
            Self::Output { file, error } => {
                write!(
                    f,
                    "{file}: cannot be written: {error}: name another file with --output"
                )
            }
            Self::OutputIsInput { file } => {
                write!(
                    f,
                    "{file}: lies in what is to be read: name another file with --output"
                )
            }
            Self::Write(error) => {
                write!(f, "writing failed: {error}: make room and try again")
            }
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for CliError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Output { error, .. } | Self::Write(error) => Some(error),
            Self::NoInput | Self::OutputIsInput { .. } | Self::Other(_) => None,
        }
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Runs the program on the process's arguments.
///
/// Exit codes: 0 done, 1 nothing found, 2 error. A reader of the output that goes away
/// (`byline read news | head`) is no error.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version too come as an error, with exit code 0. If they cannot be
            // printed, there is no one to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match execute(&arguments) {
        Ok(outcome) => outcome.into(),
        Err(CliError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            tell(format_args!("byline: {error}"));
            ExitCode::from(2)
        }
    }
}

fn execute(arguments: &Arguments) -> Result<Outcome, CliError> {
    match &arguments.command {
        Command::Read(read) => read::run(read, arguments.quiet),
        Command::Extract(extract) => extract::run(extract, arguments.quiet),
        Command::Query(query) => query::run(query, arguments.quiet),
        Command::Update(update) => update::run(update, arguments.quiet),
        Command::Why(why) => why::run(why, arguments.quiet),
        Command::Path(path) => path::run(path, arguments.quiet),
        Command::Draw(draw) => draw::run(draw, arguments.quiet),
        Command::Build(build) => build::run(build, arguments.quiet),
        Command::List(list) => list::run(list, arguments.quiet),
        Command::Stats(stats) => stats::run(stats),
        Command::Export(export) => export::run(export, arguments.quiet),
        Command::Push(push) => push::run(push, arguments.quiet),
        Command::Forget(forget) => forget::run(forget, arguments.quiet),
        Command::Check(check) => check::run(check, arguments.quiet),
        Command::Eval(eval) => eval::run(eval),
        Command::Man { command } => manual::man(command.as_deref(), &mut io::stdout().lock()),
        Command::Completions { shell } => manual::completions(*shell, &mut io::stdout().lock()),
    }
}

/// Writes a line to standard error; if that is closed, there is no one to tell.
fn tell(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
