//! Participles and infinitives beside a clause, with its subject: "After rejecting the reports, Paris ...", "...,
//! citing concerns", "... to support the war".

use super::candidate::{Candidate, Participant};
use super::clause::Via;
use super::construction::{Construction, Example};
use super::predicate;
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;

/// See the module.
#[derive(Debug)]
pub struct Adjunct;

impl Construction for Adjunct {
    fn name(&self) -> &'static str {
        "adjunct"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "The union rejected the offer, citing safety concerns.",
                gives: &["union | cite | safety concerns"],
                never: &["offer | cite | safety concerns"],
            },
            Example {
                text: "After visiting Rome, the queen met the pope.",
                gives: &["queen | visit | Rome"],
                never: &[],
            },
            Example {
                text: "The dam was finished by draining the valley.",
                gives: &[],
                never: &["dam | drain | valley"],
            },
            Example {
                text: "The banks raised their fees, leading to protests.",
                gives: &["banks raised their fees | lead to | protests"],
                never: &["banks | lead to | protests"],
            },
            Example {
                text: "The mayor paid the clerks a bonus. He bribed judges too, giving him power.",
                gives: &[],
                never: &["He | give | power", "mayor | give | power"],
            },
            Example {
                text: "The purpose of the law was to protect farmers, the minister said.",
                gives: &[],
                never: &["minister | protect | farmers"],
            },
            Example {
                text: "They painted flags coloured red to represent the dead.",
                gives: &[],
                never: &["They | represent | dead"],
            },
            Example {
                text: "The goals include building schools and hiring teachers.",
                gives: &[],
                never: &["goals | build | schools", "goals | hire | teachers"],
            },
            Example {
                text: "No one left the town fearing the flood. The mayor stayed, fearing no one.",
                gives: &["mayor | fear | no one"],
                never: &["No one | fear | flood"],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        let mut found = predicate::candidates(view, self.name(), &[Via::Adjunct]);
        found.retain(|candidate| {
            let mut participants = candidate.subjects.iter().chain(&candidate.objects);
            !participants.any(|participant| lends_nobody(view, candidate, participant))
        });
        found
    }
}

/// "No one was refused based on that": of "no one" nothing is said but what its own clause denies.
fn lends_nobody(view: View<'_>, candidate: &Candidate, participant: &Participant) -> bool {
    let is_no = |word: TokenIdx| matches!(view.lower(word).as_str(), "no" | "nobody" | "none");
    let head = participant.head;
    !view.tree().dominates(candidate.predicate, head)
        && (is_no(head) || view.related(head, Relation::Det).any(is_no))
}
