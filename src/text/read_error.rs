//! Read errors: what could not be read at all, and the way out.

use std::fmt;
use std::io;

use super::diagnostic::{OneLine, Place};

/// Something that could not be read. The reader goes on with the next file or line.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file.
    NotFound {
        /// Its name.
        file: String,
    },
    /// The file may not be read by this user.
    NotPermitted {
        /// Its name.
        file: String,
    },
    /// The folder holds no file that Byline would read.
    NoArticles {
        /// The folder's name.
        folder: String,
        /// How many files it holds that were passed over.
        passed_over: usize,
    },
    /// The file is not text.
    NotText {
        /// Its name.
        file: String,
        /// What it looks like, and the way to text: "a PDF: convert it with `pdftotext`".
        kind: &'static str,
    },
    /// The article is larger than Byline takes.
    TooLarge {
        /// The file's name.
        file: String,
        /// The largest size taken, in bytes.
        limit: usize,
    },
    /// A line of the file could not be read and was skipped.
    Line {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: u32,
        /// The column, from 1, in code points.
        column: Option<u32>,
        /// What is wrong, and what to do.
        message: String,
    },
    /// More lines of the file could not be read than were told one by one.
    MoreLines {
        /// The file's name.
        file: String,
        /// How many more.
        count: u64,
    },
    /// Reading failed half-way.
    Io {
        /// The file's name.
        file: String,
        /// What the system says.
        error: io::Error,
    },
}

impl ReadError {
    /// The error that `error`, met on `file`, stands for.
    #[must_use]
    pub fn from_io(file: &str, error: io::Error) -> Self {
        let file = file.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound { file },
            io::ErrorKind::PermissionDenied => Self::NotPermitted { file },
            _ => Self::Io { file, error },
        }
    }
}

impl fmt::Display for ReadError {
    /// One line: the file, what is wrong, what to do next.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { file } => {
                write!(
                    f,
                    "{}: no such file or folder: check the path",
                    OneLine(file)
                )
            }
            Self::NotPermitted { file } => {
                write!(
                    f,
                    "{}: permission denied: make it readable for you",
                    OneLine(file)
                )
            }
            Self::NoArticles {
                folder,
                passed_over: 0,
            } => {
                write!(
                    f,
                    "{}: the folder holds no file: name one that does",
                    OneLine(folder)
                )
            }
            Self::NoArticles {
                folder,
                passed_over,
            } => write!(
                f,
                "{}: none of the folder's {passed_over} files has a name that byline reads \
                 (.txt .md .html .jsonl .conllu, .gz or not): name the files one by one, or \
                 say what they are with --input",
                OneLine(folder)
            ),
            Self::NotText { file, kind } => {
                write!(f, "{}: this is not text but {kind}", OneLine(file))
            }
            Self::TooLarge { file, limit } => write!(
                f,
                "{}: larger than {} MiB, which is more than one article: split it, or write \
                 one article a line as JSON Lines",
                OneLine(file),
                limit >> 20
            ),
            Self::Line {
                file,
                line,
                column,
                message,
            } => {
                let place = Place {
                    file,
                    line: Some(*line),
                    column: *column,
                };
                write!(f, "{place}: {}; the line is skipped", OneLine(message))
            }
            Self::MoreLines { file, count } => write!(
                f,
                "{}: {count} more lines were skipped that cannot be read: see the first ones \
                 above",
                OneLine(file)
            ),
            Self::Io { file, error } => {
                let error = error.to_string();
                write!(
                    f,
                    "{}: reading failed: {}: check the disk or the sender, and try again",
                    OneLine(file),
                    OneLine(&error)
                )
            }
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::NotFound { .. }
            | Self::NotPermitted { .. }
            | Self::NoArticles { .. }
            | Self::NotText { .. }
            | Self::TooLarge { .. }
            | Self::Line { .. }
            | Self::MoreLines { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_become_the_reader_s_own() {
        let gone = ReadError::from_io("a.txt", io::ErrorKind::NotFound.into());
        assert_eq!(
            gone.to_string(),
            "a.txt: no such file or folder: check the path"
        );
        let shut = ReadError::from_io("a.txt", io::ErrorKind::PermissionDenied.into());
        assert!(matches!(shut, ReadError::NotPermitted { .. }));
        let cut = ReadError::from_io("a.gz", io::ErrorKind::UnexpectedEof.into());
        assert!(cut.to_string().starts_with("a.gz: reading failed: "));
    }

    #[test]
    fn a_line_error_names_line_and_column() {
        let error = ReadError::Line {
            file: "a.jsonl".to_owned(),
            line: 3,
            column: Some(9),
            message: "no text".to_owned(),
        };
        assert_eq!(
            error.to_string(),
            "a.jsonl:3:9: no text; the line is skipped"
        );
    }
}
