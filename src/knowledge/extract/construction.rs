//! What a construction is, and all of them.

use super::candidate::Candidate;
use super::view::View;
use super::{
    adjunct, apposition, control, copula, existence, light_verb, nominal, possessive, relative,
    title, verb,
};

/// A sentence and the relations that a construction must find in it, or must not.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The sentence.
    pub text: &'static str,
    /// Relations as `subject | label | object`; `-` where there is none.
    pub gives: &'static [&'static str],
    /// Relations that this construction must not give.
    pub never: &'static [&'static str],
}

/// A way in which English says that something happens or holds.
pub trait Construction: Sync {
    /// Its name, which every claim that it finds carries.
    fn name(&self) -> &'static str;

    /// Sentences that show what it finds.
    fn examples(&self) -> &'static [Example];

    /// What it finds in a sentence, in the order of the predicates.
    fn find(&self, view: View<'_>) -> Vec<Candidate>;
}

/// All constructions, the most telling first: of two that find the same the first stays.
pub static ALL: &[&dyn Construction] = &[
    &light_verb::LightVerb,
    &verb::Verb,
    &relative::Relative,
    &control::Control,
    &adjunct::Adjunct,
    &copula::Copula,
    &existence::Existence,
    &title::Title,
    &apposition::Apposition,
    &possessive::Possessive,
    &nominal::Nominal,
];
