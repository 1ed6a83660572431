//! Draws a dependency tree beside its words: one line a word, in the order of the text.
//!
//! ```text
//! ┌── Crews
//! ┤ refused
//! │ ┌── to
//! └─┘ leave
//! ```
//!
//! Each head has a vertical line at its depth, from its first to its last dependent.

use crate::language::tree::Tree;

/// Deeper words are indented no further, and no lines are drawn among them.
const MAX_DEPTH: usize = 16;

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// The box characters by the directions in which they lead.
const BOXES: [char; 16] = [
    ' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼',
];

/// The lines before each word: two columns for each step of its depth and one more, more
/// only where arcs cross, at most 33.
#[must_use]
pub fn draw(tree: &Tree) -> Vec<String> {
    let depths: Vec<usize> = tree
        .tokens()
        .map(|token| tree.depth(token).min(MAX_DEPTH))
        .collect();
    let mut cells = vec![[0_u8; 2 * MAX_DEPTH + 1]; tree.len()];
    for token in tree.tokens() {
        let row = token.index();
        let column = 2 * depths[row];
        let children = tree.children(token);
        cells[row][column] |= if children.is_empty() {
            LEFT | RIGHT
        } else {
            LEFT
        };
        if depths[row] == MAX_DEPTH {
            continue;
        }
        for child in children {
            let below = &mut cells[child.index()];
            below[column] |= RIGHT;
            below[column + 1] |= LEFT | RIGHT;
        }
        if let (Some(first), Some(last)) = (children.first(), children.last()) {
            let (top, bottom) = (row.min(first.index()), row.max(last.index()));
            for line in &mut cells[top..bottom] {
                line[column] |= DOWN;
            }
            for line in &mut cells[top + 1..=bottom] {
                line[column] |= UP;
            }
        }
    }
    let line = |row: &[u8; 2 * MAX_DEPTH + 1]| {
        let line: String = row.iter().map(|&cell| BOXES[cell as usize]).collect();
        line.trim_end().to_owned()
    };
    cells.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::deprel::{Deprel, Relation};
    use crate::language::token::TokenIdx;

    /// Heads as in CoNLL-U: 0 is the root, words count from 1.
    fn tree(heads: &[usize]) -> Tree {
        let deprels = heads
            .iter()
            .map(|&head| {
                Deprel::from(if head == 0 {
                    Relation::Root
                } else {
                    Relation::Dep
                })
            })
            .collect();
        let heads = heads
            .iter()
            .map(|&head| head.checked_sub(1).map(TokenIdx::new))
            .collect();
        Tree::new(heads, deprels).expect("a tree")
    }

    #[test]
    fn lines_join_heads_with_their_dependents() {
        assert_eq!(draw(&tree(&[2, 0, 4, 2])), ["┌──", "┤", "│ ┌──", "└─┘"]);
        assert_eq!(draw(&tree(&[0])), ["─"]);
    }

    #[test]
    fn crossing_arcs_cross() {
        assert_eq!(
            draw(&tree(&[3, 0, 2, 1])),
            ["  ┌─┐", "┐ │ │", "└─┘ │", "    └──"]
        );
    }

    #[test]
    fn very_deep_trees_stay_narrow() {
        let heads: Vec<usize> = (0..100).collect();
        let lines = draw(&tree(&heads));
        assert!(
            lines
                .iter()
                .all(|line| line.chars().count() <= 2 * MAX_DEPTH + 1)
        );
    }
}
