//! How two entities are connected: the shortest ways along what is claimed, each step with the articles that say so.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};
use petgraph::graph::{NodeIndex, UnGraph};
use serde::Serialize;

use super::evidence::{self, Evidence, Named};
use super::reading::{Reading, named};
use super::statement::{self, Pattern};
use super::vocabulary::{RELATIONS, by, grasp, rdf};

/// Which claims make a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Trust {
    /// Those that stand as plain triples: reported as facts.
    #[default]
    Facts,
    /// All that nobody denies: hedged, alleged and future ones too.
    AllClaims,
}

/// The way in which a step is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// As it is gone.
    Forward,
    /// Against it.
    Backward,
}

/// A relation that connects two entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The relation.
    pub relation: Named,
    /// The way in which it is stated.
    pub direction: Direction,
    /// The claims that state it, by document and place.
    pub evidence: Vec<Evidence>,
}

impl Link {
    /// The number of articles that state it.
    #[must_use]
    pub fn articles(&self) -> usize {
        let documents: BTreeSet<&str> = self
            .evidence
            .iter()
            .map(|evidence| evidence.document.iri.as_str())
            .collect();
        documents.len()
    }
}

/// A step from one entity to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Where it starts.
    pub from: Named,
    /// Where it ends.
    pub to: Named,
    /// What connects the two, the most supported first.
    pub links: Vec<Link>,
}

/// A way from one entity to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Path {
    /// Its steps.
    pub steps: Vec<Step>,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Any of these to start from.
    pub from: Vec<NamedNode>,
    /// Any of these to reach.
    pub to: Vec<NamedNode>,
    /// The longest way, in steps.
    pub hops: usize,
    /// The most ways.
    pub paths: usize,
    /// Which claims make a step.
    pub trust: Trust,
}

/// The most ways of one length that are weighed against one another.
const WEIGHED: usize = 200;

/// Statements as edges: subject, relation, object.
type Edge = (NamedNode, NamedNode, NamedNode);

/// The ways that `search` asks for: shorter ones first, of one length those that more articles support.
///
/// # Errors
/// If the store cannot be read.
pub fn find(store: &Store, search: &Search) -> Result<Vec<Path>, StorageError> {
    let edges = match search.trust {
        Trust::Facts => facts(store)?,
        Trust::AllClaims => all_claims(store)?,
    };
    let map = Map::new(edges);
    let mut ways = Vec::new();
    for from in &search.from {
        for to in &search.to {
            ways.extend(map.ways(from, to, search));
        }
    }
    let mut weighed = Vec::with_capacity(ways.len());
    let mut support = HashMap::new();
    for way in ways {
        let weight = map.weight(store, &way, &mut support)?;
        let names: Vec<&str> = way.iter().map(|&node| map.graph[node].as_str()).collect();
        weighed.push((way.len(), Reverse(weight), names, way));
    }
    weighed.sort();
    let best = weighed.into_iter().take(search.paths);
    let mut evidence = evidence::Reader::new(store);
    best.map(|(_, _, _, way)| map.path(store, &mut evidence, &way))
        .collect()
}

/// The plain triples between entities.
fn facts(store: &Store) -> Result<BTreeSet<Edge>, StorageError> {
    let mut edges = BTreeSet::new();
    for quad in store.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)) {
        let quad = quad?;
        if !quad.predicate.as_str().starts_with(RELATIONS) {
            continue;
        }
        if let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) =
            (quad.subject, quad.object)
        {
            edges.insert((subject, quad.predicate, object));
        }
    }
    Ok(edges)
}

