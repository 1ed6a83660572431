//! Reading a view from a store: the claims that join two entities, and what is known of both.
//!
//! A claim joins its own subject and object, and those of its projections. Read by look-ups around the focus, where
//! there is one, so that a view of few entities costs little in a store of many.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad,
    Term, TermRef,
};
use oxigraph::store::{StorageError, Store};

use super::select::Focus;
use super::{DocumentIdx, Evidence, Link, Node, Publication, Relation, View};
use crate::graph::iri::Minter;
use crate::graph::mapping::entity;
use crate::graph::stance;
use crate::graph::vocabulary::{by, gaf, grasp, nif, rdf, rdfs, schema, skos};
use crate::knowledge::claim::{Certainty, Confidence, Polarity, Tense};
use crate::knowledge::entity::EntityType;
use crate::text::span::Span;

impl View {
    /// The view of what `store` holds, or of what lies around `focus` only, before any selection; `minter` made the
    /// store's names.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn read(
        store: &Store,
        minter: &Minter,
        focus: Option<&Focus>,
    ) -> Result<Self, StorageError> {
        let mut reader = Reader::new(store, minter);
        match focus {
            Some(focus) => reader.around(focus)?,
            None => reader.all()?,
        }
        let nodes = reader.nodes()?;
        Ok(Self::new(reader.documents, nodes, reader.links))
    }
}

/// A subject, relation and object, and the claim that states or implies them.
struct Statement {
    claim: NamedNode,
    subject: NamedNode,
    relation: NamedNode,
    object: NamedNode,
}

/// What was read so far.
struct Reader<'a> {
    store: &'a Store,
    /// Made the store's names.
    minter: &'a Minter,
    documents: Vec<Publication>,
    indices: BTreeMap<String, DocumentIdx>,
    labels: BTreeMap<NamedNode, String>,
    /// What was read of a claim; none if it is broken.
    claims: BTreeMap<NamedNode, Option<Evidence>>,
    links: Vec<Link>,
    /// The entities that links join or that stand in focus.
    wanted: BTreeSet<NamedNode>,
}

impl<'a> Reader<'a> {
    fn new(store: &'a Store, minter: &'a Minter) -> Self {
        Self {
            store,
            minter,
            documents: Vec::new(),
            indices: BTreeMap::new(),
            labels: BTreeMap::new(),
            claims: BTreeMap::new(),
            links: Vec::new(),
            wanted: BTreeSet::new(),
        }
    }

    fn all(&mut self) -> Result<(), StorageError> {
        let store = self.store;
        for quad in store.quads_for_pattern(None, Some(rdf::SUBJECT), None, None) {
            if let Some(statement) = self.statement(&quad?)? {
                self.link(statement)?;
            }
        }
        Ok(())
    }

    fn around(&mut self, focus: &Focus) -> Result<(), StorageError> {
        let store = self.store;
        let mut edge: BTreeSet<NamedNode> = focus
            .iris
            .iter()
            .filter_map(|iri| NamedNode::new(iri).ok())
            .collect();
        self.wanted.extend(edge.iter().cloned());
        let mut seen = edge.clone();
        let mut linked = BTreeSet::new();
        for _ in 0..focus.hops {
            let mut next = BTreeSet::new();
            for entity in &edge {
                for property in [rdf::SUBJECT, rdf::OBJECT] {
                    let object = Some(TermRef::from(entity));
                    for quad in store.quads_for_pattern(None, Some(property), object, None) {
                        let quad = quad?;
                        if !linked.insert(quad.subject.to_string()) {
                            continue;
                        }
                        if let Some(statement) = self.statement(&quad)? {
                            next.extend([&statement.subject, &statement.object].map(Clone::clone));
                            self.link(statement)?;
                        }
                    }
                }
            }
            edge = next.difference(&seen).cloned().collect();
            seen.extend(next);
        }
        Ok(())
    }

    /// The statement that `quad` is about, if it joins two entities.
    fn statement(&self, quad: &Quad) -> Result<Option<Statement>, StorageError> {
        let NamedOrBlankNode::NamedNode(node) = &quad.subject else {
            return Ok(None);
        };
        let graph = quad.graph_name.as_ref();
        let subject = self.object(node, rdf::SUBJECT, graph)?;
        let relation = self.object(node, rdf::PREDICATE, graph)?;
        let object = self.object(node, rdf::OBJECT, graph)?;
        let (Some(subject), Some(relation), Some(object)) = (subject, relation, object) else {
            return Ok(None);
        };
        let whole = Some(TermRef::from(node));
        let mut owners =
            self.store
                .quads_for_pattern(None, Some(by::HAS_PROJECTION), whole, Some(graph));
        let claim = match owners.next().transpose()?.map(|quad| quad.subject) {
            Some(NamedOrBlankNode::NamedNode(claim)) => claim,
            Some(NamedOrBlankNode::BlankNode(_)) | None => node.clone(),
        };
        Ok(Some(Statement {
            claim,
            subject,
            relation,
            object,
        }))
    }

