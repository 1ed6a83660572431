//! Marks: punctuation, quotation marks and apostrophes that stand alone, faces, symbols.

use super::chars::{is_apostrophe, is_digit, is_letter, is_modifier, is_regional, is_word};
use super::lists::LONGEST;
use super::scanner::Scanner;

impl Scanner<'_> {
    /// The end of the face or arrow at `start`, if one is there.
    pub(super) fn emoticon(&self, start: usize) -> Option<usize> {
        let first = self.chars[start];
        if !(first.is_ascii_punctuation() || "8DoOTxX".contains(first)) {
            return None;
        }
        let most = self.chars.len().min(start + 4);
        (start + 2..=most).rev().find(|&end| {
            if self.at_is(end, |c| is_word(c) || c == '/') || self.at(end) == Some(first) {
                return false;
            }
            let word: String = self.chars[start..end].iter().collect();
            if !self.lists.is_emoticon(&word) {
                return false;
            }
            let alone = start == 0 && end == self.chars.len();
            let after_word = self.before_is(start, is_word);
            let with_letters = word.contains(char::is_alphanumeric);
            match first {
                ':' | ';' | '=' => !(after_word && with_letters) && word != ":/" || alone,
                '-' | '<' | '>' if !with_letters => true,
                _ => alone,
            }
        })
    }

    /// The end of the token that starts with an apostrophe or a single quotation mark.
    pub(super) fn apostrophe_alone(&mut self, start: usize) -> usize {
        let mark = self.chars[start];
        let doubled = self.at_is(start + 1, |c| is_apostrophe(c) || c == '‘');
        if doubled && !self.at_is(start + 2, is_apostrophe) {
            return start + 2; // "''" and "``" are double quotation marks
        }
        if !self.at_is(start + 1, is_word) {
            self.state.quote_open = mark == '‘';
            return start + 1;
        }
        let digits = self.while_is(start + 1, is_digit);
        if digits == start + 3 {
            let end = digits + usize::from(self.at(digits) == Some('s'));
            if !self.at_is(end, is_word) {
                return end; // "'90s", "'02"
            }
        }
        if self.before_is(start, is_word) {
            return start + 1;
        }
        let end = self.run(start + 1);
        if end - start < LONGEST {
            let closed = end + usize::from(self.at_is(end, is_apostrophe));
            if self.lists.is_elision(&self.lower(start, closed)) {
                return closed;
            }
            let word = self.lower(start, end);
            let opens = mark == '‘' || mark == '`';
            let clitic = matches!(&*word, "'s" | "'d" | "'m" | "'ll" | "'re" | "'ve" | "'t");
            if self.lists.is_elision(&word) || (clitic && !opens) {
                return end;
            }
        }
        self.state.quote_open = true;
        start + 1
    }

    /// The end of the token that starts with any other mark or symbol.
    pub(super) fn mark(&self, start: usize) -> usize {
        let mark = self.chars[start];
        let next_is = |is: fn(char) -> bool| self.at_is(start + 1, is);
        let free = !self.before_is(start, is_word);
        match mark {
            '.' if free && next_is(is_digit) => self.figure(start + 1),
            '.' | '…' | '?' | '!' => self.sentence_marks(start),
            '#' if free && next_is(is_letter) => self.run(start + 1),
            '@' if free && next_is(|c| is_letter(c) || c == '_') => {
                self.while_is(start + 1, |c| is_word(c) || c == '_')
            }
            '+' if free && next_is(is_digit) => {
                self.while_is(start + 1, |c| is_digit(c) || c == '-')
            }
            _ if self.is_rule(start) => self.chars.len(),
            '-' | '=' | '*' | '_' | '~' | '#' | '+' | '<' | '>' | '^' | '$' | ',' => {
                self.while_is(start, |c| c == mark)
            }
            _ => self.symbol(start),
        }
    }

    /// "...", "?!", ".?", "!.": dots are one token, and so are question and exclamation
    /// marks, with a single full stop before or after them.
    fn sentence_marks(&self, start: usize) -> usize {
        let is_dot = |c| matches!(c, '.' | '…');
        let dots = self.while_is(start, is_dot);
        if dots > start + 1 || (dots == start + 1 && self.chars[start] == '…') {
            return dots;
        }
        let end = self.while_is(dots, |c| matches!(c, '?' | '!'));
        let stop = dots == start && self.while_is(end, is_dot) == end + 1;
        end + usize::from(stop)
    }

    /// A drawn line: five or more marks up to the end of the chunk, not of a sentence.
    fn is_rule(&self, start: usize) -> bool {
        start == 0
            && self.chars.len() >= 5
            && self.chars.iter().all(|&c| "-=*_~#+<>|{}^".contains(c))
    }

    /// The end of one symbol with all that modifies it: a flag, an emoji family.
    fn symbol(&self, start: usize) -> usize {
        let pair = is_regional(self.chars[start]) && self.at_is(start + 1, is_regional);
        let mut end = start + 1 + usize::from(pair);
        while self.at_is(end, is_modifier) {
            let joiner = self.chars[end] == '\u{200d}';
            end += 1;
            if joiner && self.at_is(end, |c| !c.is_ascii() && !is_word(c)) {
                end += 1;
            }
        }
        end
    }
}
