//! Decodes a matrix of head scores to the best well-formed tree: the maximum spanning
//! arborescence with exactly one root.
//!
//! The algorithm is Chu and Liu's and Edmonds' in Tarjan's form for dense graphs, O(n²)
//! (Tarjan 1977, "Finding optimum branchings", <https://doi.org/10.1002/net.3230070103>):
//! grow a path of best incoming arcs, contract each cycle that closes, expand at the end.
//! That there is one root only is part of the order in which arcs are compared, so that it
//! costs no second run and no large constant that would swallow small differences (the
//! problem is that of Zmigrod, Vieira and Cotterell 2020, "Please Mind the Root",
//! <https://aclanthology.org/2020.emnlp-main.390>): an arborescence with fewer root arcs is
//! better than any with more, and since one suffices, the best has one.

use super::token::TokenIdx;

/// The heads of the best tree over `words` words; `None` marks the root.
///
/// `scores` is `[words + 1, words + 1]`, row by row: row `d` holds the scores (such as log
/// probabilities) of all heads for dependent `d`, column `h` the head, where 0 is the
/// artificial root and word `i` (from 0) is row and column `i + 1`. Row 0 and the diagonal
/// are not read. An arc with the score -∞ or NaN is taken only where no tree can do without
/// it. The result has exactly one root and no cycle, whatever the scores. Among equal scores
/// the head further left is preferred while no cycle interferes; the same scores always
/// give the same tree.
///
/// # Panics
/// If `scores` does not hold `(words + 1)²` values.
///
/// # Examples
/// ```
/// use byline::language::arborescence::best_heads;
/// use byline::language::token::TokenIdx;
/// // Both words prefer each other; the second is the better root.
/// let scores = [
///     0.0, 0.0, 0.0, //
///     -3.0, 0.0, -0.1, //
///     -1.0, -0.2, 0.0,
/// ];
/// assert_eq!(best_heads(&scores, 2), [Some(TokenIdx::new(1)), None]);
/// ```
#[must_use]
pub fn best_heads(scores: &[f32], words: usize) -> Vec<Option<TokenIdx>> {
    let nodes = words + 1;
    assert_eq!(
        scores.len(),
        nodes * nodes,
        "scores must be [words + 1, words + 1]"
    );
    let scores = Scores { scores, nodes };
    let greedy: Vec<u32> = (0..nodes).map(|node| scores.best_head(node)).collect();
    let heads = if is_single_rooted_tree(&greedy) {
        greedy
    } else {
        Contraction::new(&scores).best_heads()
    };
    heads
        .iter()
        .skip(1)
        .map(|&head| (head as usize).checked_sub(1).map(TokenIdx::new))
        .collect()
}

/// The weight of an arc or of a set of arcs: fewer root arcs are better, then fewer
/// forbidden ones, then the greater sum of scores.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Weight {
    /// Minus the number of arcs from the root.
    root: i32,
    /// Minus the number of forbidden arcs.
    forbidden: i32,
    score: f64,
}

impl Weight {
    const ZERO: Self = Self {
        root: 0,
        forbidden: 0,
        score: 0.0,
    };

    fn plus(self, other: Self) -> Self {
        Self {
            root: self.root + other.root,
            forbidden: self.forbidden + other.forbidden,
            score: self.score + other.score,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            root: self.root - other.root,
            forbidden: self.forbidden - other.forbidden,
            score: self.score - other.score,
        }
    }
}

struct Scores<'a> {
    scores: &'a [f32],
    nodes: usize,
}

impl Scores<'_> {
    fn weight(&self, dependent: usize, head: usize) -> Weight {
        let score = self.scores[dependent * self.nodes + head];
        let root = -i32::from(head == 0);
        if score.is_nan() || score == f32::NEG_INFINITY {
            Weight {
                root,
                forbidden: -1,
                score: 0.0,
            }
        } else {
            Weight {
                root,
                forbidden: 0,
                score: f64::from(score.min(f32::MAX)),
            }
        }
    }

    /// The best head by score alone, the root's arcs not put behind.
    fn best_head(&self, dependent: usize) -> u32 {
        let unrooted = |head| Weight {
            root: 0,
            ..self.weight(dependent, head)
        };
        let mut best = usize::from(dependent == 0);
        for head in 0..self.nodes {
            if head != dependent && (best >= self.nodes || unrooted(head) > unrooted(best)) {
                best = head;
            }
        }
        best as u32
    }
}

