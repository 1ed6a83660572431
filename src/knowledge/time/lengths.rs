//! Lengths of time and periods picked from the article's date: "two years ago", "last week", "the next few months".

use super::lexicon::{TimeWord, Unit, Which};
use super::meaning::{Meaning, Recurring, Way};
use super::word::{Grammar, Step};
use crate::knowledge::number::{self, NumberWord};

impl Grammar<'_> {
    /// "last week", "this Friday", "next few months", "the past three days", "last night".
    pub(super) fn picked(self, at: usize) -> Step<Meaning> {
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
            let day = self.hour(next).map_or(next, |((), next)| next);
            return Some((Meaning::Picked(recurring, Some(which)), day));
        }
        if let Some(((), next)) = self.hour(next) {
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
    pub(super) fn count(self, at: usize) -> Step<(Option<u32>, bool)> {
        let at = self.skip_approximation(at);
        let forms: Vec<&str> = (at..self.len().min(at + 8)).map(|i| self.form(i)).collect();
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
    pub(super) fn length(self, at: usize) -> Step<Meaning> {
        let start = self.skip_approximation(at);
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
}

/// How many units from the present one.
pub(super) fn offset(which: Which) -> Option<i64> {
    match which {
        Which::Last => Some(-1),
        Which::Next => Some(1),
        Which::This => Some(0),
        Which::Before | Which::After | Which::Same | Which::Recent | Which::Every => None,
    }
}

fn picked_unit(which: Which, unit: Unit, is_plural: bool) -> Option<Meaning> {
    Some(match (which, is_plural) {
        (Which::Recent | Which::Last, true) => Meaning::Length(unit, None, Way::Past),
        (Which::Next, true) => Meaning::Length(unit, None, Way::Future),
        (Which::Last | Which::Next | Which::This, false) => Meaning::Unit(unit, offset(which)?),
        (Which::This, true) | (Which::Recent, false) => return None,
        (Which::Before | Which::After | Which::Same | Which::Every, _) => Meaning::Unknown,
    })
}
