//! Verbs with a subject of their own or of a coordinated clause: active, passive with and without agent,
//! ditransitive, with particles and prepositions.

use super::candidate::Candidate;
use super::clause::Via;
use super::construction::{Construction, Example};
use super::predicate;
use super::view::View;

/// See the module.
#[derive(Debug)]
pub struct Verb;

impl Construction for Verb {
    fn name(&self) -> &'static str {
        "verb"
    }

    fn examples(&self) -> &'static [Example] {
        EXAMPLES
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        predicate::candidates(view, self.name(), &[Via::Own, Via::Shared, Via::Role])
    }
}

static EXAMPLES: &[Example] = &[
    Example {
        text: "The president sent 500 soldiers to Mali on Monday.",
        gives: &["president | send | soldiers"],
        never: &["president | send | Mali"],
    },
    Example {
        text: "The bridge was destroyed by rebels.",
        gives: &["rebels | destroy | bridge"],
        never: &["bridge | destroy | rebels"],
    },
    Example {
        text: "Forty people were injured.",
        gives: &["- | injure | people"],
        never: &["people | injure | -"],
    },
    Example {
        text: "Germany and France signed the treaty and left for Geneva.",
        gives: &[
            "Germany | sign | treaty",
            "France | sign | treaty",
            "Germany | leave for | Geneva",
            "France | leave for | Geneva",
        ],
        never: &[],
    },
    Example {
        text: "One guard fled, another was killed.",
        gives: &["- | kill | another guard"],
        never: &[],
    },
    Example {
        text: "The bank lent money. All were pleased with this.",
        gives: &[],
        never: &["All | please | -", "- | please | All"],
    },
    Example {
        text: "He built and paid for a school.",
        gives: &[],
        never: &["He | build | -"],
    },
    Example {
        text: "We have got to make sure the pilots do not sleep.",
        gives: &[],
        never: &["we | make | pilots", "We | make | pilots"],
    },
    Example {
        text: "The town will remain loyal to the king.",
        gives: &["town | remain | loyal to the king"],
        never: &[],
    },
    Example {
        text: "The army carried out an operation.",
        gives: &["army | carry out | operation"],
        never: &[],
    },
    Example {
        text: "They came to witness the mayor and other officials ceremoniously open the bridge.",
        gives: &["mayor | open | bridge", "other officials | open | bridge"],
        never: &["They | open | bridge"],
    },
    Example {
        text: "He took the cake she had baked to the office.",
        gives: &["He | take | cake"],
        never: &["she | bake to | office"],
    },
    Example {
        text: "Ann Hall, whose boat sank near Malta, was rescued by fishermen.",
        gives: &["Ann Hall's boat | sink near | Malta"],
        never: &[],
    },
    Example {
        text: "The law protects workers as far as the budget allows.",
        gives: &[],
        never: &["budget | allow | -"],
    },
    Example {
        text: "\"We will never accept this,\" said Paul Novak.",
        gives: &["We | accept | this"],
        never: &[],
    },
    Example {
        text: "The museum received pilot and commander seats.",
        gives: &["museum | receive | pilot and commander seats"],
        never: &["museum | receive | pilot"],
    },
    Example {
        text: "The court had all his paintings confiscated.",
        gives: &[],
        never: &["court | have | all his paintings confiscated"],
    },
    Example {
        text: "Applicants must signify if they have a licence.",
        gives: &["Applicants | signify | if they have a licence"],
        never: &["they | have | licence"],
    },
    Example {
        text: "The teachers showed the children how to plant trees.",
        gives: &["teachers | show | how to plant trees"],
        never: &[],
    },
    Example {
        text: "We look forward to further talks with the agency.",
        gives: &["We | look forward to | further talks"],
        never: &["We | look to | further talks"],
    },
    Example {
        text: "The talks brought farmers and bankers together.",
        gives: &["talks | bring | farmers and bankers"],
        never: &["talks | bring | farmers"],
    },
    Example {
        text: "The mayor stood in front of the court.",
        gives: &["mayor | stand in front of | court"],
        never: &[],
    },
    Example {
        text: "The review will result in the army becoming smaller.",
        gives: &["review | result in | the army becoming smaller"],
        never: &[],
    },
    Example {
        text: "The program records nearly everything users type.",
        gives: &["program | record | nearly everything users type"],
        never: &["users | type | nearly everything"],
    },
    Example {
        text: "The measures were stricter than expected.",
        gives: &[],
        never: &["- | expect | measures"],
    },
    Example {
        text: "The bank will buy maturing and prepaid bonds.",
        gives: &[],
        never: &["bank | prepay | bonds"],
    },
    Example {
        text: "The town will pay benefits starting January 1.",
        gives: &["town | pay | benefits"],
        never: &["benefits | start | January 1"],
    },
    Example {
        text: "All rights reserved.",
        gives: &[],
        never: &["- | reserve | All rights"],
    },
    Example {
        text: "The paper printed a list of \"Songs You Never Heard Before\".",
        gives: &[],
        never: &["You | hear | Songs"],
    },
    Example {
        text: "Did the army attack the village?",
        gives: &[],
        never: &["army | attack | village"],
    },
];
