//! How a class of entities and a kind of edge look, in every drawing the same.
//!
//! Fills are light enough for black text (WCAG contrast above 7) and no two classes share both shape and colour, so
//! that a drawing can be read without telling colours apart.

use crate::knowledge::claim::Polarity;
use crate::knowledge::entity::EntityType;

use crate::graph::view::Voice;

/// How the entities of a class look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The class as a person would name it.
    pub name: &'static str,
    /// The colour inside, `#rrggbb`.
    pub fill: &'static str,
    /// The colour of the outline, `#rrggbb`.
    pub line: &'static str,
    /// Graphviz's shape (<https://graphviz.org/doc/info/shapes.html>).
    pub dot_shape: &'static str,
    /// Graphviz's style of the node (<https://graphviz.org/docs/attr-types/style/>).
    pub dot_style: &'static str,
    /// Cytoscape.js's shape (<https://js.cytoscape.org/#style/node-body>).
    pub page_shape: &'static str,
    /// GEXF's shape: disc, square, triangle or diamond.
    pub gexf_shape: &'static str,
}

const fn filled(name: &'static str, colours: [&'static str; 2], shapes: [&'static str; 3]) -> Look {
    Look {
        name,
        fill: colours[0],
        line: colours[1],
        dot_shape: shapes[0],
        dot_style: "filled",
        page_shape: shapes[1],
        gexf_shape: shapes[2],
    }
}

/// How the entities of `class` look.
#[must_use]
pub const fn of_class(class: EntityType) -> Look {
    match class {
        EntityType::Person => filled(
            "Person",
            ["#ffe8a3", "#a67c00"],
            ["ellipse", "ellipse", "disc"],
        ),
        EntityType::Organization => filled(
            "Organisation",
            ["#cfe0f7", "#3b6fb5"],
            ["box", "rectangle", "square"],
        ),
        EntityType::Government => filled(
            "Government body",
            ["#b9d3f0", "#1f4e8c"],
            ["octagon", "octagon", "square"],
        ),
        EntityType::NewsMedia => filled(
            "News media",
            ["#e0d4f5", "#6a4fb0"],
            ["note", "cut-rectangle", "square"],
        ),
        EntityType::Country => filled(
            "Country",
            ["#bfe5cf", "#1f7a4d"],
            ["hexagon", "hexagon", "diamond"],
        ),
        EntityType::City => Look {
            dot_style: "filled,rounded",
            ..filled(
                "City",
                ["#d9efc2", "#4f8a10"],
                ["box", "round-rectangle", "disc"],
            )
        },
        EntityType::Place => filled(
            "Place",
            ["#eaf0c4", "#7a8000"],
            ["invtrapezium", "bottom-round-rectangle", "disc"],
        ),
        EntityType::Facility => filled(
            "Facility",
            ["#e8dcc8", "#86643a"],
            ["component", "barrel", "square"],
        ),
        EntityType::Group => filled(
            "Group of people",
            ["#fbd5b5", "#b85c00"],
            ["egg", "round-hexagon", "disc"],
        ),
        EntityType::Event => filled("Event", ["#f9cfcf", "#b03a3a"], ["cds", "tag", "triangle"]),
        EntityType::Product => filled(
            "Product",
            ["#f3d3e6", "#a03c7c"],
            ["box3d", "rhomboid", "square"],
        ),
        EntityType::CreativeWork => filled(
            "Creative work",
            ["#ead9ee", "#7d4a8c"],
            ["tab", "round-tag", "square"],
        ),
        EntityType::Law => filled(
            "Law or treaty",
            ["#d6dde3", "#4d6273"],
            ["folder", "concave-hexagon", "square"],
        ),
        EntityType::UnnamedSource => Look {
            dot_style: "filled,dashed",
            ..filled(
                "Unnamed source",
                ["#f7f1df", "#8a8064"],
                ["ellipse", "round-octagon", "disc"],
            )
        },
        EntityType::Thing => Look {
            dot_style: "filled,dashed",
            ..filled(
                "Other",
                ["#ececec", "#6b6b6b"],
                ["box", "round-diamond", "square"],
            )
        },
    }
}

/// The colour of an edge on white paper, `#rrggbb`.
#[must_use]
pub const fn edge_colour(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "#4a5568",
        Polarity::Negative => "#c0262d",
    }
}

/// The style of an edge's line, as Graphviz and Cytoscape.js both call it.
#[must_use]
pub const fn line_style(voice: Voice) -> &'static str {
    match voice {
        Voice::Stated => "solid",
        Voice::Attributed => "dotted",
        Voice::Hedged => "dashed",
    }
}

/// The width of an edge claimed in `documents` articles, in points: 1.2 for one, more for every doubling, at most 5.
/// Dots are drawn wider, or they would look paler than they are.
#[must_use]
pub fn pen_width(documents: usize, voice: Voice) -> f64 {
    let doublings = documents.max(1).ilog2();
    let one = match voice {
        Voice::Stated | Voice::Hedged => 1.2,
        Voice::Attributed => 1.7,
    };
    (one + 0.6 * f64::from(doublings)).min(5.0)
}
