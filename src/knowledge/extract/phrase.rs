//! From the head of a phrase to its words: the whole phrase without its preposition, without what is coordinated with
//! it (each part makes a claim of its own), and without asides set off by commas.

use super::view::View;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The first and last word of the phrase of `head`, inclusive; the branches under `cut` stay out.
#[must_use]
pub fn nominal(view: View<'_>, head: TokenIdx, cut: &[TokenIdx]) -> (TokenIdx, TokenIdx) {
    let is_predicate = view.has(head, Relation::Cop) || view.has(head, Relation::Nsubj);
    let last_flat = view.related(head, Relation::Flat).last().unwrap_or(head);
    let words = view.tree().descendants_without(head, |word| {
        if cut.contains(&word) {
            return true;
        }
        if view.head(word) != Some(head) {
            return is_aside(view, word);
        }
        match view.relation(word) {
            Relation::Case => word < head,
            Relation::Cc => {
                // "both the state and ..." goes; the "and" before a conjunct hangs on the conjunct.
                true
            }
            Relation::Conj => {
                distributes(view, word)
                    || matches!(view.upos(word), Upos::Verb | Upos::Aux) && view.is_nominal(head)
            }
            Relation::Punct
            | Relation::Parataxis
            | Relation::Discourse
            | Relation::Vocative
            | Relation::Mark => !is_inner_mark(view, word),
            Relation::Appos => {
                word.index() > last_flat.index() + 1
                    && !view.name(head).is_some_and(|name| name.contains(word))
            }
            Relation::Acl | Relation::Advcl | Relation::Nmod => is_aside(view, word),
            Relation::Advmod => is_predicate || is_focus(view, word),
            Relation::Nsubj
            | Relation::Csubj
            | Relation::Cop
            | Relation::Aux
            | Relation::Expl
            | Relation::Obl => is_predicate,
            Relation::Ccomp => is_predicate && word < head,
            _ => false,
        }
    });
    let (first, last) = run_around(view, head, &words);
    let (first, last) = match view.name(head) {
        Some(name) => (first.min(name.first()), last.max(name.last())),
        None => (first, last),
    };
    (first, closed(view, first, last))
}

/// The first and last word of the clause of `head`, without "that" or "to" before it; "if" and "whether" stay where they ask.
#[must_use]
pub fn clause(view: View<'_>, head: TokenIdx, cut: &[TokenIdx]) -> (TokenIdx, TokenIdx) {
    let words = view
        .tree()
        .descendants_without(head, |word| cut.contains(&word));
    let (mut first, last) = run_around(view, head, &words);
    let asks = |mark: TokenIdx| {
        matches!(view.lower(mark).as_str(), "if" | "whether")
            && (view.relation(head) != Relation::Advcl
                || view.before(mark).is_some_and(|on| {
                    on != head
                        && view.head(on) == Some(head)
                        && matches!(view.upos(on), Upos::Adp | Upos::Sconj)
                }))
    };
    // Only marks in front go: "who is [to] win" keeps its own.
    let opens = |word: TokenIdx| {
        view.upos(word) == Upos::Punct
            || view.head(word) == Some(head)
                && matches!(view.relation(word), Relation::Mark | Relation::Case)
                && !asks(word)
    };
    while first < head && opens(first) {
        first = TokenIdx::new(first.index() + 1);
    }
    let last = closed(view, first, last);
    // "the few" becoming fewer: the mark that opens it goes with the one inside.
    let marks = (first.index()..=last.index())
        .map(TokenIdx::new)
        .filter(|&word| is_quotation_mark(view, word))
        .count();
    let opening = view
        .before(first)
        .filter(|&mark| marks % 2 == 1 && is_quotation_mark(view, mark));
    (opening.unwrap_or(first), last)
}

fn is_quotation_mark(view: View<'_>, word: TokenIdx) -> bool {
    matches!(view.form(word), "\"" | "“" | "”" | "``" | "''")
}

/// The last word, with the quotation mark right after it that closes one inside: `an "important step"`.
fn closed(view: View<'_>, first: TokenIdx, last: TokenIdx) -> TokenIdx {
    let is_mark = |word: TokenIdx| is_quotation_mark(view, word);
    let count = |form: &str| {
        (first.index()..=last.index())
            .filter(|&i| view.form(TokenIdx::new(i)) == form)
            .count()
    };
    if let Some(bracket) = view.after(last)
        && (view.form(bracket) == "]" && count("[") > count("]")
            || view.form(bracket) == ")" && count("(") > count(")"))
    {
        return bracket;
    }
    let inside = (first.index()..=last.index())
        .map(TokenIdx::new)
        .filter(|&word| is_mark(word))
        .count();
    view.after(last)
        .filter(|&next| inside % 2 == 1 && is_mark(next))
        .unwrap_or(last)
}

