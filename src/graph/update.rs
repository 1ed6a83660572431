//! Changes in SPARQL 1.1 Update (<https://www.w3.org/TR/sparql11-update/>): parsed here, done in a transaction of the
//! store.

use oxigraph::sparql::{PreparedSparqlUpdate, SparqlEvaluator};

use super::query;
use super::query_error::QueryError;
use super::services::Services;
use super::syntax_error::SyntaxError;
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
        let text = text.trim_start_matches('\u{feff}');
        let parser = query::parser(prefixes)?;
        let (owned, label) = (text.to_owned(), name.to_owned());
        let parsed = watch::over(Limits::default(), move |_| {
            parser.clone().parse_update(&owned).map_err(|error| {
                // One of its errors has no place: a blank node in two blocks.
                let message = error.to_string();
                if !message.starts_with("error at ") {
                    return QueryError::Failed(format!("{label}: {message}"));
                }
                QueryError::Syntax(SyntaxError::new(&label, &owned, &|text: &str| {
                    let parsed = parser.clone().parse_update(text);
                    parsed.err().map(|error| error.to_string())
                }))
            })
        });
        let update = parsed
            .map_err(|_| QueryError::Failed(format!("{name}: cannot be parsed in time")))??;
        let prepared = SparqlEvaluator::new()
            .with_default_service_handler(Services::new(Vec::new(), None))
            .for_update(update);
        Ok(Self { prepared })
    }

    /// The change, ready for a transaction.
    pub fn prepared(self) -> PreparedSparqlUpdate {
        self.prepared
    }
}

impl std::fmt::Debug for Update {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Update").finish_non_exhaustive()
    }
}
