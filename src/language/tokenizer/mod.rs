//! Text to tokens in the manner of the UD English Web Treebank.
//!
//! Takes any text and gives [`Piece`]s: stretches without white space that each stand for
//! one token on the page, in order, with the white space before each and, for contractions,
//! where the words are cut. The conventions are those of UD English EWT
//! (<https://universaldependencies.org/treebanks/en_ewt/>): hyphens and slashes between words
//! are tokens, prefixes such as "co-" stay, "n't" and "'s" part from their words. One pass;
//! time and memory grow linearly with the text.

mod chars;
mod lists;
mod marks;
mod numbers;
mod piece;
mod scanner;
mod web;
mod words;

pub use chars::{is_gap, is_invisible};
pub(crate) use piece::{FinalStop, form};
pub use piece::{Gap, Piece};

use lists::Lists;
use scanner::{Scanner, State};

/// Cuts text into tokens by rules; its word lists are part of the program.
///
/// # Examples
/// ```
/// use byline::language::tokenizer::Tokenizer;
/// let text = "Korea's so-called $4.25 plan";
/// let pieces = Tokenizer::new().pieces(text);
/// let tokens: Vec<&str> = pieces.iter().map(|piece| piece.text(text)).collect();
/// assert_eq!(tokens, ["Korea's", "so", "-", "called", "$", "4.25", "plan"]);
/// ```
#[derive(Debug, Clone)]
pub struct Tokenizer {
    lists: Lists,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Tokenizer {
    /// A tokenizer with the lists of `data/tokenizer/`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lists: Lists::new(),
        }
    }

    /// The tokens of `text` as they stand on the page, in order.
    ///
    /// Every code point that is neither [`is_gap`] nor [`is_invisible`] belongs to exactly
    /// one of them.
    #[must_use]
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(text.len() / 5 + 1);
        let mut state = State::default();
        let mut chunk = Vec::new();
        let mut at = Place { byte: 0, point: 0 };
        loop {
            let gap = skip_gap(text, &mut at);
            state.enter(gap);
            if at.byte == text.len() {
                return pieces;
            }
            let start = at;
            if skip_letters(text, &mut at) {
                let word = &text[start.byte..at.byte];
                let suffixes = self.contraction(word, &text[at.byte..]);
                pieces.push(Piece::new(start, at, gap, suffixes, FinalStop::Part));
                state.leave(word.as_bytes()[0].is_ascii_uppercase());
                continue;
            }
            chunk.clear();
            chunk.extend(text[start.byte..].chars().take_while(|&c| !is_gap(c)));
            at.byte = start.byte + chunk.iter().map(|c| c.len_utf8()).sum::<usize>();
            at.point = start.point + chunk.len() as u32;
            let next = next_char(&text[at.byte..]);
            Scanner::new(&chunk, &self.lists, &mut state, next).scan(start, gap, &mut pieces);
        }
    }

    /// The cuts of a word of ASCII letters that stands alone, with the text after it.
    fn contraction(&self, word: &str, after: &str) -> [u8; 2] {
        if !(2..=lists::LONGEST).contains(&word.len()) {
            return [0; 2];
        }
        let mut small = [0; lists::LONGEST];
        let small = &mut small[..word.len()];
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        let Ok(small) = std::str::from_utf8(small) else {
            return [0; 2];
        };
        if small == "its" {
            let next: String = after
                .trim_start_matches([' ', '\n'])
                .chars()
                .take(lists::LONGEST)
                .take_while(char::is_ascii_alphabetic)
                .map(|c| c.to_ascii_lowercase())
                .collect();
            return [u8::from(self.lists.splits_its(&next)), 0];
        }
        self.lists.contraction(small).unwrap_or_default()
    }
}

/// A place in the text, counted both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) byte: usize,
    pub(crate) point: u32,
}

/// Moves `at` over white space and says what kind it was.
fn skip_gap(text: &str, at: &mut Place) -> Gap {
    let mut gap = Gap::None;
    let mut lines = 0;
    let mut last = '\0';
    for c in text[at.byte..].chars() {
        if !is_gap(c) {
            break;
        }
        match c {
            '\n' if last == '\r' => {}
            '\n' | '\r' | '\u{b}' | '\u{85}' | '\u{2028}' => lines += 1,
            '\u{c}' | '\u{2029}' => lines += 2,
            '\u{200b}' | '\u{feff}' => gap = gap.max(Gap::Thin),
            _ => gap = gap.max(Gap::Space),
        }
        last = c;
        at.byte += c.len_utf8();
        at.point += 1;
    }
    match lines {
        0 => gap,
        1 => Gap::Line,
        _ => Gap::Blank,
    }
}

/// Moves `at` over ASCII letters if white space or the end follows them.
fn skip_letters(text: &str, at: &mut Place) -> bool {
    let rest = &text.as_bytes()[at.byte..];
    let len = rest
        .iter()
        .position(|b| !b.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    if len == 0
        || rest
            .get(len)
            .is_some_and(|&b| !b.is_ascii() || !is_gap(b as char))
    {
        return false;
    }
    at.byte += len;
    at.point += len as u32;
    true
}

/// The first character after white space, unless a blank line or the end comes first.
fn next_char(text: &str) -> Option<char> {
    let mut at = Place { byte: 0, point: 0 };
    let gap = skip_gap(text, &mut at);
    if gap == Gap::Blank {
        None
    } else {
        text[at.byte..].chars().next()
    }
}
