//! `byline draw`: the graph as a picture, as a page, or for other programs.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use oxigraph::model::NamedNode;

use super::args::{ClusterBy, DrawArgs, DrawFormat, DrawnCertainty};
use super::{CliError, Outcome, output, tell};
use crate::graph::draw::dot::{self, Clusters};
use crate::graph::draw::graphviz::{self, Picture};
use crate::graph::draw::{cytoscape, gexf, graphml, html};
use crate::graph::names::{self, Among, Found};
use crate::graph::store::Store;
use crate::graph::view::View;
use crate::graph::view::select::{Focus, LeftOut, Naming, Selection};
use crate::knowledge::claim::Certainty;

/// The most edges of a picture that can still be read.
const PICTURE: usize = 150;

/// The most edges of a page, which has search and filters.
const PAGE: usize = 500;

/// Draws what `args` names.
///
/// # Errors
/// [`CliError`] if there is no store, it cannot be read, Graphviz is needed and missing, or writing fails.
pub fn run(args: &DrawArgs, quiet: bool) -> Result<Outcome, CliError> {
    let format = format(args);
    let is_to_terminal = args.output.is_none() && io::stdout().is_terminal();
    if format == DrawFormat::Png && is_to_terminal {
        let advice = "a png is nothing for a terminal: name a file with --output";
        return Err(CliError::Other(advice.to_owned()));
    }
    let store = Store::open(&args.store).map_err(|error| CliError::Other(error.to_string()))?;
    let focus = match focus(&store, args)? {
        Focused::OnAll => None,
        Focused::On(focus) => Some(focus),
        Focused::OnNothing => return Ok(Outcome::NothingFound),
    };
    let selection = selection(args, format, focus);
    let unread =
        |error| CliError::Other(format!("{}: cannot be read: {error}", args.store.display()));
    let view =
        View::read(store.inner(), store.minter(), selection.focus.as_ref()).map_err(unread)?;
    let (view, left_out) = view.select(&selection);
    let note = note(&left_out, &selection);
    let drawing = draw(&view, format, args, &note)?;
    let mut output = output::open(args.output.as_deref(), &[])?;
    output.write_all(&drawing)?;
    output.flush()?;
    if !quiet {
        tell(format_args!("{}", summary(&view)));
        if !note.is_empty() {
            tell(format_args!("{note}"));
        }
    }
    Ok(if view.graph.edge_count() == 0 {
        Outcome::NothingFound
    } else {
        Outcome::Done
    })
}

/// The format asked for, else the one that the output's extension names, else DOT.
fn format(args: &DrawArgs) -> DrawFormat {
    let extension = args.output.as_deref().and_then(Path::extension);
    let by_name = || match extension?.to_str()?.to_ascii_lowercase().as_str() {
        "svg" => Some(DrawFormat::Svg),
        "png" => Some(DrawFormat::Png),
        "graphml" => Some(DrawFormat::Graphml),
        "gexf" => Some(DrawFormat::Gexf),
        "cyjs" | "json" => Some(DrawFormat::Cytoscape),
        "html" | "htm" => Some(DrawFormat::Html),
        _ => None,
    };
    args.to.or_else(by_name).unwrap_or(DrawFormat::Dot)
}

/// What `--focus` asks for.
enum Focused {
    /// The whole graph.
    OnAll,
    /// These entities.
    On(Focus),
    /// An entity that is not there; that was told.
    OnNothing,
}

fn focus(store: &Store, args: &DrawArgs) -> Result<Focused, CliError> {
    let mut iris = BTreeSet::new();
    for name in &args.focus {
        if name.contains("://") {
            iris.insert(name.trim_matches(['<', '>']).to_owned());
            continue;
        }
        let found = names::find(store.inner(), name, Among::Entities).map_err(|error| {
            CliError::Other(format!("{}: cannot be read: {error}", args.store.display()))
        })?;
        match found {
            Found::Named(nodes) => iris.extend(nodes.into_iter().map(NamedNode::into_string)),
            Found::Nothing(near) => {
                let hint = if near.is_empty() {
                    "see `byline list entities`".to_owned()
                } else {
                    format!("did you mean {}?", near.join(", "))
                };
                tell(format_args!("byline: no entity is called {name:?}: {hint}"));
                return Ok(Focused::OnNothing);
            }
        }
    }
    if iris.is_empty() {
        return Ok(Focused::OnAll);
    }
    let hops = args.hops;
    Ok(Focused::On(Focus { iris, hops }))
}

