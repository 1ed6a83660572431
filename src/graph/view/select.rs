//! Cutting a view down to what one wants to see, and counting what was left out.
//!
//! Claims are filtered first, then unnamed entities fall, then all that lies too far from the focus, then the edges
//! with the least support. Support is the number of articles, then of claims; of equals the plainer voice, then the
//! order of IRIs decides.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use super::{Edge, Evidence, View};
use crate::knowledge::claim::Certainty;

/// Which entities to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Naming {
    /// Those with a proper name.
    #[default]
    NamedOnly,
    /// All that take part in a claim.
    All,
}

/// The entities to start from, and how far to go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Focus {
    /// Their IRIs.
    pub iris: BTreeSet<String>,
    /// Over how many edges, in either direction: with one, the claims about the entities themselves.
    pub hops: usize,
}

/// What to show. The default shows all claims about named entities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Which entities.
    pub naming: Naming,
    /// What lies around these entities only.
    pub focus: Option<Focus>,
    /// Of articles published on this day or later; one without a date is left out.
    pub since: Option<Date>,
    /// Of articles published on this day or earlier; one without a date is left out.
    pub until: Option<Date>,
    /// What these sources say, or what these publishers' articles say themselves; in any case of letters.
    pub sources: Vec<String>,
    /// These relations, by label or by the last part of their IRI; in any case of letters.
    pub relations: Vec<String>,
    /// These certainties.
    pub certainties: Vec<Certainty>,
    /// That many edges, those with the most support; no bound when none.
    pub max_edges: Option<usize>,
}

/// What a selection left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Claims that a filter rejects.
    pub filtered: usize,
    /// Claims that only join unnamed entities.
    pub unnamed: usize,
    /// Edges too far from the focus.
    pub distant: usize,
    /// Edges with less support than those kept.
    pub unsupported: usize,
}

impl View {
    /// What `selection` asks for, and the count of what it leaves out. Entities without an edge are left out too, but
    /// not those in focus.
    #[must_use]
    pub fn select(mut self, selection: &Selection) -> (Self, LeftOut) {
        let mut left_out = LeftOut::default();
        let all = self.claims();
        self.retain_claims(|view, edge, claim| selection.accepts(view, edge, claim));
        let accepted = self.claims();
        left_out.filtered = all - accepted;
        match selection.naming {
            Naming::NamedOnly => self.graph.retain_nodes(|graph, node| graph[node].named),
            Naming::All => {}
        }
        left_out.unnamed = accepted - self.claims();
        if let Some(focus) = &selection.focus {
            left_out.distant = self.retain_near(focus);
        }
        if let Some(most) = selection.max_edges {
            left_out.unsupported = self.retain_supported(most);
        }
        let focus = selection.focus.as_ref().map(|focus| &focus.iris);
        self.graph.retain_nodes(|graph, node| {
            graph.neighbors_undirected(node).next().is_some()
                || focus.is_some_and(|focus| focus.contains(&graph[node].iri))
        });
        (self.reordered(), left_out)
    }

    fn retain_claims(&mut self, accepts: impl Fn(&Self, &Edge, &Evidence) -> bool) {
        let mut kept = Vec::new();
        for edge in self.graph.edge_weights() {
            let claims = edge.claims.iter();
            let claims: Vec<Evidence> = claims
                .filter(|claim| accepts(self, edge, claim))
                .cloned()
                .collect();
            kept.push(claims);
        }
        for (edge, claims) in self.graph.edge_weights_mut().zip(kept) {
            edge.claims = claims;
        }
        self.graph
            .retain_edges(|graph, edge| !graph[edge].claims.is_empty());
    }

