//! Spans of code points, and the text that they point into.
//!
//! Every offset that leaves the program counts Unicode code points from 0, end-exclusive,
//! on the unchanged text, as NIF's `beginIndex` and `endIndex` do
//! (<http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>).

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A stretch of text: code points, from 0, end-exclusive; never ends before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends")]
pub struct Span {
    start: u32,
    end: u32,
}

/// The two ends as they come from outside, not yet known to be in order.
#[derive(Deserialize)]
struct Ends {
    start: u32,
    end: u32,
}

impl TryFrom<Ends> for Span {
    type Error = &'static str;

    fn try_from(Ends { start, end }: Ends) -> Result<Self, Self::Error> {
        if start > end {
            return Err("a span ends before it starts");
        }
        Ok(Self { start, end })
    }
}

impl Span {
    /// The span from `start` to `end`: code points, from 0, end-exclusive.
    ///
    /// # Panics
    /// If `end` lies before `start`: such a span is a mistake of the caller, not of the text.
    ///
    /// # Examples
    /// ```
    /// use byline::text::span::Span;
    /// assert_eq!(Span::new(2, 5).len(), 3);
    /// ```
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// The first code point's offset.
    #[must_use]
    pub fn start(self) -> u32 {
        self.start
    }

    /// The offset after the last code point.
    #[must_use]
    pub fn end(self) -> u32 {
        self.end
    }

    /// The number of code points.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no code point.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// How many code points lie between two remembered byte offsets.
const STRIDE: u32 = 64;

/// A text that can be cut by [`Span`] in constant time.
///
/// Text that is all ASCII keeps no table; other text remembers the byte offset of every
/// 64th code point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    string: String,
    /// Byte offset of code points 0, 64, 128 ...; empty when all code points are one byte.
    checkpoints: Vec<u32>,
    len: u32,
}

impl Text {
    /// Takes `string` as it is.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB: readers refuse such an article before this.
    ///
    /// # Examples
    /// ```
    /// use byline::text::span::{Span, Text};
    /// let text = Text::new("최선희 in Moscow".to_owned());
    /// assert_eq!(text.slice(Span::new(0, 3)), "최선희");
    /// assert_eq!(text.slice(Span::new(7, 13)), "Moscow");
    /// ```
    #[must_use]
    pub fn new(string: String) -> Self {
        assert!(
            u32::try_from(string.len()).is_ok(),
            "a text of more than 4 GiB"
        );
        if string.is_ascii() {
            let len = string.len() as u32;
            return Self {
                string,
                checkpoints: Vec::new(),
                len,
            };
        }
        let mut checkpoints = Vec::with_capacity(string.len() / STRIDE as usize + 1);
        let mut len = 0;
        for (byte, _) in string.char_indices() {
            if len % STRIDE == 0 {
                checkpoints.push(byte as u32);
            }
            len += 1;
        }
        Self {
            string,
            checkpoints,
            len,
        }
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// The number of code points.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether the text holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The text under `span`.
    ///
    /// # Panics
    /// If the span reaches beyond the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.string[self.byte_range(span)]
    }

    /// The bytes of `span` in [`Text::as_str`].
    ///
    /// # Panics
    /// If the span reaches beyond the text.
    #[must_use]
    pub fn byte_range(&self, span: Span) -> Range<usize> {
        self.byte_offset(span.start)..self.byte_offset(span.end)
    }

    fn byte_offset(&self, code_point: u32) -> usize {
        assert!(
            code_point <= self.len,
            "offset {code_point} beyond the text's {}",
            self.len
        );
        if self.checkpoints.is_empty() {
            return code_point as usize;
        }
        if code_point == self.len {
            return self.string.len();
        }
        let checkpoint = self.checkpoints[(code_point / STRIDE) as usize] as usize;
        self.string[checkpoint..]
            .char_indices()
            .nth((code_point % STRIDE) as usize)
            .map_or(self.string.len(), |(byte, _)| checkpoint + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_of_mixed_width_text_are_cut_at_code_points() {
        let string: String = "aé漢😀".repeat(100);
        let text = Text::new(string.clone());
        let chars: Vec<char> = string.chars().collect();
        for start in (0..chars.len()).step_by(7) {
            for len in [0, 1, 3, 65] {
                let end = (start + len).min(chars.len());
                let expect: String = chars[start..end].iter().collect();
                assert_eq!(text.slice(Span::new(start as u32, end as u32)), expect);
            }
        }
    }
}
