//! The ranker: of each mention that the sure passes left open, which mention before it speaks of the same thing, if
//! any. A log-linear model over readable features (`data/coref/weights.tsv`, trained on GUM by `training/coref.rs`).

use std::collections::HashMap;

use super::chains::{Chains, MentionIdx};
use super::features::{Features, Score, Sink};
use crate::knowledge::mention::{Determiner, Form};
use crate::knowledge::pronoun::PronounKind;

/// Sentences that a pronoun or a common noun looks back.
const NEAR: usize = 4;
/// Sentences that a mention looks back for a name.
const NAMES_NEAR: usize = 12;

/// The weights of features, by the hashes of their names.
#[derive(Debug)]
pub(super) struct Weights(HashMap<u64, f32>);

impl Default for Weights {
    fn default() -> Self {
        Self::new(include_str!("../../../data/coref/weights.tsv"))
    }
}

impl Weights {
    /// Reads a table of names and weights; rows that are none are passed over.
    pub fn new(table: &str) -> Self {
        let weight = |line: &str| {
            let (name, weight) = line.split_once('\t')?;
            let name: Vec<&str> = name.split('|').collect();
            Some((hash(&name), weight.parse().ok()?))
        };
        Self(table.lines().filter_map(weight).collect())
    }

    /// The weight of the feature with this hash; 0 of one that was never seen.
    pub fn of(&self, feature: u64) -> f32 {
        self.0.get(&feature).copied().unwrap_or(0.0)
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

/// Links each open mention to the best mention before it, or to none.
pub(super) fn link(chains: &mut Chains<'_>, features: &Features<'_>, weights: &Weights) {
    for mention in 0..chains.candidates.len() {
        if !is_open(chains, mention) {
            continue;
        }
        let score = |add: &mut dyn FnMut(&mut Score<'_>)| {
            let mut score = Score { weights, sum: 0.0 };
            add(&mut score);
            score.sum
        };
        let mut best = None;
        let mut most = score(&mut |sink| features.of_new(chains, mention, sink));
        for before in antecedents(chains, features, mention) {
            let sum = score(&mut |sink| features.of_pair(chains, before, mention, sink));
            if sum > most {
                (best, most) = (Some(before), sum);
            }
        }
        if let Some(best) = best {
            chains.merge(best, mention);
        }
    }
}

/// Whether the sure passes left it open what the mention takes up.
pub(super) fn is_open(chains: &Chains<'_>, mention: MentionIdx) -> bool {
    let candidate = &chains.candidates[mention];
    let is_first = chains.chain(mention).mentions[0] == mention;
    is_first
        && !matches!(candidate.form, Form::Demonym | Form::Clause)
        && !candidate.is_pronoun(PronounKind::Relative)
}

/// The mentions before `mention` that it may take up, the nearest first.
pub(super) fn antecedents(
    chains: &Chains<'_>,
    features: &Features<'_>,
    mention: MentionIdx,
) -> Vec<MentionIdx> {
    let two = &chains.candidates[mention];
    (0..mention)
        .rev()
        .filter(|&before| {
            let one = &chains.candidates[before];
            let distance = two.place.sentence - one.place.sentence;
            let is_same = two.pronoun().is_none()
                && (one.lemma == two.lemma || features.string(before) == features.string(mention))
                || matches!(features.kind(mention), "i" | "you" | "we")
                    && features.kind(before) == features.kind(mention);
            let reaches =
                distance <= NEAR || distance <= NAMES_NEAR && one.form == Form::Name || is_same;
            let both_names = one.form == Form::Name && two.form == Form::Name;
            // A noun brought in by "a", or by nothing, is no other noun or name again.
            let is_brought_in = two.form == Form::Noun
                && one.pronoun().is_none()
                && matches!(
                    two.determiner,
                    Determiner::None | Determiner::Indefinite | Determiner::Quantifier
                )
                && one.lemma != two.lemma;
            // Who "I" is, is told by quotations; else only that it is the same "I", or the other one's "you".
            let is_speaker = matches!(features.kind(mention), "i" | "you" | "we")
                && !matches!(features.kind(before), "i" | "you" | "we");
            reaches
                && !is_speaker
                && !is_brought_in
                && !both_names
                && !matches!(one.form, Form::Demonym)
                && !one.is_pronoun(PronounKind::Relative)
                && (one.form == Form::Number) == (two.form == Form::Number)
                && chains.agree(before, mention)
        })
        .collect()
}

/// One decision of the ranker, to learn from.
#[derive(Debug, Default)]
pub(super) struct Decision {
    /// The features of each choice: none first, then each antecedent.
    pub choices: Vec<Vec<u32>>,
    /// The antecedents.
    pub antecedents: Vec<MentionIdx>,
}

/// Numbers features by their names.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<String, u32>,
    /// The names in the order of their numbers.
    pub names: Vec<String>,
}

struct Collect<'a> {
    names: &'a mut Names,
    features: Vec<u32>,
}

impl Sink for Collect<'_> {
    fn take(&mut self, parts: &[&str]) {
        let clean: Vec<String> = parts
            .iter()
            .map(|part| part.replace(['|', '\t', '\n'], "/"))
            .collect();
        let name = clean.join("|");
        let next = self.names.names.len() as u32;
        let number = *self.names.numbers.entry(name.clone()).or_insert(next);
        if number == next {
            self.names.names.push(name);
        }
        self.features.push(number);
    }
}

/// The decision about an open mention.
pub(super) fn decision(
    chains: &Chains<'_>,
    features: &Features<'_>,
    mention: MentionIdx,
    names: &mut Names,
) -> Decision {
    let antecedents = antecedents(chains, features, mention);
    let mut collect = |add: &mut dyn FnMut(&mut Collect<'_>)| {
        let mut sink = Collect {
            names: &mut *names,
            features: Vec::new(),
        };
        add(&mut sink);
        sink.features
    };
    let mut choices = vec![collect(&mut |sink| features.of_new(chains, mention, sink))];
    for &before in &antecedents {
        choices.push(collect(&mut |sink| {
            features.of_pair(chains, before, mention, sink);
        }));
    }
    Decision {
        choices,
        antecedents,
    }
}
