//! What can go wrong with a question: told in a line that says what to do next, syntax errors with a caret.

use std::fmt;
use std::time::Duration;

use super::syntax_error::SyntaxError;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// It is not SPARQL.
    Syntax(SyntaxError),
    /// A variable cannot be bound.
    Variable {
        /// Its name, without `?`.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// It took too long.
    Time(Duration),
    /// It has more rows than this.
    Rows(usize),
    /// It took more than these bytes of memory.
    Memory(u64),
    /// It asks a service that the user did not allow.
    ServiceNotAllowed(String),
    /// Anything else, as the evaluation tells it.
    Failed(String),
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Variable { name, problem } => {
                write!(
                    f,
                    "--set {name}: ?{name} {problem}: see the query's variables"
                )
            }
            Self::Time(time) => write!(
                f,
                "no answer within {} s: make the query narrower (LIMIT, or name a subject), or raise --timeout",
                time.as_secs_f64()
            ),
            Self::Rows(rows) => write!(
                f,
                "more than {rows} rows: add a LIMIT, or raise --limit-rows"
            ),
            Self::Memory(bytes) => write!(
                f,
                "more than {} MiB of memory: make the query narrower, or raise --limit-memory",
                bytes >> 20
            ),
            Self::ServiceNotAllowed(service) => write!(
                f,
                "SERVICE <{service}> is off: to let this query ask it, add --allow-service {service}"
            ),
            Self::Failed(problem) => f.write_str(problem),
        }
    }
}

impl std::error::Error for QueryError {}
