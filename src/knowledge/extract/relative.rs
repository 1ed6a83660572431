//! Relative and participial clauses: what they say of the noun that they follow. "The lawmaker who attended the
//! hearing", "a delegation led by the minister", "troops reinforcing the border".

use super::arguments::Arguments;
use super::candidate::Candidate;
use super::clause::{Via, is_apart};
use super::construction::{Construction, Example};
use super::lists::Lists;
use super::predicate;
use super::view::View;
use crate::knowledge::claim::Tense;
use crate::knowledge::nouns::Sort;
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
                text: "They liked a story about a sailor building a boat.",
                gives: &[],
                never: &["story | build | boat"],
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

/// "the same care they would [have] at home": a clause without a relative pronoun and without an object, where its noun is the
/// object and the frame does not see it, tells nothing.
pub(super) fn lacks_object(view: View<'_>, verb: TokenIdx, arguments: &Arguments) -> bool {
    let Some(noun) = view.head(verb) else {
        return false;
    };
    let is_reduced = view.has_subtype(verb, "relcl")
        && view
            .related(verb, Relation::Nsubj)
            .any(|subject| subject < verb && !view.is_relative(subject))
        && !view
            .subtree(verb)
            .into_iter()
            .any(|word| view.is_relative(word));
    let lists = Lists::get();
    let is_when = lists.gap_nouns.contains(view.lemma(noun))
        || matches!(lists.nouns.sort(view.lemma(noun)), Sort::Time | Sort::Place)
        || view.is_time(noun);
    let needs_object = lists.empty_verbs.contains(view.lemma(verb))
        && !matches!(view.lemma(verb), "go" | "come" | "look" | "remain");
    is_reduced && !is_when && needs_object && !view.is_passive(verb) && arguments.objects.is_empty()
}

/// "nearly everything [users type]", "the biggest role she [has had]": the clause tells which are meant, and without it more
/// would be said than was.
pub(super) fn is_limited(view: View<'_>, verb: TokenIdx, arguments: &Arguments) -> bool {
    arguments.objects.iter().any(|object| {
        let is_object_of_clause = view.tree().dominates(object.head, verb)
            && view
                .related(object.head, Relation::Acl)
                .any(|clause| clause == verb && !is_apart(view, clause))
            && view
                .related(verb, Relation::Nsubj)
                .any(|subject| subject < verb && !view.has_subtype(subject, "pass"));
        let is_all = matches!(
            view.lower(object.head).as_str(),
            "everything" | "anything" | "everyone" | "anyone" | "everybody" | "anybody"
        );
        let is_limited = view.children(object.head).iter().any(|&child| {
            child < object.head
                && (matches!(view.xpos(child), "JJS" | "RBS")
                    || view
                        .related(child, Relation::Advmod)
                        .any(|degree| view.xpos(degree) == "RBS")
                    || matches!(
                        view.lower(child).as_str(),
                        "same" | "only" | "all" | "any" | "every" | "first" | "last" | "no"
                    ))
        });
        is_object_of_clause && (is_all || is_limited)
    })
}
