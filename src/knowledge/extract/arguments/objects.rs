//! The direct objects of a verb.

use super::super::candidate::{Form, Participant};
use super::super::clause;
use super::super::copula;
use super::super::lists::Lists;
use super::super::view::View;
use super::Arguments;
use crate::knowledge::nouns::Sort;
use crate::language::deprel::Relation;
use crate::language::role::{Number, Part, Realisation};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The direct objects, coordinated parts apart, those of a relative clause included.
pub(super) fn direct_objects(
    view: View<'_>,
    verb: TokenIdx,
    subjects: &[TokenIdx],
    is_passive: bool,
) -> Vec<TokenIdx> {
    // "asked them how they came": no object.
    let own: Vec<TokenIdx> = view
        .related(verb, Relation::Obj)
        .filter(|&object| view.xpos(object) != "WRB")
        .collect();
    if let Some(&object) = own.first() {
        if view.is_relative(object) {
            let noun = view
                .relative_clause_of(object)
                .and_then(|clause| view.head(clause));
            // "the reasons that prices rose": nothing rose the reasons.
            return noun
                .filter(|&noun| !Lists::get().gap_nouns.contains(view.lemma(noun)))
                .map(|noun| clause::antecedent(view, object, noun))
                .into_iter()
                .collect();
        }
        let object = one_object(view, verb, &own);
        return view.conjuncts(object);
    }
    if is_passive {
        return Vec::new();
    }
    if let Some(noun) = gap_of_property(view, verb) {
        return vec![noun];
    }
    if let Some(noun) = relativised_object(view, verb, subjects) {
        return vec![noun];
    }
    if let Some(object) = object_by_role(view, verb, subjects) {
        return view.conjuncts(object);
    }
    if let Some(object) = shared_object(view, verb) {
        return vec![object];
    }
    // "reached [its fifth day]": read as a time.
    let owned = view.related(verb, Relation::Obl).find(|&oblique| {
        oblique > verb
            && view.preposition(oblique).is_none()
            && clause::possessor(view, oblique).is_some()
            && view.upos(oblique) == Upos::Noun
    });
    owned.into_iter().collect()
}

/// Of two objects ("paid officials a sum", "declared himself the winner") the one that the frame calls `ARG1`, else the
/// last; not what follows a reflexive.
pub(super) fn one_object(view: View<'_>, verb: TokenIdx, own: &[TokenIdx]) -> TokenIdx {
    let is_patient = |object: TokenIdx| {
        view.argument(verb, object)
            .is_some_and(|argument| argument.role().part() == Part::Numbered(Number::One))
    };
    let is_reflexive = |object: TokenIdx| view.features(object).get("Reflex").is_some();
    match own {
        [first, second] if is_reflexive(*first) || is_patient(*first) && !is_patient(*second) => {
            *first
        }
        [.., last] => *last,
        [] => verb,
    }
}

/// "the threats that they are likely [to face]", "the kind of star he was keen on [meeting]": the noun before the clause.
fn gap_of_property(view: View<'_>, verb: TokenIdx) -> Option<TokenIdx> {
    let property = view.head(verb)?;
    let noun = view
        .head(property)
        .filter(|_| copula::lacks_gap(view, property))?;
    let lists = Lists::get();
    let is_object = !view.is_passive(verb)
        && view.upos(verb) == Upos::Verb
        && !lists.gap_nouns.contains(view.lemma(noun))
        && !matches!(lists.nouns.sort(view.lemma(noun)), Sort::Place | Sort::Time)
        && !view.has(verb, Relation::Obl)
        && !view
            .children(verb)
            .iter()
            .any(|&child| child > verb && view.upos(child) == Upos::Adp);
    is_object.then_some(noun)
}

/// The noun that a relative clause is about, where it is the object of the clause: "the troops that they sent".
fn relativised_object(view: View<'_>, verb: TokenIdx, subjects: &[TokenIdx]) -> Option<TokenIdx> {
    if view.relation(verb) != Relation::Acl
        || !view.has_subtype(verb, "relcl")
        || !view.has(verb, Relation::Nsubj)
    {
        return None;
    }
    let noun = view.head(verb)?;
    if subjects.contains(&noun) || view.is_time(noun) || view.has(verb, Relation::Ccomp) {
        return None;
    }
    let has_other_gap = view.subtree(verb).into_iter().any(|word| {
        view.is_relative(word) && !matches!(view.relation(word), Relation::Obj | Relation::Mark)
    });
    if has_other_gap {
        return None;
    }
    let by_frame = view.frame(verb).is_some_and(|frame| {
        frame.arguments().iter().any(|argument| {
            argument.head() == noun && matches!(argument.role().part(), Part::Numbered(_))
        })
    });
    by_frame.then_some(noun)
}

