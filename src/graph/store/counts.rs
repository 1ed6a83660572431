//! How much there is: kept up to date by every change, so that telling it reads nothing else.

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};

use super::error::StoreError;
use super::{NamedNode as Node, Store};
use crate::graph::iri::Minter;
use crate::graph::vocabulary::{RELATIONS, by, gaf, nif, rdf, schema, sem, xsd};

/// How much a store holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: u64,
    /// Sentences.
    pub sentences: u64,
    /// Mentions.
    pub mentions: u64,
    /// Entities.
    pub entities: u64,
    /// Relations.
    pub relations: u64,
    /// Claims.
    pub claims: u64,
    /// Plain triples of the default graph between entities.
    pub triples: u64,
    /// Quads, those of the store's own index left out.
    pub quads: u64,
    /// Events that more than one document reports.
    pub events: u64,
    /// Pairs of claims in conflict.
    pub conflicts: u64,
}

impl Counts {
    /// Names and numbers, in the order of the fields.
    #[must_use]
    pub fn rows(&self) -> [(&'static str, u64); 10] {
        [
            ("documents", self.documents),
            ("sentences", self.sentences),
            ("mentions", self.mentions),
            ("entities", self.entities),
            ("relations", self.relations),
            ("claims", self.claims),
            ("triples", self.triples),
            ("quads", self.quads),
            ("events", self.events),
            ("conflicts", self.conflicts),
        ]
    }

    fn slot(&mut self, name: &str) -> Option<&mut u64> {
        Some(match name {
            "documents" => &mut self.documents,
            "sentences" => &mut self.sentences,
            "mentions" => &mut self.mentions,
            "entities" => &mut self.entities,
            "relations" => &mut self.relations,
            "claims" => &mut self.claims,
            "triples" => &mut self.triples,
            "quads" => &mut self.quads,
            "events" => &mut self.events,
            "conflicts" => &mut self.conflicts,
            _ => return None,
        })
    }

    /// Counts `quad` in or out; those of the graph `index` are not counted.
    pub(super) fn count(&mut self, quad: &Quad, index: &NamedNode, step: i64) {
        let graph = match &quad.graph_name {
            GraphName::NamedNode(graph) if graph == index => return,
            other => other,
        };
        let add = |count: &mut u64| *count = count.saturating_add_signed(step);
        add(&mut self.quads);
        let is_default = *graph == GraphName::DefaultGraph;
        if is_default && quad.predicate.as_str().starts_with(RELATIONS) {
            add(&mut self.triples);
        } else if quad.predicate == by::CONFLICTS_WITH {
            // It stands there from both ends.
            if quad.subject.to_string() < quad.object.to_string() {
                add(&mut self.conflicts);
            }
        } else if quad.predicate == rdf::TYPE
            && let Term::NamedNode(class) = &quad.object
        {
            match (is_default, class.as_ref()) {
                (true, by::ENTITY) => add(&mut self.entities),
                (true, by::RELATION) => add(&mut self.relations),
                (false, by::CLAIM) => add(&mut self.claims),
                (false, gaf::MENTION) => add(&mut self.mentions),
                (false, nif::SENTENCE) => add(&mut self.sentences),
                (false, schema::NEWS_ARTICLE) => add(&mut self.documents),
                (false, sem::EVENT) => add(&mut self.events),
                _ => {}
            }
        }
    }

    /// As they stand in the index.
    pub(super) fn to_quads(self, minter: &Minter) -> Vec<Quad> {
        self.rows()
            .into_iter()
            .map(|(name, number)| {
                Quad::new(
                    minter.meta(),
                    property(name),
                    Literal::new_typed_literal(number.to_string(), xsd::INTEGER),
                    minter.index(),
                )
            })
            .collect()
    }

    /// Those that stand in the index; none in a new store.
    pub(super) fn of_quads(
        quads: impl Iterator<Item = Result<Quad, oxigraph::store::StorageError>>,
    ) -> Result<Option<Self>, StoreError> {
        let mut counts = Self::default();
        let mut found = None;
        for quad in quads {
            let quad = quad.map_err(StoreError::storage)?;
            let name = quad
                .predicate
                .as_str()
                .strip_prefix(by::NAMESPACE)
                .and_then(|name| name.strip_prefix("count-"));
            if let (Some(slot), Term::Literal(number)) =
                (name.and_then(|name| counts.slot(name)), &quad.object)
                && let Ok(number) = number.value().parse()
            {
                *slot = number;
                found = Some(());
            }
        }
        Ok(found.map(|()| counts))
    }
}

fn property(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}count-{name}", by::NAMESPACE))
}

impl Store {
    /// How much the store holds, counted quad by quad.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if it cannot be read.
    pub fn count(&self) -> Result<Counts, StoreError> {
        let index = self.minter().index();
        let mut counts = Counts::default();
        for quad in self.inner() {
            counts.count(&quad.map_err(StoreError::storage)?, &index, 1);
        }
        Ok(counts)
    }

    /// How much the store holds; none before the first change.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if it cannot be read.
    pub fn counts(&self) -> Result<Option<Counts>, StoreError> {
        let (meta, index): (Node, Node) = (self.minter().meta(), self.minter().index());
        Counts::of_quads(self.inner().quads_for_pattern(
            Some(meta.as_ref().into()),
            None,
            None,
            Some(index.as_ref().into()),
        ))
    }
}
