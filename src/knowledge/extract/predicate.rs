//! Verbs as predicates, however they come by their subject: what all constructions with a verb share.

use super::arguments::{self, Arguments};
use super::candidate::{Candidate, Form, Participant, Voice};
use super::clause::{self, Subject, Via};
use super::emptiness;
use super::idiom;
use super::lists::Lists;
use super::question;
use super::relative;
use super::view::View;
use crate::knowledge::relation;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The claims of the verbs whose subject is found in one of the ways `vias`; `rule` names the construction.
#[must_use]
pub fn candidates(view: View<'_>, rule: &'static str, vias: &[Via]) -> Vec<Candidate> {
    view.words()
        .filter(|&word| can_claim(view, word) && vias.contains(&via(view, word)))
        .filter_map(|verb| candidate(view, rule, verb))
        .collect()
}

/// How the verb comes by its subject.
fn via(view: View<'_>, verb: TokenIdx) -> Via {
    if cause(view, verb).is_some() {
        Via::Adjunct
    } else {
        clause::subject(view, verb).map_or(Via::Own, |subject| subject.via)
    }
}

/// Whether the word is a verb that says something of its own.
#[must_use]
pub fn can_claim(view: View<'_>, word: TokenIdx) -> bool {
    let lists = Lists::get();
    // "goods worth millions": a verb by one tag, an adjective by the other.
    if view.upos(word) != Upos::Verb || view.xpos(word).starts_with('J') {
        return false;
    }
    match view.relation(word) {
        Relation::Amod
        | Relation::Compound
        | Relation::Case
        | Relation::Mark
        | Relation::Fixed
        | Relation::Flat
        | Relation::Det
        | Relation::Cc
        | Relation::Advmod
        | Relation::Discourse
        | Relation::Goeswith
        | Relation::Reparandum => return false,
        _ => {}
    }
    if view
        .related(word, Relation::Expl)
        .any(|expletive| view.lower(expletive) == "there")
    {
        return false;
    }
    if idiom::compares(view, word)
        || idiom::is_in_title(view, word)
        || idiom::is_notice(view, word)
        || idiom::opens_date(view, word)
        || is_modifier(view, word)
    {
        return false;
    }
    let lemma = view.lemma(word);
    if view.xpos(word) == "VBG"
        && lists.preposition_verbs.contains(lemma)
        && !view.has_own_subject(word)
    {
        return false;
    }
    !is_semi_auxiliary(view, word)
        && !is_question(view)
        && !question::asks(view, word)
        && !is_order(view, word)
}

/// "buys maturing and [prepaid] bonds": goes on with what the noun is like.
fn is_modifier(view: View<'_>, word: TokenIdx) -> bool {
    view.relation(word) == Relation::Conj
        && view.head(word).is_some_and(|first| {
            matches!(view.relation(first), Relation::Amod | Relation::Compound)
                && view.head(first).is_some_and(|noun| word < noun)
        })
}

/// Whether the verb only says how likely its complement is or in which phase: "appear to face", "is believed to be
/// nearing"; or is one event with it: "struggle to repel".
#[must_use]
pub fn is_semi_auxiliary(view: View<'_>, verb: TokenIdx) -> bool {
    let lists = Lists::get();
    // "try and reassure", "working toward freeing": one event with what is attempted.
    let is_effort = lists.effort_verbs.contains(view.lemma(verb)) && !view.has(verb, Relation::Obj);
    if is_effort
        && view
            .children(verb)
            .iter()
            .any(|&child| is_aim(view, verb, child))
    {
        return true;
    }
    let complement = view.children(verb).iter().copied().find(|&child| {
        (view.relation(child) == Relation::Xcomp
            || clause::has_to(view, child)
                && (view.relation(child) == Relation::Ccomp
                    || view.relation(child) == Relation::Advcl
                        && (lists.effort_verbs.contains(view.lemma(verb))
                            || view.is_passive(verb))))
            && (view.upos(child) == Upos::Verb || view.has(child, Relation::Cop))
            && child > verb
            // "knows how to leave": knowing is no leaving.
            && !view
                .children(child)
                .iter()
                .any(|&word| {
                    word < child
                        && matches!(view.xpos(word), "WRB" | "WP")
                        && !view.is_relative(word)
                })
    });
    let Some(complement) = complement else {
        return false;
    };
    // "the violence that they had to endure": the object is the infinitive's.
    let has_object = view
        .related(verb, Relation::Obj)
        .any(|object| !view.is_relative(object))
        || view.has(verb, Relation::Iobj);
    // "used by officers to track" is using, "used to track" is not.
    let is_use = view.lemma(verb) == "use" && view.is_passive(verb);
    let is_raising = !is_use && lists.raising_verbs.contains(view.lemma(verb))
        || lists.effort_verbs.contains(view.lemma(verb));
    is_raising
        && !has_object
        && (clause::has_to(view, complement)
            || view.xpos(complement) == "VBG"
            || view.is_passive(complement))
}

