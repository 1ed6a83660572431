//! Statements between entities with all that tables need: from the quads of one document.

use std::collections::BTreeMap;

use oxigraph::model::{GraphName, NamedNodeRef, Quad, Term};

use super::ExportError;
use crate::graph::store::{Store, StoreError};
use crate::graph::vocabulary::{RELATIONS, by, nif, rdf, rdfs, schema, skos};

/// What a document's graph says, by subject and property.
#[derive(Debug, Default)]
pub struct Sheet {
    nodes: BTreeMap<String, Vec<(String, Term)>>,
}

impl Sheet {
    /// What `quads` say.
    #[must_use]
    pub fn new(quads: impl Iterator<Item = Quad>) -> Self {
        let mut nodes: BTreeMap<String, Vec<(String, Term)>> = BTreeMap::new();
        for quad in quads {
            let subject = match quad.subject {
                oxigraph::model::NamedOrBlankNode::NamedNode(node) => node.into_string(),
                oxigraph::model::NamedOrBlankNode::BlankNode(node) => node.to_string(),
            };
            nodes
                .entry(subject)
                .or_default()
                .push((quad.predicate.into_string(), quad.object));
        }
        for facts in nodes.values_mut() {
            facts.sort_by_cached_key(|(property, value)| (property.clone(), value.to_string()));
        }
        Self { nodes }
    }

    /// The values of a property, as text, sorted.
    #[must_use]
    pub fn all(&self, subject: &str, property: NamedNodeRef<'_>) -> Vec<&str> {
        let facts = self.nodes.get(subject).map_or(&[][..], Vec::as_slice);
        facts
            .iter()
            .filter(|(found, _)| found == property.as_str())
            .map(|(_, value)| text(value))
            .collect()
    }

    /// The first value of a property, as text; empty if there is none.
    #[must_use]
    pub fn one(&self, subject: &str, property: NamedNodeRef<'_>) -> &str {
        self.all(subject, property)
            .first()
            .copied()
            .unwrap_or_default()
    }

    /// The subjects that are of a class, sorted.
    #[must_use]
    pub fn of_class(&self, class: NamedNodeRef<'_>) -> Vec<&str> {
        self.nodes
            .iter()
            .filter(|(_, facts)| {
                facts.iter().any(|(property, value)| {
                    property == rdf::TYPE.as_str() && text(value) == class.as_str()
                })
            })
            .map(|(subject, _)| subject.as_str())
            .collect()
    }

    fn is_entity(&self, node: &str) -> bool {
        self.all(node, rdf::TYPE).contains(&by::ENTITY.as_str())
    }
}

fn text(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
        Term::BlankNode(node) => node.as_str(),
        Term::Triple(_) => "",
    }
}

/// The last part of an IRI: after `#`, else after `/`.
#[must_use]
pub fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// An entity's card.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Card {
    /// Its IRI.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its class: `Person`.
    pub class: String,
    /// Its country.
    pub country: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The same in other data sets.
    pub same_as: Vec<String>,
}

/// A claim, or what it implies, between two entities.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// Who.
    pub source: String,
    /// To whom.
    pub target: String,
    /// The relation's name: `send-troops-to`.
    pub relation: String,
    /// The relation's label.
    pub label: String,
    /// The statement's IRI: a claim, or a projection of one.
    pub id: String,
    /// The claim's IRI.
    pub claim: String,
    /// The document's id.
    pub document: String,
    /// The document's day of publication.
    pub published: String,
    /// The document's publisher.
    pub publisher: String,
    /// The document's address.
    pub url: String,
    /// Who says so, nearest first.
    pub sources: Vec<String>,
    /// `positive`, `negative`.
    pub polarity: String,
    /// `certain`, `probable`, `possible`, `underspecified`.
    pub certainty: String,
    /// `future`, `non-future`.
    pub tense: String,
    /// First day.
    pub start: String,
    /// Last day.
    pub end: String,
    /// The extractor's confidence.
    pub confidence: String,
    /// Whether the triple stands in the default graph by this document.
    pub is_asserted: bool,
    /// The sentence.
    pub sentence: String,
}

