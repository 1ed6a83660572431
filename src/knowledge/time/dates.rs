//! Dates and periods of the calendar: "October 25, 2024", "early 2008", "the third quarter", "the 1990s", "Christmas".

use super::lexicon::{Part, TimeWord, Unit, Which};
use super::meaning::{Meaning, Recurring};
use super::word::{Grammar, Step, Trait};

impl Grammar<'_> {
    /// "early 2008", "the end of May", "late on Friday", "the first half of the year".
    pub(super) fn part(self, at: usize) -> Step<Meaning> {
        let after_article = self.skip(at, &["the", "very"]);
        let (part, next) = self.part_word(after_article)?;
        let next = self.skip(next, &["-", "in", "on", "of"]);
        let next = self.skip(next, &["of"]);
        let (of, next) = self.this_unit(next).or_else(|| self.period_or_year(next))?;
        if !of.is_point() {
            return None;
        }
        let is_day = matches!(
            of,
            Meaning::Picked(Recurring::Weekday(_) | Recurring::Day(..), _)
                | Meaning::InYear(Recurring::Day(..), _)
                | Meaning::Weekday(..)
                | Meaning::Unit(Unit::Day, _)
        );
        if is_day {
            return Some((of, next));
        }
        Some((Meaning::Part(part, Box::new(of)), next))
    }

    pub(super) fn part_word(self, at: usize) -> Step<Part> {
        if self.is(at + 1, TimeWord::Half) {
            let part = match self.ordinal(at)?.0 {
                1 => Part::FirstHalf,
                2 => Part::SecondHalf,
                _ => return None,
            };
            return Some((part, at + 2));
        }
        let form = self.form(at);
        // "mid-May" may be one word.
        let part = self.find(at, |word| match word {
            TimeWord::Part(part) => Some(part),
            _ => None,
        })?;
        let is_noun = !matches!(form, "early" | "late" | "mid");
        let is_followed = !is_noun || matches!(self.form(at + 1), "of");
        is_followed.then_some((part, at + 1))
    }

    /// "the year", where it is this one: "the end of the year".
    pub(super) fn this_unit(self, at: usize) -> Step<Meaning> {
        let next = (self.form(at) == "the").then_some(at + 1)?;
        let (unit, next) = self.unit(next)?;
        let whole = matches!(
            unit,
            Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century
        );
        whole.then_some((Meaning::Unit(unit, 0), next))
    }

    /// "October 25, 2024", "25 October", "Friday, Oct. 25", "2024-10-25", "May 2008", "May".
    pub(super) fn date(self, at: usize) -> Step<Meaning> {
        if let Some((weekday, next)) = self.weekday(at) {
            let next = self.skip(next, &[","]);
            let next = self.skip(next, &["the"]);
            if let Some((date, next)) = self.day_of_year(next) {
                let date = match date {
                    Meaning::Picked(Recurring::Day(month, day), None) => {
                        Meaning::Weekday(weekday, month, day)
                    }
                    date => date,
                };
                return Some((date, next));
            }
        }
        let at = self.skip(at, &["the"]);
        self.day_of_year(at)
            .or_else(|| self.digits(at))
            .or_else(|| self.month_of_year(at))
    }

    pub(super) fn day_of_year(self, at: usize) -> Step<Meaning> {
        let (month, day, next) = match (self.month(at), self.day_number(at)) {
            (Some((month, next)), _) => {
                let (day, next) = self.day_number(next)?;
                (month, day, next)
            }
            (None, Some((day, next))) => {
                let (month, next) = self.month(self.skip(next, &["of"]))?;
                (month, day, next)
            }
            (None, None) => return None,
        };
        let recurring = Recurring::Day(month, day);
        Some(match self.year(self.skip(next, &[","])) {
            Some((year, next)) => (Meaning::InYear(recurring, year), next),
            None => (Meaning::Picked(recurring, None), next),
        })
    }

    pub(super) fn month_of_year(self, at: usize) -> Step<Meaning> {
        let (month, next) = self.month(at)?;
        let recurring = Recurring::Month(month);
        if let Some((year, next)) = self.year(self.skip(self.skip(next, &[","]), &["of"])) {
            return Some((Meaning::InYear(recurring, year), next));
        }
        if let Some((years, next)) = self.of_years(next) {
            return Some((Meaning::YearOff(recurring, years), next));
        }
        Some((Meaning::Picked(recurring, None), next))
    }

    /// "last year", "of this year" after a month or season.
    pub(super) fn of_years(self, at: usize) -> Step<i64> {
        let at = self.skip(at, &["of"]);
        let (which, next) = self.which(at)?;
        let (unit, next) = self.unit(next)?;
        let offset = match which {
            Which::Last => -1,
            Which::Next => 1,
            Which::This => 0,
            Which::Before | Which::After | Which::Same | Which::Recent | Which::Every => {
                return None;
            }
        };
        (unit == Unit::Year).then_some((offset, next))
    }

    /// "2024-10-25", "25.10.2024", "12/25/2024"; a date that could be read in two ways means nothing.
    pub(super) fn digits(self, at: usize) -> Step<Meaning> {
        let mut written = String::new();
        let mut next = at;
        while next < self.len() && written.len() < 10 {
            written += self.form(next);
            next += 1;
            if !self.has(next - 1, Trait::Glued) {
                break;
            }
        }
        let parts: Vec<&str> = written.split(['-', '/', '.']).collect();
        let [one, two, three] = parts[..] else {
            return None;
        };
        let number = |part: &str| part.parse::<i16>().ok();
        let (one_value, two_value, three_value) = (number(one)?, number(two)?, number(three)?);
        let (year, month, day) = match (one.len(), three.len()) {
            (4, 1..=2) => (one_value, two_value, three_value),
            (1..=2, 4) if two_value > 12 => (three_value, one_value, two_value),
            (1..=2, 4) if one_value > 12 => (three_value, two_value, one_value),
            (1..=2, 4) => return Some((Meaning::Unknown, next)),
            _ => return None,
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
        valid.then_some((Meaning::InYear(Recurring::Day(month, day), year), next))
    }

    /// "the third quarter of 2008", "the 19th century", "fiscal 2008", "Q3".
    pub(super) fn numbered(self, at: usize) -> Step<Meaning> {
        let at = self.skip(at, &["the"]);
        if self.is(at, TimeWord::Fiscal) {
            // A fiscal year begins when its owner says.
            let next = self.unit(at + 1).map_or(at + 1, |(_, next)| next);
            let (_, next) = self.year(next).or((next > at + 1).then_some((0, next)))?;
            return Some((Meaning::Unknown, next));
        }
        if let Some(quarter) = self.form(at).strip_prefix('q')
            && let Ok(quarter @ 1..=4) = quarter.parse::<i8>()
        {
            return Some(self.with_year(Recurring::Quarter(quarter), at + 1));
        }
        let (ordinal, next) = self.ordinal(at)?;
        let next = self.skip(next, &["-"]);
        let fiscal = self.is(next, TimeWord::Fiscal);
        let (unit, next) = self.unit(next + usize::from(fiscal))?;
        match unit {
            Unit::Quarter if fiscal => Some((Meaning::Unknown, next)),
            Unit::Quarter => {
                let quarter = i8::try_from(ordinal)
                    .ok()
                    .filter(|quarter| (1..=4).contains(quarter))?;
                Some(self.with_year(Recurring::Quarter(quarter), next))
            }
            Unit::Century => {
                let first = i16::try_from(ordinal)
                    .ok()?
                    .checked_mul(100)?
                    .checked_sub(99)?;
                Some((Meaning::Years { first, count: 100 }, next))
            }
            _ => None,
        }
    }

    pub(super) fn with_year(self, recurring: Recurring, at: usize) -> (Meaning, usize) {
        let after = self.skip(self.skip(at, &[","]), &["of", "in"]);
        if let Some((year, next)) = self.year(after) {
            return (Meaning::InYear(recurring, year), next);
        }
        match self.of_years(at) {
            Some((offset, next)) => (Meaning::YearOff(recurring, offset), next),
            None => (Meaning::Picked(recurring, None), at),
        }
    }

    /// "the 1990s", "the '90s".
    pub(super) fn decade(self, at: usize) -> Step<Meaning> {
        let at = self.skip(self.skip(at, &["the"]), &["'", "’", "‘"]);
        let form = self.form(at);
        let digits = form
            .trim_start_matches(['\'', '’', '‘'])
            .strip_suffix('s')?
            .trim_end_matches(['\'', '’']);
        let year: i16 = digits.parse().ok()?;
        let first = match digits.len() {
            4 if (1000..2200).contains(&year) => year,
            // "the 90s" are those of the last century; "the 10s" and "20s" might be ours.
            2 if year >= 30 => 1900 + year,
            _ => return None,
        };
        (first % 10 == 0).then_some((decade(first), at + 1))
    }

    pub(super) fn season_word(self, at: usize) -> Step<i8> {
        let season = self.find(at, |word| match word {
            TimeWord::Season(season) => Some(season),
            _ => None,
        })?;
        self.has(at, Trait::Nominal).then_some((season, at + 1))
    }

    /// "the summer of 2008", "summer 2008", "the summer".
    pub(super) fn season(self, at: usize) -> Step<Meaning> {
        let article = self.skip(at, &["the"]);
        let (season, next) = self.season_word(article)?;
        let recurring = Recurring::Season(season);
        let (meaning, after) = self.with_year(recurring, next);
        let sure = after > next || self.has(article, Trait::Date);
        sure.then_some((meaning, after))
    }

    pub(super) fn holiday(self, at: usize) -> Step<Meaning> {
        let new_year = self.form(at) == "new"
            && matches!(self.form(at + 1), "year" | "years")
            && matches!(self.form(at + 2), "'s" | "’s" | "'" | "’")
            && self.has(at, Trait::Capital);
        let ((month, day), mut next) = if new_year {
            ((1, 1), at + 3)
        } else {
            let holiday = self.find(at, |word| match word {
                TimeWord::Holiday(month, day) => Some((month, day)),
                _ => None,
            })?;
            (holiday, at + 1)
        };
        if !self.has(at, Trait::Capital) {
            return None;
        }
        next = self.skip(next, &["'s", "’s"]);
        let mut recurring = Recurring::Day(month, day);
        match self.form(next) {
            "day" => next += 1,
            "eve" => {
                recurring = if new_year {
                    Recurring::Day(12, 31)
                } else {
                    Recurring::Day(month, day - 1)
                };
                next += 1;
            }
            _ => {}
        }
        Some(self.with_year(recurring, next))
    }

    /// Four digits that the reader takes for a date.
    pub(super) fn dated_year(self, at: usize) -> Step<Meaning> {
        let (first, next) = self.year(at)?;
        let sure = self.has(at, Trait::Date) && !self.counts(next);
        sure.then_some((Meaning::Years { first, count: 1 }, next))
    }
}

/// The ten years from `first` on.
pub(super) fn decade(first: i16) -> Meaning {
    Meaning::Years { first, count: 10 }
}
