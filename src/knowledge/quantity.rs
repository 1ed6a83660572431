//! Quantities: how many or how much a noun phrase speaks of.
//!
//! Takes the head of a noun phrase, gives the number as a decimal, its unit and the words that make it inexact: of "about
//! 10,000 troops" 10000, troop, about. Of a range the lower end, with the rest as its approximation.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::claim::Quantity;
use super::number::{self, Decimal, NumberWord};
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// What a word beside a number does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Makes it inexact: "about".
    Approximation,
    /// A unit and its code: "$" is `USD`, "kilograms" `kg`.
    Unit(&'static str),
}

static BESIDE: LazyLock<BTreeMap<&'static str, Beside>> = LazyLock::new(|| {
    include_str!("../../data/units.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let (class, word) = (fields.next()?, fields.next()?);
            let beside = match class {
                "approximation" => Beside::Approximation,
                _ => Beside::Unit(fields.next()?),
            };
            Some((word, beside))
        })
        .collect()
});

/// Words of an approximation before a number, at most: "no fewer than".
const MOST_WORDS: usize = 4;

/// Whether the words (lower case) make a number inexact: "about", "more than".
#[must_use]
pub fn is_approximation(words: &str) -> bool {
    BESIDE.get(words) == Some(&Beside::Approximation)
}

/// The quantity that the noun phrase of `head` names; none where it names none.
///
/// # Panics
/// If the word is not of this sentence.
#[must_use]
pub fn of(sentence: &Sentence, head: TokenIdx) -> Option<Quantity> {
    let forms: Vec<String> = sentence
        .tokens()
        .iter()
        .map(|token| token.form().to_lowercase())
        .collect();
    let phrase = Phrase {
        sentence,
        forms: &forms,
        head,
    };
    phrase
        .counted()
        .or_else(|| phrase.partitive())
        .or_else(|| phrase.bare())
}

struct Phrase<'a> {
    sentence: &'a Sentence,
    forms: &'a [String],
    head: TokenIdx,
}

/// A number in the text: its value where it is told, and its words `first..next`.
struct Number {
    value: Option<Decimal>,
    first: usize,
    next: usize,
}

