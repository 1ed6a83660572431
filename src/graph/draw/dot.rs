//! DOT, the language of Graphviz (<https://graphviz.org/doc/info/lang.html>).
//!
//! Shape and colour tell the class of an entity, the line tells the voice (solid stated, dotted attributed, dashed
//! hedged), red with a tee tells a denial, the width the number of articles. Tooltips, which SVG keeps, hold the
//! sentences with their sources.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use petgraph::graph::NodeIndex;

use super::label::{shorten, wrap};
use super::legend;
use super::look::{edge_colour, line_style, of_class, pen_width};
use super::text::{claim_line, heading, ids};
use crate::graph::view::{Edge, Node, View};
use crate::knowledge::claim::Polarity;

/// How many columns of a sentence a tooltip shows.
const TOOLTIP_WIDTH: usize = 300;

/// How many claims a tooltip shows.
const TOOLTIP_CLAIMS: usize = 5;

/// The most edges that Graphviz's layered layout draws well and fast; more are laid out by springs. Hub-heavy graphs of
/// 1,000 labelled edges took it 6 s and more, `sfdp` 0.75 s.
const LAYERED: usize = 200;

/// What entities are put into boxes by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clusters {
    /// None are drawn.
    #[default]
    None,
    /// Their class.
    Class,
    /// The country that they are or act for; those without one stay outside.
    Country,
}

/// The drawing of `view`.
///
/// # Examples
/// ```
/// use byline::graph::draw::dot;
/// use byline::graph::view::View;
/// let drawing = dot::write(&View::default(), dot::Clusters::None);
/// assert!(drawing.starts_with("digraph byline {\n"));
/// ```
#[must_use]
pub fn write(view: &View, clusters: Clusters) -> String {
    let mut dot = String::from("digraph byline {\n");
    let is_layered = view.graph.edge_count() <= LAYERED;
    attributes(&mut dot, view, is_layered);
    let ids = ids(view);
    match clusters {
        Clusters::None => nodes(&mut dot, "  ", view, &ids, view.graph.node_indices()),
        Clusters::Class => {
            let class = |node: &Node| Some(of_class(node.class).name.to_owned());
            boxes(&mut dot, view, &ids, class);
        }
        Clusters::Country => boxes(&mut dot, view, &ids, |node| node.country.clone()),
    }
    for index in view.graph.edge_indices() {
        let (subject, object) = view.ends(index);
        let ends = [&ids[subject.index()], &ids[object.index()]];
        edge(&mut dot, view, ends, [subject, object], &view.graph[index]);
    }
    if is_layered {
        dot.push_str(&legend::column(view));
    }
    dot.push_str("}\n");
    dot
}

fn attributes(dot: &mut String, view: &View, is_layered: bool) {
    // Graphviz's own bounds on its network simplex (nslimit, mclimit): 1,000 edges took 6 s with and 108 s without.
    let layout = if is_layered {
        "layout=dot, rankdir=LR, nodesep=0.25, ranksep=0.5, newrank=true, nslimit=2, nslimit1=2"
            .to_owned()
    } else {
        let legend = legend::table(view);
        format!(
            "layout=sfdp, K=1.4, overlap=prism, splines=line, start=7, label={legend}, labelloc=b, labeljust=l"
        )
    };
    // A String takes whatever is written.
    let _ = write!(
        dot,
        "  graph [{layout}, fontname=\"Helvetica\", fontsize=11, bgcolor=\"white\", pad=0.3, charset=\"UTF-8\", tooltip=\" \"];\n  \
         node [fontname=\"Helvetica\", fontsize=12, fontcolor=\"#1a1a1a\", margin=\"0.14,0.07\", height=0.42, penwidth=1.4];\n  \
         edge [fontname=\"Helvetica\", fontsize=10, arrowsize=0.8];\n"
    );
}

