//! Clauses inside clauses: indirect questions, what a noun of thought holds, what tells how someone is.

use super::super::clause;
use super::super::lists::Lists;
use super::super::view::View;
use super::Edit;
use crate::knowledge::nouns::Sort;
use crate::knowledge::stance;
use crate::language::deprel::Relation;
use crate::language::role::{Number, Part};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "showed the children *how to plant* trees", "know *what to expect*": the question word belongs to the infinitive, which is
/// what is shown.
pub(super) fn question_infinitive(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let is_question = matches!(view.xpos(word), "WRB" | "WP");
            let to = view
                .after(word)
                .filter(|&to| is_question && view.xpos(to) == "TO")?;
            let infinitive = view.head(to)?;
            let verb = match view.head(infinitive)? {
                head if head == word => view.head(word)?,
                head if Some(head) == view.head(word) => head,
                _ => return None,
            };
            let governs = view.upos(verb) == Upos::Verb
                && verb < word
                && matches!(
                    view.relation(infinitive),
                    Relation::Acl | Relation::Ccomp | Relation::Xcomp | Relation::Advcl
                );
            let inside = if view.xpos(word) == "WP" {
                Relation::Obj
            } else {
                Relation::Advmod
            };
            governs.then(|| {
                [
                    Edit::new(infinitive, verb, Relation::Ccomp),
                    Edit::new(word, infinitive, inside),
                ]
            })
        })
        .flatten()
        .collect()
}

/// "must state *if they have* a record": a clause with "if" or "whether" that the frame of the verb before takes for what is
/// asked or told is no condition.
pub(super) fn asked_clause(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|clause| {
            let verb = view.head(clause)?;
            let asks = view.relation(clause) == Relation::Advcl
                && view.related(clause, Relation::Mark).any(|mark| {
                    matches!(view.lower(mark).as_str(), "if" | "whether")
                        && view.before(mark).is_some_and(|before| {
                            before >= verb
                                && !matches!(
                                    view.upos(before),
                                    Upos::Punct | Upos::Adp | Upos::Sconj
                                )
                                && !matches!(view.lower(before).as_str(), "as" | "even" | "only")
                        })
                });
            let is_told = view
                .argument(verb, clause)
                .is_some_and(|argument| argument.role() == Part::Numbered(Number::One).into());
            let lacks_object = view.upos(verb) == Upos::Verb
                && !Lists::get().linking_verbs.contains(view.lemma(verb))
                && ![Relation::Obj, Relation::Ccomp, Relation::Xcomp]
                    .into_iter()
                    .any(|relation| view.has(verb, relation));
            (asks && is_told && lacks_object).then(|| Edit::new(clause, verb, Relation::Ccomp))
        })
        .collect()
}

/// "the fear *there was* no way out", "the claim *they were* armed": a clause that lacks nothing behind a noun of thought is
/// what is thought, not what tells which thought is meant.
pub(super) fn thought_clause(view: View<'_>) -> Vec<Edit> {
    let thinks = |noun: TokenIdx| {
        view.upos(noun) == Upos::Noun && stance::noun_governs(view.lemma(noun), "that")
    };
    for clause in view.words() {
        let Some(above) = view.head(clause) else {
            continue;
        };
        // "the threat they are likely to face": what is faced stands outside.
        let lacks_nothing = [Relation::Expl, Relation::Cop, Relation::Obj]
            .into_iter()
            .any(|relation| view.has(clause, relation))
            && !view.has(clause, Relation::Xcomp);
        let opens = view
            .related(clause, Relation::Nsubj)
            .chain(view.related(clause, Relation::Expl))
            .map(|subject| view.tree().extent(subject).0)
            .min();
        let Some(opens) = opens.filter(|_| lacks_nothing) else {
            continue;
        };
        let is_full = !view
            .subtree(clause)
            .into_iter()
            .any(|word| view.is_relative(word) || matches!(view.xpos(word), "WDT" | "WP" | "WRB"));
        if !is_full {
            continue;
        }
        if view.has_subtype(clause, "relcl") && thinks(above) && view.before(opens) == Some(above) {
            return vec![Edit::new(clause, above, Relation::Acl)];
        }
        // "with the fear there was no way out", read as one clause with the fear in it.
        let noun = view.before(opens).filter(|&noun| {
            view.relation(clause) == Relation::Advcl
                && thinks(noun)
                && view.relation(noun) == Relation::Obl
                && view.head(noun) == Some(clause)
                && view.has(noun, Relation::Case)
        });
        if let Some(noun) = noun {
            return vec![
                Edit::new(noun, above, Relation::Obl),
                Edit::new(clause, noun, Relation::Acl),
            ];
        }
    }
    Vec::new()
}

/// "is on the record *opposing* the tax", "was on the phone *talking*": what someone does where or how he is, is his and not
/// that of the thing.
pub(super) fn participle_of_state(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|verb| {
            let noun = view.head(verb)?;
            let is_bare = view.relation(verb) == Relation::Acl
                && view.xpos(verb) == "VBG"
                && view.upos(verb) == Upos::Verb
                && !view.has(verb, Relation::Mark)
                && view.tree().extent(verb).0 == verb;
            let is_state = view.has(noun, Relation::Cop)
                && view.has(noun, Relation::Case)
                && view.upos(noun) == Upos::Noun
                && !clause::acts(view, noun);
            let holder = view.first_related(noun, Relation::Nsubj)?;
            let by_frame = view
                .argument(verb, holder)
                .is_some_and(|argument| argument.role() == Part::Numbered(Number::Zero).into());
            (is_bare && is_state && by_frame).then(|| Edit::new(verb, noun, Relation::Advcl))
        })
        .collect()
}

