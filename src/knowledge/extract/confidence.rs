//! How sure the extractor is that it read a claim rightly: the evidence put into one number.

use super::candidate::{Candidate, Form, Participant, role};
use super::clause::Via;
use super::lists::Lists;
use super::view::View;
use crate::knowledge::claim::Confidence;
use crate::language::deprel::Relation;
use crate::language::upos::Upos;

/// Below this no claim is made: of four such claims that were judged one was right (docs/evaluation.md, "Confidence").
pub const LEAST: f64 = 0.4;

/// What the sum of doubts leaves of 1, and how often claims with that much left were right: the mean of a bin and the share
/// right, of 795 judged claims of news articles and of web pages of all kinds (docs/evaluation.md, "Confidence"). Between
/// them a straight line; below the second bin, for want of claims, as 200 others before.
const JUDGED: [(f64, f64); 9] = [
    (0.0, 0.0),
    (0.64, 0.25),
    (0.72, 0.48),
    (0.79, 0.61),
    (0.846, 0.62),
    (0.908, 0.7),
    (0.958, 0.82),
    (0.988, 0.84),
    (1.0, 0.85),
];

/// The share right that is to be expected where the doubts leave `rest`.
fn calibrated(rest: f64) -> f64 {
    JUDGED
        .windows(2)
        .find(|pair| rest <= pair[1].0)
        .map_or(JUDGED[JUDGED.len() - 1].1, |pair| {
            let ((from, low), (to, high)) = (pair[0], pair[1]);
            low + (rest - from).max(0.0) / (to - from) * (high - low)
        })
}

/// How sure `candidate` is, with the given subject and object.
#[must_use]
pub fn of(
    view: View<'_>,
    candidate: &Candidate,
    subject: Option<&Participant>,
    object: Option<&Participant>,
) -> Confidence {
    let mut doubt = doubt_of_rule(candidate);
    if let Some(subject) = subject {
        doubt += doubt_of_participant(view, subject);
        if candidate.via.is_some() && view.frame(candidate.predicate).is_some() {
            // The frame sees the same participant: both readings agree.
            doubt += if role(view, candidate.predicate, subject.head).is_some() {
                -0.04
            } else {
                0.03
            };
        }
    }
    if let Some(object) = object {
        doubt += doubt_of_participant(view, object);
        if candidate.via.is_some() && view.frame(candidate.predicate).is_some() {
            doubt += if role(view, candidate.predicate, object.head).is_some() {
                -0.04
            } else {
                0.04
            };
        }
        if candidate.label.contains(' ') && object.role == "modifier" {
            doubt += 0.05;
        }
    }
    if subject.is_none() && object.is_none() {
        doubt += 0.3;
    }
    doubt += doubt_of_sentence(view, candidate);
    Confidence::new(calibrated((1.0 - doubt).clamp(0.05, 0.99)))
}

fn doubt_of_rule(candidate: &Candidate) -> f64 {
    let rule = match candidate.rule {
        "title" => 0.06,
        "verb" | "copula" => 0.08,
        "relative" | "apposition" | "possessive" | "existence" => 0.12,
        "control" | "light-verb" => 0.15,
        "adjunct" => 0.16,
        _ => 0.2,
    };
    let via = match candidate.via {
        Some(Via::Own | Via::Relative) | None => 0.0,
        Some(Via::Shared | Via::Participle) => 0.03,
        Some(Via::Control) => 0.05,
        Some(Via::Adjunct) => 0.06,
        Some(Via::Role) => 0.2,
    };
    rule + via
}

fn doubt_of_participant(view: View<'_>, participant: &Participant) -> f64 {
    if participant.form == Form::Nominal && view.upos(participant.head) == Upos::Pron {
        return 0.08;
    }
    if Lists::get()
        .container_nouns
        .contains(view.lemma(participant.head))
    {
        return 0.03;
    }
    0.0
}

/// A sentence that hardly holds together is hardly read rightly: no verb, capitals throughout, lists.
fn doubt_of_sentence(view: View<'_>, candidate: &Candidate) -> f64 {
    let words: Vec<_> = view
        .words()
        .filter(|&word| view.upos(word) != Upos::Punct)
        .collect();
    let mut doubt = 0.0;
    let has_verb = view
        .words()
        .any(|word| matches!(view.upos(word), Upos::Verb | Upos::Aux));
    if !has_verb {
        // A title or apposition needs none.
        doubt += if candidate.via.is_none() { 0.1 } else { 0.25 };
    }
    let is_capital =
        |form: &str| form.chars().any(char::is_alphabetic) && !form.chars().any(char::is_lowercase);
    let capitals = words
        .iter()
        .filter(|&&word| is_capital(view.form(word)))
        .count();
    if words.len() > 3 && capitals * 2 > words.len() {
        doubt += 0.3;
    }
    if words.len() > 60 {
        doubt += 0.1;
    }
    // "[i]t was", "[...]": words were left out of a quotation.
    if view.words().any(|word| view.form(word) == "[") {
        doubt += 0.1;
    }
    let loose = view
        .words()
        .filter(|&word| {
            matches!(
                view.relation(word),
                Relation::Dep | Relation::List | Relation::Orphan
            )
        })
        .count();
    doubt + 0.03 * (loose.min(5) as f64)
}
