//! What a time expression says, before and after it is counted from the article's date.

use jiff::civil::Date;

use super::calendar::{self, Interval};
use super::lexicon::{Part, Unit, Which};
use crate::knowledge::claim::TimeBasis;

/// A period that comes again every week or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recurring {
    /// A day of the week, Monday 1.
    Weekday(i8),
    /// A month, from 1.
    Month(i8),
    /// A day of the year: month, day.
    Day(i8, i8),
    /// A season, by its first month.
    Season(i8),
    /// A quarter of the calendar year, from 1.
    Quarter(i8),
}

/// How a length of time lies to the article's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It says nothing: "for three days".
    Plain,
    /// It ends there: "the past three days".
    Past,
    /// It begins there: "the next few weeks", "within days".
    Future,
    /// It lies before: "two years ago".
    Ago,
    /// It lies ahead if what happens does: "in three days".
    Ahead,
}

/// What a time expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// `count` years from `first` on.
    Years {
        /// The first year.
        first: i16,
        /// How many.
        count: i64,
    },
    /// A recurring period of one year.
    InYear(Recurring, i16),
    /// A recurring period of the year so far from the article's.
    YearOff(Recurring, i64),
    /// A day of the week so far from the article's.
    WeekOff(i8, i64),
    /// A day of the week that is also a day of the year, which tells the year: weekday, month, day.
    Weekday(i8, i8, i8),
    /// A recurring period, to be picked.
    Picked(Recurring, Option<Which>),
    /// The calendar's unit so far from the article's date.
    Unit(Unit, i64),
    /// A length of time; how many units may not be told.
    Length(Unit, Option<u32>, Way),
    /// A part of a period.
    Part(Part, Box<Meaning>),
    /// From its start on.
    Since(Box<Meaning>),
    /// Up to its end.
    Until(Box<Meaning>),
    /// Up to the day before.
    Before(Box<Meaning>),
    /// From the day after.
    After(Box<Meaning>),
    /// From the start of one to the end of the other.
    Range(Box<Meaning>, Box<Meaning>),
    /// It tells when, but from something that is not known here.
    Unknown,
}

/// Where what happens lies, seen from the article's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It has happened or holds.
    Past,
    /// It is to come.
    Future,
}

/// What days are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The article's date.
    pub published: Option<Date>,
    /// Where to look from there.
    pub direction: Direction,
}

impl Meaning {
    /// The days, and what they stand on.
    pub fn resolve(&self, anchor: Anchor) -> (Interval, TimeBasis) {
        let interval = self.interval(anchor).unwrap_or_default();
        let basis = if self.is_explicit() {
            TimeBasis::Explicit
        } else {
            TimeBasis::Relative
        };
        (interval, basis)
    }

    /// Whether the words name days of the calendar whole.
    pub fn is_explicit(&self) -> bool {
        match self {
            Self::Years { .. } | Self::InYear(..) => true,
            Self::YearOff(..)
            | Self::WeekOff(..)
            | Self::Weekday(..)
            | Self::Picked(..)
            | Self::Unit(..)
            | Self::Length(..)
            | Self::Unknown => false,
            Self::Part(_, of)
            | Self::Since(of)
            | Self::Until(of)
            | Self::Before(of)
            | Self::After(of) => of.is_explicit(),
            Self::Range(from, to) => from.is_explicit() && to.is_explicit(),
        }
    }

    /// Whether it names days, not a length of time or an unknown point.
    pub fn is_point(&self) -> bool {
        match self {
            Self::Years { .. }
            | Self::InYear(..)
            | Self::YearOff(..)
            | Self::WeekOff(..)
            | Self::Weekday(..)
            | Self::Picked(..)
            | Self::Unit(..) => true,
            Self::Length(_, _, way) => matches!(way, Way::Ago | Way::Past | Way::Future),
            Self::Part(_, of)
            | Self::Since(of)
            | Self::Until(of)
            | Self::Before(of)
            | Self::After(of) => of.is_point(),
            Self::Range(from, to) => from.is_point() && to.is_point(),
            Self::Unknown => false,
        }
    }

