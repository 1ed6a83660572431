//! From the quads of a claim to the report that [`crate::graph::event`] compares: out of a store, or out of an article
//! that is about to be put there.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Transaction;

use super::error::StoreError;
use super::writer::claim;
use crate::graph::event::{self, Number, Participant, Report};
use crate::graph::iri::Minter;
use crate::graph::mapping::Mapped;
use crate::graph::vocabulary::{by, grasp, rdf, schema};

/// The classes of places that exclude one another.
const PLACES: [NamedNodeRef<'static>; 2] = [schema::CITY, schema::COUNTRY];

/// What stands about one node in one graph.
struct Facts<'a>(Vec<Cow<'a, Quad>>);

impl Facts<'_> {
    fn node(&self, property: NamedNodeRef<'_>) -> Option<&NamedNode> {
        self.nodes(property).next()
    }

    fn nodes(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &NamedNode> {
        self.objects(property).filter_map(|object| match object {
            Term::NamedNode(node) => Some(node),
            _ => None,
        })
    }

    fn text(&self, property: NamedNodeRef<'_>) -> Option<&str> {
        self.objects(property).find_map(|object| match object {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
    }

    fn has(&self, property: NamedNodeRef<'_>, value: NamedNodeRef<'_>) -> bool {
        self.nodes(property).any(|node| *node == value)
    }

    fn objects(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> {
        self.0
            .iter()
            .filter(move |quad| quad.predicate == property)
            .map(|quad| &quad.object)
    }
}

/// The graph of one document.
trait DocumentGraph {
    /// What stands about `node`.
    fn facts(&self, node: NamedNodeRef<'_>) -> Result<Facts<'_>, StoreError>;

    /// The claims that something is done to `entity`.
    fn claims_on(&self, entity: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, StoreError>;
}

/// A graph as a transaction sees it.
struct Stored<'a> {
    transaction: &'a Transaction<'a>,
    graph: GraphName,
}

impl Stored<'_> {
    fn find(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        object: Option<(NamedNodeRef<'_>, NamedNodeRef<'_>)>,
    ) -> Result<Vec<Quad>, StoreError> {
        self.transaction
            .quads_for_pattern(
                subject.map(Into::into),
                object.map(|(property, _)| property),
                object.map(|(_, value)| value.into()),
                Some(self.graph.as_ref()),
            )
            .collect::<Result<_, _>>()
            .map_err(StoreError::storage)
    }
}

impl DocumentGraph for Stored<'_> {
    fn facts(&self, node: NamedNodeRef<'_>) -> Result<Facts<'_>, StoreError> {
        let quads = self.find(Some(node), None)?;
        Ok(Facts(quads.into_iter().map(Cow::Owned).collect()))
    }

    fn claims_on(&self, entity: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, StoreError> {
        let quads = self.find(None, Some((rdf::OBJECT, entity)))?;
        Ok(quads.iter().filter_map(subject).cloned().collect())
    }
}

/// The graph of an article that was mapped, by what its quads speak of.
#[derive(Default)]
struct Article<'a> {
    about: HashMap<&'a str, Vec<&'a Quad>>,
    claims_on: HashMap<&'a str, Vec<&'a NamedNode>>,
}

impl<'a> Article<'a> {
    fn new(mapped: &'a Mapped) -> Self {
        let mut article = Self::default();
        for quad in &mapped.quads {
            let Some(node) = subject(quad) else {
                continue;
            };
            article.about.entry(node.as_str()).or_default().push(quad);
            if let (true, Term::NamedNode(object)) = (quad.predicate == rdf::OBJECT, &quad.object) {
                let claims = article.claims_on.entry(object.as_str()).or_default();
                claims.push(node);
            }
        }
        article
    }
}

impl DocumentGraph for Article<'_> {
    fn facts(&self, node: NamedNodeRef<'_>) -> Result<Facts<'_>, StoreError> {
        let quads = self.about.get(node.as_str()).into_iter().flatten();
        Ok(Facts(quads.map(|&quad| Cow::Borrowed(quad)).collect()))
    }

    fn claims_on(&self, entity: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, StoreError> {
        let claims = self.claims_on.get(entity.as_str()).into_iter().flatten();
        Ok(claims.map(|&claim| claim.clone()).collect())
    }
}

/// The report that a claim of the store is; none if it holds no such claim.
pub(super) fn read(
    transaction: &Transaction<'_>,
    minter: &Minter,
    claim: &NamedNode,
) -> Result<Option<Report>, StoreError> {
    let declared = transaction
        .quads_for_pattern(
            Some(claim.as_ref().into()),
            Some(rdf::TYPE),
            Some(by::CLAIM.into()),
            None,
        )
        .next()
        .transpose()
        .map_err(StoreError::storage)?;
    let Some(graph) = declared.map(|quad| quad.graph_name) else {
        return Ok(None);
    };
    let graph = Stored { transaction, graph };
    Reader { graph, minter }.report(claim).map(Some)
}

/// The claims of an article, in its order, with the reports that they are.
pub(super) fn of_article(
    mapped: &Mapped,
    minter: &Minter,
) -> Result<Vec<(NamedNode, Report)>, StoreError> {
    let graph = Article::new(mapped);
    let reader = Reader { graph, minter };
    let claims = mapped.quads.iter().filter_map(claim);
    claims
        .map(|claim| Ok((claim.clone(), reader.report(claim)?)))
        .collect()
}

/// Reads reports out of the graph of their document.
struct Reader<'a, G> {
    graph: G,
    minter: &'a Minter,
}

impl<G: DocumentGraph> Reader<'_, G> {
    /// The report that a claim of the graph is.
    fn report(&self, claim: &NamedNode) -> Result<Report, StoreError> {
        let facts = self.graph.facts(claim.as_ref())?;
        let lemma = facts.text(by::LEMMA).unwrap_or_default();
        let relation = facts.node(rdf::PREDICATE);
        let document = facts.node(by::DOCUMENT);
        let mut report = Report {
            claim: claim.as_str().to_owned(),
            document: document.map_or_else(String::new, |node| node.as_str().to_owned()),
            sources: facts
                .nodes(by::ATTRIBUTED_TO)
                .map(|node| node.as_str().to_owned())
                .collect(),
            kind: kind(&facts, lemma),
            class: facts.text(by::EVENT_TYPE).map(str::to_owned),
            relation: relation.map_or_else(String::new, |node| node.as_str().to_owned()),
            is_positive: facts.has(by::POLARITY, grasp::POSITIVE),
            is_certain: facts.has(by::CERTAINTY, grasp::CERTAIN),
            is_future: facts.has(by::TENSE, grasp::FUTURE),
            days: days(&facts),
            ..Report::default()
        };
        if report.kind.is_none() || report.is_future {
            return Ok(report);
        }
        report.published = document
            .map(|document| self.graph.facts(document.as_ref()))
            .transpose()?
            .and_then(|facts| facts.text(schema::DATE_PUBLISHED)?.parse().ok());
        let of = |property| {
            facts
                .node(property)
                .map(|node| self.participant(node))
                .transpose()
        };
        report.subject = of(rdf::SUBJECT)?;
        report.object = of(rdf::OBJECT)?;
        for argument in facts.nodes(by::HAS_ARGUMENT) {
            self.argument(&mut report, argument)?;
        }
        // A store gives them in another order than an article.
        report.others.sort_by(|a, b| a.entity.cmp(&b.entity));
        report.numbers.sort_by(|a, b| {
            let by_value = a.value.total_cmp(&b.value);
            a.unit
                .cmp(&b.unit)
                .then(by_value)
                .then(a.is_about.cmp(&b.is_about))
        });
        Ok(report)
    }

    /// Adds a further participant, a place, a number.
    fn argument(&self, report: &mut Report, argument: &NamedNode) -> Result<(), StoreError> {
        let facts = self.graph.facts(argument.as_ref())?;
        if let (Some(value), Some(unit)) = (facts.text(by::QUANTITY), facts.text(by::UNIT))
            && let Ok(value) = value.parse()
        {
            report.numbers.push(Number {
                unit: unit.to_lowercase(),
                value,
                is_about: facts.text(by::APPROXIMATION).is_some(),
            });
        }
        let Some(value) = facts.node(by::VALUE) else {
            return Ok(());
        };
        let is_place = facts.text(by::ROLE) == Some("ARGM-LOC");
        if is_place && self.minter.is_shared(value.as_ref()) {
            let card = self.graph.facts(value.as_ref())?;
            if let Some(class) = PLACES.into_iter().find(|&class| card.has(rdf::TYPE, class)) {
                report
                    .places
                    .insert(value.as_str().to_owned(), class.as_str().to_owned());
            }
        }
        let is_new = report
            .subject
            .iter()
            .chain(&report.object)
            .all(|known| known.entity != value.as_str());
        if is_new {
            report.others.push(self.participant(value)?);
        }
        Ok(())
    }

    /// An entity as a participant, with who leads it.
    fn participant(&self, entity: &NamedNode) -> Result<Participant, StoreError> {
        let is_shared = self.minter.is_shared(entity.as_ref());
        let mut leaders = BTreeSet::new();
        if !is_shared {
            for claim in self.graph.claims_on(entity.as_ref())? {
                let facts = self.graph.facts(claim.as_ref())?;
                let is_fact = facts.has(by::POLARITY, grasp::POSITIVE)
                    && facts.has(by::CERTAINTY, grasp::CERTAIN);
                if is_fact && facts.text(by::LEMMA).is_some_and(event::leads) {
                    let leader = facts.node(rdf::SUBJECT);
                    leaders.extend(
                        leader
                            .filter(|leader| self.minter.is_shared(leader.as_ref()))
                            .map(|leader| leader.as_str().to_owned()),
                    );
                }
            }
        }
        Ok(Participant {
            entity: entity.as_str().to_owned(),
            is_shared,
            leaders,
        })
    }
}

/// The subject of a quad; Byline writes no blank nodes.
pub(super) fn subject(quad: &Quad) -> Option<&NamedNode> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The kind of happening: after the roleset's verb, which joins a noun to its verb, else after the lemma.
fn kind(facts: &Facts<'_>, lemma: &str) -> Option<String> {
    let roleset = facts
        .text(by::ROLESET)
        .and_then(|code| code.split('.').next());
    match roleset.map(|verb| verb.replace('_', "-")) {
        Some(verb) if verb != "have" && verb != "be" => event::kind(&verb),
        Some(_) | None => event::kind(lemma),
    }
}

fn days(facts: &Facts<'_>) -> Option<(Date, Date)> {
    let day = |property| facts.text(property)?.parse::<Date>().ok();
    let (start, end) = (day(by::TIME_START)?, day(by::TIME_END)?);
    (start <= end).then_some((start, end))
}
