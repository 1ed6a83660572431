//! BERT's uncased `WordPiece` (Devlin et al. 2019) over words that are already cut; `training/wordpiece.py` is its twin.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Pieces of one word at most: addresses and base64 would otherwise fill the sentence.
const MAX_PIECES: usize = 12;
/// Longest run of letters that is looked up.
const MAX_LETTERS: usize = 100;

/// The vocabulary, by piece.
#[derive(Debug)]
pub struct WordPiece {
    whole: HashMap<&'static str, u32, Hasher>,
    inner: HashMap<&'static str, u32, Hasher>,
    unknown: u32,
    start: u32,
    end: u32,
}

/// FNV-1a: short keys, a fixed order of nothing, and no seed to draw at start-up.
type Hasher = std::hash::BuildHasherDefault<Fnv>;

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
#[derive(Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl WordPiece {
    /// Reads a vocabulary, one piece a line; a piece's id is its line, from 0.
    ///
    /// # Errors
    /// If one of the special pieces is missing.
    pub fn new(vocabulary: &'static str) -> Result<Self, String> {
        let count = vocabulary.len() / 7;
        let mut whole = HashMap::with_capacity_and_hasher(count, Hasher::default());
        let mut inner = HashMap::with_capacity_and_hasher(count / 4, Hasher::default());
        for (id, piece) in vocabulary.lines().enumerate() {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => inner.insert(rest, id as u32),
                _ => whole.insert(piece, id as u32),
            };
        }
        let special = |name: &str| {
            whole
                .get(name)
                .copied()
                .ok_or(format!("the vocabulary lacks {name}"))
        };
        let (unknown, start, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Self {
            whole,
            inner,
            unknown,
            start,
            end,
        })
    }

    /// The piece before every sentence.
    #[must_use]
    pub fn start(&self) -> u32 {
        self.start
    }

    /// The piece after every sentence.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.end
    }

    /// Adds the pieces of `word` to `pieces`: at least one, at most twelve.
    pub fn add(&self, word: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        if word.is_ascii() {
            let cleaned: String = word
                .chars()
                .filter(|c| !c.is_control())
                .map(|c| c.to_ascii_lowercase())
                .collect();
            self.add_parts(&cleaned, pieces, before);
        } else {
            let cleaned: String = word
                .to_lowercase()
                .nfd()
                .filter(|&c| !is_combining_mark(c) && !is_control_or_format(c))
                .collect();
            self.add_parts(&cleaned, pieces, before);
        }
        pieces.truncate(before + MAX_PIECES);
        if pieces.len() == before {
            pieces.push(self.unknown);
        }
    }

    fn add_parts(&self, text: &str, pieces: &mut Vec<u32>, before: usize) {
        let mut part = 0;
        for (at, char) in text.char_indices() {
            if pieces.len() >= before + MAX_PIECES {
                return;
            }
            if char.is_whitespace() || is_punctuation(char) || is_ideograph(char) {
                self.add_greedily(&text[part..at], pieces);
                part = at + char.len_utf8();
                if !char.is_whitespace() {
                    self.add_greedily(&text[at..part], pieces);
                }
            }
        }
        self.add_greedily(&text[part..], pieces);
    }

    /// Longest piece first, from the left; a part that cannot be put together is one unknown piece.
    fn add_greedily(&self, part: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        if part.len() > MAX_LETTERS && part.chars().nth(MAX_LETTERS).is_some() {
            pieces.push(self.unknown);
            return;
        }
        let mut rest = part;
        while !rest.is_empty() {
            let vocabulary = if rest.len() == part.len() {
                &self.whole
            } else {
                &self.inner
            };
            let found = rest
                .char_indices()
                .rev()
                .map(|(at, char)| at + char.len_utf8())
                .find_map(|end| vocabulary.get(&rest[..end]).map(|&id| (id, end)));
            let Some((id, end)) = found else {
                pieces.truncate(before);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(id);
            rest = &rest[end..];
        }
    }
}

fn is_punctuation(char: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    char.is_ascii_punctuation()
        || !char.is_ascii() && char.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn is_control_or_format(char: char) -> bool {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
    matches!(
        char.general_category(),
        GeneralCategory::Control | GeneralCategory::Format
    )
}

fn is_ideograph(char: char) -> bool {
    matches!(u32::from(char), 0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0xF900..=0xFAFF | 0x2_0000..=0x2_FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nkim\njong\nko\n##rea\n##n\n.\ncafe\n最";

    fn pieces(word: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        WordPiece::new(VOCABULARY)
            .expect("the special pieces are there")
            .add(word, &mut pieces);
        pieces
    }

    #[test]
    fn words_fall_into_the_longest_pieces() {
        assert_eq!(pieces("Korean"), [6, 7, 8]);
        assert_eq!(pieces("Café."), [10, 9]);
        assert_eq!(pieces("最最"), [11, 11]);
        assert_eq!(pieces("Seoul"), [1]);
    }

    #[test]
    fn a_word_has_one_piece_at_least_and_twelve_at_most() {
        assert_eq!(pieces(""), [1]);
        assert_eq!(pieces("\u{200b}"), [1]);
        assert_eq!(pieces(&"最".repeat(500)).len(), 12);
        assert_eq!(pieces(&"a".repeat(100_000)), [1]);
    }
}
