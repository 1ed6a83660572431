//! Verbs and the nouns before them: whose subject is whose.

use super::super::lists::Lists;
use super::super::view::View;
use super::Edit;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// A noun by one tag and a finite verb by the other, with a subject of its own: "the agency *suspects* troops may be
/// near"; a noun right after a verb that lacks an object: "officials *voice* concerns".
pub(super) fn mistagged_verb(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        let is_torn =
            view.upos(word) == Upos::Noun && matches!(view.xpos(word), "VBZ" | "VBD" | "VBP");
        if is_torn
            && view
                .related(word, Relation::Nsubj)
                .any(|subject| subject < word)
            && view.relation(word) == Relation::Nsubj
            && let Some(below) = view.head(word).filter(|&below| below > word)
        {
            let mut verb = Edit::in_place_of(view, word, below);
            verb.upos = Some(Upos::Verb);
            return vec![verb, Edit::new(below, word, Relation::Ccomp)];
        }
        let is_loose = view.upos(word) == Upos::Noun
            && matches!(
                view.relation(word),
                Relation::Advcl | Relation::Dep | Relation::Parataxis
            )
            && !view.is_predicate(word)
            && !view.has(word, Relation::Case)
            && !view.has(word, Relation::Mark);
        if is_loose
            && let Some(verb) = view
                .before(word)
                .filter(|&verb| view.upos(verb) == Upos::Verb)
            && !view.has(verb, Relation::Obj)
            && view.has(verb, Relation::Nsubj)
            && !view.tree().dominates(word, verb)
        {
            return vec![Edit::new(word, verb, Relation::Obj)];
        }
    }
    Vec::new()
}

/// "Ann *smuggled* goods worth millions": a past tense with a subject of its own modifies no noun; it is the clause, and
/// the noun its object.
pub(super) fn finite_modifier(view: View<'_>) -> Vec<Edit> {
    for verb in view.words() {
        let is_torn = view.relation(verb) == Relation::Amod
            && view.xpos(verb) == "VBD"
            && view
                .related(verb, Relation::Nsubj)
                .any(|subject| subject < verb);
        let Some(noun) = view.head(verb).filter(|&noun| is_torn && noun > verb) else {
            continue;
        };
        let Some(above) = view
            .head(noun)
            .filter(|&above| view.relation(noun) == Relation::Nsubj && above > noun)
        else {
            continue;
        };
        let mut edits = vec![
            Edit::in_place_of(view, verb, above),
            Edit::new(noun, verb, Relation::Obj),
            Edit::new(above, noun, Relation::Acl),
        ];
        edits.extend(
            view.children(above)
                .iter()
                .copied()
                .filter(|&child| {
                    child > above
                        && matches!(
                            view.relation(child),
                            Relation::Obl | Relation::Advcl | Relation::Conj | Relation::Punct
                        )
                })
                .map(|child| Edit {
                    word: child,
                    head: Some(verb),
                    deprel: view.tree().deprel(child).clone(),
                    upos: None,
                }),
        );
        return edits;
    }
    Vec::new()
}

/// "the agency *suspects* troops *may* be near": a noun right before a finite verb without a subject is its subject.
pub(super) fn adjacent_subject(view: View<'_>) -> Vec<Edit> {
    for verb in view.words() {
        if view.upos(verb) != Upos::Verb
            || view.has_own_subject(verb)
            || view.has(verb, Relation::Expl)
        {
            continue;
        }
        let modal = view
            .related(verb, Relation::Aux)
            .find(|&auxiliary| view.xpos(auxiliary) == "MD" && auxiliary < verb);
        let is_finite = matches!(view.xpos(verb), "VBZ" | "VBD") && !view.has(verb, Relation::Aux);
        let clause = matches!(view.relation(verb), Relation::Root | Relation::Ccomp);
        let Some(first) = modal.or(is_finite.then_some(verb)).filter(|_| clause) else {
            continue;
        };
        let Some(noun) = view
            .before(first)
            .filter(|&noun| matches!(view.upos(noun), Upos::Noun | Upos::Propn))
        else {
            continue;
        };
        let is_lent = matches!(view.relation(noun), Relation::Nsubj | Relation::Obj)
            && !view.has(noun, Relation::Case)
            && !view.tree().dominates(noun, verb)
            && view.head(noun).is_some_and(|other| {
                view.relation(noun) == Relation::Obj || view.tree().dominates(verb, other)
            });
        let is_object_of_main =
            view.relation(noun) == Relation::Obj && view.head(noun) == view.head(verb);
        if is_lent && !is_object_of_main {
            return vec![Edit::new(noun, verb, Relation::Nsubj)];
        }
    }
    Vec::new()
}

