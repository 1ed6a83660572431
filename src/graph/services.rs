//! `SERVICE` clauses (<https://www.w3.org/TR/sparql11-federated-query/>): asked only of endpoints that the user allowed
//! by their URL; redirections are not followed, for they could lead anywhere.

use std::fmt;
use std::io::Read as _;
use std::time::Duration;

use oxigraph::model::NamedNode;
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use oxigraph::sparql::{DefaultServiceHandler, QuerySolutionIter};
use oxiri::Iri;
use spargebra::Query;
use spargebra::algebra::GraphPattern;

/// The largest answer that is read of an endpoint, in bytes.
const LARGEST_ANSWER: u64 = 256 << 20;

/// The endpoints that may be asked.
#[derive(Debug, Clone)]
pub struct Services {
    allowed: Vec<String>,
    time: Option<Duration>,
}

/// Why an endpoint gave no answer.
#[derive(Debug)]
pub enum ServiceError {
    /// The user did not allow it.
    NotAllowed(String),
    /// It could not be asked, or what it said could not be read.
    Failed {
        /// Its URL.
        service: String,
        /// What went wrong.
        problem: String,
    },
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAllowed(service) => write!(
                f,
                "SERVICE <{service}> is off: to let this query ask it, add --allow-service {service}"
            ),
            Self::Failed { service, problem } => write!(f, "SERVICE <{service}>: {problem}"),
        }
    }
}

impl std::error::Error for ServiceError {}

impl Services {
    /// Only these, each within `time`.
    #[must_use]
    pub fn new(allowed: Vec<String>, time: Option<Duration>) -> Self {
        Self { allowed, time }
    }

    /// Whether `service` may be asked.
    #[must_use]
    pub fn allows(&self, service: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed == service)
    }

    /// Asks `service` the `query` and reads what it answers.
    fn ask(&self, service: &str, query: &str) -> Result<QuerySolutionIter<'static>, String> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(self.time)
            .max_redirects(0)
            .max_redirects_will_error(true)
            .build()
            .into();
        let mut response = agent
            .post(service)
            .header("content-type", "application/sparql-query")
            .header(
                "accept",
                "application/sparql-results+json, application/sparql-results+xml;q=0.9, \
                 text/tab-separated-values;q=0.8",
            )
            .send(query)
            .map_err(|error| error.to_string())?;
        let media_type = response.body().mime_type().unwrap_or_default().to_owned();
        let format = QueryResultsFormat::from_media_type(&media_type)
            .ok_or_else(|| format!("answers in {media_type:?}, which is no format of results"))?;
        let mut body = Vec::new();
        response
            .body_mut()
            .with_config()
            .limit(LARGEST_ANSWER)
            .reader()
            .read_to_end(&mut body)
            .map_err(|error| error.to_string())?;
        let parser = QueryResultsParser::from_format(format);
        match parser.for_reader(std::io::Cursor::new(body)) {
            Ok(ReaderQueryResultsParserOutput::Solutions(solutions)) => Ok(solutions.into()),
            Ok(ReaderQueryResultsParserOutput::Boolean(_)) => {
                Err("answers true or false, not rows".to_owned())
            }
            Err(error) => Err(error.to_string()),
        }
    }
}

impl DefaultServiceHandler for Services {
    type Error = ServiceError;

    fn handle(
        &self,
        service_name: &NamedNode,
        pattern: &GraphPattern,
        base_iri: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, ServiceError> {
        let service = service_name.as_str();
        if !self.allows(service) {
            return Err(ServiceError::NotAllowed(service.to_owned()));
        }
        let query = Query::Select {
            dataset: None,
            pattern: pattern.clone(),
            base_iri: base_iri.cloned(),
        };
        self.ask(service, &query.to_string())
            .map_err(|problem| ServiceError::Failed {
                service: service.to_owned(),
                problem,
            })
    }
}
