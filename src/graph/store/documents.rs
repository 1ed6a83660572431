//! The documents of a store.

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::Store;
use super::error::StoreError;
use crate::graph::vocabulary::{by, schema};

/// What is known about a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentCard {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its day of publication.
    pub date: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The fingerprint of what it was read from.
    pub sha256: Option<String>,
}

impl Store {
    /// The ids of the documents, sorted.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn document_ids(&self) -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        for graph in self.inner().named_graphs() {
            if let NamedOrBlankNode::NamedNode(graph) = graph.map_err(StoreError::storage)? {
                ids.extend(self.minter().document_of_graph(graph.as_ref()));
            }
        }
        ids.sort();
        Ok(ids)
    }

    /// The documents, sorted by id.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentCard>, StoreError> {
        self.document_ids()?
            .into_iter()
            .map(|id| self.document(id))
            .collect()
    }

    fn document(&self, id: String) -> Result<DocumentCard, StoreError> {
        let value = |property| self.value(&id, property);
        Ok(DocumentCard {
            title: value(schema::HEADLINE)?,
            date: value(schema::DATE_PUBLISHED)?,
            publisher: value(schema::PUBLISHER)?,
            url: value(schema::URL)?,
            sha256: value(by::SHA256)?,
            id,
        })
    }

    /// Whether the store holds the document `id` as it was read from what has this fingerprint.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn has(&self, id: &str, fingerprint: &str) -> Result<bool, StoreError> {
        Ok(self.value(id, by::SHA256)?.as_deref() == Some(fingerprint))
    }

    /// A property of a document, as text.
    fn value(&self, id: &str, property: NamedNodeRef<'_>) -> Result<Option<String>, StoreError> {
        let (document, graph): (NamedNode, NamedNode) =
            (self.minter().document(id), self.minter().graph(id));
        let found = self
            .inner()
            .quads_for_pattern(
                Some(document.as_ref().into()),
                Some(property),
                None,
                Some(graph.as_ref().into()),
            )
            .next()
            .transpose()
            .map_err(StoreError::storage)?;
        Ok(found.map(|quad| match quad.object {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        }))
    }
}
