//! What people write for terms, and what they are shown of them: names in, IRIs to ask with; IRIs in, labels to read.

use std::collections::HashMap;
use std::str::FromStr as _;

use oxigraph::model::{Literal, NamedNode, Term};

use super::graph::Opened;
use super::{CliError, tell};
use crate::graph::catalogue::Kind;
use crate::graph::names::{self, Among, Found};
use crate::graph::vocabulary::xsd;

/// The terms that `value` stands for, of which there is at least one; none if it is the name of nothing, which is told.
///
/// # Errors
/// [`CliError`] if `value` is not of its kind, or the store cannot be read.
pub fn resolve(
    opened: &Opened,
    kind: Kind,
    value: &str,
    quiet: bool,
) -> Result<Option<Vec<Term>>, CliError> {
    let value = value.trim();
    let one = |term: Term| Ok(Some(vec![term]));
    match kind {
        Kind::Date => date(value)
            .ok_or_else(|| CliError::Other(format!("{value}: no date: write it as 2024-10-29")))
            .and_then(|literal| one(literal.into())),
        Kind::Number => number(value)
            .ok_or_else(|| CliError::Other(format!("{value}: no whole number: write it as 2")))
            .and_then(|literal| one(literal.into())),
        Kind::Text => one(Literal::new_simple_literal(value).into()),
        Kind::Entity => of_name(opened, Among::Entities, value, quiet),
        Kind::Relation => of_name(opened, Among::Relations, value, quiet),
        Kind::Document => of_name(opened, Among::Documents, value, quiet),
        Kind::Any => {
            if let Some(term) = written_out(opened, value) {
                return one(term);
            }
            if let Some(literal) = date(value).or_else(|| number(value)) {
                return one(literal.into());
            }
            match names::find(&opened.store, value, Among::All).map_err(unreadable)? {
                Found::Named(nodes) => Ok(Some(told(opened, value, nodes, quiet))),
                Found::Nothing(_) => one(Literal::new_simple_literal(value).into()),
            }
        }
    }
}

/// The IRIs that `value` stands for: itself, if it is one, else what is called so; none if nothing is, which is told.
///
/// # Errors
/// [`CliError`] if the store cannot be read.
pub fn of_name(
    opened: &Opened,
    among: Among,
    value: &str,
    quiet: bool,
) -> Result<Option<Vec<Term>>, CliError> {
    if let Some(Term::NamedNode(node)) = written_out(opened, value) {
        return Ok(Some(vec![node.into()]));
    }
    match names::find(&opened.store, value, among).map_err(unreadable)? {
        Found::Named(nodes) => Ok(Some(told(opened, value, nodes, quiet))),
        Found::Nothing(near) => {
            let what = match among {
                Among::Entities => "entity",
                Among::Relations => "relation",
                Among::Documents => "document",
                Among::Claims => "claim",
                Among::All => "entity or relation",
            };
            let value = value.escape_debug();
            let near: Vec<String> = near
                .iter()
                .map(|name| super::table::visible(name))
                .collect();
            if near.is_empty() {
                tell(format_args!("byline: no {what} is called \"{value}\""));
            } else {
                tell(format_args!(
                    "byline: no {what} is called \"{value}\": perhaps {}",
                    near.join(", ")
                ));
            }
            Ok(None)
        }
    }
}

/// The nodes as terms; if there are several, the user is told.
fn told(opened: &Opened, value: &str, nodes: Vec<NamedNode>, quiet: bool) -> Vec<Term> {
    if nodes.len() > 1 && !quiet {
        let all: Vec<String> = nodes
            .iter()
            .map(|node| names::shortened(node.as_str(), &opened.prefixes))
            .collect();
        tell(format_args!(
            "byline: {} things are called \"{}\", all are asked for: {}",
            nodes.len(),
            value.escape_debug(),
            all.join(" ")
        ));
    }
    nodes.into_iter().map(Term::from).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
pub(super) fn unreadable(error: oxigraph::store::StorageError) -> CliError {
    CliError::Other(format!("the store cannot be read: {error}"))
}

/// A term that is written as one: `<IRI>`, `"text"@en`, a bare web address, a prefixed name.
fn written_out(opened: &Opened, value: &str) -> Option<Term> {
    if value.starts_with(['<', '"']) {
        return Term::from_str(value).ok().filter(|term| match term {
            Term::NamedNode(node) => NamedNode::new(node.as_str()).is_ok(),
            Term::Literal(_) => true,
            Term::BlankNode(_) | Term::Triple(_) => false,
        });
    }
    if value.starts_with("http://") || value.starts_with("https://") {
        return NamedNode::new(value).ok().map(Term::from);
    }
    let (prefix, local) = value.split_once(':')?;
    let is_name = !local.is_empty() && !local.contains(char::is_whitespace);
    let (_, namespace) = opened
        .prefixes
        .iter()
        .find(|(known, _)| known == prefix && is_name)?;
    NamedNode::new(format!("{namespace}{local}"))
        .ok()
        .map(Term::from)
}

fn date(value: &str) -> Option<Literal> {
    let date = jiff::civil::Date::from_str(value).ok()?;
    (value == date.to_string()).then(|| Literal::new_typed_literal(value, xsd::DATE))
}

fn number(value: &str) -> Option<Literal> {
    value.parse::<i64>().ok().map(Literal::from)
}

/// Shows terms, and remembers what it has looked up.
pub struct Labels<'a> {
    opened: &'a Opened,
    with_iris: bool,
    known: HashMap<NamedNode, String>,
}

impl<'a> Labels<'a> {
    /// Labels of the store; with `with_iris` IRIs are shown themselves.
    #[must_use]
    pub fn new(opened: &'a Opened, with_iris: bool) -> Self {
        Self {
            opened,
            with_iris,
            known: HashMap::new(),
        }
    }

    /// `term` as people read it.
    ///
    /// # Errors
    /// [`CliError`] if the store cannot be read.
    pub fn shown(&mut self, term: &Term) -> Result<String, CliError> {
        match term {
            Term::NamedNode(node) => self.node(node),
            Term::BlankNode(node) => Ok(node.to_string()),
            Term::Literal(literal) => Ok(literal.value().to_owned()),
            Term::Triple(triple) => Ok(triple.to_string()),
        }
    }

    fn node(&mut self, node: &NamedNode) -> Result<String, CliError> {
        if let Some(known) = self.known.get(node) {
            return Ok(known.clone());
        }
        let label = if self.with_iris {
            None
        } else {
            names::label(&self.opened.store, node.as_ref()).map_err(unreadable)?
        };
        let shown = label
            .filter(|label| !label.trim().is_empty())
            .unwrap_or_else(|| names::shortened(node.as_str(), &self.opened.prefixes));
        self.known.insert(node.clone(), shown.clone());
        Ok(shown)
    }
}
