//! Places for the entities of a view, for drawings that no Graphviz lays out.
//!
//! Each connected part is laid out by stress majorisation (Gansner, Koren and North, Graph Drawing by Stress
//! Majorization, 2004; here one entity at a time), started from classical scaling; overlaps are pushed apart, and the
//! parts set in rows. Nothing is random: the same view always looks the same.

use std::collections::BTreeMap;

use petgraph::algo::dijkstra;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef as _;
use serde::Serialize;

use super::label::{width, wrap};
use crate::graph::view::{Node, View};

/// Where the middle of an entity lies, in pixels; y grows downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// From left to right.
    pub x: i32,
    /// From top to bottom.
    pub y: i32,
}

/// The width and height of an entity with its label, in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    /// From left to right.
    pub width: i32,
    /// From top to bottom.
    pub height: i32,
}

/// The label of an entity, line by line, and the size of its shape around it, for a font of 12 pixels.
#[must_use]
pub fn shape(node: &Node) -> (Vec<String>, Size) {
    let lines = wrap(&node.label, 18, 3);
    let size = Size {
        width: (width(&lines) as i32 * 7 + 34).max(60),
        height: lines.len() as i32 * 15 + 17,
    };
    (lines, size)
}

/// The least distance of two entities with an edge, in pixels, before there is room for their names and the edge's.
const EDGE: u32 = 30;

/// The biggest part that is laid out by stress: its cost grows with the square, and no one reads a picture of more.
const MOST: usize = 1200;

type Point = [f64; 2];

/// A place for each entity of `view`, in the order of their indices.
#[must_use]
pub fn places(view: &View) -> Vec<Place> {
    let mut parts = parts(view);
    let sizes: Vec<Size> = view
        .graph
        .node_weights()
        .map(|node| shape(node).1)
        .collect();
    let mut blocks: Vec<Block> = Vec::new();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    for part in parts {
        let sizes: Vec<Size> = part.iter().map(|node| sizes[node.index()]).collect();
        let graph = simple(view, &part);
        let mut points = if part.len() <= MOST {
            by_stress(&graph)
        } else {
            in_a_spiral(part.len())
        };
        clear_edges(&mut points, &sizes, &bundles(view, &part));
        part_overlaps(&mut points, &sizes);
        blocks.push(Block::new(part, points, &sizes));
    }
    set_in_rows(&blocks, view.graph.node_count())
}

