//! Dumps: what is written is read again, whatever the names and texts hold.

use std::collections::BTreeSet;

use byline::graph::export::{Format, RdfExport, Scope, Syntax, ftm, tables, write_quads};
use byline::graph::mapping::Mapper;
use byline::graph::store::{Settings, Store};
use byline::graph::vocabulary::{self, DEFAULT_BASE};
use byline::knowledge::article::Article;
use oxigraph::io::RdfParser;
use oxigraph::model::{GraphName, Quad};
use proptest::prelude::*;

const FORMATS: [Format; 6] = [
    Format::NQuads,
    Format::TriG,
    Format::Turtle,
    Format::NTriples,
    Format::RdfXml,
    Format::JsonLd,
];

fn articles() -> Vec<Article> {
    include_str!("fixtures/articles.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("an article"))
        .collect()
}

fn store() -> Store {
    let store = Store::memory(&Settings::default()).expect("a store");
    for article in articles() {
        store.add(&article, None).expect("added");
    }
    store
}

fn written(quads: &[Quad], format: Format, scope: Scope, syntax: Syntax) -> String {
    let export = RdfExport {
        format,
        scope,
        syntax,
    };
    let mut output = Vec::new();
    write_quads(&export, quads.to_vec(), DEFAULT_BASE, &mut output).expect("written");
    String::from_utf8(output).expect("UTF-8")
}

fn parsed(text: &str, format: Format) -> BTreeSet<String> {
    RdfParser::from_format(format.rdf())
        .for_slice(text.as_bytes())
        .map(|quad| quad.expect("a quad").to_string())
        .collect()
}

/// What `quads` are once they are written in `format`.
fn expected(quads: &[Quad], format: Format, scope: Scope) -> BTreeSet<String> {
    let is_flat = scope == Scope::Flat || !format.has_graphs();
    quads
        .iter()
        .map(|quad| {
            let mut quad = quad.clone();
            if is_flat {
                quad.graph_name = GraphName::DefaultGraph;
            }
            quad.to_string()
        })
        .collect()
}

/// An article that carries a text in every place where one can stand.
fn article_with(text: &str) -> Article {
    let mut article = articles().remove(0);
    article.publication.title = Some(text.to_owned());
    article.publication.publisher = Some(text.to_owned());
    article.publication.url = Some(text.to_owned());
    for entity in &mut article.entities {
        entity.aliases.push(text.to_owned());
    }
    text.clone_into(&mut article.entities[2].name);
    for claim in &mut article.claims {
        text.clone_into(&mut claim.rule);
        text.clone_into(&mut claim.predicate.phrase.text);
    }
    text.clone_into(&mut article.claims[0].predicate.label);
    text.clone_into(&mut article.id);
    article
}

fn round_trips(text: &str) {
    let quads = Mapper::default().quads(&article_with(text), None);
    for format in FORMATS {
        let page = written(&quads, format, Scope::All, Syntax::Rdf11);
        assert_eq!(
            parsed(&page, format),
            expected(&quads, format, Scope::All),
            "{format}: {text:?}"
        );
    }
}

#[test]
fn hostile_texts_are_read_again() {
    for text in [
        "\"quoted\" 'and' \\slashed\\ \"\"\"",
        "two\nlines\r\nand a\ttab",
        "최선희는 모스크바에",
        "\u{202e}right to left\u{202c} שלום",
        "<script>alert(1)</script> & &amp; ]]>",
        "@prefix : <x> . _:b0 <http://a b> 'x'^^<y>",
        "",
        " ",
        "😀\u{10ffff}",
    ] {
        round_trips(text);
    }
    round_trips(&"long \"text\"\n".repeat(1000));
}

#[test]
fn control_characters_are_read_again_but_in_xml() {
    let quads = Mapper::default().quads(&article_with("a\u{0}b\u{1f}c\u{7f}d\u{fffe}"), None);
    for format in FORMATS {
        let page = written(&quads, format, Scope::All, Syntax::Rdf11);
        if format == Format::RdfXml {
            assert!(page.contains("a\u{fffd}b\u{fffd}c\u{7f}d\u{fffd}"));
            assert_eq!(
                parsed(&page, format).len(),
                expected(&quads, format, Scope::All).len()
            );
        } else {
            assert_eq!(
                parsed(&page, format),
                expected(&quads, format, Scope::All),
                "{format}"
            );
        }
    }
}

#[test]
fn a_store_is_written_in_every_form() {
    let store = store();
    let quads: Vec<Quad> = store.quads().map(|quad| quad.expect("a quad")).collect();
    for format in FORMATS {
        for scope in [Scope::All, Scope::Flat, Scope::Shortcuts] {
            let export = RdfExport {
                format,
                scope,
                syntax: Syntax::Rdf11,
            };
            let mut output = Vec::new();
            let count = export.write(&store, &mut output).expect("written");
            let page = String::from_utf8(output).expect("UTF-8");
            let mut expect = quads.clone();
            if scope == Scope::Shortcuts {
                expect.retain(|quad| quad.graph_name == GraphName::DefaultGraph);
            }
            let expect = expected(&expect, format, scope);
            assert_eq!(count, expect.len());
            assert_eq!(parsed(&page, format), expect, "{format} {scope:?}");
        }
    }
}

#[test]
fn lines_are_sorted_and_turtle_is_for_reading() {
    let store = store();
    let quads: Vec<Quad> = store.quads().map(|quad| quad.expect("a quad")).collect();
    let lines = written(&quads, Format::NQuads, Scope::All, Syntax::Rdf11);
    assert!(lines.lines().is_sorted());
    let shortcuts: Vec<Quad> = quads
        .iter()
        .filter(|quad| quad.graph_name == GraphName::DefaultGraph)
        .cloned()
        .collect();
    let turtle = written(&shortcuts, Format::Turtle, Scope::Shortcuts, Syntax::Rdf11);
    let prefixes: Vec<&str> = turtle
        .lines()
        .filter_map(|line| line.strip_prefix("@prefix ")?.split(':').next())
        .collect();
    assert_eq!(
        prefixes,
        ["by", "ent", "owl", "rdf", "rdfs", "rel", "schema", "skos"]
    );
    let choe = turtle.split("\nent:choe-son-hui ").nth(1).expect("a card");
    assert!(choe.starts_with("a "), "{choe}");
    assert!(choe.contains("rel:visit ent:moscow"));
    assert_eq!(turtle.matches("\nent:moscow ").count(), 1);
    assert!(!turtle.contains("^^<http://www.w3.org/2001/XMLSchema#string>"));
}

#[test]
fn statements_reify_triple_terms_where_the_form_has_them() {
    let quads: Vec<Quad> = store().quads().map(|quad| quad.expect("a quad")).collect();
    for format in FORMATS {
        let export = RdfExport {
            format,
            scope: Scope::All,
            syntax: Syntax::Rdf12,
        };
        let mut output = Vec::new();
        let result = write_quads(&export, quads.clone(), DEFAULT_BASE, &mut output);
        assert_eq!(result.is_ok(), format.has_triple_terms(), "{format}");
        if result.is_ok() {
            let page = String::from_utf8(output).expect("UTF-8");
            let reified = parsed(&page, format);
            let term = "<<( <https://w3id.org/byline/id/entity/choe-son-hui> <https://w3id.org/byline/relation/visit> \
                        <https://w3id.org/byline/id/entity/moscow> )>>";
            assert!(reified.iter().any(|quad| quad.contains(term)), "{format}");
        }
    }
}

#[test]
fn tables_and_links_hold_what_the_graph_holds() {
    let store = store();
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    let counts = tables::write(&store, Scope::All, &mut nodes, &mut edges).expect("written");
    let (nodes, edges) = (
        String::from_utf8(nodes).expect("text"),
        String::from_utf8(edges).expect("text"),
    );
    assert_eq!(nodes.matches("\r\n").count(), counts.0 + 1);
    assert!(edges.contains(",visit,visit,"));
    assert!(edges.contains(",send-soldiers-to,send soldiers to,"));
    let mut links = Vec::new();
    ftm::write(&store, Scope::All, &mut links).expect("written");
    let links = String::from_utf8(links).expect("text");
    let kinds: BTreeSet<String> = links
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON")["schema"].to_string()
        })
        .collect();
    for kind in [
        "Person",
        "Territory",
        "PublicBody",
        "Article",
        "UnknownLink",
    ] {
        assert!(kinds.contains(&format!("{kind:?}")), "{kind}");
    }
    assert!(!links.contains("\"confirm\""), "what is denied is no link");
}

#[test]
fn the_vocabulary_s_file_tells_every_term() {
    let described: BTreeSet<String> = RdfParser::from_format(oxigraph::io::RdfFormat::Turtle)
        .for_slice(include_bytes!("../data/vocabulary.ttl"))
        .map(|quad| quad.expect("a triple"))
        .filter(|quad| quad.predicate == vocabulary::rdfs::COMMENT)
        .filter_map(|quad| match quad.subject {
            oxigraph::model::NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
            oxigraph::model::NamedOrBlankNode::BlankNode(_) => None,
        })
        .filter(|iri| iri.starts_with(vocabulary::by::NAMESPACE))
        .collect();
    let named: BTreeSet<String> = vocabulary::by::ALL
        .iter()
        .map(|term| term.as_str().to_owned())
        .collect();
    assert_eq!(described, named);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_read_again(text in "(?s)[^\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{fffe}\u{ffff}]{0,40}") {
        round_trips(&text);
    }
}
