//! The words of a sentence as the grammar of time sees them, and what it asks of one of them.

use super::lexicon::{Preposition, TimeWord, Unit, Which, words};
use crate::knowledge::number::{self, NumberWord};
use crate::knowledge::quantity;

/// What a word is beside its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    /// A noun, name or number, not a verb: it can name a month, day or season ("may", "march", "fall").
    Nominal,
    /// A noun in the plural.
    Plural,
    /// Written with a capital.
    Capital,
    /// The reader takes it for a part of a date.
    Date,
    /// The next word follows without a space.
    Glued,
}

/// A word as the grammar sees it.
#[derive(Debug, Clone)]
pub struct Word {
    /// Lower case, without the full stop of an abbreviation.
    pub form: String,
    /// What it can be in a time expression.
    pub meanings: &'static [TimeWord],
    /// What else it is.
    pub traits: Vec<Trait>,
}

/// Something that was found, and the word after it.
pub type Step<T> = Option<(T, usize)>;

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

    pub(super) fn form(self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.form.as_str())
    }

    fn meanings(self, at: usize) -> &'static [TimeWord] {
        self.words.get(at).map_or(&[], |word| word.meanings)
    }

    pub(super) fn len(self) -> usize {
        self.words.len()
    }

    pub(super) fn find<T>(self, at: usize, pick: impl Fn(TimeWord) -> Option<T>) -> Option<T> {
        self.meanings(at).iter().find_map(|&word| pick(word))
    }

    pub(super) fn is(self, at: usize, word: TimeWord) -> bool {
        self.meanings(at).contains(&word)
    }

    pub(super) fn skip(self, at: usize, forms: &[&str]) -> usize {
        at + usize::from(forms.contains(&self.form(at)))
    }

    pub(super) fn is_name(self, at: usize) -> bool {
        self.has(at, Trait::Nominal) && self.has(at, Trait::Capital)
    }

    pub(super) fn has(self, at: usize, wanted: Trait) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| word.traits.contains(&wanted))
    }

    /// The word after "about" and its like, as `data/units.tsv` has them.
    pub(super) fn skip_approximation(self, at: usize) -> usize {
        let skipped = (1..=2).rev().find(|&count| {
            let forms: Vec<&str> = (at..at + count).map(|i| self.form(i)).collect();
            quantity::is_approximation(&forms.join(" "))
        });
        at + skipped.unwrap_or(0)
    }

    /// The preposition at `at`, of up to three words, and "at least" behind it.
    pub(super) fn preposition(self, at: usize) -> Step<Preposition> {
        (1..=3).rev().find_map(|count| {
            let forms: Vec<&str> = (at..at + count).map(|i| self.form(i)).collect();
            let found = words(&forms.join(" ")).iter().find_map(|word| match word {
                TimeWord::Preposition(preposition) => Some(*preposition),
                _ => None,
            })?;
            let next = at + count;
            let next = if self.form(next) == "at" && matches!(self.form(next + 1), "least" | "most")
            {
                next + 2
            } else {
                next
            };
            Some((found, next))
        })
    }

    pub(super) fn month(self, at: usize) -> Step<i8> {
        let month = self.find(at, |word| match word {
            TimeWord::Month(month) => Some(month),
            _ => None,
        })?;
        self.is_name(at).then_some((month, at + 1))
    }

    pub(super) fn weekday(self, at: usize) -> Step<i8> {
        let weekday = self.find(at, |word| match word {
            TimeWord::Weekday(weekday) => Some(weekday),
            _ => None,
        })?;
        // "Sun" and "Sat" are days only where the reader sees a date.
        let is_long = self.form(at).len() > 5;
        let sure = is_long || self.has(at, Trait::Date);
        (self.is_name(at) && sure).then_some((weekday, at + 1))
    }

    pub(super) fn unit(self, at: usize) -> Step<Unit> {
        let unit = self.find(at, |word| match word {
            TimeWord::Unit(unit) => Some(unit),
            _ => None,
        })?;
        Some((unit, at + 1))
    }

    pub(super) fn which(self, at: usize) -> Step<Which> {
        let which = self.find(at, |word| match word {
            TimeWord::Which(which) => Some(which),
            _ => None,
        })?;
        Some((which, at + 1))
    }

    pub(super) fn ordinal(self, at: usize) -> Step<u32> {
        let words = number::words(self.form(at));
        words.iter().find_map(|word| match word {
            NumberWord::Ordinal(ordinal) => Some((*ordinal, at + 1)),
            _ => None,
        })
    }

    /// A day of a month: "25", "25th", "twenty-fifth" is not.
    pub(super) fn day_number(self, at: usize) -> Step<i8> {
        let value = self
            .ordinal(at)
            .map(|(ordinal, _)| ordinal)
            .or_else(|| self.form(at).parse().ok())?;
        let day = i8::try_from(value).ok()?;
        (1..=31).contains(&day).then_some((day, at + 1))
    }

    pub(super) fn year(self, at: usize) -> Step<i16> {
        let form = self.form(at);
        let is_year = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
        let year: i16 = is_year.then(|| form.parse().ok())??;
        (1000..2200).contains(&year).then_some((year, at + 1))
    }

    /// Whether the word is something that can be counted: "2008 troops" have no year, "the 2008 elections" have.
    pub(super) fn counts(self, at: usize) -> bool {
        let is_bare = at < 2 || !matches!(self.form(at - 2), "the" | "'s" | "’s" | "its" | "their");
        is_bare && self.has(at, Trait::Plural) && !self.has(at, Trait::Capital)
    }

    /// "morning", after a day.
    pub(super) fn hour(self, at: usize) -> Step<()> {
        self.is(at, TimeWord::Hour).then_some(((), at + 1))
    }
}