/// The connected parts, each in the order of its indices.
fn parts(view: &View) -> Vec<Vec<NodeIndex>> {
    let count = view.graph.node_count();
    let mut sets = UnionFind::<usize>::new(count);
    for edge in view.graph.edge_references() {
        sets.union(edge.source().index(), edge.target().index());
    }
    let mut parts: Vec<Vec<NodeIndex>> = vec![Vec::new(); count];
    for node in view.graph.node_indices() {
        parts[sets.find(node.index())].push(node);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The part as a graph without direction, loops and parallel edges; weights are lengths.
fn simple(view: &View, part: &[NodeIndex]) -> UnGraph<(), u32> {
    let mut graph = UnGraph::with_capacity(part.len(), 0);
    let mut moved = vec![NodeIndex::default(); view.graph.node_count()];
    for node in part {
        moved[node.index()] = graph.add_node(());
    }
    for &node in part {
        for edge in view.graph.edges(node) {
            let (from, to) = (moved[node.index()], moved[edge.target().index()]);
            if from == to {
                continue;
            }
            // Most edges lean: not all of both widths lies between them.
            let widths: i32 = [node, edge.target()]
                .map(|end| shape(&view.graph[end]).1.width)
                .iter()
                .sum();
            let words = edge.weight().relation.label.chars().take(24).count() as u32;
            let length = EDGE + widths.unsigned_abs() * 2 / 5 + words * 4;
            // Parallel edges fan out, and need room for that.
            let known = graph
                .find_edge(from, to)
                .map_or(0, |known| graph[known] + 10);
            graph.update_edge(from, to, length.max(known));
        }
    }
    for edge in graph.edge_indices() {
        // The ends of an edge of this graph are there.
        let degrees = graph.edge_endpoints(edge).map_or([0; 2], |(a, b)| {
            [a, b].map(|end| graph.neighbors(end).count() as u32)
        });
        graph[edge] += 8 * (degrees[0].min(degrees[1]) - 1) + 4 * degrees[0].max(degrees[1]);
    }
    graph
}

fn by_stress(graph: &UnGraph<(), u32>) -> Vec<Point> {
    let count = graph.node_count();
    let distances: Vec<Vec<f64>> = graph
        .node_indices()
        .map(|node| {
            let lengths = dijkstra(graph, node, None, |edge| *edge.weight());
            let all = graph.node_indices();
            all.map(|other| f64::from(lengths.get(&other).copied().unwrap_or(EDGE)))
                .collect()
        })
        .collect();
    let mut points = by_scaling(&distances);
    // Stress falls fast at first; 300 rounds settle a hundred entities, more entities get fewer.
    let rounds = (40_000_000 / (count * count).max(1)).clamp(30, 300);
    for _ in 0..rounds {
        for node in 0..count {
            points[node] = majorised(node, &points, &distances[node]);
        }
    }
    // Labels are wide and screens too.
    for point in &mut points {
        point[0] *= 1.2;
    }
    points
}

/// The place of `node` that makes the stress smallest while all others stay.
fn majorised(node: usize, points: &[Point], distances: &[f64]) -> Point {
    let mut sum = [0.0; 2];
    let mut weights = 0.0;
    let here = points[node];
    for (other, (&there, &distance)) in points.iter().zip(distances).enumerate() {
        if other == node || distance <= 0.0 {
            continue;
        }
        let weight = 1.0 / (distance * distance);
        let gap = [here[0] - there[0], here[1] - there[1]];
        let length = (gap[0] * gap[0] + gap[1] * gap[1]).sqrt().max(0.01);
        for axis in 0..2 {
            sum[axis] += weight * (there[axis] + distance * gap[axis] / length);
        }
        weights += weight;
    }
    if weights == 0.0 {
        return here;
    }
    [sum[0] / weights, sum[1] / weights]
}

/// Classical scaling: the two main axes of the doubly centred squared distances, by power iteration.
fn by_scaling(distances: &[Vec<f64>]) -> Vec<Point> {
    let count = distances.len();
    let mean = |row: &Vec<f64>| row.iter().map(|d| d * d).sum::<f64>() / count as f64;
    let means: Vec<f64> = distances.iter().map(mean).collect();
    let grand = means.iter().sum::<f64>() / count as f64;
    let centred = |a: usize, b: usize| {
        let squared = distances[a][b] * distances[a][b];
        -0.5 * (squared - means[a] - means[b] + grand)
    };
    let first = main_axis(count, centred, None, 1);
    let second = main_axis(count, centred, Some(&first), 2);
    let mut noise = Noise(7);
    let both = first.iter().zip(&second);
    // Entities with the same neighbours would fall on one point and never part.
    both.map(|(&x, &y)| [x + noise.next(), y + noise.next()])
        .collect()
}

fn main_axis(
    count: usize,
    matrix: impl Fn(usize, usize) -> f64,
    across: Option<&[f64]>,
    seed: u32,
) -> Vec<f64> {
    let mut noise = Noise(seed);
    let mut axis: Vec<f64> = (0..count).map(|_| noise.next()).collect();
    let mut value = 0.0;
    for _ in 0..30 {
        if let Some(across) = across {
            let square: f64 = across.iter().map(|x| x * x).sum();
            let dot: f64 = axis.iter().zip(across).map(|(a, b)| a * b).sum();
            let share = if square > 0.0 { dot / square } else { 0.0 };
            for (value, other) in axis.iter_mut().zip(across) {
                *value -= share * other;
            }
        }
        let length = axis.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length <= f64::EPSILON {
            return vec![0.0; count];
        }
        for entry in &mut axis {
            *entry /= length;
        }
        let product: Vec<f64> = (0..count)
            .map(|row| {
                (0..count)
                    .map(|column| matrix(row, column) * axis[column])
                    .sum()
            })
            .collect();
        value = product.iter().zip(&axis).map(|(a, b)| a * b).sum();
        axis = product;
    }
    let length = axis
        .iter()
        .map(|x| x * x)
        .sum::<f64>()
        .sqrt()
        .max(f64::EPSILON);
    let scale = value.max(0.0).sqrt() / length;
    axis.into_iter().map(|entry| entry * scale).collect()
}

/// Numbers from -10 to 10 without pattern, the same at every run: a linear congruential generator with the constants of
/// Numerical Recipes.
struct Noise(u32);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0 >> 8) / f64::from(1_u32 << 24) * 20.0 - 10.0
    }
}

