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

use std::ops::Range;

use rustc_hash::FxHashMap;

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

/// Rows [inputs, outputs], each without the zeros at its ends: of several nets side by side each sees its own inputs.
#[derive(Debug, Default)]
struct Matrix {
    values: Vec<f32>,
    rows: Vec<Row>,
    outputs: usize,
}

/// Where the numbers of a row stand in the matrix's values, and the output that the first of them goes to.
#[derive(Debug)]
struct Row {
    values: Range<usize>,
    first: usize,
}

impl Matrix {
    fn push(&mut self, row: &[f32]) {
        let first = row.iter().take_while(|&&weight| weight == 0.0).count();
        let last = row.iter().rposition(|&weight| weight != 0.0);
        let kept = &row[first..last.map_or(first, |last| last + 1)];
        let start = self.values.len();
        self.values.extend_from_slice(kept);
        self.rows.push(Row {
            values: start..self.values.len(),
            first,
        });
        self.outputs = row.len();
    }

    /// Adds a row times its input.
    fn add_row(&self, at: usize, input: f32, to: &mut [f32]) {
        let row = &self.rows[at];
        if let Some(to) = to.get_mut(row.first..) {
            let weights = &self.values[row.values.clone()];
            let width = to.len().min(weights.len());
            float::add_scaled(&mut to[..width], input, &weights[..width]);
        }
    }

    /// The row with the zeros at its ends.
    fn row(&self, at: usize) -> Vec<f32> {
        let mut row = vec![0.0; self.outputs];
        self.add_row(at, 1.0, &mut row);
        row
    }

    /// The sum of both, as far as both have rows.
    fn plus(&self, other: &Self) -> Self {
        let mut sum = Self::default();
        for at in 0..self.rows.len().min(other.rows.len()) {
            let mut row = self.row(at);
            other.add_row(at, 1.0, &mut row);
            sum.push(&row);
        }
        sum
    }

    /// Adds the rows, each times its input.
    fn add(&self, inputs: impl Iterator<Item = f32>, to: &mut [f32]) {
        for (at, input) in (0..self.rows.len()).zip(inputs) {
            self.add_row(at, input, to);
        }
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
            let mut fields = line.split('\t');
            let name = fields.next().unwrap_or_default();
            row.clear();
            row.extend(
                fields.map(|field| f32::from(field.parse::<i16>().unwrap_or_default()) / 1000.0),
            );
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

/// FNV-1a over the group and the parts with a bar between them.
fn hash(group: &str, parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    group.bytes().for_each(&mut add);
    for part in parts {
        add(b'|');
        // A bar in a word would make two names one.
        part.bytes().for_each(|byte| {
            add(if byte == b'|' { b'/' } else { byte });
        });
    }
    hash
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
        for (mention, candidate) in chains.candidates.iter().enumerate() {
            let embeddings = chains.sentences[candidate.place.sentence].embeddings();
            let Some(embeddings) =
                embeddings.filter(|it: &&Embeddings| it.width() == weights.head.rows.len())
            else {
                continue;
            };
            let meaning = &mut network.meanings[mention * width..(mention + 1) * width];
            weights
                .head
                .add(embeddings.of(candidate.place.head), meaning);
            if let Some(governor) = chains.governor(mention) {
                weights.governor.add(embeddings.of(governor), meaning);
            }
            let meaning = || meaning.iter().copied();
            let to = mention * units..(mention + 1) * units;
            weights
                .antecedent
                .add(meaning(), &mut network.antecedents[to.clone()]);
            weights
                .representative
                .add(meaning(), &mut network.representatives[to]);
        }
        network
    }

    fn meaning(&self, mention: MentionIdx) -> impl Iterator<Item = f32> {
        let row = &self.meanings[mention * self.width..(mention + 1) * self.width];
        row.iter().copied()
    }

    /// What the hidden units see of a mention as the first of its thing.
    pub fn new_mention(&self, mention: MentionIdx) -> Score<'a> {
        let mut score = Score::new(self.weights);
        self.weights
            .new
            .add(self.meaning(mention), &mut score.hidden);
        score
    }

    /// What they see of a mention that takes up another, whatever that is.
    pub fn mention(&self, mention: MentionIdx) -> Score<'a> {
        let mut score = Score::new(self.weights);
        self.weights
            .mention
            .add(self.meaning(mention), &mut score.hidden);
        score
    }

    /// The same and what they see of the antecedent and of what says best what its chain speaks of.
    pub fn pair(
        &self,
        of_mention: &Score<'a>,
        mention: MentionIdx,
        antecedent: MentionIdx,
        representative: MentionIdx,
    ) -> Score<'a> {
        let mut score = of_mention.clone();
        let units = score.hidden.len();
        let hidden = score.hidden.iter_mut();
        let antecedents = &self.antecedents[antecedent * units..][..units];
        let representatives = &self.representatives[representative * units..][..units];
        for ((sum, one), other) in hidden.zip(antecedents).zip(representatives) {
            *sum += one + other;
        }
        let times = |other: MentionIdx| {
            let pairs = self.meaning(mention).zip(self.meaning(other));
            pairs.map(|(one, other)| one * other)
        };
        let weights = self.weights;
        if antecedent == representative && !weights.both_products.rows.is_empty() {
            weights
                .both_products
                .add(times(antecedent), &mut score.hidden);
        } else {
            weights.product.add(times(antecedent), &mut score.hidden);
            weights
                .chain_product
                .add(times(representative), &mut score.hidden);
        }
        score
    }
}

/// Scores one choice by its features.
#[derive(Clone)]
pub(super) struct Score<'a> {
    weights: &'a Weights,
    hidden: Vec<f32>,
}

impl<'a> Score<'a> {
    fn new(weights: &'a Weights) -> Self {
        Self {
            weights,
            hidden: vec![0.0; weights.output.len()],
        }
    }

    /// What the features come to.
    pub fn total(&self) -> f32 {
        let units = self.hidden.iter().zip(&self.weights.output);
        units.fold(0.0, |sum, (unit, weight)| sum + unit.max(0.0) * weight)
    }
}

impl Sink for Score<'_> {
    fn take(&mut self, group: &str, parts: &[&str]) {
        if let Some(&row) = self.weights.rows.get(&hash(group, parts)) {
            self.weights.features.add_row(row, 1.0, &mut self.hidden);
        }
    }
}
