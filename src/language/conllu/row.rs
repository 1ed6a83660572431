//! One line of a sentence: an ID and nine further columns, kept as they were written.

use std::fmt;
use std::str::FromStr;

/// What a line stands for. IDs count from 1, as in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowId {
    /// A syntactic word: `3`.
    Word(u32),
    /// A multiword token over the words from the first to the last, inclusive: `3-4`.
    Range(u32, u32),
    /// An empty node, the second number's in a row after the word of the first: `8.1`.
    Empty(u32, u32),
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "{word}"),
            Self::Range(first, last) => write!(f, "{first}-{last}"),
            Self::Empty(word, node) => write!(f, "{word}.{node}"),
        }
    }
}

impl FromStr for RowId {
    type Err = ();

    fn from_str(id: &str) -> Result<Self, ()> {
        if let Some((first, last)) = id.split_once('-') {
            Ok(Self::Range(number(first)?, number(last)?))
        } else if let Some((word, node)) = id.split_once('.') {
            Ok(Self::Empty(number(word)?, number(node)?))
        } else {
            Ok(Self::Word(number(id)?))
        }
    }
}

/// A decimal number without sign or leading zero, so that it is written as it was read.
fn number(digits: &str) -> Result<u32, ()> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let padded = digits.len() > 1 && digits.starts_with('0');
    if plain && !padded {
        digits.parse().map_err(|_| ())
    } else {
        Err(())
    }
}

/// The ten columns, with the standard's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The word's index, a range or an empty node's index.
    Id,
    /// The word as written.
    Form,
    /// The dictionary form.
    Lemma,
    /// The universal part of speech.
    Upos,
    /// The language's own tag.
    Xpos,
    /// The morphological features.
    Feats,
    /// The ID of the head, or 0.
    Head,
    /// The relation to the head.
    Deprel,
    /// The enhanced dependencies.
    Deps,
    /// Anything else.
    Misc,
}

impl Column {
    /// The columns in order.
    pub const ALL: [Self; 10] = [
        Self::Id,
        Self::Form,
        Self::Lemma,
        Self::Upos,
        Self::Xpos,
        Self::Feats,
        Self::Head,
        Self::Deprel,
        Self::Deps,
        Self::Misc,
    ];

    /// The standard's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "ID",
            Self::Form => "FORM",
            Self::Lemma => "LEMMA",
            Self::Upos => "UPOS",
            Self::Xpos => "XPOS",
            Self::Feats => "FEATS",
            Self::Head => "HEAD",
            Self::Deprel => "DEPREL",
            Self::Deps => "DEPS",
            Self::Misc => "MISC",
        }
    }
}

/// A line of a sentence, as it was written, without its line ending.
///
/// # Examples
/// ```
/// use byline::language::conllu::row::{Column, Row, RowId};
/// let row = Row::parse("2\tsailed\tsail\tVERB\tVBD\t_\t0\troot\t_\t_").expect("ten columns");
/// assert_eq!((row.id(), row.column(Column::Lemma)), (RowId::Word(2), "sail"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    id: RowId,
    line: Box<str>,
    /// Byte offsets of the columns; the last is the end of the tenth column.
    starts: [u32; 11],
}

impl Row {
    /// Reads a line without its ending.
    ///
    /// # Errors
    /// If there are fewer than ten columns, one of them is empty, or the ID is none.
    pub fn parse(line: &str) -> Result<Self, RowError> {
        let mut starts = [0_u32; 11];
        let mut next = 0;
        for (i, start) in starts.iter_mut().take(10).enumerate() {
            if next > line.len() {
                return Err(RowError::Columns { found: i });
            }
            *start = next as u32;
            let end = line[next..].find('\t').map_or(line.len(), |tab| next + tab);
            if end == next {
                return Err(RowError::EmptyColumn(Column::ALL[i]));
            }
            next = end + 1;
        }
        starts[10] = next as u32 - 1;
        let id_end = starts[1] as usize - 1;
        let id = line[..id_end]
            .parse()
            .map_err(|()| RowError::Id(line[..id_end].into()))?;
        Ok(Self {
            id,
            line: line.into(),
            starts,
        })
    }

    /// The line with these ten columns. Tabs and line breaks inside a column become spaces,
    /// and an empty column becomes `_`.
    #[must_use]
    pub fn new(id: RowId, columns: [&str; 9]) -> Self {
        let mut line = id.to_string();
        let mut starts = [0_u32; 11];
        for (i, column) in columns.into_iter().enumerate() {
            line.push('\t');
            starts[i + 1] = line.len() as u32;
            push_column(&mut line, column);
        }
        starts[10] = line.len() as u32;
        Self {
            id,
            line: line.into(),
            starts,
        }
    }

    /// What the line stands for.
    #[must_use]
    pub fn id(&self) -> RowId {
        self.id
    }

    /// The text of a column.
    #[must_use]
    pub fn column(&self, column: Column) -> &str {
        let i = column as usize;
        let end = if i == 9 {
            self.starts[10]
        } else {
            self.starts[i + 1] - 1
        };
        &self.line[self.starts[i] as usize..end as usize]
    }

