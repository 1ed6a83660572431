//! The graph of events, kept up to date by every change: only the events that a change touches are made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::error::StoreError;
use super::reports::{self, subject};
use super::writer::Writer;
use crate::graph::event::{Difference, Report};
use crate::graph::iri::Minter;
use crate::graph::vocabulary::{by, rdf, sem, xsd};

impl Writer<'_> {
    /// Puts a new claim's keys into the index, and remembers to look for its event.
    pub(super) fn enter(&mut self, claim: NamedNode, report: Report) {
        let keys = keys(&claim, &report, &self.mapper().minter);
        for quad in &keys {
            self.transaction().insert(quad);
        }
        if !keys.is_empty() {
            self.expect(claim, report);
        }
    }

    /// Remembers to look for the event of a claim that is in the index.
    pub(super) fn expect(&mut self, claim: NamedNode, report: Report) {
        self.remember(claim.clone());
        self.reports().insert(claim, Rc::new(report));
    }

    /// Takes a claim that goes out of the index and out of its event, whose other claims are looked at again.
    pub(super) fn withdraw(&mut self, claim: &NamedNode) -> Result<(), StoreError> {
        self.reports().remove(claim);
        let index = self.mapper().minter.index();
        let keys = self.find(
            Some(claim.as_ref()),
            Some(by::EVENT_KEY),
            None,
            index.as_ref().into(),
        )?;
        for key in keys {
            self.transaction().remove(&key);
        }
        for event in self.events_of(claim)? {
            self.dissolve(&event)?;
        }
        Ok(())
    }

    /// Makes the events of all remembered claims anew.
    pub(super) fn settle(&mut self) -> Result<(), StoreError> {
        let mut done: BTreeSet<NamedNode> = BTreeSet::new();
        while let Some(claim) = self.recall() {
            if !done.contains(&claim) {
                let members = self.component(claim)?;
                done.extend(members.keys().cloned());
                self.write_event(&members)?;
            }
        }
        Ok(())
    }

    /// All claims that are tied to `first` by being of one happening, through others or not; the events that they were
    /// of are dissolved.
    fn component(
        &mut self,
        first: NamedNode,
    ) -> Result<BTreeMap<NamedNode, Rc<Report>>, StoreError> {
        let mut members: BTreeMap<NamedNode, Rc<Report>> = BTreeMap::new();
        let mut queue = vec![first];
        while let Some(claim) = queue.pop() {
            if members.contains_key(&claim) {
                continue;
            }
            for event in self.events_of(&claim)? {
                self.dissolve(&event)?;
            }
            let Some(report) = self.report(&claim)? else {
                continue;
            };
            for neighbour in self.neighbours(&report)? {
                if members.contains_key(&neighbour) || neighbour == claim {
                    continue;
                }
                if self
                    .report(&neighbour)?
                    .is_some_and(|other| report.is_of_one_event_with(&other))
                {
                    queue.push(neighbour);
                }
            }
            members.insert(claim, report);
        }
        Ok(members)
    }

    /// The claims that share a key with `report`.
    fn neighbours(&self, report: &Report) -> Result<BTreeSet<NamedNode>, StoreError> {
        let index = self.mapper().minter.index();
        let mut found = BTreeSet::new();
        for key in report.keys() {
            let key = Literal::new_simple_literal(key);
            let quads = self.find(
                None,
                Some(by::EVENT_KEY),
                Some(key.as_ref().into()),
                index.as_ref().into(),
            )?;
            found.extend(quads.iter().filter_map(subject).cloned());
        }
        Ok(found)
    }

    /// The report that a claim is, read once in a transaction: it depends on its own document alone.
    fn report(&mut self, claim: &NamedNode) -> Result<Option<Rc<Report>>, StoreError> {
        if let Some(report) = self.reports().get(claim) {
            return Ok(Some(Rc::clone(report)));
        }
        let report = reports::read(self.reader(), &self.mapper().minter, claim)?.map(Rc::new);
        if let Some(report) = &report {
            self.reports().insert(claim.clone(), Rc::clone(report));
        }
        Ok(report)
    }

    fn events_of(&self, claim: &NamedNode) -> Result<Vec<NamedNode>, StoreError> {
        let events = self.mapper().minter.events();
        let quads = self.find(
            Some(claim.as_ref()),
            Some(by::REPORTS),
            None,
            events.as_ref().into(),
        )?;
        Ok(quads
            .into_iter()
            .filter_map(|quad| match quad.object {
                Term::NamedNode(event) => Some(event),
                _ => None,
            })
            .collect())
    }

    /// Takes an event and the conflicts among its claims out, and remembers its claims.
    fn dissolve(&mut self, event: &NamedNode) -> Result<(), StoreError> {
        let events = self.mapper().minter.events();
        let graph: GraphNameRef<'_> = events.as_ref().into();
        let mut quads = self.find(Some(event.as_ref()), None, None, graph)?;
        let members = self.find(None, Some(by::REPORTS), Some(event.as_ref().into()), graph)?;
        for claim in members.iter().filter_map(subject) {
            quads.extend(self.find(Some(claim.as_ref()), None, None, graph)?);
            self.remember(claim.clone());
        }
        for quad in &quads {
            self.drop(quad)?;
        }
        Ok(())
    }

    /// Writes the event of `members`, if more than one document reports it, and their conflicts.
    fn write_event(&mut self, members: &BTreeMap<NamedNode, Rc<Report>>) -> Result<(), StoreError> {
        let documents: BTreeSet<&str> = members
            .values()
            .map(|report| report.document.as_str())
            .collect();
        let Some(first) = members.keys().next().filter(|_| documents.len() > 1) else {
            return Ok(());
        };
        let minter = &self.mapper().minter;
        let (event, graph) = (minter.event(first.as_ref()), minter.events());
        let mut quads = Vec::new();
        let mut say = |subject: &NamedNode, property: NamedNodeRef<'_>, value: Term| {
            quads.push(Quad::new(
                subject.clone(),
                property.into_owned(),
                value,
                graph.clone(),
            ));
        };
        describe(&event, members, &mut say);
        for (claim, report) in members {
            say(claim, by::REPORTS, event.clone().into());
            for (other, against) in members {
                if claim != other && report.is_of_one_event_with(against) {
                    let differences = report.differences(against);
                    if !differences.is_empty() {
                        say(claim, by::CONFLICTS_WITH, other.clone().into());
                    }
                    for difference in differences {
                        say(claim, property(difference), other.clone().into());
                    }
                }
            }
        }
        for quad in &quads {
            self.put(quad)?;
        }
        Ok(())
    }
}

