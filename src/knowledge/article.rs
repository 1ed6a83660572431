//! An article with all that is known of what it says: the result of this wing and the input of the graph.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::claim::Claim;
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
}
