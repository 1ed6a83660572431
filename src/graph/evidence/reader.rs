//! Gathers the evidence of claims from a store. What claims share (documents, claims of the same statement, reports of an
//! event) is read once and remembered: of someone who is in every paper, thousands of claims support one another.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};

use super::{Argument, Document, Evidence, Implied, Mark, Other, Part, Sentence, Source, Time};
use crate::graph::reading::Reading;
use crate::graph::statement::{self, Statement};
use crate::graph::vocabulary::{by, gaf, grasp, nif, rdf, schema};

/// Where a claim stands. In this order claims are read as they were published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The document's day of publication.
    pub date: Option<String>,
    /// The document's id.
    pub document: String,
    /// The first code point of the sentence.
    pub start: usize,
    /// The claim.
    pub claim: NamedNode,
}

/// Gathers evidence, and remembers what it has read.
pub struct Reader<'a> {
    reading: Reading<'a>,
    documents: HashMap<NamedNode, Document>,
    /// What was read of claims that bear on others.
    bearing: HashMap<NamedNode, Rc<Bearing>>,
    alike: HashMap<Statement, Rc<BTreeSet<NamedNode>>>,
    /// The claims that report an event.
    reports: HashMap<Term, Rc<BTreeSet<NamedNode>>>,
}

/// What a claim brings to another that it bears on.
struct Bearing {
    document: Document,
    sentence: String,
    polarity: Vec<NamedNode>,
}

impl<'a> Reader<'a> {
    /// Gathers evidence from `store`.
    #[must_use]
    pub fn new(store: &'a Store) -> Self {
        Self {
            reading: Reading { store },
            documents: HashMap::new(),
            bearing: HashMap::new(),
            alike: HashMap::new(),
            reports: HashMap::new(),
        }
    }

