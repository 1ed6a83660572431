//! Intervals of days: years, months, weeks, quarters, seasons, decades, and parts of them.
//!
//! The Gregorian calendar with ISO 8601's weeks, which begin on Monday. Seasons are the meteorological ones of the
//! northern hemisphere: spring is March to May, winter goes over the turn of the year and takes its first year's number.
//! Days that no calendar has (30 February) and years beyond jiff's give none.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::lexicon::{Part, Unit};

/// Days from `start` to `end`, both inclusive; an end that is none is open or not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
}

impl Interval {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        start: None,
        end: None,
    };

    /// From `start` to `end`.
    #[must_use]
    pub fn new(start: Date, end: Date) -> Self {
        Self {
            start: Some(start),
            end: Some(end),
        }
    }

    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self::new(day, day)
    }

    /// Whether neither end is known.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        self == Self::UNKNOWN
    }

    /// A part of it: thirds ("early", "mid", "late") or halves; of an interval that is not closed, itself.
    #[must_use]
    pub fn part(self, part: Part) -> Self {
        let (Some(start), Some(end)) = (self.start, self.end) else {
            return self;
        };
        let days = i64::from((end - start).get_days()) + 1;
        let months = months_between(start, end);
        let (from, to, of) = match part {
            Part::Early => (0, 1, 3),
            Part::Middle => (1, 2, 3),
            Part::Late => (2, 3, 3),
            Part::FirstHalf => (0, 1, 2),
            Part::SecondHalf => (1, 2, 2),
        };
        let cut = |at: i64| match months {
            Some(months) if months % of == 0 => start.checked_add((months * at / of).months()),
            _ => start.checked_add((days * at / of).days()),
        };
        match (cut(from), cut(to).and_then(Date::yesterday)) {
            // A part has a day at least, however short the whole is.
            (Ok(start), Ok(end)) => Self::new(start, end.max(start)),
            _ => self,
        }
    }
}

/// How many whole months the days make, if they do.
fn months_between(start: Date, end: Date) -> Option<i64> {
    let after = end.tomorrow().ok()?;
    (start.day() == 1 && after.day() == 1).then(|| {
        i64::from(after.year() - start.year()) * 12 + i64::from(after.month())
            - i64::from(start.month())
    })
}

/// The days of a year; none for a year beyond the calendar.
#[must_use]
pub fn year(year: i16) -> Option<Interval> {
    months(year, 1, 12)
}

/// The days of `count` months from `month` on.
#[must_use]
pub fn months(year: i16, month: i8, count: i64) -> Option<Interval> {
    let start = Date::new(year, month, 1).ok()?;
    let end = moved(start, Unit::Month, count)?.yesterday().ok()?;
    Some(Interval::new(start, end))
}

/// The days of the ten or hundred years from `first` on.
#[must_use]
pub fn years(first: i16, count: i64) -> Option<Interval> {
    months(first, 1, count * 12)
}

/// The calendar's own `unit` that lies `offset` from the one that `day` is in: offset -1 of a week is last week.
/// Units below a day give the day; a weekend is Saturday and Sunday of the ISO week.
#[must_use]
pub fn around(day: Date, unit: Unit, offset: i64) -> Option<Interval> {
    let month_of = |months: i64| {
        let first = moved(day.first_of_month(), Unit::Month, months)?;
        Some((first.year(), first.month()))
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(Interval::day(day)),
        Unit::Day => moved(day, unit, offset).map(Interval::day),
        Unit::Week | Unit::Fortnight => {
            let monday = moved(monday_of(day)?, unit, offset)?;
            Some(Interval::new(monday, monday.checked_add(6.days()).ok()?))
        }
        Unit::Weekend => {
            let monday = moved(monday_of(day)?, Unit::Week, offset)?;
            let saturday = monday.checked_add(5.days()).ok()?;
            Some(Interval::new(saturday, saturday.tomorrow().ok()?))
        }
        Unit::Month => {
            let (year, month) = month_of(offset)?;
            months(year, month, 1)
        }
        Unit::Quarter => {
            let back = i64::from((day.month() - 1) % 3);
            let (year, month) = month_of(offset.checked_mul(3)?.checked_sub(back)?)?;
            months(year, month, 3)
        }
        Unit::Year => year(shifted(day.year(), offset, 1)?),
        Unit::Decade => {
            let first = day.year() - day.year().rem_euclid(10);
            years(shifted(first, offset, 10)?, 10)
        }
        Unit::Century => {
            let first = day.year() - (day.year() - 1).rem_euclid(100);
            years(shifted(first, offset, 100)?, 100)
        }
    }
}

