//! Binds a variable of a parsed query to terms, as though `VALUES ?name { … }` stood first in its `WHERE`.
//!
//! The terms enter the algebra, never the text: whatever a value holds, it stays one term. And as the optimiser sees
//! them, it starts from them (a substitution at evaluation comes too late for that: joins are ordered by then).

use oxigraph::model::Variable;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;

/// `query` with `variable` bound to any of `terms`.
#[must_use]
pub fn bind(query: Query, variable: Variable, terms: Vec<GroundTerm>) -> Query {
    let mut rows: Vec<Vec<Option<GroundTerm>>> = Vec::new();
    for term in terms {
        let row = vec![Some(term)];
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let values = Values {
        table: GraphPattern::Values {
            variables: vec![variable.clone()],
            bindings: rows,
        },
        variable,
    };
    on_pattern(query, |pattern| first(pattern, &values, Depth::Query))
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

/// The values that are to be joined, and their variable.
struct Values {
    variable: Variable,
    table: GraphPattern,
}

/// `pattern` joined with `values`: as deep in it as that changes no answer, for the optimiser joins only what stands
/// side by side.
fn first(pattern: GraphPattern, values: &Values, depth: Depth) -> GraphPattern {
    use GraphPattern as P;
    let deeper = |inner: Box<P>| Box::new(first(*inner, values, depth));
    let is_bound = depth == Depth::Where && binds(&pattern, &values.variable);
    match pattern {
        P::Project { inner, variables } if depth == Depth::Query || is_bound => P::Project {
            inner: Box::new(first(*inner, values, Depth::Where)),
            variables,
        },
        P::Distinct { inner } if depth == Depth::Query || is_bound => P::Distinct {
            inner: deeper(inner),
        },
        P::Reduced { inner } if depth == Depth::Query || is_bound => P::Reduced {
            inner: deeper(inner),
        },
        P::Slice {
            inner,
            start,
            length,
        } if depth == Depth::Query => P::Slice {
            inner: deeper(inner),
            start,
            length,
        },
        P::OrderBy { inner, expression } => P::OrderBy {
            inner: deeper(inner),
            expression,
        },
        // Above a query's own groups stands its Project, so these are the query's own, or bind the variable.
        P::Group {
            inner,
            variables,
            aggregates,
        } => P::Group {
            inner: deeper(inner),
            variables,
            aggregates,
        },
        P::Extend {
            inner,
            variable,
            expression,
        } => P::Extend {
            inner: deeper(inner),
            variable,
            expression,
        },
        P::Filter { expr, inner } => P::Filter {
            expr,
            inner: deeper(inner),
        },
        P::LeftJoin {
            left,
            right,
            expression,
        } => P::LeftJoin {
            left: deeper(left),
            right,
            expression,
        },
        P::Minus { left, right } => P::Minus {
            left: deeper(left),
            right,
        },
        P::Lateral { left, right } => P::Lateral {
            left: deeper(left),
            right,
        },
        P::Join { left, right } if binds(&left, &values.variable) => P::Join {
            left: deeper(left),
            right,
        },
        P::Join { left, right } if binds(&right, &values.variable) => P::Join {
            left,
            right: deeper(right),
        },
        P::Graph { name, inner } if binds(&inner, &values.variable) => P::Graph {
            name,
            inner: deeper(inner),
        },
        P::Union { left, right } if is_bound => P::Union {
            left: deeper(left),
            right: deeper(right),
        },
        element @ (P::Bgp { .. }
        | P::Path { .. }
        | P::Join { .. }
        | P::Union { .. }
        | P::Graph { .. }
        | P::Values { .. }
        | P::Service { .. }
        | P::Project { .. }
        | P::Distinct { .. }
        | P::Reduced { .. }
        | P::Slice { .. }) => P::Join {
            left: Box::new(values.table.clone()),
            right: Box::new(element),
        },
    }
}

/// Whether every solution of `pattern` has a value for `variable`, one that its parts see too.
fn binds(pattern: &GraphPattern, variable: &Variable) -> bool {
    use GraphPattern as P;
    match pattern {
        P::Bgp { .. } | P::Path { .. } => {
            let mut is_there = false;
            pattern.on_in_scope_variable(|found| is_there |= found == variable);
            is_there
        }
        P::Join { left, right } | P::Lateral { left, right } => {
            binds(left, variable) || binds(right, variable)
        }
        P::Union { left, right } => binds(left, variable) && binds(right, variable),
        P::LeftJoin { left, .. } | P::Minus { left, .. } => binds(left, variable),
        P::Filter { inner, .. }
        | P::Extend { inner, .. }
        | P::Graph { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner } => binds(inner, variable),
        P::Project { inner, variables }
        | P::Group {
            inner, variables, ..
        } => variables.contains(variable) && binds(inner, variable),
        // Cut short, a pattern gives other solutions when it is given fewer; values and services stay as they are.
        P::Slice { .. } | P::Values { .. } | P::Service { .. } => false,
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

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::NamedNode;
    use spargebra::SparqlParser;

    /// The query with ?x bound to <a:x>.
    fn bound(text: &str) -> String {
        let query = SparqlParser::new().parse_query(text).expect("a query");
        let term = GroundTerm::NamedNode(NamedNode::new_unchecked("a:x"));
        bind(
            query,
            Variable::new_unchecked("x"),
            vec![term.clone(), term],
        )
        .to_string()
    }

    const VALUES: &str = "VALUES ( ?x ) { ( <a:x> )  }";

    #[test]
    fn values_stand_beside_what_they_bind() {
        for text in [
            "SELECT * { GRAPH ?g { ?x ?p ?o OPTIONAL { ?o ?q ?r } } }",
            "SELECT * { VALUES ?y { 1 } GRAPH ?g { ?x ?p ?y OPTIONAL { ?o ?q ?r } } }",
        ] {
            let shown = bound(text);
            let (graph, values) = (shown.find("GRAPH"), shown.find(VALUES));
            assert!(values.is_some() && graph < values, "{shown}");
        }
        let union = bound("SELECT * { { ?x ?p ?o } UNION { ?o ?p ?x } }");
        assert_eq!(union.matches(VALUES).count(), 2, "{union}");
    }

    #[test]
    fn what_is_not_surely_bound_is_joined_outside() {
        for text in [
            "SELECT * { { ?x ?p ?o } UNION { ?o ?p ?y } }",
            "SELECT * { { FILTER(!BOUND(?x)) } UNION { ?x ?p ?o } }",
            "SELECT * { { SELECT ?x { ?x ?p ?o } LIMIT 1 } }",
            "SELECT * { ?s ?p ?o FILTER(?o = ?x) }",
            "ASK { OPTIONAL { ?x ?p ?o } }",
        ] {
            let shown = bound(text);
            assert_eq!(shown.matches(VALUES).count(), 1, "{shown}");
            let values = shown.find(VALUES);
            assert!(
                values
                    < shown
                        .find("UNION")
                        .or(shown.find("LIMIT"))
                        .or(Some(usize::MAX)),
                "{shown}"
            );
        }
    }
}
