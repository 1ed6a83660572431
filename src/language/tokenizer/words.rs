//! Words: hyphens, slashes, apostrophes and full stops inside and after them.

use super::chars::{is_apostrophe, is_digit, is_hyphen, is_letter, is_word};
use super::lists::{LONGEST, Stop};
use super::piece::FinalStop;
use super::scanner::{Cut, Scanner};

/// What an apostrophe after a word does.
enum Apostrophe {
    /// It joins the word to what follows; the word goes on from here.
    Joins(usize),
    /// It opens a clitic, which ends the token.
    Clitic(Cut),
    /// It does not belong to the word.
    Ends,
}

fn is_i(c: char) -> bool {
    matches!(c, 'I' | 'i')
}

impl Scanner<'_> {
    /// The token that starts with the word at `start`.
    pub(super) fn word(&mut self, start: usize) -> Cut {
        if let Some(cut) = self.acronym(start) {
            return cut;
        }
        let times = self.chars[start] == 'x' && self.before_is(start, is_digit);
        if times && self.at_is(start + 1, is_digit) {
            return Cut::plain(start + 1);
        }
        let mut segment = start;
        let mut end = self.run(start);
        loop {
            match self.at(end) {
                Some(c) if is_hyphen(c) && self.hyphen_joins(segment, end) => {
                    segment = end + 1;
                    end = self.run(segment);
                }
                Some('&') if self.ampersand_joins(start, end) => end = self.run(end + 1),
                Some('/') if self.slash_joins(start, end) => end = self.run(end + 1),
                Some('*') => match self.stars_join(start, end) {
                    Some(after) => end = after,
                    None => break,
                },
                Some('+') if self.is_c_plus_plus(start, end) => end += 2,
                Some('#') if end == start + 1 && self.is_sharp(start) => end += 1,
                Some('$') if self.is_capitals(start, end, 3) => return Cut::plain(end + 1),
                Some(c) if is_apostrophe(c) => match self.apostrophe(start, end) {
                    Apostrophe::Joins(after) => end = after,
                    Apostrophe::Clitic(cut) => return cut,
                    Apostrophe::Ends => break,
                },
                Some('.') => return self.full_stop(start, end),
                _ => break,
            }
        }
        self.contracted(start, end)
    }

    /// The token from `start` to `end`, cut if it is a listed contraction.
    fn contracted(&self, start: usize, end: usize) -> Cut {
        if end - start <= LONGEST
            && end - start > 1
            && let Some(suffixes) = self.lists.contraction(&self.lower(start, end))
        {
            return Cut {
                suffixes,
                ..Cut::plain(end)
            };
        }
        Cut::plain(end)
    }

    /// The token with the clitic that follows `end`: "Korea" and "'s".
    pub(super) fn with_clitic(&self, cut: Cut) -> Cut {
        let Some(after) = self.clitic_end(cut.end) else {
            return cut;
        };
        let suffixes = [(after - cut.end) as u8, 0];
        Cut {
            end: after,
            suffixes,
            final_stop: FinalStop::Part,
        }
    }

    /// The end of the clitic that starts with an apostrophe at `start`, if one does.
    fn clitic_end(&self, start: usize) -> Option<usize> {
        if !self.at_is(start, is_apostrophe) {
            return None;
        }
        let end = self.letters(start + 1);
        if &*self.lower(start + 1, end.min(start + 4)) == "ma" && self.before_is(start, is_i) {
            return Some(start + 2); // "I'ma": I'm a
        }
        let clitic = (start + 2..=start + 3).contains(&end)
            && matches!(
                &*self.lower(start + 1, end.min(start + 4)),
                "s" | "d" | "m" | "ll" | "re" | "ve"
            );
        (clitic && !self.at_is(end, is_word)).then_some(end)
    }

    fn apostrophe(&self, start: usize, end: usize) -> Apostrophe {
        let after = self.letters(end + 1);
        if let Some(after) = self.clitic_end(end) {
            let first = (after - end) as u8;
            // "I'd've": the second clitic is the last word.
            return Apostrophe::Clitic(match self.clitic_end(after) {
                Some(last) => Cut {
                    suffixes: [(last - after) as u8, first],
                    ..Cut::plain(last)
                },
                None => Cut {
                    suffixes: [first, 0],
                    ..Cut::plain(after)
                },
            });
        }
        if after == end + 1 {
            return self.apostrophe_at_end(start, end);
        }
        let negation = after == end + 2
            && matches!(self.chars[end + 1], 't' | 'T')
            && end > start + 1
            && matches!(self.chars[end - 1], 'n' | 'N')
            && !self.at_is(after, is_word);
        if negation {
            return Apostrophe::Clitic(match self.clitic_end(after) {
                Some(last) => Cut {
                    suffixes: [(last - after) as u8, 3],
                    ..Cut::plain(last)
                },
                None => Cut {
                    suffixes: [3, 0],
                    ..Cut::plain(after)
                },
            });
        }
        Apostrophe::Joins(self.run(end + 1))
    }

    /// An apostrophe that no letter follows: of a possessive, of an elision, or a quotation
    /// mark.
    fn apostrophe_at_end(&self, start: usize, end: usize) -> Apostrophe {
        let doubled = self.at_is(end + 1, is_apostrophe);
        if doubled || self.at_is(end + 1, is_digit) {
            return Apostrophe::Ends;
        }
        if end - start < LONGEST && self.lists.is_elision(&self.lower(start, end + 1)) {
            return Apostrophe::Clitic(Cut::plain(end + 1));
        }
        if self.state.quote_open {
            return Apostrophe::Ends;
        }
        let last = self.chars[end - 1];
        if matches!(last, 's' | 'S' | 'z' | 'x') && end - start > 1 {
            return Apostrophe::Clitic(Cut {
                suffixes: [1, 0],
                ..Cut::plain(end + 1)
            });
        }
        let dropped_g = end - start > 3 && last == 'n' && self.chars[end - 2] == 'i';
        if dropped_g {
            Apostrophe::Clitic(Cut::plain(end + 1))
        } else {
            Apostrophe::Ends
        }
    }

    fn hyphen_joins(&self, segment: usize, hyphen: usize) -> bool {
        if !self.at_is(hyphen + 1, is_word) {
            return false;
        }
        let after = self.run(hyphen + 1);
        // "x3-9890", "x-37097": telephone extensions.
        let extension = matches!(self.chars[segment], 'x' | 'X')
            && self.while_is(segment + 1, is_digit) == hyphen
            && matches!(after - hyphen - 1, 4 | 5)
            && self.while_is(hyphen + 1, is_digit) == after;
        if extension {
            return true;
        }
        if self.is_given_name(segment, hyphen, after) {
            return true;
        }
        if hyphen - segment <= LONGEST && self.lists.is_prefix(&self.lower(segment, hyphen)) {
            // "UN-backed" has no prefix; "NON-PROFIT" has.
            let capitals = hyphen - segment > 1 && self.is_capitals(segment, hyphen, LONGEST);
            return !capitals || self.is_capitals(hyphen + 1, after, usize::MAX);
        }
        after - hyphen <= LONGEST
            && !self.at_is(after, is_hyphen)
            && self.lists.is_suffix(&self.lower(hyphen + 1, after))
    }

    /// "Sun-won", "Jae-in", "Ing-wen": two syllables of a given name, the first with a capital. Taken apart they are read
    /// as verbs and prepositions.
    fn is_given_name(&self, segment: usize, hyphen: usize, after: usize) -> bool {
        hyphen - segment <= LONGEST
            && after - hyphen <= LONGEST
            && self.chars[segment].is_uppercase()
            && self.chars[segment + 1..hyphen]
                .iter()
                .all(|c| c.is_lowercase())
            && self.chars[hyphen + 1..after]
                .iter()
                .all(|c| c.is_lowercase())
            && !self.at_is(after, is_hyphen)
            && self.lists.is_syllable(&self.lower(segment, hyphen))
            && self.lists.is_syllable(&self.lower(hyphen + 1, after))
    }

    /// "AT&T", "R&D", "p&l": short capitals or single letters on both sides.
    fn ampersand_joins(&self, start: usize, end: usize) -> bool {
        let after = self.run(end + 1);
        let short = |from: usize, to: usize| {
            to > from && (self.is_capitals(from, to, 4) || (to == from + 1))
        };
        short(start, end) && short(end + 1, after) && self.at_is(end + 1, is_letter)
    }

    /// "w/o", "n/a", "s/he": a single letter before the slash, up to three after it.
    fn slash_joins(&self, start: usize, end: usize) -> bool {
        let after = self.letters(end + 1);
        end == start + 1
            && (1..=3).contains(&(after - end - 1))
            && !self.at_is(after, |c| is_word(c) || c == '/')
            && !self.before_is(start, |c| is_digit(c) || c == '/')
    }

    /// "d*mn", "f***": the end of the word with its stars.
    fn stars_join(&self, start: usize, end: usize) -> Option<usize> {
        let after = self.while_is(end, |c| c == '*');
        if self.at_is(after, is_letter) {
            return Some(self.run(after));
        }
        (after == self.chars.len() && end - start <= 2).then_some(after)
    }

    fn is_c_plus_plus(&self, start: usize, end: usize) -> bool {
        end == start + 1 && self.chars[start] == 'C' && self.while_is(end, |c| c == '+') == end + 2
    }

    fn is_sharp(&self, start: usize) -> bool {
        matches!(self.chars[start], 'C' | 'F') && self.chars.len() == start + 2
    }

    fn is_capitals(&self, start: usize, end: usize, most: usize) -> bool {
        (1..=most).contains(&(end - start))
            && self.chars[start..end].iter().all(|c| c.is_uppercase())
    }

    /// Letters with a full stop after each: "U.S.", "a.m.", "J.K."
    fn acronym(&self, start: usize) -> Option<Cut> {
        let mut end = start + 1;
        while self.at(end) == Some('.')
            && self.at_is(end + 1, is_letter)
            && !self.at_is(end + 2, is_word)
        {
            end += 2;
        }
        if end == start + 1 || !is_letter(self.chars[start]) {
            return None;
        }
        let stops = self.while_is(end, |c| c == '.') - end;
        if matches!(stops, 1 | 2) {
            end += 1;
        }
        Some(self.with_clitic(Cut::plain(end)))
    }

    /// The word from `start` to `end`, with the full stop after it if that is its own.
    fn full_stop(&self, start: usize, end: usize) -> Cut {
        if self.at(end + 1) == Some('.') {
            return self.contracted(start, end);
        }
        if let Some(cut) = self.dotted(start, end) {
            return cut;
        }
        let word: String = self.chars[start..end.min(start + LONGEST + 1)]
            .iter()
            .collect();
        let last = end + 1 == self.chars.len();
        let after = if last { self.next } else { self.at(end + 1) };
        let mark = self.at_is(end + 1, |c| matches!(c, ',' | ';' | ':'));
        let glued = self.at_is(end + 1, is_word);
        let (own, final_stop) = match self.lists.stop(&word) {
            Some(Stop::Title | Stop::Name) => (true, FinalStop::Part),
            Some(Stop::Always) => (!glued || after.is_some_and(is_digit), FinalStop::Token),
            Some(Stop::Number) => {
                // "(b. March 1950)": born, died, married, circa.
                let of_life = end == start + 1 && self.before_is(start, |c| c == '(');
                (
                    of_life || after.is_some_and(|c| is_digit(c) || c == '#'),
                    FinalStop::Token,
                )
            }
            Some(Stop::Lower) => {
                let goes_on = |c: char| c.is_lowercase() || is_digit(c);
                (
                    mark || (last && after.is_some_and(goes_on)),
                    FinalStop::Token,
                )
            }
            None => (self.is_initial(start, end, after, mark), FinalStop::Token),
        };
        if own {
            return self.with_clitic(Cut {
                final_stop,
                ..Cut::plain(end + 1)
            });
        }
        self.contracted(start, end)
    }

    /// A listed abbreviation with full stops inside: "Ph.D."
    fn dotted(&self, start: usize, end: usize) -> Option<Cut> {
        let mut after = end;
        while self.at(after) == Some('.') && self.at_is(after + 1, is_letter) {
            after = self.letters(after + 1);
            if after - start > LONGEST {
                return None;
            }
        }
        let word: String = self.chars[start..after].iter().collect();
        if after == end || self.lists.stop(&word).is_none() {
            return None;
        }
        let stop = usize::from(self.at(after) == Some('.'));
        Some(self.with_clitic(Cut::plain(after + stop)))
    }

    /// A capital before a name: "J. Smith", "J.Smith".
    fn is_initial(&self, start: usize, end: usize, after: Option<char>, mark: bool) -> bool {
        if end != start + 1 || !self.chars[start].is_uppercase() {
            return false;
        }
        let name_follows = mark
            || after.is_some_and(|c| c.is_uppercase() || (c == '(' && self.state.after_capital));
        let sentence_goes_on = end + 1 == self.chars.len() && after.is_some_and(char::is_lowercase);
        (name_follows && (self.chars[start] != 'I' || self.state.after_capital))
            || (sentence_goes_on && self.chars[start] != 'I')
    }
}
