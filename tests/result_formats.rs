//! Answers in the W3C's formats of SPARQL results come back term by term from another reader: JSON
//! (<https://www.w3.org/TR/sparql11-results-json/>), XML (<https://www.w3.org/TR/rdf-sparql-XMLres/>), CSV and TSV
//! (<https://www.w3.org/TR/sparql11-results-csv-tsv/>).

use assert_cmd::Command;
use byline::graph::store::{Settings, Store};
use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};

/// Terms of every kind, and texts that break what is not escaped.
fn terms() -> Vec<Option<Term>> {
    let xsd = |name: &str| {
        NamedNode::new(format!("http://www.w3.org/2001/XMLSchema#{name}")).expect("an IRI")
    };
    let typed = |text: &str, name: &str| Literal::new_typed_literal(text, xsd(name)).into();
    let text = |text: &str| Term::from(Literal::new_simple_literal(text));
    let mut terms: Vec<Option<Term>> = vec![
        None,
        Some(
            NamedNode::new("https://example.org/최선희?a=1&b=%272%27")
                .expect("an IRI")
                .into(),
        ),
        Some(typed("42", "integer")),
        Some(typed("-0.5", "decimal")),
        Some(typed("2.25", "double")),
        Some(typed("true", "boolean")),
        Some(typed("2024-10-29", "date")),
        Some(typed("2024-10-29T10:00:00Z", "dateTime")),
        Some(Literal::new_language_tagged_literal_unchecked("외무상", "ko").into()),
        Some(Literal::new_language_tagged_literal_unchecked("Moscow", "en-gb").into()),
    ];
    let texts = [
        "",
        " ",
        "42",
        "https://example.org/",
        "_:b",
        "a,b;c\td",
        "\"quoted\" and ''single''",
        "\\n \\t \\\\",
        "two\nlines\r\nand\rthree",
        "<b>&amp;</b> ]]> <!-- -->",
        "최선희 \u{200f}שלום\u{202e} 👩‍👩‍👧 e\u{301}",
        "\u{feff}bom",
    ];
    terms.extend(texts.into_iter().map(|words| Some(text(words))));
    terms.push(Some(text(&"긴 이름 ".repeat(2_500))));
    terms
}

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("byline.store");
        Store::open_or_create(&place, &Settings::default()).expect("a store");
        Self(folder)
    }

    /// What `query`, given on standard input, prints in `format`.
    fn ask(&self, query: &str, format: &str) -> String {
        let output = Command::cargo_bin("byline")
            .expect("the binary")
            .current_dir(self.0.path())
            .args(["query", "--quiet", "-", "--to", format])
            .write_stdin(query)
            .output()
            .expect("it runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(errors, "", "{format}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

/// A query whose answer is these terms, each in a row with its number.
fn query(terms: &[Option<Term>]) -> String {
    let rows: Vec<String> = terms
        .iter()
        .enumerate()
        .map(|(number, term)| {
            let term = term
                .as_ref()
                .map_or_else(|| "UNDEF".to_owned(), Term::to_string);
            format!("({number} {term})")
        })
        .collect();
    format!(
        "SELECT ?n ?term {{ VALUES (?n ?term) {{ {} }} }} ORDER BY ?n",
        rows.join("\n")
    )
}

#[test]
fn terms_of_every_kind_come_back_from_json_xml_and_tsv() {
    let (place, terms) = (Place::new(), terms());
    for (name, format) in [
        ("json", QueryResultsFormat::Json),
        ("xml", QueryResultsFormat::Xml),
        ("tsv", QueryResultsFormat::Tsv),
    ] {
        let out = place.ask(&query(&terms), name);
        let parsed = QueryResultsParser::from_format(format).for_reader(out.as_bytes());
        let Ok(ReaderQueryResultsParserOutput::Solutions(rows)) = parsed else {
            panic!("{name}: rows expected");
        };
        let found: Vec<Option<Term>> = rows
            .map(|row| row.expect(name).get("term").cloned())
            .collect();
        assert_eq!(found.len(), terms.len(), "{name}");
        for (found, expect) in found.iter().zip(&terms) {
            assert_eq!(found, expect, "{name}");
        }
    }
}

#[test]
fn csv_holds_the_words_of_every_term() {
    let (place, terms) = (Place::new(), terms());
    let out = place.ask(&query(&terms), "csv");
    let rows = records(&out);
    assert_eq!(rows[0], ["n", "term"]);
    assert_eq!(rows.len(), terms.len() + 1);
    for (row, term) in rows[1..].iter().zip(&terms) {
        let words = match term {
            None => "",
            Some(Term::NamedNode(node)) => node.as_str(),
            Some(Term::Literal(literal)) => literal.value(),
            Some(other) => panic!("{other}"),
        };
        assert_eq!(row[1], words);
    }
}

/// The records of a CSV file after RFC 4180.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let record = records.last_mut().expect("a record");
        let cell = record.last_mut().expect("a cell");
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(String::new()),
            '\r' if !is_quoted && chars.peek() == Some(&'\n') => {
                chars.next();
                records.push(vec![String::new()]);
            }
            c => cell.push(c),
        }
    }
    assert_eq!(
        records.pop(),
        Some(vec![String::new()]),
        "a last line break"
    );
    records
}

#[test]
fn yes_and_no_come_back_from_json_and_xml() {
    let place = Place::new();
    for (query, expect) in [("ASK {}", true), ("ASK { ?s <urn:none> ?o }", false)] {
        for (name, format) in [
            ("json", QueryResultsFormat::Json),
            ("xml", QueryResultsFormat::Xml),
        ] {
            let out = place.ask(query, name);
            let parsed = QueryResultsParser::from_format(format).for_reader(out.as_bytes());
            let Ok(ReaderQueryResultsParserOutput::Boolean(found)) = parsed else {
                panic!("{name}: a boolean expected");
            };
            assert_eq!(found, expect, "{name}");
        }
    }
}

#[test]
fn an_answer_without_rows_keeps_its_head() {
    let place = Place::new();
    let query = "SELECT ?a ?b { ?a <urn:none> ?b }";
    assert_eq!(place.ask(query, "csv"), "a,b\r\n");
    assert_eq!(place.ask(query, "tsv"), "?a\t?b\n");
    assert_eq!(
        place.ask(query, "json").trim_end(),
        r#"{"head":{"vars":["a","b"]},"results":{"bindings":[]}}"#
    );
}
