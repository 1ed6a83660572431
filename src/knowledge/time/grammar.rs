//! The grammar of time expressions: which words make one, and what it means.
//!
//! Takes the words of a sentence, gives the longest expression that begins at a word.

use super::lexicon::{Part, Preposition, TimeWord, Unit, Which, words};
use super::meaning::{Meaning, Recurring, Way};
use crate::knowledge::number::{self, NumberWord};

/// A word as the grammar sees it.
#[derive(Debug, Clone)]
pub struct Word {
    /// Lower case, without the full stop of an abbreviation.
    pub form: String,
    /// Whether it can name a month, day or season: a noun or name, not a verb ("may", "march", "fall").
    pub is_nominal: bool,
    /// Whether it is written with a capital.
    pub is_capital: bool,
    /// Whether the reader takes it for a part of a date.
    pub is_date: bool,
    /// Whether the next word follows without a space.
    pub is_glued: bool,
}

/// An expression that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub meaning: Meaning,
    /// The word after its last one.
    pub next: usize,
}

type Step<T> = Option<(T, usize)>;

/// Parses at the words of one sentence.
#[derive(Debug, Clone, Copy)]
pub struct Grammar<'a> {
    words: &'a [Word],
}

impl<'a> Grammar<'a> {
    /// The grammar over `words`.
    pub fn new(words: &'a [Word]) -> Self {
        Self { words }
    }

    /// The longest expression that begins at word `at`, with its preposition.
    pub fn expression(self, at: usize) -> Option<Found> {
        let found = self
            .preposition(at)
            .and_then(|(preposition, next)| self.after(preposition, next))
            .or_else(|| self.range(at))
            .or_else(|| {
                // "weeks" alone, or "hours" in "morning hours", tells nothing.
                let is_bare = |meaning: &Meaning| matches!(meaning, Meaning::Length(_, None, Way::Plain));
                self.period(at).filter(|(meaning, _)| !is_bare(meaning))
            });
        let (meaning, next) = found?;
        let meaning = self.of_another(meaning, next)?;
        Some(Found { meaning, next })
    }

    /// A length of time that another event takes or that lies between two ("two years of talks", "73 seconds after
    /// liftoff", "the last months of her life") says nothing about the article's date, or nothing at all.
    fn of_another(self, meaning: Meaning, next: usize) -> Option<Meaning> {
        let Meaning::Length(_, _, way) = meaning else {
            return Some(meaning);
        };
        let form = self.form(next);
        let measures = matches!(form, "of" | "after" | "before" | "since" | "prior" | "into");
        match way {
            Way::Plain | Way::Ahead if measures => None,
            Way::Past | Way::Future if form == "of" && self.which(next + 1).is_none() => {
                Some(Meaning::Unknown)
            }
            Way::Plain | Way::Past | Way::Future | Way::Ago | Way::Ahead => Some(meaning),
        }
    }

    // ---- Words ----

