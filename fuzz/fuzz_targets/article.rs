//! Any line of JSON is an article with claims or refused; what it is mapped to is N-Quads that an RDF parser reads.
#![no_main]

use byline::graph::export::{Format, RdfExport, Scope, Syntax, write_quads};
use byline::graph::mapping::Mapper;
use byline::knowledge::article::Article;
use byline::knowledge::json_lines;
use libfuzzer_sys::fuzz_target;
use oxigraph::io::{RdfFormat, RdfParser};

fuzz_target!(|source: &[u8]| {
    let Ok(article) = serde_json::from_slice::<Article>(source) else {
        return;
    };
    let _ = json_lines::lines(&article);
    let mapper = Mapper::default();
    for format in [Format::NQuads, Format::TriG] {
        let export = RdfExport {
            format,
            scope: Scope::All,
            syntax: Syntax::Rdf11,
        };
        let mut page = Vec::new();
        let quads = mapper.quads(&article, Some("0"));
        write_quads(&export, quads, mapper.minter.base(), &mut page).expect("written");
        let form = if format == Format::NQuads { RdfFormat::NQuads } else { RdfFormat::TriG };
        for quad in RdfParser::from_format(form).for_slice(&page) {
            quad.expect("a quad");
        }
    }
});
