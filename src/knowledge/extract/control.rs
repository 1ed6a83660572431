//! Raising and control: infinitives and gerunds whose subject the verb above decides. "Expected to join", "accused of
//! supplying", "help them evade".

use super::candidate::Candidate;
use super::clause::Via;
use super::construction::{Construction, Example};
use super::predicate;
use super::view::View;

/// See the module.
#[derive(Debug)]
pub struct Control;

impl Construction for Control {
    fn name(&self) -> &'static str {
        "control"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "The minister is expected to visit Paris.",
                gives: &["minister | visit | Paris"],
                never: &[],
            },
            Example {
                text: "The company was accused of selling weapons.",
                gives: &["company | sell | weapons"],
                never: &[],
            },
            Example {
                text: "Spain helped Portugal build a dam.",
                gives: &["Portugal | build | dam"],
                never: &["Spain | build | dam"],
            },
            Example {
                text: "The soldiers struggled to hold the town.",
                gives: &["soldiers | struggle to hold | town"],
                never: &[],
            },
            Example {
                text: "The group called for all prisoners to be freed.",
                gives: &["- | free | all prisoners"],
                never: &["- | free | group"],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        predicate::candidates(view, self.name(), &[Via::Control])
    }
}
