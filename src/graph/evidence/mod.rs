//! The evidence of a claim, gathered from the graph: the sentence with the words that carry the claim, who says it, how
//! sure, when, by which rule it was read; which claims of other articles support it, and which contradict it.

mod reader;

use serde::Serialize;

pub use self::reader::{Place, Reader};
pub use super::reading::Named;

/// The document that makes the claim.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Document {
    /// Its IRI.
    pub iri: String,
    /// Its id.
    pub id: String,
    /// Its headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Its day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A sentence of a document; offsets are code points of the document, from 0, end-exclusive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// Its first code point.
    pub start: usize,
    /// The code point after its last.
    pub end: usize,
}

/// What words of a document do for a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// They say what happens.
    Predicate,
    /// They say that it does not, or how sure it is, or who says so, or when.
    Cue,
    /// They name its source.
    Source,
    /// They name who or what takes part.
    Argument,
}

/// Words that carry the claim; offsets are code points of the document, from 0, end-exclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mark {
    /// The first code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// What the words do.
    pub part: Part,
    /// The words.
    pub text: String,
}

/// A participant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// Its role.
    pub role: String,
    /// The preposition before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preposition: Option<String>,
    /// What it is.
    pub value: Named,
    /// Its words.
    pub text: String,
    /// How many or how much: approximation, number, unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
}

/// A link of the chain of sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Who says it.
    pub source: Named,
    /// The words for the source.
    pub text: String,
    /// The word that reports.
    pub cue: String,
}

/// When it happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Time {
    /// The words.
    pub text: String,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// The last day, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// What the days stand on: explicit, relative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// Another claim that bears on this one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Other {
    /// Its document.
    pub document: Document,
    /// Its sentence.
    pub sentence: String,
    /// What it differs in, where it contradicts: polarity, time, place, number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differs_in: Option<String>,
    /// Its IRI.
    pub claim: String,
}

/// A relation between two entities that a claim of more participants implies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Implied {
    /// Who does it.
    pub subject: Named,
    /// The relation.
    pub relation: Named,
    /// What it is done to.
    pub object: Named,
}

/// All that is known of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The claim.
    pub claim: String,
    /// Who does it or is it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Named>,
    /// What happens or holds.
    pub relation: Named,
    /// What it is done to, or what the subject is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<Named>,
    /// What it states between two entities besides: who sends troops to whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub implies: Vec<Implied>,
    /// Everyone who takes part.
    pub arguments: Vec<Argument>,
    /// The document.
    pub document: Document,
    /// The sentence.
    pub sentence: Sentence,
    /// The words that carry the claim, in the order of the document.
    pub marks: Vec<Mark>,
    /// Who says it, nearest first; none: the article.
    pub sources: Vec<Source>,
    /// positive, negative.
    pub polarity: String,
    /// certain, probable, possible, alleged.
    pub certainty: String,
    /// past or present, future.
    pub tense: String,
    /// The words that deny it.
    pub negation_cues: Vec<String>,
    /// The words that make it less than certain, or future.
    pub hedge_cues: Vec<String>,
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// The construction that gave it.
    pub rule: String,
    /// How sure the extractor is, from 0 to 1, as it stands in the graph.
    pub confidence: String,
    /// `PropBank`'s roleset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roleset: Option<String>,
    /// PLOVER's event class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// Claims of other articles that say the same.
    pub supported_by: Vec<Other>,
    /// Claims that say otherwise.
    pub contradicted_by: Vec<Other>,
}
