//! Claims as open information extraction has them: a relation and its arguments in the sentence's own words, whole
//! phrases, nothing resolved. For comparison with such extractors; the graph is made of the claims themselves.

use super::claim::{Argument, Claim};

/// A relation and its arguments as words of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tuple {
    /// The relation's words.
    pub relation: String,
    /// The arguments' words: the subject first, prepositions with their phrases.
    pub arguments: Vec<String>,
}

/// The tuple of a claim; none where its relation is not made of words of the sentence.
///
/// A passive without an agent has its surface subject first; a title or apposition reads "is".
#[must_use]
pub fn tuple(claim: &Claim) -> Option<Tuple> {
    let is_said_by_place = matches!(claim.rule.as_str(), "title" | "apposition" | "possessive");
    let mut relation = if is_said_by_place {
        if claim.predicate.lemma == "belong" {
            return None;
        }
        "is".to_owned()
    } else {
        claim.predicate.phrase.text.clone()
    };
    let mut arguments: Vec<String> = Vec::new();
    match (&claim.subject, &claim.object) {
        (Some(subject), object) => {
            arguments.push(subject.phrase.text.clone());
            if let Some(object) = object {
                if let Some(preposition) =
                    object.preposition.as_deref().filter(|_| !is_said_by_place)
                {
                    relation.push(' ');
                    relation.push_str(preposition);
                }
                arguments.push(object.phrase.text.clone());
            }
        }
        (None, Some(object)) => arguments.push(object.phrase.text.clone()),
        (None, None) => return None,
    }
    if !is_said_by_place {
        arguments.extend(claim.arguments.iter().map(with_preposition));
    }
    arguments.extend(claim.time.as_ref().map(|time| time.phrase.text.clone()));
    Some(Tuple {
        relation,
        arguments,
    })
}

fn with_preposition(argument: &Argument) -> String {
    match &argument.preposition {
        Some(preposition) => format!("{preposition} {}", argument.phrase.text),
        None => argument.phrase.text.clone(),
    }
}
