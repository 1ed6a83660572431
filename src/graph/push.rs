//! Pushing: a store's graphs into a running store, by the SPARQL 1.1 Graph Store HTTP Protocol
//! (<https://www.w3.org/TR/sparql11-http-rdf-update/>) or by SPARQL 1.1 Update.
//!
//! A named graph takes the place of what the other store has under its name; what stands in the default graph is added
//! to it. Nothing is a blank node, so that a request that is sent twice does no harm, and failed ones are.

use std::fmt;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oxigraph::model::{GraphName, NamedNode};
use ureq::http::StatusCode;

use super::store::{Store, StoreError};

/// How often a request is sent before it counts as failed.
const ATTEMPTS: u32 = 4;
/// Triples of one SPARQL Update request.
const TRIPLES: usize = 5_000;

/// How to talk to the other store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// The Graph Store HTTP Protocol: one request for each graph.
    GraphStore,
    /// SPARQL Update: requests of a few thousand triples.
    Update,
}

/// Who asks.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The user's name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// Something that pushing could not do.
#[derive(Debug)]
#[non_exhaustive]
pub enum PushError {
    /// The store cannot be read.
    Store(StoreError),
    /// The other store cannot be reached.
    Unreachable {
        /// Its address.
        url: String,
        /// What went wrong.
        reason: String,
    },
    /// The other store refused.
    Refused {
        /// Its address.
        url: String,
        /// Its answer.
        status: StatusCode,
        /// The first line of what it says.
        message: String,
    },
}

impl fmt::Display for PushError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Unreachable { url, reason } => write!(
                f,
                "{url}: cannot be reached: {reason}: check the address, and that the store is running"
            ),
            Self::Refused {
                url,
                status,
                message,
            } => {
                let hint = match status.as_u16() {
                    401 | 403 => "set BYLINE_PUSH_USER and BYLINE_PUSH_PASSWORD",
                    404 | 405 => {
                        "check the address, or try the other of --update and the graph store protocol"
                    }
                    _ => "see the store's log",
                };
                write!(f, "{url}: refused with {status}: {message}: {hint}")
            }
        }
    }
}

impl std::error::Error for PushError {}

impl From<StoreError> for PushError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A running store.
#[derive(Debug)]
pub struct Target {
    url: String,
    protocol: Protocol,
    credentials: Option<Credentials>,
    agent: ureq::Agent,
}

impl Target {
    /// The store at `url`.
    #[must_use]
    pub fn new(url: &str, protocol: Protocol, credentials: Option<Credentials>) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_mins(5)))
            .build();
        Self {
            url: url.to_owned(),
            protocol,
            credentials,
            agent: config.into(),
        }
    }

    /// Sends every graph of `store`; `sent` hears of each, with its number of triples.
    ///
    /// # Errors
    /// [`PushError`] at the first graph that does not arrive; those before it did.
    pub fn push(
        &self,
        store: &Store,
        mut sent: impl FnMut(Option<&NamedNode>, usize),
    ) -> Result<(), PushError> {
        let minter = store.minter();
        let mut graphs = vec![GraphName::DefaultGraph];
        graphs.extend(
            store
                .document_ids()?
                .iter()
                .map(|id| minter.graph(id).into()),
        );
        graphs.extend([minter.events().into(), minter.meta().into()]);
        for graph in graphs {
            let mut lines = Vec::new();
            let quads = store
                .inner()
                .quads_for_pattern(None, None, None, Some(graph.as_ref()));
            for quad in quads {
                let quad = quad.map_err(|error| StoreError::Storage(error.to_string()))?;
                lines.push(format!(
                    "{} {} {} .\n",
                    quad.subject, quad.predicate, quad.object
                ));
            }
            lines.sort_unstable();
            let name = match &graph {
                GraphName::NamedNode(name) => Some(name),
                GraphName::DefaultGraph | GraphName::BlankNode(_) => None,
            };
            match self.protocol {
                Protocol::GraphStore => self.put(name, &lines)?,
                Protocol::Update => self.update(name, &lines)?,
            }
            sent(name, lines.len());
        }
        Ok(())
    }

    fn put(&self, graph: Option<&NamedNode>, lines: &[String]) -> Result<(), PushError> {
        let body = lines.concat();
        // Only the default graph is shared with others: there nothing is taken away.
        let (method, query) = match graph {
            Some(graph) => ("PUT", format!("graph={}", escape(graph.as_str()))),
            None => ("POST", "default".to_owned()),
        };
        let joint = if self.url.contains('?') { '&' } else { '?' };
        let url = format!("{}{joint}{query}", self.url);
        self.send(method, &url, "application/n-triples", &body)
    }

    fn update(&self, graph: Option<&NamedNode>, lines: &[String]) -> Result<(), PushError> {
        let (open, close) = match graph {
            Some(graph) => (format!("GRAPH {graph} {{\n"), "}"),
            None => (String::new(), ""),
        };
        let mut clear = graph.map_or_else(String::new, |graph| {
            format!("DROP SILENT GRAPH {graph} ;\n")
        });
        for part in lines.chunks(TRIPLES) {
            let body = format!("{clear}INSERT DATA {{ {open}{}{close} }}", part.concat());
            self.send("POST", &self.url, "application/sparql-update", &body)?;
            clear.clear();
        }
        Ok(())
    }

    /// Sends a request, again after a while where the trouble may pass.
    fn send(&self, method: &str, url: &str, kind: &str, body: &str) -> Result<(), PushError> {
        let mut attempt = 1;
        loop {
            let error = match self.once(method, url, kind, body) {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            let may_pass = match &error {
                PushError::Unreachable { .. } => true,
                PushError::Refused { status, .. } => {
                    status.is_server_error() || matches!(status.as_u16(), 408 | 429)
                }
                PushError::Store(_) => false,
            };
            if !may_pass || attempt == ATTEMPTS {
                return Err(error);
            }
            thread::sleep(Duration::from_millis(250 << attempt));
            attempt += 1;
        }
    }

    fn once(&self, method: &str, url: &str, kind: &str, body: &str) -> Result<(), PushError> {
        let unreachable = |error: &dyn fmt::Display| PushError::Unreachable {
            url: self.url.clone(),
            reason: error.to_string(),
        };
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(url)
            .header("content-type", kind);
        if let Some(Credentials { user, password }) = &self.credentials {
            let code = STANDARD.encode(format!("{user}:{password}"));
            request = request.header("authorization", format!("Basic {code}"));
        }
        let request = request.body(body).map_err(|error| unreachable(&error))?;
        let mut response = self
            .agent
            .run(request)
            .map_err(|error| unreachable(&error))?;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        let text = response.body_mut().read_to_string().unwrap_or_default();
        let message = text.lines().next().unwrap_or_default().trim();
        Err(PushError::Refused {
            url: self.url.clone(),
            status,
            message: message.chars().take(200).collect(),
        })
    }
}

/// Percent-encodes a value of a URL's query.
fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len() * 3);
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            use fmt::Write as _;
            // A String takes whatever is written.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_s_name_is_escaped() {
        assert_eq!(
            escape("https://a.b/c d?é"),
            "https%3A%2F%2Fa.b%2Fc%20d%3F%C3%A9"
        );
    }
}
