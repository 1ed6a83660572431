//! Training of the ranker's network: the likelihood of right choices under their costs, as in Durrett and Klein 2013
//! (<https://aclanthology.org/D13-1203/>), by Adagrad; an L1 penalty makes most of the features' own weights none.

use std::collections::BTreeMap;

use super::Resolver;
use super::features::Features;
use super::network::{HIDDEN, OUTPUT};
use super::ranker::{self, Decision, Names};
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::mention::{Form, Place};
use crate::language::sentence::Sentence;
use crate::text::span::Text;

/// An article with the number of the thing that each mention, by its head, speaks of.
#[derive(Debug)]
pub struct Lesson {
    /// Its text.
    pub text: Text,
    /// Its sentences, as the reader reads them.
    pub sentences: Vec<Sentence>,
    /// The thing that the mention with this head speaks of.
    pub things: BTreeMap<Place, u32>,
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times that all lessons are gone through.
    pub epochs: usize,
    /// The step of Adagrad for features' own weights.
    pub rate: f32,
    /// The step of Adagrad for the hidden units' weights.
    pub hidden_rate: f32,
    /// The L1 penalty of features' own weights.
    pub penalty: f32,
    /// The L2 penalty of the weights for hidden units.
    pub decay: f32,
    /// The share of hidden units left out of a step.
    pub dropout: f32,
    /// Features seen less often are not learned.
    pub least: usize,
    /// What it costs to take a new thing for one spoken of before.
    pub false_link: f32,
    /// The same of a noun: in the graph of claims a wrong name for it is worse than none.
    pub false_noun: f32,
    /// What it costs to take a thing spoken of before for a new one.
    pub false_new: f32,
    /// What it costs to take up the wrong thing.
    pub wrong_link: f32,
}

/// The settings that did best on GUM dev of a dozen tried (docs/coreference.md). Weights of features' own beside those for
/// the hidden units did no good: the penalty leaves none.
impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 15,
            rate: 0.1,
            hidden_rate: 0.03,
            penalty: 100.0,
            decay: 0.002,
            dropout: 0.3,
            least: 12,
            false_link: 0.1,
            false_noun: 0.1,
            false_new: 5.0,
            wrong_link: 1.0,
        }
    }
}

struct Example {
    choices: Vec<Vec<u32>>,
    /// Whether each choice is right, and what it costs if not.
    right: Vec<bool>,
    costs: Vec<f32>,
}

/// The table of weights: the features by name, those without weight left out.
#[must_use]
pub fn train(resolver: &Resolver, lessons: &[Lesson], settings: Settings) -> String {
    let mut names = Names::default();
    let mut examples = Vec::new();
    for lesson in lessons {
        collect(resolver, lesson, settings, &mut names, &mut examples);
    }
    let mut counts = vec![0_usize; names.names.len()];
    for feature in examples
        .iter()
        .flat_map(|example| example.choices.iter().flatten())
    {
        counts[*feature as usize] += 1;
    }
    for choice in examples.iter_mut().flat_map(|example| &mut example.choices) {
        choice.retain(|&feature| counts[feature as usize] >= settings.least);
    }
    let deep: Vec<bool> = names.names.iter().map(|(_, is_deep)| *is_deep).collect();
    let mut learner = Learner::new(deep, settings);
    let (mut sum, mut rounds) = (vec![0.0; learner.weights.len()], 0.0);
    for epoch in 0..settings.epochs {
        for example in &examples {
            learner.learn(example);
        }
        // The mean of the later rounds is steadier than the last.
        if epoch >= settings.epochs / 2 {
            rounds += 1.0;
            for (sum, weight) in sum.iter_mut().zip(&learner.weights) {
                *sum += weight;
            }
        }
    }
    let mean: Vec<f32> = sum.into_iter().map(|sum| sum / rounds).collect();
    let is_learned: Vec<bool> = counts
        .iter()
        .map(|&count| count >= settings.least)
        .collect();
    table(&names, &is_learned, &mean)
}