/// "spent [all her energy] battling": the object that the frame sees and the tree hangs on the next verb.
fn object_by_role(view: View<'_>, verb: TokenIdx, subjects: &[TokenIdx]) -> Option<TokenIdx> {
    let has_complement = [Relation::Ccomp, Relation::Xcomp]
        .into_iter()
        .any(|relation| view.has(verb, relation));
    if has_complement {
        return None;
    }
    let frame = view.frame(verb)?;
    frame.arguments().iter().find_map(|argument| {
        let head = argument.head();
        let is_object = argument.role() == Part::Numbered(Number::One).into()
            && head > verb
            && view.relation(head) == Relation::Obj
            && view.head(head) != Some(verb)
            && !subjects.contains(&head);
        let is_next =
            (verb.index() + 1..head.index()).all(|i| view.upos(TokenIdx::new(i)) != Upos::Verb);
        (is_object && is_next).then_some(head)
    })
}

/// The object of coordinated verbs that stands with another of them: "shipped and sold [weapons]".
fn shared_object(view: View<'_>, verb: TokenIdx) -> Option<TokenIdx> {
    let is_coordinated = view.relation(verb) == Relation::Conj || view.has(verb, Relation::Conj);
    // Only a bare verb leaves its object to the other: "shipped and sold".
    let is_bare = view
        .after(verb)
        .is_some_and(|next| matches!(view.relation(next), Relation::Cc | Relation::Punct));
    if !is_coordinated || !is_bare {
        return None;
    }
    if let Some(object) = object_of_alternatives(view, verb) {
        return Some(object);
    }
    let frame = view.frame(verb)?;
    frame.arguments().iter().find_map(|argument| {
        let head = argument.head();
        (argument.role().part() == Part::Numbered(Number::One)
            && argument.role().realisation() == Realisation::Plain
            && view.relation(head) == Relation::Obj
            && head > verb)
            .then_some(head)
    })
}

/// "may not buy, sell or keep [ivory]": verbs in one form that nothing but commas and "or" stands between share their object.
fn object_of_alternatives(view: View<'_>, verb: TokenIdx) -> Option<TokenIdx> {
    let mut last = verb;
    let mut joins_or = false;
    while let Some(next) = view.after(last) {
        joins_or |= view.relation(next) == Relation::Cc && view.lower(next) == "or";
        let goes_on = view.upos(next) == Upos::Verb && view.xpos(next) == view.xpos(verb);
        if !(goes_on || view.form(next) == "," || view.relation(next) == Relation::Cc) {
            break;
        }
        last = next;
    }
    let is_last = joins_or && last > verb && view.upos(last) == Upos::Verb;
    (verb.index()..=last.index())
        .map(TokenIdx::new)
        .filter(|_| is_last)
        .find_map(|part| view.first_related(part, Relation::Obj))
        .filter(|&object| object > last && !view.is_relative(object))
}

/// Coordinated objects as one.
pub(super) fn join(view: View<'_>, objects: &mut Vec<Participant>) {
    if let [first, .., last] = objects.as_slice()
        && view.tree().dominates(first.head, last.head)
    {
        let joined = Participant {
            last: last.last,
            // No one entity is meant.
            form: Form::Property,
            ..first.clone()
        };
        *objects = vec![joined];
    }
}

/// "thanked [them] for coming": read as an indirect object, though nothing else is the object.
pub(super) fn indirect_as_object(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    let Some(object) = view.first_related(verb, Relation::Iobj) else {
        return;
    };
    if Lists::get().saying_verbs.contains(view.lemma(verb)) {
        return;
    }
    let parts = view.conjuncts(object);
    let (objects, others) = std::mem::take(&mut arguments.others)
        .into_iter()
        .partition(|other| parts.contains(&other.head) && other.preposition.is_none());
    arguments.objects = objects;
    arguments.others = others;
}