/// Whether the sentence asks.
#[must_use]
pub fn is_question(view: View<'_>) -> bool {
    view.words()
        .rev()
        .find(|&word| !matches!(view.form(word), "\"" | "”" | "’" | "'" | ")" | "''"))
        .is_some_and(|word| view.form(word).ends_with('?'))
}

/// Whether the verb is an order to the reader: "Read more".
fn is_order(view: View<'_>, verb: TokenIdx) -> bool {
    let is_bare = view.xpos(verb) == "VB"
        && !clause::has_to(view, verb)
        && !view.has(verb, Relation::Aux)
        && !view.has_own_subject(verb);
    is_bare && matches!(view.relation(verb), Relation::Root | Relation::Parataxis)
}

/// The claim of `verb`; none where no one takes part in it.
#[must_use]
pub fn candidate(view: View<'_>, rule: &'static str, verb: TokenIdx) -> Option<Candidate> {
    let mut arguments = with_cause(view, verb, arguments::of(view, verb))?;
    let is_passive = view.is_passive(verb);
    if !is_passive
        && arguments
            .surface
            .as_ref()
            .is_some_and(|subject| cannot_act(view, verb, subject))
    {
        return None;
    }
    if arguments.subjects.is_empty() && (!is_passive || arguments.objects.is_empty()) {
        return None;
    }
    let lists = Lists::get();
    let reports = lists.saying_verbs.contains(view.lemma(verb))
        || lists.thinking_verbs.contains(view.lemma(verb));
    if reports && arguments.objects.is_empty() && arguments.others.is_empty() {
        return None;
    }
    // "make it clear that": the "it" is nothing.
    let is_empty_object = arguments
        .objects
        .iter()
        .any(|object| view.lower(object.head) == "it")
        && arguments
            .others
            .iter()
            .any(|other| other.role == "complement" || other.form == Form::Clause);
    if is_empty_object
        && view.has(verb, Relation::Xcomp)
        && !view
            .related(verb, Relation::Xcomp)
            .any(|x| view.upos(x) == Upos::Verb)
    {
        return None;
    }
    let governor = effort_above(view, verb);
    let (first, last) = words_of(view, governor.unwrap_or(verb), verb);
    let lemma = relation::verb_lemma(view, verb);
    let label = match governor {
        Some(governor) => format!("{} to {lemma}", relation::verb_lemma(view, governor)),
        None => lemma.clone(),
    };
    let had_object = !arguments.objects.is_empty();
    arguments.objects.retain(|object| {
        !emptiness::is_gap(view, object.head)
            && !emptiness::is_own_antecedent(view, verb, object.head)
    });
    // "what they need every day": what is needed is not told.
    let is_free_relative = arguments.objects.is_empty()
        && view.relation(verb) == Relation::Acl
        && view
            .head(verb)
            .is_some_and(|head| view.xpos(head) == "WP" && head < verb)
        && arguments
            .surface
            .as_ref()
            .is_some_and(|subject| subject.via == Via::Own);
    if had_object && arguments.objects.is_empty() || is_free_relative {
        return None;
    }
    if emptiness::says_nothing(view, verb, &arguments)
        || emptiness::is_causative(view, verb)
        || emptiness::lacks_shared_object(view, verb, &arguments)
        || relative::lacks_object(view, verb, &arguments)
        || relative::is_limited(view, verb, &arguments)
        || emptiness::is_elided(view, verb, &arguments)
        || arguments
            .surface
            .as_ref()
            .is_some_and(|subject| emptiness::is_cut_off(view, verb, subject.heads[0]))
    {
        return None;
    }
    let Arguments {
        subjects,
        objects,
        others,
        preposition,
        surface,
    } = arguments;
    let label = relation::with_preposition(&label, preposition.as_deref());
    Some(Candidate {
        rule,
        predicate: verb,
        first,
        last,
        lemma,
        label,
        roleset: view.frame(verb).map(|frame| frame.roleset().to_string()),
        stance: governor.unwrap_or(verb),
        subjects,
        objects,
        arguments: others,
        via: surface.map(|surface| surface.via),
        voice: Voice::Clause,
    })
}

/// "prices rose, [leading] to protests": the whole clause leads to them, not its subject.
fn is_result(view: View<'_>, verb: TokenIdx) -> bool {
    let first = view.tree().extent(verb).0;
    view.relation(verb) == Relation::Advcl
        && view.xpos(verb) == "VBG"
        && Lists::get().result_verbs.contains(view.lemma(verb))
        && ![Relation::Aux, Relation::Mark, Relation::Nsubj]
            .into_iter()
            .any(|relation| view.has(verb, relation))
        && [Some(first), view.before(first)]
            .into_iter()
            .flatten()
            .any(|word| view.form(word) == ",")
}

