//! Which role the tree makes likely: how often a path from a predicate to a word ends in which role.
//!
//! A path is written `v<^acl/nsubj`: the predicate's class (`v`, `n`, `j`, `o`, as in the rolesets' table), the side of
//! the predicate on which the word stands (`<` before it, `>` after), the relations climbed (`^`) and descended (`/`).
//! The counts are those of EWT train (`training/role_paths.py`).

use std::collections::HashMap;

use super::encoder::wordpiece::Fnv;
use super::role::Role;
use super::upos::Upos;

/// Arcs of the longest path; `LONGEST` in `training/role_paths.py`.
const LONGEST: usize = 4;
/// Weight of a path's log-probability beside the network's score; chosen on EWT dev, where it buys 0.65 points of
/// argument F1 (docs/evaluation.md).
const WEIGHT: f32 = 0.15;
/// How many walks the roles' overall shares are worth.
const PRIOR: f32 = 5.0;

/// The table, ready to be added to scores.
#[derive(Debug)]
pub(super) struct RolePaths {
    /// Weighted log-probability of each role at the end of a path that was walked once and never to it.
    unseen: Vec<f32>,
    paths: HashMap<&'static str, Path, std::hash::BuildHasherDefault<Fnv>>,
}

#[derive(Debug)]
struct Path {
    /// Weighted log of the number of walks, to be taken off every role.
    walks: f32,
    /// What the roles seen at its end score: number of the role, weighted log of its count.
    roles: Vec<(u16, f32)>,
}

impl RolePaths {
    /// Reads `table` for the roles in the order of the network's outputs.
    ///
    /// # Errors
    /// If a line is not a path, a count and counts of known roles.
    pub fn read(table: &'static str, roles: &[Option<Role>]) -> Result<Self, String> {
        let mut lines = Vec::new();
        let mut totals = vec![0.0_f32; roles.len()];
        let mut walks = 0.0;
        let none = roles.iter().position(Option::is_none);
        for (number, line) in (1..).zip(table.lines()) {
            if line.starts_with('#') {
                continue;
            }
            let (path, count, seen) =
                line_of(line, roles).ok_or(format!("line {number}: not a path with its counts"))?;
            let found: f32 = seen.iter().map(|&(_, count)| count).sum();
            let seen = seen
                .into_iter()
                .chain(none.map(|none| (none, count - found)));
            let seen: Vec<(usize, f32)> = seen.filter(|&(_, count)| count > 0.0).collect();
            for &(role, count) in &seen {
                totals[role] += count;
            }
            walks += count;
            lines.push((path, count, seen));
        }
        // A role that no path holds is as likely as one seen once.
        let share: Vec<f32> = totals
            .iter()
            .map(|total| PRIOR * total.max(1.0) / f32::max(walks, 1.0))
            .collect();
        let weighted = |value: f32| WEIGHT * value.ln();
        let paths = lines.into_iter().map(|(path, count, seen)| {
            let roles = seen
                .into_iter()
                .map(|(role, count)| (role as u16, weighted(count + share[role])));
            let path_scores = Path {
                walks: weighted(count + PRIOR),
                roles: roles.collect(),
            };
            (path, path_scores)
        });
        Ok(Self {
            paths: paths.collect(),
            unseen: share.iter().map(|&share| weighted(share)).collect(),
        })
    }

    /// Adds to `scores` ([words, roles], one sentence and one predicate) what the paths from `predicate` tell; a word
    /// at the end of a path that the table lacks keeps its scores.
    pub fn add(
        &self,
        scores: &mut [f32],
        predicate: usize,
        upos: Upos,
        heads: &[Option<usize>],
        deprels: &[&str],
    ) {
        let class = match upos {
            Upos::Verb | Upos::Aux => 'v',
            Upos::Noun | Upos::Propn => 'n',
            Upos::Adj => 'j',
            _ => 'o',
        };
        let mut children = vec![Vec::new(); heads.len()];
        for (word, head) in heads.iter().enumerate() {
            if let Some(head) = *head {
                children[head].push(word);
            }
        }
        // A word, the path to it, the arcs that may still follow, and the child from which it was climbed to.
        let mut open = vec![(predicate, String::new(), LONGEST, None)];
        let (mut top, mut climbed) = (predicate, String::new());
        for left in (0..LONGEST).rev() {
            let Some(head) = heads[top] else { break };
            climbed = format!("{climbed}^{}", deprels[top]);
            open.push((head, climbed.clone(), left, Some(top)));
            top = head;
        }
        while let Some((word, path, left, below)) = open.pop() {
            if word != predicate {
                let side = if word < predicate { '<' } else { '>' };
                self.add_one(
                    &mut scores[word * self.unseen.len()..][..self.unseen.len()],
                    &format!("{class}{side}{path}"),
                );
            }
            if left > 0 {
                let further = children[word].iter().filter(|&&child| Some(child) != below);
                open.extend(
                    further.map(|&child| {
                        (child, format!("{path}/{}", deprels[child]), left - 1, None)
                    }),
                );
            }
        }
    }

    fn add_one(&self, scores: &mut [f32], path: &str) {
        let Some(path) = self.paths.get(path) else {
            return;
        };
        let mut values = self.unseen.clone();
        for &(role, value) in path.roles.iter().rev() {
            values[usize::from(role)] = value;
        }
        for (score, value) in scores.iter_mut().zip(values) {
            *score += value - path.walks;
        }
    }
}

/// A path, its count, and the counts of the roles at its end.
type Line = (&'static str, f32, Vec<(usize, f32)>);

fn line_of(line: &'static str, roles: &[Option<Role>]) -> Option<Line> {
    let mut columns = line.split('\t');
    let (path, count) = (columns.next()?, columns.next()?.parse().ok()?);
    let seen = columns.next()?.split_terminator(' ').map(|seen| {
        let (role, count) = seen.rsplit_once(':')?;
        let role: Role = role.parse().ok()?;
        // A role that the network lacks says nothing here.
        let number = roles.iter().position(|&known| known == Some(role));
        Some((number, count.parse().ok()?))
    });
    let seen: Option<Vec<(Option<usize>, f32)>> = seen.collect();
    let known = seen?
        .into_iter()
        .filter_map(|(number, count)| Some((number?, count)));
    Some((path, count, known.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "# path, walks, roles\nv<^acl/nsubj\t10\tARG1:9\nv</nsubj\t10\tARG0:8 ARG1:1\n";

    #[test]
    fn a_path_raises_the_roles_that_stood_at_its_end() {
        let roles = [None, "ARG0".parse().ok(), "ARG1".parse().ok()];
        let paths = RolePaths::read(TABLE, &roles).expect("a table");
        // "He said she left": words hang on `said` but `she`, which hangs on `left`.
        let heads = [Some(1), None, Some(3), Some(1)];
        let deprels = ["nsubj", "root", "nsubj", "ccomp"];
        let mut scores = vec![0.0; 12];
        paths.add(&mut scores, 3, Upos::Verb, &heads, &deprels);
        assert!(
            scores[..6].iter().all(|&score| score == 0.0),
            "no such path"
        );
        let she = &scores[6..9];
        assert!(
            she[1] > she[0] && she[0] > she[2] || she[1] > she[2],
            "{she:?}"
        );
        assert!(scores[9..].iter().all(|&score| score == 0.0), "itself");
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        assert_eq!(
            RolePaths::read("v<\tmany\t", &[None]).expect_err("no count"),
            "line 1: not a path with its counts"
        );
    }
}