/// Whether every node but 0 reaches 0, and exactly one directly. `heads[0]` is not read.
fn is_single_rooted_tree(heads: &[u32]) -> bool {
    if heads.iter().skip(1).filter(|&&head| head == 0).count() != 1 {
        return heads.len() == 1;
    }
    // seen[node] is the walk that came by; 0 for none, and node 0 counts as safe.
    let mut seen = vec![0_u32; heads.len()];
    for start in 1..heads.len() {
        let walk = start as u32;
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = walk;
            node = heads[node] as usize;
        }
        if node != 0 && seen[node] == walk {
            return false;
        }
    }
    true
}

/// An arc between nodes as they were before any contraction.
#[derive(Debug, Clone, Copy)]
struct Arc {
    head: u32,
    dependent: u32,
}

/// A node or a contracted cycle of such.
struct Component {
    /// The cycle that this one was contracted into.
    parent: Option<u32>,
    /// The components on its cycle; empty for a node.
    members: Vec<u32>,
    /// The best arc into it, once found.
    best: Option<Arc>,
    /// For every node outside, the node inside that its best arc here enters. Moved away
    /// when the component is contracted.
    entries: Vec<u32>,
}

struct Contraction<'a> {
    scores: &'a Scores<'a>,
    components: Vec<Component>,
    /// The outermost component of every node.
    outermost: Vec<u32>,
    /// What the arcs into each node lose: the weights of the cycle arcs that they replace.
    replaced: Vec<Weight>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

impl<'a> Contraction<'a> {
    fn new(scores: &'a Scores<'a>) -> Self {
        let nodes = scores.nodes as u32;
        let node = |node: u32| Component {
            parent: None,
            members: Vec::new(),
            best: None,
            entries: vec![node; scores.nodes],
        };
        Self {
            scores,
            components: (0..nodes).map(node).collect(),
            outermost: (0..nodes).collect(),
            replaced: vec![Weight::ZERO; scores.nodes],
        }
    }

    fn best_heads(mut self) -> Vec<u32> {
        let mut states = vec![State::New; self.scores.nodes];
        states[0] = State::Done;
        for start in 1..self.scores.nodes {
            if states[self.outermost[start] as usize] == State::New {
                self.grow_path(start as u32, &mut states);
            }
        }
        self.expand()
    }

    /// Follows best arcs upwards from `start`, contracting cycles, until one comes from a
    /// component that is done.
    fn grow_path(&mut self, start: u32, states: &mut Vec<State>) {
        let mut path = vec![start];
        states[start as usize] = State::OnPath;
        while let Some(&top) = path.last() {
            let arc = self.best_arc(top);
            self.components[top as usize].best = Some(arc);
            let above = self.outermost[arc.head as usize];
            match states[above as usize] {
                State::New => {
                    states[above as usize] = State::OnPath;
                    path.push(above);
                }
                State::OnPath => {
                    let first = path
                        .iter()
                        .rposition(|&on_path| on_path == above)
                        .unwrap_or(0);
                    let cycle = path.split_off(first);
                    path.push(self.contract(cycle));
                    states.push(State::OnPath);
                }
                State::Done => {
                    for component in path.drain(..) {
                        states[component as usize] = State::Done;
                    }
                }
            }
        }
    }