/// Vogel's sunflower, for parts too big to be laid out.
fn in_a_spiral(count: usize) -> Vec<Point> {
    let golden = std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
    let point = |number: usize| {
        let (sin, cos) = (number as f64 * golden).sin_cos();
        let radius = 90.0 * (number as f64).sqrt();
        [1.25 * radius * cos, radius * sin]
    };
    (0..count).map(point).collect()
}

/// All edges between two entities, by their places in the part.
struct Bundle {
    ends: [usize; 2],
    edges: usize,
}

/// The bundles of a part.
fn bundles(view: &View, part: &[NodeIndex]) -> Vec<Bundle> {
    let mut places = vec![0; view.graph.node_count()];
    for (place, node) in part.iter().enumerate() {
        places[node.index()] = place;
    }
    let mut counts: BTreeMap<[usize; 2], usize> = BTreeMap::new();
    for edge in part.iter().flat_map(|&node| view.graph.edges(node)) {
        let mut ends = [edge.source(), edge.target()].map(|end| places[end.index()]);
        ends.sort_unstable();
        if ends[0] != ends[1] {
            *counts.entry(ends).or_default() += 1;
        }
    }
    let bundles = counts.into_iter();
    bundles
        .map(|(ends, edges)| Bundle { ends, edges })
        .collect()
}

/// Moves entities off the edges of others, where there are few enough for that to help.
fn clear_edges(points: &mut [Point], sizes: &[Size], bundles: &[Bundle]) {
    const FEW: usize = 120;
    if bundles.len() > FEW {
        return;
    }
    for _ in 0..30 {
        for bundle in bundles {
            for node in 0..points.len() {
                if !bundle.ends.contains(&node) {
                    let push = push_off(points, sizes[node], bundle, node);
                    points[node] = [points[node][0] + push[0], points[node][1] + push[1]];
                }
            }
        }
    }
}

/// How far `node` moves to get off `bundle`: half of the way, across its edges.
fn push_off(points: &[Point], size: Size, bundle: &Bundle, node: usize) -> Point {
    let [from, to] = bundle.ends.map(|end| points[end]);
    let along = [to[0] - from[0], to[1] - from[1]];
    let length = (along[0] * along[0] + along[1] * along[1]).sqrt().max(1.0);
    let along = [along[0] / length, along[1] / length];
    let gap = [points[node][0] - from[0], points[node][1] - from[1]];
    let share = (gap[0] * along[0] + gap[1] * along[1]) / length;
    if !(0.1..=0.9).contains(&share) {
        return [0.0; 2];
    }
    let normal = [-along[1], along[0]];
    let distance = gap[0] * normal[0] + gap[1] * normal[1];
    let half = f64::midpoint(
        normal[0].abs() * f64::from(size.width),
        normal[1].abs() * f64::from(size.height),
    );
    // The page draws parallel edges 44 pixels apart at their handles, half of that at their middles.
    let reach = half + 10.0 + 11.0 * (bundle.edges - 1) as f64;
    let push = (reach - distance.abs()).max(0.0) / 2.0;
    let push = push.copysign(distance);
    [normal[0] * push, normal[1] * push]
}

