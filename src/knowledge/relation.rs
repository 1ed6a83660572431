//! Names of relations: lemma, particle and preposition, so that the same relation has the same name in every article.

use super::claim::{Argument, Claim};
use super::extract::view::View;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;

/// The lemma of a verb with its particle: `send`, `carry out`.
#[must_use]
pub fn verb_lemma(view: View<'_>, verb: TokenIdx) -> String {
    let mut lemma = view.lemma(verb).to_lowercase();
    for particle in view.related(verb, Relation::Compound) {
        if view.has_subtype(particle, "prt") {
            lemma.push(' ');
            lemma.push_str(&view.lower(particle));
        }
    }
    if let Some(adverb) = adverb_of_verb(view, verb) {
        lemma.push(' ');
        lemma.push_str(&view.lower(adverb));
    }
    lemma
}

/// A particle right behind its verb that the tree takes for an adverb, or the frame for part of the verb: "look *forward* to".
#[must_use]
pub fn adverb_of_verb(view: View<'_>, verb: TokenIdx) -> Option<TokenIdx> {
    let is_of_frame = |next| {
        view.frame(verb).is_some_and(|frame| {
            let roleset = frame.roleset().to_string();
            let parts = roleset
                .split('.')
                .next()
                .and_then(|lemma| lemma.split_once('_'));
            parts.is_some_and(|(_, particle)| particle == view.lower(next))
        })
    };
    view.after(verb).filter(|&next| {
        (view.xpos(next) == "RP" || is_of_frame(next))
            && view.relation(next) == Relation::Advmod
            && view.head(next) == Some(verb)
    })
}

/// `label` with the preposition of its object: `leave for`.
///
/// # Examples
/// ```
/// use byline::knowledge::relation::with_preposition;
/// assert_eq!(with_preposition("leave", Some("for")), "leave for");
/// assert_eq!(with_preposition("visit", None), "visit");
/// ```
#[must_use]
pub fn with_preposition(label: &str, preposition: Option<&str>) -> String {
    match preposition {
        Some(preposition) => format!("{label} {preposition}"),
        None => label.to_owned(),
    }
}

/// The relation between a claim's subject and one of its further arguments, where the object is what is sent, given or
/// done: `send troops to`. None where the argument has no preposition.
///
/// # Examples
/// ```
/// use byline::knowledge::relation::between;
/// assert_eq!(between("send", Some("troops"), "to"), "send troops to");
/// assert_eq!(between("cooperate", None, "with"), "cooperate with");
/// ```
#[must_use]
pub fn between(label: &str, object: Option<&str>, preposition: &str) -> String {
    match object {
        Some(object) => format!("{label} {object} {preposition}"),
        None => format!("{label} {preposition}"),
    }
}

/// As [`between`], for a claim: its object's name stands in the relation where it is no entity with a proper name.
#[must_use]
pub fn projection(claim: &Claim, argument: &Argument) -> Option<String> {
    let preposition = argument.preposition.as_deref()?;
    let object = claim
        .object
        .as_ref()
        .map(|object| object.name.to_lowercase());
    Some(between(
        &claim.predicate.label,
        object.as_deref(),
        preposition,
    ))
}