/// `day` moved by `count` units, to the day.
#[must_use]
pub fn moved(day: Date, unit: Unit, count: i64) -> Option<Date> {
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day => Span::new().try_days(count),
        Unit::Week | Unit::Weekend => Span::new().try_weeks(count),
        Unit::Fortnight => Span::new().try_weeks(count.checked_mul(2)?),
        Unit::Month => Span::new().try_months(count),
        Unit::Quarter => Span::new().try_months(count.checked_mul(3)?),
        Unit::Year => Span::new().try_years(count),
        Unit::Decade => Span::new().try_years(count.checked_mul(10)?),
        Unit::Century => Span::new().try_years(count.checked_mul(100)?),
    };
    day.checked_add(span.ok()?).ok()
}

fn monday_of(day: Date) -> Option<Date> {
    let since = day.weekday().since(Weekday::Monday);
    day.checked_sub(i64::from(since).days()).ok()
}

fn shifted(year: i16, offset: i64, times: i64) -> Option<i16> {
    let shifted = offset.checked_mul(times)?.checked_add(i64::from(year))?;
    i16::try_from(shifted).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn calendar_units_lie_where_the_calendar_has_them() {
        let tuesday = date(2024, 10, 29);
        for (unit, offset, from, to) in [
            (Unit::Week, 0, date(2024, 10, 28), date(2024, 11, 3)),
            (Unit::Week, -1, date(2024, 10, 21), date(2024, 10, 27)),
            (Unit::Weekend, -1, date(2024, 10, 26), date(2024, 10, 27)),
            (Unit::Month, 3, date(2025, 1, 1), date(2025, 1, 31)),
            (Unit::Quarter, -1, date(2024, 7, 1), date(2024, 9, 30)),
            (Unit::Year, -1, date(2023, 1, 1), date(2023, 12, 31)),
            (Unit::Decade, 0, date(2020, 1, 1), date(2029, 12, 31)),
            (Unit::Century, -1, date(1901, 1, 1), date(2000, 12, 31)),
        ] {
            assert_eq!(
                around(tuesday, unit, offset),
                Some(Interval::new(from, to)),
                "{unit:?}"
            );
        }
    }

    #[test]
    fn parts_are_thirds_and_halves() {
        let whole = year(2008).expect("a year");
        let early = Interval::new(date(2008, 1, 1), date(2008, 4, 30));
        assert_eq!(whole.part(Part::Early), early);
        let two_days = Interval::new(date(2008, 1, 1), date(2008, 1, 2));
        let first_day = Interval::day(date(2008, 1, 1));
        assert_eq!(two_days.part(Part::Early), first_day);
        let late = Interval::new(date(2008, 7, 1), date(2008, 12, 31));
        assert_eq!(whole.part(Part::SecondHalf), late);
        let february = months(2023, 2, 1).expect("a month");
        assert_eq!(february.part(Part::Late).end, Some(date(2023, 2, 28)));
    }

    #[test]
    fn what_no_calendar_has_is_none() {
        assert_eq!(year(i16::MAX), None);
        let today = date(2024, 10, 29);
        for offset in [i64::MAX, i64::MIN, 1_000_000_000] {
            for unit in [
                Unit::Day,
                Unit::Week,
                Unit::Month,
                Unit::Quarter,
                Unit::Year,
                Unit::Decade,
                Unit::Century,
            ] {
                assert_eq!(around(today, unit, offset), None);
                assert_eq!(moved(today, unit, offset), None);
            }
        }
    }
}