/// "the agency said a delegation [led by X] left": the noun after the verb of saying is the subject of a clause whose
/// verb was taken for its modifier.
pub(super) fn reported_subject(view: View<'_>) -> Vec<Edit> {
    for verb in view.words().filter(|&word| view.upos(word) == Upos::Verb) {
        if !Lists::get().saying_verbs.contains(view.lemma(verb)) {
            continue;
        }
        let before = view
            .related(verb, Relation::Nsubj)
            .find(|&subject| subject < verb);
        let after = view.children(verb).iter().copied().find(|&child| {
            child > verb && matches!(view.relation(child), Relation::Nsubj | Relation::Obj)
        });
        let (Some(_), Some(after)) = (before, after) else {
            continue;
        };
        let finite = view
            .related(after, Relation::Acl)
            .filter(|&clause| {
                matches!(view.xpos(clause), "VBD" | "VBZ" | "VBP")
                    && !view.has_subtype(clause, "relcl")
            })
            .last();
        if let Some(finite) = finite {
            return vec![
                Edit::new(finite, verb, Relation::Ccomp),
                Edit::new(after, finite, Relation::Nsubj),
            ];
        }
    }
    Vec::new()
}

/// "as the offensive *aimed* at driving them out *reached* its fifth day": of two verbs the bare participle with the subject
/// describes it, the finite one behind it is the clause.
pub(super) fn garden_path(view: View<'_>) -> Vec<Edit> {
    for participle in view.words() {
        let is_bare = view.xpos(participle) == "VBN"
            && view.upos(participle) == Upos::Verb
            && !view.has(participle, Relation::Aux)
            && !view.has(participle, Relation::Obj);
        let Some(subject) = view
            .first_related(participle, Relation::Nsubj)
            .filter(|&subject| is_bare && subject < participle)
        else {
            continue;
        };
        let finite = view.words().find(|&verb| {
            verb > participle
                && view.upos(verb) == Upos::Verb
                && matches!(view.xpos(verb), "VBD" | "VBZ" | "VBP")
                && !view.has_own_subject(verb)
                && !view.has(verb, Relation::Cc)
                && view.head(verb) == view.head(participle)
                && view.relation(verb) == view.relation(participle)
        });
        if let Some(finite) = finite {
            return vec![
                Edit::new(subject, finite, Relation::Nsubj),
                Edit::new(participle, subject, Relation::Acl),
            ];
        }
    }
    Vec::new()
}

/// "they came, with France and Spain *providing* ships", "with police at one stage *searching* homes": the noun phrase after
/// "with" does what the participle behind it says.
pub(super) fn with_clause(view: View<'_>) -> Vec<Edit> {
    for verb in view.words() {
        let is_bare = view.xpos(verb) == "VBG"
            && view.upos(verb) == Upos::Verb
            && matches!(view.relation(verb), Relation::Advcl | Relation::Conj)
            && view.children(verb).iter().all(|&child| {
                child > verb
                    || view.upos(child) == Upos::Punct
                    || matches!(view.relation(child), Relation::Obl | Relation::Advmod)
            });
        // "plied him with a theory, calling me mad": behind a comma it is the subject's.
        let first = view.tree().extent(verb).0;
        let is_near = is_bare && view.upos(first) != Upos::Punct;
        let Some(last) = view.before(first).filter(|_| is_near) else {
            continue;
        };
        let held = |last: TokenIdx| {
            std::iter::once(last)
                .chain(view.tree().ancestors(last))
                .take_while(|&word| {
                    word < verb && matches!(view.upos(word), Upos::Noun | Upos::Propn)
                })
                .find(|&word| view.preposition(word).as_deref() == Some("with"))
        };
        // "with police *at one stage* searching": a phrase between the two is the verb's.
        let between = held(last).is_none().then(|| {
            let starts = view.tree().extent(last).0;
            (view.preposition(last).is_some() && view.upos(starts) == Upos::Adp)
                .then(|| view.before(starts))
                .flatten()
        });
        let noun = match between.flatten() {
            Some(before) => held(before),
            None => held(last),
        };
        let Some(noun) = noun.filter(|&noun| !view.tree().dominates(noun, verb)) else {
            continue;
        };
        let Some(case) = view.first_related(noun, Relation::Case) else {
            continue;
        };
        let main = view
            .tree()
            .ancestors(noun)
            .find(|&above| view.upos(above) == Upos::Verb && above < noun);
        if let Some(main) = main {
            let mut edits = vec![
                Edit::new(verb, main, Relation::Advcl),
                Edit::new(noun, verb, Relation::Nsubj),
                Edit::new(case, verb, Relation::Mark),
            ];
            if between.flatten().is_some() {
                edits.push(Edit::new(last, verb, Relation::Obl));
            }
            return edits;
        }
    }
    Vec::new()
}

