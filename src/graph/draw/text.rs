//! What the drawings say in words: ids, headings, the line of a claim.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::label::shorten;
use crate::graph::view::{Edge, Evidence, Node, View};
use crate::knowledge::claim::{Certainty, Polarity, Tense};

/// An id for each node, in the order of their indices: what follows `/entity/` in the IRI, or the whole IRI where two
/// entities would then be one.
#[must_use]
pub fn ids(view: &View) -> Vec<String> {
    let iris = || view.graph.node_weights().map(|node| node.iri.as_str());
    let local: Vec<String> = iris().map(|iri| local(iri).to_owned()).collect();
    let unique: BTreeSet<&String> = local.iter().collect();
    if unique.len() == local.len() {
        return local;
    }
    iris().map(str::to_owned).collect()
}

fn local(iri: &str) -> &str {
    match iri.split_once("/entity/") {
        Some((_, local)) if !local.is_empty() => local,
        Some(_) | None => iri,
    }
}

/// An id for each edge, in the order of their indices: `choe-son-hui/visit/moscow`, with `not-` before the relation of
/// a denial. The relation is the last part of its IRI.
#[must_use]
pub fn edge_ids(view: &View) -> Vec<String> {
    let nodes = ids(view);
    let mut used = BTreeSet::new();
    let indices = view.graph.edge_indices();
    indices
        .map(|index| {
            let (subject, object) = view.ends(index);
            let (edge, subject, object) = (
                &view.graph[index],
                &nodes[subject.index()],
                &nodes[object.index()],
            );
            let denial = match edge.polarity {
                Polarity::Positive => "",
                Polarity::Negative => "not-",
            };
            let relation = edge.relation.iri.rsplit(['/', '#']).next();
            let relation = relation.unwrap_or_default();
            let mut id = format!("{subject}/{denial}{relation}/{object}");
            if !used.insert(id.clone()) {
                // A String takes whatever is written.
                let _ = write!(id, "/{}", index.index());
            }
            id
        })
        .collect()
}

/// `Choe Son Hui — visit → Moscow`.
#[must_use]
pub fn heading(subject: &Node, edge: &Edge, object: &Node) -> String {
    let relation = shorten(edge.relation.words(), 80);
    let relation = match edge.polarity {
        Polarity::Positive => relation,
        Polarity::Negative => format!("not: {relation}"),
    };
    format!(
        "{} — {relation} → {}",
        shorten(&subject.label, 80),
        shorten(&object.label, 80)
    )
}

/// How sure a claim is, in words: `possible, future`; nothing when it is certain and not future.
#[must_use]
pub fn stance(claim: &Evidence) -> String {
    let certainty = claim.certainty.code();
    let certainty = Some(certainty).filter(|_| claim.certainty != Certainty::Certain);
    let future = match claim.tense {
        Tense::Future => Some("future"),
        Tense::Past | Tense::Present => None,
    };
    let words: Vec<&str> = certainty.into_iter().chain(future).collect();
    words.join(", ")
}

/// What `edge` stands on: a line for each of its claims.
#[must_use]
pub fn evidence(view: &View, edge: &Edge) -> String {
    let lines: Vec<String> = edge
        .claims
        .iter()
        .map(|claim| claim_line(view, claim, usize::MAX))
        .collect();
    lines.join("\n")
}

/// `“They left.” — Park, via KCNA; possible; The Daily Example, 2024-10-29`, the sentence in at most `most` columns.
#[must_use]
pub fn claim_line(view: &View, claim: &Evidence, most: usize) -> String {
    let document = view.document(claim.document);
    let mut line = format!("“{}”", shorten(&claim.sentence, most));
    let mut notes = Vec::new();
    if let Some((nearest, relays)) = claim.sources.split_first() {
        let mut source = shorten(nearest, 60);
        for relay in relays {
            let _ = write!(source, ", via {}", shorten(relay, 60));
        }
        notes.push(source);
    }
    let stance = stance(claim);
    if !stance.is_empty() {
        notes.push(stance);
    }
    let article = document.publisher.as_deref().or(document.title.as_deref());
    let mut article = shorten(article.unwrap_or(&document.id), 60);
    if let Some(date) = document.date {
        let _ = write!(article, ", {date}");
    }
    notes.push(article);
    let _ = write!(line, " — {}", notes.join("; "));
    line
}