    /// Keeps the edges over which the focus's hops lead, and returns how many fell.
    fn retain_near(&mut self, focus: &Focus) -> usize {
        let mut distance: BTreeMap<NodeIndex, usize> = BTreeMap::new();
        let mut queue = VecDeque::new();
        for node in self.graph.node_indices() {
            if focus.iris.contains(&self.graph[node].iri) {
                distance.insert(node, 0);
                queue.push_back(node);
            }
        }
        while let Some(node) = queue.pop_front() {
            let next = distance[&node] + 1;
            for neighbour in self.graph.neighbors_undirected(node) {
                distance.entry(neighbour).or_insert_with(|| {
                    queue.push_back(neighbour);
                    next
                });
            }
        }
        let is_near = |node: NodeIndex| distance.get(&node).is_some_and(|&hops| hops < focus.hops);
        let before = self.graph.edge_count();
        self.graph.retain_edges(|graph, edge| {
            let ends = graph.edge_endpoints(edge);
            ends.is_some_and(|(subject, object)| is_near(subject) || is_near(object))
        });
        before - self.graph.edge_count()
    }

    /// Keeps the `most` edges with the most support, and returns how many fell.
    fn retain_supported(&mut self, most: usize) -> usize {
        let mut ranked: Vec<EdgeIndex> = self.graph.edge_indices().collect();
        if ranked.len() <= most {
            return 0;
        }
        ranked.sort_by_cached_key(|&index| {
            let edge = &self.graph[index];
            let support = (edge.documents(), edge.claims.len());
            let (subject, object) = self.ends(index);
            let ends = (
                self.graph[subject].iri.clone(),
                self.graph[object].iri.clone(),
            );
            let name = (ends, edge.relation.clone(), edge.polarity);
            (Reverse(support), edge.voice(), name)
        });
        let kept: BTreeSet<EdgeIndex> = ranked.iter().take(most).copied().collect();
        self.graph.retain_edges(|_, edge| kept.contains(&edge));
        ranked.len() - kept.len()
    }

    /// The same view with nodes and edges in the order of their IRIs: petgraph fills gaps with the last of them.
    fn reordered(self) -> Self {
        let mut order: Vec<NodeIndex> = self.graph.node_indices().collect();
        order.sort_by_key(|&node| &self.graph[node].iri);
        let mut graph = DiGraph::new();
        let mut moved = BTreeMap::new();
        for node in order {
            moved.insert(node, graph.add_node(self.graph[node].clone()));
        }
        let mut edges: Vec<(NodeIndex, NodeIndex, &Edge)> = self
            .graph
            .edge_indices()
            .map(|index| {
                let (subject, object) = self.ends(index);
                (moved[&subject], moved[&object], &self.graph[index])
            })
            .collect();
        edges.sort_by_key(|&(subject, object, edge)| {
            (subject, &edge.relation, object, edge.polarity)
        });
        for (subject, object, edge) in edges {
            graph.add_edge(subject, object, edge.clone());
        }
        Self {
            graph,
            documents: self.documents,
        }
    }
}

impl Selection {
    /// Whether a filter is set that can reject a claim.
    #[must_use]
    pub fn has_filter(&self) -> bool {
        self.since.is_some()
            || self.until.is_some()
            || !(self.sources.is_empty()
                && self.relations.is_empty()
                && self.certainties.is_empty())
    }

    fn accepts(&self, view: &View, edge: &Edge, claim: &Evidence) -> bool {
        let document = view.document(claim.document);
        let in_time = match document.date {
            Some(date) => {
                self.since.is_none_or(|since| since <= date)
                    && self.until.is_none_or(|until| date <= until)
            }
            None => self.since.is_none() && self.until.is_none(),
        };
        let last = edge.relation.iri.rsplit(['/', '#']).next();
        let names = [Some(edge.relation.label.as_str()), last];
        let publisher = document
            .publisher
            .as_deref()
            .filter(|_| claim.sources.is_empty());
        let sources = claim.sources.iter().map(String::as_str).chain(publisher);
        in_time
            && (self.certainties.is_empty() || self.certainties.contains(&claim.certainty))
            && is_wanted(&self.relations, names.into_iter().flatten())
            && is_wanted(&self.sources, sources)
    }
}

/// Whether nothing special is wanted or one of `names` is.
fn is_wanted<'a>(wanted: &[String], mut names: impl Iterator<Item = &'a str>) -> bool {
    wanted.is_empty()
        || names.any(|name| {
            let name = name.to_lowercase();
            wanted.iter().any(|wanted| wanted.to_lowercase() == name)
        })
}
