//! Scores of coreference: MUC, B³, CEAF-e, their mean (`CoNLL`-2012), and LEA.
//!
//! Takes gold and system chains whose mentions are numbers, equal for equal mentions, gives precision, recall and F1.
//! MUC: Vilain et al. 1995; B³: Bagga and Baldwin 1998; CEAF-e: Luo 2005 (entity similarity φ4); LEA: Moosavi and
//! Strube 2016 (<https://aclanthology.org/P16-1060/>); as the reference scorer counts them
//! (<https://aclanthology.org/P14-2006/>).

use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Right over all for recall and for precision.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Shares {
    recall: (f64, f64),
    precision: (f64, f64),
}

impl Shares {
    /// From 0 to 1; 0 where there is nothing to find.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.recall)
    }

    /// From 0 to 1; 0 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.precision)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        ratio((2.0 * p * r, p + r))
    }
}

impl AddAssign for Shares {
    fn add_assign(&mut self, more: Self) {
        let add = |sum: &mut (f64, f64), more: (f64, f64)| {
            sum.0 += more.0;
            sum.1 += more.1;
        };
        add(&mut self.recall, more.recall);
        add(&mut self.precision, more.precision);
    }
}

fn ratio((part, whole): (f64, f64)) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The scores of one or more documents.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ChainScores {
    /// Mentions found.
    pub mentions: Shares,
    /// Links kept.
    pub muc: Shares,
    /// Mentions, each by its chain.
    pub b_cubed: Shares,
    /// Chains, aligned one to one.
    pub ceaf_e: Shares,
    /// Chains by their links, weighed by their size.
    pub lea: Shares,
}

impl AddAssign for ChainScores {
    fn add_assign(&mut self, more: Self) {
        self.mentions += more.mentions;
        self.muc += more.muc;
        self.b_cubed += more.b_cubed;
        self.ceaf_e += more.ceaf_e;
        self.lea += more.lea;
    }
}

