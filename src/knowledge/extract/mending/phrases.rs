//! Noun phrases and prepositions of several words: which noun they are about.

use super::super::lists::Lists;
use super::super::view::View;
use super::Edit;
use crate::language::deprel::{Deprel, Relation};
use crate::language::role::{Number, Part};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "from their *desert*, mountain and river roots", "from their long, *bitter* war": an adjective read as the noun, with the
/// noun behind its comma as another one.
pub(super) fn adjective_before_comma(view: View<'_>) -> Vec<Edit> {
    for adjective in view.words() {
        let is_torn = view.xpos(adjective) == "JJ"
            && matches!(
                view.relation(adjective),
                Relation::Obl | Relation::Obj | Relation::Nmod | Relation::Nsubj
            )
            && view
                .children(adjective)
                .iter()
                .any(|&child| child < adjective && is_determiner(view, child));
        let next = view
            .after(adjective)
            .filter(|&comma| is_torn && view.form(comma) == ",")
            .and_then(|comma| view.after(comma))
            .filter(|&next| view.relation(next) == Relation::Amod);
        let Some(noun) = next.and_then(|next| view.head(next)).filter(|&noun| {
            view.relation(noun) == Relation::Conj
                && view.head(noun) == Some(adjective)
                && view.upos(noun) == Upos::Noun
                && !view.has(noun, Relation::Cc)
                && !view
                    .children(noun)
                    .iter()
                    .any(|&child| is_determiner(view, child))
        }) else {
            continue;
        };
        let mut edits = vec![
            Edit::in_place_of(view, noun, adjective),
            Edit {
                upos: Some(Upos::Adj),
                ..Edit::new(adjective, noun, Relation::Amod)
            },
        ];
        edits.extend(
            view.children(adjective)
                .iter()
                .copied()
                .filter(|&child| child != noun)
                .map(|child| Edit {
                    word: child,
                    head: Some(noun),
                    deprel: view.tree().deprel(child).clone(),
                    upos: None,
                }),
        );
        return edits;
    }
    Vec::new()
}

fn is_determiner(view: View<'_>, child: TokenIdx) -> bool {
    view.relation(child) == Relation::Det || view.has_subtype(child, "poss")
}

/// "will buy *maturing* and prepaid bonds": a bare "-ing" form coordinated with an adjective or participle before a noun tells
/// what the noun is like.
pub(super) fn coordinated_modifier(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        let is_torn = view.xpos(word) == "VBG"
            && matches!(
                view.relation(word),
                Relation::Xcomp | Relation::Ccomp | Relation::Obj
            )
            && view.tree().extent(word).0 == word;
        let second = view
            .after(word)
            .filter(|&and| is_torn && view.relation(and) == Relation::Cc)
            .and_then(|and| view.after(and))
            .filter(|&second| {
                view.head(second) == Some(word)
                    && view.relation(second) == Relation::Conj
                    && matches!(view.xpos(second), "JJ" | "VBN")
            });
        let (Some(second), Some(verb)) = (second, view.head(word)) else {
            continue;
        };
        let Some(noun) = view
            .related(word, Relation::Obj)
            .find(|&noun| view.tree().extent(noun).0.index() == second.index() + 1)
        else {
            continue;
        };
        if !view.has(verb, Relation::Obj) {
            return vec![
                Edit::new(noun, verb, Relation::Obj),
                Edit::new(word, noun, Relation::Amod),
            ];
        }
    }
    Vec::new()
}

/// "include, without limitation, *delays*": what stands behind a phrase between commas is the verb's object, no further part
/// of the phrase.
pub(super) fn object_behind_phrase(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|object| {
            let inner = view.head(object)?;
            let verb = view.head(inner)?;
            let is_torn = view.relation(object) == Relation::Conj
                && view.relation(inner) == Relation::Obl
                && view.upos(verb) == Upos::Verb
                && verb < inner
                && !view.has(object, Relation::Cc)
                && !view.has(verb, Relation::Obj);
            let first = view.tree().extent(inner).0;
            let is_comma = |word: Option<TokenIdx>| word.is_some_and(|word| view.form(word) == ",");
            let (start, _) = view.tree().extent(object);
            let is_between = (is_comma(Some(first)) || is_comma(view.before(first)))
                && (is_comma(Some(start)) || is_comma(view.before(start)));
            let is_object = view
                .argument(verb, object)
                .is_some_and(|argument| argument.role() == Part::Numbered(Number::One).into());
            (is_torn && is_between && is_object).then(|| Edit::new(object, verb, Relation::Obj))
        })
        .collect()
}

