//! Cytoscape JSON (`.cyjs`), which Cytoscape and Cytoscape.js read
//! (<https://js.cytoscape.org/#notation/elements-json>).

use serde::Serialize;

use super::layout::{self, Place};
use super::text::{claim_line, edge_ids, ids};
use crate::graph::view::View;

#[derive(Serialize)]
struct File<'a> {
    format_version: &'static str,
    generated_by: &'static str,
    target_cytoscapejs_version: &'static str,
    data: Network,
    elements: Elements<'a>,
}

#[derive(Serialize)]
struct Network {
    name: &'static str,
}

#[derive(Serialize)]
struct Elements<'a> {
    nodes: Vec<NodeElement<'a>>,
    edges: Vec<EdgeElement<'a>>,
}

#[derive(Serialize)]
struct NodeElement<'a> {
    data: NodeData<'a>,
    position: Place,
}

#[derive(Serialize)]
struct NodeData<'a> {
    id: &'a str,
    name: &'a str,
    iri: &'a str,
    class: &'static str,
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    articles: usize,
}

#[derive(Serialize)]
struct EdgeElement<'a> {
    data: EdgeData<'a>,
}

#[derive(Serialize)]
struct EdgeData<'a> {
    id: String,
    source: &'a str,
    target: &'a str,
    interaction: &'a str,
    relation: &'a str,
    polarity: &'static str,
    voice: &'static str,
    certainty: &'static str,
    articles: usize,
    claims: usize,
    sources: Vec<String>,
    evidence: Vec<String>,
}

/// The file of `view`.
#[must_use]
pub fn write(view: &View) -> String {
    let ids = ids(view);
    let nodes = view
        .graph
        .node_weights()
        .zip(&ids)
        .zip(layout::places(view));
    let nodes = nodes.map(|((node, id), position)| NodeElement {
        data: NodeData {
            id,
            name: &node.label,
            iri: &node.iri,
            class: node.class.code(),
            aliases: &node.aliases,
            country: node.country.as_deref(),
            articles: node.documents,
        },
        position,
    });
    let edges = view.graph.edge_indices().zip(edge_ids(view));
    let edges = edges.map(|(index, id)| {
        let (subject, object) = view.ends(index);
        let edge = &view.graph[index];
        let claims = edge.claims.iter();
        EdgeElement {
            data: EdgeData {
                id,
                source: &ids[subject.index()],
                target: &ids[object.index()],
                interaction: &edge.relation.label,
                relation: &edge.relation.iri,
                polarity: edge.polarity.code(),
                voice: edge.voice().name(),
                certainty: edge.certainty().code(),
                articles: edge.documents(),
                claims: edge.claims.len(),
                sources: edge.sources(),
                evidence: claims
                    .map(|claim| claim_line(view, claim, usize::MAX))
                    .collect(),
            },
        }
    });
    let file = File {
        format_version: "1.0",
        generated_by: "byline",
        target_cytoscapejs_version: "~3.0",
        data: Network { name: "byline" },
        elements: Elements {
            nodes: nodes.collect(),
            edges: edges.collect(),
        },
    };
    // Maps have string keys and no value can fail, so that there is always a file.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}
