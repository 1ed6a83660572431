//! The arguments of the commands that fill, keep and dump a store: `build`, `export`, `push`, `forget`, `list`,
//! `stats`, `check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::InputFormat;
use crate::graph::stance::Policy;

/// Where the store is.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// The store
    #[arg(long, default_value = "byline.store", value_name = "DIR")]
    pub store: PathBuf,
}

/// The arguments of `byline build`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_BUILD_HELP)]
pub struct BuildArgs {
    /// Files or folders to read; - or none at all is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The store; made where there is none
    #[arg(long, default_value = "byline.store", value_name = "DIR")]
    pub store: PathBuf,

    /// How the articles are written down
    #[arg(short, long, value_enum, default_value_t = BuildInput::Auto, value_name = "FORMAT")]
    pub input: BuildInput,

    /// Forget what the store holds of documents that are not among these
    #[arg(long)]
    pub prune: bool,

    /// Which claims are plain triples too; a store keeps what it was made with [default: reported]
    #[arg(long, value_enum, value_name = "POLICY")]
    pub assert: Option<Assert>,

    /// The base of the names of entities, claims and documents; a store keeps what it was made with
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,

    /// How entities are named and joined, in articles that are read now
    #[command(flatten)]
    pub entities: super::entities::EntityArgs,

    /// Threads to read with; 0 is one for each core
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    pub jobs: usize,

    /// Read with the model in this folder, not with the built-in one
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,
}

const AFTER_BUILD_HELP: &str = "\
Examples:
  byline build news/                       read a folder into ./byline.store
  byline build news/                       again: reads only what has changed
  byline build news/ --prune               also forgets what is gone from the folder
  zcat dump.jsonl.gz | byline build -i jsonl --store dump.store
  byline build news/ --assert stated       plain triples only for what articles say in their own voice

An article's id is its front matter's or record's `id`, else the file's stem. Each article is in the store wholly or not
at all, whenever the program is stopped.

Exit codes:
  0  done
  1  nothing found: no document
  2  error: something could not be read or written (the rest was)";

/// How articles for a store are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BuildInput {
    /// As the file's extension says, else as it looks
    Auto,
    /// Plain text or Markdown, with optional front matter
    Text,
    /// Web pages; boilerplate is left out
    Html,
    /// JSON Lines: one article a line
    Jsonl,
    /// CoNLL-U: given tokens and sentences
    Conllu,
    /// JSON Lines of articles whose claims are given, as `extract --to articles` prints them
    Articles,
}

impl BuildInput {
    /// The form of articles to read; none where the claims are given.
    #[must_use]
    pub fn to_read(self) -> Option<InputFormat> {
        match self {
            Self::Auto => Some(InputFormat::Auto),
            Self::Text => Some(InputFormat::Text),
            Self::Html => Some(InputFormat::Html),
            Self::Jsonl => Some(InputFormat::Jsonl),
            Self::Conllu => Some(InputFormat::Conllu),
            Self::Articles => None,
        }
    }
}

/// Which claims are plain triples too; never a denied, doubted, alleged or future one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Assert {
    /// What the article or anyone in it states
    Reported,
    /// What the article states in its own voice
    Stated,
    /// None
    None,
}

impl From<Assert> for Policy {
    fn from(assert: Assert) -> Self {
        match assert {
            Assert::Reported => Self::Reported,
            Assert::Stated => Self::Stated,
            Assert::None => Self::None,
        }
    }
}

/// The arguments of `byline export`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_EXPORT_HELP)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct ExportArgs {
    /// The form; without it as the name of --output says, else N-Quads
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub to: Option<ExportFormat>,

    /// Put everything into one graph
    #[arg(long, conflicts_with = "shortcuts_only")]
    pub flat: bool,

    /// Only the entities, the relations and the plain triples between them
    #[arg(long)]
    pub shortcuts_only: bool,

    /// Let claims say what they reify, by the triple terms of RDF 1.2
    #[arg(long)]
    pub rdf12: bool,

    /// Compress with gzip; so does a name that ends in .gz
    #[arg(long)]
    pub gzip: bool,

    /// Write to FILE, not to standard output; of csv, the folder for nodes.csv and edges.csv
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// The store
    #[command(flatten)]
    pub store: StoreArgs,
}

const AFTER_EXPORT_HELP: &str = "\
Examples:
  byline export --to trig                        everything, for reading
  byline export -o dump.nq.gz                    N-Quads, which every store loads
  byline export --to ttl --shortcuts-only        entities and plain triples
  byline export --to csv -o tables               nodes.csv and edges.csv, for property graphs
  byline export --to ftm -o links.ftm.json       FollowTheMoney entities, for Aleph