impl ChainScores {
    /// The mean of the F1 of MUC, B³ and CEAF-e: the measure of `CoNLL`-2012.
    #[must_use]
    pub fn conll(self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

/// Scores the chains of a document. A mention stands in at most one chain of each side; chains of one mention should be
/// left out before.
///
/// # Examples
/// ```
/// use byline::evaluation::chains::score;
/// let gold = [vec![1, 2, 3], vec![4, 5]];
/// assert!((score(&gold, &gold).conll() - 1.0).abs() < 1e-9);
/// let split = [vec![1, 2], vec![4, 5]];
/// assert!((score(&gold, &split).muc.recall() - 2.0 / 3.0).abs() < 1e-9);
/// assert!((score(&gold, &split).muc.precision() - 1.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn score(gold: &[Vec<usize>], system: &[Vec<usize>]) -> ChainScores {
    let (of_gold, of_system) = (chain_of(gold), chain_of(system));
    let both = |recall, precision| Shares { recall, precision };
    let found = of_gold
        .keys()
        .filter(|mention| of_system.contains_key(mention))
        .count() as f64;
    let similarity = best_alignment(gold, system);
    ChainScores {
        mentions: both(
            (found, of_gold.len() as f64),
            (found, of_system.len() as f64),
        ),
        muc: both(muc(gold, &of_system), muc(system, &of_gold)),
        b_cubed: both(b_cubed(gold, &of_system), b_cubed(system, &of_gold)),
        ceaf_e: both(
            (similarity, gold.len() as f64),
            (similarity, system.len() as f64),
        ),
        lea: both(lea(gold, &of_system), lea(system, &of_gold)),
    }
}

fn chain_of(chains: &[Vec<usize>]) -> BTreeMap<usize, usize> {
    let pairs = |(index, chain): (usize, &Vec<usize>)| {
        chain
            .iter()
            .map(move |&mention| (mention, index))
            .collect::<Vec<_>>()
    };
    chains.iter().enumerate().flat_map(pairs).collect()
}

/// How many mentions of `chain` lie in each chain of the other side, and how many in none.
fn partition(chain: &[usize], other: &BTreeMap<usize, usize>) -> (BTreeMap<usize, usize>, usize) {
    let mut parts = BTreeMap::new();
    let mut alone = 0;
    for mention in chain {
        match other.get(mention) {
            Some(&part) => *parts.entry(part).or_default() += 1,
            None => alone += 1,
        }
    }
    (parts, alone)
}

fn muc(chains: &[Vec<usize>], other: &BTreeMap<usize, usize>) -> (f64, f64) {
    chains.iter().fold((0.0, 0.0), |(kept, all), chain| {
        let (parts, alone) = partition(chain, other);
        let kept_here = chain.len() - parts.len() - alone;
        (kept + kept_here as f64, all + (chain.len() - 1) as f64)
    })
}

fn b_cubed(chains: &[Vec<usize>], other: &BTreeMap<usize, usize>) -> (f64, f64) {
    chains.iter().fold((0.0, 0.0), |(right, all), chain| {
        let (parts, _) = partition(chain, other);
        let squares: usize = parts.values().map(|count| count * count).sum();
        (
            right + squares as f64 / chain.len() as f64,
            all + chain.len() as f64,
        )
    })
}

fn lea(chains: &[Vec<usize>], other: &BTreeMap<usize, usize>) -> (f64, f64) {
    let links = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    chains.iter().fold((0.0, 0.0), |(right, all), chain| {
        let (parts, _) = partition(chain, other);
        let kept: f64 = parts.values().map(|&count| links(count)).sum();
        let weight = chain.len() as f64;
        (
            right + weight * ratio((kept, links(chain.len()))),
            all + weight,
        )
    })
}

/// The greatest sum of φ4 over alignments of chains one to one.
fn best_alignment(gold: &[Vec<usize>], system: &[Vec<usize>]) -> f64 {
    if gold.is_empty() || system.is_empty() {
        return 0.0;
    }
    let (few, many) = if gold.len() <= system.len() {
        (gold, system)
    } else {
        (system, gold)
    };
    let of_many = chain_of(many);
    let similarity: Vec<Vec<f64>> = few
        .iter()
        .map(|chain| {
            let (parts, _) = partition(chain, &of_many);
            let mut row = vec![0.0; many.len()];
            for (part, count) in parts {
                row[part] = 2.0 * count as f64 / (chain.len() + many[part].len()) as f64;
            }
            row
        })
        .collect();
    assign(&similarity)
}

/// The greatest sum that picks one column for each row, no column twice; there are no more rows than columns. The
/// Hungarian method with potentials, cubic in the number of chains.
fn assign(gain: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (gain.len(), gain[0].len());
    // Index 0 of rows and columns means none.
    let (mut row_potential, mut column_potential) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_of = vec![0_usize; columns + 1];
    for row in 1..=rows {
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut way = vec![0_usize; columns + 1];
        let mut used = vec![false; columns + 1];
        let mut column = 0;
        row_of[0] = row;
        loop {
            used[column] = true;
            let current = row_of[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for j in 1..=columns {
                if used[j] {
                    continue;
                }
                let cost = -gain[current - 1][j - 1] - row_potential[current] - column_potential[j];
                if cost < least[j] {
                    least[j] = cost;
                    way[j] = column;
                }
                if least[j] < delta {
                    delta = least[j];
                    next = j;
                }
            }
            for j in 0..=columns {
                if used[j] {
                    row_potential[row_of[j]] += delta;
                    column_potential[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
            if row_of[column] == 0 {
                break;
            }
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=columns)
        .filter(|&column| row_of[column] > 0)
        .map(|column| gain[row_of[column] - 1][column - 1])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expect: f64) {
        assert!((value - expect).abs() < 1e-6, "{value} is not {expect}");
    }

    #[test]
    fn the_worked_example_of_the_lea_paper_comes_out() {
        // Gold {a b c} {d e f g}, system {a b} {c d} {f g h i}.
        let gold = [vec![1, 2, 3], vec![4, 5, 6, 7]];
        let system = [vec![1, 2], vec![3, 4], vec![6, 7, 8, 9]];
        let scores = score(&gold, &system);
        near(
            scores.lea.recall(),
            (3.0 * (1.0 / 3.0) + 4.0 * (1.0 / 6.0)) / 7.0,
        );
        near(
            scores.lea.precision(),
            (2.0 + 0.0 + 4.0 * (1.0 / 6.0)) / 8.0,
        );
        near(scores.muc.recall(), 2.0 / 5.0);
        near(scores.muc.precision(), 2.0 / 5.0);
        near(
            scores.b_cubed.recall(),
            (4.0 / 3.0 + 1.0 / 3.0 + 1.0 / 4.0 + 4.0 / 4.0) / 7.0,
        );
        near(scores.ceaf_e.recall(), f64::midpoint(0.8, 0.5));
    }

    #[test]
    fn nothing_found_scores_nothing() {
        near(score(&[vec![1, 2]], &[]).conll(), 0.0);
        near(score(&[], &[]).conll(), 0.0);
    }
}