    fn interval(&self, anchor: Anchor) -> Option<Interval> {
        let inner = |of: &Self| of.interval(anchor);
        match self {
            Self::Years { first, count } => calendar::years(*first, *count),
            Self::InYear(recurring, year) => recurring.in_year(*year),
            Self::YearOff(recurring, offset) => {
                let year = calendar::around(anchor.published?, Unit::Year, *offset)?;
                recurring.in_year(year.start?.year())
            }
            Self::WeekOff(weekday, offset) => {
                let week = calendar::around(anchor.published?, Unit::Week, *offset)?;
                let day = calendar::moved(week.start?, Unit::Day, i64::from(*weekday) - 1)?;
                Some(Interval::day(day))
            }
            Self::Weekday(weekday, month, day) => on_weekday(*weekday, *month, *day, anchor),
            Self::Picked(recurring, which) => recurring.pick(*which, anchor),
            Self::Unit(unit, offset) => calendar::around(anchor.published?, *unit, *offset),
            Self::Length(unit, count, way) => length(*unit, *count, *way, anchor),
            Self::Part(part, of) => Some(inner(of)?.part(*part)),
            Self::Since(of) => Some(Interval {
                end: None,
                ..inner(of)?
            }),
            // What lasts until a day, lasts until the one to come.
            Self::Until(of) => {
                let anchor = Anchor {
                    direction: Direction::Future,
                    ..anchor
                };
                Some(Interval {
                    start: None,
                    ..of.interval(anchor)?
                })
            }
            Self::Before(of) => Some(Interval {
                start: None,
                end: inner(of)?.start?.yesterday().ok(),
            }),
            Self::After(of) => Some(Interval {
                start: inner(of)?.end?.tomorrow().ok(),
                end: None,
            }),
            Self::Range(from, to) => {
                let (start, end) = (inner(from)?.start?, inner(to)?.end?);
                (start <= end).then(|| Interval::new(start, end))
            }
            Self::Unknown => None,
        }
    }
}

/// The day of the year that is such a day of the week, the nearest to the article's date.
fn on_weekday(weekday: i8, month: i8, day: i8, anchor: Anchor) -> Option<Interval> {
    let today = anchor.published?;
    let all = Recurring::Day(month, day).around(today);
    let fitting = all
        .into_iter()
        .filter_map(|one| one.start)
        .filter(|day| day.weekday().to_monday_one_offset() == weekday);
    fitting
        .min_by_key(|&day| (day - today).get_days().abs())
        .map(Interval::day)
}

/// The days of a length of time. Of "two years ago" the calendar's own year, as TIMEX3 gives it.
fn length(unit: Unit, count: Option<u32>, way: Way, anchor: Anchor) -> Option<Interval> {
    let today = anchor.published?;
    let count = count.map(i64::from);
    let known = |count: Option<i64>, sign: i64| {
        count.and_then(|count| calendar::moved(today, unit, sign * count))
    };
    match way {
        Way::Plain => None,
        Way::Past => Some(Interval {
            start: known(count, -1),
            end: Some(today),
        }),
        Way::Future => Some(Interval {
            start: Some(today),
            end: known(count, 1),
        }),
        Way::Ago => match count {
            Some(count) => calendar::around(calendar::moved(today, unit, -count)?, unit, 0),
            None => Some(Interval {
                start: None,
                end: Some(today),
            }),
        },
        Way::Ahead => match (anchor.direction, count) {
            (Direction::Past, _) => None,
            (Direction::Future, Some(count)) => {
                calendar::around(calendar::moved(today, unit, count)?, unit, 0)
            }
            (Direction::Future, None) => Some(Interval {
                start: Some(today),
                end: None,
            }),
        },
    }
}

impl Recurring {
    /// Its days in `year`; for a day of the week none.
    fn in_year(self, year: i16) -> Option<Interval> {
        match self {
            Self::Month(month) => calendar::months(year, month, 1),
            Self::Day(month, day) => Date::new(year, month, day).ok().map(Interval::day),
            Self::Season(month) => calendar::months(year, month, 3),
            Self::Quarter(quarter @ 1..=4) => calendar::months(year, 3 * quarter - 2, 3),
            Self::Weekday(_) | Self::Quarter(_) => None,
        }
    }

    /// All that come near `today`, in order: three weeks, or nine years (29 February comes every eighth at worst).
    fn around(self, today: Date) -> Vec<Interval> {
        match self {
            Self::Weekday(weekday) => (-1..=1)
                .filter_map(|week| {
                    let monday = calendar::around(today, Unit::Week, week)?.start?;
                    let day = calendar::moved(monday, Unit::Day, i64::from(weekday) - 1)?;
                    Some(Interval::day(day))
                })
                .collect(),
            Self::Month(_) | Self::Day(..) | Self::Season(_) | Self::Quarter(_) => (-8..=8)
                .filter_map(|offset| self.in_year(today.year().checked_add(offset)?))
                .collect(),
        }
    }

