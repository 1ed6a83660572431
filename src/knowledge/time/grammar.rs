//! The grammar of time expressions: which words make one, and what it means.
//!
//! Takes the words of a sentence, gives the longest expression that begins at a word.

use super::dates;
use super::lexicon::{Part, Preposition, TimeWord};
use super::meaning::{Meaning, Recurring, Way};
use super::word::{Grammar, Step};

/// An expression that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub meaning: Meaning,
    /// The word after its last one.
    pub next: usize,
}

impl Grammar<'_> {
    /// The longest expression that begins at word `at`, with its preposition.
    pub fn expression(self, at: usize) -> Option<Found> {
        let found = self
            .preposition(at)
            .and_then(|(preposition, next)| self.after(preposition, next))
            .or_else(|| self.range(at))
            .or_else(|| {
                // "weeks" alone, or "hours" in "morning hours", tells nothing.
                let is_bare =
                    |meaning: &Meaning| matches!(meaning, Meaning::Length(_, None, Way::Plain));
                self.period(at).filter(|(meaning, _)| !is_bare(meaning))
            });
        let (meaning, next) = found?;
        let meaning = self.of_another(meaning, next)?;
        Some(Found { meaning, next })
    }

    /// A length of time that another event takes or that lies between two ("two years of talks", "73 seconds after
    /// liftoff", "the last months of her life") says nothing about the article's date, or nothing at all.
    pub(super) fn of_another(self, meaning: Meaning, next: usize) -> Option<Meaning> {
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

    pub(super) fn after(self, preposition: Preposition, at: usize) -> Step<Meaning> {
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
            (Preposition::Between, _) | (Preposition::Of, Meaning::Length(_, _, Way::Plain)) => {
                return None;
            }
            (
                Preposition::From
                | Preposition::Within
                | Preposition::In
                | Preposition::At
                | Preposition::Of
                | Preposition::For,
                meaning,
            ) => meaning,
        };
        Some((meaning, next))
    }

    /// "2003 to 2006", "March-May 2008", "October 25-27".
    pub(super) fn range(self, at: usize) -> Step<Meaning> {
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
    pub(super) fn period_or_year(self, at: usize) -> Step<Meaning> {
        let at = self.skip_approximation(at);
        if let Some((first, next)) = self.year(at).filter(|&(_, next)| !self.counts(next)) {
            if self.form(next) == "s" {
                return Some((dates::decade(first), next + 1));
            }
            return Some((Meaning::Years { first, count: 1 }, next));
        }
        self.period(at)
    }

    /// An expression without its preposition.
    pub(super) fn period(self, at: usize) -> Step<Meaning> {
        if at >= self.len() {
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
