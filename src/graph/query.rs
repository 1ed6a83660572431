//! Questions in SPARQL 1.1 (<https://www.w3.org/TR/sparql11-query/>): parsed with the project's prefixes, bound to
//! terms, answered whole or not at all within limits of time, rows and memory.

use oxigraph::model::{NamedNode, Term, Triple, Variable};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::term::GroundTerm;
use spargebra::{Query, SparqlParser};

use super::binding;
use super::plan::Plan;
use super::query_error::QueryError;
use super::services::Services;
use super::syntax_error::{self, SyntaxError};
use super::watch::{self, Exceeded, Limits};

/// What a question without `FROM` is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DefaultGraph {
    /// The default graph: entities, and what is reported as a fact.
    #[default]
    Own,
    /// All graphs together.
    Union,
}

/// How a question is answered.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What it is asked of.
    pub graph: DefaultGraph,
    /// What it may use up.
    pub limits: Limits,
    /// The endpoints that it may ask in turn.
    pub services: Vec<String>,
}

/// A question that can be asked.
#[derive(Debug, Clone)]
pub struct Question {
    query: Query,
    shown: String,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Of a `SELECT`.
    Solutions(Solutions),
    /// Of an `ASK`.
    Boolean(bool),
    /// Of a `CONSTRUCT` or `DESCRIBE`: sorted, without duplicates.
    Graph(Vec<Triple>),
}

/// The rows of a `SELECT`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Solutions {
    /// The columns.
    pub variables: Vec<Variable>,
    /// The rows, each with a value or none for every column.
    pub rows: Vec<Vec<Option<Term>>>,
}

impl Question {
    /// The question that `text` asks; `name` is what errors call it, `prefixes` need not be declared in it.
    ///
    /// # Errors
    /// [`QueryError::Syntax`] if it is no SPARQL query.
    pub fn parse(
        name: &str,
        text: &str,
        prefixes: &[(String, String)],
    ) -> Result<Self, QueryError> {
        let text = text.trim_start_matches('\u{feff}');
        let parser = parser(prefixes)?;
        let (owned, label) = (text.to_owned(), name.to_owned());
        // On the working thread: the parser recurses, and its stack is the larger one.
        let limits = Limits::default();
        let parsed = watch::over(limits, move |_| {
            parser.clone().parse_query(&owned).map_err(|_| {
                if parser.clone().parse_update(&owned).is_ok() {
                    return QueryError::Failed(format!(
                        "{label}: this is an update, not a question: byline update does it"
                    ));
                }
                QueryError::Syntax(SyntaxError::new(&label, &owned, &|text: &str| {
                    let parsed = parser.clone().parse_query(text);
                    parsed.err().map(|error| error.to_string())
                }))
            })
        });
        let query = parsed.unwrap_or_else(|exceeded| Err(of_limit(exceeded, &limits)))?;
        let shown = query.to_string();
        Ok(Self { query, shown })
    }

    /// The same question with `name` (without `?`) bound to any of `terms`.
    ///
    /// # Errors
    /// [`QueryError::Variable`] if the question has no such variable, or computes it itself.
    pub fn bind(self, name: &str, terms: Vec<Term>) -> Result<Self, QueryError> {
        let wrong = |problem: &str| QueryError::Variable {
            name: name.to_owned(),
            problem: problem.to_owned(),
        };
        let variable = Variable::new(name).map_err(|_| wrong("is no name of a variable"))?;
        if !self.mentions(name) {
            return Err(wrong("is not in the query"));
        }
        if binding::computed(binding::pattern(&self.query)).contains(&variable) {
            return Err(wrong("is computed by the query"));
        }
        let terms: Result<Vec<GroundTerm>, ()> =
            terms.into_iter().map(GroundTerm::try_from).collect();
        let terms = terms.map_err(|()| wrong("cannot be a blank node"))?;
        Ok(Self {
            query: binding::bind(self.query, variable, terms),
            shown: self.shown,
        })
    }

    /// Whether the variable `name` occurs anywhere in the question.
    #[must_use]
    pub fn mentions(&self, name: &str) -> bool {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        self.shown.match_indices(['?', '$']).any(|(at, _)| {
            self.shown[at + 1..]
                .strip_prefix(name)
                .is_some_and(|rest| !rest.starts_with(is_name))
        })
    }

