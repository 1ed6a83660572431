//! What belongs to what someone says, and to the words that say so.

use super::{Edit, View};
use crate::knowledge::extract::lists::Lists;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "The line, *said* the mayor, will open": between commas, with its subject behind it, a verb of saying is put into the
/// clause around it, whose subject stands before it.
pub(super) fn inverted_report(view: View<'_>) -> Vec<Edit> {
    for verb in view.words() {
        let is_comma = |word: Option<TokenIdx>| word.is_some_and(|word| view.form(word) == ",");
        if !says(view, verb) || !is_comma(view.before(verb)) {
            continue;
        }
        let mut subjects = view.related(verb, Relation::Nsubj);
        let (Some(before), Some(speaker)) = (subjects.next(), subjects.next()) else {
            continue;
        };
        let content = view.related(verb, Relation::Ccomp).last();
        let Some(content) = content.filter(|&content| content > speaker) else {
            continue;
        };
        let (first, last) = own_words(view, speaker);
        let is_inverted = before < verb && Some(verb) == view.before(first);
        let is_between = is_comma(view.after(last)) && !view.has_own_subject(content);
        if is_inverted && is_between {
            return vec![
                Edit::in_place_of(view, content, verb),
                Edit::new(verb, content, Relation::Parataxis),
                Edit::new(before, content, Relation::Nsubj),
            ];
        }
    }
    Vec::new()
}

/// "said that they would stay, *and that* the others had left": a second clause with "that" is said too.
pub(super) fn second_content(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let verb = view
                .head(word)
                .filter(|_| view.relation(word) == Relation::Conj)?;
            let mut contents = view.related(verb, Relation::Ccomp);
            let content = contents.find(|&content| content > verb && content < word)?;
            let mut own = view.subtree(word).into_iter();
            let is_joined = own
                .find(|&first| view.upos(first) != Upos::Punct)
                .is_some_and(|first| view.relation(first) == Relation::Cc)
                && own.next().is_some_and(|mark| is_that(view, mark, word));
            let is_content = is_joined && view.has_own_subject(word) && thinks(view, verb);
            is_content.then(|| Edit::new(word, content, Relation::Conj))
        })
        .collect()
}

/// "say that better *radios* and an officer on board will help": what stands between "that" and a clause joined to it, with
/// no verb of its own, is the first of its subjects.
pub(super) fn first_subject(view: View<'_>) -> Vec<Edit> {
    for noun in view.words() {
        let Some(verb) = view.head(noun) else {
            continue;
        };
        let is_bare = view.relation(noun) == Relation::Ccomp
            && view.is_nominal(noun)
            && says(view, verb)
            && ![Relation::Cop, Relation::Nsubj, Relation::Aux]
                .into_iter()
                .any(|relation| view.has(noun, relation));
        let mark = view
            .after(verb)
            .filter(|&mark| is_bare && mark < noun && view.lower(mark) == "that");
        let clause = view
            .related(verb, Relation::Conj)
            .chain(view.related(noun, Relation::Conj))
            .find(|&clause| clause > noun && view.has_own_subject(clause));
        let (Some(mark), Some(clause)) = (mark, clause) else {
            continue;
        };
        let and = view.first_related(clause, Relation::Cc);
        let second = view.first_related(clause, Relation::Nsubj);
        if let (Some(and), Some(second)) = (and, second)
            && view
                .after(and)
                .is_some_and(|first| view.tree().extent(second).0 == first)
        {
            return vec![
                Edit::new(clause, verb, Relation::Ccomp),
                Edit::new(noun, clause, Relation::Nsubj),
                Edit::new(second, noun, Relation::Conj),
                Edit::new(and, second, Relation::Cc),
                Edit::new(mark, clause, Relation::Mark),
            ];
        }
    }
    Vec::new()
}

fn says(view: View<'_>, verb: TokenIdx) -> bool {
    view.upos(verb) == Upos::Verb && Lists::get().saying_verbs.contains(view.lemma(verb))
}

fn thinks(view: View<'_>, verb: TokenIdx) -> bool {
    says(view, verb) || Lists::get().thinking_verbs.contains(view.lemma(verb))
}

fn is_that(view: View<'_>, mark: TokenIdx, clause: TokenIdx) -> bool {
    view.head(mark) == Some(clause)
        && view.relation(mark) == Relation::Mark
        && view.lower(mark) == "that"
}

/// The first and last word of a noun's phrase, without the marks at its edges.
fn own_words(view: View<'_>, noun: TokenIdx) -> (TokenIdx, TokenIdx) {
    let words: Vec<TokenIdx> = view
        .subtree(noun)
        .into_iter()
        .filter(|&word| view.upos(word) != Upos::Punct)
        .collect();
    (
        words.first().copied().unwrap_or(noun),
        words.last().copied().unwrap_or(noun),
    )
}
