//! From an article and its claims to quads.
//!
//! Takes [`Article`]s, gives for each one named graph and, in the default graph, what a newcomer asks for: the
//! entities' cards, the relations' labels, and those claims as plain triples that the [`Policy`] lets through. All of
//! that stands in the article's own graph as well, so that a triple of the default graph goes when the last article
//! goes that holds it. There are no blank nodes, and every name depends on the article alone.

mod claim;
mod document;
pub(super) mod entity;
mod projection;

use std::collections::HashSet;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::iri::Minter;
use super::stance::Policy;
use super::vocabulary::{by, prov, rdf, xsd};
use crate::knowledge::article::Article;
use crate::text::span::{Span, Text};

pub use projection::{Projection, projections};

/// Maps articles under one base by one policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapper {
    /// Makes the names.
    pub minter: Minter,
    /// Which claims become plain triples.
    pub policy: Policy,
}

/// An article as quads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The document's id.
    pub id: String,
    /// Its graph.
    pub graph: NamedNode,
    /// What stands in its graph; no quad twice, in the order of the article.
    pub quads: Vec<Quad>,
    /// Those of the triples that stand in the default graph too.
    pub shared: Vec<Quad>,
}

impl Mapped {
    /// Keeps the fingerprint of what the article was read from, if it was mapped without.
    pub fn sign(&mut self, minter: &Minter, fingerprint: &str) {
        self.quads.push(Quad::new(
            minter.document(&self.id),
            by::SHA256,
            string(fingerprint),
            self.graph.clone(),
        ));
    }
}

impl Mapper {
    /// The quads of `article`; `fingerprint` is kept as `by:sha256`.
    #[must_use]
    pub fn map(&self, article: &Article, fingerprint: Option<&str>) -> Mapped {
        let text = Text::new(article.text.clone());
        let mut sheet = Sheet::new(self, article, &text);
        document::write(&mut sheet, fingerprint);
        entity::write(&mut sheet);
        claim::write(&mut sheet);
        sheet.finish()
    }

    /// What is known about the graph itself: the program and the settings that it was made with.
    #[must_use]
    pub fn about(&self) -> Vec<Quad> {
        let meta = self.minter.meta();
        let fact = |property: NamedNodeRef<'_>, value: Term| {
            Quad::new(meta.clone(), property.into_owned(), value, meta.clone())
        };
        vec![
            fact(rdf::TYPE, by::STORE.into()),
            fact(rdf::TYPE, prov::ACTIVITY.into()),
            fact(by::VERSION, string(env!("CARGO_PKG_VERSION")).into()),
            fact(by::ASSERTS, string(&self.policy.to_string()).into()),
        ]
    }

    /// All quads of `article`, those of the default graph among them.
    #[must_use]
    pub fn quads(&self, article: &Article, fingerprint: Option<&str>) -> Vec<Quad> {
        let Mapped {
            mut quads, shared, ..
        } = self.map(article, fingerprint);
        quads.extend(shared);
        quads
    }
}

/// What is being written about one article.
struct Sheet<'a> {
    mapper: &'a Mapper,
    article: &'a Article,
    text: &'a Text,
    document: NamedNode,
    graph: NamedNode,
    /// The IRIs of the article's entities.
    entities: Vec<NamedNode>,
    /// The phrases that were written.
    phrases: HashSet<Span>,
    /// What was written so far; a quad that several parts of the article ask for stands there as often.
    quads: Vec<Quad>,
    shared: Vec<Quad>,
}

impl<'a> Sheet<'a> {
    fn new(mapper: &'a Mapper, article: &'a Article, text: &'a Text) -> Self {
        Self {
            mapper,
            article,
            text,
            document: mapper.minter.document(&article.id),
            graph: mapper.minter.graph(&article.id),
            entities: entity::names(&mapper.minter, article),
            phrases: HashSet::new(),
            quads: Vec::new(),
            shared: Vec::new(),
        }
    }

    fn minter(&self) -> &'a Minter {
        &self.mapper.minter
    }

    /// Adds a triple to the article's graph.
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(
            subject.clone(),
            predicate.into_owned(),
            object,
            self.graph.clone(),
        ));
    }

    /// Adds a triple to the article's graph and to the default graph.
    fn share(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let object = object.into();
        self.shared.push(Quad::new(
            subject.clone(),
            predicate.into_owned(),
            object.clone(),
            GraphName::DefaultGraph,
        ));
        self.add(subject, predicate, object);
    }

    /// The words under `span`, as far as it lies in the text.
    fn words(&self, span: Span) -> &'a str {
        let end = span.end().min(self.text.len());
        self.text.slice(Span::new(span.start().min(end), end))
    }

    fn finish(self) -> Mapped {
        Mapped {
            id: self.article.id.clone(),
            graph: self.graph,
            quads: distinct(self.quads),
            shared: distinct(self.shared),
        }
    }
}

/// The quads of one graph, each where it stands first.
fn distinct(mut quads: Vec<Quad>) -> Vec<Quad> {
    let mut seen = HashSet::with_capacity(quads.len());
    let firsts: Vec<bool> = quads
        .iter()
        .map(|quad| seen.insert((&quad.subject, &quad.predicate, &quad.object)))
        .collect();
    let mut firsts = firsts.into_iter();
    quads.retain(|_| firsts.next().unwrap_or_default());
    // They may wait for thousands of others.
    quads.shrink_to_fit();
    quads
}

/// A plain string.
fn string(value: &str) -> Literal {
    Literal::new_simple_literal(value)
}

/// An integer in its canonical form.
fn integer(value: impl Into<u64>) -> Literal {
    Literal::new_typed_literal(value.into().to_string(), xsd::INTEGER)
}

/// A day.
fn date(value: jiff::civil::Date) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::DATE)
}

/// An IRI if `value` is an absolute one, else a string.
fn link(value: &str) -> Term {
    NamedNode::new(value).map_or_else(|_| string(value).into(), Term::from)
}

/// A decimal in its canonical form (no needless zeros, as XSD 1.1 has it); a string if `value` is none.
fn decimal(value: &str) -> Literal {
    let (sign, digits) = match value.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", value.strip_prefix('+').unwrap_or(value)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = !(whole.is_empty() && fraction.is_empty())
        && whole
            .bytes()
            .chain(fraction.bytes())
            .all(|byte| byte.is_ascii_digit());
    if !is_number {
        return string(value);
    }
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    let number = match (whole, fraction) {
        ("", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        ("", fraction) => format!("{sign}0.{fraction}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
    };
    Literal::new_typed_literal(number, xsd::DECIMAL)
}
