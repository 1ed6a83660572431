//! Integrity: what `data/shapes.ttl` asks of a graph, and what no shape can say: that words stand where they are said to
//! stand, that plain triples are facts of some article, that nothing is left of what was forgotten.

use std::collections::BTreeSet;
use std::fmt;

use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::export::ExportError;
use super::export::statements::{Sheet, sheets};
use super::store::{Store, StoreError};
use super::vocabulary::{RELATIONS, by, grasp, nif, rdf, rdfs, schema};
use crate::text::span::{Span, Text};

/// Something that should not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The document's id; none where it is of the whole store.
    pub document: Option<String>,
    /// What it is about.
    pub node: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.document.as_deref().unwrap_or("store");
        write!(
            f,
            "{}: <{}>: {}",
            document.escape_debug(),
            self.node,
            self.message
        )
    }
}

/// What every claim has exactly one of.
const OF_CLAIMS: [NamedNodeRef<'static>; 10] = [
    by::DOCUMENT,
    by::SENTENCE,
    by::RULE,
    by::CONFIDENCE,
    by::LEMMA,
    by::PREDICATE_TEXT,
    by::POLARITY,
    by::CERTAINTY,
    by::TENSE,
    rdf::PREDICATE,
];

/// What is wrong with `store`; nothing if all is well.
///
/// # Errors
/// [`ExportError`] if the store cannot be read.
pub fn check(store: &Store) -> Result<Vec<Finding>, ExportError> {
    let mut findings = Vec::new();
    let mut held = Held::default();
    for sheet in sheets(store)? {
        let (id, sheet) = sheet?;
        let mut report = |node: &str, message: String| {
            findings.push(Finding {
                document: Some(id.clone()),
                node: node.to_owned(),
                message,
            });
        };
        let document = store.minter().document(&id);
        check_strings(&sheet, document.as_str(), &mut report);
        check_entities(&sheet, &mut report);
        check_claims(&sheet, &mut report);
        held.note(&sheet);
    }
    check_default_graph(store, &held, &mut findings)?;
    check_counts(store, &mut findings)?;
    findings.sort();
    Ok(findings)
}

/// What the documents hold that may stand in the default graph.
#[derive(Default)]
struct Held {
    nodes: BTreeSet<String>,
    facts: BTreeSet<[String; 3]>,
}

impl Held {
    fn note(&mut self, sheet: &Sheet) {
        for class in [by::ENTITY, by::RELATION] {
            let nodes = sheet.of_class(class);
            self.nodes.extend(nodes.into_iter().map(str::to_owned));
        }
        for claim in sheet.of_class(by::CLAIM) {
            if !is_fact(sheet, claim) {
                continue;
            }
            let projections = sheet.all(claim, by::HAS_PROJECTION);
            for node in std::iter::once(claim).chain(projections) {
                let part = |property| sheet.one(node, property).to_owned();
                self.facts
                    .insert([part(rdf::SUBJECT), part(rdf::PREDICATE), part(rdf::OBJECT)]);
            }
        }
    }
}

fn is_fact(sheet: &Sheet, claim: &str) -> bool {
    sheet.one(claim, by::POLARITY) == grasp::POSITIVE.as_str()
        && sheet.one(claim, by::CERTAINTY) == grasp::CERTAIN.as_str()
        && sheet.one(claim, by::TENSE) == grasp::NON_FUTURE.as_str()
}

/// Phrases and sentences lie in the text and say what the text says there.
fn check_strings(sheet: &Sheet, document: &str, report: &mut impl FnMut(&str, String)) {
    for property in [schema::IDENTIFIER, nif::IS_STRING, schema::IN_LANGUAGE] {
        exactly_one(sheet, document, property, report);
    }
    let text = Text::new(sheet.one(document, nif::IS_STRING).to_owned());
    for class in [nif::SENTENCE, nif::PHRASE] {
        for node in sheet.of_class(class) {
            let index = |property| sheet.one(node, property).parse::<u32>().ok();
            let (begin, end) = (index(nif::BEGIN_INDEX), index(nif::END_INDEX));
            match (begin, end) {
                (Some(begin), Some(end)) if begin <= end && end <= text.len() => {
                    if text.slice(Span::new(begin, end)) != sheet.one(node, nif::ANCHOR_OF) {
                        report(node, "does not say what the text says there".to_owned());
                    }
                }
                _ => report(node, "does not lie in the text".to_owned()),
            }
            if sheet.one(node, nif::REFERENCE_CONTEXT) != document {
                report(node, "is of another document".to_owned());
            }
        }
    }
}

