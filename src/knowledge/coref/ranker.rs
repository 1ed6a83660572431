//! The ranker: of each mention that the sure passes left open, which mention before it speaks of the same thing, if
//! any: the choice that the network of [`super::network`] scores highest (trained on GUM by `training/coref.rs`).

use std::collections::HashMap;

use super::apart;
use super::chains::{Chains, MentionIdx};
use super::features::{Features, Sink};
use super::network::{Network, Weights};
use crate::knowledge::mention::{Determiner, Form};
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::{Number, PronounKind};
use crate::language::deprel::Relation;

/// Sentences that a pronoun or a common noun looks back.
const NEAR: usize = 4;
/// Sentences that a mention looks back for a name.
const NAMES_NEAR: usize = 12;

/// Links each open mention to the best mention before it, or to none.
pub(super) fn link(chains: &mut Chains<'_>, features: &Features<'_>, weights: &Weights) {
    let network = Network::new(weights, chains);
    for mention in 0..chains.candidates.len() {
        if !is_open(chains, features, mention) {
            continue;
        }
        let antecedents = antecedents(chains, features, mention);
        if let Some(best) = best(chains, features, &network, mention, &antecedents) {
            chains.merge(best, mention);
        }
    }
}

/// The antecedent that the network scores highest, if it scores any higher than a new thing.
pub(super) fn best(
    chains: &Chains<'_>,
    features: &Features<'_>,
    network: &Network<'_>,
    mention: MentionIdx,
    antecedents: &[MentionIdx],
) -> Option<MentionIdx> {
    let mut score = network.new_mention(mention);
    features.of_new(chains, mention, &mut score);
    let mut best = None;
    let mut most = score.total();
    let contexts = features.contexts(chains, mention, antecedents);
    let of_mention = network.mention(mention);
    for (&before, context) in antecedents.iter().zip(&contexts) {
        let representative = chains.representative(before, mention);
        network.pair(&mut score, &of_mention, mention, before, representative);
        features.of_pair(chains, (before, mention), context, &mut score);
        let sum = score.total();
        if sum > most {
            (best, most) = (Some(before), sum);
        }
    }
    best
}

/// Whether the sure passes left it open what the mention takes up. Of "I", "my" and the speaker, whom a quotation has
/// joined, the speaker is the one to be looked for, wherever it stands.
pub(super) fn is_open(chains: &Chains<'_>, features: &Features<'_>, mention: MentionIdx) -> bool {
    let candidate = &chains.candidates[mention];
    let mentions = &chains.chain(mention).mentions;
    let is_self = |m: &MentionIdx| matches!(features.kind(*m), "i" | "we");
    let first = mentions
        .iter()
        .find(|m| !is_self(m))
        .unwrap_or(&mentions[0]);
    *first == mention
        && !matches!(
            candidate.form,
            Form::Demonym | Form::Clause | Form::Together
        )
        && !candidate.is_pronoun(PronounKind::Relative)
        && !is_empty(chains, mention)
}

/// "It is estimated that ...": an "it" that speaks of nothing but the clause behind it.
fn is_empty(chains: &Chains<'_>, mention: MentionIdx) -> bool {
    let candidate = &chains.candidates[mention];
    let Some(verb) = chains
        .governor(mention)
        .filter(|_| candidate.lemma == "it" && chains.is_passive_subject(mention))
    else {
        return false;
    };
    let tree = chains.sentences[candidate.place.sentence].tree();
    tree.children(verb).iter().any(|&child| {
        verb < child && matches!(tree.relation(child), Relation::Ccomp | Relation::Csubj)
    })
}

