//! One label for each thing in the default graph: where articles write a name differently ("US", "U.S."), the best of
//! them is the label and the others are other labels. Which is best depends on the labels alone.

use std::collections::BTreeSet;

use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedOrBlankNode, Quad, Term};

use super::error::StoreError;
use super::writer::Writer;
use crate::graph::vocabulary::{rdfs, skos};
use crate::knowledge::entity::is_in_capitals;

impl Writer<'_> {
    /// Puts a label into the default graph, or remembers that there is a choice to make.
    pub(super) fn put_label(&mut self, quad: &Quad) -> Result<(), StoreError> {
        let default = GraphNameRef::DefaultGraph;
        let labels = self.find_all(&quad.subject, rdfs::LABEL, default)?;
        let Some(kept) = labels.first() else {
            self.put(quad)?;
            return Ok(());
        };
        if kept.object == quad.object {
            return Ok(());
        }
        let other = Quad::new(
            quad.subject.clone(),
            skos::ALT_LABEL,
            quad.object.clone(),
            GraphName::DefaultGraph,
        );
        if rank(&kept.object) < rank(&quad.object) {
            self.put(&other)?;
        } else {
            self.remember_label(quad.subject.clone());
        }
        Ok(())
    }

    /// Lets a label of an article that goes go, unless another uses it.
    pub(super) fn release_label(&mut self, quad: &Quad) -> Result<(), StoreError> {
        if self.is_label(&quad.subject, &quad.object)? {
            return Ok(());
        }
        let other = Quad::new(
            quad.subject.clone(),
            skos::ALT_LABEL,
            quad.object.clone(),
            GraphName::DefaultGraph,
        );
        if !self.is_held(&quad.subject, skos::ALT_LABEL, &quad.object)? {
            self.drop(&other)?;
        }
        self.remember_label(quad.subject.clone());
        Ok(())
    }

    /// Whether some article calls `subject` by `name`, as its label.
    pub(super) fn is_label(
        &self,
        subject: &NamedOrBlankNode,
        name: &Term,
    ) -> Result<bool, StoreError> {
        self.is_held(subject, rdfs::LABEL, name)
    }

    /// Chooses the labels anew of what was remembered.
    pub(super) fn choose_labels(&mut self) -> Result<(), StoreError> {
        while let Some(subject) = self.recall_label() {
            let mut names: BTreeSet<String> = BTreeSet::new();
            let mut kept: BTreeSet<String> = BTreeSet::new();
            for quad in self.everywhere(&subject, rdfs::LABEL)? {
                if let Term::Literal(label) = quad.object {
                    let set = if quad.graph_name == GraphName::DefaultGraph {
                        &mut kept
                    } else {
                        &mut names
                    };
                    set.insert(label.value().to_owned());
                }
            }
            let best = names.iter().min_by_key(|name| order(name)).cloned();
            for name in names.union(&kept) {
                let term = Term::from(Literal::new_simple_literal(name));
                let quad = |property: oxigraph::model::NamedNodeRef<'_>| {
                    Quad::new(
                        subject.clone(),
                        property.into_owned(),
                        term.clone(),
                        GraphName::DefaultGraph,
                    )
                };
                let is_best = best.as_ref() == Some(name);
                self.set(&quad(rdfs::LABEL), is_best)?;
                let is_other = !is_best && names.contains(name)
                    || self.is_held(&subject, skos::ALT_LABEL, &term)?;
                self.set(&quad(skos::ALT_LABEL), is_other)?;
            }
        }
        Ok(())
    }

    /// Puts a quad in or takes it out.
    fn set(&mut self, quad: &Quad, is_there: bool) -> Result<(), StoreError> {
        if is_there {
            self.put(quad)?;
            Ok(())
        } else {
            self.drop(quad)
        }
    }
}

/// Small is good: words in capitals are a headline's or a dateline's, not a name's.
fn order(name: &str) -> (bool, &str) {
    (is_in_capitals(name), name)
}

fn rank(term: &Term) -> (bool, String) {
    let name = match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    };
    (is_in_capitals(&name), name)
}