fn check_entities(sheet: &Sheet, report: &mut impl FnMut(&str, String)) {
    for node in sheet.of_class(by::ENTITY) {
        exactly_one(sheet, node, rdfs::LABEL, report);
        if sheet.all(node, rdf::TYPE).len() < 2 {
            report(node, "has no class".to_owned());
        }
    }
    for node in sheet.of_class(by::RELATION) {
        if sheet.all(node, rdfs::LABEL).is_empty() {
            report(node, "has no label".to_owned());
        }
    }
}

fn check_claims(sheet: &Sheet, report: &mut impl FnMut(&str, String)) {
    let sentences: BTreeSet<&str> = sheet.of_class(nif::SENTENCE).into_iter().collect();
    let entities: BTreeSet<&str> = sheet.of_class(by::ENTITY).into_iter().collect();
    for claim in sheet.of_class(by::CLAIM) {
        for property in OF_CLAIMS {
            exactly_one(sheet, claim, property, report);
        }
        let sentence = sheet.one(claim, by::SENTENCE);
        if !sentence.is_empty() && !sentences.contains(sentence) {
            report(claim, "is said by no sentence of its document".to_owned());
        }
        let confidence: f64 = sheet.one(claim, by::CONFIDENCE).parse().unwrap_or(-1.0);
        if !(0.0..=1.0).contains(&confidence) {
            report(claim, "has a confidence that is not from 0 to 1".to_owned());
        }
        let (start, end) = (
            sheet.one(claim, by::TIME_START),
            sheet.one(claim, by::TIME_END),
        );
        if !start.is_empty() && !end.is_empty() && start > end {
            report(claim, "ends before it begins".to_owned());
        }
        for source in [by::ATTRIBUTED_TO, by::VIA] {
            for who in sheet.all(claim, source) {
                if !entities.contains(who) {
                    report(
                        claim,
                        format!("is attributed to <{who}>, which is no entity"),
                    );
                }
            }
        }
    }
}

fn exactly_one(
    sheet: &Sheet,
    node: &str,
    property: NamedNodeRef<'_>,
    report: &mut impl FnMut(&str, String),
) {
    let count = sheet.all(node, property).len();
    if count != 1 {
        let property = property.as_str();
        report(node, format!("has {count} values of <{property}>, not one"));
    }
}

/// Every plain triple is a fact of some article, and no card is of what no article speaks of.
fn check_default_graph(
    store: &Store,
    held: &Held,
    findings: &mut Vec<Finding>,
) -> Result<(), ExportError> {
    let default = GraphName::DefaultGraph;
    let quads = store
        .inner()
        .quads_for_pattern(None, None, None, Some(default.as_ref()));
    for quad in quads {
        let quad = quad.map_err(|error| StoreError::Storage(error.to_string()))?;
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            continue;
        };
        let mut report = |message: String| {
            findings.push(Finding {
                document: None,
                node: subject.as_str().to_owned(),
                message,
            });
        };
        let predicate: &NamedNode = &quad.predicate;
        if predicate.as_str().starts_with(RELATIONS) {
            let object = match &quad.object {
                Term::NamedNode(node) => node.as_str().to_owned(),
                other => other.to_string(),
            };
            let fact = [
                subject.as_str().to_owned(),
                predicate.as_str().to_owned(),
                object,
            ];
            if !held.facts.contains(&fact) {
                report(format!("{quad} is no article's fact"));
            }
        } else if quad.predicate == rdf::TYPE && !held.nodes.contains(subject.as_str()) {
            report("has a card, but no article speaks of it".to_owned());
        }
    }
    Ok(())
}

fn check_counts(store: &Store, findings: &mut Vec<Finding>) -> Result<(), ExportError> {
    let (kept, counted) = (store.counts()?.unwrap_or_default(), store.count()?);
    for ((name, kept), (_, counted)) in kept.rows().into_iter().zip(counted.rows()) {
        if kept != counted {
            findings.push(Finding {
                document: None,
                node: store.minter().index().into_string(),
                message: format!("{name}: {kept} are kept in mind, {counted} are there"),
            });
        }
    }
    Ok(())
}
