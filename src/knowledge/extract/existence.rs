//! That there is something: "There were no reports of casualties".

use super::arguments;
use super::candidate::{Candidate, Participant, Voice};
use super::clause::Via;
use super::construction::{Construction, Example};
use super::predicate;
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;

/// See the module.
#[derive(Debug)]
pub struct Existence;

impl Construction for Existence {
    fn name(&self) -> &'static str {
        "existence"
    }

    fn examples(&self) -> &'static [Example] {
        &[Example {
            text: "There were protests in Madrid.",
            gives: &["protests | exist | -"],
            never: &["There | be | protests"],
        }]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        view.words()
            .filter_map(|word| existence(view, word))
            .collect()
    }
}

fn existence(view: View<'_>, word: TokenIdx) -> Option<Candidate> {
    let there = view
        .related(word, Relation::Expl)
        .find(|&expletive| view.lower(expletive) == "there")?;
    if predicate::is_question(view) {
        return None;
    }
    let subject = view.first_related(word, Relation::Nsubj)?;
    let (first, last) = predicate::words_of(view, word, word);
    let others = view
        .related(word, Relation::Obl)
        .filter(|&oblique| view.is_nominal(oblique))
        .map(|oblique| {
            let otherwise = if view.is_time(oblique) {
                "ARGM-TMP"
            } else {
                "modifier"
            };
            Participant::of_frame(view, word, oblique, otherwise, &[])
                .with_preposition(view.preposition(oblique))
        })
        .chain(arguments::adverbs(view, word))
        .collect();
    Some(Candidate {
        rule: "existence",
        predicate: word,
        first: first.min(there),
        last,
        lemma: "be".to_owned(),
        label: "exist".to_owned(),
        roleset: view.frame(word).map(|frame| frame.roleset().to_string()),
        stance: word,
        subjects: view
            .conjuncts(subject)
            .into_iter()
            .map(|head| Participant::nominal(view, head, "subject"))
            .collect(),
        objects: Vec::new(),
        arguments: others,
        via: Some(Via::Own),
        voice: Voice::Clause,
    })
}