/// "officials *voice* concerns over": a subject in the plural, a noun that can be a verb, and a noun of reporting that was
/// read as a verb in the singular.
pub(super) fn voiced_concern(view: View<'_>) -> Vec<Edit> {
    for voice in view.words() {
        let lists = Lists::get();
        let (Some(before), Some(concern)) = (view.before(voice), view.after(voice)) else {
            continue;
        };
        let is_torn = view.xpos(voice) == "NN"
            && lists.holding_verbs.contains(view.lemma(voice))
            && view.upos(concern) == Upos::Verb
            && view.xpos(concern) == "VBZ"
            && lists.reporting_nouns.contains(view.lemma(concern))
            && view.relation(before) == Relation::Nsubj
            && view.head(before) == Some(concern)
            && view.features(before).get("Number") == Some("Plur")
            && !view.tree().dominates(voice, concern);
        if !is_torn {
            continue;
        }
        let mut verb = Edit::in_place_of(view, voice, concern);
        verb.upos = Some(Upos::Verb);
        let mut noun = Edit::new(concern, voice, Relation::Obj);
        noun.upos = Some(Upos::Noun);
        let mut edits = vec![verb, noun];
        for &child in view.children(concern) {
            match view.relation(child) {
                Relation::Obl => edits.push(Edit::new(child, concern, Relation::Nmod)),
                _ if child < voice => edits.push(Edit {
                    word: child,
                    head: Some(voice),
                    deprel: view.tree().deprel(child).clone(),
                    upos: None,
                }),
                _ => {}
            }
        }
        return edits;
    }
    Vec::new()
}

/// "it is estimated hundreds more *remain*": a finite clause after a passive of thinking with an empty "it" is what is
/// thought.
pub(super) fn estimated_clause(view: View<'_>) -> Vec<Edit> {
    for verb in view.words() {
        let lemma = view.lemma(verb);
        let lists = Lists::get();
        let thinks = lists.thinking_verbs.contains(lemma)
            || lists.saying_verbs.contains(lemma)
            || lists.raising_verbs.contains(lemma);
        let is_empty = view.upos(verb) == Upos::Verb
            && thinks
            && view.is_passive(verb)
            && !view.has(verb, Relation::Ccomp)
            && !view.has(verb, Relation::Csubj)
            && view
                .related(verb, Relation::Nsubj)
                .any(|subject| view.lower(subject) == "it" && subject < verb);
        if !is_empty {
            continue;
        }
        let clause = view.words().find(|&clause| {
            clause > verb
                && view.is_predicate(clause)
                && matches!(view.relation(clause), Relation::Conj | Relation::Parataxis)
                && (view.head(clause) == Some(verb) || view.head(clause) == view.head(verb))
                && !view.has(clause, Relation::Cc)
        });
        let Some(clause) = clause else { continue };
        let mut edits = vec![Edit::new(clause, verb, Relation::Ccomp)];
        edits.extend(
            view.related(verb, Relation::Nsubj)
                .filter(|&subject| subject > verb && subject < clause)
                .map(|subject| Edit::new(subject, clause, Relation::Nsubj)),
        );
        return edits;
    }
    Vec::new()
}

/// "help [them evade sanctions]": the subject of a bare infinitive is the object of the verb above.
pub(super) fn small_clause(view: View<'_>) -> Vec<Edit> {
    for clause in view.words() {
        if view.relation(clause) != Relation::Ccomp
            || view.xpos(clause) != "VB"
            || view.has(clause, Relation::Mark)
            || view.has(clause, Relation::Aux)
        {
            continue;
        }
        let (Some(verb), Some(subject)) = (
            view.head(clause),
            view.first_related(clause, Relation::Nsubj),
        ) else {
            continue;
        };
        let takes_both = Lists::get().object_purpose.contains(view.lemma(verb));
        if takes_both && verb < subject && subject < clause && !view.has(verb, Relation::Obj) {
            return vec![
                Edit::new(subject, verb, Relation::Obj),
                Edit::new(clause, verb, Relation::Xcomp),
            ];
        }
    }
    Vec::new()
}
