//! A sentence of a CoNLL-U file, line by line, nothing lost.

use std::fmt;

use super::row::{Row, RowId};

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A line feed.
    Lf,
    /// A carriage return and a line feed.
    CrLf,
    /// The end of the file.
    None,
}

impl Ending {
    /// The characters of the ending.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::None => "",
        }
    }
}

/// A comment, with its `#` and without its line ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment(pub(super) Box<str>);

impl Comment {
    /// The comment `# key = value`. Line breaks become spaces.
    #[must_use]
    pub fn new(key: &str, value: &str) -> Self {
        Self(
            format!("# {key} = {value}")
                .replace(['\n', '\r'], " ")
                .into(),
        )
    }

    /// The comment `# key`, without a value.
    #[must_use]
    pub fn flag(key: &str) -> Self {
        Self(format!("# {key}").replace(['\n', '\r'], " ").into())
    }

    /// The whole line.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.0
    }

    /// The part before the first `=`, or all of it: `sent_id`, `newpar`.
    #[must_use]
    pub fn key(&self) -> &str {
        let comment = self.0.trim_start_matches('#');
        comment
            .split_once('=')
            .map_or(comment, |(key, _)| key)
            .trim()
    }

    /// The part after the first `=`.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.0.split_once('=').map(|(_, value)| value.trim())
    }
}

/// A sentence as a CoNLL-U file holds it: comments, then words, multiword ranges and empty
/// nodes in order, each with its line ending, and the blank lines around them.
///
/// IDs are in sequence: words count from 1, a range stands before its first word and ends
/// inside the sentence, an empty node follows its word. `Display` gives the bytes that were
/// read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceLines {
    /// The number of the first line of the sentence in its file, from 1.
    pub(super) first_line: usize,
    /// A byte order mark and blank lines before the sentence.
    pub(super) before: String,
    pub(super) comments: Vec<(Comment, Ending)>,
    pub(super) rows: Vec<(Row, Ending)>,
    /// Blank lines after the sentence: one, unless the file departs from the standard.
    pub(super) after: String,
}

impl SentenceLines {
    /// The number of the first line in the file, from 1; 1 for a sentence that was not read.
    #[must_use]
    pub fn first_line(&self) -> usize {
        self.first_line
    }

    /// The number of the line of the row at `index` of [`SentenceLines::rows`], from 1.
    #[must_use]
    pub fn row_line(&self, index: usize) -> usize {
        self.first_line + self.comments.len() + index
    }

    /// The comments in order.
    pub fn comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().map(|(comment, _)| comment)
    }

    /// The value of the first comment with this key.
    ///
    /// # Examples
    /// ```
    /// use byline::language::conllu::reader;
    /// let sentences = reader::parse("# sent_id = a-1\n1\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\t_\n\n")?;
    /// assert_eq!(sentences[0].comment("sent_id"), Some("a-1"));
    /// # Ok::<(), byline::language::conllu::reader::ReadError>(())
    /// ```
    #[must_use]
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.comments()
            .find(|comment| comment.key() == key)?
            .value()
    }

    /// Whether a document begins here (`# newdoc`).
    #[must_use]
    pub fn begins_document(&self) -> bool {
        self.has_mark("newdoc")
    }

    /// Whether a paragraph begins here (`# newpar` or `# newdoc`).
    #[must_use]
    pub fn begins_paragraph(&self) -> bool {
        self.has_mark("newpar") || self.begins_document()
    }

    /// `# newdoc`, `# newdoc = x` or `# newdoc id = x`.
    fn has_mark(&self, mark: &str) -> bool {
        self.comments()
            .any(|comment| comment.key().split(' ').next() == Some(mark))
    }

    /// The lines of words, ranges and empty nodes in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().map(|(row, _)| row)
    }

    /// The lines of the syntactic words in order; the word with ID `i` is the `i - 1`th.
    pub fn words(&self) -> impl Iterator<Item = &Row> {
        self.rows().filter(|row| matches!(row.id(), RowId::Word(_)))
    }

    /// The sentence of these comments and rows, with line feeds and a blank line at its end.
    pub(super) fn from_parts(comments: Vec<Comment>, rows: Vec<Row>) -> Self {
        Self {
            first_line: 1,
            before: String::new(),
            comments: comments
                .into_iter()
                .map(|comment| (comment, Ending::Lf))
                .collect(),
            rows: rows.into_iter().map(|row| (row, Ending::Lf)).collect(),
            after: "\n".to_owned(),
        }
    }
}

impl fmt::Display for SentenceLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.before)?;
        for (comment, ending) in &self.comments {
            f.write_str(comment.line())?;
            f.write_str(ending.as_str())?;
        }
        for (row, ending) in &self.rows {
            f.write_str(row.line())?;
            f.write_str(ending.as_str())?;
        }
        f.write_str(&self.after)
    }
}