/// The arguments with the clause that does what the verb says for subject, where it is no noun; none where that is not told, or
/// not what comes of it.
fn with_cause(view: View<'_>, verb: TokenIdx, arguments: Arguments) -> Option<Arguments> {
    let Some(cause) = cause(view, verb) else {
        return (!is_result(view, verb)).then_some(arguments);
    };
    (!arguments.objects.is_empty()).then(|| Arguments {
        surface: Some(Subject {
            heads: vec![cause.head],
            via: Via::Adjunct,
        }),
        subjects: vec![cause],
        ..arguments
    })
}

/// The clause that does what the verb says, where it is the whole clause before and not its subject: that of a result, or what
/// "which" stands for in "they lack salt, which causes illness". None where it does not tell.
fn cause(view: View<'_>, verb: TokenIdx) -> Option<Participant> {
    if view.is_passive(verb) {
        return None;
    }
    let clause = if is_result(view, verb) {
        view.head(verb).filter(|&governor| governor < verb)
    } else {
        clause::of_which(view, verb)
    };
    let clause = clause.filter(|&clause| {
        view.is_predicate(clause)
            && !Lists::get().saying_verbs.contains(view.lemma(clause))
            && !clause::has_to(view, clause)
    })?;
    let subject = view
        .first_related(clause, Relation::Nsubj)
        .filter(|&subject| !view.is_relative(subject))?;
    // "leading into the cup", "meaning 'half the world'": not what comes of it.
    let has_result = match view.lemma(verb) {
        "lead" => view
            .related(verb, Relation::Obl)
            .any(|oblique| view.preposition(oblique).as_deref() == Some("to")),
        "mean" => view.has(verb, Relation::Ccomp),
        _ => true,
    };
    // What stands before its subject only opens it: "when", "after an hour".
    let cut: Vec<TokenIdx> = view
        .children(clause)
        .iter()
        .copied()
        .filter(|&child| child < subject)
        .chain(Some(verb))
        .collect();
    has_result.then(|| Participant::clause(view, verb, clause, &cut))
}

/// Whether a thing would have to act: "the tiles ... to share". The infinitive of a plan, wish or order is someone's;
/// that of "begin", "seem" or "help" can be anything's.
fn cannot_act(view: View<'_>, verb: TokenIdx, subject: &Subject) -> bool {
    if subject.via != Via::Control || !clause::has_to(view, verb) {
        return false;
    }
    let lists = Lists::get();
    let may_be_thing = view.head(verb).is_some_and(|governor| {
        let lemma = view.lemma(governor);
        lists.raising_verbs.contains(lemma)
            || lists.effort_verbs.contains(lemma)
            || lists.raising_adjectives.contains(lemma)
            || lists.object_purpose.contains(lemma)
            || view.is_passive(governor)
    });
    let is_pronoun = |head: TokenIdx| view.upos(head) == Upos::Pron;
    !may_be_thing
        && !subject
            .heads
            .iter()
            .any(|&head| clause::acts(view, head) || is_pronoun(head))
}

/// "try and [reassure]", "work toward [freeing]": one event with the verb of effort.
fn is_aim(view: View<'_>, effort: TokenIdx, verb: TokenIdx) -> bool {
    match view.relation(verb) {
        Relation::Conj => {
            view.lemma(effort) == "try"
                && view.xpos(verb) == "VB"
                && view.xpos(effort).starts_with("VB")
                && verb.index() == effort.index() + 2
        }
        Relation::Advcl => {
            view.xpos(verb) == "VBG"
                && matches!(
                    view.preposition(verb).as_deref(),
                    Some("toward" | "towards" | "at")
                )
        }
        _ => false,
    }
}

/// The verb of effort that governs `verb`: "struggling" of "struggling to repel".
fn effort_above(view: View<'_>, verb: TokenIdx) -> Option<TokenIdx> {
    let governor = view.head(verb)?;
    let is_effort = Lists::get().effort_verbs.contains(view.lemma(governor))
        && !view.has(governor, Relation::Obj)
        && view.upos(governor) == Upos::Verb;
    if is_effort && is_aim(view, governor, verb) {
        return Some(governor);
    }
    (matches!(view.relation(verb), Relation::Xcomp | Relation::Advcl)
        && clause::has_to(view, verb)
        && Lists::get().effort_verbs.contains(view.lemma(governor))
        && view.upos(governor) == Upos::Verb
        && is_semi_auxiliary(view, governor))
    .then_some(governor)
}

/// From the first auxiliary of `from` to the last word of the verb `to`.
#[must_use]
pub fn words_of(view: View<'_>, from: TokenIdx, to: TokenIdx) -> (TokenIdx, TokenIdx) {
    let mut first = from.min(to);
    for &child in view.children(from).iter().rev() {
        if child > from {
            continue;
        }
        match view.relation(child) {
            Relation::Aux | Relation::Cop => first = first.min(child),
            Relation::Advmod | Relation::Punct | Relation::Mark => {}
            // A subject between auxiliary and verb.
            _ => break,
        }
    }
    let particle = view
        .related(to, Relation::Compound)
        .filter(|&child| child > to && child.index() <= to.index() + 2)
        .last();
    (first, particle.unwrap_or(to).max(to))
}