Dumps are sorted: the same store gives the same bytes.";

/// The form of a dump.
#[expect(clippy::doc_markdown, reason = "the help shows it as it stands")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// N-Quads
    Nq,
    /// TriG
    Trig,
    /// Turtle, in one graph
    Ttl,
    /// N-Triples, in one graph
    Nt,
    /// RDF/XML, in one graph
    Rdfxml,
    /// JSON-LD
    Jsonld,
    /// Tables of nodes and edges
    Csv,
    /// FollowTheMoney entities, one a line
    Ftm,
}

/// The arguments of `byline forget`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_FORGET_HELP)]
pub struct ForgetArgs {
    /// The documents' ids
    #[arg(value_name = "DOC", required = true)]
    pub documents: Vec<String>,

    /// The store
    #[command(flatten)]
    pub store: StoreArgs,
}

const AFTER_FORGET_HELP: &str = "\
Examples:
  byline list documents                      the ids
  byline forget seed-000                     one document, and what only it supports
  byline forget seed-000 seed-001            both or, on an error, none

Exit codes:
  0  done
  1  nothing found: none of these documents was there
  2  error: the store cannot be changed";

/// The arguments of `byline list`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_LIST_HELP)]
pub struct ListArgs {
    /// What to list
    #[arg(value_enum, value_name = "WHAT")]
    pub what: Listed,

    /// How to print it
    #[arg(short, long, value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub to: ListFormat,

    /// At most so many; 0 is all
    #[arg(short = 'n', long, default_value_t = 0, value_name = "N")]
    pub limit: usize,

    /// The store
    #[command(flatten)]
    pub store: StoreArgs,
}

const AFTER_LIST_HELP: &str = "\
Examples:
  byline list entities -n 20                 what most documents speak of
  byline list documents --to json            for programs
  byline list conflicts                      where articles contradict one another
  byline list merges                         what may be one; join it by `byline build --aliases FILE`

Exit codes:
  0  done
  1  nothing found
  2  error: the store cannot be read";

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    /// Entities, by the documents that speak of them
    Entities,
    /// Relations, by the claims that are made with them
    Relations,
    /// Documents, by id
    Documents,
    /// Sources, by the documents that quote them
    Sources,
    /// Events that several documents report
    Events,
    /// Claims that cannot both be true
    Conflicts,
    /// Names that may be one thing, or one name of two things, and the line of an alias file that says so
    Merges,
}

/// How to print a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Table,
    /// CSV
    Csv,
    /// Tab-separated values
    Tsv,
    /// JSON: one object a row
    Json,
}

/// The arguments of `byline stats`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_STATS_HELP)]
pub struct StatsArgs {
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,

    /// The store
    #[command(flatten)]
    pub store: StoreArgs,
}

const AFTER_STATS_HELP: &str = "\
Examples:
  byline stats
  byline stats --json | jq .claims

The counts are kept, not counted: it takes no longer on a large store.";

/// The arguments of `byline check`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_CHECK_HELP)]
pub struct CheckArgs {
    /// The store
    #[command(flatten)]
    pub store: StoreArgs,
}

const AFTER_CHECK_HELP: &str = "\
Examples:
  byline check
  byline check --store news.store && echo whole

Looks for claims without evidence, spans outside of their text, plain triples that no article supports, and other
damage; a line each.

Exit codes:
  0  nothing is wrong
  2  something is";

/// The arguments of `byline push`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_PUSH_HELP)]
pub struct PushArgs {
    /// The address of the running store's graph store, or of its SPARQL Update
    #[arg(value_name = "URL")]
    pub url: String,

    /// Send SPARQL Update, not graphs
    #[arg(long)]
    pub update: bool,

    /// Add N-Quads files, gzipped or not, in the place of sending the store: parts that `extract --to nq` gave; - is
    /// standard input
    #[arg(long, num_args = 1.., value_name = "FILE", conflicts_with = "store")]
    pub from: Vec<PathBuf>,

    /// The store
    #[command(flatten)]
    pub store: StoreArgs,
}

const AFTER_PUSH_HELP: &str = "\
Examples:
  byline push http://localhost:7878/store                  Oxigraph
  byline push http://localhost:3030/news/data              Fuseki
  byline push http://localhost:8890/sparql-auth --update   Virtuoso
  byline push http://localhost:7878/store --from parts/*   what several machines extracted

A store's named graph takes the place of the one there; the default graph, and all that comes from files, is added to
what is there. The environment variables BYLINE_PUSH_USER and BYLINE_PUSH_PASSWORD give a name and a password.";
