//! Finds what a name names: entities by label or other label, relations by label, documents by id or headline; and
//! shows what an IRI names.
//!
//! A name is looked up as it stands; only if nothing is called so, letter case, accents and spacing are overlooked, and
//! if still nothing is, the nearest names are told.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};
use unicode_normalization::UnicodeNormalization as _;

use super::vocabulary::{RELATIONS, by, rdf, rdfs, schema, skos};

/// What a name is looked for among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Entities.
    Entities,
    /// Relations.
    Relations,
    /// Documents.
    Documents,
    /// Claims, which have no names but their IRIs.
    Claims,
    /// Entities and relations.
    All,
}

/// What was found for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// What is called so, sorted.
    Named(Vec<NamedNode>),
    /// Nothing is; these names come nearest, nearest first.
    Nothing(Vec<String>),
}

/// The most names that are told when nothing is called as asked.
const NEAR: usize = 5;

/// The properties by which things are named, the best first.
const NAMING: [NamedNodeRef<'static>; 4] = [
    rdfs::LABEL,
    skos::ALT_LABEL,
    schema::IDENTIFIER,
    schema::HEADLINE,
];

/// What is called `name` in `store`.
///
/// # Errors
/// If the store cannot be read.
pub fn find(store: &Store, name: &str, among: Among) -> Result<Found, StorageError> {
    for property in NAMING {
        let mut found = BTreeSet::new();
        let forms = [
            Literal::new_simple_literal(name),
            Literal::new_language_tagged_literal_unchecked(name, "en"),
        ];
        for form in &forms {
            for quad in store.quads_for_pattern(None, Some(property), Some(form.into()), None) {
                found.extend(named(quad?.subject));
            }
        }
        let found = fitting(store, found, among)?;
        if !found.is_empty() {
            return Ok(Found::Named(found));
        }
    }
    search(store, name, among)
}

/// What is called nearly `name`.
fn search(store: &Store, name: &str, among: Among) -> Result<Found, StorageError> {
    let wanted = folded(name);
    let mut same = BTreeSet::new();
    let mut near: BTreeMap<(usize, String), NamedNode> = BTreeMap::new();
    for property in NAMING {
        for quad in store.quads_for_pattern(None, Some(property), None, None) {
            let quad = quad?;
            let (Some(subject), Term::Literal(label)) = (named(quad.subject), quad.object) else {
                continue;
            };
            let other = folded(label.value());
            if other == wanted {
                same.insert(subject);
            } else if let Some(distance) = distance(&wanted, &other) {
                near.insert((distance, label.value().to_owned()), subject);
            }
        }
    }
    let same = fitting(store, same, among)?;
    if !same.is_empty() {
        return Ok(Found::Named(same));
    }
    let mut names = Vec::new();
    for ((_, label), subject) in near {
        if names.len() == NEAR {
            break;
        }
        if !names.contains(&label) && fits(store, &subject, among)? {
            names.push(label);
        }
    }
    Ok(Found::Nothing(names))
}

fn named(subject: NamedOrBlankNode) -> Option<NamedNode> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn fitting(
    store: &Store,
    found: BTreeSet<NamedNode>,
    among: Among,
) -> Result<Vec<NamedNode>, StorageError> {
    let mut fitting = Vec::new();
    for node in found {
        if fits(store, &node, among)? {
            fitting.push(node);
        }
    }
    Ok(fitting)
}

fn fits(store: &Store, node: &NamedNode, among: Among) -> Result<bool, StorageError> {
    let is_relation = || node.as_str().starts_with(RELATIONS);
    let is_a = |class: NamedNodeRef<'_>| {
        let mut quads = store.quads_for_pattern(
            Some(node.as_ref().into()),
            Some(rdf::TYPE),
            Some(class.into()),
            None,
        );
        quads.next().transpose().map(|quad| quad.is_some())
    };
    match among {
        Among::Entities => is_a(by::ENTITY),
        Among::Relations => Ok(is_relation()),
        Among::Documents => is_a(schema::NEWS_ARTICLE),
        Among::Claims => is_a(by::CLAIM),
        Among::All => Ok(is_relation() || is_a(by::ENTITY)?),
    }
}

/// Without letter case, accents and needless spacing.
fn folded(name: &str) -> String {
    let letters: String = name
        .nfkd()
        .filter(|&c| !unicode_normalization::char::is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .nfc()
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How far `other` is from `wanted`: edits, up to a third of its letters; none if it is farther and does not hold all
/// its words either.
fn distance(wanted: &str, other: &str) -> Option<usize> {
    let words: Vec<&str> = other.split(' ').collect();
    let is_part = !wanted.is_empty() && wanted.split(' ').all(|word| words.contains(&word));
    if is_part {
        return Some(1);
    }
    let (wanted, other): (Vec<char>, Vec<char>) =
        (wanted.chars().collect(), other.chars().collect());
    let most = wanted.len() / 3;
    if wanted.len().abs_diff(other.len()) > most {
        return None;
    }
    // Levenshtein's distance, one row after the other.
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().filter(|&edits| edits <= most)
}

/// What `node` is called: its label, a document's id or headline, a phrase's words; none if it has no name.
///
/// # Errors
/// If the store cannot be read.
pub fn label(store: &Store, node: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
    for property in [
        rdfs::LABEL,
        schema::IDENTIFIER,
        schema::HEADLINE,
        super::vocabulary::nif::ANCHOR_OF,
    ] {
        let mut labels = BTreeSet::new();
        for quad in store.quads_for_pattern(Some(node.into()), Some(property), None, None) {
            if let Term::Literal(label) = quad?.object {
                // English first, then in the order of the alphabet.
                let is_foreign = label.language().is_some_and(|tag| !tag.starts_with("en"));
                labels.insert((is_foreign, label.value().to_owned()));
            }
        }
        if let Some((_, label)) = labels.pop_first() {
            return Ok(Some(label));
        }
    }
    Ok(None)
}

/// `iri` with a prefix where one of `prefixes` fits and the rest needs no escapes, else in angle brackets.
///
/// # Examples
/// ```
/// use byline::graph::names::shortened;
/// let prefixes = [("ex".to_owned(), "https://example.org/".to_owned())];
/// assert_eq!(shortened("https://example.org/a", &prefixes), "ex:a");
/// assert_eq!(shortened("https://example.org/a/b", &prefixes), "<https://example.org/a/b>");
/// ```
#[must_use]
pub fn shortened(iri: &str, prefixes: &[(String, String)]) -> String {
    let is_plain = |local: &str| {
        local
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            && !local.starts_with('-')
    };
    let fitting = prefixes.iter().filter_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace.as_str())?;
        is_plain(local).then(|| (namespace.len(), format!("{prefix}:{local}")))
    });
    let longest = fitting.max_by_key(|(length, _)| *length);
    longest.map_or_else(|| format!("<{iri}>"), |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_spacing_are_overlooked() {
        assert_eq!(folded(" São  Tomé"), "sao tome");
        assert_eq!(folded("최선희"), "최선희".nfc().collect::<String>());
    }

    #[test]
    fn near_names_have_few_edits_or_hold_all_words() {
        assert_eq!(distance("choe son hui", "choe son hi"), Some(1));
        assert_eq!(distance("choe", "choe son hui"), Some(1));
        assert_eq!(distance("moscow", "pyongyang"), None);
        assert_eq!(distance("", "a"), None);
    }
}
