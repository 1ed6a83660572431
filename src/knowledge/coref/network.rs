//! The scorer of the ranker: a network with one hidden layer over named features, as in Wiseman et al. 2015
//! (<https://aclanthology.org/P15-1137/>), that also gives each feature a weight of its own.
//!
//! The table (`data/coref/weights.tsv`) has a row for each feature: its name, its own weight, and its weight for each
//! hidden unit, if it has these; all in hundredths. The row `output` holds the weights of the hidden units.

use std::collections::HashMap;

use super::features::Sink;

/// The number of hidden units: as many as keep the table small.
pub(super) const HIDDEN: usize = 32;
/// The name of the row of the hidden units' weights.
pub(super) const OUTPUT: &str = "output";
/// A feature's own weight and its weights for the hidden units.
const ROW: usize = HIDDEN + 1;

/// The weights, by the hashes of the features' names.
#[derive(Debug)]
pub(super) struct Weights {
    rows: HashMap<u64, usize>,
    values: Vec<f32>,
    output: [f32; HIDDEN],
}

impl Default for Weights {
    fn default() -> Self {
        Self::new(include_str!("../../../data/coref/weights.tsv"))
    }
}

impl Weights {
    /// Reads a table; rows that are none are passed over.
    pub fn new(table: &str) -> Self {
        let mut weights = Self {
            rows: HashMap::new(),
            values: Vec::new(),
            output: [0.0; HIDDEN],
        };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let name = fields.next().unwrap_or_default();
            let mut row = [0.0; ROW];
            for (value, field) in row.iter_mut().zip(fields) {
                *value = field.parse::<f32>().unwrap_or_default() / 100.0;
            }
            if name == OUTPUT {
                weights.output.copy_from_slice(&row[1..]);
            } else {
                let name: Vec<&str> = name.split('|').collect();
                weights.rows.insert(hash(&name), weights.values.len() / ROW);
                weights.values.extend_from_slice(&row);
            }
        }
        weights
    }

    fn row(&self, feature: u64) -> Option<&[f32]> {
        let at = self.rows.get(&feature)? * ROW;
        self.values.get(at..at + ROW)
    }
}

/// FNV-1a over the parts with a bar between them.
pub(super) fn hash(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            add(b'|');
        }
        // A bar in a word would make two names one.
        part.bytes().for_each(|byte| {
            add(if byte == b'|' { b'/' } else { byte });
        });
    }
    hash
}

/// Scores one choice by its features.
pub(super) struct Score<'a> {
    weights: &'a Weights,
    direct: f32,
    hidden: [f32; HIDDEN],
}

impl<'a> Score<'a> {
    /// A score without features yet.
    pub fn new(weights: &'a Weights) -> Self {
        Self {
            weights,
            direct: 0.0,
            hidden: [0.0; HIDDEN],
        }
    }

    /// What the features come to.
    pub fn total(&self) -> f32 {
        let units = self.hidden.iter().zip(&self.weights.output);
        units.fold(self.direct, |sum, (unit, weight)| {
            sum + unit.max(0.0) * weight
        })
    }
}

impl Sink for Score<'_> {
    fn take(&mut self, parts: &[&str]) {
        if let Some(row) = self.weights.row(hash(parts)) {
            self.direct += row[0];
            for (unit, weight) in self.hidden.iter_mut().zip(&row[1..]) {
                *unit += weight;
            }
        }
    }

    fn take_direct(&mut self, parts: &[&str]) {
        if let Some(row) = self.weights.row(hash(parts)) {
            self.direct += row[0];
        }
    }
}
