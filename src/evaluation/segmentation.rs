//! How well tokens, words and sentences are found in raw text.
//!
//! Takes gold and system spans over the same text, gives counts and F1 by the definitions
//! of the `CoNLL` 2018 shared task (<https://universaldependencies.org/conll18/evaluation.html>):
//! a token or a sentence is right if a gold one has the same span; a word is right if its
//! token is, and inside multiword tokens words are aligned by their forms.

use std::cmp::Ordering;
use std::ops::{AddAssign, Range};

use crate::text::span::Span;

/// How many units the gold standard has, how many the system gave, and how many of these
/// are right.
///
/// # Examples
/// ```
/// use byline::evaluation::segmentation::Counts;
/// let counts = Counts { gold: 4, system: 5, correct: 3 };
/// assert!((counts.precision() - 0.6).abs() < 1e-9);
/// assert!((counts.recall() - 0.75).abs() < 1e-9);
/// assert!((counts.f1() - 2.0 / 3.0).abs() < 1e-9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Units of the gold standard.
    pub gold: usize,
    /// Units that the system gave.
    pub system: usize,
    /// Units that both have.
    pub correct: usize,
}

impl Counts {
    /// The share of the system's units that are right, from 0 to 1; 0 if there are none.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.system)
    }

    /// The share of the gold units that were found, from 0 to 1; 0 if there are none.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// The harmonic mean of precision and recall, from 0 to 1.
    #[must_use]
    pub fn f1(self) -> f64 {
        ratio(2 * self.correct, self.gold + self.system)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.gold += more.gold;
        self.system += more.system;
        self.correct += more.correct;
    }
}

/// A syntactic word as the alignment sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The span of the token that the word is written in: of the whole multiword token for
    /// each of its words.
    pub span: Span,
    /// The word's form.
    pub form: &'a str,
    /// Whether its token has other words too.
    pub multiword: bool,
}

/// Scores tokens or sentences: both lists in order of their starts.
///
/// # Examples
/// ```
/// use byline::evaluation::segmentation::spans;
/// use byline::text::span::Span;
/// let gold = [Span::new(0, 2), Span::new(2, 5), Span::new(6, 9)];
/// let system = [Span::new(0, 5), Span::new(6, 9)];
/// assert_eq!(spans(&gold, &system).correct, 1);
/// ```
#[must_use]
pub fn spans(gold: &[Span], system: &[Span]) -> Counts {
    let (mut g, mut s, mut correct) = (0, 0, 0);
    while let (Some(one), Some(two)) = (gold.get(g), system.get(s)) {
        if one == two {
            correct += 1;
        }
        match one.start().cmp(&two.start()) {
            Ordering::Less => g += 1,
            Ordering::Greater => s += 1,
            Ordering::Equal => (g, s) = (g + 1, s + 1),
        }
    }
    Counts {
        gold: gold.len(),
        system: system.len(),
        correct,
    }
}

/// Scores words: both lists in order.
///
/// # Examples
/// ```
/// use byline::evaluation::segmentation::{Word, words};
/// use byline::text::span::Span;
/// let word = |form, multiword| Word { span: Span::new(0, 5), form, multiword };
/// let gold = [word("do", true), word("n't", true)];
/// assert_eq!(words(&gold, &gold).f1(), 1.0);
/// assert_eq!(words(&gold, &[word("don't", false)]).correct, 0);
/// ```
#[must_use]
pub fn words(gold: &[Word], system: &[Word]) -> Counts {
    let correct = align(gold, system).len();
    Counts {
        gold: gold.len(),
        system: system.len(),
        correct,
    }
}

/// The pairs of indices of gold and system words that are the same, in order.
#[must_use]
pub fn align(gold: &[Word], system: &[Word]) -> Vec<(usize, usize)> {
    let (mut g, mut s) = (0, 0);
    let mut pairs = Vec::new();
    while g < gold.len() && s < system.len() {
        if gold[g].multiword || system[s].multiword {
            let (gold_region, system_region) = multiword_region(gold, system, g, s);
            (g, s) = (gold_region.end, system_region.end);
            align_forms(gold, system, gold_region, system_region, &mut pairs);
        } else if gold[g].span == system[s].span {
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if gold[g].span.start() <= system[s].span.start() {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// The words on both sides that overlap a multiword token, as far as such tokens overlap.
fn multiword_region(
    gold: &[Word],
    system: &[Word],
    mut g: usize,
    mut s: usize,
) -> (Range<usize>, Range<usize>) {
    let mut end;
    if gold[g].multiword {
        end = gold[g].span.end();
        if !system[s].multiword && system[s].span.start() < gold[g].span.start() {
            s += 1;
        }
    } else {
        end = system[s].span.end();
        if gold[g].span.start() < system[s].span.start() {
            g += 1;
        }
    }
    let (gold_start, system_start) = (g, s);
    while !is_beyond(gold, g, end) || !is_beyond(system, s, end) {
        let gold_first =
            g < gold.len() && (s >= system.len() || gold[g].span.start() <= system[s].span.start());
        let word = if gold_first { gold[g] } else { system[s] };
        if word.multiword {
            end = end.max(word.span.end());
        }
        if gold_first {
            g += 1;
        } else {
            s += 1;
        }
    }
    (gold_start..g, system_start..s)
}

fn is_beyond(words: &[Word], index: usize, end: u32) -> bool {
    words.get(index).is_none_or(|word| {
        if word.multiword {
            word.span.start() >= end
        } else {
            word.span.end() > end
        }
    })
}

/// Appends the longest common subsequence of the regions' forms, whatever their case.
fn align_forms(
    gold: &[Word],
    system: &[Word],
    gold_region: Range<usize>,
    system_region: Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) {
    let (rows, columns) = (gold_region.len(), system_region.len());
    let same = |i: usize, j: usize| {
        let (one, two) = (gold[gold_region.start + i], system[system_region.start + j]);
        one.form.to_lowercase() == two.form.to_lowercase()
    };
    let mut longest = vec![vec![0_usize; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            longest[i][j] = if same(i, j) {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if same(i, j) {
            pairs.push((gold_region.start + i, system_region.start + j));
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(start: u32, end: u32, form: &str, multiword: bool) -> Word<'_> {
        Word {
            span: Span::new(start, end),
            form,
            multiword,
        }
    }

    #[test]
    fn a_word_cut_in_two_is_wrong_and_its_neighbours_are_right() {
        let gold = [
            word(0, 1, "a", false),
            word(1, 5, "bcde", false),
            word(5, 6, "f", false),
        ];
        let system = [
            word(0, 1, "a", false),
            word(1, 3, "bc", false),
            word(3, 5, "de", false),
            word(5, 6, "f", false),
        ];
        assert_eq!(
            words(&gold, &system),
            Counts {
                gold: 3,
                system: 4,
                correct: 2
            }
        );
    }

    #[test]
    fn words_of_a_multiword_token_are_aligned_by_form() {
        let gold = [
            word(0, 2, "we", false),
            word(2, 7, "Do", true),
            word(2, 7, "n't", true),
            word(7, 8, ".", false),
        ];
        let system = [
            word(0, 2, "we", false),
            word(2, 4, "do", false),
            word(4, 7, "n't", false),
            word(7, 8, ".", false),
        ];
        assert_eq!(words(&gold, &system).correct, 4);
        assert_eq!(words(&system, &gold).correct, 4);
    }

    #[test]
    fn nothing_scores_nothing() {
        assert!(spans(&[], &[]).f1().abs() < f64::EPSILON);
        assert_eq!(words(&[], &[]), Counts::default());
    }
}