    /// The best arc that enters `component` from outside.
    fn best_arc(&self, component: u32) -> Arc {
        let entries = &self.components[component as usize].entries;
        let mut best: Option<(Weight, Arc)> = None;
        for (head, &dependent) in entries.iter().enumerate() {
            if self.outermost[head] == component {
                continue;
            }
            let weight = self.weight(head, dependent);
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((
                    weight,
                    Arc {
                        head: head as u32,
                        dependent,
                    },
                ));
            }
        }
        // The root lies outside every component, so that an arc was found.
        best.map_or(
            Arc {
                head: 0,
                dependent: entries[0],
            },
            |(_, arc)| arc,
        )
    }

    fn weight(&self, head: usize, dependent: u32) -> Weight {
        let dependent = dependent as usize;
        self.scores
            .weight(dependent, head)
            .minus(self.replaced[dependent])
    }

    /// Makes one component of the cycle and returns it.
    fn contract(&mut self, cycle: Vec<u32>) -> u32 {
        let new = self.components.len() as u32;
        for &member in &cycle {
            let Some(arc) = self.components[member as usize].best else {
                continue;
            };
            let weight = self.weight(arc.head as usize, arc.dependent);
            self.components[member as usize].parent = Some(new);
            for node in 1..self.scores.nodes {
                if self.outermost[node] == member {
                    self.replaced[node] = self.replaced[node].plus(weight);
                }
            }
        }
        // Only now are all weights of the new component known.
        for node in 1..self.scores.nodes {
            if self.components[self.outermost[node] as usize].parent == Some(new) {
                self.outermost[node] = new;
            }
        }
        let entries = self.merge_entries(&cycle);
        self.components.push(Component {
            parent: None,
            members: cycle,
            best: None,
            entries,
        });
        new
    }

    fn merge_entries(&mut self, cycle: &[u32]) -> Vec<u32> {
        let mut merged = std::mem::take(&mut self.components[cycle[0] as usize].entries);
        for &member in &cycle[1..] {
            let entries = std::mem::take(&mut self.components[member as usize].entries);
            for (head, &entry) in entries.iter().enumerate() {
                let (ours, theirs) = (self.weight(head, merged[head]), self.weight(head, entry));
                if theirs > ours || (theirs == ours && entry < merged[head]) {
                    merged[head] = entry;
                }
            }
        }
        merged
    }

    /// Undoes the contractions from the outside in: the arc into a component replaces the
    /// cycle arc of the member that it enters.
    fn expand(self) -> Vec<u32> {
        let mut heads = vec![0; self.scores.nodes];
        let mut open: Vec<(u32, Arc)> = self
            .components
            .iter()
            .zip(0..)
            .filter(|(component, _)| component.parent.is_none())
            .filter_map(|(component, id)| Some((id, component.best?)))
            .collect();
        while let Some((id, arc)) = open.pop() {
            let component = &self.components[id as usize];
            if component.members.is_empty() {
                heads[id as usize] = arc.head;
                continue;
            }
            let entered = self.member_holding(id, arc.dependent);
            for &member in &component.members {
                if member == entered {
                    open.push((member, arc));
                } else if let Some(best) = self.components[member as usize].best {
                    open.push((member, best));
                }
            }
        }
        heads
    }

    fn member_holding(&self, component: u32, node: u32) -> u32 {
        let mut inner = node;
        while let Some(outer) = self.components[inner as usize].parent {
            if outer == component {
                break;
            }
            inner = outer;
        }
        inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matrix(words: usize, score: impl Fn(usize, usize) -> f32) -> Vec<f32> {
        let nodes = words + 1;
        (0..nodes * nodes)
            .map(|cell| score(cell / nodes, cell % nodes))
            .collect()
    }

    fn with_root(heads: &[Option<TokenIdx>]) -> Vec<u32> {
        std::iter::once(0)
            .chain(
                heads
                    .iter()
                    .map(|head| head.map_or(0, |head| head.index() as u32 + 1)),
            )
            .collect()
    }

    /// The total of a tree's scores, forbidden arcs counted apart.
    fn total(scores: &[f32], heads: &[u32]) -> (usize, f64) {
        let arcs = || (1..heads.len()).map(|d| scores[d * heads.len() + heads[d] as usize]);
        let sum = arcs()
            .filter(|score| *score > f32::NEG_INFINITY)
            .map(f64::from)
            .sum();
        (
            arcs()
                .filter(|score| score.is_nan() || *score == f32::NEG_INFINITY)
                .count(),
            sum,
        )
    }

    /// The fewest forbidden arcs and with these the greatest sum over all trees with one root.
    fn best_total_by_trial(scores: &[f32], words: usize) -> (usize, f64) {
        let mut best = (usize::MAX, f64::NEG_INFINITY);
        for code in 0..(words + 1).pow(words as u32) {
            let mut rest = code;
            let mut heads = vec![0; words + 1];
            for head in &mut heads[1..] {
                *head = (rest % (words + 1)) as u32;
                rest /= words + 1;
            }
            if is_single_rooted_tree(&heads) {
                let (forbidden, sum) = total(scores, &heads);
                if forbidden < best.0 || (forbidden == best.0 && sum > best.1) {
                    best = (forbidden, sum);
                }
            }
        }
        best
    }

    #[test]
    fn a_greedy_choice_with_two_roots_is_repaired_at_the_least_cost() {
        let scores = matrix(3, |d, h| match (d, h) {
            (1 | 3, 0) => -0.1,
            (3, 1) => -1.0,
            (1, 3) => -0.5,
            (2, 1) => -0.2,
            _ => -9.0,
        });
        let heads = best_heads(&scores, 3);
        assert_eq!(
            heads,
            [Some(2), Some(0), None].map(|h| h.map(TokenIdx::new))
        );
    }

    #[test]
    fn no_words_have_no_heads_and_one_word_is_the_root() {
        assert!(best_heads(&[0.0], 0).is_empty());
        assert_eq!(best_heads(&[0.0; 4], 1), [None]);
        assert_eq!(best_heads(&[f32::NAN; 4], 1), [None]);
    }

    #[test]
    fn scores_that_allow_nothing_still_give_a_tree() {
        for value in [f32::NAN, f32::NEG_INFINITY, f32::INFINITY, 0.0] {
            let heads = with_root(&best_heads(&matrix(20, |_, _| value), 20));
            assert!(is_single_rooted_tree(&heads), "{value}: {heads:?}");
        }
    }

    #[test]
    fn nested_cycles_over_two_thousand_words_are_resolved_in_bounded_time() {
        // Pairs prefer each other, pairs of pairs next, and so on: log n levels of cycles.
        let scores = matrix(2000, |d, h| {
            let apart = (d ^ h).checked_ilog2().unwrap_or(0);
            -(apart as f32) - ((d * 7 + h * 13) % 11) as f32 / 100.0
        });
        let heads = with_root(&best_heads(&scores, 2000));
        assert!(is_single_rooted_tree(&heads));
        // A chain of cycles, each closed by the next word.
        let scores = matrix(2000, |d, h| {
            if h == d + 1 || d == h + 1 {
                0.0
            } else {
                -(h as f32)
            }
        });
        assert!(is_single_rooted_tree(&with_root(&best_heads(
            &scores, 2000
        ))));
    }

    fn score() -> impl Strategy<Value = f32> {
        prop_oneof![
            6 => (-40_i8..0).prop_map(|tenths| f32::from(tenths) / 8.0),
            1 => Just(f32::NEG_INFINITY),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn no_tree_with_one_root_scores_higher(
            (words, scores) in (1_usize..6).prop_flat_map(|words| {
                (Just(words), prop::collection::vec(score(), (words + 1) * (words + 1)))
            })
        ) {
            let heads = with_root(&best_heads(&scores, words));
            prop_assert!(is_single_rooted_tree(&heads));
            // Eighths add up without rounding.
            prop_assert_eq!(total(&scores, &heads), best_total_by_trial(&scores, words));
        }

        #[test]
        fn a_well_formed_greedy_choice_is_what_contraction_finds_too(
            (words, scores) in (1_usize..12).prop_flat_map(|words| {
                (Just(words), prop::collection::vec(-100.0_f32..0.0, (words + 1) * (words + 1)))
            })
        ) {
            let nodes = words + 1;
            let slow = Contraction::new(&Scores { scores: &scores, nodes }).best_heads();
            prop_assert_eq!(with_root(&best_heads(&scores, words)), slow);
        }
    }
}
