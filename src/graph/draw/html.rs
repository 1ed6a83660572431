//! A page with the graph, search, filters and the sentences behind every line: one file that needs a browser and no
//! network.
//!
//! The page's own parts and the library that draws lie in `data/page/`. The graph goes in as JSON with every `<` escaped,
//! so that no text of an article can end the element that holds it; the page's content security policy names the two
//! scripts by their hashes and forbids all others, and all connections.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::label::shorten;
use super::layout::{self, Place, Size};
use super::look::of_class;
use crate::graph::view::{DocumentIdx, Evidence, View};
use crate::knowledge::claim::Tense;

const FRAME: &str = include_str!("../../../data/page/page.html");
const STYLE: &str = include_str!("../../../data/page/page.css");
const SCRIPT: &str = include_str!("../../../data/page/page.js");
const LIBRARY: &str = include_str!("../../../data/page/cytoscape.min.js");

#[derive(Serialize)]
struct Data<'a> {
    nodes: Vec<NodeData<'a>>,
    edges: Vec<EdgeData<'a>>,
    documents: Vec<DocumentData<'a>>,
    classes: Vec<ClassData>,
    note: &'a str,
}

#[derive(Serialize)]
struct NodeData<'a> {
    label: &'a str,
    lines: Vec<String>,
    aliases: &'a [String],
    class: &'static str,
    articles: usize,
    degree: usize,
    place: Place,
    size: Size,
}

#[derive(Serialize)]
struct EdgeData<'a> {
    subject: usize,
    object: usize,
    relation: &'a str,
    short: String,
    polarity: &'static str,
    claims: Vec<ClaimData<'a>>,
}

#[derive(Serialize)]
struct ClaimData<'a> {
    id: &'a str,
    document: usize,
    sentence: &'a str,
    span: [u32; 2],
    /// The words of the relation: code points of the sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<[u32; 2]>,
    sources: &'a [String],
    voice: &'static str,
    certainty: &'static str,
    future: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    confidence: f64,
}

#[derive(Serialize)]
struct DocumentData<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct ClassData {
    code: &'static str,
    name: &'static str,
    fill: &'static str,
    line: &'static str,
    shape: &'static str,
}

/// The page of `view`; `note` tells in a sentence what is not in it, and may be empty.
#[must_use]
pub fn write(view: &View, note: &str) -> String {
    let policy = format!(
        "default-src 'none'; script-src {} {}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'",
        hash(LIBRARY),
        hash(SCRIPT)
    );
    // Maps have string keys and no value can fail, so that there is always an object.
    let data = serde_json::to_string(&data(view, note)).unwrap_or_default();
    let parts = BTreeMap::from([
        ("policy", policy),
        ("style", STYLE.to_owned()),
        ("data", data.replace('<', "\\u003c")),
        ("library", LIBRARY.to_owned()),
        ("script", SCRIPT.to_owned()),
    ]);
    fill(FRAME, &parts)
}

/// `frame` with each `{{name}}` replaced once by the part of that name, whatever the parts hold.
fn fill(frame: &str, parts: &BTreeMap<&str, String>) -> String {
    let mut filled = String::new();
    let mut rest = frame;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(parts.get(name).map_or("", String::as_str));
        rest = after;
    }
    filled + rest
}

/// The source expression that allows a script of this text (<https://www.w3.org/TR/CSP3/#grammardef-hash-source>).
fn hash(script: &str) -> String {
    format!(
        "'sha256-{}'",
        BASE64_STANDARD.encode(Sha256::digest(script))
    )
}

fn data<'a>(view: &'a View, note: &'a str) -> Data<'a> {
    let (documents, moved) = documents(view);
    let nodes = view.graph.node_indices().zip(layout::places(view));
    let nodes = nodes.map(|(index, place)| {
        let entity = &view.graph[index];
        let (lines, size) = layout::shape(entity);
        NodeData {
            label: &entity.label,
            lines,
            aliases: &entity.aliases,
            class: entity.class.code(),
            articles: entity.documents,
            degree: view.graph.neighbors_undirected(index).count(),
            place,
            size,
        }
    });
    let edges = view.graph.edge_indices().map(|index| {
        let (subject, object) = view.ends(index);
        let edge = &view.graph[index];
        let claims = edge.claims.iter();
        EdgeData {
            subject: subject.index(),
            object: object.index(),
            relation: &edge.relation.label,
            short: shorten(edge.relation.words(), 36),
            polarity: edge.polarity.code(),
            claims: claims
                .map(|claim| claim_data(claim, moved[&claim.document]))
                .collect(),
        }
    });
    let classes = view.classes().into_iter().map(|class| {
        let look = of_class(class);
        ClassData {
            code: class.code(),
            name: look.name,
            fill: look.fill,
            line: look.line,
            shape: look.page_shape,
        }
    });
    Data {
        nodes: nodes.collect(),
        edges: edges.collect(),
        documents,
        classes: classes.collect(),
        note,
    }
}

/// The articles that the claims name, and where each went.
fn documents(view: &View) -> (Vec<DocumentData<'_>>, BTreeMap<DocumentIdx, usize>) {
    let mut moved = BTreeMap::new();
    for claim in view.graph.edge_weights().flat_map(|edge| &edge.claims) {
        moved.insert(claim.document, 0);
    }
    let mut documents = Vec::with_capacity(moved.len());
    for (index, place) in &mut moved {
        *place = documents.len();
        let document = view.document(*index);
        documents.push(DocumentData {
            id: &document.id,
            title: document.title.as_deref(),
            date: document.date,
            publisher: document.publisher.as_deref(),
            url: document.url.as_deref(),
        });
    }
    (documents, moved)
}

fn claim_data(claim: &Evidence, document: usize) -> ClaimData<'_> {
    let predicate = claim.predicate.filter(|&span| claim.span.contains(span));
    let start = claim.span.start();
    ClaimData {
        id: &claim.claim,
        document,
        sentence: &claim.sentence,
        span: [start, claim.span.end()],
        mark: predicate.map(|span| [span.start() - start, span.end() - start]),
        sources: &claim.sources,
        voice: claim.voice().name(),
        certainty: claim.certainty.code(),
        future: match claim.tense {
            Tense::Future => true,
            Tense::Past | Tense::Present => false,
        },
        time: claim.time.as_deref(),
        confidence: claim.confidence.value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::view::samples;

    #[test]
    fn nothing_in_the_data_can_end_its_script() {
        let page = write(&samples::hostile(), "");
        let (_, after) = page.split_once("id=\"data\">").expect("the data");
        let (data, rest) = after.split_once("</script>").expect("its end");
        assert!(!data.contains('<'));
        let value: serde_json::Value = serde_json::from_str(data).expect("JSON");
        assert!(
            value["nodes"]
                .as_array()
                .is_some_and(|nodes| !nodes.is_empty())
        );
        assert_eq!(
            rest.matches("<script").count(),
            rest.matches("</script>").count()
        );
        assert_eq!(
            page.matches("{{").count(),
            LIBRARY.matches("{{").count() + SCRIPT.matches("{{").count()
        );
    }

    #[test]
    fn the_scripts_stay_inside_their_elements() {
        for script in [LIBRARY, SCRIPT] {
            let lower = script.to_lowercase();
            assert!(!lower.contains("</script") && !lower.contains("<!--"));
        }
    }
}
