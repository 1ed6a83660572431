//! `CaRB`'s measure of open information extraction (Bhardwaj, Aggarwal and Mausam 2019,
//! <https://aclanthology.org/D19-1651/>): word overlap of tuples, many gold tuples to one extraction for recall, one to
//! one for precision, at the confidence that gives the best F1.
//!
//! The measure is that of the authors' scorer in its default setting: all arguments after the first count as one, words
//! are what white space divides, case matters.

/// An extraction or a gold tuple: words of the predicate and of its arguments.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tuple {
    predicate: Vec<String>,
    /// The first argument and all others joined; fewer than two if there are none.
    arguments: Vec<Vec<String>>,
    confidence: f64,
}

/// The best point of the curve of precision and recall; all three from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    /// Share of what was extracted that is in the gold.
    pub precision: f64,
    /// Share of the gold that was extracted.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// Verbs of saying, whose speaker the gold sometimes puts last.
const SAID: [&str; 5] = ["said", "told", "added", "adds", "says"];

impl Tuple {
    /// A tuple of texts, cut at white space; `confidence` orders extractions.
    ///
    /// # Examples
    /// ```
    /// use byline::evaluation::carb::{Tuple, score};
    /// let gold = Tuple::new("sent", &["Rome", "a fleet", "to Sicily"], 1.0);
    /// let found = Tuple::new("sent", &["Rome", "a fleet"], 0.9);
    /// let score = score(&[(vec![gold], vec![found])]);
    /// assert_eq!((score.precision, score.recall), (1.0, 4.0 / 6.0));
    /// ```
    #[must_use]
    pub fn new(predicate: &str, arguments: &[&str], confidence: f64) -> Self {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let mut arguments = arguments.iter().copied();
        let first = arguments.next().map(words);
        let rest: Vec<&str> = arguments.collect();
        let rest = (!rest.is_empty()).then(|| words(&rest.join(" ")));
        Self {
            predicate: words(predicate),
            arguments: first.into_iter().chain(rest).collect(),
            confidence,
        }
    }

    fn reversed(&self) -> Self {
        let mut reversed = self.clone();
        reversed.arguments.reverse();
        reversed
    }
}

/// The best score over all thresholds of confidence of `sentences`, each with its gold tuples and extractions.
#[must_use]
pub fn score(sentences: &[(Vec<Tuple>, Vec<Tuple>)]) -> Score {
    let mut thresholds: Vec<f64> = sentences
        .iter()
        .flat_map(|(_, found)| found.iter().map(|tuple| tuple.confidence))
        .collect();
    thresholds.sort_by(f64::total_cmp);
    thresholds.dedup();
    let matches: Vec<Vec<Vec<(f64, f64)>>> = sentences
        .iter()
        .map(|(gold, found)| {
            let row = |gold: &Tuple| found.iter().map(|found| overlap(gold, found)).collect();
            gold.iter().map(row).collect()
        })
        .collect();
    let at = |threshold: f64| {
        let (mut precise, mut extracted, mut recalled, mut wanted) = (0.0, 0.0, 0.0, 0.0);
        for ((gold, found), matches) in sentences.iter().zip(&matches) {
            let kept: Vec<usize> = (0..found.len())
                .filter(|&i| found[i].confidence >= threshold)
                .collect();
            extracted += kept.len() as f64;
            wanted += gold.len() as f64;
            recalled += matches
                .iter()
                .map(|row| kept.iter().map(|&i| row[i].1).fold(0.0, f64::max))
                .sum::<f64>();
            precise += one_to_one(matches, kept);
        }
        let precision = ratio(precise, extracted);
        let recall = ratio(recalled, wanted);
        let f1 = ratio(2.0 * precision * recall, precision + recall);
        Score {
            precision,
            recall,
            f1,
        }
    };
    thresholds
        .into_iter()
        .map(at)
        .fold(Score::default(), |best, score| {
            if score.f1 > best.f1 { score } else { best }
        })
}