/// The rows of the table, sorted by name; of features that were not learned none.
fn table(names: &Names, is_learned: &[bool], weights: &[f32]) -> String {
    let in_hundredths = |row: &[f32]| -> Vec<i32> {
        let rounded = row.iter().map(|weight| (weight * 100.0).round() as i32);
        rounded.collect()
    };
    let mut rows: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for (at, (name, is_deep)) in names.names.iter().enumerate() {
        let width = if *is_deep { ROW } else { 1 };
        let row = in_hundredths(&weights[at * ROW..at * ROW + width]);
        if is_learned[at] && row.iter().any(|&weight| weight != 0) {
            rows.insert(name, row);
        }
    }
    rows.insert(OUTPUT, in_hundredths(&weights[names.names.len() * ROW..]));
    let mut table = String::new();
    for (name, row) in rows {
        table.push_str(name);
        for weight in row {
            table.push('\t');
            table.push_str(&weight.to_string());
        }
        table.push('\n');
    }
    table
}

fn collect(
    resolver: &Resolver,
    lesson: &Lesson,
    settings: Settings,
    names: &mut Names,
    examples: &mut Vec<Example>,
) {
    let sources = Sources::new(&lesson.text, &lesson.sentences);
    let mut chains = resolver.sure_chains(&lesson.text, &lesson.sentences, &sources);
    let quoted = super::quotes::quoted(&chains, &sources);
    let features = Features::new(&chains, &resolver.lists, quoted);
    for mention in 0..chains.candidates.len() {
        if !ranker::is_open(&chains, &features, mention) {
            continue;
        }
        let Decision {
            choices,
            antecedents,
        } = ranker::decision(&chains, &features, mention, names);
        let thing = |m: usize| lesson.things.get(&chains.candidates[m].place);
        let own = thing(mention);
        let mut right = vec![false];
        right.extend(
            antecedents
                .iter()
                .map(|&before| own.is_some() && thing(before) == own),
        );
        let is_new = !right.contains(&true);
        let false_link = if chains.candidates[mention].form == Form::Noun {
            settings.false_noun
        } else {
            settings.false_link
        };
        right[0] = is_new;
        let mut costs = vec![if is_new { 0.0 } else { settings.false_new }];
        costs.extend(right[1..].iter().map(|&right| match (right, is_new) {
            (true, _) => 0.0,
            (false, true) => false_link,
            (false, false) => settings.wrong_link,
        }));
        let nearest = antecedents
            .iter()
            .zip(&right[1..])
            .find(|(_, right)| **right)
            .map(|(&before, _)| before);
        examples.push(Example {
            choices,
            right,
            costs,
        });
        if let Some(before) = nearest {
            chains.merge(before, mention);
        }
    }
}

/// A feature's own weight and its weights for the hidden units.
const ROW: usize = HIDDEN + 1;

/// The weights in learning: a row a feature, then the row of the output, whose first place is not used.
struct Learner {
    deep: Vec<bool>,
    weights: Vec<f32>,
    squares: Vec<f32>,
    gradient: Vec<f32>,
    is_touched: Vec<bool>,
    random: u64,
    settings: Settings,
}

impl Learner {
    fn new(deep: Vec<bool>, settings: Settings) -> Self {
        let size = (deep.len() + 1) * ROW;
        let mut learner = Self {
            weights: vec![0.0; size],
            squares: vec![0.0; size],
            gradient: vec![0.0; size],
            is_touched: vec![false; deep.len() + 1],
            deep,
            random: 1,
            settings,
        };
        for feature in 0..learner.deep.len() {
            if learner.deep[feature] {
                for unit in 1..ROW {
                    learner.weights[feature * ROW + unit] = learner.random(0.1);
                }
            }
        }
        for unit in 1..ROW {
            let sign = if unit % 2 == 0 { 1.0 } else { -1.0 };
            learner.weights[size - ROW + unit] = sign * 0.3;
        }
        learner
    }

