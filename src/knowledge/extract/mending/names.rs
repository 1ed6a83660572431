//! Titles, names and what is said beside names: which word stands for the person.

use super::super::title;
use super::super::view::View;
use super::Edit;
use crate::language::deprel::Relation;
use crate::language::names::{Name, NameType};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The name, not the title before it, stands for the person: "[lawmaker] Park spoke", whatever hangs on what.
pub(super) fn name_after_title(view: View<'_>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for name in view.sentence().names() {
        let before = title::before(view, name).map(|(_, head)| head);
        let Some(head) = before.or_else(|| noun_before(view, name)) else {
            continue;
        };
        let bearer = title::name_head(view, name);
        let is_below = view.tree().dominates(head, bearer);
        let is_beside =
            view.head(head) == view.head(bearer) && view.relation(head) != Relation::Root;
        if view.head(head) == Some(bearer)
            || !(is_below || is_beside)
            || edits.iter().any(|edit| edit.word == head)
        {
            continue;
        }
        if is_below || view.relation(bearer) != Relation::Conj {
            edits.push(Edit::in_place_of(view, bearer, head));
        }
        edits.push(Edit {
            word: head,
            head: Some(bearer),
            deprel: Relation::Nmod.into(),
            upos: None,
        });
        // What follows the name, and the case before both, belongs to the name.
        for &child in view.children(head) {
            let moves = child != bearer
                && !name.contains(child)
                && (child > name.last()
                    || matches!(
                        view.relation(child),
                        Relation::Case | Relation::Cc | Relation::Conj
                    ))
                && !view.tree().dominates(child, bearer);
            if moves {
                edits.push(Edit {
                    word: child,
                    head: Some(bearer),
                    deprel: view.tree().deprel(child).clone(),
                    upos: None,
                });
            }
        }
    }
    edits
}

/// "[newspaper] The People's Daily": a common noun right before the name of a body or work that it is tied to.
fn noun_before(view: View<'_>, name: &Name) -> Option<TokenIdx> {
    let bearer = title::name_head(view, name);
    let noun = view.head(bearer)?;
    let (first, _) = view.tree().extent(bearer);
    let is_tied = matches!(view.relation(bearer), Relation::Appos | Relation::Flat)
        && matches!(
            name.kind(),
            NameType::Org | NameType::WorkOfArt | NameType::Product
        )
        && view.upos(noun) == Upos::Noun
        && view.name(noun).is_none()
        && view.after(noun) == Some(first.min(name.first()))
        && view.features(noun).get("Number") != Some("Plur");
    is_tied.then_some(noun)
}

/// "Ann Hall, *20*; Bob Lee, *32*": a number between marks after a name is an age, no further part.
pub(super) fn numbered_name(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|number| {
            let head = view.head(number)?;
            let is_part = view.relation(number) == Relation::Conj && view.upos(number) == Upos::Num;
            let is_mark = |word: Option<TokenIdx>| {
                word.is_some_and(|word| {
                    matches!(view.form(word), "," | ";" | "." | ":" | "(" | ")")
                })
            };
            let name = view.name(head)?;
            let stands_alone = is_mark(view.before(number)) && is_mark(view.after(number));
            let follows = number.index() == name.last().index() + 2;
            (is_part && stands_alone && follows).then(|| Edit::new(number, head, Relation::Appos))
        })
        .collect()
}

/// "Ann Hall, director of the study, and *chairman* of the centre, says": a title in the singular that is coordinated with
/// the name of one person describes that person.
pub(super) fn title_as_conjunct(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let first = view.head(word)?;
            let has_description = view
                .related(first, Relation::Appos)
                .any(|other| other < word);
            let is_bare = view.relation(word) == Relation::Conj
                && title::is_title(view, word)
                && view.name(word).is_none()
                && view.features(word).get("Number") != Some("Plur")
                && !view.has(word, Relation::Det)
                && !view
                    .children(word)
                    .iter()
                    .any(|&child| view.has_subtype(child, "poss") || view.xpos(child) == "PRP$");
            let is_person = view
                .name(first)
                .is_some_and(|name| name.kind() == NameType::Person);
            (is_bare && is_person && has_description)
                .then(|| Edit::new(word, first, Relation::Appos))
        })
        .collect()
}

/// "homeopathy, *a form* of medicine": what follows a comma without "and", and nothing after it, is no further part.
pub(super) fn apposition_as_conjunct(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let first = view.head(word)?;
            let is_part = view.relation(word) == Relation::Conj
                && matches!(view.upos(word), Upos::Noun | Upos::Propn)
                && matches!(view.upos(first), Upos::Noun | Upos::Propn)
                && !view.is_predicate(word);
            let follows_comma = view
                .before(view.tree().extent(word).0)
                .into_iter()
                .chain(Some(view.tree().extent(word).0))
                .any(|mark| view.form(mark) == ",");
            let is_joined = view
                .related(first, Relation::Conj)
                .filter(|&other| other >= word)
                .chain(view.related(word, Relation::Conj))
                .any(|other| view.has(other, Relation::Cc))
                || view.has(word, Relation::Cc);
            let is_only = view.related(first, Relation::Conj).count() == 1;
            (is_part && follows_comma && !is_joined && is_only)
                .then(|| Edit::new(word, first, Relation::Appos))
        })
        .take(1)
        .collect()
}

/// "pilot and *commander* seats": a bare noun between "and" and a noun in the plural belongs to that noun.
pub(super) fn shared_noun(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|noun| {
            let last = view.after(noun)?;
            let and = view.before(noun)?;
            let is_between = view.relation(noun) == Relation::Conj
                && view.xpos(noun) == "NN"
                && view.name(noun).is_none()
                && view.children(noun).is_empty()
                && view.relation(last) == Relation::Conj
                && view.xpos(last) == "NNS"
                && view.head(last) == view.head(noun)
                && view.relation(and) == Relation::Cc
                && view.head(and) == Some(last);
            is_between.then(|| Edit::new(noun, last, Relation::Compound))
        })
        .collect()
}
