//! The evidence of a claim, gathered from the graph: the sentence with the words that carry the claim, who says it, how
//! sure, when, by which rule it was read; which claims of other articles support it, and which contradict it.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};
use serde::Serialize;

pub use super::reading::Named;
use super::reading::Reading;
use super::statement;
use super::vocabulary::{by, gaf, grasp, nif, rdf, schema};

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

impl Reading<'_> {
    fn document(&self, claim: &NamedNode) -> Result<Document, StorageError> {
        let Some(node) = self.nodes(claim, by::DOCUMENT)?.into_iter().next() else {
            return Ok(Document::default());
        };
        Ok(Document {
            id: self.text(&node, schema::IDENTIFIER)?.unwrap_or_default(),
            headline: self.text(&node, schema::HEADLINE)?,
            date: self.text(&node, schema::DATE_PUBLISHED)?,
            publisher: self.text(&node, schema::PUBLISHER)?,
            url: self.text(&node, schema::URL)?,
            iri: node.into_string(),
        })
    }

    fn sentence(&self, claim: &NamedNode) -> Result<Sentence, StorageError> {
        let Some(node) = self.nodes(claim, by::SENTENCE)?.into_iter().next() else {
            return Ok(Sentence::default());
        };
        Ok(Sentence {
            text: self.text(&node, nif::ANCHOR_OF)?.unwrap_or_default(),
            start: self.number(&node, nif::BEGIN_INDEX)?,
            end: self.number(&node, nif::END_INDEX)?,
        })
    }

    /// The phrases of `node` for `property` as marks.
    fn marks(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
        part: Part,
        marks: &mut Vec<Mark>,
    ) -> Result<(), StorageError> {
        for phrase in self.nodes(node, property)? {
            marks.push(Mark {
                start: self.number(&phrase, nif::BEGIN_INDEX)?,
                end: self.number(&phrase, nif::END_INDEX)?,
                part,
                text: self.text(&phrase, nif::ANCHOR_OF)?.unwrap_or_default(),
            });
        }
        Ok(())
    }

    fn argument(&self, node: &NamedNode) -> Result<Argument, StorageError> {
        let parts = [by::APPROXIMATION, by::QUANTITY, by::UNIT];
        let mut quantity = Vec::new();
        for part in parts {
            quantity.extend(self.text(node, part)?);
        }
        Ok(Argument {
            role: self.text(node, by::ROLE)?.unwrap_or_default(),
            preposition: self.text(node, by::PREPOSITION)?,
            value: self.first(node, by::VALUE)?.unwrap_or_default(),
            text: self.text(node, by::TEXT)?.unwrap_or_default(),
            quantity: (!quantity.is_empty()).then(|| quantity.join(" ")),
        })
    }

    fn source(&self, node: &NamedNode) -> Result<Source, StorageError> {
        Ok(Source {
            source: self.first(node, by::SOURCE)?.unwrap_or_default(),
            text: self.text(node, by::TEXT)?.unwrap_or_default(),
            cue: self.text(node, by::CUE)?.unwrap_or_default(),
        })
    }

    fn time(&self, claim: &NamedNode) -> Result<Option<Time>, StorageError> {
        let Some(text) = self.text(claim, by::TIME_TEXT)? else {
            return Ok(None);
        };
        Ok(Some(Time {
            text,
            start: self.text(claim, by::TIME_START)?,
            end: self.text(claim, by::TIME_END)?,
            basis: self.text(claim, by::TIME_BASIS)?,
        }))
    }

    fn other(&self, claim: &NamedNode, differs_in: Option<String>) -> Result<Other, StorageError> {
        Ok(Other {
            document: self.document(claim)?,
            sentence: self.sentence(claim)?.text,
            differs_in,
            claim: claim.as_str().to_owned(),
        })
    }

    /// In what two claims that conflict differ.
    fn difference(
        &self,
        claim: &NamedNode,
        other: &NamedNode,
    ) -> Result<Option<String>, StorageError> {
        let kinds = [
            (by::CONFLICTS_IN_POLARITY, "polarity"),
            (by::CONFLICTS_IN_TIME, "time"),
            (by::CONFLICTS_IN_PLACE, "place"),
            (by::CONFLICTS_IN_QUANTITY, "quantity"),
        ];
        let mut found = Vec::new();
        for (property, kind) in kinds {
            if self.nodes(claim, property)?.contains(other)
                || self.nodes(other, property)?.contains(claim)
            {
                found.push(kind);
            }
        }
        Ok((!found.is_empty()).then(|| found.join(", ")))
    }

    /// Claims that say the same elsewhere, and claims that say otherwise.
    fn others(&self, claim: &NamedNode) -> Result<(Vec<Other>, Vec<Other>), StorageError> {
        let document = self.nodes(claim, by::DOCUMENT)?;
        let polarity = self.nodes(claim, by::POLARITY)?;
        let mut same: BTreeSet<NamedNode> = statement::alike(self, claim)?;
        let conflicting: BTreeSet<NamedNode> = self
            .nodes(claim, by::CONFLICTS_WITH)?
            .into_iter()
            .chain(self.subjects(by::CONFLICTS_WITH, &claim.clone().into())?)
            .collect();
        for event in self.objects(claim, by::REPORTS)? {
            same.extend(self.subjects(by::REPORTS, &event)?);
        }
        let (mut supporting, mut contradicting) = (Vec::new(), Vec::new());
        for other in conflicting.iter().chain(same.difference(&conflicting)) {
            if other == claim {
                continue;
            }
            if conflicting.contains(other) {
                let difference = self.difference(claim, other)?;
                contradicting.push(self.other(other, difference)?);
            } else if self.nodes(other, by::POLARITY)? != polarity {
                contradicting.push(self.other(other, Some("polarity".to_owned()))?);
            } else if self.nodes(other, by::DOCUMENT)? != document {
                supporting.push(self.other(other, None)?);
            }
        }
        supporting.sort();
        contradicting.sort();
        Ok((supporting, contradicting))
    }
}