/// The mentions before `mention` that it may take up, the nearest first.
pub(super) fn antecedents(
    chains: &Chains<'_>,
    features: &Features<'_>,
    mention: MentionIdx,
) -> Vec<MentionIdx> {
    let two = &chains.candidates[mention];
    let owner = two
        .possessor
        .and_then(|owner| chains.beside(mention, owner));
    let others = apart::others(chains, features, mention);
    let is_owned = owner.is_some_and(|owner| chains.candidates[owner].form == Form::Name);
    (0..mention)
        .rev()
        .filter(|&before| {
            let one = &chains.candidates[before];
            let distance = two.place.sentence - one.place.sentence;
            // "This", "that" and "it" take up what was said right before.
            let is_far_clause = one.form == Form::Clause
                && (distance > 1
                    || !matches!(features.kind(mention), "this" | "that" | "it")
                    || chains.are_nested(before, mention));
            if is_far_clause || one.form == Form::Demonym || one.is_pronoun(PronounKind::Relative) {
                return false;
            }
            let is_same = two.pronoun().is_none() && features.are_alike(before, mention)
                || matches!(features.kind(mention), "i" | "you" | "we")
                    && features.kind(before) == features.kind(mention);
            let reaches =
                distance <= NEAR || distance <= NAMES_NEAR && one.form == Form::Name || is_same;
            if !reaches || chains.are_one(before, mention) || !chains.may_agree(before, mention) {
                return false;
            }
            let both_names = one.form == Form::Name && two.form == Form::Name;
            // A noun brought in by "a" is nothing spoken of before in other words; one brought in by nothing no other
            // noun or name; a named person's lawyer no other named person.
            let is_brought_in = two.form == Form::Noun
                && match two.determiner {
                    Determiner::Indefinite => features.string(before) != features.string(mention),
                    Determiner::None | Determiner::Quantifier => {
                        one.pronoun().is_none() && one.lemma != two.lemma
                    }
                    Determiner::Possessive => is_owned && one.form == Form::Name,
                    Determiner::Definite | Determiner::Demonstrative => false,
                };
            // Things named together are taken up by plurals only, and by none of themselves.
            let is_apart = one.form == Form::Together
                && (two.number != Some(Number::Plural) || chains.are_nested(before, mention));
            // "This" and "that" alone are nothing that has a name; "those who ..." says whom it means.
            let points_at_name = two.is_pronoun(PronounKind::Demonstrative)
                && (chains.is_named(before) || two.last > two.place.head);
            // "Other officials" are other ones.
            let is_other = one.form == Form::Noun
                && two.form == Form::Noun
                && [one, two]
                    .map(|noun| features.sets_apart(noun))
                    .contains(&true)
                && features.string(before) != features.string(mention)
                || one.form == Form::Noun
                    && two.form == Form::Noun
                    && features.are_told_apart(before, mention);
            // Of two nouns in one sentence the second is no other word for the first, unless a dictionary says so.
            let is_beside = distance == 0
                && one.form == Form::Noun
                && two.form == Form::Noun
                && one.lemma != two.lemma
                && features
                    .lists
                    .nouns
                    .steps_up(&one.lemma, &two.lemma)
                    .is_none();
            // Things neither speak nor agree.
            let is_dumb = features.is_somebody(mention)
                && one.form != Form::Together
                && matches!(
                    chains.chain(before).sort,
                    Some(Sort::Thing | Sort::Event | Sort::Time)
                );
            // Who "I" is, is told by quotations; else only that it is the same "I", or the other one's "you".
            let is_speaker = matches!(features.kind(mention), "i" | "you" | "we")
                && !matches!(features.kind(before), "i" | "you" | "we");
            let is_told_apart = others.iter().any(|&other| chains.are_one(other, before));
            !points_at_name
                && !is_told_apart
                && !is_other
                && !is_dumb
                && !is_beside
                && !is_apart
                && !is_speaker
                && !is_brought_in
                && !both_names
                && (one.form == Form::Number) == (two.form == Form::Number)
                && !apart::are(chains, features, before, mention)
        })
        .collect()
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
    fn take(&mut self, group: &str, parts: &[&str]) {
        let clean: Vec<String> = std::iter::once(&group)
            .chain(parts)
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

/// The features of each choice for an open mention, to learn from: none first, then each antecedent.
pub(super) fn choices(
    chains: &Chains<'_>,
    features: &Features<'_>,
    mention: MentionIdx,
    antecedents: &[MentionIdx],
    names: &mut Names,
) -> Vec<Vec<u32>> {
    let contexts = features.contexts(chains, mention, antecedents);
    let mut collect = |add: &dyn Fn(&mut Collect<'_>)| {
        let mut sink = Collect {
            names: &mut *names,
            features: Vec::new(),
        };
        add(&mut sink);
        sink.features
    };
    let mut choices = vec![collect(&|sink| features.of_new(chains, mention, sink))];
    for (&before, context) in antecedents.iter().zip(&contexts) {
        choices.push(collect(&|sink| {
            features.of_pair(chains, (before, mention), context, sink);
        }));
    }
    choices
}
