//! Relative and participial clauses: what they say of the noun that they follow. "The lawmaker who attended the
//! hearing", "a delegation led by the minister", "troops reinforcing the border".

use super::candidate::Candidate;
use super::clause::Via;
use super::construction::{Construction, Example};
use super::predicate;
use super::view::View;
use crate::knowledge::claim::Tense;
use crate::knowledge::stance;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;

/// See the module.
#[derive(Debug)]
pub struct Relative;

impl Construction for Relative {
    fn name(&self) -> &'static str {
        "relative"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "The lawmaker, who attended the hearing, praised the agency.",
                gives: &["lawmaker | attend | hearing"],
                never: &["lawmaker | praise | agency"],
            },
            Example {
                text: "A convoy led by General Ruiz reached the coast.",
                gives: &["Ruiz | lead | convoy"],
                never: &["convoy | lead | Ruiz"],
            },
            Example {
                text: "Police arrested a man carrying a rifle.",
                gives: &["man | carry | rifle"],
                never: &["Police | carry | rifle"],
            },
            Example {
                text: "The weapons that the company sold were old.",
                gives: &[],
                never: &["weapons | sell | -"],
            },
            Example {
                text: "Schools that want to grow buy land.",
                gives: &["Schools that want to grow | want | grow"],
                never: &[],
            },
            Example {
                text: "The risk is high for the next generation of children born in this town.",
                gives: &[],
                never: &["- | bear | children"],
            },
            Example {
                text: "The rule covers letters, notes that have no date, and maps.",
                gives: &[],
                never: &["maps | have | date", "letters | have | date"],
            },
            Example {
                text: "There were concerns about soldiers being sent to the border.",
                gives: &[],
                never: &["- | send | concerns"],
            },
            Example {
                text: "The navy will stop any ships carrying arms.",
                gives: &[],
                never: &["any ships | carry | arms"],
            },
            Example {
                text: "The children do not get salt, which can lead to illness.",
                gives: &[],
                never: &["salt | lead to | illness"],
            },
            Example {
                text: "The army burned houses of villagers, which stood near the river.",
                gives: &["houses | stand near | river"],
                never: &["villagers | stand near | river"],
            },
            Example {
                text: "A man wearing a mask and handcuffed by the police was shown on television.",
                gives: &["police | handcuff | man"],
                never: &["man | handcuff | -"],
            },
            Example {
                text: "She works on a plan with the Prado Museum, located in Madrid.",
                gives: &["- | locate | Prado Museum"],
                never: &["- | locate | plan"],
            },
            Example {
                text: "The court punishes those who break the law.",
                gives: &[],
                never: &["those | break | law"],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        let mut found = predicate::candidates(view, self.name(), &[Via::Relative, Via::Participle]);
        found.retain(|candidate| !is_description(view, candidate));
        found.retain(|candidate| {
            candidate.subjects.is_empty()
                || candidate
                    .subjects
                    .iter()
                    .any(|subject| !is_anyone(view, subject.head))
        });
        found.retain(|candidate| !tells_which(view, candidate));
        found
    }
}

/// "the next generation of [children born here]": a bare participle that only says which kind of thing is meant, where nothing
/// is told of the past.
fn is_description(view: View<'_>, candidate: &Candidate) -> bool {
    let participle = candidate.predicate;
    let Some(noun) = view.head(participle) else {
        return false;
    };
    let is_bare = view.relation(participle) == Relation::Acl
        && !view.has_subtype(participle, "relcl")
        && view.xpos(participle) == "VBN"
        && candidate.subjects.is_empty()
        && !candidate
            .arguments
            .iter()
            .any(|argument| view.name(argument.head).is_some())
        && view.relation(noun) == Relation::Nmod
        && view.is_bare(noun);
    let told = || {
        view.tree()
            .ancestors(noun)
            .find(|&above| view.is_predicate(above))
            .is_some_and(|above| stance::of(view.sentence(), above).tense == Tense::Past)
    };
    is_bare && !told()
}

/// "offering tiles to schools that want to share them": a clause in the present, without a comma, after a bare plural that
/// stands behind "to" or "for", says which are meant.
fn tells_which(view: View<'_>, candidate: &Candidate) -> bool {
    let clause = candidate.predicate;
    let Some(noun) = view.head(clause) else {
        return false;
    };
    view.has_subtype(clause, "relcl")
        && candidate
            .subjects
            .iter()
            .any(|subject| subject.head == noun)
        && view.is_bare(noun)
        && view.xpos(noun) == "NNS"
        && matches!(view.preposition(noun).as_deref(), Some("to" | "for"))
        && stance::of(view.sentence(), clause).tense == Tense::Present
}

/// "those who break the law", "any ships carrying arms": a relative clause that says which are meant says nothing of them.
fn is_anyone(view: View<'_>, head: TokenIdx) -> bool {
    let is_any = view
        .related(head, Relation::Det)
        .any(|det| matches!(view.lower(det).as_str(), "any" | "every" | "whatever"));
    is_any
        || matches!(
            view.lower(head).as_str(),
            "those" | "one" | "ones" | "anyone" | "anybody" | "everyone" | "everybody" | "whoever"
        )
}
