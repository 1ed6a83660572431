//! Pushing: a store's graphs into a running store, by the SPARQL 1.1 Graph Store HTTP Protocol
//! (<https://www.w3.org/TR/sparql11-http-rdf-update/>) or by SPARQL 1.1 Update.
//!
//! A store's named graph takes the place of what the other store has under its name; what stands in the default graph, or
//! comes from a file, is added to it. Nothing is a blank node, so that a request that is sent twice does no harm, and
//! failed ones are.

use std::collections::BTreeMap;
use std::fmt;
use std::io::BufRead;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use ureq::http::StatusCode;

use super::store::{Store, StoreError};

/// How often a request is sent before it counts as failed.
const ATTEMPTS: u32 = 4;
/// Triples of one SPARQL Update request. Virtuoso 7.2's parser gives up before it has read five thousand ("memory
/// exhausted at line 4992", `examples/servers.sh`).
const TRIPLES: usize = 2_000;
/// Quads of a file that are read before they are sent, graph by graph: some 20 MB.
const QUADS: usize = 100_000;

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
    /// A file is not what it should be.
    File {
        /// Its name.
        file: String,
        /// What is wrong, and where.
        message: String,
    },
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
            Self::File { file, message } => write!(f, "{file}: {message}"),
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
            // Only the default graph is shared with others: there nothing is taken away.
            let arrival = match name {
                Some(_) => Arrival::Replacing,
                None => Arrival::Added,
            };
            self.request(name, &lines, arrival)?;
            sent(name, lines.len());
        }
        Ok(())
    }

    /// Adds the N-Quads of a file, in any order, to what the other store has, however many there are; the number of
    /// triples sent. An article's graph may stand in several files.
    ///
    /// # Errors
    /// [`PushError`] at the first line that is no quad or has a blank node, and at the first request that does not
    /// arrive; those before it did.
    pub fn add(&self, file: &str, source: impl BufRead) -> Result<usize, PushError> {
        let failed = |message: String| PushError::File {
            file: file.to_owned(),
            message,
        };
        let mut graphs: BTreeMap<Option<NamedNode>, Vec<String>> = BTreeMap::new();
        let (mut waiting, mut triples) = (0, 0);
        for quad in RdfParser::from_format(RdfFormat::NQuads).for_reader(source) {
            let quad = quad.map_err(|error| failed(error.to_string()))?;
            let Some((graph, line)) = named(&quad) else {
                let message = format!("{quad}: blank nodes cannot be sent in parts: name them");
                return Err(failed(message));
            };
            graphs.entry(graph).or_default().push(line);
            waiting += 1;
            if waiting == QUADS {
                self.add_graphs(&mut graphs)?;
                waiting = 0;
            }
            triples += 1;
        }
        self.add_graphs(&mut graphs)?;
        Ok(triples)
    }

    fn add_graphs(
        &self,
        graphs: &mut BTreeMap<Option<NamedNode>, Vec<String>>,
    ) -> Result<(), PushError> {
        while let Some((graph, lines)) = graphs.pop_first() {
            self.request(graph.as_ref(), &lines, Arrival::Added)?;
        }
        Ok(())
    }

    /// Sends the triples of a graph.
    fn request(
        &self,
        graph: Option<&NamedNode>,
        lines: &[String],
        arrival: Arrival,
    ) -> Result<(), PushError> {
        match self.protocol {
            Protocol::GraphStore => self.put(graph, lines, arrival),
            Protocol::Update => self.update(graph, lines, arrival),
        }
    }

    fn put(
        &self,
        graph: Option<&NamedNode>,
        lines: &[String],
        arrival: Arrival,
    ) -> Result<(), PushError> {
        let body = lines.concat();
        let method = match arrival {
            Arrival::Replacing => "PUT",
            Arrival::Added => "POST",
        };
        let query = match graph {
            Some(graph) => format!("graph={}", escape(graph.as_str())),
            None => "default".to_owned(),
        };
        let joint = if self.url.contains('?') { '&' } else { '?' };
        let url = format!("{}{joint}{query}", self.url);
        self.send(method, &url, "application/n-triples", &body)
    }

    fn update(
        &self,
        graph: Option<&NamedNode>,
        lines: &[String],
        arrival: Arrival,
    ) -> Result<(), PushError> {
        let (open, close) = match graph {
            Some(graph) => (format!("GRAPH {graph} {{\n"), "}"),
            None => (String::new(), ""),
        };
        let mut clear = match (graph, arrival) {
            (Some(graph), Arrival::Replacing) => format!("DROP SILENT GRAPH {graph} ;\n"),
            _ => String::new(),
        };
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
                PushError::Store(_) | PushError::File { .. } => false,
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

/// What becomes of what the other store has in a graph that is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// It goes.
    Replacing,
    /// It stays.
    Added,
}

/// The graph of a quad, and its triple as a line of N-Triples; none if one of them is a blank node.
fn named(quad: &Quad) -> Option<(Option<NamedNode>, String)> {
    let graph = match &quad.graph_name {
        GraphName::NamedNode(graph) => Some(graph.clone()),
        GraphName::DefaultGraph => None,
        GraphName::BlankNode(_) => return None,
    };
    let is_named = matches!(quad.subject, NamedOrBlankNode::NamedNode(_))
        && !matches!(quad.object, Term::BlankNode(_));
    let line = || format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object);
    is_named.then(|| (graph, line()))
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
