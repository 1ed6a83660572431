//! The view: the entities of a graph and the claims that join them, as a [`petgraph`] graph.
//!
//! Takes links (one claim that joins two entities) and gives one edge for all claims of the same subject, relation,
//! object and polarity. Nodes and edges stand in the order of their IRIs, claims in the order of publication, so that
//! the same links, in any order, give the same view. [`select`] cuts a view down to what one wants to see; `read`
//! fills it from a store.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use crate::knowledge::claim::{Certainty, Confidence, Polarity, Tense};
use crate::knowledge::entity::EntityType;
use crate::text::span::Span;

mod read;
pub mod select;

/// An article, as far as a drawing names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its IRI.
    pub iri: String,
    /// Its id.
    pub id: String,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// The index of an article in [`View::documents`], from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentIdx(usize);

impl DocumentIdx {
    /// The document at `index`, from 0.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(index)
    }

    /// The index, from 0, for use on slices.
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }
}

/// An entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Its other names, sorted.
    pub aliases: Vec<String>,
    /// What kind of thing it is.
    pub class: EntityType,
    /// Whether its label is a proper name.
    pub named: bool,
    /// The ISO 3166 alpha-3 code of the country that it is or acts for, where that is known.
    pub country: Option<String>,
    /// In how many articles it is mentioned.
    pub documents: usize,
}

/// What joins two entities.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// Its IRI.
    pub iri: String,
    /// Its name: "visit", "send troops to".
    pub label: String,
}

/// What a claim that someone holds a position is labelled with, before the position.
const HOLDS: &str = "hold position ";

impl Relation {
    /// Its name as it stands on a line: of a position that alone, "minister of" for "hold position minister of".
    #[must_use]
    pub fn words(&self) -> &str {
        let position = self
            .label
            .strip_prefix(HOLDS)
            .filter(|rest| !rest.is_empty());
        position.unwrap_or(&self.label)
    }
}

/// One claim as evidence for an edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The claim's IRI.
    pub claim: String,
    /// The article.
    pub document: DocumentIdx,
    /// The words of the sentence.
    pub sentence: String,
    /// Where the sentence stands: code points of the article.
    pub span: Span,
    /// Where the words of the relation stand: code points of the article.
    pub predicate: Option<Span>,
    /// Who says it, nearest first; empty: the article itself.
    pub sources: Vec<String>,
    /// Whether the source says that it is so.
    pub polarity: Polarity,
    /// How sure the source is.
    pub certainty: Certainty,
    /// When it is placed.
    pub tense: Tense,
    /// The words that say when it happened.
    pub time: Option<String>,
    /// How sure the extractor is.
    pub confidence: Confidence,
}

impl Evidence {
    /// In what voice the claim is made.
    #[must_use]
    pub fn voice(&self) -> Voice {
        match (self.certainty, self.tense) {
            (Certainty::Probable | Certainty::Possible | Certainty::Alleged, _)
            | (Certainty::Certain, Tense::Future) => Voice::Hedged,
            (Certainty::Certain, Tense::Past | Tense::Present) if self.sources.is_empty() => {
                Voice::Stated
            }
            (Certainty::Certain, Tense::Past | Tense::Present) => Voice::Attributed,
        }
    }
}

/// In what voice something is said, the plainest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// As a fact, by the article itself.
    Stated,
    /// As a fact, by a source that the article names.
    Attributed,
    /// As likely, possible, alleged, or still to come.
    Hedged,
}

impl Voice {
    /// All voices, the plainest first.
    pub const ALL: [Self; 3] = [Self::Stated, Self::Attributed, Self::Hedged];

    /// Its name: `stated`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Attributed => "attributed",
            Self::Hedged => "hedged",
        }
    }
}

/// All claims that say, or all that deny, that a relation joins two entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// What joins them.
    pub relation: Relation,
    /// Whether the claims say or deny it.
    pub polarity: Polarity,
    /// The claims, by day of publication, article and place; never empty.
    pub claims: Vec<Evidence>,
}

impl Edge {
    /// The plainest voice of its claims.
    #[must_use]
    pub fn voice(&self) -> Voice {
        let voices = self.claims.iter().map(Evidence::voice);
        voices.min().unwrap_or(Voice::Hedged)
    }

