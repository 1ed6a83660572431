//! The scorer of the ranker: a network with one hidden layer over named features, as in Wiseman et al. 2015
//! (<https://aclanthology.org/P15-1137/>), and over what the words mean, as in Lee et al. 2017
//! (<https://aclanthology.org/D17-1018/>).
//!
//! A mention means a projection of the embeddings of its head and of the word that this hangs on. The hidden units see
//! those of both mentions, and of what says best what the antecedent's chain speaks of, and their products with the
//! mention's, number by number.
//!
//! The table (`data/coref/weights.tsv`) has a row for each input: its name and its weight for each hidden unit, in
//! thousandths. Features are called as in [`super::features`], numbers of meanings and embeddings `mention|17`; the row
//! `output` holds the weights of the hidden units.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::chains::{Chains, MentionIdx};
use super::features::Sink;
use crate::language::embeddings::Embeddings;
use crate::language::encoder::float;

/// The name of the row of the hidden units' weights.
const OUTPUT: &str = "output";

/// The weights.
#[derive(Debug)]
pub(super) struct Weights {
    /// The rows of features, by the hashes of their names.
    rows: FxHashMap<u64, usize>,
    features: Matrix,
    output: Vec<f32>,
    /// From a word's embedding to what a mention means: of its head, of what this hangs on.
    head: Matrix,
    governor: Matrix,
    /// From what mentions mean to the hidden units.
    new: Matrix,
    mention: Matrix,
    antecedent: Matrix,
    representative: Matrix,
    product: Matrix,
    chain_product: Matrix,
    /// The sum of the two, for an antecedent that says best itself what its chain speaks of.
    both_products: Matrix,
}

/// Weights [inputs, outputs].
#[derive(Debug, Default, Clone)]
struct Matrix {
    values: Vec<f32>,
    outputs: usize,
}

impl Matrix {
    /// Adds the weights of one more input; the first say how many outputs there are.
    fn push(&mut self, row: &[f32]) {
        if self.values.is_empty() {
            self.outputs = row.len();
        }
        let end = self.values.len() + self.outputs;
        self.values.extend_from_slice(row);
        self.values.resize(end, 0.0);
    }

    fn inputs(&self) -> usize {
        self.values.len().checked_div(self.outputs).unwrap_or(0)
    }

    /// Adds what the inputs from the `first` on give each output.
    fn add(&self, first: usize, inputs: &[f32], to: &mut [f32]) {
        // A table whose rows do not fit together has none.
        if to.len() == self.outputs {
            float::add_rows(to, inputs, &self.values[first * self.outputs..]);
        }
    }

    /// The sum of both; of an input that only one has, that one's.
    fn plus(&self, other: &Self) -> Self {
        let (more, less) = if self.values.len() < other.values.len() {
            (other, self)
        } else {
            (self, other)
        };
        let mut sum = more.clone();
        for (sum, value) in sum.values.iter_mut().zip(&less.values) {
            *sum += value;
        }
        sum
    }
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
            rows: FxHashMap::default(),
            features: Matrix::default(),
            output: Vec::new(),
            head: Matrix::default(),
            governor: Matrix::default(),
            new: Matrix::default(),
            mention: Matrix::default(),
            antecedent: Matrix::default(),
            representative: Matrix::default(),
            product: Matrix::default(),
            chain_product: Matrix::default(),
            both_products: Matrix::default(),
        };
        let mut row = Vec::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (name, numbers) = line.split_once('\t').unwrap_or((line, ""));
            row.clear();
            // By bytes: the search for a character costs more than short fields do.
            row.extend(numbers.as_bytes().split(|&byte| byte == b'\t').map(weight));
            let of = name.rsplit_once('|').map_or(name, |(of, _)| of);
            match of {
                OUTPUT => weights.output.clone_from(&row),
                "head" => weights.head.push(&row),
                "governor" => weights.governor.push(&row),
                "new-mention" => weights.new.push(&row),
                "mention" => weights.mention.push(&row),
                "antecedent" => weights.antecedent.push(&row),
                "representative" => weights.representative.push(&row),
                "product" => weights.product.push(&row),
                "chain-product" => weights.chain_product.push(&row),
                _ => {
                    let (group, parts) = name.split_once('|').unwrap_or((name, ""));
                    let parts: Vec<&str> = parts.split('|').collect();
                    weights.rows.insert(hash(group, &parts), weights.rows.len());
                    weights.features.push(&row);
                }
            }
        }
        weights.both_products = weights.product.plus(&weights.chain_product);
        weights
    }
}

/// The weight that a field names in thousandths; none where it is no number.
fn weight(field: &[u8]) -> f32 {
    let thousandths = str::from_utf8(field).ok().and_then(|it| it.parse().ok());
    f32::from(thousandths.unwrap_or(0_i16)) / 1000.0
}

