//! Open information extraction on `CaRB` (Bhardwaj, Aggarwal and Mausam 2019, <https://aclanthology.org/D19-1651/>):
//! its matching of tuples by words, done again here after its paper and program
//! (<https://github.com/dair-iitd/CaRB>).
//!
//! A tuple's words match in order of the gold; the relations must share one. All arguments after the first count as
//! one. Precision pairs each gold tuple with one extraction, the best pairs first; recall lets one extraction serve many
//! gold tuples. The extractions are cut at the confidence with the best F1.

use std::collections::BTreeMap;
use std::path::Path;

use super::annotator::Annotator;
use super::corpora::{self, CorpusError};
use super::report::{Metric, Report};
use crate::knowledge::extract::Extractor;
use crate::knowledge::tuples::{Tuple, tuple};
use crate::text::document::Metadata;
use crate::text::span::Text;

/// A tuple cut into words: the relation, the first argument, all others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Words {
    relation: Vec<String>,
    arguments: Vec<Vec<String>>,
}

/// An extraction with its confidence in thousandths.
type Extraction = (u32, Words);

/// Scores the claims of the gold sentences in `path`, whose lines are sentence, relation, arguments, apart by tabs.
///
/// # Errors
/// If the file is missing.
pub fn add(
    report: &mut Report,
    annotator: &impl Annotator,
    title: &str,
    path: &Path,
) -> Result<(), CorpusError> {
    let mut gold: BTreeMap<String, Vec<Words>> = BTreeMap::new();
    for line in corpora::text_lines(path)? {
        let mut fields = line.split('\t');
        if let (Some(sentence), Some(relation)) = (fields.next(), fields.next()) {
            let arguments: Vec<&str> = fields.collect();
            gold.entry(sentence.to_owned())
                .or_default()
                .push(Words::new(relation, &arguments));
        }
    }
    let extractor = Extractor::new();
    let pairs: Vec<(Vec<Words>, Vec<Extraction>)> = gold
        .into_iter()
        .map(|(sentence, gold)| {
            let text = Text::new(sentence);
            let read = annotator.read(&text);
            let article = extractor.extract("carb", &Metadata::default(), &text, &read);
            let found = article.claims.iter().filter_map(|claim| {
                let Tuple {
                    relation,
                    arguments,
                } = tuple(claim)?;
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                let confidence = (claim.confidence.value() * 1000.0).round() as u32;
                Some((confidence, Words::new(&relation, &arguments)))
            });
            (gold, found.collect())
        })
        .collect();
    let best = [0, 500, 600, 650, 700, 750, 800, 850, 900]
        .into_iter()
        .map(|least| (least, score(&pairs, least)))
        .max_by(|(_, one), (_, other)| one.f1().total_cmp(&other.f1()));
    if let Some((least, scores)) = best {
        let metric = Metric::shares("carb.f1", scores.f1(), scores.precision(), scores.recall());
        let note = format!("best at confidence {:.2}", f64::from(least) / 1000.0);
        report.add(title, vec![metric], vec![note]);
    }
    Ok(())
}

impl Words {
    fn new(relation: &str, arguments: &[&str]) -> Self {
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let arguments = match arguments {
            [] => Vec::new(),
            [first] => vec![words(first)],
            [first, rest @ ..] => vec![words(first), words(&rest.join(" "))],
        };
        Self {
            relation: words(relation),
            arguments,
        }
    }

    /// The same with its two arguments exchanged.
    fn reversed(&self) -> Self {
        Self {
            relation: self.relation.clone(),
            arguments: self.arguments.iter().rev().cloned().collect(),
        }
    }
}

/// Sums of precision and recall over tuples.
#[derive(Debug, Clone, Copy, Default)]
struct Scores {
    precise: f64,
    extractions: usize,
    recalled: f64,
    gold: usize,
}

impl Scores {
    fn precision(self) -> f64 {
        if self.extractions == 0 {
            0.0
        } else {
            self.precise / self.extractions as f64
        }
    }

    fn recall(self) -> f64 {
        if self.gold == 0 {
            0.0
        } else {
            self.recalled / self.gold as f64
        }
    }

    fn f1(self) -> f64 {
        let sum = self.precision() + self.recall();
        if sum > 0.0 {
            2.0 * self.precision() * self.recall() / sum
        } else {
            0.0
        }
    }
}

