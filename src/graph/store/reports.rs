//! From the quads of a claim to the report that [`crate::graph::event`] compares.

use std::collections::BTreeSet;

use jiff::civil::Date;
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::Transaction;

use super::error::StoreError;
use crate::graph::event::{self, Number, Participant, Report};
use crate::graph::iri::Minter;
use crate::graph::vocabulary::{by, grasp, rdf, schema};

/// The classes of places that exclude one another.
const PLACES: [NamedNodeRef<'static>; 2] = [schema::CITY, schema::COUNTRY];

/// Reads reports out of a transaction.
pub(super) struct Reports<'a> {
    pub(super) transaction: &'a Transaction<'a>,
    pub(super) minter: &'a Minter,
}

/// What stands about one node in one graph.
struct Facts(Vec<Quad>);

impl Facts {
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

impl Reports<'_> {
    /// The report that a claim is; none if the store holds no such claim.
    pub(super) fn read(&self, claim: &NamedNode) -> Result<Option<Report>, StoreError> {
        let mut graphs = self.find(
            Some(claim.as_ref()),
            Some(rdf::TYPE),
            Some(by::CLAIM.into()),
            None,
        )?;
        let Some(graph) = graphs.pop().map(|quad| quad.graph_name) else {
            return Ok(None);
        };
        let graph = graph.as_ref();
        let facts = self.facts(claim.as_ref(), graph)?;
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
            return Ok(Some(report));
        }
        report.published = document
            .map(|document| self.facts(document.as_ref(), graph))
            .transpose()?
            .and_then(|facts| facts.text(schema::DATE_PUBLISHED)?.parse().ok());
        let of = |property| {
            facts
                .node(property)
                .map(|node| self.participant(node, graph))
                .transpose()
        };
        report.subject = of(rdf::SUBJECT)?;
        report.object = of(rdf::OBJECT)?;
        for argument in facts.nodes(by::HAS_ARGUMENT) {
            self.argument(&mut report, argument, graph)?;
        }
        Ok(Some(report))
    }

    /// Adds a further participant, a place, a number.
    fn argument(
        &self,
        report: &mut Report,
        argument: &NamedNode,
        graph: GraphNameRef<'_>,
    ) -> Result<(), StoreError> {
        let facts = self.facts(argument.as_ref(), graph)?;
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
            let card = self.facts(value.as_ref(), graph)?;
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
            report.others.push(self.participant(value, graph)?);
        }
        Ok(())
    }

    /// An entity as a participant, with who leads it.
    fn participant(
        &self,
        entity: &NamedNode,
        graph: GraphNameRef<'_>,
    ) -> Result<Participant, StoreError> {
        let is_shared = self.minter.is_shared(entity.as_ref());
        let mut leaders = BTreeSet::new();
        if !is_shared {
            let led = self.find(
                None,
                Some(rdf::OBJECT),
                Some(entity.as_ref().into()),
                Some(graph),
            )?;
            for quad in led {
                let oxigraph::model::NamedOrBlankNode::NamedNode(claim) = &quad.subject else {
                    continue;
                };
                let facts = self.facts(claim.as_ref(), graph)?;
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

    fn facts(&self, node: NamedNodeRef<'_>, graph: GraphNameRef<'_>) -> Result<Facts, StoreError> {
        self.find(Some(node), None, None, Some(graph)).map(Facts)
    }

    fn find(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<oxigraph::model::TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Vec<Quad>, StoreError> {
        self.transaction
            .quads_for_pattern(subject.map(Into::into), predicate, object, graph)
            .collect::<Result<_, _>>()
            .map_err(StoreError::storage)
    }
}

/// The kind of happening: after the roleset's verb, which joins a noun to its verb, else after the lemma.
fn kind(facts: &Facts, lemma: &str) -> Option<String> {
    let roleset = facts
        .text(by::ROLESET)
        .and_then(|code| code.split('.').next());
    match roleset.map(|verb| verb.replace('_', "-")) {
        Some(verb) if verb != "have" && verb != "be" => event::kind(&verb),
        Some(_) | None => event::kind(lemma),
    }
}

fn days(facts: &Facts) -> Option<(Date, Date)> {
    let day = |property| facts.text(property)?.parse::<Date>().ok();
    let (start, end) = (day(by::TIME_START)?, day(by::TIME_END)?);
    (start <= end).then_some((start, end))
}
