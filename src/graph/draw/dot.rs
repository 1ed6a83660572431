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
use crate::graph::view::{Edge, Node, View, Voice};
use crate::knowledge::claim::Polarity;

/// How many columns of a sentence a tooltip shows.
const TOOLTIP_WIDTH: usize = 300;

/// How many claims of a relation a tooltip shows.
const TOOLTIP_CLAIMS: usize = 5;

/// How many relations of one voice between two entities a line shows.
const LINE_EDGES: usize = 6;

/// How many columns of a relation a line shows side by side.
const LINE_WIDTH: usize = 28;

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
    for drawn in lines(view) {
        let ends = drawn.ends.map(|node| &ids[node.index()]);
        line(&mut dot, view, ends, &drawn);
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
        "layout=dot, rankdir=LR, nodesep=0.3, ranksep=1.2, newrank=true, nslimit=2, nslimit1=2"
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

/// Edges that are drawn as one line, one below the other in its label: of the same ends, voice and polarity.
struct Line<'a> {
    ends: [NodeIndex; 2],
    voice: Voice,
    polarity: Polarity,
    edges: Vec<&'a Edge>,
    /// Whether it answers lines the other way: it then arrives from above, or its arrow would seem to be theirs.
    is_answer: bool,
}

/// The lines of `view`, in the order of their first edges.
fn lines(view: &View) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for index in view.graph.edge_indices() {
        let (subject, object) = view.ends(index);
        let edge = &view.graph[index];
        let (voice, polarity) = (edge.voice(), edge.polarity);
        let at = *known
            .entry((subject, object, voice, polarity))
            .or_insert(lines.len());
        if at == lines.len() {
            lines.push(Line {
                ends: [subject, object],
                voice,
                polarity,
                edges: Vec::new(),
                is_answer: object < subject && view.graph.contains_edge(object, subject),
            });
        }
        lines[at].edges.push(edge);
    }
    lines
}

fn line(dot: &mut String, view: &View, ids: [&String; 2], line: &Line<'_>) {
    let [from, to] = ids.map(|id| quote(id));
    let tooltip = quote(&line.tooltip(view));
    let colour = edge_colour(line.polarity);
    let (head, denied) = match line.polarity {
        Polarity::Positive => ("", ""),
        Polarity::Negative => (", arrowhead=tee", " denied"),
    };
    let port = if line.is_answer { ", headport=n" } else { "" };
    let documents = line.edges.iter().map(|edge| edge.documents()).max();
    let _ = writeln!(
        dot,
        "  {from} -> {to} [label={label}, style={style}, color=\"{colour}\", fontcolor=\"{colour}\", \
         penwidth={width:.1}{head}{port}, tooltip={tooltip}, labeltooltip={tooltip}, class=\"{name}{denied}\"];",
        label = quote(&line.label()),
        style = line_style(line.voice),
        width = pen_width(documents.unwrap_or(1), line.voice),
        name = line.voice.name(),
    );
}

impl Line<'_> {
    /// The relations, those with most claims first.
    fn label(&self) -> String {
        let denial = match self.polarity {
            Polarity::Positive => "",
            Polarity::Negative => "not: ",
        };
        let mut edges = self.edges.clone();
        edges.sort_by_key(|edge| std::cmp::Reverse((edge.documents(), edge.claims.len())));
        let mut label = Vec::new();
        for edge in edges.iter().take(LINE_EDGES) {
            let words = format!("{denial}{}", edge.relation.words());
            let mut words = wrap(&words, LINE_WIDTH, 2).join("\n");
            if edge.claims.len() > 1 {
                let _ = write!(words, " ×{}", edge.claims.len());
            }
            label.push(words);
        }
        if edges.len() > LINE_EDGES {
            label.push(format!("and {} more", edges.len() - LINE_EDGES));
        }
        label.join("\n")
    }

    /// For each relation its claims, a sentence that is claimed twice once.
    fn tooltip(&self, view: &View) -> String {
        let mut lines = Vec::new();
        for edge in self.edges.iter().take(LINE_EDGES) {
            let [subject, object] = self.ends.map(|node| &view.graph[node]);
            lines.push(heading(subject, edge, object));
            let mut said: Vec<String> = Vec::new();
            for claim in &edge.claims {
                let line = claim_line(view, claim, TOOLTIP_WIDTH);
                if !said.contains(&line) {
                    said.push(line);
                }
            }
            let more = said.len().saturating_sub(TOOLTIP_CLAIMS);
            lines.extend(said.into_iter().take(TOOLTIP_CLAIMS));
            if more > 0 {
                lines.push(format!("and {more} more"));
            }
        }
        lines.join("\n")
    }
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