/// Whether the coordinated part `conjunct` makes claims of its own.
fn distributes(view: View<'_>, conjunct: TokenIdx) -> bool {
    view.head(conjunct).is_none_or(|first| {
        view.conjuncts(first).contains(&conjunct) || view.is_predicate(conjunct)
    })
}

/// "only", "even", "not": about the whole claim, not part of the phrase.
fn is_focus(view: View<'_>, word: TokenIdx) -> bool {
    matches!(view.features(word).get("Polarity"), Some("Neg"))
}

/// Quotation marks and hyphens inside a phrase stay.
fn is_inner_mark(view: View<'_>, word: TokenIdx) -> bool {
    matches!(view.form(word), "-" | "/" | "–")
}

/// A modifier after a comma, dash or bracket: an aside that could be left out.
fn is_aside(view: View<'_>, word: TokenIdx) -> bool {
    if !matches!(
        view.relation(word),
        Relation::Acl | Relation::Advcl | Relation::Nmod | Relation::Appos | Relation::Parataxis
    ) {
        return false;
    }
    if view.relation(word) == Relation::Parataxis {
        return true;
    }
    let Some(head) = view.head(word) else {
        return false;
    };
    let (first, _) = view.tree().extent(word);
    first > head
        && view.before(first).is_some_and(|before| {
            matches!(view.form(before), "," | "--" | "—" | "–" | "(" | ";" | ":")
        })
        || view.form(first) == ","
}

/// The stretch of `words` (ascending) without a gap around `head`, without loose punctuation at its ends. Punctuation
/// of other branches does not interrupt it.
fn run_around(view: View<'_>, head: TokenIdx, words: &[TokenIdx]) -> (TokenIdx, TokenIdx) {
    let at = words.binary_search(&head).unwrap_or(0);
    let bridged = |from: TokenIdx, to: TokenIdx| {
        (from.index() + 1..to.index()).all(|i| view.upos(TokenIdx::new(i)) == Upos::Punct)
    };
    let (mut first, mut last) = (head, head);
    for &word in &words[at + 1..] {
        if !bridged(last, word) {
            break;
        }
        last = word;
    }
    for &word in words[..at].iter().rev() {
        if !bridged(word, first) {
            break;
        }
        first = word;
    }
    let is_loose =
        |word: TokenIdx| view.upos(word) == Upos::Punct || view.upos(word) == Upos::Cconj;
    while first < head && is_loose(first) {
        first = TokenIdx::new(first.index() + 1);
    }
    while last > head && is_loose(last) {
        last = TokenIdx::new(last.index() - 1);
    }
    (first, last)
}

/// The first and last word of the head with the nouns that make one term with it: "military personnel", "front lines".
#[must_use]
pub fn term(view: View<'_>, head: TokenIdx) -> (TokenIdx, TokenIdx) {
    if let Some(name) = view.name(head) {
        return (name.first(), name.last().max(head));
    }
    let mut first = head;
    while let Some(before) = view.before(first) {
        let joins = view.head(before) == Some(head)
            && matches!(view.relation(before), Relation::Compound | Relation::Flat)
            || view.head(before) == Some(head) && view.relation(before) == Relation::Amod
            || view.form(before) == "-"
                && view
                    .head(before)
                    .is_some_and(|h| h == head || view.head(h) == Some(head))
            || view.head(before).is_some_and(|above| {
                above <= head
                    && above > before
                    && view.head(above) == Some(head)
                    && view.relation(above) == Relation::Compound
                    && matches!(
                        view.relation(before),
                        Relation::Compound | Relation::Amod | Relation::Punct
                    )
            });
        if !joins || view.name(before).is_some() {
            break;
        }
        first = before;
    }
    let mut last = head;
    while let Some(after) = view.after(last) {
        if view.head(after) == Some(head)
            && matches!(view.relation(after), Relation::Flat | Relation::Goeswith)
            && view.upos(after) != Upos::Adp
        {
            last = after;
        } else {
            break;
        }
    }
    (first, last)
}
