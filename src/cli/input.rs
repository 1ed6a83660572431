//! Input: from the arguments to a stream of documents; what was odd about them is told on
//! standard error as they come.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use super::args::{InputFormat, ReadArgs};
use super::{CliError, tell};
use crate::text::diagnostic::{Diagnostic, Severity};
use crate::text::format::Format;
use crate::text::read_error::ReadError;
use crate::text::reader::{Input, Reader};
use crate::text::source::Source;

/// The documents that the arguments name, one after the other, in bounded memory. What
/// cannot be read is told, passed over and remembered.
pub struct Inputs {
    reader: Reader,
    reporter: Reporter,
    has_failed: bool,
    skipped: u64,
}

impl Inputs {
    /// The documents that `args` names.
    ///
    /// # Errors
    /// [`CliError::NoInput`] if no path is given and standard input is a terminal.
    pub fn new(args: &ReadArgs, reporter: Reporter) -> Result<Self, CliError> {
        Self::of(&args.paths, args.input, reporter)
    }

    /// The documents in `paths`, written down as `input` says.
    ///
    /// # Errors
    /// [`CliError::NoInput`] if no path is given and standard input is a terminal.
    pub fn of(paths: &[PathBuf], input: InputFormat, reporter: Reporter) -> Result<Self, CliError> {
        let mut sources: Vec<Source> = paths.iter().cloned().map(Source::of_argument).collect();
        if sources.is_empty() {
            if io::stdin().is_terminal() {
                return Err(CliError::NoInput);
            }
            sources.push(Source::Stdin);
        }
        let format = match input {
            InputFormat::Auto => None,
            InputFormat::Text => Some(Format::Text),
            InputFormat::Html => Some(Format::Html),
            InputFormat::Jsonl => Some(Format::JsonLines),
            InputFormat::Conllu => Some(Format::Conllu),
        };
        Ok(Self {
            reader: Reader::new(sources, format),
            reporter,
            has_failed: false,
            skipped: 0,
        })
    }

    /// Whether something could not be read so far.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Tells at the end how many lines were skipped, if any were.
    pub fn finish(&self) {
        match self.skipped {
            0 => {}
            1 => tell(format_args!("byline: 1 line was skipped")),
            skipped => tell(format_args!("byline: {skipped} lines were skipped")),
        }
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            match self.reader.next()? {
                Ok(input) => {
                    self.reporter.report(input.diagnostics());
                    return Some(input);
                }
                Err(error) => {
                    self.has_failed = true;
                    self.skipped += match &error {
                        ReadError::Line { .. } => 1,
                        ReadError::MoreLines { count, .. } => *count,
                        _ => 0,
                    };
                    tell(format_args!("byline: {error}"));
                }
            }
        }
    }
}

/// Tells diagnostics on standard error, from any stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reporter {
    /// Tells all of them.
    All,
    /// Tells errors only.
    ErrorsOnly,
}

impl Reporter {
    /// The reporter that `--quiet` asks for.
    #[must_use]
    pub fn of_quiet(quiet: bool) -> Self {
        if quiet { Self::ErrorsOnly } else { Self::All }
    }

    /// Tells `diagnostics`, one line each.
    pub fn report(self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            let is_told = match self {
                Self::All => true,
                Self::ErrorsOnly => diagnostic.severity() == Severity::Error,
            };
            if is_told {
                tell(format_args!("{diagnostic}"));
            }
        }
    }
}
