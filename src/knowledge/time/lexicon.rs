//! The words of time expressions: what `data/time.tsv` says of each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// "second"
    Second,
    /// "minute"
    Minute,
    /// "hour"
    Hour,
    /// "day"
    Day,
    /// "week"
    Week,
    /// "weekend"
    Weekend,
    /// "fortnight"
    Fortnight,
    /// "month"
    Month,
    /// "quarter"
    Quarter,
    /// "year"
    Year,
    /// "decade"
    Decade,
    /// "century"
    Century,
}

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first third.
    Early,
    /// The second third.
    Middle,
    /// The last third.
    Late,
    /// The first half.
    FirstHalf,
    /// The second half.
    SecondHalf,
}

/// How a period is picked, seen from the article's date or from another event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// "last", "past"
    Last,
    /// "previous": before another event.
    Before,
    /// "next", "coming"
    Next,
    /// "this", "current"
    This,
    /// "following": after another event.
    After,
    /// "same", "that"
    Same,
    /// "recent"
    Recent,
    /// "every"
    Every,
}

/// What a preposition makes of the period behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preposition {
    /// From its start on.
    Since,
    /// Up to its end.
    Until,
    /// Not later than its end.
    By,
    /// Up to the day before it.
    Before,
    /// From the day after it.
    After,
    /// Its length from now on.
    Within,
    /// From its start on, often with an end.
    From,
    /// Between two.
    Between,
    /// The period itself; a length from now on in the future.
    In,
    /// The period itself.
    At,
    /// Of a larger period.
    Of,
    /// A length.
    For,
}

/// What one word can be in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeWord {
    /// A month, from 1.
    Month(i8),
    /// A day of the week, Monday 1.
    Weekday(i8),
    /// A season, by its first month.
    Season(i8),
    /// A unit of time.
    Unit(Unit),
    /// A part of a period.
    Part(Part),
    /// "morning"
    Hour,
    /// "a.m."
    Clock,
    /// "GMT"
    Zone,
    /// Days from the article's date.
    Deictic(i64),
    /// How a period is picked.
    Which(Which),
    /// What stands before a period.
    Preposition(Preposition),
    /// Joins the ends of a range.
    To,
    /// "ago"
    Ago,
    /// "later"
    Later,
    /// "BC"
    Era,
    /// "fiscal"
    Fiscal,
    /// "half"
    Half,
    /// A day of the year: month, day.
    Holiday(i8, i8),
}

static WORDS: LazyLock<BTreeMap<&'static str, Vec<TimeWord>>> = LazyLock::new(|| {
    let mut words: BTreeMap<&'static str, Vec<TimeWord>> = BTreeMap::new();
    for line in lines() {
        let word = meaning(line.0, line.2).expect("a test reads every line of data/time.tsv");
        words.entry(line.1).or_default().push(word);
    }
    words
});

/// Class, word and value of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    include_str!("../../../data/time.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?, fields.next()?, fields.next().unwrap_or("")))
        })
}

/// What `form` (lower case, without a final full stop) can be.
pub fn words(form: &str) -> &'static [TimeWord] {
    WORDS.get(form).map_or(&[], Vec::as_slice)
}

/// Whether a time expression can be about `form`: it is more than a preposition or what picks a period.
pub fn is_of_time(form: &str) -> bool {
    let picks = |word: &TimeWord| {
        matches!(
            word,
            TimeWord::Which(_) | TimeWord::Preposition(_) | TimeWord::To
        )
    };
    form.bytes().any(|b| b.is_ascii_digit()) || !words(form).iter().all(picks)
}

fn meaning(class: &str, value: &str) -> Option<TimeWord> {
    Some(match class {
        "month" => TimeWord::Month(value.parse().ok()?),
        "weekday" => TimeWord::Weekday(value.parse().ok()?),
        "season" => TimeWord::Season(value.parse().ok()?),
        "unit" => TimeWord::Unit(unit(value)?),
        "part" => TimeWord::Part(part(value)?),
        "hour" => TimeWord::Hour,
        "clock" => TimeWord::Clock,
        "zone" => TimeWord::Zone,
        "deictic" => TimeWord::Deictic(value.parse().ok()?),
        "which" => TimeWord::Which(which(value)?),
        "preposition" => TimeWord::Preposition(preposition(value)?),
        "to" => TimeWord::To,
        "ago" => TimeWord::Ago,
        "later" => TimeWord::Later,
        "era" => TimeWord::Era,
        "fiscal" => TimeWord::Fiscal,
        "half" => TimeWord::Half,
        "holiday" => {
            let (month, day) = value.split_once('-')?;
            TimeWord::Holiday(month.parse().ok()?, day.parse().ok()?)
        }
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "early" => Part::Early,
        "middle" => Part::Middle,
        "late" => Part::Late,
        _ => return None,
    })
}

fn which(name: &str) -> Option<Which> {
    Some(match name {
        "last" => Which::Last,
        "before" => Which::Before,
        "next" => Which::Next,
        "this" => Which::This,
        "after" => Which::After,
        "same" => Which::Same,
        "recent" => Which::Recent,
        "every" => Which::Every,
        _ => return None,
    })
}

fn preposition(name: &str) -> Option<Preposition> {
    Some(match name {
        "since" => Preposition::Since,
        "until" => Preposition::Until,
        "by" => Preposition::By,
        "before" => Preposition::Before,
        "after" => Preposition::After,
        "within" => Preposition::Within,
        "from" => Preposition::From,
        "between" => Preposition::Between,
        "in" => Preposition::In,
        "at" => Preposition::At,
        "of" => Preposition::Of,
        "for" => Preposition::For,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_has_a_meaning() {
        for (class, word, value) in lines() {
            assert!(meaning(class, value).is_some(), "{class} {word} {value}");
        }
        assert_eq!(words("may"), [TimeWord::Month(5)]);
        assert!(words("Mayor").is_empty());
    }
}