    fn form(self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.form.as_str())
    }

    fn find<T>(self, at: usize, pick: impl Fn(TimeWord) -> Option<T>) -> Option<T> {
        words(self.form(at)).iter().find_map(|&word| pick(word))
    }

    fn is(self, at: usize, word: TimeWord) -> bool {
        words(self.form(at)).contains(&word)
    }

    fn skip(self, at: usize, forms: &[&str]) -> usize {
        at + usize::from(forms.contains(&self.form(at)))
    }

    fn is_name(self, at: usize) -> bool {
        let word = &self.words[at];
        word.is_nominal && word.is_capital
    }

    /// The preposition at `at`, of up to three words, and "at least" behind it.
    fn preposition(self, at: usize) -> Step<Preposition> {
        (1..=3).rev().find_map(|count| {
            let forms: Vec<&str> = (at..at + count).map(|i| self.form(i)).collect();
            let found = words(&forms.join(" ")).iter().find_map(|word| match word {
                TimeWord::Preposition(preposition) => Some(*preposition),
                _ => None,
            })?;
            let next = at + count;
            let next = if self.form(next) == "at" && matches!(self.form(next + 1), "least" | "most") {
                next + 2
            } else {
                next
            };
            Some((found, next))
        })
    }

    fn month(self, at: usize) -> Step<i8> {
        let month = self.find(at, |word| match word {
            TimeWord::Month(month) => Some(month),
            _ => None,
        })?;
        self.is_name(at).then_some((month, at + 1))
    }

    fn weekday(self, at: usize) -> Step<i8> {
        let weekday = self.find(at, |word| match word {
            TimeWord::Weekday(weekday) => Some(weekday),
            _ => None,
        })?;
        // "Sun" and "Sat" are days only where the reader sees a date.
        let is_long = self.form(at).len() > 5;
        let sure = is_long || self.words[at].is_date;
        (self.is_name(at) && sure).then_some((weekday, at + 1))
    }

    fn unit(self, at: usize) -> Step<Unit> {
        let unit = self.find(at, |word| match word {
            TimeWord::Unit(unit) => Some(unit),
            _ => None,
        })?;
        Some((unit, at + 1))
    }

    fn which(self, at: usize) -> Step<Which> {
        let which = self.find(at, |word| match word {
            TimeWord::Which(which) => Some(which),
            _ => None,
        })?;
        Some((which, at + 1))
    }

    fn ordinal(self, at: usize) -> Step<u32> {
        let words = number::words(self.form(at));
        words.iter().find_map(|word| match word {
            NumberWord::Ordinal(ordinal) => Some((*ordinal, at + 1)),
            _ => None,
        })
    }

    /// A day of a month: "25", "25th", "twenty-fifth" is not.
    fn day_number(self, at: usize) -> Step<i8> {
        let value = self
            .ordinal(at)
            .map(|(ordinal, _)| ordinal)
            .or_else(|| self.form(at).parse().ok())?;
        let day = i8::try_from(value).ok()?;
        (1..=31).contains(&day).then_some((day, at + 1))
    }

    fn year(self, at: usize) -> Step<i16> {
        let form = self.form(at);
        let is_year = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
        let year: i16 = is_year.then(|| form.parse().ok())??;
        (1000..2200).contains(&year).then_some((year, at + 1))
    }

    // ---- Prepositions and ranges ----

    fn after(self, preposition: Preposition, at: usize) -> Step<Meaning> {
        if preposition == Preposition::Between {
            let (from, next) = self.period_or_year(at)?;
            let (to, next) =
                (self.form(next) == "and").then(|| self.period_or_year(next + 1))??;
            return Some((join(from, to), next));
        }
        if let Some(range) = self.range(at) {
            return Some(range);
        }
        let (meaning, next) = self.period_or_year(at)?;
        let boxed = |make: fn(Box<Meaning>) -> Meaning, meaning: Meaning| {
            if meaning.is_point() {
                make(Box::new(meaning))
            } else {
                Meaning::Unknown
            }
        };
        let meaning = match (preposition, meaning) {
            (Preposition::Since, meaning) => boxed(Meaning::Since, meaning),
            (Preposition::Until | Preposition::By, meaning) => boxed(Meaning::Until, meaning),
            // "before the end of 2008" has that year to its last day.
            (Preposition::Before, Meaning::Part(Part::Late, of)) => boxed(Meaning::Until, *of),
            (Preposition::Before, meaning) => boxed(Meaning::Before, meaning),
            (Preposition::After, meaning) => boxed(Meaning::After, meaning),
            (Preposition::Within, Meaning::Length(unit, count, Way::Plain)) => {
                Meaning::Length(unit, count, Way::Future)
            }
            (Preposition::In, Meaning::Length(unit, count, Way::Plain)) => {
                Meaning::Length(unit, count, Way::Ahead)
            }
            (Preposition::From, meaning)
                if matches!(self.form(next), "on" | "onward" | "onwards") =>
            {
                return Some((boxed(Meaning::Since, meaning), next + 1));
            }
            (Preposition::Of, Meaning::Length(_, _, Way::Plain)) => return None,
            (
                Preposition::From
                | Preposition::Within
                | Preposition::In
                | Preposition::At
                | Preposition::Of
                | Preposition::For,
                meaning,
            ) => meaning,
            (Preposition::Between, _) => return None,
        };
        Some((meaning, next))
    }

    /// "2003 to 2006", "March-May 2008", "October 25-27".
    fn range(self, at: usize) -> Step<Meaning> {
        let (from, next) = self.period_or_year(at)?;
        let joint = self.is(next, TimeWord::To) || matches!(self.form(next), "-" | "–" | "—" | "/");
        if !joint || !from.is_point() {
            return None;
        }
        if let (Meaning::Picked(Recurring::Day(month, _), None), Some((day, after))) =
            (&from, self.day_number(next + 1))
        {
            let year = self.year(self.skip(after, &[","]));
            let day = Recurring::Day(*month, day);
            return Some(match year {
                Some((year, end)) => (join(from, Meaning::InYear(day, year)), end),
                None => (join(from, Meaning::Picked(day, None)), after),
            });
        }
        let (to, after) = self.period_or_year(next + 1)?;
        let alike = match (&from, &to) {
            (Meaning::Years { first, .. }, Meaning::Years { first: last, .. }) => first < last,
            (
                Meaning::Picked(..) | Meaning::InYear(..),
                Meaning::Picked(..) | Meaning::InYear(..),
            ) => true,
            (from, to) => self.is(next, TimeWord::To) && from.is_point() && to.is_point(),
        };
        alike.then(|| (join(from, to), after))
    }

    /// A period, where a preposition shows that four digits are a year.
    fn period_or_year(self, at: usize) -> Step<Meaning> {
        let at = self.skip(at, &["about", "around"]);
        if let Some((first, next)) = self.year(at).filter(|&(_, next)| !self.counts(next)) {
            if self.form(next) == "s" {
                return Some((decade(first), next + 1));
            }
            return Some((Meaning::Years { first, count: 1 }, next));
        }
        self.period(at)
    }

    /// Whether the word is something that can be counted: "2008 troops" have no year.
    fn counts(self, at: usize) -> bool {
        let ends_plural = self.form(at).ends_with('s') && self.form(at).len() > 3
            || matches!(self.form(at), "people" | "men" | "women" | "children" | "schoolchildren" | "%");
        let is_bare = at < 2 || !matches!(self.form(at - 2), "the" | "'s" | "’s" | "its" | "their");
        self.words
            .get(at)
            .is_some_and(|word| word.is_nominal && !word.is_capital && ends_plural && is_bare)
    }

    // ---- Periods ----

    /// An expression without its preposition.
    fn period(self, at: usize) -> Step<Meaning> {
        if at >= self.words.len() {
            return None;
        }
        self.part(at)
            .or_else(|| self.date(at))
            .or_else(|| self.picked(at))
            .or_else(|| self.length(at))
            .or_else(|| self.numbered(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.season(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.day_of_week(at))
            .or_else(|| self.deictic(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.dated_year(at))
    }

    /// "early 2008", "the end of May", "late on Friday", "the first half of the year".
    fn part(self, at: usize) -> Step<Meaning> {
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

    fn part_word(self, at: usize) -> Step<Part> {
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
    fn this_unit(self, at: usize) -> Step<Meaning> {
        let next = (self.form(at) == "the").then_some(at + 1)?;
        let (unit, next) = self.unit(next)?;
        let whole = matches!(
            unit,
            Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century
        );
        whole.then_some((Meaning::Unit(unit, 0), next))
    }

    /// "October 25, 2024", "25 October", "Friday, Oct. 25", "2024-10-25", "May 2008", "May".
    fn date(self, at: usize) -> Step<Meaning> {
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

    fn day_of_year(self, at: usize) -> Step<Meaning> {
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

    fn month_of_year(self, at: usize) -> Step<Meaning> {
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
    fn of_years(self, at: usize) -> Step<i64> {
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
    fn digits(self, at: usize) -> Step<Meaning> {
        let mut written = String::new();
        let mut next = at;
        while next < self.words.len() && written.len() < 10 {
            written += self.form(next);
            next += 1;
            if !self.words[next - 1].is_glued {
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

    /// "last week", "this Friday", "next few months", "the past three days", "last night".
    fn picked(self, at: usize) -> Step<Meaning> {
        let (which, next) =
            self.which(self.skip(at, &["the", "these", "those", "her", "his", "its", "their"]))?;
        let next = self.skip(next, &["past"]);
        let recurring = self
            .weekday(next)
            .map(|(weekday, next)| (Recurring::Weekday(weekday), next))
            .or_else(|| {
                self.month(next)
                    .map(|(month, next)| (Recurring::Month(month), next))
            })
            .or_else(|| {
                self.season_word(next)
                    .map(|(season, next)| (Recurring::Season(season), next))
            });
        if let Some((recurring, next)) = recurring {
            let day = self.hour(next).map_or(next, |(_, next)| next);
            return Some((Meaning::Picked(recurring, Some(which)), day));
        }
        if let Some((_, next)) = self.hour(next) {
            let offset = match which {
                Which::Last => -1,
                Which::This => 0,
                Which::Next
                | Which::Before
                | Which::After
                | Which::Same
                | Which::Recent
                | Which::Every => {
                    return Some((Meaning::Unknown, next));
                }
            };
            return Some((Meaning::Unit(Unit::Day, offset), next));
        }
        if let Some((unit, after)) = self.unit(next) {
            return picked_unit(which, unit, self.form(next).ends_with('s'))
                .map(|meaning| (meaning, after));
        }
        let ((count, _), next) = self.count(next)?;
        let (unit, next) = self.unit(next)?;
        let way = match which {
            Which::Last => Way::Past,
            Which::Next => Way::Future,
            Which::This
            | Which::Before
            | Which::After
            | Which::Same
            | Which::Recent
            | Which::Every => {
                return Some((Meaning::Unknown, next));
            }
        };
        Some((Meaning::Length(unit, count, way), next))
    }

    /// How many; the second tells that the words are no bare article.
    fn count(self, at: usize) -> Step<(Option<u32>, bool)> {
        let at = self.skip(
            at,
            &[
                "about",
                "around",
                "nearly",
                "almost",
                "roughly",
                "approximately",
                "some",
                "over",
            ],
        );
        let forms: Vec<&str> = (at..self.words.len().min(at + 8))
            .map(|i| self.form(i))
            .collect();
        if let Some((value, took)) = number::cardinal(&forms) {
            return Some(((value.whole(), true), at + took));
        }
        let article = self.skip(at, &["a", "an", "the"]);
        let meaning = number::words(self.form(article));
        match meaning.first() {
            Some(NumberWord::Some) => Some(((None, true), article + 1)),
            Some(NumberWord::Pair) => Some(((Some(2), true), self.skip(article + 1, &["of"]))),
            Some(NumberWord::Plural(_)) => Some(((None, true), self.skip(article + 1, &["of"]))),
            _ if article > at && self.form(at) != "the" => Some(((Some(1), false), article)),
            _ => None,
        }
    }

    /// "two years ago", "three days", "weeks", "a month later", "half a year".
    fn length(self, at: usize) -> Step<Meaning> {
        let start = self.skip(at, &["more", "less"]);
        let start = self.skip(start, &["than"]);
        let ((count, is_number), next) = self.count(start).unwrap_or(((None, false), start));
        let next = self.skip(
            next,
            &["-", "more", "full", "whole", "consecutive", "straight"],
        );
        let (unit, next) = self.unit(next)?;
        if self.form(next) == "old" || (self.form(next) == "-" && self.form(next + 1) == "old") {
            return None;
        }
        if self
            .find(next, |word| (word == TimeWord::Ago).then_some(()))
            .is_some()
        {
            let meaning = if self.form(next) == "ago" {
                Meaning::Length(unit, count, Way::Ago)
            } else {
                Meaning::Unknown
            };
            return Some((meaning, next + 1));
        }
        if self.is(next, TimeWord::Later) {
            return Some((Meaning::Unknown, next + 1));
        }
        if self.form(next) == "from" && self.form(next + 1) == "now" {
            return Some((Meaning::Length(unit, count, Way::Ahead), next + 2));
        }
        // "a second time", "one quarter of them" are no lengths; "weeks" alone is one.
        let is_plural = self.form(next - 1).ends_with('s');
        let sure = match unit {
            Unit::Second | Unit::Quarter => is_number && is_plural,
            _ => is_number || is_plural || next > start + 1,
        };
        sure.then_some((Meaning::Length(unit, count, Way::Plain), next))
    }

    /// "the third quarter of 2008", "the 19th century", "fiscal 2008", "Q3".
    fn numbered(self, at: usize) -> Step<Meaning> {
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

    fn with_year(self, recurring: Recurring, at: usize) -> (Meaning, usize) {
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
    fn decade(self, at: usize) -> Step<Meaning> {
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

    fn season_word(self, at: usize) -> Step<i8> {
        let season = self.find(at, |word| match word {
            TimeWord::Season(season) => Some(season),
            _ => None,
        })?;
        self.words[at].is_nominal.then_some((season, at + 1))
    }

    /// "the summer of 2008", "summer 2008", "the summer".
    fn season(self, at: usize) -> Step<Meaning> {
        let article = self.skip(at, &["the"]);
        let (season, next) = self.season_word(article)?;
        let recurring = Recurring::Season(season);
        let (meaning, after) = self.with_year(recurring, next);
        let sure = after > next || self.words[article].is_date;
        sure.then_some((meaning, after))
    }

    fn holiday(self, at: usize) -> Step<Meaning> {
        let new_year = self.form(at) == "new"
            && matches!(self.form(at + 1), "year" | "years")
            && matches!(self.form(at + 2), "'s" | "’s" | "'" | "’")
            && self.words[at].is_capital;
        let ((month, day), mut next) = if new_year {
            ((1, 1), at + 3)
        } else {
            let holiday = self.find(at, |word| match word {
                TimeWord::Holiday(month, day) => Some((month, day)),
                _ => None,
            })?;
            (holiday, at + 1)
        };
        if !self.words[at].is_capital {
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

    /// "morning", after a day.
    fn hour(self, at: usize) -> Step<()> {
        self.is(at, TimeWord::Hour).then_some(((), at + 1))
    }

    /// "Friday", "Tuesday morning", "Friday at 3 pm", "Friday last week".
    fn day_of_week(self, at: usize) -> Step<Meaning> {
        let (weekday, next) = self.weekday(at)?;
        let next = self.hour(next).map_or(next, |(_, next)| next);
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
    fn at_hour(self, at: usize) -> usize {
        let start = self.skip(self.skip(at, &[","]), &["at", "around", "about"]);
        self.clock(start).map_or(at, |(_, next)| next)
    }

    /// "yesterday", "tomorrow morning", "the day after tomorrow".
    fn deictic(self, at: usize) -> Step<Meaning> {
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
        let next = self.hour(at + 1).map_or(at + 1, |(_, next)| next);
        Some((Meaning::Unit(Unit::Day, days), self.at_hour(next)))
    }

    fn deictic_word(self, at: usize) -> Option<i64> {
        // "the Today programme"
        let opens = at == 0 || !self.words[at - 1].form.starts_with(char::is_alphanumeric);
        if self.words.get(at).is_some_and(|word| word.is_capital) && !opens {
            return None;
        }
        self.find(at, |word| match word {
            TimeWord::Deictic(days) => Some(days),
            _ => None,
        })
    }

    /// "3 pm", "10:30 a.m. GMT", "noon", each with a day behind it: "3 pm on Friday".
    fn clock(self, at: usize) -> Step<Meaning> {
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
            && self.words[next].is_capital
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

    /// Four digits that the reader takes for a date.
    fn dated_year(self, at: usize) -> Step<Meaning> {
        let (first, next) = self.year(at)?;
        let sure = self.words[at].is_date && !self.counts(next);
        sure.then_some((Meaning::Years { first, count: 1 }, next))
    }
}

fn decade(first: i16) -> Meaning {
    Meaning::Years { first, count: 10 }
}

/// How many units from the present one.
fn offset(which: Which) -> Option<i64> {
    match which {
        Which::Last => Some(-1),
        Which::Next => Some(1),
        Which::This => Some(0),
        Which::Before | Which::After | Which::Same | Which::Recent | Which::Every => None,
    }
}

fn picked_unit(which: Which, unit: Unit, is_plural: bool) -> Option<Meaning> {
    Some(match (which, is_plural) {
        (Which::Recent, true) => Meaning::Length(unit, None, Way::Past),
        (Which::Last, true) => Meaning::Length(unit, None, Way::Past),
        (Which::Next, true) => Meaning::Length(unit, None, Way::Future),
        (Which::Last | Which::Next | Which::This, false) => Meaning::Unit(unit, offset(which)?),
        (Which::This, true) | (Which::Recent, false) => return None,
        (Which::Before | Which::After | Which::Same | Which::Every, _) => Meaning::Unknown,
    })
}

/// From one to the other; the year of the second is the year of both.
fn join(from: Meaning, to: Meaning) -> Meaning {
    let from = match (from, &to) {
        (Meaning::Picked(recurring, None), Meaning::InYear(_, year)) => {
            Meaning::InYear(recurring, *year)
        }
        (from, _) => from,
    };
    Meaning::Range(Box::new(from), Box::new(to))
}