/// What all claims that deny nothing state between entities.
fn all_claims(store: &Store) -> Result<BTreeSet<Edge>, StorageError> {
    let reading = Reading { store };
    let negative = grasp::NEGATIVE.into_owned();
    let mut edges = BTreeSet::new();
    for claim in reading.subjects(rdf::TYPE, &by::CLAIM.into_owned().into())? {
        if reading.nodes(&claim, by::POLARITY)?.contains(&negative) {
            continue;
        }
        let mut statements = reading.nodes(&claim, by::HAS_PROJECTION)?;
        statements.push(claim);
        for statement in statements {
            let first = |property| -> Result<Option<NamedNode>, StorageError> {
                let objects = reading.objects(&statement, property)?;
                Ok(objects.into_iter().next().and_then(named))
            };
            if let (Some(subject), Some(relation), Some(object)) = (
                first(rdf::SUBJECT)?,
                first(rdf::PREDICATE)?,
                first(rdf::OBJECT)?,
            ) {
                edges.insert((subject, relation, object));
            }
        }
    }
    Ok(edges)
}

/// Entities and what connects them.
struct Map {
    graph: UnGraph<NamedNode, ()>,
    index: HashMap<NamedNode, NodeIndex>,
    /// The statements between two entities, by both in order.
    between: BTreeMap<(NamedNode, NamedNode), Vec<Edge>>,
}

impl Map {
    fn new(edges: BTreeSet<Edge>) -> Self {
        let mut map = Self {
            graph: UnGraph::default(),
            index: HashMap::new(),
            between: BTreeMap::new(),
        };
        for edge in edges {
            let (subject, _, object) = &edge;
            if subject == object {
                continue;
            }
            let pair = if subject < object {
                (subject.clone(), object.clone())
            } else {
                (object.clone(), subject.clone())
            };
            map.between.entry(pair).or_default().push(edge);
        }
        let pairs: Vec<_> = map.between.keys().cloned().collect();
        for (one, other) in pairs {
            let (one, other) = (map.node(one), map.node(other));
            map.graph.add_edge(one, other, ());
        }
        map
    }

    fn node(&mut self, name: NamedNode) -> NodeIndex {
        if let Some(&index) = self.index.get(&name) {
            return index;
        }
        let index = self.graph.add_node(name.clone());
        self.index.insert(name, index);
        index
    }

    /// The simple ways from one entity to another, the shorter first: enough of them to choose from.
    fn ways(&self, from: &NamedNode, to: &NamedNode, search: &Search) -> Vec<Vec<NodeIndex>> {
        let (Some(&from), Some(&to)) = (self.index.get(from), self.index.get(to)) else {
            return Vec::new();
        };
        if from == to {
            return Vec::new();
        }
        let distances = self.distances(to, search.hops);
        let Some(&shortest) = distances.get(&from) else {
            return Vec::new();
        };
        let mut ways = Vec::new();
        for length in shortest..=search.hops {
            let mut walk = Walk {
                map: self,
                distances: &distances,
                goal: to,
                length,
                most: ways.len() + WEIGHED,
                ways: &mut ways,
            };
            walk.on(&mut vec![from]);
            if ways.len() >= search.paths {
                break;
            }
        }
        ways
    }

    /// The steps from each entity to `goal`, as far as they are at most `most`.
    fn distances(&self, goal: NodeIndex, most: usize) -> HashMap<NodeIndex, usize> {
        let mut distances = HashMap::from([(goal, 0)]);
        let mut queue = VecDeque::from([(goal, 0)]);
        while let Some((node, distance)) = queue.pop_front() {
            if distance == most {
                continue;
            }
            for next in self.graph.neighbors(node) {
                if let std::collections::hash_map::Entry::Vacant(entry) = distances.entry(next) {
                    entry.insert(distance + 1);
                    queue.push_back((next, distance + 1));
                }
            }
        }
        distances
    }

    /// The neighbours of `node` in the order of their names.
    fn neighbours(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let mut neighbours: Vec<NodeIndex> = self.graph.neighbors(node).collect();
        neighbours.sort_by(|a, b| self.graph[*a].cmp(&self.graph[*b]));
        neighbours
    }

