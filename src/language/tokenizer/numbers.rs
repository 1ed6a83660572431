//! Figures: decimals, times, ordinals, dates, telephone numbers, units written against them.

use super::chars::{is_apostrophe, is_digit, is_letter, is_word};
use super::scanner::{Cut, Scanner};

/// More groups than this are no date and no telephone number.
const MOST_GROUPS: usize = 8;

impl Scanner<'_> {
    /// The token that starts with the digit at `start`.
    pub(super) fn number(&self, start: usize) -> Cut {
        if let Some(end) = self.grouped(start) {
            return Cut::plain(end);
        }
        let end = self.figure(start);
        let letters = self.letters(end);
        if letters > end {
            let run = self.run(end);
            if letters == run && self.is_ordinal(end, letters) {
                return self.with_clitic(Cut::plain(letters));
            }
            let unit: String = self.chars[end..letters.min(end + 12)].iter().collect();
            let sum = self.before_is(start, |c| "$£€¥".contains(c))
                || self.chars[start..end].contains(&'.');
            let times = unit == "x" && self.at_is(letters, is_digit);
            let degrees = unit == "C" || unit == "F"; // "24C", but "room 3143C"
            let unit_like = !degrees || end - start < 4;
            if times || (unit_like && letters == run && self.lists.is_unit(&unit, sum)) {
                return Cut::plain(end);
            }
            return self.with_clitic(Cut::plain(run));
        }
        let plural = self.at_is(end, is_apostrophe)
            && self.at(end + 1) == Some('s')
            && !self.at_is(end + 2, is_word)
            && matches!(end - start, 2 | 4)
            && self.chars[end - 1] == '0';
        if plural {
            return Cut::plain(end + 2); // "the 60's"
        }
        self.with_clitic(Cut::plain(end))
    }

    /// The end of a figure: digits, with commas before thousands, points and colons inside.
    pub(super) fn figure(&self, start: usize) -> usize {
        let mut end = self.while_is(start, is_digit);
        loop {
            let after = self.while_is(end + 1, is_digit);
            let joins = match self.at(end) {
                Some(',') => matches!(after - end, 2 | 4),
                Some('.' | ':') => after > end + 1,
                _ => false,
            };
            if !joins {
                return end;
            }
            end = after;
        }
    }

    /// "1st", "22nd", "1990s".
    fn is_ordinal(&self, start: usize, end: usize) -> bool {
        matches!(
            &*self.lower(start, end.min(start + 3)),
            "st" | "nd" | "rd" | "th" | "s"
        )
    }

    /// Digits in groups with hyphens or slashes between, if they are one token: dates
    /// (10/29/2024, 9/11, 11-20-2000), telephone numbers (713-853-3989, 345-9945), postal
    /// codes (77415-0027); ranges and fractions are not.
    fn grouped(&self, start: usize) -> Option<usize> {
        let mut groups = [(0, 0); MOST_GROUPS];
        let mut count = 0;
        let mut end = start;
        let mut separators = [0; 2];
        loop {
            let after = self.while_is(end, is_digit);
            if after == end || count == MOST_GROUPS {
                return None;
            }
            groups[count] = (end, after);
            count += 1;
            match self.at(after) {
                Some('-') if self.at_is(after + 1, is_digit) => separators[0] += 1,
                Some('/') if self.at_is(after + 1, is_digit) => separators[1] += 1,
                other => {
                    let open = other == Some('.') && self.at_is(after + 1, is_digit);
                    if count == 1 || open || other.is_some_and(is_letter) {
                        return None;
                    }
                    end = after;
                    break;
                }
            }
            end = after + 1;
        }
        let lengths = groups.map(|(from, to)| to - from);
        let whole = match (separators, &lengths[..count]) {
            ([0, 1], [_, _]) => self.is_month_and_day(groups[0], groups[1]),
            ([_, 0], [3 | 5, 4]) | ([_, 0] | [0, _], [_, _, _, ..]) | ([1, 1], [3, 3, 4]) => true,
            _ => false,
        };
        whole.then_some(end)
    }

    /// "9/11", "5/18", "3/03", but not "1/2", "24/7", "3/4".
    fn is_month_and_day(&self, month: (usize, usize), day: (usize, usize)) -> bool {
        let value = |(from, to): (usize, usize)| {
            self.chars[from..to].iter().fold(0_u32, |sum, c| {
                sum.saturating_mul(10)
                    .saturating_add(c.to_digit(10).unwrap_or(0))
            })
        };
        let (m, d) = (value(month), value(day));
        let leading_zero = self.chars[day.0] == '0' || self.chars[month.0] == '0';
        (1..=12).contains(&m) && d <= 31 && (d > 12 || leading_zero || (m, d) == (9, 11))
    }
}