    /// The columns of the answer; none if it is no `SELECT`.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let mut columns = Vec::new();
        if let Query::Select { pattern, .. } = &self.query {
            pattern.on_in_scope_variable(|variable| columns.push(variable.as_str().to_owned()));
        }
        columns
    }

    /// What `store` answers.
    ///
    /// # Errors
    /// [`QueryError`] if a limit of `settings` is exceeded, a service is not allowed or fails, or the store does.
    pub fn answer(self, store: &Store, settings: &Settings) -> Result<Answer, QueryError> {
        self.run(store, settings, |question, store, settings, token| {
            let results = question.prepare(settings, token).on_store(store).execute();
            collect(results?, &settings.limits)
        })
    }

    /// How `store` finds the answer: the steps, each with its rows and its time.
    ///
    /// # Errors
    /// As [`Question::answer`].
    pub fn explain(self, store: &Store, settings: &Settings) -> Result<Plan, QueryError> {
        self.run(store, settings, |question, store, settings, token| {
            let prepared = question.prepare(settings, token).on_store(store);
            let (results, explanation) = prepared.compute_statistics().explain();
            collect(results?, &settings.limits)?;
            Plan::new(&explanation)
        })
    }

    /// Does `work` on a thread that is watched over.
    fn run<T: Send + 'static>(
        self,
        store: &Store,
        settings: &Settings,
        work: impl FnOnce(Self, &Store, &Settings, CancellationToken) -> Result<T, QueryError>
        + Send
        + 'static,
    ) -> Result<T, QueryError> {
        let services = Services::new(settings.services.clone(), None);
        for service in self.services() {
            if !services.allows(&service) {
                return Err(QueryError::ServiceNotAllowed(service));
            }
        }
        let (store, owned) = (store.clone(), settings.clone());
        let done = watch::over(settings.limits, move |token| {
            work(self, &store, &owned, token)
        });
        done.unwrap_or_else(|exceeded| Err(of_limit(exceeded, &settings.limits)))
    }

    /// The services that the question names, also inside `EXISTS`, whose errors would be overlooked.
    fn services(&self) -> Vec<String> {
        let tokens = syntax_error::tokens(&self.shown);
        let words: Vec<&str> = tokens
            .iter()
            .map(|token| &self.shown[token.start..token.end])
            .collect();
        let after = |at: usize| match words.get(at + 1) {
            Some(&"SILENT") => words.get(at + 2),
            next => next,
        };
        let named = (0..words.len()).filter(|&at| words[at] == "SERVICE");
        named
            .filter_map(|at| after(at)?.strip_prefix('<')?.strip_suffix('>'))
            .map(str::to_owned)
            .collect()
    }

    fn prepare(
        self,
        settings: &Settings,
        token: CancellationToken,
    ) -> oxigraph::sparql::PreparedSparqlQuery {
        let services = Services::new(settings.services.clone(), settings.limits.time);
        let mut prepared = SparqlEvaluator::new()
            .with_default_service_handler(services)
            .with_cancellation_token(token)
            .for_query(self.query);
        match settings.graph {
            DefaultGraph::Own => {}
            DefaultGraph::Union => prepared.dataset_mut().set_default_graph_as_union(),
        }
        prepared
    }
}

/// A parser that knows `prefixes`.
pub(super) fn parser(prefixes: &[(String, String)]) -> Result<SparqlParser, QueryError> {
    prefixes
        .iter()
        .try_fold(SparqlParser::new(), |parser, (prefix, iri)| {
            parser
                .with_prefix(prefix, iri)
                .map_err(|error| QueryError::Failed(format!("prefix {prefix}: <{iri}>: {error}")))
        })
}

/// All of `results`.
fn collect(results: QueryResults<'_>, limits: &Limits) -> Result<Answer, QueryError> {
    match results {
        QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Vec::new();
            for solution in solutions {
                if rows.len() == limits.rows {
                    return Err(QueryError::Rows(limits.rows));
                }
                rows.push(solution?.values().to_vec());
            }
            Ok(Answer::Solutions(Solutions { variables, rows }))
        }
        QueryResults::Graph(found) => {
            let mut triples = Vec::new();
            for triple in found {
                if triples.len() == limits.rows {
                    return Err(QueryError::Rows(limits.rows));
                }
                triples.push(triple?);
            }
            triples.sort_by_cached_key(|triple: &Triple| {
                let subject = triple.subject.to_string();
                (
                    subject,
                    order_of(&triple.predicate),
                    triple.object.to_string(),
                )
            });
            triples.dedup();
            Ok(Answer::Graph(triples))
        }
    }
}

/// `a` comes first, the others by their names.
fn order_of(predicate: &NamedNode) -> (bool, String) {
    let is_type = predicate.as_ref() == oxigraph::model::vocab::rdf::TYPE;
    (!is_type, predicate.as_str().to_owned())
}

fn of_limit(exceeded: Exceeded, limits: &Limits) -> QueryError {
    match exceeded {
        Exceeded::Time => QueryError::Time(limits.time.unwrap_or_default()),
        Exceeded::Memory => QueryError::Memory(limits.memory),
        Exceeded::Panicked => QueryError::Failed("the evaluation broke off".to_owned()),
    }
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        Self::Failed(error.to_string())
    }
}
