//! Coordinated verbs that belong to another clause than the one that the tree ties them to.

use super::super::lists::Lists;
use super::super::view::View;
use super::super::{clause, title};
use super::Edit;
use crate::knowledge::nouns::Sort;
use crate::language::deprel::Relation;
use crate::language::names::{Name, NameType};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "Singh said that soldiers have come and *are* believed to be near": a coordinated verb in the plural is not about
/// one person, but about the subject of the clause before.
pub(super) fn coordination_that_disagrees(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        if view.relation(word) != Relation::Conj
            || view.has_own_subject(word)
            || !view.is_predicate(word)
        {
            continue;
        }
        let (Some(first), Some(number)) = (view.head(word), number_of_verb(view, word)) else {
            continue;
        };
        let Some(subject) = view.first_related(first, Relation::Nsubj) else {
            continue;
        };
        if number_of_subject(view, subject) == number {
            continue;
        }
        let other = view
            .words()
            .filter(|&verb| {
                verb > first
                    && verb < word
                    && view.tree().dominates(first, verb)
                    && !view.tree().dominates(word, verb)
            })
            .rfind(|&verb| {
                view.first_related(verb, Relation::Nsubj)
                    .is_some_and(|subject| number_of_subject(view, subject) == number)
            });
        if let Some(other) = other {
            return vec![Edit::new(word, other, Relation::Conj)];
        }
    }
    Vec::new()
}

/// "She says the issue is complicated and *will* take time": what will be is part of what she says.
pub(super) fn coordinated_content(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let first = view.head(word)?;
            let content = view
                .related(first, Relation::Ccomp)
                .find(|&clause| clause > first && clause < word)?;
            let is_part = view.relation(word) == Relation::Conj
                && view.upos(word) == Upos::Verb
                && Lists::get().saying_verbs.contains(view.lemma(first))
                && !view.has_own_subject(word)
                && view
                    .related(word, Relation::Aux)
                    .any(|auxiliary| view.xpos(auxiliary) == "MD")
                && view.has_own_subject(content);
            is_part.then(|| Edit::new(word, content, Relation::Conj))
        })
        .collect()
}

/// "argued that the law was late and *wrote* that it would fail": a clause that "that" opens right behind a second verb
/// of saying is said by that verb, not coordinated with what the first one says.
pub(super) fn second_report(view: View<'_>) -> Vec<Edit> {
    let lists = Lists::get();
    view.words()
        .filter_map(|clause| {
            let first = view.tree().extent(clause).0;
            let verb = view.before(first)?;
            let content = view.head(clause)?;
            let is_torn = view.relation(clause) == Relation::Conj
                && view.relation(first) == Relation::Mark
                && view.lower(first) == "that"
                && view.relation(verb) == Relation::Conj
                && view.head(verb) == view.head(content);
            let lemma = view.lemma(verb);
            let reports = view.upos(verb) == Upos::Verb
                && (lists.saying_verbs.contains(lemma) || lists.thinking_verbs.contains(lemma))
                && !view.has(verb, Relation::Ccomp);
            (is_torn && reports).then(|| Edit::new(clause, verb, Relation::Ccomp))
        })
        .collect()
}

/// Whether the finite word of a clause is singular or plural, where its form tells.
fn number_of_verb(view: View<'_>, verb: TokenIdx) -> Option<bool> {
    let finite = view
        .children(verb)
        .iter()
        .copied()
        .find(|&child| matches!(view.relation(child), Relation::Aux | Relation::Cop))
        .unwrap_or(verb);
    match (view.xpos(finite), view.lower(finite).as_str()) {
        ("VBZ", _) | (_, "was") => Some(false),
        ("VBP", "am") => None,
        ("VBP", _) | (_, "were") => Some(true),
        _ => None,
    }
}

/// Whether a subject is plural.
fn number_of_subject(view: View<'_>, subject: TokenIdx) -> bool {
    view.has(subject, Relation::Conj)
        || view.features(subject).get("Number") == Some("Plur")
        || matches!(view.features(subject).get("Person"), Some("1" | "2"))
}

/// "lost his case after being stopped, *detained* and moved": a bare participle is not coordinated with an active verb
/// where a passive one stands before it.
pub(super) fn stray_participle(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        let Some(first) = view
            .head(word)
            .filter(|_| view.relation(word) == Relation::Conj)
        else {
            continue;
        };
        let is_bare = view.xpos(word) == "VBN"
            && !view.has(word, Relation::Aux)
            && !view.has_own_subject(word);
        if !is_bare
            || view.xpos(first) == "VBN"
            || view.upos(first) != Upos::Verb
            || view.has(first, Relation::Aux)
        {
            continue;
        }
        let passive = view
            .words()
            .filter(|&verb| verb > first && verb < word && view.tree().dominates(first, verb))
            .rfind(|&verb| {
                view.xpos(verb) == "VBN"
                    && view.is_passive(verb)
                    && !view.tree().dominates(word, verb)
            });
        if let Some(passive) = passive {
            return vec![Edit::new(word, passive, Relation::Conj)];
        }
    }
    Vec::new()
}