/// "things about your town *that you* might not like": a clause that tells which one is meant belongs to no noun of which there
/// is but one, its owner's.
pub(super) fn restrictive_clause(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|clause| {
            let noun = view.head(clause)?;
            let holder = view.head(noun)?;
            let (first, _) = view.tree().extent(clause);
            let restricts = view.has_subtype(clause, "relcl")
                && view.lower(first) == "that"
                && view
                    .before(first)
                    .is_some_and(|before| view.upos(before) != Upos::Punct);
            let is_one =
                clause::possessor(view, noun).is_some_and(|owner| view.xpos(owner) == "PRP$");
            let is_free = view.relation(noun) == Relation::Nmod
                && view.upos(holder) == Upos::Noun
                && holder < noun
                && clause::possessor(view, holder).is_none()
                && view.name(holder).is_none();
            (restricts && is_one && is_free).then(|| Edit {
                word: clause,
                head: Some(holder),
                deprel: view.tree().deprel(clause).clone(),
                upos: None,
            })
        })
        .collect()
}

/// "left *the night* before they had planned": a noun of time behind a verb, with what it came before or after, is no
/// object.
pub(super) fn time_before(view: View<'_>) -> Vec<Edit> {
    let lists = Lists::get();
    view.words()
        .filter_map(|noun| {
            let is_time = view.relation(noun) == Relation::Obj
                && lists.nouns.sort(view.lemma(noun)) == Sort::Time
                && view
                    .related(noun, Relation::Det)
                    .any(|det| view.lower(det) == "the");
            let verb = view.head(noun).filter(|_| is_time)?;
            let next = view.after(noun).filter(|&next| {
                matches!(view.lower(next).as_str(), "before" | "after")
                    && lists.leaving_verbs.contains(view.lemma(verb))
            })?;
            let mut edits = vec![Edit {
                deprel: "obl:tmod".parse().unwrap_or_else(|_| Relation::Obl.into()),
                ..Edit::new(noun, verb, Relation::Obl)
            }];
            // The clause or noun that it came before goes with it.
            edits.extend(
                view.head(next)
                    .filter(|&other| view.head(other) == Some(verb))
                    .map(|other| {
                        let relation = if view.relation(other) == Relation::Advcl {
                            Relation::Advcl
                        } else {
                            Relation::Nmod
                        };
                        Edit::new(other, noun, relation)
                    }),
            );
            Some(edits)
        })
        .flatten()
        .collect()
}

/// "got instructions in Rome *on building* boats": a gerund with the preposition that the object takes tells what the object is
/// about, not when or why.
pub(super) fn gerund_of_noun(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|gerund| {
            let verb = view.head(gerund)?;
            let is_gerund = view.relation(gerund) == Relation::Advcl
                && view.xpos(gerund) == "VBG"
                && view.upos(verb) == Upos::Verb
                && !view.has_own_subject(gerund);
            let mark = view
                .related(gerund, Relation::Mark)
                .find(|&mark| is_gerund && mark < gerund)?;
            let noun = view.related(verb, Relation::Obj).find(|&noun| {
                noun > verb
                    && noun < mark
                    && stance::noun_governs(view.lemma(noun), &view.lower(mark))
            })?;
            let is_verbs = stance::governs(view.lemma(verb), &view.lower(mark))
                || view.lower(mark) == "for"
                || view.lower(mark) == "to";
            (!is_verbs).then(|| Edit::new(gerund, noun, Relation::Acl))
        })
        .collect()
}

/// "cared more *about going* out": a gerund with a preposition hangs on the verb, not on the word of degree between.
pub(super) fn gerund_of_degree(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|gerund| {
            let degree = view.head(gerund)?;
            let verb = view.head(degree)?;
            let is_degree = matches!(view.xpos(degree), "RBR" | "JJR")
                && view.relation(degree) == Relation::Advmod
                && view.upos(verb) == Upos::Verb
                && verb < degree;
            let is_phrase = view.relation(gerund) == Relation::Advcl
                && view.xpos(gerund) == "VBG"
                && view.related(gerund, Relation::Mark).any(|mark| {
                    mark > degree && view.upos(mark) != Upos::Part && view.lower(mark) != "than"
                });
            (is_degree && is_phrase).then(|| Edit::new(gerund, verb, Relation::Advcl))
        })
        .collect()
}

/// "results in *the few* becoming fewer": a bare noun phrase between the preposition of a gerund and the gerund does what it
/// says.
pub(super) fn subject_of_gerund(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|gerund| {
            let verb = view.head(gerund)?;
            let is_gerund = view.relation(gerund) == Relation::Advcl
                && view.xpos(gerund) == "VBG"
                && !view.has_own_subject(gerund);
            let mark = view
                .related(gerund, Relation::Mark)
                .find(|&mark| is_gerund && mark < gerund && view.upos(mark) != Upos::Part)?;
            let noun = view.children(verb).iter().copied().find(|&noun| {
                mark < noun
                    && noun < gerund
                    && view.relation(noun) == Relation::Obl
                    && !view.has(noun, Relation::Case)
            })?;
            Some(Edit::new(noun, gerund, Relation::Nsubj))
        })
        .collect()
}
