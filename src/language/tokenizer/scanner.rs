//! The scanner: one token after the other out of a chunk without white space.
//!
//! Each rule looks at the character where the token starts, consumes what belongs to it,
//! and may look ahead only over characters that it consumes or remembers as searched, so
//! that a chunk of a million characters takes linear time.

use super::Place;
use super::chars::{is_apostrophe, is_digit, is_invisible, is_letter, is_word};
use super::lists::Lists;
use super::piece::{FinalStop, Gap, Piece};

/// What the scanner remembers from one chunk to the next.
#[derive(Debug, Default)]
pub(super) struct State {
    /// A single quotation mark was opened and not closed in this paragraph.
    pub(super) quote_open: bool,
    /// The last token begins with a capital letter.
    pub(super) after_capital: bool,
}

impl State {
    /// Enters the text after `gap`.
    pub(super) fn enter(&mut self, gap: Gap) {
        if gap >= Gap::Line {
            self.quote_open = false;
        }
        if gap == Gap::Blank {
            self.after_capital = false;
        }
    }

    /// Leaves a token.
    pub(super) fn leave(&mut self, capital: bool) {
        self.after_capital = capital;
    }
}

/// The end of a token and how it is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// The offset in the chunk after the token.
    pub(super) end: usize,
    pub(super) suffixes: [u8; 2],
    pub(super) final_stop: FinalStop,
}

impl Cut {
    /// A token of one word that ends before `end`.
    pub(super) fn plain(end: usize) -> Self {
        Self {
            end,
            suffixes: [0; 2],
            final_stop: FinalStop::Part,
        }
    }
}

/// Reads one chunk: a longest stretch of text without white space.
pub(super) struct Scanner<'a> {
    pub(super) chars: &'a [char],
    pub(super) lists: &'a Lists,
    pub(super) state: &'a mut State,
    /// The first character of the next chunk, if no blank line comes between.
    pub(super) next: Option<char>,
    pub(super) has_at: bool,
    pub(super) has_inner_stop: bool,
    /// No e-mail address starts before this offset.
    pub(super) searched_for_address: usize,
    /// No host name starts before this offset.
    pub(super) searched_for_host: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(
        chars: &'a [char],
        lists: &'a Lists,
        state: &'a mut State,
        next: Option<char>,
    ) -> Self {
        let has_at = chars.contains(&'@');
        let has_inner_stop = chars
            .windows(2)
            .any(|pair| pair[0] == '.' && is_word(pair[1]));
        Self {
            chars,
            lists,
            state,
            next,
            has_at,
            has_inner_stop,
            searched_for_address: 0,
            searched_for_host: 0,
        }
    }

    /// Appends the chunk's tokens to `pieces`; it starts at `place`, after `gap`.
    pub(super) fn scan(&mut self, mut place: Place, mut gap: Gap, pieces: &mut Vec<Piece>) {
        let mut start = 0;
        while start < self.chars.len() {
            if is_invisible(self.chars[start]) {
                place = self.advance(place, start, start + 1);
                start += 1;
                continue;
            }
            let cut = self.token(start);
            debug_assert!(cut.end > start, "a token without characters");
            let end = self.advance(place, start, cut.end);
            pieces.push(Piece::new(place, end, gap, cut.suffixes, cut.final_stop));
            self.state.leave(self.chars[start].is_uppercase());
            (start, place, gap) = (cut.end, end, Gap::None);
        }
    }

    fn advance(&self, place: Place, start: usize, end: usize) -> Place {
        let bytes: usize = self.chars[start..end].iter().map(|c| c.len_utf8()).sum();
        Place {
            byte: place.byte + bytes,
            point: place.point + (end - start) as u32,
        }
    }

    fn token(&mut self, start: usize) -> Cut {
        let found = self
            .link(start)
            .or_else(|| self.address(start))
            .or_else(|| self.host(start))
            .or_else(|| self.emoticon(start));
        if let Some(end) = found {
            return Cut::plain(end);
        }
        match self.chars[start] {
            c if is_digit(c) => self.number(start),
            c if is_word(c) => self.word(start),
            c if is_apostrophe(c) || c == '‘' => Cut::plain(self.apostrophe_alone(start)),
            _ => Cut::plain(self.mark(start)),
        }
    }

    /// The character at `index`, if the chunk is that long.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// Whether the character at `index` is there and `is` true of it.
    pub(super) fn at_is(&self, index: usize, is: impl Fn(char) -> bool) -> bool {
        self.at(index).is_some_and(is)
    }

    /// Whether the character before `index` is there and `is` true of it.
    pub(super) fn before_is(&self, index: usize, is: impl Fn(char) -> bool) -> bool {
        index > 0 && is(self.chars[index - 1])
    }

    /// The characters from `start` to `end` in small letters, with straight apostrophes.
    pub(super) fn lower(&self, start: usize, end: usize) -> String {
        self.chars[start..end]
            .iter()
            .map(|&c| {
                if is_apostrophe(c) {
                    '\''
                } else {
                    c.to_ascii_lowercase()
                }
            })
            .collect()
    }

    /// The end of the longest run of characters from `start` of which `is` is true.
    pub(super) fn while_is(&self, start: usize, is: impl Fn(char) -> bool) -> usize {
        let rest = &self.chars[start.min(self.chars.len())..];
        start + rest.iter().position(|&c| !is(c)).unwrap_or(rest.len())
    }

    /// The end of the run of word characters from `start`, with underscores and invisible
    /// marks inside it.
    pub(super) fn run(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            end = self.while_is(end, is_word);
            let after = self.while_is(end, |c| c == '_' || is_invisible(c));
            if after == end || !self.at_is(after, is_word) || end == start {
                return end;
            }
            end = after;
        }
    }

    /// The end of the run of letters from `start`.
    pub(super) fn letters(&self, start: usize) -> usize {
        self.while_is(start, is_letter)
    }
}