    /// The one that is meant. Without a word that picks it: the latest that has begun, or of what is to come the first
    /// that has not ended.
    fn pick(self, which: Option<Which>, anchor: Anchor) -> Option<Interval> {
        let today = anchor.published?;
        let all = self.around(today);
        let has_begun = |one: &&Interval| one.start <= Some(today);
        let has_ended = |one: &&Interval| one.end < Some(today);
        let by_direction = || match anchor.direction {
            Direction::Past => all.iter().rev().find(has_begun),
            Direction::Future => all.iter().find(|one| !has_ended(one)),
        };
        let found = match which {
            None => by_direction(),
            Some(Which::Last) => all.iter().rev().find(has_ended),
            Some(Which::Next) => all.iter().find(|one| !has_begun(one)),
            Some(Which::This) => {
                let unit = match self {
                    Self::Weekday(_) => Unit::Week,
                    _ => Unit::Year,
                };
                let frame = calendar::around(today, unit, 0)?;
                all.iter()
                    .find(|one| has_begun(one) && !has_ended(one))
                    .or_else(|| {
                        all.iter()
                            .find(|one| one.start >= frame.start && one.start <= frame.end)
                    })
            }
            Some(Which::Before | Which::After | Which::Same | Which::Recent | Which::Every) => None,
        };
        found.copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(meaning: &Meaning, direction: Direction, expect: Option<(Date, Date)>) {
        let anchor = Anchor {
            published: Some(date(2024, 10, 29)),
            direction,
        };
        let expect = expect.map_or(Interval::UNKNOWN, |(from, to)| Interval::new(from, to));
        assert_eq!(meaning.resolve(anchor).0, expect, "{meaning:?}");
        let nowhere = Anchor {
            published: None,
            ..anchor
        };
        assert!(meaning.is_explicit() || meaning.resolve(nowhere).0.is_unknown());
    }

    #[test]
    fn recurring_periods_are_picked_from_the_date_of_the_article() {
        use Direction::{Future, Past};
        use Recurring::{Day, Month, Season, Weekday};
        let day = |month, day| date(2024, month, day);
        let picked = Meaning::Picked;
        check(
            &picked(Weekday(5), None),
            Past,
            Some((day(10, 25), day(10, 25))),
        );
        check(
            &picked(Weekday(5), None),
            Future,
            Some((day(11, 1), day(11, 1))),
        );
        check(
            &picked(Weekday(2), None),
            Past,
            Some((day(10, 29), day(10, 29))),
        );
        let last = Some(Which::Last);
        check(
            &picked(Weekday(2), last),
            Past,
            Some((day(10, 22), day(10, 22))),
        );
        check(&picked(Month(5), None), Past, Some((day(5, 1), day(5, 31))));
        let november = (date(2023, 11, 1), date(2023, 11, 30));
        check(&picked(Month(11), last), Past, Some(november));
        check(
            &picked(Month(10), last),
            Past,
            Some((date(2023, 10, 1), date(2023, 10, 31))),
        );
        let winter = (day(12, 1), date(2025, 2, 28));
        check(&picked(Season(12), Some(Which::This)), Past, Some(winter));
        check(&picked(Season(12), Some(Which::Next)), Past, Some(winter));
        check(&picked(Day(2, 30), None), Past, None);
        check(
            &picked(Day(2, 29), None),
            Future,
            Some((date(2028, 2, 29), date(2028, 2, 29))),
        );
    }

    #[test]
    fn lengths_lie_to_the_date_of_the_article() {
        use Direction::Past;
        let length = Meaning::Length;
        let year = (date(2022, 1, 1), date(2022, 12, 31));
        check(&length(Unit::Year, Some(2), Way::Ago), Past, Some(year));
        let span = (date(2024, 10, 26), date(2024, 10, 29));
        check(&length(Unit::Day, Some(3), Way::Past), Past, Some(span));
        check(&length(Unit::Day, Some(3), Way::Plain), Past, None);
        check(&length(Unit::Year, Some(u32::MAX), Way::Ago), Past, None);
    }
}