/// The evidence of `claim`; none if the store holds no such claim.
///
/// # Errors
/// If the store cannot be read.
pub fn of(store: &Store, claim: &NamedNode) -> Result<Option<Evidence>, StorageError> {
    let reading = Reading { store };
    if !reading
        .nodes(claim, rdf::TYPE)?
        .contains(&by::CLAIM.into_owned())
    {
        return Ok(None);
    }
    let mut marks = Vec::new();
    reading.marks(claim, gaf::DENOTED_BY, Part::Predicate, &mut marks)?;
    reading.marks(claim, by::CUE_PHRASE, Part::Cue, &mut marks)?;
    let (mut arguments, mut sources) = (Vec::new(), Vec::new());
    for part in reading.parts(claim, by::HAS_ARGUMENT)? {
        reading.marks(&part, by::PHRASE, Part::Argument, &mut marks)?;
        arguments.push(reading.argument(&part)?);
    }
    for part in reading.parts(claim, by::HAS_ATTRIBUTION)? {
        reading.marks(&part, by::PHRASE, Part::Source, &mut marks)?;
        sources.push(reading.source(&part)?);
    }
    marks.sort();
    marks.dedup();
    let mut implies = Vec::new();
    for part in reading.parts(claim, by::HAS_PROJECTION)? {
        let of =
            |property| Ok::<_, StorageError>(reading.first(&part, property)?.unwrap_or_default());
        implies.push(Implied {
            subject: of(rdf::SUBJECT)?,
            relation: of(rdf::PREDICATE)?,
            object: of(rdf::OBJECT)?,
        });
    }
    let (supported_by, contradicted_by) = reading.others(claim)?;
    let text = |property| reading.text(claim, property).map(Option::unwrap_or_default);
    Ok(Some(Evidence {
        claim: claim.as_str().to_owned(),
        subject: reading.first(claim, rdf::SUBJECT)?,
        relation: reading.first(claim, rdf::PREDICATE)?.unwrap_or_default(),
        object: reading.first(claim, rdf::OBJECT)?,
        implies,
        arguments,
        document: reading.document(claim)?,
        sentence: reading.sentence(claim)?,
        marks,
        sources,
        polarity: stance(&text(by::POLARITY)?),
        certainty: stance(&text(by::CERTAINTY)?),
        tense: stance(&text(by::TENSE)?),
        negation_cues: reading.texts(claim, by::NEGATION_CUE)?,
        hedge_cues: reading.texts(claim, by::HEDGE_CUE)?,
        time: reading.time(claim)?,
        rule: text(by::RULE)?,
        confidence: text(by::CONFIDENCE)?,
        roleset: reading.text(claim, by::ROLESET)?,
        event_type: reading.text(claim, by::EVENT_TYPE)?,
        supported_by,
        contradicted_by,
    }))
}

/// The word for an individual of `GRaSP`; what it leaves underspecified was laid to someone's charge.
fn stance(iri: &str) -> String {
    if iri == grasp::UNDERSPECIFIED.as_str() {
        return "alleged".to_owned();
    }
    iri.strip_prefix(grasp::NAMESPACE).unwrap_or(iri).to_owned()
}
