//! Finds claims by what they state: subject, relation and object, each given or left open. A claim states what its own
//! three are, and what its projections are (who sends troops to whom).

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, Term};
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
    let mut given = places
        .iter()
        .filter_map(|(property, terms)| Some((*property, terms.as_ref()?)));
    // Subjects and objects are rarer than relations: they come first.
    let mut statements = BTreeSet::new();
    if let Some((property, terms)) = given.next() {
        for term in terms {
            statements.extend(reading.subjects(property, term)?);
        }
    } else {
        for class in [by::CLAIM, by::PROJECTION] {
            statements.extend(reading.subjects(rdf::TYPE, &class.into_owned().into())?);
        }
    }
    for (property, terms) in given {
        let mut kept = BTreeSet::new();
        for statement in statements {
            let objects = reading.objects(&statement, property)?;
            if objects.iter().any(|object| terms.contains(object)) {
                kept.insert(statement);
            }
        }
        statements = kept;
    }
    let mut claims = BTreeSet::new();
    for statement in statements {
        claims.extend(claim_of(&reading, statement)?);
    }
    Ok(claims)
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

/// The claims that state the same as `claim` or as one of its projections, whatever their stance: between the same two
/// entities, by the same relation.
pub(super) fn alike(
    reading: &Reading<'_>,
    claim: &NamedNode,
) -> Result<BTreeSet<NamedNode>, StorageError> {
    let mut statements = reading.nodes(claim, by::HAS_PROJECTION)?;
    statements.push(claim.clone());
    let mut found = BTreeSet::new();
    for statement in statements {
        let first = |property| -> Result<Option<NamedNode>, StorageError> {
            let objects = reading.objects(&statement, property)?;
            Ok(objects.into_iter().next().and_then(named))
        };
        let (Some(subject), Some(relation), Some(object)) = (
            first(rdf::SUBJECT)?,
            first(rdf::PREDICATE)?,
            first(rdf::OBJECT)?,
        ) else {
            continue;
        };
        let pattern = Pattern {
            subject: Some(vec![subject.into()]),
            relation: Some(vec![relation.into()]),
            object: Some(vec![object.into()]),
        };
        found.extend(claims(reading.store, &pattern)?);
    }
    Ok(found)
}