/// The sheets of all documents, by id; each is read when it is asked for.
///
/// # Errors
/// [`ExportError::Store`] if the store cannot be read.
pub fn sheets(
    store: &Store,
) -> Result<impl Iterator<Item = Result<(String, Sheet), ExportError>> + '_, ExportError> {
    Ok(store.document_ids()?.into_iter().map(|id| {
        let graph = GraphName::from(store.minter().graph(&id));
        let quads: Result<Vec<Quad>, _> = store
            .inner()
            .quads_for_pattern(None, None, None, Some(graph.as_ref()))
            .collect();
        let quads = quads.map_err(|error| StoreError::Storage(error.to_string()))?;
        Ok((id, Sheet::new(quads.into_iter())))
    }))
}

/// The cards of the entities of a sheet.
#[must_use]
pub fn cards(sheet: &Sheet) -> Vec<Card> {
    let owned = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
    sheet
        .of_class(by::ENTITY)
        .into_iter()
        .map(|id| {
            let classes = sheet.all(id, rdf::TYPE);
            let class = classes
                .into_iter()
                .find(|&class| class != by::ENTITY.as_str());
            Card {
                id: id.to_owned(),
                label: sheet.one(id, rdfs::LABEL).to_owned(),
                class: class.map_or_else(String::new, |class| local(class).to_owned()),
                country: sheet.one(id, by::COUNTRY).to_owned(),
                aliases: owned(sheet.all(id, skos::ALT_LABEL)),
                same_as: owned(sheet.all(id, crate::graph::vocabulary::owl::SAME_AS)),
            }
        })
        .collect()
}

/// The statements of a sheet between two entities.
#[must_use]
pub fn statements(id: &str, sheet: &Sheet) -> Vec<Statement> {
    let document = sheet.of_class(schema::NEWS_ARTICLE);
    let document = document.first().copied().unwrap_or_default();
    let mut found = Vec::new();
    for claim in sheet.of_class(by::CLAIM) {
        let projections = sheet.all(claim, by::HAS_PROJECTION);
        for node in std::iter::once(claim).chain(projections) {
            let (source, target) = (sheet.one(node, rdf::SUBJECT), sheet.one(node, rdf::OBJECT));
            let relation = sheet.one(node, rdf::PREDICATE);
            if !sheet.is_entity(source) || !sheet.is_entity(target) {
                continue;
            }
            let asserted = NamedNodeRef::new_unchecked(relation);
            found.push(Statement {
                source: source.to_owned(),
                target: target.to_owned(),
                relation: relation
                    .strip_prefix(RELATIONS)
                    .unwrap_or(relation)
                    .to_owned(),
                label: sheet.one(relation, rdfs::LABEL).to_owned(),
                id: node.to_owned(),
                is_asserted: sheet.all(source, asserted).contains(&target),
                document: id.to_owned(),
                published: sheet.one(document, schema::DATE_PUBLISHED).to_owned(),
                publisher: sheet.one(document, schema::PUBLISHER).to_owned(),
                url: sheet.one(document, schema::URL).to_owned(),
                ..of_claim(sheet, claim)
            });
        }
    }
    found
}

/// What a statement has from its claim.
fn of_claim(sheet: &Sheet, claim: &str) -> Statement {
    let mut links: Vec<(u32, &str)> = sheet
        .all(claim, by::HAS_ATTRIBUTION)
        .into_iter()
        .map(|link| {
            let position = sheet.one(link, by::POSITION).parse().unwrap_or(u32::MAX);
            (position, sheet.one(link, by::SOURCE))
        })
        .collect();
    links.sort_unstable();
    let sources = links
        .into_iter()
        .map(|(_, source)| sheet.one(source, rdfs::LABEL).to_owned())
        .collect();
    let code = |property| local(sheet.one(claim, property)).to_owned();
    Statement {
        claim: claim.to_owned(),
        sources,
        polarity: code(by::POLARITY),
        certainty: code(by::CERTAINTY),
        tense: code(by::TENSE),
        start: sheet.one(claim, by::TIME_START).to_owned(),
        end: sheet.one(claim, by::TIME_END).to_owned(),
        confidence: sheet.one(claim, by::CONFIDENCE).to_owned(),
        sentence: sheet
            .one(sheet.one(claim, by::SENTENCE), nif::ANCHOR_OF)
            .to_owned(),
        ..Statement::default()
    }
}
