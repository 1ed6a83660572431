//! The arguments of the commands that ask the graph: `query`, `update`, `why`, `path`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::When;

/// The arguments of `byline query`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_QUERY_HELP)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct QueryArgs {
    /// The name of a query that comes with byline (see --list), or a file; - or nothing is standard input
    #[arg(value_name = "NAME|FILE", conflicts_with_all = ["expression", "list"])]
    pub query: Option<String>,

    /// Ask this SPARQL
    #[arg(short, long, value_name = "SPARQL", conflicts_with = "list")]
    pub expression: Option<String>,

    /// List the queries that come with byline, with what they take
    #[arg(long)]
    pub list: bool,

    /// Print the query, not its answer
    #[arg(long, conflicts_with_all = ["list", "explain"])]
    pub show: bool,

    /// Bind a variable of the query: who="Choe Son Hui", since=2024-10-29, what=`<IRI>`
    ///
    /// A value is one term, whatever it holds: `<IRI>`, prefix:name, "text"@en, a date, a number, the name of an entity
    /// or relation (by label or other label), else text. Where several things have the name, all are asked for.
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,

    /// How to print the answer; graphs (CONSTRUCT, DESCRIBE) are always Turtle
    #[arg(short, long, value_enum, default_value_t = TableFormat::Table, value_name = "FORMAT")]
    pub to: TableFormat,

    /// Show IRIs in tables, shortened by prefixes, not labels
    #[arg(long)]
    pub iris: bool,

    /// Columns of the terminal; otherwise as the terminal says, without limit where there is none
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<u16>,

    /// Seconds after which to give up with an error; 0 is never
    #[arg(long, default_value_t = 60.0, value_name = "SECONDS")]
    pub timeout: f64,

    /// Give up with an error if there are more rows than this
    #[arg(long, default_value_t = 1_000_000, value_name = "N")]
    pub limit_rows: usize,

    /// Give up with an error if byline takes more memory than this (on Linux) [default: 4096, or half of what is free]
    #[arg(long, value_name = "MIB")]
    pub limit_memory: Option<u64>,

    /// Show how the answer is found, with the rows and the time of each step, not the answer
    #[arg(long)]
    pub explain: bool,

    /// Ask all graphs together, not only the default graph
    #[arg(long)]
    pub union: bool,

    /// Let SERVICE ask this endpoint; may be given again
    #[arg(long, value_name = "URL")]
    pub allow_service: Vec<String>,

    /// The store
    #[arg(long, default_value = "byline.store", value_name = "DIR")]
    pub store: PathBuf,

    /// Write to FILE, not to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// When to colour tables
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub color: When,
}

const AFTER_QUERY_HELP: &str = "\
Examples:
  byline query visits                          who visited where
  byline query --list                          all queries that come with byline, and what they take
  byline query timeline --set who=\"Choe Son Hui\"
  byline query said --set about=Russia --to csv >said.csv
  byline query -e 'SELECT * { ?who rel:visit ?place }'
  byline query -e 'DESCRIBE ent:moscow'        as Turtle
  byline query my.rq --timeout 5 --explain     where the time goes
  byline query -e 'ASK { ?s rel:visit ent:moscow }' && echo yes

The prefixes by, claim, doc, ent, event, gaf, graph, grasp, nif, owl, prov, rdf, rdfs, rel, schema, sem, skos and xsd
are declared. The default graph holds entities and what is reported as a fact; claims, mentions and sentences stand
in one graph for each document: GRAPH ?g { ?claim a by:Claim }, or --union.

Exit codes:
  0  done; ASK: true
  1  no rows; ASK: false; a name in --set that nothing has
  2  error: syntax, time, memory, store";

/// How to print an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people
    Table,
    /// SPARQL 1.1 CSV
    Csv,
    /// SPARQL 1.1 TSV
    Tsv,
    /// SPARQL 1.1 JSON
    Json,
    /// SPARQL XML
    Xml,
    /// A Markdown table
    Md,
}

/// The arguments of `byline update`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_UPDATE_HELP)]
pub struct UpdateArgs {
    /// A file with SPARQL 1.1 Update; - or nothing is standard input
    #[arg(value_name = "FILE", conflicts_with = "expression")]
    pub file: Option<PathBuf>,

    /// Do this
    #[arg(short, long, value_name = "SPARQL")]
    pub expression: Option<String>,

    /// The store
    #[arg(long, default_value = "byline.store", value_name = "DIR")]
    pub store: PathBuf,
}

const AFTER_UPDATE_HELP: &str = "\
Examples:
  byline update -e 'INSERT DATA { ent:moscow skos:altLabel \"Moskva\" }'
  byline update corrections.ru
  byline update -e 'DELETE WHERE { GRAPH ?g { ent:moscow owl:sameAs ?other } }'

All of an update happens, or nothing of it. LOAD and SERVICE are not possible. The prefixes are those of byline query.
An article that is built anew or forgotten takes what was changed in its graph along.

Exit codes:
  0  done
  2  error: syntax, store";

/// The arguments of `byline why`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_WHY_HELP)]
pub struct WhyArgs {
    /// Subject, relation and object, by name or IRI, _ for anything; or one claim's IRI
    #[arg(value_name = "S P O | CLAIM", required = true, num_args = 1..=3)]
    pub statement: Vec<String>,

    /// How to print the evidence
    #[arg(short, long, value_enum, default_value_t = WhyFormat::Text, value_name = "FORMAT")]
    pub to: WhyFormat,

    /// Show at most so many claims; 0 is all
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,

    /// The store
    #[arg(long, default_value = "byline.store", value_name = "DIR")]
    pub store: PathBuf,

    /// When to colour
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub color: When,
}

const AFTER_WHY_HELP: &str = "\
Examples:
  byline why \"Choe Son Hui\" visit Moscow       every sentence that says so, and who says it
  byline why \"North Korea\" _ Russia            all that is said of the two
  byline why claim:0f3a… --to json             one claim, for programs
  byline why _ \"send troops to\" _

Exit codes:
  0  done
  1  nothing found: no such name, or no such claim
  2  error";

/// How to print evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WhyFormat {
    /// For people
    Text,
    /// One JSON array
    Json,
}

/// The arguments of `byline path`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_PATH_HELP)]
pub struct PathArgs {
    /// The entity to start from, by name or IRI
    #[arg(value_name = "A")]
    pub from: String,

    /// The entity to reach
    #[arg(value_name = "B")]
    pub to_entity: String,

    /// The longest path, in steps
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub hops: u8,

    /// Show at most so many paths
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub paths: u8,

    /// Go over hedged, alleged and future claims too; denied ones never count
    #[arg(long)]
    pub all_claims: bool,

    /// How to print the paths
    #[arg(short, long, value_enum, default_value_t = WhyFormat::Text, value_name = "FORMAT")]
    pub to: WhyFormat,

    /// The store
    #[arg(long, default_value = "byline.store", value_name = "DIR")]
    pub store: PathBuf,

    /// When to colour
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub color: When,
}

const AFTER_PATH_HELP: &str = "\
Examples:
  byline path \"Choe Son Hui\" Ukraine           the shortest ways, each step with its sentence
  byline path Pentagon Moscow --hops 3 --all-claims
  byline path ent:moscow ent:pyongyang --to json

Steps go both ways along what is reported as a fact. Of paths of one length, those with more articles come first.

Exit codes:
  0  done
  1  nothing found: no such name, or no path
  2  error";
