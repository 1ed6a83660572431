//! Participles and infinitives beside a clause, with its subject: "After rejecting the reports, Paris ...", "...,
//! citing concerns", "... to support the war".

use super::candidate::Candidate;
use super::clause::Via;
use super::construction::{Construction, Example};
use super::predicate;
use super::view::View;

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
                gives: &[],
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
                text: "The goals include building schools and hiring teachers.",
                gives: &[],
                never: &["goals | build | schools", "goals | hire | teachers"],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        predicate::candidates(view, self.name(), &[Via::Adjunct])
    }
}