    fn link(&mut self, statement: Statement) -> Result<(), StorageError> {
        let Some(evidence) = self.evidence(&statement.claim)? else {
            return Ok(());
        };
        let label = self.label(&statement.relation)?;
        self.wanted.insert(statement.subject.clone());
        self.wanted.insert(statement.object.clone());
        self.links.push(Link {
            subject: statement.subject.into_string(),
            relation: Relation {
                iri: statement.relation.into_string(),
                label,
            },
            object: statement.object.into_string(),
            evidence,
        });
        Ok(())
    }

    fn evidence(&mut self, claim: &NamedNode) -> Result<Option<Evidence>, StorageError> {
        if let Some(known) = self.claims.get(claim) {
            return Ok(known.clone());
        }
        let evidence = self.read_evidence(claim)?;
        self.claims.insert(claim.clone(), evidence.clone());
        Ok(evidence)
    }

    /// What stands about `claim`; none if it has no document, as after a change by hand.
    fn read_evidence(&mut self, claim: &NamedNode) -> Result<Option<Evidence>, StorageError> {
        let mut card = Card::default();
        for quad in self.of(claim, None) {
            card.take(quad?);
        }
        let Some(document) = card.node(by::DOCUMENT) else {
            return Ok(None);
        };
        let document = self.document(&document)?;
        let (sentence, span) = match card.node(by::SENTENCE) {
            Some(sentence) => self.phrase(&sentence)?,
            None => (String::new(), Span::new(0, 0)),
        };
        let predicate = match card.node(gaf::DENOTED_BY) {
            Some(phrase) => Some(self.phrase(&phrase)?.1),
            None => None,
        };
        Ok(Some(Evidence {
            claim: claim.as_str().to_owned(),
            document,
            sentence,
            span,
            predicate,
            sources: self.sources(&card)?,
            polarity: if card.is(by::POLARITY, grasp::NEGATIVE) {
                Polarity::Negative
            } else {
                Polarity::Positive
            },
            certainty: certainty(&card),
            tense: if card.is(by::TENSE, grasp::FUTURE) {
                Tense::Future
            } else {
                // The graph does not tell past from present.
                Tense::Past
            },
            time: card.text(by::TIME_TEXT),
            confidence: Confidence::new(card.number(by::CONFIDENCE).unwrap_or(0.0)),
        }))
    }

    /// The labels of the sources, nearest first.
    fn sources(&mut self, card: &Card) -> Result<Vec<String>, StorageError> {
        let mut chain = Vec::new();
        for link in card.nodes(by::HAS_ATTRIBUTION) {
            let mut part = Card::default();
            for quad in self.of(&link, None) {
                part.take(quad?);
            }
            let name = match part.node(by::SOURCE) {
                Some(source) => Some(self.label(&source)?),
                None => part.text(by::TEXT),
            };
            let position = part.text(by::POSITION).and_then(|text| text.parse().ok());
            chain.extend(name.map(|name| (position.unwrap_or(u32::MAX), name)));
        }
        chain.sort();
        Ok(chain.into_iter().map(|(_, name)| name).collect())
    }

    /// The words of a sentence or phrase, and where they stand.
    fn phrase(&self, node: &NamedNode) -> Result<(String, Span), StorageError> {
        let mut card = Card::default();
        for quad in self.of(node, None) {
            card.take(quad?);
        }
        let index = |property| {
            let text = card.text(property);
            text.and_then(|text| text.parse().ok()).unwrap_or(0_u32)
        };
        let (begin, end) = (index(nif::BEGIN_INDEX), index(nif::END_INDEX));
        let words = card.text(nif::ANCHOR_OF).unwrap_or_default();
        Ok((words, Span::new(begin, end.max(begin))))
    }

    fn document(&mut self, node: &NamedNode) -> Result<DocumentIdx, StorageError> {
        if let Some(&known) = self.indices.get(node.as_str()) {
            return Ok(known);
        }
        let mut card = Card::default();
        for property in [
            schema::IDENTIFIER,
            schema::HEADLINE,
            schema::DATE_PUBLISHED,
            schema::PUBLISHER,
            schema::URL,
        ] {
            // Not all at once: the text of the article stands there too.
            for quad in self.of(node, Some(property)) {
                card.take(quad?);
            }
        }
        let date = card.text(schema::DATE_PUBLISHED);
        let index = DocumentIdx::new(self.documents.len());
        self.documents.push(Publication {
            iri: node.as_str().to_owned(),
            id: card
                .text(schema::IDENTIFIER)
                .unwrap_or_else(|| node.as_str().to_owned()),
            title: card.text(schema::HEADLINE),
            date: date.and_then(|date| date.parse().ok()),
            publisher: card.text(schema::PUBLISHER),
            url: card.text(schema::URL),
        });
        self.indices.insert(node.as_str().to_owned(), index);
        Ok(index)
    }

    fn nodes(&mut self) -> Result<Vec<Node>, StorageError> {
        let wanted = std::mem::take(&mut self.wanted);
        wanted.iter().map(|entity| self.node(entity)).collect()
    }