    /// Whether the store holds such a claim.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn is_claim(&self, node: &NamedNode) -> Result<bool, StorageError> {
        let classes = self.reading.nodes(node, rdf::TYPE)?;
        Ok(classes.contains(&by::CLAIM.into_owned()))
    }

    /// Where `claim` stands, which costs far less than its evidence.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn place(&mut self, claim: NamedNode) -> Result<Place, StorageError> {
        let Document { date, id, .. } = self.document(&claim)?;
        let start = match self.reading.nodes(&claim, by::SENTENCE)?.first() {
            Some(sentence) => self.reading.number(sentence, nif::BEGIN_INDEX)?,
            None => 0,
        };
        Ok(Place {
            date,
            document: id,
            start,
            claim,
        })
    }

    /// The evidence of `claim`; none if the store holds no such claim.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn of(&mut self, claim: &NamedNode) -> Result<Option<Evidence>, StorageError> {
        if !self.is_claim(claim)? {
            return Ok(None);
        }
        let (supported_by, contradicted_by) = self.others(claim)?;
        let document = self.document(claim)?;
        let reading = &self.reading;
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
            let of = |property| {
                Ok::<_, StorageError>(reading.first(&part, property)?.unwrap_or_default())
            };
            implies.push(Implied {
                subject: of(rdf::SUBJECT)?,
                relation: of(rdf::PREDICATE)?,
                object: of(rdf::OBJECT)?,
            });
        }
        let text = |property| reading.text(claim, property).map(Option::unwrap_or_default);
        Ok(Some(Evidence {
            claim: claim.as_str().to_owned(),
            subject: reading.first(claim, rdf::SUBJECT)?,
            relation: reading.first(claim, rdf::PREDICATE)?.unwrap_or_default(),
            object: reading.first(claim, rdf::OBJECT)?,
            implies,
            arguments,
            document,
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

    fn document(&mut self, claim: &NamedNode) -> Result<Document, StorageError> {
        let Some(node) = self.reading.nodes(claim, by::DOCUMENT)?.into_iter().next() else {
            return Ok(Document::default());
        };
        if let Some(document) = self.documents.get(&node) {
            return Ok(document.clone());
        }
        let document = self.reading.document(&node)?;
        self.documents.insert(node, document.clone());
        Ok(document)
    }

    fn bearing(&mut self, claim: &NamedNode) -> Result<Rc<Bearing>, StorageError> {
        if let Some(bearing) = self.bearing.get(claim) {
            return Ok(Rc::clone(bearing));
        }
        let bearing = Rc::new(Bearing {
            document: self.document(claim)?,
            sentence: self.reading.sentence(claim)?.text,
            polarity: self.reading.nodes(claim, by::POLARITY)?,
        });
        self.bearing.insert(claim.clone(), Rc::clone(&bearing));
        Ok(bearing)
    }

    /// The claims that state this, whatever their stance.
    fn alike(&mut self, statement: Statement) -> Result<Rc<BTreeSet<NamedNode>>, StorageError> {
        if let Some(claims) = self.alike.get(&statement) {
            return Ok(Rc::clone(claims));
        }
        let claims = Rc::new(statement::claims(
            self.reading.store,
            &statement.clone().into(),
        )?);
        self.alike.insert(statement, Rc::clone(&claims));
        Ok(claims)
    }

    fn reports(&mut self, event: Term) -> Result<Rc<BTreeSet<NamedNode>>, StorageError> {
        if let Some(claims) = self.reports.get(&event) {
            return Ok(Rc::clone(claims));
        }
        let claims = Rc::new(self.reading.subjects(by::REPORTS, &event)?);
        self.reports.insert(event, Rc::clone(&claims));
        Ok(claims)
    }

    /// Claims that say the same elsewhere, and claims that say otherwise.
    fn others(&mut self, claim: &NamedNode) -> Result<(Vec<Other>, Vec<Other>), StorageError> {
        let own = self.bearing(claim)?;
        let conflicts = self.reading.conflicts(claim)?;
        let mut same: BTreeSet<NamedNode> = BTreeSet::new();
        for statement in statement::of(&self.reading, claim)? {
            same.extend(self.alike(statement)?.iter().cloned());
        }
        for event in self.reading.objects(claim, by::REPORTS)? {
            same.extend(self.reports(event)?.iter().cloned());
        }
        same.extend(conflicts.keys().cloned());
        same.remove(claim);
        let (mut supporting, mut contradicting) = (Vec::new(), Vec::new());
        for claim in same {
            let bearing = self.bearing(&claim)?;
            let other = |differs_in: Option<String>| Other {
                document: bearing.document.clone(),
                sentence: bearing.sentence.clone(),
                differs_in,
                claim: claim.as_str().to_owned(),
            };
            if let Some(kinds) = conflicts.get(&claim) {
                contradicting.push(other((!kinds.is_empty()).then(|| kinds.join(", "))));
            } else if bearing.polarity != own.polarity {
                contradicting.push(other(Some("polarity".to_owned())));
            } else if bearing.document.iri != own.document.iri {
                supporting.push(other(None));
            }
        }
        supporting.sort();
        contradicting.sort();
        Ok((supporting, contradicting))
    }
}

impl Reading<'_> {
    fn document(&self, node: &NamedNode) -> Result<Document, StorageError> {
        Ok(Document {
            iri: node.as_str().to_owned(),
            id: self.text(node, schema::IDENTIFIER)?.unwrap_or_default(),
            headline: self.text(node, schema::HEADLINE)?,
            date: self.text(node, schema::DATE_PUBLISHED)?,
            publisher: self.text(node, schema::PUBLISHER)?,
            url: self.text(node, schema::URL)?,
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

    /// The claims that conflict with `claim`, each with what the two differ in.
    fn conflicts(
        &self,
        claim: &NamedNode,
    ) -> Result<BTreeMap<NamedNode, Vec<&'static str>>, StorageError> {
        let mut conflicts = BTreeMap::new();
        for other in self.linked(claim, by::CONFLICTS_WITH)? {
            conflicts.insert(other, Vec::new());
        }
        if conflicts.is_empty() {
            return Ok(conflicts);
        }
        let kinds = [
            (by::CONFLICTS_IN_POLARITY, "polarity"),
            (by::CONFLICTS_IN_TIME, "time"),
            (by::CONFLICTS_IN_PLACE, "place"),
            (by::CONFLICTS_IN_QUANTITY, "quantity"),
        ];
        for (property, kind) in kinds {
            for other in self.linked(claim, property)? {
                if let Some(found) = conflicts.get_mut(&other) {
                    found.push(kind);
                }
            }
        }
        Ok(conflicts)
    }

    /// What `property` links with `node`, either way.
    fn linked(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<BTreeSet<NamedNode>, StorageError> {
        let mut linked = self.subjects(property, &node.clone().into())?;
        linked.extend(self.nodes(node, property)?);
        Ok(linked)
    }
}

/// The word for an individual of `GRaSP`; what it leaves underspecified was laid to someone's charge.
fn stance(iri: &str) -> String {
    if iri == grasp::UNDERSPECIFIED.as_str() {
        return "alleged".to_owned();
    }
    iri.strip_prefix(grasp::NAMESPACE).unwrap_or(iri).to_owned()
}