/// A number for the group and its parts.
fn hash(group: &str, parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    group.hash(&mut hasher);
    parts.hash(&mut hasher);
    hasher.finish()
}

/// The network at work on an article.
pub(super) struct Network<'a> {
    weights: &'a Weights,
    /// What each mention means.
    meanings: Vec<f32>,
    width: usize,
    /// What each mention gives the hidden units as an antecedent, and as what says best what a chain speaks of.
    antecedents: Vec<f32>,
    representatives: Vec<f32>,
}

impl<'a> Network<'a> {
    /// Looks up what each mention means; nothing where a sentence has no embeddings.
    pub fn new(weights: &'a Weights, chains: &Chains<'_>) -> Self {
        let (width, units) = (weights.head.outputs, weights.output.len());
        let count = chains.candidates.len();
        let mut network = Self {
            weights,
            meanings: vec![0.0; count * width],
            width,
            antecedents: vec![0.0; count * units],
            representatives: vec![0.0; count * units],
        };
        let inputs = weights.head.inputs();
        let mut embedding = Vec::with_capacity(inputs);
        for (mention, candidate) in chains.candidates.iter().enumerate() {
            let embeddings = chains.sentences[candidate.place.sentence].embeddings();
            let Some(embeddings) = embeddings.filter(|it: &&Embeddings| it.width() == inputs)
            else {
                continue;
            };
            let meaning = &mut network.meanings[mention * width..][..width];
            let words = [
                (Some(candidate.place.head), &weights.head),
                (chains.governor(mention), &weights.governor),
            ];
            for (word, matrix) in words {
                let Some(word) = word else { continue };
                embedding.clear();
                embedding.extend(embeddings.of(word));
                matrix.add(0, &embedding, meaning);
            }
            let to = mention * units..(mention + 1) * units;
            let of_antecedent = &mut network.antecedents[to.clone()];
            weights.antecedent.add(0, meaning, of_antecedent);
            let of_representative = &mut network.representatives[to];
            weights.representative.add(0, meaning, of_representative);
        }
        network
    }

    fn meaning(&self, mention: MentionIdx) -> &[f32] {
        &self.meanings[mention * self.width..][..self.width]
    }

    /// What the hidden units see of a mention as the first of its thing.
    pub fn new_mention(&self, mention: MentionIdx) -> Score<'a> {
        let mut score = Score::new(self.weights);
        let new = &self.weights.new;
        new.add(0, self.meaning(mention), &mut score.hidden);
        score
    }

    /// What they see of a mention that takes up another, whatever that is.
    pub fn mention(&self, mention: MentionIdx) -> Score<'a> {
        let mut score = Score::new(self.weights);
        let taking_up = &self.weights.mention;
        taking_up.add(0, self.meaning(mention), &mut score.hidden);
        score
    }

    /// Makes `score` the same and what they see of the antecedent and of what says best what its chain speaks of.
    pub fn pair(
        &self,
        score: &mut Score<'a>,
        of_mention: &Score<'a>,
        mention: MentionIdx,
        antecedent: MentionIdx,
        representative: MentionIdx,
    ) {
        let Score { hidden, input, .. } = score;
        hidden.clone_from(&of_mention.hidden);
        let units = hidden.len();
        let antecedents = &self.antecedents[antecedent * units..][..units];
        let representatives = &self.representatives[representative * units..][..units];
        for ((sum, one), other) in hidden.iter_mut().zip(antecedents).zip(representatives) {
            *sum += one + other;
        }
        let mut add_product = |other: MentionIdx, matrix: &Matrix| {
            let pairs = self.meaning(mention).iter().zip(self.meaning(other));
            input.clear();
            input.extend(pairs.map(|(one, other)| one * other));
            matrix.add(0, input, hidden);
        };
        if antecedent == representative {
            add_product(antecedent, &self.weights.both_products);
        } else {
            add_product(antecedent, &self.weights.product);
            add_product(representative, &self.weights.chain_product);
        }
    }
}

/// Scores one choice by its features.
pub(super) struct Score<'a> {
    weights: &'a Weights,
    hidden: Vec<f32>,
    /// What the hidden units are being shown.
    input: Vec<f32>,
}

impl<'a> Score<'a> {
    /// Of nothing yet.
    pub fn new(weights: &'a Weights) -> Self {
        Self {
            weights,
            hidden: vec![0.0; weights.output.len()],
            input: Vec::new(),
        }
    }

    /// What the features come to.
    pub fn total(&mut self) -> f32 {
        self.input.clear();
        self.input
            .extend(self.hidden.iter().map(|unit| unit.max(0.0)));
        float::dot(&self.input, &self.weights.output)
    }
}

impl Sink for Score<'_> {
    fn take(&mut self, group: &str, parts: &[&str]) {
        if let Some(&row) = self.weights.rows.get(&hash(group, parts)) {
            self.weights.features.add(row, &[1.0], &mut self.hidden);
        }
    }
}
