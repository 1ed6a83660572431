//! Scores of names against Universal NER's persons, places and organisations: exact spans
//! (<https://www.universalner.org>).
//!
//! PERSON is PER; GPE, LOC and FAC are LOC; ORG is ORG; the other types are passed over. A
//! name is right if its class and both ends are.

use std::collections::BTreeMap;
use std::fmt;

use super::segmentation::Counts;
use crate::language::codes::codes;
use crate::language::names::{Name, NameType};
use crate::language::sentence::Sentence;

codes! {
    /// Universal NER's classes of names.
    NameClass: "class of Universal NER";
    /// Persons.
    Per = "PER",
    /// Places.
    Loc = "LOC",
    /// Organisations.
    Org = "ORG",
}

impl NameClass {
    /// The class of a type; `None` for types that Universal NER does not annotate.
    #[must_use]
    pub fn of(kind: NameType) -> Option<Self> {
        use NameType::{
            Cardinal, Date, Event, Fac, Gpe, Language, Law, Loc, Money, Norp, Ordinal, Org,
            Percent, Person, Product, Quantity, Time, WorkOfArt,
        };
        match kind {
            Person => Some(Self::Per),
            Gpe | Loc | Fac => Some(Self::Loc),
            Org => Some(Self::Org),
            Norp | Product | Event | WorkOfArt | Law | Language | Date | Time | Percent | Money
            | Quantity | Ordinal | Cardinal => None,
        }
    }
}

/// A stretch of a sentence's characters, white space not counted: from 0, end-exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSpan {
    /// The first character.
    pub start: u32,
    /// The character after the last.
    pub end: u32,
}

/// The number of characters of `form`, white space not counted.
#[must_use]
pub fn length(form: &str) -> u32 {
    form.chars().filter(|c| !c.is_whitespace()).count() as u32
}

/// Where each name of the sentence stands.
#[must_use]
pub fn char_spans(sentence: &Sentence) -> Vec<(NameType, CharSpan)> {
    let mut ends = Vec::with_capacity(sentence.len() + 1);
    ends.push(0);
    for token in sentence.tokens() {
        ends.push(ends[ends.len() - 1] + length(token.form()));
    }
    let span = |name: &Name| CharSpan {
        start: ends[name.first().index()],
        end: ends[name.last().index() + 1],
    };
    sentence
        .names()
        .iter()
        .map(|name| (name.kind(), span(name)))
        .collect()
}

/// Counts over names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameScores {
    /// Names of all classes.
    pub all: Counts,
    /// Names by class.
    pub by_class: BTreeMap<NameClass, Counts>,
    /// Gold names that the system has with both ends right but a type of another class, or
    /// of none: how many of each.
    pub mistyped: BTreeMap<(NameClass, NameType), usize>,
    /// Gold names that the system has with one end right or wrong, and no exact match.
    pub miscut: usize,
}

impl NameScores {
    /// Adds a sentence.
    pub fn add(&mut self, gold: &[(NameClass, CharSpan)], system: &[(NameType, CharSpan)]) {
        for &(class, span) in gold {
            let found = system
                .iter()
                .find(|(_, found)| *found == span)
                .map(|(kind, _)| *kind);
            let is_right = found.is_some_and(|kind| NameClass::of(kind) == Some(class));
            for counts in [&mut self.all, self.by_class.entry(class).or_default()] {
                counts.gold += 1;
                counts.correct += usize::from(is_right);
            }
            if let Some(kind) = found.filter(|_| !is_right) {
                *self.mistyped.entry((class, kind)).or_default() += 1;
            }
            let overlaps = |other: &CharSpan| other.start < span.end && span.start < other.end;
            if found.is_none() && system.iter().any(|(_, other)| overlaps(other)) {
                self.miscut += 1;
            }
        }
        for class in system.iter().filter_map(|(kind, _)| NameClass::of(*kind)) {
            self.all.system += 1;
            self.by_class.entry(class).or_default().system += 1;
        }
    }
}

impl fmt::Display for NameScores {
    /// One line on what became of names that are not right.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cut otherwise {}", self.miscut)?;
        for ((class, kind), count) in &self.mistyped {
            write!(f, ", {class} typed {kind} {count}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> CharSpan {
        CharSpan { start, end }
    }

    #[test]
    fn a_name_is_right_if_its_class_and_both_ends_are() {
        let gold = [
            (NameClass::Per, span(0, 5)),
            (NameClass::Loc, span(7, 9)),
            (NameClass::Org, span(12, 20)),
            (NameClass::Loc, span(30, 35)),
        ];
        let system = [
            (NameType::Person, span(0, 5)),
            (NameType::Norp, span(7, 9)),
            (NameType::Org, span(12, 18)),
            (NameType::Gpe, span(22, 25)),
            (NameType::Date, span(26, 27)),
            (NameType::Fac, span(30, 35)),
        ];
        let mut scores = NameScores::default();
        scores.add(&gold, &system);
        assert_eq!(
            scores.all,
            Counts {
                gold: 4,
                system: 4,
                correct: 2
            }
        );
        let loc = scores.by_class[&NameClass::Loc];
        assert_eq!(
            loc,
            Counts {
                gold: 2,
                system: 2,
                correct: 1
            }
        );
        assert_eq!(scores.to_string(), "cut otherwise 1, LOC typed NORP 1");
    }

    #[test]
    fn gold_against_gold_is_all_right() {
        let gold = [(NameClass::Per, span(0, 5)), (NameClass::Org, span(5, 8))];
        let system = [(NameType::Person, span(0, 5)), (NameType::Org, span(5, 8))];
        let mut scores = NameScores::default();
        scores.add(&gold, &system);
        assert!((scores.all.f1() - 1.0).abs() < f64::EPSILON);
        assert!(scores.mistyped.is_empty() && scores.miscut == 0);
    }
}
