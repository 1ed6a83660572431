//! Clauses and properties that complete a verb, an adjective or a noun: which one.

use super::super::clause;
use super::super::lists::Lists;
use super::super::view::View;
use super::Edit;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "dismissed it on the *grounds* 'the claims were late'": the clause right behind the grounds states them, whatever the tree
/// hangs on what.
pub(super) fn clause_of_grounds(view: View<'_>) -> Vec<Edit> {
    for noun in view.words() {
        let is_ground = view.lemma(noun) == "ground"
            && view.relation(noun) == Relation::Obl
            && view.preposition(noun).as_deref() == Some("on");
        let Some(clause) = view.head(noun).filter(|&clause| is_ground && clause > noun) else {
            continue;
        };
        let Some(verb) = view.head(clause).filter(|&verb| verb < noun) else {
            continue;
        };
        let is_stated = view
            .related(clause, Relation::Nsubj)
            .any(|subject| subject > noun && view.tree().extent(subject).0 > noun);
        if is_stated && !view.has(clause, Relation::Cc) && view.upos(verb) == Upos::Verb {
            return vec![
                Edit::new(noun, verb, Relation::Obl),
                Edit::new(clause, noun, Relation::Acl),
            ];
        }
    }
    Vec::new()
}

/// "told the paper in a *statement* that the case was closed": the clause is what the verb of saying says.
pub(super) fn clause_of_statement(view: View<'_>) -> Vec<Edit> {
    let lists = Lists::get();
    view.words()
        .filter_map(|clause| {
            let noun = view.head(clause)?;
            let verb = view.head(noun)?;
            let is_stated = view.relation(clause) == Relation::Acl
                && !view.has_subtype(clause, "relcl")
                && view
                    .related(clause, Relation::Mark)
                    .any(|mark| view.lower(mark) == "that");
            let is_text = view.relation(noun) == Relation::Obl
                && view.preposition(noun).as_deref() == Some("in")
                && lists.text_nouns.contains(view.lemma(noun));
            let says = verb < noun
                && lists.saying_verbs.contains(view.lemma(verb))
                && !view.has(verb, Relation::Ccomp)
                && view
                    .related(verb, Relation::Obj)
                    .all(|told| clause::acts(view, told));
            (is_stated && is_text && says).then(|| Edit::new(clause, verb, Relation::Ccomp))
        })
        .collect()
}

/// "will remain *firm* in its promise": an adjective right behind a verb that links is what the subject is.
pub(super) fn linked_property(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let verb = (0..word.index())
                .rev()
                .map(TokenIdx::new)
                .find(|&before| view.relation(before) != Relation::Advmod)?;
            let is_apart = matches!(
                view.relation(word),
                Relation::Ccomp | Relation::Conj | Relation::Parataxis | Relation::Dep
            ) && (view.head(word) == Some(verb)
                || view.head(word) == view.head(verb));
            let is_bare = view.upos(word) == Upos::Adj
                && ![Relation::Cop, Relation::Nsubj, Relation::Cc, Relation::Mark]
                    .into_iter()
                    .any(|relation| view.has(word, relation));
            let links = view.upos(verb) == Upos::Verb
                && Lists::get().linking_verbs.contains(view.lemma(verb))
                && ![Relation::Xcomp, Relation::Obj]
                    .into_iter()
                    .any(|relation| view.has(verb, relation));
            (is_apart && is_bare && links && !view.tree().dominates(word, verb))
                .then(|| Edit::new(word, verb, Relation::Xcomp))
        })
        .collect()
}

/// "kept the pages *released* on Monday secret": of two complements behind an object the participle right after it
/// describes it.
pub(super) fn participle_behind_object(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let verb = view.head(word)?;
            let object = view.before(word)?;
            let is_first = view.relation(word) == Relation::Xcomp
                && view.xpos(word) == "VBN"
                && view.relation(object) == Relation::Obj
                && view.head(object) == Some(verb)
                && view
                    .related(verb, Relation::Xcomp)
                    .any(|other| other > word && view.upos(other) != Upos::Verb);
            is_first.then(|| Edit::new(word, object, Relation::Acl))
        })
        .collect()
}

/// "'I doubt *that* they know it,' said Ann": of two clauses before a verb of saying the second, opened by "that" with no
/// mark before it, belongs to the first.
pub(super) fn complement_of_complement(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|clause| {
            let saying = view.head(clause)?;
            let first = view.tree().extent(clause).0;
            let opens = view.relation(clause) == Relation::Ccomp
                && clause < saying
                && view.lower(first) == "that"
                && view.relation(first) == Relation::Mark;
            let other = view
                .related(saying, Relation::Ccomp)
                .find(|&other| other < first && view.tree().extent(other).0 < first)?;
            let is_near = view
                .before(first)
                .is_some_and(|before| view.upos(before) != Upos::Punct && before >= other);
            (opens && is_near).then(|| Edit::new(clause, other, Relation::Ccomp))
        })
        .collect()
}

