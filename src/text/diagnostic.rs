//! Diagnostics: what was odd about the input, where, and what to do about it.
//!
//! Written as compilers write them, `file:line:column: warning: message`, so that editors
//! can jump to the place
//! (<https://www.gnu.org/prep/standards/html_node/Errors.html>).

use std::fmt;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A choice was made that the reader of the output may want to know.
    Note,
    /// Something in the input was not as it should be; it was read all the same.
    Warning,
    /// Something in the input could not be read.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Something odd in the input: how bad, in which file, at which line and column (both from
/// 1, columns in code points), and what to do.
///
/// # Examples
/// ```
/// use byline::text::diagnostic::{Diagnostic, Severity};
/// let odd = Diagnostic::new(Severity::Warning, "news.txt", "no date: add one").at(3, 7);
/// assert_eq!(odd.to_string(), "news.txt:3:7: warning: no date: add one");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    severity: Severity,
    file: String,
    line: Option<u32>,
    column: Option<u32>,
    message: String,
}

impl Diagnostic {
    /// A diagnostic on the whole of `file`.
    #[must_use]
    pub fn new(severity: Severity, file: &str, message: impl Into<String>) -> Self {
        Self {
            severity,
            file: file.to_owned(),
            line: None,
            column: None,
            message: message.into(),
        }
    }

    /// A warning on the whole of `file`.
    #[must_use]
    pub fn warning(file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, file, message)
    }

    /// The same, placed on a line (from 1).
    #[must_use]
    pub fn at_line(self, line: u32) -> Self {
        Self {
            line: Some(line),
            column: None,
            ..self
        }
    }

    /// The same, placed on a line and a column (both from 1, columns in code points).
    #[must_use]
    pub fn at(self, line: u32, column: u32) -> Self {
        Self {
            line: Some(line),
            column: Some(column),
            ..self
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The name of the file, or `<stdin>`.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.line
    }

    /// The column, from 1, in code points.
    #[must_use]
    pub fn column(&self) -> Option<u32> {
        self.column
    }

    /// What is odd, and what to do about it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Diagnostic {
    /// One line, whatever the file's name and the message hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: ",
            Place {
                file: &self.file,
                line: self.line,
                column: self.column
            }
        )?;
        write!(f, "{}: {}", self.severity, OneLine(&self.message))
    }
}

/// Shows `file`, `file:line` or `file:line:column`.
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) line: Option<u32>,
    pub(super) column: Option<u32>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", OneLine(self.file))?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        Ok(())
    }
}

/// Shows a text on one line: control characters, which could also drive the terminal,
/// stand as escapes.
pub(super) struct OneLine<'a>(pub(super) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if character.is_control() {
                write!(f, "{}", character.escape_default())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_as_far_as_it_is_known() {
        let odd = Diagnostic::new(Severity::Note, "a.txt", "said twice");
        assert_eq!(odd.to_string(), "a.txt: note: said twice");
        assert_eq!(
            odd.clone().at_line(4).to_string(),
            "a.txt:4: note: said twice"
        );
        assert_eq!(odd.at(4, 2).to_string(), "a.txt:4:2: note: said twice");
    }

    #[test]
    fn a_diagnostic_is_one_line_even_for_a_hostile_file_name() {
        let odd = Diagnostic::warning("a\nb\u{1b}[31m.txt", "two\nlines");
        assert_eq!(
            odd.to_string(),
            "a\\nb\\u{1b}[31m.txt: warning: two\\nlines"
        );
    }
}