/// "pictured *next to* the mayor": the adverb right before a preposition makes one with it.
pub(super) fn adverb_before_preposition(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|noun| {
            let verb = view.head(noun)?;
            let case = view.first_related(noun, Relation::Case)?;
            let adverb = view.before(case).filter(|&adverb| {
                view.relation(adverb) == Relation::Advmod
                    && view.head(adverb) == Some(verb)
                    && matches!(
                        view.lower(adverb).as_str(),
                        "next" | "close" | "closer" | "closest" | "prior"
                    )
            })?;
            (view.relation(noun) == Relation::Obl).then(|| Edit::new(noun, adverb, Relation::Obl))
        })
        .collect()
}

/// "stood *in front of* the court": a preposition, a bare noun and a second preposition are one where the list says so.
pub(super) fn complex_preposition(view: View<'_>) -> Vec<Edit> {
    for noun in view.words() {
        let is_part = matches!(view.relation(noun), Relation::Obl | Relation::Nmod)
            && view.upos(noun) == Upos::Noun
            && view
                .children(noun)
                .iter()
                .all(|&child| matches!(view.relation(child), Relation::Case | Relation::Nmod));
        let (Some(case), Some(inner)) = (
            view.before(noun).filter(|&case| {
                is_part && view.relation(case) == Relation::Case && view.head(case) == Some(noun)
            }),
            view.first_related(noun, Relation::Nmod)
                .filter(|&inner| matches!(view.upos(inner), Upos::Noun | Upos::Propn)),
        ) else {
            continue;
        };
        let Some(second) = view.after(noun).filter(|&second| {
            view.relation(second) == Relation::Case && view.head(second) == Some(inner)
        }) else {
            continue;
        };
        let phrase = format!(
            "{}_{}_{}",
            view.lower(case),
            view.lower(noun),
            view.lower(second)
        );
        if !Lists::get().complex_prepositions.contains(phrase.as_str()) {
            continue;
        }
        return vec![
            Edit::in_place_of(view, inner, noun),
            Edit::new(case, inner, Relation::Case),
            Edit {
                upos: Some(Upos::Adp),
                ..Edit::new(noun, case, Relation::Fixed)
            },
            Edit::new(second, case, Relation::Fixed),
        ];
    }
    Vec::new()
}

/// "was *too removed* from them", "is so *divided*": a participle with a degree is what the subject is like.
pub(super) fn participle_with_degree(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        let has_degree = view
            .before(word)
            .filter(|&adverb| view.head(adverb) == Some(word))
            .is_some_and(|adverb| matches!(view.lower(adverb).as_str(), "too" | "very"));
        let is_torn = view.xpos(word) == "VBN"
            && view.upos(word) == Upos::Verb
            && has_degree
            && !view
                .related(word, Relation::Obl)
                .any(|agent| view.preposition(agent).as_deref() == Some("by"));
        if !is_torn {
            continue;
        }
        let mut edits = vec![Edit {
            word,
            head: view.head(word),
            deprel: view.tree().deprel(word).clone(),
            upos: Some(Upos::Adj),
        }];
        // "become too heavy, too removed": the second of what it became.
        let first = view
            .head(word)
            .filter(|&verb| {
                view.relation(word) == Relation::Conj
                    && !view.has(word, Relation::Aux)
                    && verb < word
            })
            .and_then(|verb| view.first_related(verb, Relation::Xcomp))
            .filter(|&first| view.upos(first) == Upos::Adj && first < word);
        if let Some(first) = first {
            edits[0] = Edit {
                upos: Some(Upos::Adj),
                ..Edit::new(word, first, Relation::Conj)
            };
        }
        let auxiliaries = view.related(word, Relation::Aux).filter(|&auxiliary| {
            view.has_subtype(auxiliary, "pass") && view.lemma(auxiliary) == "be"
        });
        edits.extend(auxiliaries.map(|auxiliary| Edit::new(auxiliary, word, Relation::Cop)));
        let subjects = view
            .related(word, Relation::Nsubj)
            .filter(|&subject| view.has_subtype(subject, "pass"));
        edits.extend(subjects.map(|subject| Edit {
            word: subject,
            head: Some(word),
            deprel: Deprel::from(Relation::Nsubj),
            upos: None,
        }));
        return edits;
    }
    Vec::new()
}
