//! One transaction on a store: articles in, articles out.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, QuadRef, Term,
    TermRef,
};
use oxigraph::store::Transaction;

use super::counts::Counts;
use super::error::StoreError;
use super::reports;
use crate::graph::event::Report;
use crate::graph::mapping::{Mapped, Mapper};
use crate::graph::update::Update;
use crate::graph::vocabulary::{by, rdf, rdfs, skos};
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
    index: NamedNode,
    counts: Counts,
    /// The counts as the index holds them.
    kept: Vec<Quad>,
    /// Claims whose events are to be made anew.
    touched: BTreeSet<NamedNode>,
    /// The reports of claims that were looked at.
    reports: HashMap<NamedNode, Rc<Report>>,
    /// Things whose labels are to be chosen anew, by name.
    unnamed: BTreeMap<String, NamedOrBlankNode>,
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
            index,
            counts,
            kept,
            touched: BTreeSet::new(),
            reports: HashMap::new(),
            unnamed: BTreeMap::new(),
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
        for quad in &mapped.shared {
            if quad.predicate == rdfs::LABEL {
                self.put_label(quad)?;
            } else {
                self.put(quad)?;
            }
        }
        for (claim, report) in reports::of_article(mapped, &self.mapper.minter)? {
            self.enter(claim, report);
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
        self.forget_graph(&self.mapper.minter.graph(id))
    }

    /// Drops the document of a graph and what only it supports; none if it is not there.
    pub(super) fn forget_graph(&mut self, graph: &NamedNode) -> Result<Option<Change>, StoreError> {
        let is_there = self
            .transaction
            .contains_named_graph(graph.as_ref())
            .map_err(StoreError::storage)?;
        if !is_there {
            return Ok(None);
        }
        let before = self.counts;
        let quads = self.find(None, None, None, graph.as_ref().into())?;
        self.transaction
            .remove_named_graph(graph.as_ref())
            .map_err(StoreError::storage)?;
        for quad in &quads {
            self.count(quad, -1);
            self.release(quad)?;
            if let Some(claim) = claim(quad) {
                self.withdraw(claim)?;
            }
        }
        Ok(Some(Change {
            replaced: true,
            claims: before.claims - self.counts.claims,
            entities: before.entities - self.counts.entities,
            triples: before.triples - self.counts.triples,
        }))
    }

    /// Makes the change that `update` asks for; the numbers of quads before and after it, those of the index left out.
    ///
    /// # Errors
    /// [`StoreError::Update`] if it cannot be made.
    pub fn update(&mut self, update: Update) -> Result<(u64, u64), StoreError> {
        let before = self.counts.quads;
        update
            .prepared()
            .on_transaction(&mut self.transaction)
            .execute()
            .map_err(|error| StoreError::Update(error.to_string()))?;
        self.recount()?;
        Ok((before, self.counts.quads))
    }

    /// Drops the triple of a quad that goes from the default graph, unless another article holds it.
    fn release(&mut self, quad: &Quad) -> Result<(), StoreError> {
        let mut plain = quad.clone();
        plain.graph_name = GraphName::DefaultGraph;
        if quad.predicate == rdfs::LABEL {
            return self.release_label(quad);
        }
        let is_there = self.contains(plain.as_ref())?;
        if !is_there || self.is_held(&quad.subject, quad.predicate.as_ref(), &quad.object)? {
            return Ok(());
        }
        if quad.predicate == skos::ALT_LABEL && self.is_label(&quad.subject, &quad.object)? {
            // It stays as the other label of those who call the thing so.
            self.remember_label(quad.subject.clone());
            return Ok(());
        }
        self.drop(&plain)
    }

    /// Whether an article holds a triple.
    pub(super) fn is_held(
        &self,
        subject: &NamedOrBlankNode,
        predicate: NamedNodeRef<'_>,
        object: &Term,
    ) -> Result<bool, StoreError> {
        let quads = self.transaction.quads_for_pattern(
            Some(subject.as_ref()),
            Some(predicate),
            Some(object.as_ref()),
            None,
        );
        for quad in quads {
            if quad.map_err(StoreError::storage)?.graph_name != GraphName::DefaultGraph {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The quads of a graph about a subject.
    pub(super) fn find_all(
        &self,
        subject: &NamedOrBlankNode,
        predicate: NamedNodeRef<'_>,
        graph: GraphNameRef<'_>,
    ) -> Result<Vec<Quad>, StoreError> {
        self.transaction
            .quads_for_pattern(Some(subject.as_ref()), Some(predicate), None, Some(graph))
            .collect::<Result<_, _>>()
            .map_err(StoreError::storage)
    }

    /// The quads of all graphs about a subject.
    pub(super) fn everywhere(
        &self,
        subject: &NamedOrBlankNode,
        predicate: NamedNodeRef<'_>,
    ) -> Result<Vec<Quad>, StoreError> {
        self.transaction
            .quads_for_pattern(Some(subject.as_ref()), Some(predicate), None, None)
            .collect::<Result<_, _>>()
            .map_err(StoreError::storage)
    }

    /// Remembers that a label is to be chosen.
    pub(super) fn remember_label(&mut self, subject: NamedOrBlankNode) {
        self.unnamed.insert(subject.to_string(), subject);
    }

    /// The next thing whose label is to be chosen.
    pub(super) fn recall_label(&mut self) -> Option<NamedOrBlankNode> {
        self.unnamed.pop_first().map(|(_, subject)| subject)
    }

    fn contains(&self, quad: QuadRef<'_>) -> Result<bool, StoreError> {
        self.transaction.contains(quad).map_err(StoreError::storage)
    }

    fn count(&mut self, quad: &Quad, step: i64) {
        self.counts.count(quad, &self.index, step);
    }

    /// Puts a quad in; whether it was not there.
    pub(super) fn put(&mut self, quad: &Quad) -> Result<bool, StoreError> {
        let is_new = !self.contains(quad.as_ref())?;
        if is_new {
            self.transaction.insert(quad);
            self.count(quad, 1);
        }
        Ok(is_new)
    }

    /// Takes a quad out.
    pub(super) fn drop(&mut self, quad: &Quad) -> Result<(), StoreError> {
        if self.contains(quad.as_ref())? {
            self.transaction.remove(quad);
            self.count(quad, -1);
        }
        Ok(())
    }

    /// The quads of a graph that match.
    pub(super) fn find(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: GraphNameRef<'_>,
    ) -> Result<Vec<Quad>, StoreError> {
        self.transaction
            .quads_for_pattern(subject.map(Into::into), predicate, object, Some(graph))
            .collect::<Result<_, _>>()
            .map_err(StoreError::storage)
    }

    pub(super) fn mapper(&self) -> &'a Mapper {
        self.mapper
    }

    /// Oxigraph's transaction below. Who changes through it what is counted calls [`Writer::recount`] afterwards.
    pub(in crate::graph) fn transaction(&mut self) -> &mut Transaction<'a> {
        &mut self.transaction
    }

    pub(in crate::graph) fn reader(&self) -> &Transaction<'a> {
        &self.transaction
    }

    /// Counts everything anew, from the first quad to the last.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn recount(&mut self) -> Result<(), StoreError> {
        let index = self.mapper.minter.index();
        let mut counts = Counts::default();
        for quad in &self.transaction {
            counts.count(&quad.map_err(StoreError::storage)?, &index, 1);
        }
        self.counts = counts;
        Ok(())
    }

    /// Remembers that a claim's event is to be made anew.
    pub(super) fn remember(&mut self, claim: NamedNode) {
        self.touched.insert(claim);
    }

    /// The next claim whose event is to be made anew.
    pub(super) fn recall(&mut self) -> Option<NamedNode> {
        self.touched.pop_first()
    }

    /// Goes on from these counts.
    pub(super) fn take_over(&mut self, counts: Counts) {
        self.counts = counts;
    }

    /// The reports of claims that were looked at in this transaction.
    pub(super) fn reports(&mut self) -> &mut HashMap<NamedNode, Rc<Report>> {
        &mut self.reports
    }

    /// Brings what is known about the graph up to date.
    fn sign(&mut self) -> Result<(), StoreError> {
        let meta = self.mapper.minter.meta();
        let about = self.mapper.about();
        let kept = self.find(None, None, None, meta.as_ref().into())?;
        for quad in kept.iter().filter(|quad| !about.contains(quad)) {
            self.drop(quad)?;
        }
        for quad in &about {
            self.put(quad)?;
        }
        Ok(())
    }

    /// Brings what depends on the articles up to date: labels, events, what is known about the graph, counts.
    pub(super) fn derive(&mut self) -> Result<(), StoreError> {
        self.choose_labels()?;
        self.settle()?;
        self.sign()?;
        for quad in &self.kept {
            self.transaction.remove(quad);
        }
        for quad in self.counts.to_quads(&self.mapper.minter) {
            self.transaction.insert(&quad);
        }
        Ok(())
    }

    /// Commits what was derived.
    pub(super) fn commit(self) -> Result<(), StoreError> {
        self.transaction.commit().map_err(StoreError::storage)
    }
}

/// The claim that a quad declares.
pub(super) fn claim(quad: &Quad) -> Option<&NamedNode> {
    let is_claim = quad.predicate == rdf::TYPE
        && matches!(&quad.object, Term::NamedNode(class) if *class == by::CLAIM);
    reports::subject(quad).filter(|_| is_claim)
}
