//! Reads CoNLL-U sentence by sentence, from memory or from a stream.

use std::fmt;
use std::io::{self, BufRead, Read};

use super::lines::{Comment, Ending, SentenceLines};
use super::row::{Row, RowError, RowId};

/// The longest line that is read, in bytes. The longest in EWT and GUM has 3 KiB.
const LINE_LIMIT: u64 = 1 << 20;

/// An iterator over the sentences of a stream. It ends after the first error.
///
/// # Examples
/// ```
/// use byline::language::conllu::reader::Reader;
/// let file = "1\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\t_\n\n";
/// let mut copy = String::new();
/// for sentence in Reader::new(file.as_bytes()) {
///     copy += &sentence?.to_string();
/// }
/// assert_eq!(copy, file);
/// # Ok::<(), byline::language::conllu::reader::ReadError>(())
/// ```
pub struct Reader<R> {
    input: R,
    /// The number of lines read.
    line: usize,
    /// A line that was read too far.
    pending: Option<(String, Ending)>,
    done: bool,
}

/// Reads a whole text.
///
/// # Errors
/// At the first line that is not CoNLL-U.
pub fn parse(text: &str) -> Result<Vec<SentenceLines>, ReadError> {
    Reader::new(text.as_bytes()).collect()
}

impl<R: BufRead> Reader<R> {
    /// Reads from `input`, which need not be decompressed or in memory.
    pub fn new(input: R) -> Self {
        Self {
            input,
            line: 0,
            pending: None,
            done: false,
        }
    }

