//! Changes in SPARQL 1.1 Update (<https://www.w3.org/TR/sparql11-update/>): parsed here, done in a transaction of the
//! store.

use oxigraph::sparql::{PreparedSparqlUpdate, SparqlEvaluator};
use spargebra::SparqlParser;

use super::query_error::{QueryError, SyntaxError};
use super::services::Services;
use super::watch::{self, Limits};

/// A change that can be made.
#[derive(Clone)]
pub struct Update {
    prepared: PreparedSparqlUpdate,
}

impl Update {
    /// The change that `text` asks for; `name` is what errors call it, `prefixes` need not be declared in it.
    ///
    /// # Errors
    /// [`QueryError::Syntax`] if it is no SPARQL Update.
    pub fn parse(
        name: &str,
        text: &str,
        prefixes: &[(String, String)],
    ) -> Result<Self, QueryError> {
        let mut parser = SparqlParser::new();
        for (prefix, iri) in prefixes {
            parser = parser.with_prefix(prefix, iri).map_err(|error| {
                QueryError::Failed(format!("prefix {prefix}: <{iri}>: {error}"))
            })?;
        }
        let text = text.trim_start_matches('\u{feff}');
        let owned = text.to_owned();
        let update = watch::over(Limits::default(), move |_| parser.parse_update(&owned))
            .map_err(|_| QueryError::Failed(format!("{name}: cannot be parsed in time")))?
            .map_err(|error| {
                QueryError::Syntax(SyntaxError::new(name, text, &error.to_string()))
            })?;
        let prepared = SparqlEvaluator::new()
            .with_default_service_handler(Services::new(Vec::new(), None))
            .for_update(update);
        Ok(Self { prepared })
    }

    /// The change, ready for a transaction.
    #[must_use]
    pub fn prepared(self) -> PreparedSparqlUpdate {
        self.prepared
    }
}

impl std::fmt::Debug for Update {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Update").finish_non_exhaustive()
    }
}
