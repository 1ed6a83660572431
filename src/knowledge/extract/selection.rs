//! All candidates of a sentence, each event once: of two constructions that find the same, the more telling one stays.

use super::candidate::Candidate;
use super::construction::ALL;
use super::view::View;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The candidates of a sentence, by the place of their predicates.
#[must_use]
pub fn candidates(view: View<'_>) -> Vec<Candidate> {
    let mut chosen: Vec<Candidate> = Vec::new();
    for construction in ALL {
        for candidate in construction.find(view) {
            let is_new = !chosen.iter().any(|other| says_the_same(other, &candidate));
            if is_new && !is_shredded(view, &candidate) {
                chosen.push(candidate);
            }
        }
    }
    chosen.sort_by_key(|candidate| (candidate.predicate, candidate.first));
    chosen
}

/// Whether a participant is a letter left of a word: "[i]t".
fn is_shredded(view: View<'_>, candidate: &Candidate) -> bool {
    let is_letter = |head: TokenIdx| {
        let form = view.form(head);
        form.chars().count() == 1
            && form.chars().all(char::is_lowercase)
            && view.upos(head) != Upos::Sym
    };
    candidate
        .subjects
        .iter()
        .chain(&candidate.objects)
        .any(|part| is_letter(part.head))
}

fn says_the_same(one: &Candidate, other: &Candidate) -> bool {
    let shares_noun =
        one.rule == "light-verb" && one.first <= other.predicate && other.predicate <= one.last;
    let heads = |participants: &[super::candidate::Participant]| {
        participants
            .iter()
            .map(|participant| participant.head)
            .collect::<Vec<_>>()
    };
    let same_participants = heads(&one.subjects) == heads(&other.subjects)
        && heads(&one.objects) == heads(&other.objects);
    one.predicate == other.predicate
        || shares_noun && other.rule == "nominal"
        || one.label == other.label && same_participants
}