/// Pushes overlapping shapes apart, along the axis on which they overlap less.
fn part_overlaps(points: &mut [Point], sizes: &[Size]) {
    let rounds = if points.len() > MOST { 1 } else { 200 };
    for _ in 0..rounds {
        let mut has_moved = false;
        for a in 0..points.len() {
            for b in a + 1..points.len() {
                let reach = [
                    f64::from(sizes[a].width + sizes[b].width) / 2.0 + 24.0,
                    f64::from(sizes[a].height + sizes[b].height) / 2.0 + 22.0,
                ];
                let gap = [points[b][0] - points[a][0], points[b][1] - points[a][1]];
                let over = [reach[0] - gap[0].abs(), reach[1] - gap[1].abs()];
                if over[0] <= 0.0 || over[1] <= 0.0 {
                    continue;
                }
                has_moved = true;
                let axis = usize::from(over[1] < over[0]);
                let push = (over[axis] / 2.0 + 0.5).copysign(gap[axis]);
                points[a][axis] -= push;
                points[b][axis] += push;
            }
        }
        if !has_moved {
            return;
        }
    }
}

/// A part with its places, the left upper corner of all at 0, 0.
struct Block {
    nodes: Vec<NodeIndex>,
    points: Vec<Point>,
    extent: Point,
}

impl Block {
    fn new(nodes: Vec<NodeIndex>, mut points: Vec<Point>, sizes: &[Size]) -> Self {
        let half = |size: &Size| [f64::from(size.width) / 2.0, f64::from(size.height) / 2.0];
        let mut low = [f64::MAX; 2];
        let mut high = [f64::MIN; 2];
        for (point, size) in points.iter().zip(sizes) {
            let half = half(size);
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis] - half[axis]);
                high[axis] = high[axis].max(point[axis] + half[axis]);
            }
        }
        for point in &mut points {
            *point = [point[0] - low[0], point[1] - low[1]];
        }
        Self {
            nodes,
            points,
            extent: [high[0] - low[0], high[1] - low[1]],
        }
    }
}

/// Sets the parts in rows, the biggest first, to a picture of about 5 by 4.
fn set_in_rows(blocks: &[Block], count: usize) -> Vec<Place> {
    const GAP: f64 = 50.0;
    let area: f64 = blocks
        .iter()
        .map(|block| (block.extent[0] + GAP) * (block.extent[1] + GAP))
        .sum();
    let widest = blocks
        .iter()
        .map(|block| block.extent[0])
        .fold(0.0, f64::max);
    let line = (area * 5.0 / 4.0).sqrt().max(widest);
    let mut places = vec![Place::default(); count];
    let (mut left, mut top, mut height) = (0.0, 0.0, 0.0_f64);
    for block in blocks {
        if left > 0.0 && left + block.extent[0] > line {
            top += height + GAP;
            (left, height) = (0.0, 0.0);
        }
        for (node, point) in block.nodes.iter().zip(&block.points) {
            places[node.index()] = Place {
                x: (left + point[0]).round() as i32,
                y: (top + point[1]).round() as i32,
            };
        }
        left += block.extent[0] + GAP;
        height = height.max(block.extent[1]);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::view::samples;

    #[test]
    fn no_two_entities_overlap() {
        let view = samples::random(60, 120);
        let places = places(&view);
        let sizes: Vec<Size> = view
            .graph
            .node_weights()
            .map(|node| shape(node).1)
            .collect();
        for a in 0..places.len() {
            for b in a + 1..places.len() {
                let apart = (places[a].x - places[b].x).abs() * 2
                    >= sizes[a].width + sizes[b].width
                    || (places[a].y - places[b].y).abs() * 2 >= sizes[a].height + sizes[b].height;
                assert!(apart, "{:?} {:?}", places[a], places[b]);
            }
        }
    }

    #[test]
    fn nothing_and_one_alone_have_places_too() {
        assert!(places(&View::default()).is_empty());
        assert_eq!(places(&samples::random(1, 0)).len(), 1);
    }
}
