//! `GraphML` (<http://graphml.graphdrawing.org/>), which Gephi, yEd, Cytoscape, igraph and `NetworkX` read.

use std::fmt::Write as _;

use super::look::{edge_colour, of_class};
use super::text::{edge_ids, evidence, ids};
use super::xml::escape;
use crate::graph::view::View;

/// The attributes: what has it, its key, its type. A key is its name too.
const KEYS: [[&str; 3]; 17] = [
    ["node", "label", "string"],
    ["node", "iri", "string"],
    ["node", "class", "string"],
    ["node", "aliases", "string"],
    ["node", "country", "string"],
    ["node", "articles", "int"],
    ["node", "colour", "string"],
    ["edge", "relation", "string"],
    ["edge", "relation_iri", "string"],
    ["edge", "polarity", "string"],
    ["edge", "voice", "string"],
    ["edge", "certainty", "string"],
    ["edge", "weight", "int"],
    ["edge", "claims", "int"],
    ["edge", "evidence", "string"],
    ["edge", "sources", "string"],
    ["edge", "line_colour", "string"],
];

/// The file of `view`. `weight` is the number of articles; `evidence` holds a line for each claim.
#[must_use]
pub fn write(view: &View) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    for [of, name, kind] in KEYS {
        // A String takes whatever is written.
        let _ = writeln!(
            xml,
            "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        );
    }
    xml.push_str("  <graph id=\"byline\" edgedefault=\"directed\">\n");
    let ids = ids(view);
    for (node, id) in view.graph.node_weights().zip(&ids) {
        let look = of_class(node.class);
        let _ = writeln!(xml, "    <node id=\"{}\">", escape(id));
        data(&mut xml, "label", &node.label);
        data(&mut xml, "iri", &node.iri);
        data(&mut xml, "class", node.class.code());
        data(&mut xml, "aliases", &node.aliases.join("; "));
        data(
            &mut xml,
            "country",
            node.country.as_deref().unwrap_or_default(),
        );
        data(&mut xml, "articles", &node.documents.to_string());
        data(&mut xml, "colour", look.fill);
        xml.push_str("    </node>\n");
    }
    for (index, id) in view.graph.edge_indices().zip(edge_ids(view)) {
        let (subject, object) = view.ends(index);
        let edge = &view.graph[index];
        let _ = writeln!(
            xml,
            "    <edge id=\"{}\" source=\"{}\" target=\"{}\">",
            escape(&id),
            escape(&ids[subject.index()]),
            escape(&ids[object.index()])
        );
        data(&mut xml, "relation", &edge.relation.label);
        data(&mut xml, "relation_iri", &edge.relation.iri);
        data(&mut xml, "polarity", edge.polarity.code());
        data(&mut xml, "voice", edge.voice().name());
        data(&mut xml, "certainty", edge.certainty().code());
        data(&mut xml, "weight", &edge.documents().to_string());
        data(&mut xml, "claims", &edge.claims.len().to_string());
        data(&mut xml, "evidence", &evidence(view, edge));
        data(&mut xml, "sources", &edge.sources().join("; "));
        data(&mut xml, "line_colour", edge_colour(edge.polarity));
        xml.push_str("    </edge>\n");
    }
    xml.push_str("  </graph>\n</graphml>\n");
    xml
}

fn data(xml: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        // A String takes whatever is written.
        let _ = writeln!(xml, "      <data key=\"{key}\">{}</data>", escape(value));
    }
}
