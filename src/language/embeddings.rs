//! Word embeddings: what the encoder makes of each word where it stands, kept with the sentence for whoever compares
//! words by their meaning.
//!
//! Each number is kept in eight bits with one scale for all, so that a word costs no more than its width in bytes.

use super::encoder::float;
use super::token::TokenIdx;

/// Steps from 0 to 1: the encoder's numbers hardly ever lie beyond 2, where the eight bits end (on GUM their standard
/// deviation is 0.3).
const STEPS: f32 = 64.0;

/// The embeddings of a sentence's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Embeddings {
    values: Vec<i8>,
    width: usize,
}

impl Embeddings {
    /// Embeddings of `rows` [words, `width`].
    ///
    /// # Examples
    /// ```
    /// use byline::language::embeddings::Embeddings;
    /// use byline::language::token::TokenIdx;
    /// let embeddings = Embeddings::new([[0.5_f32, -1.0], [9.0, 0.0]].iter().map(|row| &row[..]), 2);
    /// assert_eq!(embeddings.len(), 2);
    /// assert_eq!(embeddings.of(TokenIdx::new(0)).collect::<Vec<f32>>(), [0.5, -1.0]);
    /// assert!(embeddings.of(TokenIdx::new(1)).all(|value| value < 2.0));
    /// ```
    ///
    /// # Panics
    /// If a row is not `width` wide.
    #[must_use]
    pub fn new<'a>(rows: impl IntoIterator<Item = &'a [f32]>, width: usize) -> Self {
        let mut values = Vec::new();
        for row in rows {
            assert_eq!(row.len(), width, "an embedding of another width");
            let start = values.len();
            values.resize(start + width, 0);
            float::to_bytes(&mut values[start..], STEPS, row);
        }
        Self { values, width }
    }

    /// Puts those of the words that follow behind these.
    pub(super) fn append(&mut self, mut after: Self) {
        self.values.append(&mut after.values);
    }

    /// How many words.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a sentence is never empty")]
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// How many numbers a word has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// All numbers as they are kept, a row a word.
    pub fn bytes(&self) -> impl Iterator<Item = u8> {
        self.values.iter().map(|&value| value as u8)
    }

    /// The numbers of a word.
    ///
    /// # Panics
    /// If the word is not of this sentence.
    pub fn of(&self, token: TokenIdx) -> impl Iterator<Item = f32> {
        let start = token.index() * self.width;
        let row = &self.values[start..start + self.width];
        row.iter().map(|&value| f32::from(value) / STEPS)
    }
}
