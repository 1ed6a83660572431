//! Overviews: what entities, relations, documents, sources, events and conflicts a store holds, the most supported
//! first.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::export::statements::local;
use super::store::{Store, StoreError};
use super::vocabulary::{RELATIONS, by, nif, rdf, rdfs, schema, sem};

/// A table of text: headings, then rows of as many cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The headings.
    pub headings: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Store {
    /// Entities by the number of documents that speak of them.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn entities(&self) -> Result<Overview, StoreError> {
        let mut documents: BTreeMap<NamedNode, u64> = BTreeMap::new();
        let cards = self.find(None, Some(rdf::TYPE), Some(by::ENTITY.into()), None)?;
        for (node, graph) in cards.into_iter().filter_map(place) {
            *documents.entry(node).or_default() += u64::from(graph);
        }
        let mut rows = Vec::new();
        for (node, documents) in by_number(documents) {
            let classes = self.texts(&node, rdf::TYPE)?;
            let class = classes.iter().find(|&class| class != by::ENTITY.as_str());
            rows.push(vec![
                self.label(&node)?,
                class.map_or_else(String::new, |class| local(class).to_owned()),
                documents.to_string(),
                node.into_string(),
            ]);
        }
        Ok(Overview {
            headings: vec!["entity", "class", "documents", "iri"],
            rows,
        })
    }

    /// Relations by the number of claims that are made with them.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn relations(&self) -> Result<Overview, StoreError> {
        let default = Some(GraphNameRef::DefaultGraph);
        let mut claims: BTreeMap<NamedNode, u64> = BTreeMap::new();
        for quad in self.find(None, Some(rdf::TYPE), Some(by::RELATION.into()), default)? {
            if let Some((node, _)) = place(quad) {
                let uses =
                    self.find(None, Some(rdf::PREDICATE), Some(node.as_ref().into()), None)?;
                claims.insert(node, uses.len() as u64);
            }
        }
        let mut rows = Vec::new();
        for (node, claims) in by_number(claims) {
            let triples = self.find(None, Some(node.as_ref()), None, default)?.len();
            let name = node.as_str().strip_prefix(RELATIONS);
            rows.push(vec![
                self.label(&node)?,
                format!("rel:{}", name.unwrap_or(node.as_str())),
                claims.to_string(),
                triples.to_string(),
            ]);
        }
        Ok(Overview {
            headings: vec!["relation", "name", "claims", "triples"],
            rows,
        })
    }

    /// Documents by id.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn document_overview(&self) -> Result<Overview, StoreError> {
        let mut rows = Vec::new();
        for card in self.documents()? {
            let graph = self.minter().graph(&card.id);
            let graph = Some(GraphNameRef::NamedNode(graph.as_ref()));
            let claims = self.find(None, Some(rdf::TYPE), Some(by::CLAIM.into()), graph)?;
            rows.push(vec![
                card.id,
                card.date.unwrap_or_default(),
                card.publisher.unwrap_or_default(),
                claims.len().to_string(),
                card.title.unwrap_or_default(),
            ]);
        }
        Ok(Overview {
            headings: vec!["document", "date", "publisher", "claims", "title"],
            rows,
        })
    }

    /// Sources by the number of documents, then of claims, that quote them.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn sources(&self) -> Result<Overview, StoreError> {
        let mut found: BTreeMap<NamedNode, (BTreeSet<String>, u64)> = BTreeMap::new();
        for quad in self.find(None, Some(by::ATTRIBUTED_TO), None, None)? {
            if let Term::NamedNode(source) = quad.object {
                let entry = found.entry(source).or_default();
                entry.0.insert(quad.graph_name.to_string());
                entry.1 += 1;
            }
        }
        let mut sorted: Vec<_> = found.into_iter().collect();
        sorted.sort_by_key(|(node, (documents, claims))| {
            (std::cmp::Reverse((documents.len(), *claims)), node.clone())
        });
        let mut rows = Vec::new();
        for (node, (documents, claims)) in sorted {
            rows.push(vec![
                self.label(&node)?,
                documents.len().to_string(),
                claims.to_string(),
                node.into_string(),
            ]);
        }
        Ok(Overview {
            headings: vec!["source", "documents", "claims", "iri"],
            rows,
        })
    }

    /// Events by the number of documents that support them.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn events(&self) -> Result<Overview, StoreError> {
        let mut rows = Vec::new();
        for quad in self.find(None, Some(rdf::TYPE), Some(sem::EVENT.into()), None)? {
            let Some((event, _)) = place(quad) else {
                continue;
            };
            let one = |property| Ok::<_, StoreError>(self.texts(&event, property)?.join(" "));
            let mut actors = Vec::new();
            for actor in self.texts(&event, sem::HAS_ACTOR)? {
                actors.push(self.label(&NamedNode::new_unchecked(actor))?);
            }
            let relations = self.texts(&event, by::HAS_RELATION)?;
            let relations: Vec<&str> = relations.iter().map(|iri| local(iri)).collect();
            rows.push(vec![
                relations.join(", "),
                actors.join(", "),
                one(sem::HAS_BEGIN_TIME_STAMP)?,
                one(by::DOCUMENT_SUPPORT)?,
                one(by::SOURCE_SUPPORT)?,
                one(by::CLAIM_SUPPORT)?,
                event.into_string(),
            ]);
        }
        rows.sort_by_key(|row| {
            (
                std::cmp::Reverse(row[3].parse::<u64>().unwrap_or(0)),
                row.clone(),
            )
        });
        Ok(Overview {
            headings: vec![
                "event",
                "participants",
                "from",
                "documents",
                "sources",
                "claims",
                "iri",
            ],
            rows,
        })
    }

    /// Conflicts, each once, with the two sentences.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn conflicts(&self) -> Result<Overview, StoreError> {
        let kinds = [
            (by::CONFLICTS_IN_POLARITY, "polarity"),
            (by::CONFLICTS_IN_TIME, "time"),
            (by::CONFLICTS_IN_PLACE, "place"),
            (by::CONFLICTS_IN_QUANTITY, "quantity"),
        ];
        let mut rows = Vec::new();
        for (property, kind) in kinds {
            for quad in self.find(None, Some(property), None, None)? {
                let (NamedOrBlankNode::NamedNode(one), Term::NamedNode(other)) =
                    (quad.subject, quad.object)
                else {
                    continue;
                };
                if one < other {
                    let mut row = vec![kind.to_owned()];
                    for claim in [one, other] {
                        row.push(self.sentence(&claim)?);
                        row.push(self.texts(&claim, by::TIME_START)?.join(" "));
                        row.push(self.document_id(&claim)?);
                    }
                    rows.push(row);
                }
            }
        }
        rows.sort();
        Ok(Overview {
            headings: vec![
                "in",
                "one says",
                "from",
                "document",
                "another says",
                "other from",
                "other document",
            ],
            rows,
        })
    }

    fn sentence(&self, claim: &NamedNode) -> Result<String, StoreError> {
        let sentence = self.texts(claim, by::SENTENCE)?.pop().unwrap_or_default();
        let words = self.texts(&NamedNode::new_unchecked(sentence), nif::ANCHOR_OF)?;
        Ok(words.join(" "))
    }

    fn document_id(&self, claim: &NamedNode) -> Result<String, StoreError> {
        let document = self.texts(claim, by::DOCUMENT)?.pop().unwrap_or_default();
        let id = self.texts(&NamedNode::new_unchecked(document), schema::IDENTIFIER)?;
        Ok(id.join(" "))
    }

    /// The first label of a node, else its IRI.
    fn label(&self, node: &NamedNode) -> Result<String, StoreError> {
        let labels = self.texts(node, rdfs::LABEL)?;
        let first = labels.into_iter().next();
        Ok(first.unwrap_or_else(|| node.as_str().to_owned()))
    }

    /// The values of a property in any graph, each once, sorted.
    fn texts(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Vec<String>, StoreError> {
        let quads = self.find(Some(node.as_ref()), Some(property), None, None)?;
        let values: BTreeSet<String> = quads
            .into_iter()
            .map(|quad| match quad.object {
                Term::NamedNode(node) => node.into_string(),
                Term::Literal(literal) => literal.value().to_owned(),
                other => other.to_string(),
            })
            .collect();
        Ok(values.into_iter().collect())
    }

    fn find(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<oxigraph::model::TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Vec<Quad>, StoreError> {
        self.inner()
            .quads_for_pattern(subject.map(Into::into), predicate, object, graph)
            .collect::<Result<_, _>>()
            .map_err(|error| StoreError::Storage(error.to_string()))
    }
}

/// The subject of a quad, and whether it stands in a document's graph.
fn place(quad: Quad) -> Option<(NamedNode, bool)> {
    let is_document = !quad.graph_name.is_default_graph();
    match quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some((node, is_document)),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The highest number first, then by IRI.
fn by_number(numbers: BTreeMap<NamedNode, u64>) -> Vec<(NamedNode, u64)> {
    let mut sorted: Vec<_> = numbers.into_iter().collect();
    sorted.sort_by_key(|(node, number)| (std::cmp::Reverse(*number), node.clone()));
    sorted
}
