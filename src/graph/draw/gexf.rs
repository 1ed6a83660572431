//! GEXF 1.3, the format of Gephi (<https://gexf.net/>), with colours, shapes, sizes and places.

use std::fmt::Write as _;

use super::layout;
use super::look::{edge_colour, line_style, of_class, pen_width};
use super::text::{edge_ids, evidence, ids};
use super::xml::escape;
use crate::graph::view::View;

/// The attributes of nodes: id, title, type.
const NODE_ATTRIBUTES: [[&str; 3]; 5] = [
    ["iri", "IRI", "anyURI"],
    ["class", "Class", "string"],
    ["aliases", "Aliases", "string"],
    ["country", "Country", "string"],
    ["articles", "Articles", "integer"],
];

/// The attributes of edges: id, title, type.
const EDGE_ATTRIBUTES: [[&str; 3]; 7] = [
    ["relation", "Relation", "anyURI"],
    ["polarity", "Polarity", "string"],
    ["voice", "Voice", "string"],
    ["certainty", "Certainty", "string"],
    ["claims", "Claims", "integer"],
    ["sources", "Sources", "string"],
    ["evidence", "Evidence", "string"],
];

/// The file of `view`. The weight of an edge is the number of articles.
#[must_use]
pub fn write(view: &View) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n  \
         <meta>\n    <creator>Byline</creator>\n  </meta>\n  \
         <graph defaultedgetype=\"directed\" mode=\"static\">\n",
    );
    attributes(&mut xml, "node", &NODE_ATTRIBUTES);
    attributes(&mut xml, "edge", &EDGE_ATTRIBUTES);
    let ids = ids(view);
    nodes(&mut xml, view, &ids);
    edges(&mut xml, view, &ids);
    xml.push_str("  </graph>\n</gexf>\n");
    xml
}

fn attributes(xml: &mut String, class: &str, attributes: &[[&str; 3]]) {
    // A String takes whatever is written.
    let _ = writeln!(xml, "    <attributes class=\"{class}\" mode=\"static\">");
    for [id, title, kind] in attributes {
        let _ = writeln!(
            xml,
            "      <attribute id=\"{id}\" title=\"{title}\" type=\"{kind}\"/>"
        );
    }
    xml.push_str("    </attributes>\n");
}

fn nodes(xml: &mut String, view: &View, ids: &[String]) {
    xml.push_str("    <nodes>\n");
    let places = layout::places(view);
    for ((node, id), place) in view.graph.node_weights().zip(ids).zip(places) {
        let look = of_class(node.class);
        let _ = writeln!(
            xml,
            "      <node id=\"{}\" label=\"{}\">\n        <attvalues>",
            escape(id),
            escape(&node.label)
        );
        value(xml, "iri", &node.iri);
        value(xml, "class", node.class.code());
        value(xml, "aliases", &node.aliases.join("; "));
        value(xml, "country", node.country.as_deref().unwrap_or_default());
        value(xml, "articles", &node.documents.to_string());
        let size = 10 + 4 * node.documents.max(1).ilog2();
        let _ = writeln!(
            xml,
            "        </attvalues>\n        <viz:color {}/>\n        \
             <viz:position x=\"{}\" y=\"{}\" z=\"0\"/>\n        \
             <viz:size value=\"{size}\"/>\n        <viz:shape value=\"{}\"/>\n      </node>",
            colour(look.line),
            place.x,
            -place.y,
            look.gexf_shape
        );
    }
    xml.push_str("    </nodes>\n");
}

fn edges(xml: &mut String, view: &View, ids: &[String]) {
    xml.push_str("    <edges>\n");
    for (index, id) in view.graph.edge_indices().zip(edge_ids(view)) {
        let (subject, object) = view.ends(index);
        let edge = &view.graph[index];
        let _ = writeln!(
            xml,
            "      <edge id=\"{}\" source=\"{}\" target=\"{}\" label=\"{}\" kind=\"{}\" weight=\"{}\">\n        <attvalues>",
            escape(&id),
            escape(&ids[subject.index()]),
            escape(&ids[object.index()]),
            escape(&edge.relation.label),
            escape(&edge.relation.label),
            edge.documents()
        );
        value(xml, "relation", &edge.relation.iri);
        value(xml, "polarity", edge.polarity.code());
        value(xml, "voice", edge.voice().name());
        value(xml, "certainty", edge.certainty().code());
        value(xml, "claims", &edge.claims.len().to_string());
        value(xml, "sources", &edge.sources().join("; "));
        value(xml, "evidence", &evidence(view, edge));
        let _ = writeln!(
            xml,
            "        </attvalues>\n        <viz:color {}/>\n        <viz:thickness value=\"{}\"/>\n        \
             <viz:shape value=\"{}\"/>\n      </edge>",
            colour(edge_colour(edge.polarity)),
            pen_width(edge.documents(), edge.voice()),
            line_style(edge.voice())
        );
    }
    xml.push_str("    </edges>\n");
}

/// `#rrggbb` as attributes in decimal: GEXF 1.3 takes it as it is too, but not all readers do.
fn colour(hex: &str) -> String {
    let part = |place: usize| {
        let digits = hex.get(place..place + 2).unwrap_or_default();
        u8::from_str_radix(digits, 16).unwrap_or_default()
    };
    format!("r=\"{}\" g=\"{}\" b=\"{}\"", part(1), part(3), part(5))
}

fn value(xml: &mut String, attribute: &str, value: &str) {
    if !value.is_empty() {
        // A String takes whatever is written.
        let _ = writeln!(
            xml,
            "          <attvalue for=\"{attribute}\" value=\"{}\"/>",
            escape(value)
        );
    }
}
