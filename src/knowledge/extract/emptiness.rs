//! Verbs that say nothing, or not what it was said of: an empty verb alone, a question word for an object, words cut off.

use super::arguments::Arguments;
use super::candidate::{Form, Participant};
use super::lists::Lists;
use super::view::View;
use crate::knowledge::relation;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// Whether the claim would be empty: "they do", "the sums involved", "aimed at" without its aim.
pub(super) fn says_nothing(view: View<'_>, verb: TokenIdx, arguments: &Arguments) -> bool {
    let lists = Lists::get();
    // "go that way": which way is not told.
    let is_that_way = |other: &Participant| {
        view.lemma(other.head) == "way"
            && view
                .related(other.head, Relation::Det)
                .any(|det| matches!(view.lower(det).as_str(), "that" | "this"))
    };
    let is_alone = arguments.others.iter().all(is_that_way)
        && !view
            .children(verb)
            .iter()
            .any(|&child| view.is_time(child) || view.relation(child) == Relation::Compound)
        && relation::adverb_of_verb(view, verb).is_none();
    let sides =
        usize::from(!arguments.subjects.is_empty()) + usize::from(!arguments.objects.is_empty());
    let is_participle = view.relation(verb) == Relation::Acl
        && !view.has_subtype(verb, "relcl")
        && !view.has(verb, Relation::Nsubj)
        && view.is_passive(verb);
    let is_empty_verb = lists.empty_verbs.contains(view.lemma(verb));
    // "make sure that": the clause is the claim.
    let is_making_sure = view.lemma(verb) == "make"
        && view.related(verb, Relation::Xcomp).any(|property| {
            matches!(view.lower(property).as_str(), "sure" | "certain" | "clear")
                && arguments
                    .objects
                    .iter()
                    .all(|object| object.head > property)
        });
    // "do things": nothing is said of them.
    let is_vague = is_alone
        && is_empty_verb
        && arguments.objects.iter().any(|object| {
            object.first == object.last
                && matches!(
                    view.lemma(object.head),
                    "thing" | "stuff" | "something" | "anything" | "everything"
                )
        });
    // "what they want to do": the object is a bare word.
    let is_bare_clause = arguments.objects.len() == 1
        && arguments.objects[0].form == Form::Clause
        && lists
            .empty_verbs
            .contains(view.lemma(arguments.objects[0].head))
        && arguments.objects[0].first == arguments.objects[0].last;
    let is_headless = lists.saying_verbs.contains(view.lemma(verb))
        && arguments
            .objects
            .iter()
            .any(|object| object.form == Form::Clause && is_headless(view, object));
    is_making_sure
        || is_vague
        || is_headless
        || is_bare_clause
        || sides < 2
            && is_alone
            && (is_empty_verb || is_participle)
            && arguments
                .objects
                .iter()
                .all(|object| object.form != Form::Clause)
}

/// "some of whom, he says, [are worse]": a finite clause whose subject was cut off.
fn is_headless(view: View<'_>, clause: &Participant) -> bool {
    matches!(view.xpos(clause.first), "VBD" | "VBZ" | "VBP")
        && !view.has_own_subject(clause.head)
        && !view.has(clause.head, Relation::Expl)
        && view.relation(clause.head) == Relation::Ccomp
}

/// "had his goods confiscated": he did not have them; the participle makes the claim.
pub(super) fn is_causative(view: View<'_>, verb: TokenIdx) -> bool {
    if !matches!(view.lemma(verb), "have" | "get") {
        return false;
    }
    let Some(object) = view.first_related(verb, Relation::Obj) else {
        return false;
    };
    let undergoes = |&child: &TokenIdx| {
        view.xpos(child) == "VBN"
            && view.form(child).starts_with(char::is_lowercase)
            && child > object
            && !view.has(child, Relation::Aux)
            && !view.has_own_subject(child)
            && view.before(child) == Some(object)
    };
    view.related(object, Relation::Acl)
        .any(|child| undergoes(&child) && !view.has(child, Relation::Obl))
}

/// "all those [killed]": a clause that says which are meant says nothing of them.
pub(super) fn is_own_antecedent(view: View<'_>, verb: TokenIdx, object: TokenIdx) -> bool {
    matches!(view.lower(object).as_str(), "those" | "all" | "what")
        && view.tree().dominates(object, verb)
}

/// "[owned] and played for a club": what is owned stands with the next verb, behind its preposition.
pub(super) fn lacks_shared_object(view: View<'_>, verb: TokenIdx, arguments: &Arguments) -> bool {
    let is_bare = arguments.objects.is_empty() && arguments.others.is_empty();
    let next = view
        .after(verb)
        .filter(|&cc| view.relation(cc) == Relation::Cc)
        .and_then(|cc| view.head(cc));
    is_bare
        && next.is_some_and(|next| {
            view.relation(next) == Relation::Conj
                && next.index() == verb.index() + 2
                && !view.has(next, Relation::Obj)
                && view
                    .related(next, Relation::Obl)
                    .any(|oblique| view.has(oblique, Relation::Case))
        })
}

/// "as far as the budget [allows]": what it allows stands outside.
pub(super) fn is_elided(view: View<'_>, verb: TokenIdx, arguments: &Arguments) -> bool {
    let measures = view.relation(verb) == Relation::Advcl
        && view.head(verb).is_some_and(|degree| {
            view.upos(degree) == Upos::Adv && matches!(view.lower(degree).as_str(), "far" | "much")
        });
    measures && arguments.objects.is_empty() && arguments.others.is_empty()
}

/// "the effects [...] were made": words were left out between subject and verb.
pub(super) fn is_cut_off(view: View<'_>, verb: TokenIdx, subject: TokenIdx) -> bool {
    (subject.index().min(verb.index())..verb.index())
        .any(|i| matches!(view.form(TokenIdx::new(i)), "..." | "…" | "[...]" | "[…]"))
}

/// "what" and "which" of a clause that does not say what.
pub(super) fn is_gap(view: View<'_>, head: TokenIdx) -> bool {
    matches!(view.xpos(head), "WP" | "WDT" | "WRB")
}