    fn node(&mut self, entity: &NamedNode) -> Result<Node, StorageError> {
        let mut card = Card::default();
        for quad in self.store.quads_for_pattern(
            Some(entity.into()),
            None,
            None,
            Some(GraphNameRef::DefaultGraph),
        ) {
            card.take(quad?);
        }
        let types = card.nodes(rdf::TYPE);
        let class = types.iter().filter_map(|class| class_of(class.as_ref()));
        let label = self.label(entity)?;
        let mut aliases = card.texts(skos::ALT_LABEL);
        // An entity of many articles may have many labels.
        aliases.extend(card.texts(rdfs::LABEL));
        aliases.sort();
        aliases.dedup();
        aliases.retain(|alias| *alias != label);
        let mut graphs = BTreeSet::new();
        let mut named = self.minter.is_shared(entity.as_ref());
        for quad in
            self.store
                .quads_for_pattern(None, Some(gaf::DENOTES), Some(entity.into()), None)
        {
            let quad = quad?;
            if !named && let NamedOrBlankNode::NamedNode(mention) = &quad.subject {
                let mut kinds = self.of(mention, Some(by::MENTION_KIND));
                let kind = kinds.next().transpose()?.map(|quad| quad.object);
                named = matches!(kind, Some(Term::Literal(kind)) if kind.value() == "named");
            }
            if let GraphName::NamedNode(graph) = quad.graph_name {
                graphs.insert(graph);
            }
        }
        Ok(Node {
            iri: entity.as_str().to_owned(),
            label,
            aliases,
            class: class.min().unwrap_or(EntityType::Thing),
            named,
            country: card.text(by::COUNTRY),
            documents: graphs.len(),
        })
    }

    /// The label of an entity or relation: the first of the alphabet where there are several, the IRI's last part where
    /// there is none.
    fn label(&mut self, node: &NamedNode) -> Result<String, StorageError> {
        if let Some(known) = self.labels.get(node) {
            return Ok(known.clone());
        }
        let mut card = Card::default();
        for quad in self.store.quads_for_pattern(
            Some(node.into()),
            Some(rdfs::LABEL),
            None,
            Some(GraphNameRef::DefaultGraph),
        ) {
            card.take(quad?);
        }
        let last = || {
            node.as_str()
                .rsplit(['/', '#'])
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let label = card.text(rdfs::LABEL).unwrap_or_else(last);
        self.labels.insert(node.clone(), label.clone());
        Ok(label)
    }

    fn object(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
        graph: GraphNameRef<'_>,
    ) -> Result<Option<NamedNode>, StorageError> {
        let subject = Some(NamedOrBlankNodeRef::from(node));
        let mut quads = self
            .store
            .quads_for_pattern(subject, Some(property), None, Some(graph));
        Ok(match quads.next().transpose()?.map(|quad| quad.object) {
            Some(Term::NamedNode(object)) => Some(object),
            Some(Term::BlankNode(_) | Term::Literal(_) | Term::Triple(_)) | None => None,
        })
    }

    fn of(
        &self,
        node: &NamedNode,
        property: Option<NamedNodeRef<'_>>,
    ) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        self.store
            .quads_for_pattern(Some(node.into()), property, None, None)
    }
}

/// The properties of a node.
#[derive(Default)]
struct Card(
    BTreeMap<NamedNode, BTreeSet<String>>,
    BTreeMap<NamedNode, BTreeSet<NamedNode>>,
);

impl Card {
    fn take(&mut self, quad: Quad) {
        match quad.object {
            Term::NamedNode(node) => {
                self.1.entry(quad.predicate).or_default().insert(node);
            }
            Term::Literal(literal) => {
                let text = literal.value().to_owned();
                self.0.entry(quad.predicate).or_default().insert(text);
            }
            Term::BlankNode(_) | Term::Triple(_) => {}
        }
    }

    fn nodes(&self, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let found = self.1.get(&property.into_owned());
        found.into_iter().flatten().cloned().collect()
    }

    fn node(&self, property: NamedNodeRef<'_>) -> Option<NamedNode> {
        self.nodes(property).into_iter().next()
    }

    fn texts(&self, property: NamedNodeRef<'_>) -> Vec<String> {
        let found = self.0.get(&property.into_owned());
        found.into_iter().flatten().cloned().collect()
    }

    fn text(&self, property: NamedNodeRef<'_>) -> Option<String> {
        self.texts(property).into_iter().next()
    }

    fn number(&self, property: NamedNodeRef<'_>) -> Option<f64> {
        self.text(property)?.parse().ok()
    }

    fn is(&self, property: NamedNodeRef<'_>, value: NamedNodeRef<'_>) -> bool {
        self.nodes(property)
            .iter()
            .any(|node| node.as_ref() == value)
    }
}

fn certainty(card: &Card) -> Certainty {
    let mut all = Certainty::ALL.iter().copied();
    all.find(|&certainty| card.is(by::CERTAINTY, stance::certainty(certainty)))
        .unwrap_or(Certainty::Alleged)
}

/// The kind of thing that a class of the vocabulary stands for.
fn class_of(class: NamedNodeRef<'_>) -> Option<EntityType> {
    let mut kinds = EntityType::ALL.iter().copied();
    kinds.find(|&kind| entity::class(kind) == class)
}
