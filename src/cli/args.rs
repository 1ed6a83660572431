//! The arguments, and nothing else: help, manual and completions come from here.

pub mod query;
pub mod store;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

mod draw;
pub mod entities;

pub use draw::{ClusterBy, DrawArgs, DrawFormat, DrawnCertainty};

/// Reads English news and builds a knowledge graph with a byline on every fact.
#[derive(Debug, Parser)]
#[command(name = "byline", version, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Print errors only, no notes and warnings
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  done
  1  nothing found: no document, or none with a sentence
  2  error: something could not be read or written (the rest was)";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles: words, tags, trees, predicates with their roles, names
    Read(ReadArgs),
    /// Extract claims: who did what to whom, in whose words, how surely, and when
    Extract(ExtractArgs),
    /// Ask the graph: SPARQL, or a query that comes with byline
    Query(query::QueryArgs),
    /// Change the graph by SPARQL Update
    Update(query::UpdateArgs),
    /// Show the evidence: the sentences that say so, who says it, how sure
    Why(query::WhyArgs),
    /// Find out how two entities are connected
    Path(query::PathArgs),
    /// Draw the graph: dot, svg, png, graphml, gexf, cytoscape, html
    Draw(DrawArgs),
    /// Build a store: read articles, keep their claims as a graph
    Build(store::BuildArgs),
    /// List entities, relations, documents, sources, events or conflicts
    List(store::ListArgs),
    /// Tell how much a store holds
    Stats(store::StatsArgs),
    /// Dump a store: RDF in six forms, tables, links for investigators
    Export(store::ExportArgs),
    /// Load a store into a running one
    Push(store::PushArgs),
    /// Forget documents and what only they support
    Forget(store::ForgetArgs),
    /// Check a store's integrity
    Check(store::CheckArgs),
    /// Score the reader against gold annotation
    #[command(hide = true)]
    Eval(EvalArgs),
    /// Print the manual page, of the program or of one command
    #[command(hide = true)]
    Man {
        /// The command to print the page of
        command: Option<String>,
    },
    /// Print completions for a shell
    #[command(hide = true)]
    Completions {
        /// The shell to complete for
        shell: Shell,
    },
}

/// The arguments of `byline read`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_READ_HELP)]
pub struct ReadArgs {
    /// Files or folders to read; - or none at all is standard input
    ///
    /// Of a folder, all files with an extension of a known format are read, in the order of
    /// their names, sub-folders too, but no README. Files may be gzipped. Text is UTF-8, or UTF-16 with a byte
    /// order mark, or what its bytes suggest.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How to print what was read
    #[arg(short, long, value_enum, default_value_t = OutputFormat::Text, value_name = "FORMAT")]
    pub format: OutputFormat,

    /// How the articles are written down
    #[arg(short, long, value_enum, default_value_t = InputFormat::Auto, value_name = "FORMAT")]
    pub input: InputFormat,

    /// Threads to read with; 0 is one for each core
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    pub jobs: usize,

    /// Read with the model in this folder, not with the built-in one
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,

    /// When to colour the text format
    ///
    /// `auto` colours on a terminal, unless the environment variable `NO_COLOR` is set.
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub color: When,

    /// Write to FILE, not to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The arguments of `byline extract`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_EXTRACT_HELP)]
pub struct ExtractArgs {
    /// What to read, and how
    #[command(flatten)]
    pub read: ReadArgs,

    /// How entities are named and joined
    #[command(flatten)]
    pub entities: entities::EntityArgs,

    /// How to print the claims
    #[arg(long, value_enum, default_value_t = ClaimFormat::Jsonl, value_name = "FORMAT")]
    pub to: ClaimFormat,

    /// Which claims are plain triples too, in RDF
    #[arg(long, value_enum, default_value_t = store::Assert::Reported, value_name = "POLICY")]
    pub assert: store::Assert,

    /// The base of the names of entities, claims and documents, in RDF
    #[arg(long, value_name = "IRI", default_value = crate::graph::vocabulary::DEFAULT_BASE)]
    pub base: String,
}

const AFTER_EXTRACT_HELP: &str = "\
Examples:
  byline extract news/ | jq -r .predicate.label      one claim a line, as JSON
  zcat dump.jsonl.gz | byline extract -i jsonl --to nq | gzip >dump.nq.gz
                                                     one article a line, in bounded memory
  byline extract talks.txt --to trig                 one article as RDF, for reading
  byline extract a/ --to nq >a.nq; byline extract b/ --to nq >b.nq; sort -u a.nq b.nq
                                                     parts that were read apart fit together

Exit codes:
  0  done
  1  nothing found: no document, or none with a claim
  2  error: something could not be read or written (the rest was)";

/// How to print claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClaimFormat {
    /// One claim a line
    Jsonl,
    /// RDF as N-Quads
    Nq,
    /// RDF as N-Triples, without graphs
    Nt,
    /// RDF as `TriG`
    Trig,
    /// RDF as Turtle, without graphs
    Ttl,
    /// One whole article a line, for `build --input articles`
    Articles,
}

const AFTER_READ_HELP: &str = "\
Examples:
  byline read talks.txt                        show one article, sentence by sentence
  byline read news/ -f json -o news.json       a folder, with offsets, into a file
  zcat dump.jsonl.gz | byline read -i jsonl -f conllu
                                               one article a line, as CoNLL-U
  byline read -i conllu gold.conllu -f conllu  annotate given tokens and sentences anew

Plain text may open with a block of front matter:
  ---
  title: Talks begin in Moscow
  date: 2024-10-29
  publisher: The Daily Example
  url: https://example.org/talks
  license: CC BY 2.5
  id: talks-001
  ---
JSON Lines have the same keys, and `text`. All of them may be missing but that.

Exit codes:
  0  done
  1  nothing found: no document, or none with a sentence
  2  error: something could not be read or written (the rest was)";

/// How to print what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people: words, tags, tree, roles, names
    Text,
    /// CoNLL-U, with frames and names in MISC
    Conllu,
    /// Everything, with offsets, one document a line
    Json,
}

/// How the articles are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
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
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The arguments of `byline eval`.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// The folder of corpora
    #[arg(long, value_name = "DIR")]
    pub corpora: PathBuf,

    /// A file of floors that the scores must reach
    #[arg(long, value_name = "FILE")]
    pub floors: Option<PathBuf>,

    /// Score the model in this folder, not the built-in one
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,

    /// Threads to read with; 0 is one for each core
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    pub jobs: usize,

    /// How to print the scores
    #[arg(short, long, value_enum, default_value_t = EvalFormat::Text, value_name = "FORMAT")]
    pub format: EvalFormat,
}

/// How to print scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// Tables
    Text,
    /// One JSON object
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definitions_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn quiet_may_stand_before_or_after_the_command() {
        for line in ["byline -q read a.txt", "byline read a.txt --quiet"] {
            let arguments = Arguments::try_parse_from(line.split(' ')).expect("arguments");
            assert!(arguments.quiet);
        }
    }
}