/// "make sure - we all know the boy - *that* he does not": what follows the second dash goes on with what stood before the
/// first one.
pub(super) fn clause_behind_parenthesis(view: View<'_>) -> Vec<Edit> {
    let is_dash = |word: TokenIdx| {
        matches!(view.form(word), "-" | "–" | "—" | "--") && view.xpos(word) != "HYPH"
    };
    let opening = |word: TokenIdx| {
        let first = view.tree().extent(word).0;
        [Some(first), view.before(first)]
            .into_iter()
            .flatten()
            .find(|&word| is_dash(word))
    };
    view.words()
        .filter_map(|clause| {
            let goes_on = matches!(
                view.relation(clause),
                Relation::Acl | Relation::Ccomp | Relation::Advcl
            ) && view.is_predicate(clause)
                && view
                    .related(clause, Relation::Mark)
                    .any(|mark| view.lower(mark) == "that");
            let second = opening(clause).filter(|_| goes_on)?;
            let (aside, first) = view.tree().ancestors(clause).find_map(|above| {
                let first = opening(above).filter(|&first| first < second)?;
                (view.relation(above) == Relation::Parataxis).then_some((above, first))
            })?;
            let mut verb = view.head(aside).filter(|&outer| outer < first)?;
            while let Some(inner) = view
                .related(verb, Relation::Xcomp)
                .find(|&inner| inner < first && view.upos(inner) == Upos::Verb)
            {
                verb = inner;
            }
            Some(Edit::new(clause, verb, Relation::Ccomp))
        })
        .collect()
}

/// "it is estimated hundreds more *remain*": a finite clause with a subject of its own is no open complement.
pub(super) fn finite_complement(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|clause| {
            let verb = view.head(clause)?;
            let is_finite = view.relation(clause) == Relation::Xcomp
                && matches!(view.xpos(clause), "VBP" | "VBZ" | "VBD")
                && verb < clause
                && !view.has(clause, Relation::Mark)
                && view.related(clause, Relation::Nsubj).any(|subject| {
                    subject < clause && subject > verb && !view.is_relative(subject)
                });
            is_finite.then(|| Edit::new(clause, verb, Relation::Ccomp))
        })
        .collect()
}

/// "over *fears* publication would harm them": a noun in the plural makes no compound with a subject; what is feared follows.
pub(super) fn feared_clause(view: View<'_>) -> Vec<Edit> {
    for noun in view.words() {
        let Some(subject) = view.after(noun) else {
            continue;
        };
        let reports = Lists::get().reporting_nouns.contains(view.lemma(noun));
        let is_torn = view.xpos(noun) == "NNS"
            && reports
            && view.relation(noun) == Relation::Compound
            && view.head(noun) == Some(subject)
            && view.relation(subject) == Relation::Nsubj
            && view.has(subject, Relation::Case);
        let Some(clause) = view.head(subject).filter(|_| is_torn) else {
            continue;
        };
        let Some(above) = view.head(clause) else {
            continue;
        };
        let mut edits = vec![
            Edit::new(noun, above, Relation::Obl),
            Edit::new(clause, noun, Relation::Acl),
        ];
        edits.extend(
            view.related(subject, Relation::Case)
                .map(|case| Edit::new(case, noun, Relation::Case)),
        );
        return edits;
    }
    Vec::new()
}

/// "will not go until peace is made, *those who fought* are tried and ...": a noun phrase after a comma, right before the
/// auxiliary of a verb without a subject, is its subject; a clause in the present goes on with the one before it, not with
/// what will be.
pub(super) fn listed_subject(view: View<'_>) -> Vec<Edit> {
    for verb in view.words() {
        let auxiliary = view
            .related(verb, Relation::Aux)
            .find(|&word| word < verb && matches!(view.xpos(word), "VBP" | "VBZ" | "VBD"));
        let is_torn = view.relation(verb) == Relation::Conj
            && view.upos(verb) == Upos::Verb
            && !view.has_own_subject(verb);
        let (Some(auxiliary), Some(main)) = (auxiliary.filter(|_| is_torn), view.head(verb)) else {
            continue;
        };
        let noun = view.children(main).iter().copied().find(|&child| {
            let (first, last) = view.tree().extent(child);
            matches!(view.relation(child), Relation::Obj | Relation::Obl)
                && view.is_nominal(child)
                && !view.has(child, Relation::Case)
                && last.index() + 1 == auxiliary.index()
                && view
                    .before(first)
                    .is_some_and(|comma| view.form(comma) == ",")
        });
        let Some(noun) = noun else { continue };
        let mut edits = vec![Edit {
            word: noun,
            head: Some(verb),
            deprel: if view.has_subtype(auxiliary, "pass") {
                "nsubj:pass"
                    .parse()
                    .unwrap_or_else(|_| Relation::Nsubj.into())
            } else {
                Relation::Nsubj.into()
            },
            upos: None,
        }];
        let is_modal = |word: TokenIdx| {
            view.related(word, Relation::Aux)
                .any(|a| view.xpos(a) == "MD")
        };
        let first = view.tree().extent(noun).0;
        let clause = view.related(main, Relation::Advcl).find(|&clause| {
            view.tree().extent(clause).1.index() + 2 == first.index()
                && view.has_own_subject(clause)
                && !is_modal(clause)
                && is_modal(main)
        });
        if let Some(clause) = clause {
            edits.extend(
                view.related(main, Relation::Conj)
                    .filter(|&part| part >= verb && !is_modal(part))
                    .map(|part| Edit::new(part, clause, Relation::Conj)),
            );
        }
        return edits;
    }
    Vec::new()
}