/// The scores of the extractions with at least this confidence.
fn score(pairs: &[(Vec<Words>, Vec<Extraction>)], least: u32) -> Scores {
    let mut scores = Scores::default();
    for (gold, found) in pairs {
        let found: Vec<&Words> = found
            .iter()
            .filter(|(confidence, _)| *confidence >= least)
            .map(|(_, words)| words)
            .collect();
        scores.gold += gold.len();
        scores.extractions += found.len();
        let table: Vec<Vec<(f64, f64)>> = gold
            .iter()
            .map(|gold| found.iter().map(|found| compare(gold, found)).collect())
            .collect();
        scores.recalled += table
            .iter()
            .map(|row| row.iter().map(|&(_, recall)| recall).fold(0.0, f64::max))
            .sum::<f64>();
        scores.precise += best_pairs(&table);
    }
    scores
}

/// The summed precision of pairs, the best first, each gold tuple and each extraction once.
fn best_pairs(table: &[Vec<(f64, f64)>]) -> f64 {
    let mut cells: Vec<(f64, usize, usize)> = table
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| {
            cells
                .iter()
                .enumerate()
                .map(move |(column, &(precision, _))| (precision, row, column))
        })
        .filter(|&(precision, ..)| precision > 0.0)
        .collect();
    cells.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then((one.1, one.2).cmp(&(other.1, other.2)))
    });
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    let mut sum = 0.0;
    for (precision, row, column) in cells {
        if !rows.contains(&row) && !columns.contains(&column) {
            rows.push(row);
            columns.push(column);
            sum += precision;
        }
    }
    sum
}

/// Verbs of saying, whose tuple may stand either way round.
const SAID: [&str; 5] = ["said", "told", "added", "adds", "says"];

/// Precision and recall of an extraction against a gold tuple.
fn compare(gold: &Words, found: &Words) -> (f64, f64) {
    let straight = compare_straight(gold, found);
    let relation = gold.relation.join(" ");
    if SAID.iter().any(|said| relation.contains(said)) && found.arguments.len() > 1 {
        let reverse = compare_straight(gold, &found.reversed());
        return (straight.0.max(reverse.0), straight.1.max(reverse.1));
    }
    straight
}

fn compare_straight(gold: &Words, found: &Words) -> (f64, f64) {
    let shared = overlap(&gold.relation, &found.relation);
    if shared == 0 {
        return (0.0, 0.0);
    }
    let (mut matched, mut of_gold, mut of_found) =
        (shared, gold.relation.len(), found.relation.len());
    for (place, words) in gold.arguments.iter().enumerate() {
        of_gold += words.len();
        let Some(argument) = found.arguments.get(place) else {
            // An extraction without the gold's first two arguments is none.
            return (0.0, 0.0);
        };
        of_found += argument.len();
        matched += overlap(words, argument);
    }
    (
        matched as f64 / of_found as f64,
        matched as f64 / of_gold as f64,
    )
}

/// How many words of `gold` are in `found`, each used once.
fn overlap(gold: &[String], found: &[String]) -> usize {
    let mut left: Vec<&String> = found.iter().collect();
    let mut count = 0;
    for word in gold {
        if let Some(place) = left.iter().position(|other| *other == word) {
            left.swap_remove(place);
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tuple_matches_itself_and_shares_words_with_a_longer_one() {
        let gold = Words::new("left for", &["the minister", "Rome", "on Friday"]);
        assert_eq!(compare(&gold, &gold), (1.0, 1.0));
        let short = Words::new("left for", &["the minister", "Rome"]);
        let (precision, recall) = compare(&gold, &short);
        assert!((precision - 1.0).abs() < 1e-9);
        assert!((recall - 5.0 / 7.0).abs() < 1e-9, "{recall}");
    }

    #[test]
    fn relations_without_a_common_word_do_not_match() {
        let gold = Words::new("left", &["he", "Rome"]);
        assert_eq!(
            compare(&gold, &Words::new("departed", &["he", "Rome"])),
            (0.0, 0.0)
        );
    }

    #[test]
    fn what_is_said_may_stand_first() {
        let gold = Words::new("said", &["It works", "she"]);
        let (precision, _) = compare(&gold, &Words::new("said", &["she", "It works"]));
        assert!((precision - 1.0).abs() < 1e-9);
    }

    #[test]
    fn each_extraction_is_paired_once() {
        assert!(
            (best_pairs(&[vec![(0.9, 0.0), (0.5, 0.0)], vec![(0.8, 0.0), (0.0, 0.0)]]) - 0.9).abs()
                < 1e-9
        );
    }
}