    /// The surest certainty of its claims.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        let certainties = self.claims.iter().map(|claim| claim.certainty);
        certainties.min().unwrap_or(Certainty::Alleged)
    }

    /// Who says it, each once, sorted.
    #[must_use]
    pub fn sources(&self) -> Vec<String> {
        let sources = self.claims.iter().flat_map(|claim| &claim.sources);
        let unique: BTreeSet<&String> = sources.collect();
        unique.into_iter().cloned().collect()
    }

    /// In how many articles it is claimed.
    #[must_use]
    pub fn documents(&self) -> usize {
        let documents: BTreeSet<DocumentIdx> =
            self.claims.iter().map(|claim| claim.document).collect();
        documents.len()
    }
}

/// One claim that joins two entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The IRI of the entity that does it.
    pub subject: String,
    /// What joins them.
    pub relation: Relation,
    /// The IRI of the entity that it is done to.
    pub object: String,
    /// The claim.
    pub evidence: Evidence,
}

/// Entities and the claims that join them.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Entities and edges, each in the order of their IRIs.
    pub graph: DiGraph<Node, Edge>,
    /// The articles that the evidence names.
    pub documents: Vec<Publication>,
}

impl View {
    /// Joins `nodes` by `links`. Of two nodes with one IRI the first is kept; a link from or to an entity that is not
    /// among the nodes is left out.
    ///
    /// # Panics
    /// If a link names an article that is not among `documents`.
    #[must_use]
    pub fn new(documents: Vec<Publication>, nodes: Vec<Node>, links: Vec<Link>) -> Self {
        let mut unique = BTreeMap::new();
        for node in nodes {
            unique.entry(node.iri.clone()).or_insert(node);
        }
        let mut graph = DiGraph::new();
        let mut indices = BTreeMap::new();
        for (iri, node) in unique {
            indices.insert(iri, graph.add_node(node));
        }
        let mut edges: BTreeMap<(NodeIndex, Relation, NodeIndex, Polarity), Vec<Evidence>> =
            BTreeMap::new();
        for link in links {
            let ends = (indices.get(&link.subject), indices.get(&link.object));
            if let (Some(&subject), Some(&object)) = ends {
                let key = (subject, link.relation, object, link.evidence.polarity);
                edges.entry(key).or_default().push(link.evidence);
            }
        }
        for ((subject, relation, object, polarity), mut claims) in edges {
            claims.sort_by_cached_key(|claim| {
                let document = &documents[claim.document.index()];
                let place = (claim.span, claim.predicate, claim.claim.clone());
                (document.date, document.iri.clone(), place)
            });
            claims.dedup();
            let edge = Edge {
                relation,
                polarity,
                claims,
            };
            graph.add_edge(subject, object, edge);
        }
        Self { graph, documents }
    }

    /// The article at `document`.
    ///
    /// # Panics
    /// If it is not of this view.
    #[must_use]
    pub fn document(&self, document: DocumentIdx) -> &Publication {
        &self.documents[document.index()]
    }

    /// The edges with their ends, in order.
    pub fn edges(&self) -> impl Iterator<Item = (EdgeIndex, &Node, &Edge, &Node)> {
        self.graph.edge_indices().map(|index| {
            let (subject, object) = self.ends(index);
            (
                index,
                &self.graph[subject],
                &self.graph[index],
                &self.graph[object],
            )
        })
    }

    /// The entities that `edge` joins: its subject and its object.
    ///
    /// # Panics
    /// If it is not of this view.
    #[must_use]
    pub fn ends(&self, edge: EdgeIndex) -> (NodeIndex, NodeIndex) {
        self.graph
            .edge_endpoints(edge)
            .expect("an edge of this view has two ends")
    }

    /// The classes that occur, in their own order.
    #[must_use]
    pub fn classes(&self) -> BTreeSet<EntityType> {
        self.graph.node_weights().map(|node| node.class).collect()
    }

    /// The number of claims: one that joins several pairs of entities counts once.
    #[must_use]
    pub fn claims(&self) -> usize {
        let claims = self.graph.edge_weights().flat_map(|edge| &edge.claims);
        let unique: BTreeSet<&str> = claims.map(|claim| claim.claim.as_str()).collect();
        unique.len()
    }
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
