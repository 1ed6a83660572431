//! Reads what the graph says of one node: objects and subjects, sorted, with their names.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};
use serde::Serialize;

use super::names;

/// Something with a name, and with an IRI where it is more than words.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// The IRI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iri: Option<String>,
    /// The label, or the words themselves.
    pub name: String,
}

/// Reads what the graph says of one node.
pub(super) struct Reading<'a> {
    /// The store.
    pub(super) store: &'a Store,
}

impl Reading<'_> {
    /// The objects of `node` for `property`, sorted, each once.
    pub(super) fn objects(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Vec<Term>, StorageError> {
        let mut found: Vec<Term> = Vec::new();
        for quad in
            self.store
                .quads_for_pattern(Some(node.as_ref().into()), Some(property), None, None)
        {
            found.push(quad?.object);
        }
        found.sort_by_cached_key(ToString::to_string);
        found.dedup();
        Ok(found)
    }

    /// Those of them that have names.
    pub(super) fn nodes(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Vec<NamedNode>, StorageError> {
        let objects = self.objects(node, property)?.into_iter();
        Ok(objects.filter_map(named).collect())
    }

    /// The subjects that have `object` for `property`, sorted, each once.
    pub(super) fn subjects(
        &self,
        property: NamedNodeRef<'_>,
        object: &Term,
    ) -> Result<BTreeSet<NamedNode>, StorageError> {
        let mut found = BTreeSet::new();
        for quad in self
            .store
            .quads_for_pattern(None, Some(property), Some(object.as_ref()), None)
        {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
                found.insert(subject);
            }
        }
        Ok(found)
    }

    /// The first object, as text: a literal's value, an IRI itself.
    pub(super) fn text(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Option<String>, StorageError> {
        Ok(self.objects(node, property)?.into_iter().next().map(plain))
    }

    pub(super) fn texts(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Vec<String>, StorageError> {
        let objects = self.objects(node, property)?.into_iter();
        Ok(objects.map(plain).collect())
    }

    pub(super) fn number(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<usize, StorageError> {
        let text = self.text(node, property)?;
        Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// `term` with its name.
    pub(super) fn named(&self, term: Term) -> Result<Named, StorageError> {
        match term {
            Term::NamedNode(node) => {
                let label = names::label(self.store, node.as_ref())?;
                let iri = node.into_string();
                Ok(Named {
                    name: label.unwrap_or_else(|| iri.clone()),
                    iri: Some(iri),
                })
            }
            other => Ok(Named {
                iri: None,
                name: plain(other),
            }),
        }
    }

    pub(super) fn first(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Option<Named>, StorageError> {
        let first = self.objects(node, property)?.into_iter().next();
        first.map(|term| self.named(term)).transpose()
    }

    /// The parts of `claim` for `property`, in the order of their numbers.
    pub(super) fn parts(
        &self,
        claim: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Vec<NamedNode>, StorageError> {
        let mut parts = self.nodes(claim, property)?;
        let number = |part: &NamedNode| {
            let end = part.as_str().rsplit(|c: char| !c.is_ascii_digit()).next();
            end.and_then(|end| end.parse::<u32>().ok())
        };
        parts.sort_by_key(number);
        Ok(parts)
    }
}

/// A term with a name, if it is one.
pub(super) fn named(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        Term::BlankNode(_) | Term::Literal(_) | Term::Triple(_) => None,
    }
}

/// The words of a term.
fn plain(term: Term) -> String {
    match term {
        Term::NamedNode(node) => node.into_string(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Triple(triple) => triple.to_string(),
    }
}