/// "came to watch the mayor *open* the bridge": a bare verb behind what is seen or heard is what it does.
pub(super) fn perceived_action(view: View<'_>) -> Vec<Edit> {
    for action in view.words() {
        let is_bare = view.upos(action) == Upos::Verb
            && matches!(view.xpos(action), "VB" | "VBP")
            && ![Relation::Nsubj, Relation::Aux, Relation::Cc, Relation::Mark]
                .into_iter()
                .any(|relation| view.has(action, relation));
        let mut last = view.before(action).filter(|_| is_bare);
        while let Some(adverb) = last.filter(|&word| view.upos(word) == Upos::Adv) {
            last = view.before(adverb);
        }
        let object = last.and_then(|last| {
            std::iter::once(last)
                .chain(view.tree().ancestors(last))
                .take_while(|&word| word < action && view.is_nominal(word))
                .find(|&word| view.relation(word) == Relation::Obj)
        });
        let Some(object) = object.filter(|&object| view.tree().extent(action).0 > object) else {
            continue;
        };
        let Some(verb) = view.head(object) else {
            continue;
        };
        let perceives = Lists::get().perception_verbs.contains(view.lemma(verb))
            && verb < object
            && (view.head(action) != Some(verb) || view.relation(action) != Relation::Xcomp)
            && !view.has(verb, Relation::Ccomp)
            && !view.tree().dominates(action, verb);
        if perceives {
            return vec![
                Edit::new(action, verb, Relation::Ccomp),
                Edit::new(object, action, Relation::Nsubj),
            ];
        }
    }
    Vec::new()
}

/// "dubbed the dispute over the film: '*The Long War*'": the name behind a colon is what a verb of naming gives its object.
pub(super) fn given_name(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|name| {
            let is_loose = view.is_nominal(name)
                && matches!(
                    view.relation(name),
                    Relation::Obj | Relation::Obl | Relation::Parataxis
                );
            let (first, last) = view.tree().extent(name);
            let mut start = (first.index()..=last.index())
                .map(TokenIdx::new)
                .find(|&word| view.upos(word) != Upos::Punct)
                .filter(|_| is_loose)?;
            while let Some(mark) = view
                .before(start)
                .filter(|&mark| view.upos(mark) == Upos::Punct && view.form(mark) != ":")
            {
                start = mark;
            }
            view.before(start)
                .filter(|&colon| view.form(colon) == ":")?;
            let naming = view.tree().ancestors(name).find(|&verb| {
                Lists::get().naming_verbs.contains(view.lemma(verb))
                    && view.upos(verb) == Upos::Verb
            })?;
            let lacks_name = view
                .related(naming, Relation::Obj)
                .any(|object| object < name && object != name)
                && !view.has(naming, Relation::Xcomp);
            lacks_name.then(|| Edit::new(name, naming, Relation::Xcomp))
        })
        .collect()
}

/// "flags painted red *to represent* the dead": the infinitive right behind the property that a participle gives is its own.
pub(super) fn purpose_of_property(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|clause| {
            let verb = view.head(clause)?;
            let is_purpose = view.relation(clause) == Relation::Advcl
                && super::super::clause::has_to(view, clause)
                && view.upos(clause) == Upos::Verb;
            let last = view
                .before(view.tree().extent(clause).0)
                .filter(|_| is_purpose)?;
            let property = std::iter::once(last)
                .chain(view.tree().ancestors(last))
                .take_while(|&word| word != verb && view.upos(word) == Upos::Adj)
                .find(|&word| view.relation(word) == Relation::Xcomp)?;
            let participle = view.head(property).filter(|&participle| {
                view.relation(participle) == Relation::Acl
                    && matches!(view.xpos(participle), "VBN" | "VBD")
                    && participle != verb
                    && !view.has(participle, Relation::Obj)
            })?;
            Some(Edit::new(clause, participle, Relation::Advcl))
        })
        .collect()
}