/// Sum of the precisions of the greedy one-to-one match between gold tuples (rows) and the extractions `kept`.
fn one_to_one(matches: &[Vec<(f64, f64)>], mut kept: Vec<usize>) -> f64 {
    let mut rows: Vec<usize> = (0..matches.len()).collect();
    let mut sum = 0.0;
    while !rows.is_empty() && !kept.is_empty() {
        let (mut best, mut high) = ((0, 0), -1.0);
        for (r, &row) in rows.iter().enumerate() {
            for (k, &column) in kept.iter().enumerate() {
                if matches[row][column].0 > high {
                    (best, high) = ((r, k), matches[row][column].0);
                }
            }
        }
        sum += high;
        rows.remove(best.0);
        kept.remove(best.1);
    }
    sum
}

/// Precision and recall of the words of one extraction against one gold tuple.
fn overlap(gold: &Tuple, found: &Tuple) -> (f64, f64) {
    let straight = straight_overlap(gold, found);
    let is_saying = SAID
        .iter()
        .any(|said| gold.predicate.join(" ").contains(said));
    if !is_saying || found.arguments.len() < 2 {
        return straight;
    }
    let reverse = straight_overlap(gold, &found.reversed());
    if reverse > straight {
        reverse
    } else {
        straight
    }
}

fn straight_overlap(gold: &Tuple, found: &Tuple) -> (f64, f64) {
    let mut common = common_words(&gold.predicate, &found.predicate);
    let is_be = |words: &[String], be: &str| words.iter().any(|word| word == be);
    if is_be(&found.predicate, "be")
        && !is_be(&gold.predicate, "be")
        && is_be(&gold.predicate, "is")
    {
        common += 1;
    }
    if common == 0 {
        return (0.0, 0.0);
    }
    let (mut extracted, mut wanted) = (found.predicate.len(), gold.predicate.len());
    for (place, argument) in gold.arguments.iter().enumerate() {
        wanted += argument.len();
        let Some(found) = found.arguments.get(place) else {
            return (0.0, 0.0);
        };
        extracted += found.len();
        common += common_words(argument, found);
    }
    (
        ratio(common as f64, extracted as f64),
        ratio(common as f64, wanted as f64),
    )
}

/// How many words two lists share, each counted as often as in both.
fn common_words(gold: &[String], found: &[String]) -> usize {
    let mut left: Vec<&String> = found.iter().collect();
    let mut common = 0;
    for word in gold {
        if let Some(place) = left.iter().position(|&other| other == word) {
            left.swap_remove(place);
            common += 1;
        }
    }
    common
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extraction_without_a_word_of_the_predicate_matches_nothing() {
        let gold = Tuple::new("sent", &["Rome", "a fleet"], 1.0);
        let found = Tuple::new("gave", &["Rome", "a fleet"], 1.0);
        assert_eq!(overlap(&gold, &found), (0.0, 0.0));
    }

    #[test]
    fn a_gold_tuple_of_two_arguments_needs_both() {
        let gold = Tuple::new("left", &["They", "Rome"], 1.0);
        assert_eq!(
            overlap(&gold, &Tuple::new("left", &["They"], 1.0)),
            (0.0, 0.0)
        );
    }

    #[test]
    fn the_speaker_may_stand_on_either_side() {
        let gold = Tuple::new("said", &["it rains", "the mayor"], 1.0);
        let found = Tuple::new("said", &["the mayor", "it rains"], 1.0);
        assert_eq!(overlap(&gold, &found), (1.0, 1.0));
    }

    #[test]
    fn the_best_threshold_counts() {
        let gold = vec![Tuple::new("left", &["They", "Rome"], 1.0)];
        let found = vec![
            Tuple::new("left", &["They", "Rome"], 0.9),
            Tuple::new("is", &["Rome", "old"], 0.1),
        ];
        let score = score(&[(gold, found)]);
        assert_eq!((score.precision, score.recall, score.f1), (1.0, 1.0, 1.0));
    }
}
