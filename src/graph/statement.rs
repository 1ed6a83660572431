//! Finds claims by what they state: subject, relation and object, each given or left open. A claim states what its own
//! three are, and what its projections are (who sends troops to whom).

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store};

use super::reading::{Reading, named};
use super::vocabulary::{by, rdf};

/// What is asked for: any of these in each place; none is anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Who does it or is it.
    pub subject: Option<Vec<Term>>,
    /// What happens or holds.
    pub relation: Option<Vec<Term>>,
    /// What it is done to, or what the subject is.
    pub object: Option<Vec<Term>>,
}

/// A relation between two entities.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Statement {
    subject: NamedNode,
    relation: NamedNode,
    object: NamedNode,
}

impl From<Statement> for Pattern {
    fn from(statement: Statement) -> Self {
        Self {
            subject: Some(vec![statement.subject.into()]),
            relation: Some(vec![statement.relation.into()]),
            object: Some(vec![statement.object.into()]),
        }
    }
}

/// The claims that state what `pattern` asks for.
///
/// # Errors
/// If the store cannot be read.
pub fn claims(store: &Store, pattern: &Pattern) -> Result<BTreeSet<NamedNode>, StorageError> {
    let reading = Reading { store };
    let places = [
        (rdf::SUBJECT, &pattern.subject),
        (rdf::OBJECT, &pattern.object),
        (rdf::PREDICATE, &pattern.relation),
    ];
    let given: Vec<(NamedNodeRef<'_>, &[Term])> = places
        .into_iter()
        .filter_map(|(property, terms)| Some((property, terms.as_deref()?)))
        .collect();
    let statements = if given.is_empty() {
        let mut all = BTreeSet::new();
        for class in [by::CLAIM, by::PROJECTION] {
            all.extend(reading.subjects(rdf::TYPE, &class.into_owned().into())?);
        }
        all
    } else {
        statements(store, &given)?
    };
    let mut claims = BTreeSet::new();
    for statement in statements {
        claims.extend(claim_of(&reading, statement)?);
    }
    Ok(claims)
}

/// The statements that have one of the terms in each of the places, of which there is at least one.
fn statements(
    store: &Store,
    given: &[(NamedNodeRef<'_>, &[Term])],
) -> Result<BTreeSet<NamedNode>, StorageError> {
    // One may be in every paper and the other in one: all are read in step, until it is known which place has the fewest.
    let mut places: Vec<_> = given
        .iter()
        .map(|&(property, terms)| {
            let quads = terms.iter().flat_map(move |term| {
                store.quads_for_pattern(None, Some(property), Some(term.as_ref()), None)
            });
            (quads, BTreeSet::new())
        })
        .collect();
    let fewest = 'step: loop {
        for (number, (quads, found)) in places.iter_mut().enumerate() {
            match quads.next().transpose()? {
                Some(quad) => found.extend(subject(quad)),
                None => break 'step number,
            }
        }
    };
    let (_, mut statements) = places.swap_remove(fewest);
    for (number, &(property, terms)) in given.iter().enumerate() {
        if number == fewest {
            continue;
        }
        let mut kept = BTreeSet::new();
        for statement in statements {
            if has_any(store, &statement, property, terms)? {
                kept.insert(statement);
            }
        }
        statements = kept;
    }
    Ok(statements)
}

/// Whether `node` has one of `terms` for `property`.
fn has_any(
    store: &Store,
    node: &NamedNode,
    property: NamedNodeRef<'_>,
    terms: &[Term],
) -> Result<bool, StorageError> {
    for term in terms {
        let node = Some(node.as_ref().into());
        let mut quads = store.quads_for_pattern(node, Some(property), Some(term.as_ref()), None);
        if quads.next().transpose()?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The subject of a quad, if it has a name.
fn subject(quad: Quad) -> Option<NamedNode> {
    match quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The claim that makes `statement`: itself, or the one that it is a projection of.
fn claim_of(
    reading: &Reading<'_>,
    statement: NamedNode,
) -> Result<Option<NamedNode>, StorageError> {
    if reading
        .nodes(&statement, rdf::TYPE)?
        .contains(&by::CLAIM.into_owned())
    {
        return Ok(Some(statement));
    }
    let claims = reading.subjects(by::HAS_PROJECTION, &statement.into())?;
    Ok(claims.into_iter().next())
}

/// Whether `words` stand in any statement for a subject or an object that is no entity.
///
/// # Errors
/// If the store cannot be read.
pub fn is_words(store: &Store, words: &Term) -> Result<bool, StorageError> {
    for property in [rdf::SUBJECT, rdf::OBJECT] {
        let mut quads = store.quads_for_pattern(None, Some(property), Some(words.as_ref()), None);
        if quads.next().transpose()?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What `claim` and its projections state between two entities.
pub(super) fn of(reading: &Reading<'_>, claim: &NamedNode) -> Result<Vec<Statement>, StorageError> {
    let mut nodes = reading.nodes(claim, by::HAS_PROJECTION)?;
    nodes.push(claim.clone());
    let mut statements = Vec::new();
    for node in nodes {
        let first = |property| -> Result<Option<NamedNode>, StorageError> {
            let objects = reading.objects(&node, property)?;
            Ok(objects.into_iter().next().and_then(named))
        };
        if let (Some(subject), Some(relation), Some(object)) = (
            first(rdf::SUBJECT)?,
            first(rdf::PREDICATE)?,
            first(rdf::OBJECT)?,
        ) {
            statements.push(Statement {
                subject,
                relation,
                object,
            });
        }
    }
    Ok(statements)
}
