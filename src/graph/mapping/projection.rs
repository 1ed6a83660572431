//! The binary relations that a claim implies: what can stand as a plain triple.

use super::Sheet;
use crate::knowledge::article::Article;
use crate::knowledge::claim::{Argument, Claim};
use crate::knowledge::entity::EntityIdx;
use crate::text::span::{Span, Text};

/// A relation between two entities of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// Who does it.
    pub subject: EntityIdx,
    /// The relation as a person would write it: `send troops to`.
    pub label: String,
    /// What it is done to.
    pub object: EntityIdx,
}

/// The relations between two entities that `claim` implies beside its own subject, predicate and object: from the
/// subject to each participant behind a preposition, where the claim's own object has no name of its own. Verb, object
/// noun and preposition make the relation.
#[must_use]
pub fn projections(article: &Article, text: &Text, claim: &Claim) -> Vec<Projection> {
    let Some(subject) = claim.subject.as_ref().and_then(|subject| subject.entity) else {
        return Vec::new();
    };
    let mut found: Vec<Projection> = Vec::new();
    for argument in &claim.arguments {
        let (Some(preposition), Some(object)) = (&argument.preposition, argument.entity) else {
            continue;
        };
        let Some(label) = label(article, text, claim, preposition) else {
            continue;
        };
        let projection = Projection {
            subject,
            label,
            object,
        };
        let is_main = projection.label == claim.predicate.label
            && claim.object.as_ref().and_then(|object| object.entity) == Some(object);
        if object != subject && !is_main && !found.contains(&projection) {
            found.push(projection);
        }
    }
    found
}

/// Verb, object noun and preposition; none where the object has a name: what is done to it is the claim's own triple.
fn label(article: &Article, text: &Text, claim: &Claim, preposition: &str) -> Option<String> {
    let lemma = &claim.predicate.lemma;
    let preposition = preposition.to_lowercase();
    let Some(object) = &claim.object else {
        return Some(format!("{lemma} {preposition}"));
    };
    let is_named = object
        .entity
        .is_some_and(|entity| article.entity(entity).named);
    if is_named {
        return None;
    }
    Some(format!("{lemma} {} {preposition}", noun(text, object)))
}

/// The head word of an argument, in lower case.
fn noun(text: &Text, argument: &Argument) -> String {
    let end = argument.head.end().min(text.len());
    let head = Span::new(argument.head.start().min(end), end);
    text.slice(head).to_lowercase()
}

impl Sheet<'_> {
    /// The projections of `claim`.
    pub(super) fn projections(&self, claim: &Claim) -> Vec<Projection> {
        projections(self.article, self.text, claim)
    }
}
