//! "According to X", "To X, ...".

use std::collections::BTreeSet;

use super::{Report, is_apart};
use crate::knowledge::extract::lists::Lists;
use crate::knowledge::extract::view::View;
use crate::knowledge::nouns::Sort;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::role::{Modifier, Part};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "according to X": the clause that it stands in.
pub(super) fn according(view: View<'_>, word: TokenIdx) -> Option<Report> {
    let to = view.after(word).filter(|&to| view.lower(to) == "to")?;
    // The source: what "according" or "to" depends on, or what depends on it.
    let source = [word, to]
        .into_iter()
        .filter_map(|part| view.head(part))
        .find(|&head| head > to && view.is_nominal(head))
        .or_else(|| {
            [word, to].into_iter().find_map(|part| {
                view.children(part)
                    .iter()
                    .copied()
                    .find(|&child| child > to && view.is_nominal(child))
            })
        })?;
    if Lists::get().measures.contains(view.lemma(source)) && !view.has(source, Relation::Det) {
        return None;
    }
    let own: BTreeSet<TokenIdx> = view.subtree(source).into_iter().chain([word, to]).collect();
    let mut top = [word, source]
        .into_iter()
        .filter_map(|part| view.head(part))
        .find(|head| !own.contains(head))
        .unwrap_or_else(|| view.tree().root());
    while !view.is_predicate(top) || matches!(view.relation(top), Relation::Conj | Relation::Xcomp)
    {
        match view.head(top) {
            Some(above) => top = above,
            None => break,
        }
    }
    // In front of the sentence it is about all of it.
    if word < view.tree().root() && !own.contains(&view.tree().root()) && is_first(view, word) {
        top = view.tree().root();
    }
    // So it is behind the last comma, whatever the tree hangs it on: "..., killing two, according to X."
    if !own.contains(&view.tree().root()) && is_last(view, word, &own) {
        top = view.tree().root();
    }
    Some(Report {
        speakers: view.conjuncts(source),
        cue: word,
        cue_last: to,
        content: view
            .subtree(top)
            .into_iter()
            .filter(|word| !own.contains(word))
            .collect(),
        says: true,
    })
}

/// "To Hill, the rules are a burden": a person in front, to whom nothing is given or done, holds the view that follows.
pub(super) fn in_the_eyes_of(view: View<'_>, to: TokenIdx) -> Option<Report> {
    let root = view.tree().root();
    let person = view
        .head(to)
        .filter(|&person| person > to && view.relation(to) == Relation::Case)?;
    let is_someone = view.is_named(person, NameType::Person)
        || view.name(person).is_none() && view.upos(person) == Upos::Propn
        || Lists::get().nouns.sort(view.lemma(person)) == Sort::Person;
    let last = view.tree().extent(person).1;
    // Right before the subject: not "To my colleagues, when we can, we ...".
    let subject = view.first_related(root, Relation::Nsubj)?;
    let mark = view.before(view.tree().extent(subject).0)?;
    let is_set_off = view.head(person) == Some(root)
        && is_first(view, to)
        && view.form(mark) == ","
        && (mark == last || view.before(mark) == Some(last))
        && !view.has(person, Relation::Acl);
    // Not "To Hill, they gave nothing", which fills a role of the verb.
    let predicate = view.first_related(root, Relation::Cop).unwrap_or(root);
    let is_aside = view
        .argument(predicate, person)
        .is_none_or(|argument| argument.role().part() == Part::Modifier(Modifier::Adv));
    if !is_someone || !is_set_off || !is_aside {
        return None;
    }
    let own: BTreeSet<TokenIdx> = view.subtree(person).into_iter().collect();
    let content = view.words().filter(|word| !own.contains(word));
    Some(Report {
        speakers: view.conjuncts(person),
        cue: to,
        cue_last: to,
        content: content.collect(),
        says: false,
    })
}

fn is_first(view: View<'_>, word: TokenIdx) -> bool {
    (0..word.index()).map(TokenIdx::new).all(|before| {
        view.upos(before) == Upos::Punct
            || view.upos(before) == Upos::Adv
            || view.upos(before) == Upos::Cconj
    })
}

/// Whether a phrase stands behind a comma at the end of a sentence of one piece.
fn is_last(view: View<'_>, first: TokenIdx, phrase: &BTreeSet<TokenIdx>) -> bool {
    let is_behind_comma = view
        .before(first)
        .is_some_and(|before| view.form(before) == ",");
    let ends = (first.index()..view.sentence().len())
        .map(TokenIdx::new)
        .all(|word| phrase.contains(&word) || view.upos(word) == Upos::Punct);
    is_behind_comma && ends && !is_apart(view, TokenIdx::new(0), first)
}
