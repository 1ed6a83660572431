//! RDF/XML. XML 1.0 cannot hold most control characters, and reads a bare carriage return as a line feed: the former
//! become U+FFFD, the latter is written as a reference.

use std::io::{self, Write};
use unicode_normalization::char::is_combining_mark;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Literal, Quad, Term};

use super::ExportError;

/// Writes sorted triples.
pub(super) fn write(
    quads: &[Quad],
    used: &[(String, String)],
    output: impl Write,
) -> Result<(), ExportError> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
    for (prefix, namespace) in used {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(References(output));
    for quad in quads {
        // An XML name begins with a letter or an underscore: the end of the IRI must hold one.
        if !quad.predicate.as_str().ends_with(is_name_end) {
            return Err(ExportError::NoXmlName {
                property: quad.predicate.to_string(),
            });
        }
        match &quad.object {
            Term::Literal(literal) if !literal.value().chars().all(is_xml) => {
                let mut quad = quad.clone();
                quad.object = clean(literal).into();
                writer.serialize_triple(quad.as_ref())?;
            }
            _ => writer.serialize_triple(quad.as_ref())?,
        }
    }
    writer.finish()?.flush()?;
    Ok(())
}

fn is_name_end(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '_' | '.')
}

/// XML 1.0's `Char`.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn clean(literal: &Literal) -> Literal {
    let value: String = literal
        .value()
        .chars()
        .map(|c| if is_xml(c) { c } else { '\u{fffd}' })
        .collect();
    match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(value, language),
        None => Literal::new_typed_literal(value, literal.datatype()),
    }
}

/// Writes carriage returns, which only literals hold, as references.
struct References<W>(W);

impl<W: Write> Write for References<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(|&byte| byte == b'\r') {
            self.0.write_all(&rest[..at])?;
            self.0.write_all(b"&#xD;")?;
            rest = &rest[at + 1..];
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
