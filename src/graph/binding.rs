//! Binds a variable of a parsed query to terms, as though `VALUES ?name { … }` stood first in its `WHERE`.
//!
//! The terms enter the algebra, never the text: whatever a value holds, it stays one term. And as the optimiser sees
//! them, it starts from them (a substitution at evaluation comes too late for that: joins are ordered by then).

use oxigraph::model::Variable;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern};

/// `query` with `variable` bound to any of `terms`.
#[must_use]
pub fn bind(query: Query, variable: Variable, terms: Vec<GroundTerm>) -> Query {
    let values = GraphPattern::Values {
        variables: vec![variable],
        bindings: terms.into_iter().map(|term| vec![Some(term)]).collect(),
    };
    on_pattern(query, |pattern| first(pattern, values, Depth::Query))
}

/// The query with its pattern changed.
fn on_pattern(query: Query, change: impl FnOnce(GraphPattern) -> GraphPattern) -> Query {
    match query {
        Query::Select {
            dataset,
            pattern,
            base_iri,
        } => Query::Select {
            dataset,
            pattern: change(pattern),
            base_iri,
        },
        Query::Construct {
            template,
            dataset,
            pattern,
            base_iri,
        } => Query::Construct {
            template,
            dataset,
            pattern: change(pattern),
            base_iri,
        },
        Query::Describe {
            dataset,
            pattern,
            base_iri,
        } => Query::Describe {
            dataset,
            pattern: change(pattern),
            base_iri,
        },
        Query::Ask {
            dataset,
            pattern,
            base_iri,
        } => Query::Ask {
            dataset,
            pattern: change(pattern),
            base_iri,
        },
    }
}

/// Where in the query a pattern stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Above its `WHERE`: what is projected belongs to the query itself.
    Query,
    /// In its `WHERE`: what is projected is a query of its own.
    Where,
}

/// `pattern` with `values` as the first element of its `WHERE`.
fn first(pattern: GraphPattern, values: GraphPattern, depth: Depth) -> GraphPattern {
    use GraphPattern as P;
    let boxed = |inner: Box<P>, depth| Box::new(first(*inner, values.clone(), depth));
    match pattern {
        P::Project { inner, variables } if depth == Depth::Query => P::Project {
            inner: boxed(inner, Depth::Where),
            variables,
        },
        P::Distinct { inner } if depth == Depth::Query => P::Distinct {
            inner: boxed(inner, depth),
        },
        P::Reduced { inner } if depth == Depth::Query => P::Reduced {
            inner: boxed(inner, depth),
        },
        P::Slice {
            inner,
            start,
            length,
        } if depth == Depth::Query => P::Slice {
            inner: boxed(inner, depth),
            start,
            length,
        },
        P::OrderBy { inner, expression } => P::OrderBy {
            inner: boxed(inner, depth),
            expression,
        },
        P::Group {
            inner,
            variables,
            aggregates,
        } => P::Group {
            inner: boxed(inner, depth),
            variables,
            aggregates,
        },
        P::Extend {
            inner,
            variable,
            expression,
        } => P::Extend {
            inner: boxed(inner, depth),
            variable,
            expression,
        },
        P::Filter { expr, inner } => P::Filter {
            expr,
            inner: boxed(inner, depth),
        },
        P::LeftJoin {
            left,
            right,
            expression,
        } => P::LeftJoin {
            left: boxed(left, depth),
            right,
            expression,
        },
        P::Minus { left, right } => P::Minus {
            left: boxed(left, depth),
            right,
        },
        P::Lateral { left, right } => P::Lateral {
            left: boxed(left, depth),
            right,
        },
        P::Join { left, right } => P::Join {
            left: boxed(left, depth),
            right,
        },
        element @ (P::Bgp { .. }
        | P::Path { .. }
        | P::Union { .. }
        | P::Graph { .. }
        | P::Values { .. }
        | P::Service { .. }
        | P::Project { .. }
        | P::Distinct { .. }
        | P::Reduced { .. }
        | P::Slice { .. }) => P::Join {
            left: Box::new(values),
            right: Box::new(element),
        },
    }
}

/// The pattern of `query`.
#[must_use]
pub fn pattern(query: &Query) -> &GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    }
}

/// The variables that `pattern` computes (`BIND`, `AS`): they cannot be given a value from outside.
#[must_use]
pub fn computed(pattern: &GraphPattern) -> Vec<Variable> {
    let mut found = Vec::new();
    visit(pattern, &mut |pattern| match pattern {
        GraphPattern::Extend { variable, .. } => found.push(variable.clone()),
        GraphPattern::Group { aggregates, .. } => {
            found.extend(aggregates.iter().map(|(variable, _)| variable.clone()));
        }
        _ => {}
    });
    found
}

/// The services that `pattern` names, in its order; those inside `EXISTS` are met when they are asked.
#[must_use]
pub fn services(pattern: &GraphPattern) -> Vec<String> {
    let mut found = Vec::new();
    visit(pattern, &mut |pattern| {
        if let GraphPattern::Service {
            name: NamedNodePattern::NamedNode(name),
            ..
        } = pattern
        {
            found.push(name.as_str().to_owned());
        }
    });
    found
}

/// Calls `see` with `pattern` and all patterns below it.
fn visit(pattern: &GraphPattern, see: &mut impl FnMut(&GraphPattern)) {
    use GraphPattern as P;
    see(pattern);
    match pattern {
        P::Bgp { .. } | P::Path { .. } | P::Values { .. } => {}
        P::Join { left, right }
        | P::LeftJoin { left, right, .. }
        | P::Lateral { left, right }
        | P::Union { left, right }
        | P::Minus { left, right } => {
            visit(left, see);
            visit(right, see);
        }
        P::Filter { inner, .. }
        | P::Graph { inner, .. }
        | P::Extend { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Project { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. }
        | P::Group { inner, .. }
        | P::Service { inner, .. } => visit(inner, see),
    }
}