    /// The statements between two entities.
    fn statements(&self, one: NodeIndex, other: NodeIndex) -> &[Edge] {
        let (one, other) = (&self.graph[one], &self.graph[other]);
        let pair = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        let pair = (pair.0.clone(), pair.1.clone());
        self.between.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// In how many graphs the statements along `way` stand, all together.
    fn weight<'a>(
        &'a self,
        store: &Store,
        way: &[NodeIndex],
        known: &mut HashMap<&'a Edge, usize>,
    ) -> Result<usize, StorageError> {
        let mut weight = 0;
        for pair in way.windows(2) {
            for edge in self.statements(pair[0], pair[1]) {
                if let Some(known) = known.get(edge) {
                    weight += known;
                    continue;
                }
                let (subject, relation, object) = edge;
                let subject = Some(subject.as_ref().into());
                let object = Some(object.as_ref().into());
                let mut graphs = 0;
                for quad in store.quads_for_pattern(subject, Some(relation.as_ref()), object, None)
                {
                    quad?;
                    graphs += 1;
                }
                known.insert(edge, graphs);
                weight += graphs;
            }
        }
        Ok(weight)
    }

    fn path(
        &self,
        store: &Store,
        evidence: &mut evidence::Reader<'_>,
        nodes: &[NodeIndex],
    ) -> Result<Path, StorageError> {
        let mut steps = Vec::new();
        for pair in nodes.windows(2) {
            steps.push(self.step(store, evidence, pair[0], pair[1])?);
        }
        Ok(Path { steps })
    }

    fn step(
        &self,
        store: &Store,
        evidence: &mut evidence::Reader<'_>,
        from: NodeIndex,
        to: NodeIndex,
    ) -> Result<Step, StorageError> {
        let reading = Reading { store };
        let mut links = Vec::new();
        for (subject, relation, object) in self.statements(from, to) {
            let direction = if *subject == self.graph[from] {
                Direction::Forward
            } else {
                Direction::Backward
            };
            links.push(Link {
                relation: reading.named(relation.clone().into())?,
                direction,
                evidence: stating(store, evidence, subject, relation, object)?,
            });
        }
        links.sort_by_cached_key(|link: &Link| {
            let articles = Reverse(link.articles());
            (articles, link.direction, link.relation.name.clone())
        });
        Ok(Step {
            from: reading.named(self.graph[from].clone().into())?,
            to: reading.named(self.graph[to].clone().into())?,
            links,
        })
    }
}

/// A walk through the map, one step deeper at a time, on which no entity is met twice.
struct Walk<'a> {
    map: &'a Map,
    distances: &'a HashMap<NodeIndex, usize>,
    goal: NodeIndex,
    length: usize,
    most: usize,
    ways: &'a mut Vec<Vec<NodeIndex>>,
}

impl Walk<'_> {
    /// Goes on from the end of `way`.
    fn on(&mut self, way: &mut Vec<NodeIndex>) {
        let Some(&last) = way.last() else { return };
        let gone = way.len() - 1;
        if last == self.goal {
            if gone == self.length {
                self.ways.push(way.clone());
            }
            return;
        }
        for next in self.map.neighbours(last) {
            let is_near = self
                .distances
                .get(&next)
                .is_some_and(|left| gone + 1 + left <= self.length);
            if self.ways.len() < self.most && is_near && !way.contains(&next) {
                way.push(next);
                self.on(way);
                way.pop();
            }
        }
    }
}

/// The claims that state this, those that deny it left out.
fn stating(
    store: &Store,
    evidence: &mut evidence::Reader<'_>,
    subject: &NamedNode,
    relation: &NamedNode,
    object: &NamedNode,
) -> Result<Vec<Evidence>, StorageError> {
    let pattern = Pattern {
        subject: Some(vec![subject.clone().into()]),
        relation: Some(vec![relation.clone().into()]),
        object: Some(vec![object.clone().into()]),
    };
    let mut found = Vec::new();
    for claim in statement::claims(store, &pattern)? {
        found.extend(evidence.of(&claim)?);
    }
    found.retain(|evidence| evidence.polarity != "negative");
    found.sort_by_cached_key(|evidence: &Evidence| {
        // Certain claims first, then as the articles have them.
        let is_hedged = evidence.certainty != "certain";
        let (document, start) = (evidence.document.clone(), evidence.sentence.start);
        (is_hedged, document, start, evidence.claim.clone())
    });
    Ok(found)
}
