//! Words that stand for a noun or a clause said elsewhere: "another", "all", "this". What they stand for, where the
//! sentence tells it.

use super::candidate::Participant;
use super::clause;
use super::lists::Lists;
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// Whether the word is such a word, with nothing beside it that tells what is meant.
#[must_use]
pub fn is_bare(view: View<'_>, word: TokenIdx) -> bool {
    Lists::get().pro_forms.contains(view.lower(word).as_str())
        && view.children(word).iter().all(|&child| {
            matches!(
                view.relation(child),
                Relation::Case | Relation::Punct | Relation::Cc | Relation::Conj
            ) || view.relation(child) == Relation::Advmod && child < word
                || view.has(word, Relation::Cop)
        })
}

/// Whether a phrase is or holds a relative pronoun: "who", "some of whom", "whose leader". Who that is is not told.
#[must_use]
pub fn is_relative(view: View<'_>, participant: &Participant) -> bool {
    (participant.first.index()..=participant.last.index())
        .map(TokenIdx::new)
        .any(|word| {
            matches!(
                view.lower(word).as_str(),
                "who" | "whom" | "whose" | "which"
            ) && view.form(word) != "WHO"
                && (word == participant.head || view.head(word) == Some(participant.head))
        })
}

/// The pronoun in a phrase such as "some of whom" and the noun that it stands for, right before the phrase.
#[must_use]
pub fn part_of(view: View<'_>, participant: &Participant) -> Option<(TokenIdx, TokenIdx)> {
    let pronoun = participant.last;
    let is_part = view.lower(pronoun) == "whom"
        && view.preposition(pronoun).as_deref() == Some("of")
        && view.head(pronoun) == Some(participant.head);
    let last = (0..participant.first.index())
        .rev()
        .map(TokenIdx::new)
        .find(|&word| view.upos(word) != Upos::Punct || view.form(word) == ";")
        .filter(|_| is_part)?;
    let antecedent = match view.name(last) {
        Some(name) => super::title::name_head(view, name),
        None => last,
    };
    matches!(view.upos(antecedent), Upos::Noun | Upos::Propn).then_some((pronoun, antecedent))
}

/// The noun that "whose" before the head of a phrase stands for: "Ann Hall, *whose boat* sank". A bare kind ("people whose boats
/// sink") or a pronoun ("those whose ...") names no one.
#[must_use]
pub fn possessor(view: View<'_>, participant: &Participant) -> Option<TokenIdx> {
    let whose = view
        .children(participant.head)
        .iter()
        .copied()
        .find(|&word| view.lower(word) == "whose" && word < participant.head)?;
    let clause = view
        .relative_clause_of(whose)
        .filter(|_| !view.has(participant.head, Relation::Cop))?;
    let noun = clause::antecedent(view, whose, view.head(clause)?);
    let is_told = matches!(view.upos(noun), Upos::Noun | Upos::Propn)
        && noun < whose
        && (clause::is_apart(view, clause) || !view.is_bare(noun));
    is_told.then_some(noun)
}

/// "*North* and South Korea": a direction that shares the rest of the name after "and"; the first and the last word of the rest.
#[must_use]
pub fn shared_name(view: View<'_>, word: TokenIdx) -> Option<(TokenIdx, TokenIdx)> {
    let is_direction = |word: TokenIdx| {
        matches!(
            view.form(word),
            "North" | "South" | "East" | "West" | "Northern" | "Southern" | "Eastern" | "Western"
        )
    };
    let and = view.after(word).filter(|&and| view.lower(and) == "and")?;
    let other = view.after(and)?;
    let name = view.name(other).filter(|name| name.first() == other)?;
    let is_shared = is_direction(word) && is_direction(other) && name.last() > other;
    is_shared.then(|| (TokenIdx::new(other.index() + 1), name.last()))
}

/// The last word of what a quantity is of: "most of the *island*", "three of Hall's *supporters*".
#[must_use]
pub fn of_what(view: View<'_>, word: TokenIdx) -> Option<TokenIdx> {
    let is_quantity = view.upos(word) == Upos::Num
        || Lists::get().quantifiers.contains(view.lower(word).as_str());
    let part = view.related(word, Relation::Nmod).find(|&part| {
        word < part
            && matches!(view.upos(part), Upos::Noun | Upos::Propn)
            && view.preposition(part).as_deref() == Some("of")
    })?;
    let last = view.name(part).map_or(part, |name| name.last().max(part));
    is_quantity.then_some(last)
}

/// The noun that a bare quantity stands for: "one *victim* died, another fled", "eight of the *patients* left, while seven
/// stayed". It is that of a quantity before it in the same place of another clause.
#[must_use]
pub fn noun(view: View<'_>, word: TokenIdx) -> Option<String> {
    let is_quantity = |word: TokenIdx| {
        view.upos(word) == Upos::Num || Lists::get().quantifiers.contains(view.lower(word).as_str())
    };
    let stands_alone = view.children(word).iter().all(|&child| {
        matches!(
            view.relation(child),
            Relation::Case | Relation::Punct | Relation::Cc
        ) || view.relation(child) == Relation::Advmod && child < word
    });
    let is_subject = |word: TokenIdx| view.relation(word) == Relation::Nsubj;
    if !is_quantity(word)
        || !stands_alone
        || !is_subject(word)
        || view.name(word).is_some_and(|_| view.is_time(word))
    {
        return None;
    }
    let noun = (0..word.index())
        .rev()
        .map(TokenIdx::new)
        .filter(|&other| is_subject(other) && view.head(other) != view.head(word))
        .find_map(|other| {
            if is_quantity(other) {
                return view.related(other, Relation::Nmod).find(|&part| {
                    view.preposition(part).as_deref() == Some("of") && view.upos(part) == Upos::Noun
                });
            }
            let has_quantity = view.children(other).iter().any(|&child| {
                matches!(
                    view.relation(child),
                    Relation::Nummod | Relation::Det | Relation::Amod
                ) && is_quantity(child)
            });
            (has_quantity && view.upos(other) == Upos::Noun && view.name(other).is_none())
                .then_some(other)
        })?;
    counted(view, word, noun)
}

/// The noun or phrase that a bare quantity at the head of a sentence stands for: "*Officials* came. Many were ill." It is the
/// subject of the sentence before, where that is several.
#[must_use]
pub fn of_sentence_before(view: View<'_>, word: TokenIdx, before: View<'_>) -> Option<TokenIdx> {
    let opens = (0..word.index()).all(|i| view.upos(TokenIdx::new(i)) == Upos::Punct);
    let is_quantity =
        Lists::get().quantifiers.contains(view.lower(word).as_str()) || view.lower(word) == "all";
    let is_subject =
        view.relation(word) == Relation::Nsubj && view.head(word) == Some(view.tree().root());
    if !opens || !is_quantity || !is_subject || !is_bare(view, word) {
        return None;
    }
    let subject = before.first_related(before.tree().root(), Relation::Nsubj)?;
    let is_several = before.features(subject).get("Number") == Some("Plur")
        && !matches!(
            before.features(subject).get("Person"),
            Some("1" | "2" | "3")
        );
    is_several.then_some(subject)
}

/// "victim" after "another", "victims" after "seven".
fn counted(view: View<'_>, word: TokenIdx, noun: TokenIdx) -> Option<String> {
    let is_one = matches!(
        view.lower(word).as_str(),
        "another" | "one" | "each" | "either"
    );
    match (is_one, view.features(noun).get("Number")) {
        (true, _) => Some(view.lemma(noun).to_owned()),
        (false, Some("Plur")) => Some(view.lower(noun)),
        (false, _) => None,
    }
}
