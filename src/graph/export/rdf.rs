//! Sorted RDF: lines in byte order, Turtle and its kin by graph and subject with the classes first, and only the
//! prefixes that are used.

use std::io::{self, Write};

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};

use super::format::{Format, Scope, Syntax};
use super::layout::Layout;
use super::{ExportError, xml};
use crate::graph::store::Store;
use crate::graph::vocabulary::{prefixes, rdf, xsd};

/// A statement's triple term (RDF 1.2).
const REIFIES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies");

/// A dump as RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RdfExport {
    /// The form.
    pub format: Format,
    /// How much of the store.
    pub scope: Scope,
    /// The version of RDF.
    pub syntax: Syntax,
}

impl RdfExport {
    /// Writes what `store` holds; how many quads or triples there were.
    ///
    /// # Errors
    /// [`ExportError`] if the store cannot be read, the form cannot hold it, or writing fails.
    pub fn write(&self, store: &Store, output: impl Write) -> Result<usize, ExportError> {
        let quads: Vec<Quad> = match self.scope {
            Scope::All | Scope::Flat => store.quads().collect::<Result<_, _>>()?,
            Scope::Shortcuts => store
                .quads()
                .filter(|quad| {
                    quad.as_ref()
                        .map_or(true, |quad| quad.graph_name == GraphName::DefaultGraph)
                })
                .collect::<Result<_, _>>()?,
        };
        write_quads(self, quads, store.minter().base(), output)
    }
}

/// Writes `quads` as `export` says, whose scope is only asked whether it is flat; how many there were.
///
/// # Errors
/// [`ExportError`] if the form cannot hold them, or writing fails.
pub fn write_quads(
    export: &RdfExport,
    mut quads: Vec<Quad>,
    base: &str,
    output: impl Write,
) -> Result<usize, ExportError> {
    match export.syntax {
        Syntax::Rdf11 => {}
        Syntax::Rdf12 if export.format.has_triple_terms() => quads.extend(reify(&quads)),
        Syntax::Rdf12 => {
            return Err(ExportError::NoTripleTerms {
                format: export.format.name(),
            });
        }
    }
    if export.scope == Scope::Flat || !export.format.has_graphs() {
        for quad in &mut quads {
            quad.graph_name = GraphName::DefaultGraph;
        }
    }
    match export.format {
        Format::NQuads | Format::NTriples => Ok(lines(&quads, output)?),
        Format::TriG | Format::Turtle | Format::RdfXml | Format::JsonLd => {
            quads.sort_by_cached_key(key);
            quads.dedup();
            let used = used(&quads, base);
            match export.format {
                Format::RdfXml => xml::write(&quads, &used, output)?,
                Format::TriG | Format::Turtle => {
                    let mut layout = Layout::new(output);
                    serialize(export.format, &quads, &used, &mut layout)?;
                    layout.finish()?;
                }
                Format::JsonLd | Format::NQuads | Format::NTriples => {
                    serialize(export.format, &quads, &used, output)?;
                }
            }
            Ok(quads.len())
        }
    }
}

/// Lines in the order of their bytes.
fn lines(quads: &[Quad], mut output: impl Write) -> io::Result<usize> {
    let mut lines: Vec<String> = quads.iter().map(ToString::to_string).collect();
    lines.sort_unstable();
    lines.dedup();
    for line in &lines {
        writeln!(output, "{line} .")?;
    }
    Ok(lines.len())
}

/// The order of Turtle: graph (the default graph first), subject, predicate with `a` first, object.
fn key(quad: &Quad) -> [String; 4] {
    let graph = match &quad.graph_name {
        GraphName::DefaultGraph => String::new(),
        GraphName::NamedNode(node) => node.as_str().to_owned(),
        GraphName::BlankNode(node) => node.to_string(),
    };
    let subject = match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    };
    let predicate = if quad.predicate == rdf::TYPE {
        String::new()
    } else {
        quad.predicate.as_str().to_owned()
    };
    [graph, subject, predicate, quad.object.to_string()]
}

fn serialize(
    format: Format,
    quads: &[Quad],
    used: &[(String, String)],
    output: impl Write,
) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(format.rdf());
    for (prefix, namespace) in used {
        // Namespaces are IRIs: the fixed ones by their tests, the others under a base that was checked.
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(output);
    for quad in quads {
        writer.serialize_quad(quad)?;
    }
    writer.finish()?.flush()
}

/// The prefixes that any name of `quads` is written with.
fn used(quads: &[Quad], base: &str) -> Vec<(String, String)> {
    let all = prefixes(base);
    let mut is_used = vec![false; all.len()];
    let mut see = |iri: &str| {
        if let Some(at) = all
            .iter()
            .position(|(_, namespace)| iri.starts_with(namespace))
        {
            is_used[at] = true;
        }
    };
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            see(node.as_str());
        }
        if quad.predicate != rdf::TYPE {
            see(quad.predicate.as_str());
        }
        see_term(&quad.object, &mut see);
        if let GraphName::NamedNode(node) = &quad.graph_name {
            see(node.as_str());
        }
    }
    all.into_iter()
        .zip(is_used)
        .filter_map(|(prefix, is_used)| is_used.then_some(prefix))
        .collect()
}

fn see_term(term: &Term, see: &mut impl FnMut(&str)) {
    match term {
        Term::NamedNode(node) => see(node.as_str()),
        Term::BlankNode(_) => {}
        Term::Literal(literal) => {
            let datatype = literal.datatype();
            // Strings and numbers are written without their type.
            if !matches!(datatype, xsd::STRING | xsd::INTEGER | xsd::DECIMAL) {
                see(datatype.as_str());
            }
        }
        Term::Triple(triple) => {
            if let NamedOrBlankNode::NamedNode(node) = &triple.subject {
                see(node.as_str());
            }
            see(triple.predicate.as_str());
            see_term(&triple.object, see);
        }
    }
}

/// For each statement with subject, predicate and object, what it reifies.
fn reify(quads: &[Quad]) -> Vec<Quad> {
    let mut parts: std::collections::BTreeMap<(String, String), [Option<&Term>; 3]> =
        std::collections::BTreeMap::new();
    let mut ends: std::collections::BTreeMap<(String, String), &Quad> =
        std::collections::BTreeMap::new();
    for quad in quads {
        let place = if quad.predicate == rdf::SUBJECT {
            0
        } else if quad.predicate == rdf::PREDICATE {
            1
        } else if quad.predicate == rdf::OBJECT {
            2
        } else {
            continue;
        };
        let key = (quad.graph_name.to_string(), quad.subject.to_string());
        parts.entry(key.clone()).or_default()[place] = Some(&quad.object);
        ends.insert(key, quad);
    }
    parts
        .into_iter()
        .filter_map(|(key, parts)| {
            let [
                Some(Term::NamedNode(subject)),
                Some(Term::NamedNode(predicate)),
                Some(object),
            ] = parts
            else {
                return None;
            };
            let statement = ends.get(&key)?;
            let triple = Triple::new(subject.clone(), predicate.clone(), object.clone());
            Some(Quad::new(
                statement.subject.clone(),
                NamedNode::from(REIFIES),
                Term::from(triple),
                statement.graph_name.clone(),
            ))
        })
        .collect()
}
