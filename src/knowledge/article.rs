//! An article with all that is known of what it says: the result of this wing and the input of the graph.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::claim::{Argument, Claim};
use super::entity::{Entity, EntityIdx, Mention};
use crate::text::span::Span;

/// What is known about an article's publication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The terms under which the text may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
}

/// An article and its claims. All spans are code points of `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The document's id.
    pub id: String,
    /// What is known about its publication.
    #[serde(default)]
    pub publication: Publication,
    /// The text, unchanged.
    pub text: String,
    /// Its sentences in order.
    pub sentences: Vec<Span>,
    /// What it speaks of; every entity has at least one mention.
    pub entities: Vec<Entity>,
    /// Where it does so, in the order of the text.
    pub mentions: Vec<Mention>,
    /// What it says, by sentence, then by the predicate's place.
    pub claims: Vec<Claim>,
}

impl Article {
    /// The entity at `entity`.
    ///
    /// # Panics
    /// If it is not of this article.
    #[must_use]
    pub fn entity(&self, entity: EntityIdx) -> &Entity {
        &self.entities[entity.index()]
    }

    /// What is wrong with an article that came from elsewhere: words that stand outside of the text, sentences and
    /// entities that are not there. None if all stands where it is said to.
    #[must_use]
    pub fn flaw(&self) -> Option<String> {
        let end = self.text.chars().count();
        let outside = |what: &str, span: Span| {
            (span.end() as usize > end)
                .then(|| format!("{what} at {span} lies outside of the text, which ends at {end}"))
        };
        let missing = |what: &str, entity: EntityIdx| {
            let count = self.entities.len();
            (entity.index() >= count)
                .then(|| format!("{what} names entity {}, of {count}", entity.index()))
        };
        let of_argument = |argument: &Argument| {
            outside("a phrase", argument.phrase.span)
                .or_else(|| outside("a head", argument.head))
                .or_else(|| {
                    argument
                        .entity
                        .and_then(|entity| missing("an argument", entity))
                })
        };
        let of_claim = |claim: &Claim| {
            let participants = claim
                .subject
                .iter()
                .chain(&claim.object)
                .chain(&claim.arguments);
            let sources = claim.attribution.iter();
            let cues = claim.negation_cues.iter().chain(&claim.hedge_cues);
            let phrases = cues
                .chain(sources.clone().map(|source| &source.cue))
                .chain(claim.time.as_ref().map(|time| &time.phrase))
                .chain([&claim.predicate.phrase]);
            let count = self.sentences.len();
            (claim.sentence as usize >= count)
                .then(|| format!("a claim names sentence {}, of {count}", claim.sentence))
                .or_else(|| {
                    phrases
                        .map(|phrase| phrase.span)
                        .find_map(|span| outside("a phrase", span))
                })
                .or_else(|| {
                    participants
                        .chain(sources.map(|source| &source.argument))
                        .find_map(of_argument)
                })
        };
        let mut sentences = self.sentences.iter();
        sentences
            .find_map(|&span| outside("a sentence", span))
            .or_else(|| {
                self.mentions.iter().find_map(|mention| {
                    outside("a mention", mention.span)
                        .or_else(|| outside("a head", mention.head))
                        .or_else(|| missing("a mention", mention.entity))
                })
            })
            .or_else(|| self.claims.iter().find_map(of_claim))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_outside_of_the_text_is_a_flaw() {
        let article = |sentence: Span| Article {
            text: "Talks began.".to_owned(),
            sentences: vec![sentence],
            ..Article::default()
        };
        assert_eq!(article(Span::new(0, 12)).flaw(), None);
        let flaw = article(Span::new(0, 13)).flaw().expect("a flaw");
        assert!(
            flaw.starts_with("a sentence at 0..13 lies outside"),
            "{flaw}"
        );
    }
}
