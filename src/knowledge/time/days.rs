//! Days and hours: "Friday", "Tuesday morning", "yesterday", "3 pm on Friday".

use super::lengths::offset;
use super::lexicon::{TimeWord, Unit};
use super::meaning::{Meaning, Recurring};
use super::word::{Grammar, Step, Trait};

impl Grammar<'_> {
    /// "Friday", "Tuesday morning", "Friday at 3 pm", "Friday last week".
    pub(super) fn day_of_week(self, at: usize) -> Step<Meaning> {
        let (weekday, next) = self.weekday(at)?;
        let next = self.hour(next).map_or(next, |((), next)| next);
        let picked = Recurring::Weekday(weekday);
        if let Some((which, after)) = self.which(self.skip(next, &["of"]))
            && let Some((Unit::Week, after)) = self.unit(after)
            && let Some(offset) = offset(which)
        {
            return Some((Meaning::WeekOff(weekday, offset), after));
        }
        let meaning = Meaning::Picked(picked, None);
        Some((meaning, self.at_hour(next)))
    }

    /// The word after "at 3 pm" behind a day.
    pub(super) fn at_hour(self, at: usize) -> usize {
        let start = self.skip(self.skip(at, &[","]), &["at", "around", "about"]);
        self.clock(start).map_or(at, |(_, next)| next)
    }

    /// "yesterday", "tomorrow morning", "the day after tomorrow".
    pub(super) fn deictic(self, at: usize) -> Step<Meaning> {
        let start = self.skip(at, &["the"]);
        if self.form(start) == "day" {
            let beyond = match self.form(start + 1) {
                "after" => 1,
                "before" => -1,
                _ => return None,
            };
            let days = self.deictic_word(start + 2)?;
            return (days == beyond).then_some((Meaning::Unit(Unit::Day, 2 * beyond), start + 3));
        }
        let days = self.deictic_word(at)?;
        let next = self.hour(at + 1).map_or(at + 1, |((), next)| next);
        Some((Meaning::Unit(Unit::Day, days), self.at_hour(next)))
    }

    pub(super) fn deictic_word(self, at: usize) -> Option<i64> {
        // "the Today programme"
        let opens = at == 0 || !self.form(at - 1).starts_with(char::is_alphanumeric);
        if self.has(at, Trait::Capital) && !opens {
            return None;
        }
        self.find(at, |word| match word {
            TimeWord::Deictic(days) => Some(days),
            _ => None,
        })
    }

    /// "3 pm", "10:30 a.m. GMT", "noon", each with a day behind it: "3 pm on Friday".
    pub(super) fn clock(self, at: usize) -> Step<Meaning> {
        let form = self.form(at);
        let is_number = form.parse::<u32>().is_ok_and(|hour| hour <= 2400);
        let is_clock = form.split_once([':', '.']).is_some_and(|(hours, minutes)| {
            hours.parse::<u32>().is_ok_and(|hours| hours < 24)
                && minutes.len() == 2
                && minutes.parse::<u32>().is_ok_and(|minutes| minutes < 60)
        });
        let glued = ["am", "pm"].iter().any(|half| {
            form.strip_suffix(half)
                .is_some_and(|hour| hour.starts_with(|c: char| c.is_ascii_digit()))
        });
        let mut next = at + 1;
        let mut sure = glued || (is_clock && form.contains(':'));
        if (is_number || is_clock) && self.is(next, TimeWord::Clock) {
            sure = true;
            next += 1;
        }
        if (is_number || is_clock || sure)
            && self.is(next, TimeWord::Zone)
            && self.has(next, Trait::Capital)
        {
            sure = true;
            next += 1;
            next = self.skip(next, &["time"]);
        }
        if !sure && self.is(at, TimeWord::Hour) && matches!(form, "noon" | "midnight" | "midday") {
            sure = true;
        }
        if !sure {
            return None;
        }
        if matches!(self.form(next), "local") && self.form(next + 1) == "time" {
            next += 2;
        }
        let day = self.skip(self.skip(next, &[","]), &["on"]);
        if let Some(day) = self
            .date(day)
            .or_else(|| self.day_of_week(day))
            .or_else(|| self.deictic(day))
        {
            return Some(day);
        }
        Some((Meaning::Unknown, next))
    }
}