impl Phrase<'_> {
    /// "about 10,000 troops", "5 %", "US$ 7 billion", "a dozen people": a number hangs on the head.
    fn counted(&self) -> Option<Quantity> {
        let tree = self.sentence.tree();
        let inside = |&child: &TokenIdx| {
            matches!(
                tree.relation(child),
                Relation::Nummod | Relation::Compound | Relation::Amod | Relation::Det
            ) && !self.is_ordinal(child)
        };
        let numbers = tree.children(self.head).iter().copied().filter(inside);
        let number = numbers
            .filter_map(|child| self.number_around(child))
            .find(|number| number.value.is_some())?;
        // "May 29", "chapter 7": the number names the thing.
        let is_symbol = self.sentence.morphology()[self.head.index()].upos() == Upos::Sym
            || self.unit_code(self.head.index()).is_some();
        if number.first > self.head.index() && !is_symbol {
            return None;
        }
        let is_itself = (number.first..number.next).contains(&self.head.index());
        if is_itself || self.is_date(number.first) && !self.is_date(self.head.index()) {
            return None;
        }
        let currency = number
            .first
            .checked_sub(1)
            .and_then(|before| self.unit_code(before));
        let unit = currency.map_or_else(|| self.unit(), str::to_owned);
        self.quantity(&number, Some(unit))
    }

    /// "hundreds of thousands of Iranians", "a third of the voters", "two dozen of them": the head is itself the number.
    fn partitive(&self) -> Option<Quantity> {
        let at = self.head.index();
        let tree = self.sentence.tree();
        let counted = tree.children(self.head).iter().copied().find(|&child| {
            tree.relation(child) == Relation::Nmod
                && tree
                    .children(child)
                    .iter()
                    .any(|&case| self.forms[case.index()] == "of")
        });
        let words = number::words(&self.forms[at]);
        let fraction = words.iter().find_map(|word| match word {
            NumberWord::Fraction(part) => Some(*part),
            _ => None,
        });
        if let (Some(part), Some(of)) = (fraction, counted) {
            let times = at
                .checked_sub(1)
                .map(|before| self.start_of_number(before))
                .and_then(|first| Some((first, number::cardinal(&self.views(first, at))?.0)));
            let (first, value) = match times {
                Some((first, times)) => (first, part.times(times)?),
                None => (at, part),
            };
            let number = Number {
                value: Some(value),
                first,
                next: at + 1,
            };
            return self.quantity(&number, Some(self.lemma(of)));
        }
        let is_plural = |word: &NumberWord| matches!(word, NumberWord::Plural(_));
        if words.iter().any(is_plural) {
            let (factor, next) = self.plurals(at)?;
            // "hundreds": at least that many, how many is not told.
            let number = Number {
                value: Some(factor),
                first: at,
                next,
            };
            let deepest = self.counted_below(self.head);
            let unit = deepest.map(|of| self.lemma(of));
            let approximation = self.text(at, next);
            let mut quantity = self.quantity(&number, unit)?;
            quantity.approximation = Some(approximation);
            return Some(quantity);
        }
        None
    }

    /// The head is a number: "killed 66", "$7 billion", "40 of them".
    fn bare(&self) -> Option<Quantity> {
        let at = self.head.index();
        let morphology = &self.sentence.morphology()[at];
        if !matches!(morphology.upos(), Upos::Num | Upos::Noun) || self.is_ordinal(self.head) {
            return None;
        }
        let number = self.number_around(self.head)?;
        number.value?;
        let is_part = number.first > 0 && self.forms[number.first - 1] == "-";
        if is_part || self.is_date(number.first) {
            return None;
        }
        let unit = self
            .unit_code(number.next)
            .or_else(|| {
                number
                    .first
                    .checked_sub(1)
                    .and_then(|before| self.unit_code(before))
            })
            .map(str::to_owned)
            .or_else(|| self.counted_below(self.head).map(|of| self.lemma(of)));
        self.quantity(&number, unit)
    }

    /// "thousands of", "hundreds of thousands of": the product, and the word after the last of them.
    fn plurals(&self, at: usize) -> Option<(Decimal, usize)> {
        let mut product = Decimal::from(1);
        let mut next = at;
        while let Some(NumberWord::Plural(factor)) = self
            .forms
            .get(next)
            .and_then(|form| number::words(form).first().copied())
        {
            product = product.times(factor)?;
            let joined = self.forms.get(next + 1).is_some_and(|form| form == "of");
            if !joined {
                return Some((product, next + 1));
            }
            next += 2;
        }
        Some((product, next - 1))
    }

    /// The noun at the end of a chain of "of": "hundreds of thousands of Iranians".
    fn counted_below(&self, word: TokenIdx) -> Option<TokenIdx> {
        let tree = self.sentence.tree();
        let mut at = word;
        loop {
            let next = tree.children(at).iter().copied().find(|&child| {
                tree.relation(child) == Relation::Nmod
                    && tree
                        .children(child)
                        .iter()
                        .any(|&case| self.forms[case.index()] == "of")
            });
            match next {
                Some(next) => at = next,
                None => return (at != word).then_some(at),
            }
            let is_number = number::words(&self.forms[at.index()])
                .iter()
                .any(|word| matches!(word, NumberWord::Plural(_)));
            if !is_number {
                return Some(at);
            }
        }
    }

    /// The number that the word `at` is part of.
    fn number_around(&self, word: TokenIdx) -> Option<Number> {
        let at = word.index();
        let first = self.start_of_number(at);
        let (value, took) = number::cardinal(&self.views(first, self.forms.len()))?;
        (first + took > at).then_some(Number {
            value: Some(value),
            first,
            next: first + took,
        })
    }

    /// Where the number begins whose last words stand at `at`.
    fn start_of_number(&self, at: usize) -> usize {
        let mut first = at;
        while let Some(before) = first.checked_sub(1) {
            let reaches = number::cardinal(&self.views(before, at + 1))
                .is_some_and(|(_, took)| before + took > at);
            // A hyphen or "and" inside a number is passed over.
            let beyond = before
                .checked_sub(1)
                .filter(|_| matches!(self.forms[before].as_str(), "-" | "and"));
            let over_joint = beyond.is_some_and(|beyond| {
                number::cardinal(&self.views(beyond, at + 1))
                    .is_some_and(|(_, took)| beyond + took > at)
            });
            if reaches {
                first = before;
            } else if over_joint {
                first = before - 1;
            } else {
                break;
            }
        }
        first
    }

    fn views(&self, first: usize, end: usize) -> Vec<&str> {
        self.forms[first..end.min(self.forms.len())]
            .iter()
            .map(String::as_str)
            .collect()
    }

    fn quantity(&self, number: &Number, unit: Option<String>) -> Option<Quantity> {
        let value = number.value?;
        let approximation = self
            .range(number)
            .or_else(|| self.approximation(number.first))
            .or_else(|| self.after(number.next));
        Some(Quantity {
            value: value.to_string(),
            unit,
            approximation,
        })
    }

    /// The rest of a range whose lower end was read: "to 12" of "10 to 12".
    fn range(&self, number: &Number) -> Option<String> {
        let joint = self.forms.get(number.next)?;
        if !matches!(joint.as_str(), "to" | "-" | "–" | "or" | "and") {
            return None;
        }
        let is_between = number.first > 0 && self.forms[number.first - 1] == "between";
        if joint == "and" && !is_between {
            return None;
        }
        let (upper, took) = number::cardinal(&self.views(number.next + 1, self.forms.len()))?;
        let next = number.next + 1 + took;
        number
            .value?
            .is_less_than(upper)
            .then(|| self.text(number.next, next))
    }

    /// The words before the number that make it inexact, the longest known.
    fn approximation(&self, first: usize) -> Option<String> {
        let article = first
            .checked_sub(1)
            .filter(|&before| matches!(self.forms[before].as_str(), "a" | "an" | "the"));
        let symbol = first
            .checked_sub(1)
            .filter(|&before| self.unit_code(before).is_some());
        [Some(first), article, symbol]
            .into_iter()
            .flatten()
            .find_map(|end| {
                (end.saturating_sub(MOST_WORDS)..end).find_map(|start| {
                    let words = self.forms[start..end].join(" ");
                    (BESIDE.get(words.as_str()) == Some(&Beside::Approximation))
                        .then(|| self.text(start, end))
                })
            })
    }

    /// "or more" after the number.
    fn after(&self, next: usize) -> Option<String> {
        let end = next + 2;
        let words = self.forms.get(next..end)?.join(" ");
        (BESIDE.get(words.as_str()) == Some(&Beside::Approximation)).then(|| self.text(next, end))
    }

    /// The words `first..end`, as written.
    fn text(&self, first: usize, end: usize) -> String {
        let forms: Vec<&str> = self.sentence.tokens()[first..end]
            .iter()
            .map(crate::language::token::Token::form)
            .collect();
        forms.join(" ")
    }

    fn unit(&self) -> String {
        self.unit_code(self.head.index())
            .map_or_else(|| self.lemma(self.head), str::to_owned)
    }

    fn is_date(&self, at: usize) -> bool {
        self.sentence.names().iter().any(|name| {
            matches!(name.kind(), NameType::Date | NameType::Time)
                && name.contains(TokenIdx::new(at))
        })
    }

    fn unit_code(&self, at: usize) -> Option<&'static str> {
        let before = at.checked_sub(1).and_then(|before| self.forms.get(before));
        if let (Some(before), Some(form)) = (before, self.forms.get(at))
            && let Some(Beside::Unit(code)) = BESIDE.get(format!("{before} {form}").as_str())
        {
            return Some(code);
        }
        match BESIDE.get(self.forms.get(at)?.trim_end_matches('.'))? {
            Beside::Unit(code) => Some(code),
            Beside::Approximation => None,
        }
    }

    fn lemma(&self, word: TokenIdx) -> String {
        self.sentence.morphology()[word.index()].lemma().to_owned()
    }

    fn is_ordinal(&self, word: TokenIdx) -> bool {
        let words = number::words(&self.forms[word.index()]);
        matches!(words.first(), Some(NumberWord::Ordinal(_)))
    }
}
