//! Training of the ranker's weights: the log-linear model of Durrett and Klein 2013
//! (<https://aclanthology.org/D13-1203/>), by Adagrad with an L1 penalty, so that most weights are none.

use std::collections::BTreeMap;

use super::Resolver;
use super::features::Features;
use super::ranker::{self, Decision, Names};
use crate::knowledge::mention::Place;
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
    /// The step of Adagrad.
    pub rate: f32,
    /// The L1 penalty.
    pub penalty: f32,
    /// Features seen less often are not learned.
    pub least: usize,
    /// What it costs to take a new thing for one spoken of before.
    pub false_link: f32,
    /// What it costs to take a thing spoken of before for a new one.
    pub false_new: f32,
    /// What it costs to take up the wrong thing.
    pub wrong_link: f32,
}

/// The settings that did best on GUM dev of a dozen tried (`CoNLL` F1 by heads 61.3; a penalty of .003: 59.9, costs of
/// 8 and .05: 60.0).
impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 15,
            rate: 0.1,
            penalty: 0.02,
            least: 12,
            false_link: 0.1,
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

/// The features with their weights, by name; those without weight are left out.
#[must_use]
pub fn train(resolver: &Resolver, lessons: &[Lesson], settings: Settings) -> BTreeMap<String, f32> {
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
    let mut learner = Learner::new(names.names.len(), settings);
    for _ in 0..settings.epochs {
        for example in &examples {
            learner.learn(example);
        }
    }
    names
        .names
        .into_iter()
        .zip(learner.weights)
        .filter(|(_, weight)| weight.abs() > 0.005)
        .collect()
}

fn collect(
    resolver: &Resolver,
    lesson: &Lesson,
    settings: Settings,
    names: &mut Names,
    examples: &mut Vec<Example>,
) {
    let mut chains = resolver.sure_chains(&lesson.text, &lesson.sentences);
    let quoted = super::quotes::quoted(&chains, &lesson.text);
    let features = Features::new(&chains, &resolver.lists, quoted);
    for mention in 0..chains.candidates.len() {
        if !ranker::is_open(&chains, mention) {
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
        right[0] = is_new;
        let mut costs = vec![if is_new { 0.0 } else { settings.false_new }];
        costs.extend(right[1..].iter().map(|&right| match (right, is_new) {
            (true, _) => 0.0,
            (false, true) => settings.false_link,
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

struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
    gradient: Vec<f32>,
    settings: Settings,
}

impl Learner {
    fn new(features: usize, settings: Settings) -> Self {
        Self {
            weights: vec![0.0; features],
            squares: vec![0.0; features],
            gradient: vec![0.0; features],
            settings,
        }
    }

    /// One step: the choices' probabilities, their costs added, against the right ones'.
    fn learn(&mut self, example: &Example) {
        let scores: Vec<f32> = example
            .choices
            .iter()
            .zip(&example.costs)
            .map(|(choice, cost)| {
                let sum: f32 = choice.iter().map(|&f| self.weights[f as usize]).sum();
                sum + cost
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
        let mut touched = Vec::new();
        for ((choice, power), is_right) in example.choices.iter().zip(&powers).zip(&example.right) {
            let wanted = if *is_right {
                power / right.max(1e-20)
            } else {
                0.0
            };
            let step = wanted - power / all;
            if step.abs() < 1e-4 {
                continue;
            }
            for &feature in choice {
                if self.gradient[feature as usize] == 0.0 {
                    touched.push(feature);
                }
                self.gradient[feature as usize] += step;
            }
        }
        for feature in touched {
            self.step(feature as usize);
        }
    }

    fn step(&mut self, feature: usize) {
        let gradient = std::mem::take(&mut self.gradient[feature]);
        if gradient == 0.0 {
            return;
        }
        self.squares[feature] += gradient * gradient;
        let rate = self.settings.rate / (self.squares[feature].sqrt() + 1e-6);
        let moved = self.weights[feature] + rate * gradient;
        let shrink = rate * self.settings.penalty;
        self.weights[feature] = moved.signum() * (moved.abs() - shrink).max(0.0);
    }
}
