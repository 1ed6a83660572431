//! Clauses and properties that complete a verb, and its indirect objects.

use super::super::candidate::{Form, Participant, role};
use super::super::clause;
use super::super::lists::Lists;
use super::super::view::View;
use super::Arguments;
use super::objects;
use crate::language::deprel::Relation;
use crate::language::role::Part;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

pub(super) fn add_indirect_objects(
    view: View<'_>,
    verb: TokenIdx,
    is_passive: bool,
    arguments: &mut Arguments,
) {
    for object in view.related(verb, Relation::Iobj) {
        for head in view.conjuncts(object) {
            arguments
                .others
                .push(Participant::of_frame(view, verb, head, "recipient", &[]));
        }
    }
    // Of two direct objects one is the claim's.
    let own: Vec<TokenIdx> = view.related(verb, Relation::Obj).collect();
    if own.len() == 2 && !is_passive && !view.is_relative(own[0]) {
        let kept = objects::one_object(view, verb, &own);
        for other in own.into_iter().filter(|&other| other != kept) {
            let otherwise = if other < kept {
                "recipient"
            } else {
                "complement"
            };
            for head in view.conjuncts(other) {
                arguments
                    .others
                    .push(Participant::of_frame(view, verb, head, otherwise, &[]));
            }
        }
    }
}

/// Clauses and properties that complete the verb.
pub(super) fn add_complements(
    view: View<'_>,
    verb: TokenIdx,
    is_passive: bool,
    arguments: &mut Arguments,
) {
    let lists = Lists::get();
    for &child in view.children(verb) {
        let relation = view.relation(child);
        match relation {
            Relation::Ccomp | Relation::Csubj => {
                let mut participant = Participant::clause(view, verb, child, &[verb]);
                // "asked [how] they came", where the tree ties "how" to "asked"; "told them [how to] do it".
                let opening = view
                    .before(participant.first)
                    .filter(|&to| view.xpos(to) == "TO")
                    .unwrap_or(participant.first);
                if let Some(how) = view
                    .before(opening)
                    .filter(|&how| how > verb && matches!(view.xpos(how), "WRB" | "WP"))
                {
                    participant.first = how;
                }
                // "... leave them," she stated, saying that ...: one clause is what is said.
                let has_clause = arguments
                    .objects
                    .iter()
                    .any(|object| object.form == Form::Clause);
                if has_clause && relation == Relation::Ccomp {
                    join_clause(view, &participant, verb, arguments);
                    continue;
                }
                let tells = lists.saying_verbs.contains(view.lemma(verb));
                let has_other_object = !arguments.objects.is_empty() && !tells;
                if is_passive && arguments.objects.is_empty() && relation == Relation::Ccomp {
                    arguments.objects.push(participant);
                } else if is_passive || relation == Relation::Csubj || has_other_object {
                    arguments.others.push(participant);
                } else {
                    // "told [reporters] that ...": the one told is no object beside what is said.
                    let told = std::mem::take(&mut arguments.objects);
                    arguments.others.extend(told);
                    arguments.objects.push(participant);
                }
            }
            Relation::Xcomp => {
                let is_clause = view.upos(child) == Upos::Verb || view.has(child, Relation::Cop);
                if is_clause {
                    let participant = Participant::clause(view, verb, child, &[]);
                    let asks = lists.asking.contains(view.lemma(verb));
                    if arguments.objects.is_empty() && !is_passive && !asks {
                        arguments.objects.push(participant);
                    } else {
                        arguments.others.push(participant);
                    }
                } else {
                    let form = if view.is_nominal(child) {
                        Form::Nominal
                    } else {
                        Form::Property
                    };
                    let participant = Participant::of_frame(view, verb, child, "complement", &[]);
                    // "as they get older": the "as" is the clause's.
                    let preposition = view.preposition(child).filter(|_| {
                        view.before(participant.first)
                            .is_some_and(|word| word > verb)
                    });
                    let mut participant = participant
                        .with_form(form)
                        .with_preposition(preposition.clone());
                    // "declared not guilty"
                    if let Some(negation) = view
                        .related(child, Relation::Advmod)
                        .find(|&adverb| view.after(adverb) == Some(participant.first))
                        .filter(|&adverb| view.features(adverb).get("Polarity") == Some("Neg"))
                    {
                        participant.first = negation;
                    }
                    if arguments.objects.is_empty()
                        && !is_passive
                        && lists.linking_verbs.contains(view.lemma(verb))
                    {
                        arguments.preposition = preposition;
                        arguments.objects.push(participant);
                    } else {
                        arguments.others.push(participant);
                    }
                }
            }
            _ => {}
        }
    }
}