    /// Evenly spread from `-most` to `most`: an xorshift generator, the same in every run.
    fn random(&mut self, most: f32) -> f32 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let share = (self.random >> 40) as f32 / (1_u64 << 24) as f32;
        (2.0 * share - 1.0) * most
    }

    /// One step: the choices' probabilities, their costs added, against the right ones'.
    fn learn(&mut self, example: &Example) {
        let keep = 1.0 - self.settings.dropout;
        let mut mask = [0.0; HIDDEN];
        for unit in &mut mask {
            *unit = if self.random(1.0) < 2.0 * keep - 1.0 {
                1.0 / keep
            } else {
                0.0
            };
        }
        let units: Vec<[f32; HIDDEN]> = example.choices.iter().map(|c| self.units(c)).collect();
        let output = self.deep.len() * ROW + 1;
        let scores: Vec<f32> = (example.choices.iter().zip(&units).zip(&example.costs))
            .map(|((choice, units), cost)| {
                let direct: f32 = choice.iter().map(|&f| self.weights[f as usize * ROW]).sum();
                let deep: f32 = (units.iter().zip(&mask).zip(&self.weights[output..]))
                    .map(|((unit, mask), weight)| unit.max(0.0) * mask * weight)
                    .sum();
                direct + deep + cost
            })
            .collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
        let all: f32 = powers.iter().sum();
        let right: f32 = powers
            .iter()
            .zip(&example.right)
            .filter(|(_, right)| **right)
            .map(|(power, _)| power)
            .sum();
        let mut touched = vec![self.deep.len()];
        for (i, (power, is_right)) in powers.iter().zip(&example.right).enumerate() {
            let wanted = if *is_right {
                power / right.max(1e-20)
            } else {
                0.0
            };
            let step = wanted - power / all;
            if step.abs() < 1e-4 {
                continue;
            }
            let mut slopes = [0.0; HIDDEN];
            for unit in 0..HIDDEN {
                if units[i][unit] > 0.0 {
                    self.gradient[output + unit] += step * units[i][unit] * mask[unit];
                    slopes[unit] = step * self.weights[output + unit] * mask[unit];
                }
            }
            for &feature in &example.choices[i] {
                let feature = feature as usize;
                if !self.is_touched[feature] {
                    self.is_touched[feature] = true;
                    touched.push(feature);
                }
                let row = &mut self.gradient[feature * ROW..(feature + 1) * ROW];
                row[0] += step;
                if self.deep[feature] {
                    for (gradient, slope) in row[1..].iter_mut().zip(&slopes) {
                        *gradient += slope;
                    }
                }
            }
        }
        for feature in touched {
            self.is_touched[feature] = false;
            self.step(feature);
        }
    }

    /// What reaches each hidden unit.
    fn units(&self, choice: &[u32]) -> [f32; HIDDEN] {
        let mut units = [0.0; HIDDEN];
        for &feature in choice {
            let feature = feature as usize;
            if self.deep[feature] {
                let row = &self.weights[feature * ROW + 1..(feature + 1) * ROW];
                for (unit, weight) in units.iter_mut().zip(row) {
                    *unit += weight;
                }
            }
        }
        units
    }

    /// Moves the row of a feature.
    fn step(&mut self, feature: usize) {
        for column in 0..ROW {
            let at = feature * ROW + column;
            let gradient = std::mem::take(&mut self.gradient[at]);
            if gradient == 0.0 {
                continue;
            }
            self.squares[at] += gradient * gradient;
            let rate = if column == 0 {
                self.settings.rate
            } else {
                self.settings.hidden_rate
            };
            let rate = rate / (self.squares[at].sqrt() + 1e-6);
            let moved = self.weights[at] + rate * gradient;
            self.weights[at] = if column == 0 {
                moved.signum() * (moved.abs() - rate * self.settings.penalty).max(0.0)
            } else {
                moved * (1.0 - rate * self.settings.decay).max(0.0)
            };
        }
    }
}
