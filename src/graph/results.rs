//! Answers written down: the W3C's formats of results (<https://www.w3.org/TR/sparql11-overview/#sparql11-results>), a
//! Markdown table, Turtle for graphs.

use std::fmt;
use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Triple;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::query::{Answer, Solutions};

/// Writes `answer` in one of the W3C's formats; a graph, which they do not know, as Turtle with `prefixes`.
///
/// # Errors
/// If `output` cannot be written.
pub fn write(
    answer: &Answer,
    format: QueryResultsFormat,
    prefixes: &[(String, String)],
    output: &mut dyn Write,
) -> io::Result<()> {
    match answer {
        Answer::Solutions(solutions) => write_solutions(solutions, format, output),
        Answer::Boolean(value) => {
            let serializer = QueryResultsSerializer::from_format(format);
            serializer.serialize_boolean_to_writer(&mut *output, *value)?;
            end_line(format, output)
        }
        Answer::Graph(triples) => write_turtle(triples, prefixes, output),
    }
}

fn write_solutions(
    solutions: &Solutions,
    format: QueryResultsFormat,
    output: &mut dyn Write,
) -> io::Result<()> {
    let serializer = QueryResultsSerializer::from_format(format);
    let variables = solutions.variables.clone();
    let mut writer = serializer.serialize_solutions_to_writer(&mut *output, variables)?;
    for row in &solutions.rows {
        let bound = solutions.variables.iter().zip(row);
        writer
            .serialize(bound.filter_map(|(variable, value)| Some((variable, value.as_ref()?))))?;
    }
    writer.finish()?;
    end_line(format, output)
}

/// JSON and XML come without an end of line, and so do truth values in CSV and TSV.
fn end_line(format: QueryResultsFormat, output: &mut dyn Write) -> io::Result<()> {
    match format {
        QueryResultsFormat::Json | QueryResultsFormat::Xml => writeln!(output),
        _ => Ok(()),
    }
}

/// Writes `triples`, which are sorted, as Turtle with those of `prefixes` that are used.
///
/// # Errors
/// If `output` cannot be written.
pub fn write_turtle(
    triples: &[Triple],
    prefixes: &[(String, String)],
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut plain = Vec::new();
    write_with(triples, &[], &mut plain)?;
    let plain = String::from_utf8_lossy(&plain);
    let used: Vec<(String, String)> = prefixes
        .iter()
        .filter(|(_, iri)| plain.contains(&format!("<{iri}")))
        .cloned()
        .collect();
    write_with(triples, &used, output)
}

fn write_with(
    triples: &[Triple],
    prefixes: &[(String, String)],
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
    for (prefix, iri) in prefixes {
        serializer = serializer
            .with_prefix(prefix, iri)
            .map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(&mut *output);
    for triple in triples {
        writer.serialize_triple(triple)?;
    }
    writer.finish()?;
    Ok(())
}

/// A table in GitHub's Markdown (<https://github.github.com/gfm/#tables-extension->).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl fmt::Display for Markdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            writeln!(f, "| {} |", cells.join(" | "))
        };
        line(f, &self.head)?;
        writeln!(f, "|{}", " --- |".repeat(self.head.len()))?;
        self.rows.iter().try_for_each(|row| line(f, row))
    }
}

/// `cell` so that it stays one cell and is no markup.
fn escaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => {
                text.push('\\');
                text.push(c);
            }
            '<' => text += "&lt;",
            '>' => text += "&gt;",
            '&' => text += "&amp;",
            '\n' | '\r' => text += "<br>",
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Literal, NamedNode, Term, Variable};
    use oxigraph::sparql::results::{QueryResultsParser, ReaderQueryResultsParserOutput};

    fn solutions() -> Solutions {
        let iri = NamedNode::new_unchecked("https://example.org/최선희");
        let terms: Vec<Option<Term>> = vec![
            Some(iri.into()),
            None,
            Some(Literal::new_simple_literal("a \"b\", <c>\n\t& 최").into()),
            Some(Literal::new_language_tagged_literal_unchecked("x", "en").into()),
            Some(Literal::from(7).into()),
            Some(Literal::new_simple_literal("").into()),
        ];
        let variables = ["a", "b", "c", "d", "e", "f"].map(Variable::new_unchecked);
        Solutions {
            variables: variables.to_vec(),
            rows: vec![terms.clone(), terms.into_iter().rev().collect()],
        }
    }

    #[test]
    fn the_formats_of_results_come_back_as_they_went() {
        for format in [
            QueryResultsFormat::Json,
            QueryResultsFormat::Xml,
            QueryResultsFormat::Tsv,
        ] {
            let mut bytes = Vec::new();
            let answer = Answer::Solutions(solutions());
            write(&answer, format, &[], &mut bytes).expect("a Vec takes it");
            let parsed = QueryResultsParser::from_format(format)
                .for_reader(bytes.as_slice())
                .expect("results");
            let ReaderQueryResultsParserOutput::Solutions(parsed) = parsed else {
                panic!("rows expected");
            };
            let variables = parsed.variables().to_vec();
            let rows = parsed.map(|row| row.expect("a row").values().to_vec());
            let rows = rows.collect();
            assert_eq!(Solutions { variables, rows }, solutions(), "{format}");
        }
    }

    #[test]
    fn truth_values_come_back_too() {
        for format in [
            QueryResultsFormat::Json,
            QueryResultsFormat::Xml,
            QueryResultsFormat::Tsv,
        ] {
            let mut bytes = Vec::new();
            write(&Answer::Boolean(true), format, &[], &mut bytes).expect("a Vec takes it");
            let parsed = QueryResultsParser::from_format(format)
                .for_reader(bytes.as_slice())
                .expect("results");
            assert!(matches!(
                parsed,
                ReaderQueryResultsParserOutput::Boolean(true)
            ));
        }
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        let mut bytes = Vec::new();
        let answer = Answer::Solutions(solutions());
        write(&answer, QueryResultsFormat::Csv, &[], &mut bytes).expect("a Vec takes it");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(
            text.starts_with(
                "a,b,c,d,e,f\r\nhttps://example.org/최선희,,\"a \"\"b\"\", <c>\n\t& 최\",x,7,\r\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn cells_of_markdown_stay_cells() {
        let table = Markdown {
            head: vec!["a".to_owned()],
            rows: vec![vec!["x|y\n<script>".to_owned()]],
        };
        assert_eq!(
            table.to_string(),
            "| a |\n| --- |\n| x\\|y<br>&lt;script&gt; |\n"
        );
    }
}