/// Writes the nodes, those of a group in a box of their own.
fn boxes(dot: &mut String, view: &View, ids: &[String], group: impl Fn(&Node) -> Option<String>) {
    let mut groups: BTreeMap<Option<String>, Vec<NodeIndex>> = BTreeMap::new();
    for index in view.graph.node_indices() {
        let name = group(&view.graph[index]);
        groups.entry(name).or_default().push(index);
    }
    for (number, (name, members)) in groups.into_iter().enumerate() {
        let Some(name) = name else {
            nodes(dot, "  ", view, ids, members);
            continue;
        };
        let label = quote(&shorten(&name, 60));
        let _ = writeln!(dot, "  subgraph cluster_{number} {{");
        let _ = writeln!(
            dot,
            "    graph [label={label}, style=\"rounded,filled\", color=\"#c8ced6\", fillcolor=\"#f6f7f9\", labelloc=t];"
        );
        nodes(dot, "    ", view, ids, members);
        dot.push_str("  }\n");
    }
}

fn nodes(
    dot: &mut String,
    indent: &str,
    view: &View,
    ids: &[String],
    indices: impl IntoIterator<Item = NodeIndex>,
) {
    for index in indices {
        let node = &view.graph[index];
        let look = of_class(node.class);
        let id = quote(&ids[index.index()]);
        let lines: Vec<String> = wrap(&node.label, 18, 3)
            .iter()
            .map(|line| escape(line))
            .collect();
        let articles = count(node.documents, "article");
        let mut tooltip = vec![
            shorten(&node.label, 200),
            format!("{}, in {articles}", look.name),
        ];
        if !node.aliases.is_empty() {
            tooltip.push(shorten(&format!("also: {}", node.aliases.join("; ")), 200));
        }
        let _ = writeln!(
            dot,
            "{indent}{id} [label=\"{label}\", shape={shape}, style=\"{style}\", fillcolor=\"{fill}\", color=\"{line}\", \
             tooltip={tooltip}, id={id}, class={class}];",
            label = lines.join("\\n"),
            shape = look.dot_shape,
            style = look.dot_style,
            fill = look.fill,
            line = look.line,
            tooltip = quote(&tooltip.join("\n")),
            class = quote(node.class.code()),
        );
    }
}

fn edge(dot: &mut String, view: &View, ids: [&String; 2], ends: [NodeIndex; 2], edge: &Edge) {
    let [from, to] = ids.map(|id| quote(id));
    let [subject, object] = ends.map(|node| &view.graph[node]);
    let denial = match edge.polarity {
        Polarity::Positive => "",
        Polarity::Negative => "not: ",
    };
    let mut label = wrap(&format!("{denial}{}", edge.relation.label), 20, 2).join("\n");
    if edge.claims.len() > 1 {
        let _ = write!(label, " ×{}", edge.claims.len());
    }
    let mut tooltip = vec![heading(subject, edge, object)];
    let shown = edge.claims.iter().take(TOOLTIP_CLAIMS);
    tooltip.extend(shown.map(|claim| claim_line(view, claim, TOOLTIP_WIDTH)));
    if edge.claims.len() > TOOLTIP_CLAIMS {
        let more = edge.claims.len() - TOOLTIP_CLAIMS;
        tooltip.push(format!("and {more} more"));
    }
    let tooltip = quote(&tooltip.join("\n"));
    let colour = edge_colour(edge.polarity);
    let (head, denied) = match edge.polarity {
        Polarity::Positive => ("", ""),
        Polarity::Negative => (", arrowhead=tee", " denied"),
    };
    let voice = edge.voice();
    let _ = writeln!(
        dot,
        "  {from} -> {to} [label={label}, style={style}, color=\"{colour}\", fontcolor=\"{colour}\", \
         penwidth={width}{head}, tooltip={tooltip}, labeltooltip={tooltip}, class=\"{name}{denied}\"];",
        label = quote(&label),
        style = line_style(voice),
        width = pen_width(edge.documents(), voice),
        name = voice.name(),
    );
}

/// `1 article`, `2 articles`.
fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// `text` in double quotes.
#[must_use]
pub fn quote(text: &str) -> String {
    format!("\"{}\"", escape(text))
}

/// `text` for double quotes, in which Graphviz reads `\` escapes and, in labels, HTML's entities too. Control characters
/// become spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '&' if starts_entity(rest.as_str()) => escaped.push_str("&amp;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether `rest`, after an ampersand, makes it an entity: `amp;`, `#8217;`.
fn starts_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name[end..].starts_with(';'))
}

#[cfg(test)]
mod tests;