fn selection(args: &DrawArgs, format: DrawFormat, focus: Option<Focus>) -> Selection {
    let most = match format {
        DrawFormat::Dot | DrawFormat::Svg | DrawFormat::Png => PICTURE,
        DrawFormat::Html => PAGE,
        // Other programs have their own means to cut.
        DrawFormat::Graphml | DrawFormat::Gexf | DrawFormat::Cytoscape => 0,
    };
    let most = args.max_edges.unwrap_or(most);
    Selection {
        naming: if args.all {
            Naming::All
        } else {
            Naming::NamedOnly
        },
        focus,
        since: args.since,
        until: args.until,
        sources: args.source.clone(),
        relations: args.relation.clone(),
        certainties: args
            .certainty
            .iter()
            .map(|&certainty| of_args(certainty))
            .collect(),
        max_edges: (most > 0).then_some(most),
    }
}

fn of_args(certainty: DrawnCertainty) -> Certainty {
    match certainty {
        DrawnCertainty::Certain => Certainty::Certain,
        DrawnCertainty::Probable => Certainty::Probable,
        DrawnCertainty::Possible => Certainty::Possible,
        DrawnCertainty::Alleged => Certainty::Alleged,
    }
}

fn draw(view: &View, format: DrawFormat, args: &DrawArgs, note: &str) -> Result<Vec<u8>, CliError> {
    let clusters = match args.clusters {
        None => Clusters::None,
        Some(ClusterBy::Class) => Clusters::Class,
        Some(ClusterBy::Country) => Clusters::Country,
    };
    let picture = |picture| {
        graphviz::render(&dot::write(view, clusters), picture)
            .map_err(|error| CliError::Other(error.to_string()))
    };
    Ok(match format {
        DrawFormat::Dot => dot::write(view, clusters).into_bytes(),
        DrawFormat::Svg => picture(Picture::Svg)?,
        DrawFormat::Png => picture(Picture::Png)?,
        DrawFormat::Graphml => graphml::write(view).into_bytes(),
        DrawFormat::Gexf => gexf::write(view).into_bytes(),
        DrawFormat::Cytoscape => cytoscape::write(view).into_bytes(),
        DrawFormat::Html => html::write(view, note).into_bytes(),
    })
}

/// `Drawn: 15 entities, 30 edges, 41 claims.`
fn summary(view: &View) -> String {
    let entities = view.graph.node_count();
    let edges = view.graph.edge_count();
    format!(
        "Drawn: {}, {}, {}.",
        count(entities, "entity", "entities"),
        count(edges, "edge", "edges"),
        count(view.claims(), "claim", "claims")
    )
}

/// What is not in the drawing, and how to get it; empty if nothing was left out.
fn note(left_out: &LeftOut, selection: &Selection) -> String {
    let mut parts = Vec::new();
    if left_out.filtered > 0 && selection.has_filter() {
        let claims = count(left_out.filtered, "claim", "claims");
        parts.push(format!("{claims} that the filters reject"));
    }
    if left_out.unnamed > 0 {
        let claims = count(left_out.unnamed, "claim", "claims");
        parts.push(format!(
            "{claims} about things without a name (--all draws them)"
        ));
    }
    if left_out.unsupported > 0 {
        let edges = count(left_out.unsupported, "edge", "edges");
        parts.push(format!(
            "{edges} with the least support (--max-edges draws more)"
        ));
    }
    if parts.is_empty() {
        return String::new();
    }
    format!("Left out: {}.", parts.join("; "))
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