    /// The word as written.
    #[must_use]
    pub fn form(&self) -> &str {
        self.column(Column::Form)
    }

    /// The tenth column.
    #[must_use]
    pub fn misc(&self) -> &str {
        self.column(Column::Misc)
    }

    /// The whole line, without its ending.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The line with some columns replaced; ID, FORM and what follows the tenth column stay.
    /// Tabs and line breaks become spaces, and an empty text becomes `_`.
    #[must_use]
    pub fn with(&self, columns: &[(Column, &str)]) -> Self {
        let mut line = String::with_capacity(self.line.len() + 64);
        let mut starts = [0_u32; 11];
        for (i, column) in Column::ALL.into_iter().enumerate() {
            if i > 0 {
                line.push('\t');
            }
            starts[i] = line.len() as u32;
            let replaced = columns.iter().find(|(c, _)| *c == column && i > 1);
            match replaced {
                Some((_, text)) => push_column(&mut line, text),
                None => line.push_str(self.column(column)),
            }
        }
        starts[10] = line.len() as u32;
        line.push_str(&self.line[self.starts[10] as usize..]);
        Self {
            id: self.id,
            line: line.into(),
            starts,
        }
    }
}

fn push_column(line: &mut String, text: &str) {
    if text.is_empty() {
        line.push('_');
    }
    line.extend(text.chars().map(|c| {
        if matches!(c, '\t' | '\n' | '\r') {
            ' '
        } else {
            c
        }
    }));
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowError {
    /// Fewer columns than ten.
    Columns {
        /// How many there are.
        found: usize,
    },
    /// A column without text.
    EmptyColumn(Column),
    /// An ID that is neither a number, nor a range, nor an empty node's.
    Id(Box<str>),
}

impl RowError {
    /// The column of text where the error lies: code points, from 1.
    pub(super) fn position(&self, line: &str) -> usize {
        match self {
            Self::Columns { .. } => line.chars().count() + 1,
            Self::EmptyColumn(column) => {
                let before = line.split('\t').take(*column as usize);
                before
                    .map(|column| column.chars().count() + 1)
                    .sum::<usize>()
                    + 1
            }
            Self::Id(_) => 1,
        }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { found } => {
                write!(
                    f,
                    "a word needs ten columns with tabs between them, not {found}"
                )
            }
            Self::EmptyColumn(column) => {
                write!(
                    f,
                    "the column {} is empty; `_` stands for no value",
                    column.name()
                )
            }
            Self::Id(id) => write!(
                f,
                "`{}` is not an ID: a number (3), a range (3-4) or an empty node (3.1)",
                id.escape_debug()
            ),
        }
    }
}

impl std::error::Error for RowError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_columns_leave_the_others_and_further_ones_as_they_were() {
        let row =
            Row::parse("1\tA b\ta\tX\tY\t_\t0\troot\t0:root\tK=V\tmore\teven more").expect("a row");
        let new = row.with(&[
            (Column::Lemma, ""),
            (Column::Deps, "_"),
            (Column::Form, "no"),
        ]);
        assert_eq!(
            new.line(),
            "1\tA b\t_\tX\tY\t_\t0\troot\t_\tK=V\tmore\teven more"
        );
        assert_eq!(
            (new.form(), new.misc(), new.column(Column::Deprel)),
            ("A b", "K=V", "root")
        );
    }

    #[test]
    fn ids_are_numbers_ranges_and_empty_nodes_and_nothing_else() {
        for id in ["1", "10-12", "0.1", "8.1"] {
            assert_eq!(
                id.parse::<RowId>().map(|id| id.to_string()),
                Ok(id.to_owned())
            );
        }
        for id in [
            "",
            "01",
            "+1",
            "1-",
            "-1",
            "1-2-3",
            "1.2.3",
            "x",
            "99999999999",
        ] {
            assert_eq!(id.parse::<RowId>(), Err(()), "{id}");
        }
    }

    #[test]
    fn a_malformed_line_says_what_it_lacks_and_where() {
        let check = |line: &str, position: usize, message: &str| {
            let error = Row::parse(line).expect_err("malformed");
            assert_eq!(error.position(line), position, "{line}");
            assert!(error.to_string().contains(message), "{error}");
        };
        check("1\té\tb", 6, "not 3");
        check("", 1, "ID is empty");
        check("1\té\t\tX\tY\t_\t0\troot\t_\t_", 5, "LEMMA is empty");
        check("1\ta\ta\tX\tY\t_\t0\troot\t_\t", 22, "MISC is empty");
        check("a\ta\ta\tX\tY\t_\t0\troot\t_\t_", 1, "`a` is not an ID");
    }

    #[test]
    fn text_that_columns_cannot_hold_is_replaced() {
        let row = Row::new(
            RowId::Word(1),
            ["a\tb\r\n", "", "X", "Y", "_", "0", "root", "_", ""],
        );
        assert_eq!(row.line(), "1\ta b  \t_\tX\tY\t_\t0\troot\t_\t_");
        assert_eq!(Row::parse(row.line()), Ok(row));
    }
}
