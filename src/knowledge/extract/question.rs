//! What is asked and not said: direct and indirect questions.

use super::clause;
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "asked [how] they came": that they did is taken for granted. Not of what is still to come, nor of "how far".
fn is_presupposed(view: View<'_>, clause: TokenIdx) -> bool {
    let first = view.tree().extent(clause).0;
    let asks_how = [Some(first), view.before(first)]
        .into_iter()
        .flatten()
        .any(|word| {
            matches!(view.lower(word).as_str(), "how" | "why" | "when" | "where")
                && view
                    .head(word)
                    .is_some_and(|head| head == clause || Some(head) == view.head(clause))
        });
    let carries = |word: TokenIdx| matches!(view.xpos(word), "VBD" | "VBZ" | "VBP");
    let auxiliaries = || {
        view.related(clause, Relation::Aux)
            .chain(view.related(clause, Relation::Cop))
    };
    let is_finite = auxiliaries().next().map_or(carries(clause), carries);
    view.relation(clause) == Relation::Ccomp
        && view
            .head(clause)
            .is_some_and(|governor| view.upos(governor) == Upos::Verb && governor < first)
        && asks_how
        && is_finite
        && !clause::has_to(view, clause)
}

/// Whether the words of the predicate ask: its clause is a direct or indirect question.
#[must_use]
pub fn asks(view: View<'_>, predicate: TokenIdx) -> bool {
    let mut clause = predicate;
    loop {
        let question_word = view.children(clause).iter().any(|&child| {
            matches!(view.xpos(child), "WDT" | "WP" | "WRB")
                && child < clause
                && !view.is_relative(child)
                && view.relation(clause) != Relation::Acl
                && view.relation(clause) != Relation::Advcl
        });
        if is_presupposed(view, clause) {
            return false;
        }
        let first = view.tree().extent(clause).0;
        let follows_question = view.relation(clause) == Relation::Ccomp
            && [Some(first), view.before(first)]
                .into_iter()
                .flatten()
                .any(|word| {
                    matches!(view.xpos(word), "WRB" | "WP" | "WDT") && view.lower(word) != "that"
                });
        if follows_question {
            return true;
        }
        let whether = view.related(clause, Relation::Mark).any(|mark| {
            view.lower(mark) == "whether"
                || (view.lower(mark) == "if" && view.relation(clause) == Relation::Ccomp)
        });
        if question_word || whether {
            return true;
        }
        match (view.relation(clause), view.head(clause)) {
            (Relation::Conj | Relation::Xcomp, Some(above)) => clause = above,
            _ => return false,
        }
    }
}
