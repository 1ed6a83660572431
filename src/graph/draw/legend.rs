//! The legend of a DOT drawing: the classes and the lines that occur in it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::look::{edge_colour, line_style, of_class};
use crate::graph::view::{View, Voice};
use crate::knowledge::claim::Polarity;

/// The kinds of lines in `view`: name, style, colour.
fn lines(view: &View) -> Vec<[&'static str; 3]> {
    let edges = || view.graph.edge_weights();
    let voices: BTreeSet<Voice> = edges().map(super::super::view::Edge::voice).collect();
    let plain = edge_colour(Polarity::Positive);
    let mut lines: Vec<[&str; 3]> = voices
        .into_iter()
        .map(|voice| [describe(voice), line_style(voice), plain])
        .collect();
    if edges().any(|edge| edge.polarity == Polarity::Negative) {
        lines.push(["denied", "solid", edge_colour(Polarity::Negative)]);
    }
    lines
}

fn describe(voice: Voice) -> &'static str {
    match voice {
        Voice::Stated => "stated",
        Voice::Attributed => "said by a source",
        Voice::Hedged => "doubted or future",
    }
}

/// The lines as the rows, or as the cells of one row, of a table in Graphviz's HTML-like language
/// (<https://graphviz.org/doc/info/shapes.html#html>).
fn cells(view: &View) -> Vec<String> {
    let cells = lines(view).into_iter().map(|[name, style, colour]| {
        format!("<TD SIDES=\"B\" BORDER=\"2\" STYLE=\"{style}\" COLOR=\"{colour}\">  {name}  </TD>")
    });
    cells.collect()
}

/// A box with a sample of each class and each line that `view` holds, for the layered layout; nothing for a view
/// without entities.
#[must_use]
pub fn column(view: &View) -> String {
    let mut dot = String::new();
    if view.graph.node_count() == 0 {
        return dot;
    }
    dot.push_str(
        "  subgraph cluster_legend {\n    \
         graph [label=\"\", style=\"rounded\", color=\"#c8ced6\", margin=8];\n    \
         node [fontsize=10, margin=\"0.1,0.03\", height=0.28, tooltip=\" \"];\n",
    );
    for class in view.classes() {
        let look = of_class(class);
        // A String takes whatever is written.
        let _ = writeln!(
            dot,
            "    \"legend: {}\" [label=\"{}\", shape={}, style=\"{}\", fillcolor=\"{}\", color=\"{}\"];",
            class.code(),
            look.name,
            look.dot_shape,
            look.dot_style,
            look.fill,
            look.line
        );
    }
    let rows: Vec<String> = cells(view)
        .iter()
        .map(|cell| format!("<TR>{cell}</TR>"))
        .collect();
    if !rows.is_empty() {
        let _ = writeln!(
            dot,
            "    \"legend: lines\" [shape=plaintext, label=<<TABLE BORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"2\">{}</TABLE>>];",
            rows.concat()
        );
    }
    dot.push_str("  }\n");
    dot
}

/// The same as a label of the whole graph, for layouts that know no boxes: the value of the attribute `label`.
#[must_use]
pub fn table(view: &View) -> String {
    let classes: Vec<String> = view
        .classes()
        .into_iter()
        .map(of_class)
        .map(|look| {
            format!(
                "<TD BORDER=\"1\" STYLE=\"rounded\" BGCOLOR=\"{}\" COLOR=\"{}\"> {} </TD>",
                look.fill, look.line, look.name
            )
        })
        .collect();
    format!(
        "<<TABLE BORDER=\"0\" CELLSPACING=\"6\" CELLPADDING=\"4\"><TR>{}</TR><TR>{}</TR></TABLE>>",
        classes.concat(),
        cells(view).concat()
    )
}
