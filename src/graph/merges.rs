//! Entities that may be one, or that have one name and should not: pairs with the reason, and the line of an alias file
//! (`build --aliases`) that says so. Nothing is joined or parted by them.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store as Quads};

use super::mapping::entity::class;
use super::overview::Overview;
use super::reading::Reading;
use super::store::{Store, StoreError};
use super::vocabulary::{by, gaf, nif, rdf, rdfs, skos};
use crate::knowledge::entity::{EntityType, MentionKind};
use crate::knowledge::resolve::candidates::{Candidate, Card, Reason, candidates};

/// A name and a kind, with all that documents say of it.
#[derive(Debug, Default)]
struct Known {
    aliases: BTreeSet<String>,
    countries: BTreeSet<String>,
    documents: BTreeSet<String>,
}

/// The entities of a store by name and kind: one name of two kinds is two things here.
type ByName = BTreeMap<(String, EntityType), Known>;

impl Store {
    /// Pairs of entities that may be one, the surest first.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the store cannot be read.
    pub fn merges(&self) -> Result<Overview, StoreError> {
        let known = self
            .named_entities()
            .map_err(|error| StoreError::Storage(error.to_string()))?;
        let cards: Vec<Card> = known
            .iter()
            .map(|((name, kind), known)| Card {
                name: name.clone(),
                kind: *kind,
                aliases: known.aliases.iter().cloned().collect(),
                // Documents that place a name in two countries place it in none.
                country: (known.countries.len() == 1)
                    .then(|| known.countries.first().cloned())
                    .flatten(),
            })
            .collect();
        let known: Vec<&Known> = known.values().collect();
        let rows = candidates(&cards)
            .into_iter()
            .map(|pair| row(&pair, &cards, &known))
            .collect();
        Ok(Overview {
            headings: vec![
                "entity",
                "class",
                "other",
                "other class",
                "documents",
                "why",
                "alias file",
            ],
            rows,
        })
    }

    /// Entities with a proper name: those that are the same in every document, and persons known by one word.
    fn named_entities(&self) -> Result<ByName, StorageError> {
        let reading = Reading {
            store: self.inner(),
        };
        let mut found = ByName::new();
        for kind in EntityType::ALL {
            let class = Term::from(class(*kind));
            let mut places: BTreeMap<NamedNode, BTreeSet<String>> = BTreeMap::new();
            let quads =
                self.inner()
                    .quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref()), None);
            for quad in quads {
                let quad = quad?;
                let GraphName::NamedNode(graph) = quad.graph_name else {
                    continue;
                };
                if let (NamedOrBlankNode::NamedNode(node), Some(document)) = (
                    quad.subject,
                    self.minter().document_of_graph(graph.as_ref()),
                ) {
                    places.entry(node).or_default().insert(document);
                }
            }
            for (node, documents) in places {
                let is_shared = self.minter().is_shared(node.as_ref());
                if !is_shared && *kind != EntityType::Person {
                    continue;
                }
                let proper = proper_names(self.inner(), &node)?;
                if !is_shared && proper.is_empty() {
                    continue;
                }
                let Some(name) = reading.text(&node, rdfs::LABEL)? else {
                    continue;
                };
                let aliases = reading.texts(&node, skos::ALT_LABEL)?.into_iter();
                let known = found.entry((name, *kind)).or_default();
                known
                    .aliases
                    .extend(aliases.filter(|alias| proper.contains(alias)));
                known.countries.extend(reading.texts(&node, by::COUNTRY)?);
                known.documents.extend(documents);
            }
        }
        Ok(found)
    }
}

/// The words by which documents name `node`, other than by nouns and pronouns.
fn proper_names(quads: &Quads, node: &NamedNode) -> Result<BTreeSet<String>, StorageError> {
    let reading = Reading { store: quads };
    let mut names = BTreeSet::new();
    for mention in reading.subjects(gaf::DENOTES, &node.clone().into())? {
        let kind = reading.text(&mention, by::MENTION_KIND)?;
        if kind.as_deref() == Some(MentionKind::Named.code()) {
            names.extend(reading.text(&mention, nif::ANCHOR_OF)?);
        }
    }
    Ok(names)
}

/// The cells of a pair.
fn row(pair: &Candidate, cards: &[Card], known: &[&Known]) -> Vec<String> {
    let (mut keep, mut other) = (pair.keep, pair.other);
    // Of one name, what fewer documents mean by it is the one to be told apart.
    let documents = |at: usize| known[at].documents.len();
    if pair.reason == Reason::OtherKind && documents(other) > documents(keep) {
        (keep, other) = (other, keep);
    }
    let (kept, others) = (&cards[keep], &cards[other]);
    vec![
        kept.name.clone(),
        kept.kind.to_string(),
        others.name.clone(),
        others.kind.to_string(),
        documents(other).to_string(),
        pair.reason.to_string(),
        line(pair.reason, kept, others, &known[other].documents).unwrap_or_default(),
    ]
}

/// The line of an alias file that settles a pair; none where a name holds what that file's form uses.
fn line(reason: Reason, keep: &Card, other: &Card, documents: &BTreeSet<String>) -> Option<String> {
    let is_plain = |text: &str, marks: &[char]| {
        text == text.trim() && !text.contains(marks) && !text.contains(['#', '\n', '\r'])
    };
    let names = [&keep.name, &other.name];
    if !names.into_iter().all(|name| is_plain(name, &['='])) {
        return None;
    }
    if reason != Reason::OtherKind {
        return Some(format!("merge: {} = {}", keep.name, other.name));
    }
    let ids: Vec<&str> = documents.iter().map(String::as_str).collect();
    ids.iter().all(|id| is_plain(id, &[','])).then(|| {
        let (name, kind) = (&other.name, other.kind);
        format!("split: {name} = {name} ({kind}) in {}", ids.join(", "))
    })
}
