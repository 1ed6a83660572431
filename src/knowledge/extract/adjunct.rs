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
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        predicate::candidates(view, self.name(), &[Via::Adjunct])
    }
}