/// "He gave cash to the poor, *owned* and played for a club": a bare past form after a comma, with a further verb behind
/// it, goes on with the clause and does not describe its last noun.
pub(super) fn listed_verb(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        let is_past = matches!(view.xpos(word), "VBN" | "VBD") && view.lower(word).ends_with("ed");
        let is_bare = view.relation(word) == Relation::Acl
            && !view.has_subtype(word, "relcl")
            && !view.has(word, Relation::Obl)
            && !view.has(word, Relation::Aux)
            && view
                .before(word)
                .is_some_and(|comma| view.form(comma) == ",");
        let goes_on = view.related(word, Relation::Conj).any(|other| {
            matches!(view.xpos(other), "VBD" | "VBN") && view.upos(other) == Upos::Verb
        });
        if !is_past || !is_bare || !goes_on {
            continue;
        }
        let verb = view
            .tree()
            .ancestors(word)
            .find(|&above| view.upos(above) == Upos::Verb && view.xpos(above) == "VBD");
        if let Some(verb) = verb {
            return vec![Edit::new(word, verb, Relation::Conj)];
        }
    }
    Vec::new()
}

/// "pictures of singer Ann Hall; *painter* Bob Lee": of the nouns before a conjunct one of its own sort is coordinated with it,
/// not another that this one belongs to: persons with persons, bodies with bodies.
pub(super) fn conjunct_of_sort(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|part| {
            Some(Edit {
                word: part,
                head: Some(noun_of_sort(view, part)?),
                deprel: view.tree().deprel(part).clone(),
                upos: None,
            })
        })
        .collect()
}

/// The noun of its own sort that `part` is coordinated with, where the tree gives one that this noun belongs to.
fn noun_of_sort(view: View<'_>, part: TokenIdx) -> Option<TokenIdx> {
    let first = view.head(part)?;
    let is_part = view.relation(part) == Relation::Conj
        && matches!(view.upos(part), Upos::Noun | Upos::Propn)
        && matches!(view.upos(first), Upos::Noun | Upos::Propn)
        && !view.is_predicate(part)
        && clause::possessor(view, part).is_none_or(|owner| view.xpos(owner) != "PRP$");
    let sort = sort(view, part).filter(|_| is_part)?;
    let differs = match sort {
        // "Ann Hall of the Bank and the Church"
        Sort::Group => self::sort(view, first) == Some(Sort::Person),
        _ => {
            is_no_body(view, first)
                && !clause::acts(view, first)
                && view.relation(first) != Relation::Nsubj
        }
    };
    let mut last = view
        .before(view.tree().extent(part).0)
        .filter(|_| differs)?;
    while matches!(view.upos(last), Upos::Punct | Upos::Cconj) {
        last = view.before(last)?;
    }
    let near = std::iter::once(last)
        .chain(view.tree().ancestors(last))
        .take_while(|&word| {
            word > first
                && matches!(
                    view.relation(word),
                    Relation::Nmod | Relation::Conj | Relation::Appos | Relation::Flat
                )
        })
        .find(|&word| self::sort(view, word) == Some(sort))?;
    // A further part of the same list goes where the one before it goes.
    if view.relation(near) == Relation::Conj && view.head(near) == Some(first) {
        return noun_of_sort(view, near);
    }
    Some(near)
}

/// Whether a noun names neither persons nor bodies: a common noun, a product or a work.
fn is_no_body(view: View<'_>, noun: TokenIdx) -> bool {
    let is_work = view
        .name(noun)
        .is_none_or(|name| matches!(name.kind(), NameType::Product | NameType::WorkOfArt));
    is_work && sort(view, noun).is_none()
}

/// Whether a noun names a person or, by its name, a body; none where it names anything else.
fn sort(view: View<'_>, noun: TokenIdx) -> Option<Sort> {
    match view.name(noun).map(Name::kind) {
        Some(NameType::Person) => Some(Sort::Person),
        Some(NameType::Org) => Some(Sort::Group),
        Some(_) => None,
        None => (view.upos(noun) == Upos::Noun
            && (title::is_title(view, noun) || Lists::get().nouns.is_person(view.lemma(noun))))
        .then_some(Sort::Person),
    }
}
