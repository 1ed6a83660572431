//! Pieces: tokens as they stand on the page, before sentences are known.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::Place;
use super::chars::is_invisible;
use crate::text::span::Span;

/// What stands between two tokens, from nothing to a blank line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing: the tokens touch.
    None,
    /// Zero width spaces only.
    Thin,
    /// White space within a line.
    Space,
    /// One line break.
    Line,
    /// A blank line, a page break, or a paragraph separator.
    Blank,
}

/// What becomes of a token's last full stop where a sentence ends with the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FinalStop {
    /// It stays part of the token ("the U.S."), or there is none.
    Part,
    /// It becomes a token of its own ("etc" ".").
    Token,
}

/// A token as it stands on the page: one word, or several written as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    start: Place,
    end: Place,
    gap: Gap,
    suffixes: [u8; 2],
    final_stop: FinalStop,
}

impl Piece {
    pub(crate) fn new(
        start: Place,
        end: Place,
        gap: Gap,
        suffixes: [u8; 2],
        final_stop: FinalStop,
    ) -> Self {
        debug_assert!(
            start.byte < end.byte && start.point < end.point,
            "an empty piece"
        );
        Self {
            start,
            end,
            gap,
            suffixes,
            final_stop,
        }
    }

    /// Where the token stands, in code points.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.start.point, self.end.point)
    }

    /// The token as written, out of the text that it was cut from.
    ///
    /// # Panics
    /// If `text` is another, shorter text.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start.byte..self.end.byte]
    }

    /// The text from the first of `pieces`, at least one, to the last.
    pub(crate) fn stretch<'t>(pieces: &[Self], text: &'t str) -> &'t str {
        let (first, last) = (pieces[0], pieces[pieces.len() - 1]);
        &text[first.start.byte..last.end.byte]
    }

    /// What stands before the token.
    #[must_use]
    pub fn gap(&self) -> Gap {
        self.gap
    }

    /// The words of which the token consists, in order, with their texts: itself, or the
    /// two or three words of a contraction.
    pub(crate) fn words<'t>(&self, text: &'t str) -> impl Iterator<Item = (Span, &'t str)> {
        let string = self.text(text);
        let (start, end) = (self.start.point, self.end.point);
        let last = end - u32::from(self.suffixes[0]);
        let middle = last - u32::from(self.suffixes[1]);
        let last_byte = back(string, string.len(), self.suffixes[0]);
        let middle_byte = back(string, last_byte, self.suffixes[1]);
        [
            (start, middle, &string[..middle_byte]),
            (middle, last, &string[middle_byte..last_byte]),
            (last, end, &string[last_byte..]),
        ]
        .into_iter()
        .filter(|(start, end, _)| start < end)
        .map(|(start, end, string)| (Span::new(start, end), string))
    }

    /// How many words the token consists of, from 1 to 3.
    pub(crate) fn word_count(&self) -> usize {
        1 + self.suffixes.iter().filter(|&&suffix| suffix > 0).count()
    }

    /// The token and its full stop, if a sentence that ends here parts them.
    pub(crate) fn part_final_stop(self) -> Option<(Self, Self)> {
        if self.final_stop == FinalStop::Part || self.end.byte - self.start.byte < 2 {
            return None;
        }
        let cut = Place {
            byte: self.end.byte - 1,
            point: self.end.point - 1,
        };
        Some((
            Self {
                end: cut,
                final_stop: FinalStop::Part,
                ..self
            },
            Self::new(cut, self.end, Gap::None, [0; 2], FinalStop::Part),
        ))
    }
}

/// The byte offset of the code point `count` before `end`.
fn back(string: &str, end: usize, count: u8) -> usize {
    if count == 0 {
        return end;
    }
    let mut points = string[..end].char_indices().rev();
    points
        .nth(usize::from(count) - 1)
        .map_or(0, |(byte, _)| byte)
}

/// A word's form: its text in normalisation form C, without invisible marks.
pub(crate) fn form(string: &str) -> Box<str> {
    if string.is_ascii() || (is_nfc(string) && !string.contains(is_invisible)) {
        return string.into();
    }
    let form: String = string.chars().filter(|&c| !is_invisible(c)).nfc().collect();
    if form.is_empty() {
        string.into()
    } else {
        form.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_composed_and_has_no_soft_hyphen() {
        assert_eq!(&*form("cafe\u{301}"), "café");
        assert_eq!(&*form("hos\u{ad}pital"), "hospital");
    }

    #[test]
    fn a_contraction_of_three_words_is_cut_twice() {
        let (start, end) = (Place { byte: 0, point: 0 }, Place { byte: 5, point: 5 });
        let piece = Piece::new(start, end, Gap::None, [2, 1], FinalStop::Part);
        let words: Vec<_> = piece.words("dunno").collect();
        assert_eq!(
            words,
            [
                (Span::new(0, 2), "du"),
                (Span::new(2, 3), "n"),
                (Span::new(3, 5), "no")
            ]
        );
    }
}
