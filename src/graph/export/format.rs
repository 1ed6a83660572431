//! The forms of a dump, and how much of a store one holds.

use std::fmt;

use oxigraph::io::{JsonLdProfileSet, RdfFormat};

/// A form of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// N-Quads (<https://www.w3.org/TR/n-quads/>).
    NQuads,
    /// `TriG` (<https://www.w3.org/TR/trig/>).
    TriG,
    /// Turtle (<https://www.w3.org/TR/turtle/>).
    Turtle,
    /// N-Triples (<https://www.w3.org/TR/n-triples/>).
    NTriples,
    /// RDF/XML (<https://www.w3.org/TR/rdf-syntax-grammar/>).
    RdfXml,
    /// JSON-LD (<https://www.w3.org/TR/json-ld11/>).
    JsonLd,
}

impl Format {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NQuads => "N-Quads",
            Self::TriG => "TriG",
            Self::Turtle => "Turtle",
            Self::NTriples => "N-Triples",
            Self::RdfXml => "RDF/XML",
            Self::JsonLd => "JSON-LD",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.rdf().media_type()
    }

    /// Whether it writes graphs, not triples alone.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        match self {
            Self::NQuads | Self::TriG | Self::JsonLd => true,
            Self::Turtle | Self::NTriples | Self::RdfXml => false,
        }
    }

    /// Whether it can write triple terms of RDF 1.2.
    #[must_use]
    pub fn has_triple_terms(self) -> bool {
        match self {
            Self::NQuads | Self::TriG | Self::Turtle | Self::NTriples => true,
            Self::RdfXml | Self::JsonLd => false,
        }
    }

    /// Oxigraph's name of it.
    #[must_use]
    pub fn rdf(self) -> RdfFormat {
        match self {
            Self::NQuads => RdfFormat::NQuads,
            Self::TriG => RdfFormat::TriG,
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How much of a store a dump holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everything, in its graphs where the form has graphs.
    #[default]
    All,
    /// Everything, in the default graph.
    Flat,
    /// The default graph: cards of entities and relations, plain triples.
    Shortcuts,
}

/// The version of RDF that a dump is written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Syntax {
    /// RDF 1.1, which every store loads.
    #[default]
    Rdf11,
    /// RDF 1.2: statements also say what they reify, by a triple term.
    Rdf12,
}