/// A second clause of what is said: "I am not persuaded; they have ...," said Ann: both are, where nothing but marks stands
/// between them; else the first.
fn join_clause(view: View<'_>, next: &Participant, verb: TokenIdx, arguments: &mut Arguments) {
    if clause::is_participle(view, next.head) && !view.has_own_subject(next.head) {
        return;
    }
    if let Some(said) = arguments
        .objects
        .iter_mut()
        .find(|object| object.form == Form::Clause)
    {
        let is_beside = (said.last.index() + 1..next.first.index())
            .map(TokenIdx::new)
            .all(|word| {
                word != verb && matches!(view.upos(word), Upos::Punct | Upos::Sconj | Upos::Cconj)
            });
        let end = view.tree().extent(said.head).1;
        if end > next.last {
            // "There is, I think, doubt": the second stands inside the first.
            said.last = said.last.max(end);
            while said.last > said.head && view.upos(said.last) == Upos::Punct {
                said.last = TokenIdx::new(said.last.index() - 1);
            }
        } else if is_beside && said.last < next.first {
            said.last = next.last;
        }
    }
}

/// What an inserted "she said" reports: the clause that it stands in.
pub(super) fn quoted_content(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    if view.relation(verb) != Relation::Parataxis
        || !Lists::get().saying_verbs.contains(view.lemma(verb))
    {
        return;
    }
    if let Some(head) = view.head(verb)
        && view.is_predicate(head)
        && head < verb
    {
        arguments
            .objects
            .push(Participant::clause(view, verb, head, &[verb]));
    }
}

/// Clauses beside the verb without which the claim would say something else: what one is accused of or called on to do,
/// how one cannot do it ("by acting alone"), on which condition.
pub(super) fn add_clauses(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    let lists = Lists::get();
    let is_denied = is_denied(view, verb);
    for clause in view.related(verb, Relation::Advcl) {
        // "India, where ...": tells of the place, not of the verb.
        let is_relative = view.has_subtype(clause, "relcl")
            || view
                .children(clause)
                .iter()
                .any(|&child| view.lower(child) == "where");
        if is_relative || arguments.others.iter().any(|o| o.head == clause) {
            continue;
        }
        let mark = view.children(clause).iter().copied().find(|&child| {
            matches!(view.relation(child), Relation::Mark | Relation::Case) && child < clause
        });
        // "results in [prices] rising": the frame may see the noun alone.
        let subject = view
            .first_related(clause, Relation::Nsubj)
            .filter(|&subject| mark.is_some_and(|mark| mark < subject));
        let is_numbered = view
            .argument(verb, clause)
            .or_else(|| view.argument(verb, subject?))
            .is_some_and(|argument| matches!(argument.role().part(), Part::Numbered(_)))
            || mark.is_some_and(|mark| {
                view.lower(mark) == "of"
                    && crate::knowledge::stance::governs(view.lemma(verb), "of")
            });
        let is_asked = lists.asking.contains(view.lemma(verb)) && clause::has_to(view, clause);
        let word = mark.map(|mark| view.lower(mark)).unwrap_or_default();
        let is_limit = matches!(word.as_str(), "if" | "unless" | "until")
            || is_denied && matches!(word.as_str(), "by" | "because" | "without");
        let is_argument = is_numbered || is_asked;
        if !is_argument && (!is_limit || clause::has_to(view, clause)) {
            continue;
        }
        let mut participant = Participant::clause(view, verb, clause, &[]);
        participant.preposition = mark
            .filter(|&mark| view.xpos(mark) != "TO")
            .map(|mark| view.lower(mark));
        if let Some(role) = subject.and_then(|subject| role(view, verb, subject)) {
            participant.role = role;
        }
        if is_limit && !is_numbered {
            "ARGM-ADV".clone_into(&mut participant.role);
        }
        if !view.is_predicate(clause) {
            participant.form = Form::Property;
        }
        arguments.others.push(participant);
    }
}

/// "insisted [on paying]", "resulted [in prices rising]": what the preposition of the verb brings in stands for a missing
/// object, a clause like a noun.
pub(super) fn promote_clause(arguments: &mut Arguments) {
    let has_complement = arguments
        .others
        .iter()
        .any(|other| other.role == "complement" && other.preposition.is_none());
    if has_complement {
        return;
    }
    let found = arguments.others.iter().position(|other| {
        other.form == Form::Clause
            && matches!(other.role.as_str(), "ARG1" | "ARG2")
            && matches!(
                other.preposition.as_deref(),
                Some("in" | "on" | "about" | "of" | "to" | "against" | "from" | "at" | "with")
            )
    });
    if let Some(at) = found {
        let clause = arguments.others.remove(at);
        arguments.preposition.clone_from(&clause.preposition);
        arguments.objects = vec![clause];
    }
}

/// Whether the verb is denied in its own clause.
fn is_denied(view: View<'_>, verb: TokenIdx) -> bool {
    crate::knowledge::stance::of(view.sentence(), verb).polarity
        == crate::knowledge::claim::Polarity::Negative
}
