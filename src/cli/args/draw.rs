//! The arguments of `byline draw`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

/// The arguments of `byline draw`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_DRAW_HELP)]
pub struct DrawArgs {
    /// How to draw; otherwise as the extension of --output says, else dot
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub to: Option<DrawFormat>,

    /// Write to FILE, not to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// The store to draw
    #[arg(long, value_name = "DIR", default_value = "byline.store")]
    pub store: PathBuf,

    /// Draw what is claimed about this entity: its name, another name, or its IRI; may be given again
    #[arg(short, long, value_name = "NAME")]
    pub focus: Vec<String>,

    /// How many edges to go from the focus; 1 are the claims about the entity itself
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub hops: usize,

    /// Only articles published on this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,

    /// Only articles published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,

    /// Only what this source says; a publisher: what its articles say themselves; may be given again
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,

    /// Only this relation: visit, "send troops to"; may be given again
    #[arg(long, value_name = "NAME")]
    pub relation: Vec<String>,

    /// Only claims that are so sure
    #[arg(long, value_enum, value_name = "HOW", value_delimiter = ',')]
    pub certainty: Vec<DrawnCertainty>,

    /// At most N edges, those of the most articles; 0 is all
    ///
    /// Otherwise 150 in dot, svg and png, 500 in html, and all in graphml, gexf and cytoscape.
    #[arg(long, value_name = "N")]
    pub max_edges: Option<usize>,

    /// Draw things without a name too: troops, officials
    #[arg(long)]
    pub all: bool,

    /// Put entities of one kind into a box (dot, svg, png)
    #[arg(long, value_enum, value_name = "BY", num_args = 0..=1, default_missing_value = "class", require_equals = true)]
    pub clusters: Option<ClusterBy>,
}

const AFTER_DRAW_HELP: &str = "\
Examples:
  byline draw -o graph.svg                     a picture (Graphviz draws it)
  byline draw -o graph.html                    a page with search, filters and the sentences
  byline draw --focus \"Choe Son Hui\" --hops 2 -o choe.png
  byline draw --certainty certain --since 2024-10-01 | dot -Tpdf -o graph.pdf
  byline draw --to graphml -o graph.graphml    all edges, for Gephi, yEd, NetworkX

A solid line is stated, a dotted one said by a source, a dashed one doubted or still to come;
red with a bar at its end is denied. A wider line stands in more articles.

Exit codes:
  0  done
  1  nothing found: the graph has no such entity or claim
  2  error: the store could not be read, the drawing not be made or written";

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DrawFormat {
    /// Graphviz's language
    Dot,
    /// A vector picture, by Graphviz
    Svg,
    /// A picture of pixels, by Graphviz
    Png,
    /// For yEd, igraph and most other programs
    Graphml,
    /// GEXF 1.3, for Gephi
    Gexf,
    /// Cytoscape JSON
    Cytoscape,
    /// One page that works without a network
    Html,
}

/// How sure drawn claims are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DrawnCertainty {
    /// Stated as a fact
    Certain,
    /// Likely, expected, believed
    Probable,
    /// May be so
    Possible,
    /// Laid to someone's charge
    Alleged,
}

/// What entities are put into boxes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClusterBy {
    /// What kind of thing they are
    Class,
    /// The country that they are or act for
    Country,
}
