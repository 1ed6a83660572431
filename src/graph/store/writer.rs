//! One transaction on a store: articles in, articles out.

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad, QuadRef, Term};
use oxigraph::store::Transaction;

use super::counts::Counts;
use super::error::StoreError;
use crate::graph::mapping::{Mapped, Mapper};
use crate::graph::vocabulary::{RELATIONS, by, gaf, nif, rdf};
use crate::knowledge::article::Article;

/// What a change did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// Whether the document was there before.
    pub replaced: bool,
    /// Claims of the document.
    pub claims: u64,
    /// Entities that the store did not know before, or knows no longer.
    pub entities: u64,
    /// Plain triples likewise.
    pub triples: u64,
}

/// A transaction that has begun.
pub struct Writer<'a> {
    transaction: Transaction<'a>,
    mapper: &'a Mapper,
    counts: Counts,
    kept: Vec<Quad>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        transaction: Transaction<'a>,
        mapper: &'a Mapper,
    ) -> Result<Self, StoreError> {
        let (meta, index) = (mapper.minter.meta(), mapper.minter.index());
        let kept = transaction
            .quads_for_pattern(
                Some(meta.as_ref().into()),
                None,
                None,
                Some(index.as_ref().into()),
            )
            .collect::<Result<Vec<Quad>, _>>()
            .map_err(StoreError::storage)?;
        let counts = Counts::of_quads(kept.iter().cloned().map(Ok))?.unwrap_or_default();
        Ok(Self {
            transaction,
            mapper,
            counts,
            kept,
        })
    }

    /// Puts `article` in the place of what the store holds of it.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn add(
        &mut self,
        article: &Article,
        fingerprint: Option<&str>,
    ) -> Result<Change, StoreError> {
        self.add_mapped(&self.mapper.map(article, fingerprint))
    }

    /// Puts an article that this store's mapper has mapped in the place of what the store holds of it.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn add_mapped(&mut self, mapped: &Mapped) -> Result<Change, StoreError> {
        let replaced = self.forget(&mapped.id)?.is_some();
        let before = self.counts;
        self.transaction.insert_named_graph(mapped.graph.as_ref());
        for quad in &mapped.quads {
            self.transaction.insert(quad);
            self.count(quad, 1);
        }
        self.counts.documents += 1;
        for quad in &mapped.shared {
            if !self.contains(quad.as_ref())? {
                self.transaction.insert(quad);
                self.count_shared(quad, 1);
                }
        }
        Ok(Change {
            replaced,
            claims: self.counts.claims - before.claims,
            entities: self.counts.entities - before.entities,
            triples: self.counts.triples - before.triples,
        })
    }

    /// Drops the document `id` and what only it supports; none if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn forget(&mut self, id: &str) -> Result<Option<Change>, StoreError> {
        let graph = self.mapper.minter.graph(id);
        let is_there = self
            .transaction
            .contains_named_graph(graph.as_ref())
            .map_err(StoreError::storage)?;
        if !is_there {
            return Ok(None);
        }
        let before = self.counts;
        let quads = self.quads_of(&graph)?;
        for quad in &quads {
            self.count(quad, -1);
            self.release(quad, &graph)?;
        }
        self.transaction
            .remove_named_graph(graph.as_ref())
            .map_err(StoreError::storage)?;
        self.counts.documents -= 1;
        Ok(Some(Change {
            replaced: true,
            claims: before.claims - self.counts.claims,
            entities: before.entities - self.counts.entities,
            triples: before.triples - self.counts.triples,
        }))
    }

    fn quads_of(&self, graph: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        self.transaction
            .quads_for_pattern(None, None, None, Some(graph.as_ref().into()))
            .collect::<Result<_, _>>()
            .map_err(StoreError::storage)
    }

    /// Drops the triple of `quad` from the default graph unless another graph than `graph` holds it.
    fn release(&mut self, quad: &Quad, graph: &NamedNode) -> Result<(), StoreError> {
        let mut plain = quad.clone();
        plain.graph_name = GraphName::DefaultGraph;
        if !self.contains(plain.as_ref())? {
            return Ok(());
        }
        let own = GraphNameRef::NamedNode(graph.as_ref());
        for holder in self.transaction.quads_for_pattern(
            Some(quad.subject.as_ref()),
            Some(quad.predicate.as_ref()),
            Some(quad.object.as_ref()),
            None,
        ) {
            let holder = holder.map_err(StoreError::storage)?.graph_name;
            if holder.as_ref() != own && holder != GraphName::DefaultGraph {
                return Ok(());
            }
        }
        self.transaction.remove(&plain);
        self.count_shared(&plain, -1);
        Ok(())
    }

    fn contains(&self, quad: QuadRef<'_>) -> Result<bool, StoreError> {
        self.transaction
            .contains(quad)
            .map_err(StoreError::storage)
    }

    /// Counts a quad of a document's graph.
    fn count(&mut self, quad: &Quad, step: i64) {
        step_by(&mut self.counts.quads, step);
        if quad.predicate.as_ref() != rdf::TYPE {
            return;
        }
        if let Term::NamedNode(class) = &quad.object {
            if *class == by::CLAIM {
                step_by(&mut self.counts.claims, step);
            } else if *class == gaf::MENTION {
                step_by(&mut self.counts.mentions, step);
            } else if *class == nif::SENTENCE {
                step_by(&mut self.counts.sentences, step);
            }
        }
    }

    /// Counts a triple of the default graph.
    fn count_shared(&mut self, quad: &Quad, step: i64) {
        step_by(&mut self.counts.quads, step);
        if quad.predicate.as_str().starts_with(RELATIONS) {
            step_by(&mut self.counts.triples, step);
        } else if quad.predicate.as_ref() == rdf::TYPE
            && let Term::NamedNode(class) = &quad.object
        {
            if *class == by::ENTITY {
                step_by(&mut self.counts.entities, step);
            } else if *class == by::RELATION {
                step_by(&mut self.counts.relations, step);
            }
        }
    }

    pub(super) fn commit(mut self) -> Result<(), StoreError> {
        for quad in &self.kept {
            self.transaction.remove(quad);
        }
        for quad in self.counts.to_quads(&self.mapper.minter) {
            self.transaction.insert(&quad);
        }
        for quad in self.mapper.about() {
            self.transaction.insert(&quad);
        }
        self.transaction.commit().map_err(StoreError::storage)
    }
}

fn step_by(count: &mut u64, step: i64) {
    *count = count.saturating_add_signed(step);
}
