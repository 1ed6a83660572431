//! Scores of frames: predicates, their senses, their arguments.
//!
//! Predicates are words. An argument is right if its predicate, its head and its role are;
//! the head of a gold span is that of [`span_head`](crate::language::argument_span::span_head).

use std::collections::BTreeMap;

use super::segmentation::Counts;
use crate::language::frames::{Argument, Frame};
use crate::language::role::Role;
use crate::language::sentence::Sentence;

/// Counts over frames that the system found by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameScores {
    /// Words that are predicates.
    pub predicates: Counts,
    /// Predicates with their sense.
    pub senses: Counts,
    /// Arguments: predicate, head and role.
    pub arguments: Counts,
    /// Arguments whose predicate has the right sense too.
    pub sense_arguments: Counts,
    /// Arguments: predicate, role, first and last word.
    pub spans: Counts,
    /// `arguments` by role.
    pub by_role: BTreeMap<Role, Counts>,
}

impl FrameScores {
    /// Adds a sentence that both annotate.
    ///
    /// # Panics
    /// If the two have not the same words.
    pub fn add(&mut self, gold: &Sentence, system: &Sentence) {
        assert_eq!(gold.len(), system.len(), "frames are scored on gold words");
        for frame in gold.frames() {
            let found = system.frame(frame.predicate());
            let same_sense = found.is_some_and(|found| found.roleset() == frame.roleset());
            count_gold(&mut self.predicates, found.is_some());
            count_gold(&mut self.senses, same_sense);
            for argument in frame.arguments() {
                let is_right = found.is_some_and(|found| has_argument(found, argument));
                count_gold(&mut self.arguments, is_right);
                count_gold(&mut self.sense_arguments, is_right && same_sense);
                count_gold(
                    &mut self.spans,
                    found.is_some_and(|found| has_span(found, argument)),
                );
                count_gold(self.by_role.entry(argument.role()).or_default(), is_right);
            }
        }
        for frame in system.frames() {
            let arguments = frame.arguments().len();
            self.predicates.system += 1;
            self.senses.system += 1;
            for counts in [
                &mut self.arguments,
                &mut self.sense_arguments,
                &mut self.spans,
            ] {
                counts.system += arguments;
            }
            for argument in frame.arguments() {
                self.by_role.entry(argument.role()).or_default().system += 1;
            }
        }
    }
}

fn count_gold(counts: &mut Counts, is_right: bool) {
    counts.gold += 1;
    counts.correct += usize::from(is_right);
}

fn has_argument(frame: &Frame, gold: &Argument) -> bool {
    frame
        .arguments()
        .iter()
        .any(|a| a.head() == gold.head() && a.role() == gold.role())
}

/// Counts each found span at most once: of two gold spans with the same role and words
/// there is never more than one in `PropBank`.
fn has_span(frame: &Frame, gold: &Argument) -> bool {
    frame
        .arguments()
        .iter()
        .any(|a| (a.role(), a.first(), a.last()) == (gold.role(), gold.first(), gold.last()))
}

/// Counts over frames of predicates that the system was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GivenScores {
    /// Predicates with their sense; `system` is the number of gold ones.
    pub senses: Counts,
    /// Arguments: predicate, head and role.
    pub arguments: Counts,
}

impl GivenScores {
    /// Adds a sentence; frames of the system on other words than gold predicates are passed
    /// over, a gold predicate without a frame counts as wrong.
    pub fn add(&mut self, gold: &Sentence, system: &Sentence) {
        for frame in gold.frames() {
            let found = system.frame(frame.predicate());
            let same_sense = found.is_some_and(|found| found.roleset() == frame.roleset());
            count_gold(&mut self.senses, same_sense);
            self.senses.system += 1;
            for argument in frame.arguments() {
                let is_right = found.is_some_and(|found| has_argument(found, argument));
                count_gold(&mut self.arguments, is_right);
            }
            self.arguments.system += found.map_or(0, |found| found.arguments().len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::conllu::{gold, layout, reader};

    /// `frames` is the MISC of the words "Crews", "refused" and "to leave".
    fn sentence(frames: [&str; 3]) -> Sentence {
        let [crews, refused, leave] = frames;
        let file = format!(
            "1\tCrews\tcrew\tNOUN\tNNS\t_\t2\tnsubj\t_\t{crews}\n\
             2\trefused\trefuse\tVERB\tVBD\t_\t0\troot\t_\t{refused}\n\
             3\tto\tto\tPART\tTO\t_\t4\tmark\t_\t_\n\
             4\tleave\tleave\tVERB\tVB\t_\t2\txcomp\t_\t{leave}\n\n"
        );
        let lines = reader::parse(&file).expect("well-formed");
        let tokens = layout::lay_out(&lines).sentences.remove(0);
        gold::sentence(&lines[0], tokens).expect("annotated")
    }

    fn counts(gold: usize, system: usize, correct: usize) -> Counts {
        Counts {
            gold,
            system,
            correct,
        }
    }

    const REFUSED: &str = "Roleset=refuse.01|Args=ARG0:1,ARG1:4:3-4";
    const LEAVE: &str = "Roleset=leave.01|Args=ARG0:1";

    #[test]
    fn gold_against_gold_is_all_right() {
        let gold = sentence(["_", REFUSED, LEAVE]);
        let mut scores = FrameScores::default();
        scores.add(&gold, &gold);
        assert_eq!(
            (scores.predicates, scores.senses),
            (counts(2, 2, 2), counts(2, 2, 2))
        );
        for arguments in [scores.arguments, scores.sense_arguments, scores.spans] {
            assert_eq!(arguments, counts(3, 3, 3));
        }
        let mut given = GivenScores::default();
        given.add(&gold, &gold);
        assert_eq!(
            (given.senses, given.arguments),
            (counts(2, 2, 2), counts(3, 3, 3))
        );
    }

    #[test]
    fn mistakes_cost_what_they_touch() {
        let gold = sentence(["_", REFUSED, LEAVE]);
        // A predicate too many; a wrong sense; a wrong span with the right head; a wrong role.
        let system = sentence([
            "Roleset=crew.01|Args=ARG1:4",
            "Roleset=refuse.01|Args=ARG0:1,ARG1:4",
            "Roleset=leave.02|Args=ARG0:1,ARG2:2",
        ]);
        let mut scores = FrameScores::default();
        scores.add(&gold, &system);
        assert_eq!(scores.predicates, counts(2, 3, 2));
        assert_eq!(scores.senses, counts(2, 3, 1));
        assert_eq!(scores.arguments, counts(3, 5, 3));
        assert_eq!(scores.sense_arguments, counts(3, 5, 2));
        assert_eq!(scores.spans, counts(3, 5, 2));
        let role = |role: &str| scores.by_role[&role.parse().expect("a role")];
        assert_eq!(
            (role("ARG0"), role("ARG2")),
            (counts(2, 2, 2), counts(0, 1, 0))
        );
        let mut given = GivenScores::default();
        given.add(&gold, &system);
        assert_eq!(
            (given.senses, given.arguments),
            (counts(2, 2, 1), counts(3, 4, 3))
        );
    }
}