    fn next_line(&mut self) -> Result<Option<(String, Ending)>, ReadError> {
        if let Some(line) = self.pending.take() {
            self.line += 1;
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let mut limited = self.input.by_ref().take(LINE_LIMIT + 1);
        limited
            .read_until(b'\n', &mut bytes)
            .map_err(ReadError::Io)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.line += 1;
        if bytes.len() as u64 > LINE_LIMIT {
            return Err(self.error(LINE_LIMIT as usize, Problem::LongLine));
        }
        let ending = if bytes.ends_with(b"\r\n") {
            Ending::CrLf
        } else if bytes.ends_with(b"\n") {
            Ending::Lf
        } else {
            Ending::None
        };
        bytes.truncate(bytes.len() - ending.as_str().len());
        match String::from_utf8(bytes) {
            Ok(line) => Ok(Some((line, ending))),
            Err(error) => {
                let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let column = String::from_utf8_lossy(valid).chars().count() + 1;
                Err(self.error(column, Problem::Encoding))
            }
        }
    }

    fn unread(&mut self, line: (String, Ending)) {
        self.line -= 1;
        self.pending = Some(line);
    }

    fn next_sentence(&mut self) -> Result<Option<SentenceLines>, ReadError> {
        let before = self.blank_lines()?;
        let mut sentence = SentenceLines {
            first_line: self.line + 1,
            before,
            comments: Vec::new(),
            rows: Vec::new(),
            after: String::new(),
        };
        let mut sequence = Sequence::default();
        while let Some((line, ending)) = self.next_line()? {
            if line.is_empty() {
                self.unread((line, ending));
                break;
            } else if line.starts_with('#') && sentence.rows.is_empty() {
                sentence.comments.push((Comment(line.into()), ending));
            } else {
                let row = self.row(&line)?;
                sequence
                    .follow(row.id())
                    .map_err(|problem| self.error(1, problem))?;
                sentence.rows.push((row, ending));
            }
        }
        if sentence.rows.is_empty() && sentence.comments.is_empty() {
            // Only blank lines were left; they belong to the sentence before, which has taken
            // them unless there is none.
            return Ok(None);
        }
        sequence.end().map_err(|problem| self.error(1, problem))?;
        sentence.after = self.blank_lines()?;
        Ok(Some(sentence))
    }

    fn row(&self, line: &str) -> Result<Row, ReadError> {
        if line.starts_with('#') {
            return Err(self.error(1, Problem::LateComment));
        }
        if line.trim().is_empty() {
            return Err(self.error(1, Problem::WhiteSpace));
        }
        Row::parse(line).map_err(|error| self.error(error.position(line), Problem::Row(error)))
    }

    /// Takes blank lines, and a byte order mark at the start of the file.
    fn blank_lines(&mut self) -> Result<String, ReadError> {
        let mut blank = String::new();
        while let Some((mut line, ending)) = self.next_line()? {
            if self.line == 1 && line.starts_with('\u{feff}') {
                blank.push('\u{feff}');
                line.remove(0);
            }
            if !line.is_empty() {
                self.unread((line, ending));
                break;
            }
            blank += ending.as_str();
        }
        Ok(blank)
    }

    fn error(&self, column: usize, problem: Problem) -> ReadError {
        ReadError::Syntax {
            line: self.line,
            column,
            problem,
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<SentenceLines, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let sentence = self.next_sentence().transpose();
        self.done = !matches!(sentence, Some(Ok(_)));
        sentence
    }
}

/// Follows the IDs of a sentence.
#[derive(Default)]
struct Sequence {
    words: u32,
    /// The last word of the latest range.
    range_end: u32,
    /// How many empty nodes stand after the latest word.
    empty: u32,
}

impl Sequence {
    fn follow(&mut self, id: RowId) -> Result<(), Problem> {
        let next = self.words + 1;
        let expected = match id {
            RowId::Word(word) => word == next,
            RowId::Range(first, last) => first == next && last > first && first > self.range_end,
            RowId::Empty(word, node) => word == self.words && node == self.empty + 1,
        };
        if !expected {
            return Err(Problem::Sequence { id, next });
        }
        match id {
            RowId::Word(word) => {
                self.words = word;
                self.empty = 0;
            }
            RowId::Range(_, last) => self.range_end = last,
            RowId::Empty(_, node) => self.empty = node,
        }
        Ok(())
    }

    fn end(&self) -> Result<(), Problem> {
        if self.words == 0 {
            Err(Problem::NoWords)
        } else if self.range_end > self.words {
            Err(Problem::OpenRange {
                last: self.range_end,
                words: self.words,
            })
        } else {
            Ok(())
        }
    }
}

/// Why a stream cannot be read as CoNLL-U.
#[derive(Debug)]
pub enum ReadError {
    /// The stream fails.
    Io(io::Error),
    /// A line is not CoNLL-U.
    Syntax {
        /// The line's number, from 1.
        line: usize,
        /// The position in the line: code points, from 1.
        column: usize,
        /// What is wrong.
        problem: Problem,
    },
}

/// What is wrong with a line, or with the sentence that ends at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The line is no word.
    Row(RowError),
    /// An ID out of sequence.
    Sequence {
        /// The ID.
        id: RowId,
        /// The ID of the next word.
        next: u32,
    },
    /// A range reaches beyond the last word.
    OpenRange {
        /// The range's last word.
        last: u32,
        /// The number of words.
        words: u32,
    },
    /// Comments or empty nodes without a word.
    NoWords,
    /// A comment after a word.
    LateComment,
    /// A line of white space.
    WhiteSpace,
    /// A line of more than 1 MiB.
    LongLine,
    /// Bytes that are not UTF-8.
    Encoding,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(error) => error.fmt(f),
            Self::Sequence { id, next } => write!(
                f,
                "ID {id} is out of sequence: the next word is {next}; a range starts at the next \
                 word, an empty node follows the last"
            ),
            Self::OpenRange { last, words } => {
                write!(
                    f,
                    "a range reaches word {last}, but the sentence has {words} words"
                )
            }
            Self::NoWords => write!(f, "the sentence that ends here has no word"),
            Self::LateComment => {
                write!(
                    f,
                    "a comment after a word; comments stand before the first word"
                )
            }
            Self::WhiteSpace => {
                write!(
                    f,
                    "a line of white space; only an empty line ends a sentence"
                )
            }
            Self::LongLine => write!(f, "a line of more than 1 MiB; is this CoNLL-U?"),
            Self::Encoding => write!(f, "the bytes are not UTF-8; convert the file first"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "reading failed: {error}"),
            Self::Syntax {
                line,
                column,
                problem,
            } => {
                write!(f, "line {line}, column {column}: {problem}")
            }
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Syntax { .. } => None,
        }
    }
}