/// Says what the event is: its relations, class, participants, places, days, and how many support it.
fn describe(
    event: &NamedNode,
    members: &BTreeMap<NamedNode, Rc<Report>>,
    say: &mut impl FnMut(&NamedNode, NamedNodeRef<'_>, Term),
) {
    let node = |iri: &str| Term::from(NamedNode::new_unchecked(iri));
    let day =
        |day: jiff::civil::Date| Term::from(Literal::new_typed_literal(day.to_string(), xsd::DATE));
    say(event, rdf::TYPE, sem::EVENT.into());
    let (mut documents, mut sources) = (BTreeSet::new(), BTreeSet::new());
    for report in members.values() {
        if !report.relation.is_empty() {
            say(event, by::HAS_RELATION, node(&report.relation));
        }
        if let Some(class) = &report.class {
            say(
                event,
                by::EVENT_TYPE,
                Literal::new_simple_literal(class).into(),
            );
        }
        for actor in report.participants() {
            say(event, sem::HAS_ACTOR, node(actor));
        }
        for place in report.places.keys() {
            say(event, sem::HAS_PLACE, node(place));
        }
        if let Some((start, end)) = report.days
            && start == end
        {
            say(event, sem::HAS_TIME_STAMP, day(start));
        }
        if report.is_positive && report.is_certain {
            documents.insert(report.document.as_str());
            // What no one is said to have said, the article says.
            if report.sources.is_empty() {
                sources.insert(report.document.as_str());
            }
            sources.extend(report.sources.iter().map(String::as_str));
        }
    }
    let days = members.values().filter_map(|report| report.days);
    if let Some(start) = days.clone().map(|(start, _)| start).min() {
        say(event, sem::HAS_BEGIN_TIME_STAMP, day(start));
    }
    if let Some(end) = days.map(|(_, end)| end).max() {
        say(event, sem::HAS_END_TIME_STAMP, day(end));
    }
    let mut count = |property, number: usize| {
        let number = Literal::new_typed_literal(number.to_string(), xsd::INTEGER);
        say(event, property, number.into());
    };
    count(by::DOCUMENT_SUPPORT, documents.len());
    count(by::SOURCE_SUPPORT, sources.len());
    count(by::CLAIM_SUPPORT, members.len());
}

fn property(difference: Difference) -> NamedNodeRef<'static> {
    match difference {
        Difference::Polarity => by::CONFLICTS_IN_POLARITY,
        Difference::Time => by::CONFLICTS_IN_TIME,
        Difference::Place => by::CONFLICTS_IN_PLACE,
        Difference::Quantity => by::CONFLICTS_IN_QUANTITY,
    }
}

/// The keys of a claim, as they stand in the index.
pub(super) fn keys(claim: &NamedNode, report: &Report, minter: &Minter) -> Vec<Quad> {
    let quad = |key| {
        Quad::new(
            claim.clone(),
            by::EVENT_KEY,
            Literal::new_simple_literal(key),
            minter.index(),
        )
    };
    report.keys().into_iter().map(quad).collect()
}
