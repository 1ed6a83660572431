//! The dependency tree of a sentence: one root, no cycle, every word reached.
//!
//! Takes a head and a relation for each word, gives a [`Tree`] or says what is wrong. No
//! method recurses, so that sentences of thousands of words are safe.
//! See <https://universaldependencies.org/u/overview/syntax.html>.

use std::fmt;

use super::deprel::{Deprel, Relation};
use super::token::TokenIdx;

/// A well-formed tree over the words of a sentence.
///
/// Exactly one word has no head, and it alone has the relation `root`; from it every word is
/// reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    heads: Vec<Option<TokenIdx>>,
    deprels: Vec<Deprel>,
    root: TokenIdx,
    /// The children of word `i` are `children[starts[i]..starts[i + 1]]`, ascending.
    children: Vec<TokenIdx>,
    starts: Vec<u32>,
}

impl Tree {
    /// The tree in which word `i` depends on `heads[i]` by `deprels[i]`; the root has no head.
    ///
    /// # Errors
    /// If there is no word, the lists differ in length, a head lies outside the sentence,
    /// there is not exactly one root, a cycle cuts words off, or `root` labels another word
    /// than the root.
    ///
    /// # Examples
    /// ```
    /// use byline::language::token::TokenIdx;
    /// use byline::language::tree::Tree;
    /// // "Ships sailed": the first word hangs on the second.
    /// let tree = Tree::new(
    ///     vec![Some(TokenIdx::new(1)), None],
    ///     vec!["nsubj".parse()?, "root".parse()?],
    /// )?;
    /// assert_eq!(tree.root(), TokenIdx::new(1));
    /// assert_eq!(tree.children(tree.root()), [TokenIdx::new(0)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(heads: Vec<Option<TokenIdx>>, deprels: Vec<Deprel>) -> Result<Self, TreeError> {
        let len = heads.len();
        if len == 0 {
            return Err(TreeError::Empty);
        }
        if deprels.len() != len {
            return Err(TreeError::Lengths {
                heads: len,
                deprels: deprels.len(),
            });
        }
        let root = only_root(&heads)?;
        let (starts, children) = invert(&heads)?;
        let tree = Self {
            heads,
            deprels,
            root,
            children,
            starts,
        };
        let reached = tree.descendants(root);
        if reached.len() < len {
            return Err(TreeError::Cycle(tree.word_on_cycle(&reached)));
        }
        for token in tree.tokens() {
            let labelled = tree.deprel(token).relation() == Relation::Root;
            if labelled != (token == root) {
                return Err(TreeError::RootRelation { token, root });
            }
        }
        Ok(tree)
    }

    /// The number of words, at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a tree is never empty")]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Every word, in order.
    pub fn tokens(&self) -> impl Iterator<Item = TokenIdx> + use<> {
        (0..self.len()).map(TokenIdx::new)
    }

    /// The word without a head.
    #[must_use]
    pub fn root(&self) -> TokenIdx {
        self.root
    }

    /// The word that `token` depends on; `None` for the root.
    ///
    /// # Panics
    /// As every method here, if the word is not of this sentence.
    #[must_use]
    pub fn head(&self, token: TokenIdx) -> Option<TokenIdx> {
        self.heads[token.index()]
    }

    /// The relation of `token` to its head.
    #[must_use]
    pub fn deprel(&self, token: TokenIdx) -> &Deprel {
        &self.deprels[token.index()]
    }

    /// The universal relation of `token` to its head, without its subtype.
    #[must_use]
    pub fn relation(&self, token: TokenIdx) -> Relation {
        self.deprel(token).relation()
    }

    /// The words that depend on `token`, ascending.
    #[must_use]
    pub fn children(&self, token: TokenIdx) -> &[TokenIdx] {
        let i = token.index();
        &self.children[self.starts[i] as usize..self.starts[i + 1] as usize]
    }

    /// The words above `token`, from its head up to the root.
    pub fn ancestors(&self, token: TokenIdx) -> impl Iterator<Item = TokenIdx> {
        std::iter::successors(self.head(token), |&above| self.head(above))
    }

    /// The number of words above `token`: 0 for the root.
    #[must_use]
    pub fn depth(&self, token: TokenIdx) -> usize {
        self.ancestors(token).count()
    }

    /// Whether `below` lies somewhere under `above`; no word dominates itself.
    #[must_use]
    pub fn dominates(&self, above: TokenIdx, below: TokenIdx) -> bool {
        self.ancestors(below).any(|word| word == above)
    }

    /// `token` and every word under it, ascending.
    #[must_use]
    pub fn descendants(&self, token: TokenIdx) -> Vec<TokenIdx> {
        self.descendants_without(token, |_| false)
    }

    /// `token` and the words under it, ascending, less the branches whose top is `cut`.
    #[must_use]
    pub fn descendants_without(
        &self,
        token: TokenIdx,
        cut: impl Fn(TokenIdx) -> bool,
    ) -> Vec<TokenIdx> {
        let mut found = vec![token];
        let mut next = 0;
        while let Some(&word) = found.get(next) {
            found.extend(
                self.children(word)
                    .iter()
                    .copied()
                    .filter(|&child| !cut(child)),
            );
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The first and last word of `token`'s subtree, inclusive. In a tree that is not
    /// projective words of other subtrees may stand between them.
    #[must_use]
    pub fn extent(&self, token: TokenIdx) -> (TokenIdx, TokenIdx) {
        let words = self.descendants(token);
        // `descendants` holds at least the word itself.
        (words[0], words[words.len() - 1])
    }

    /// Whether no two arcs cross, the arc to the root included: every subtree is a stretch
    /// of text without a gap.
    #[must_use]
    pub fn is_projective(&self) -> bool {
        let mut first: Vec<usize> = (0..self.len()).collect();
        let mut last = first.clone();
        let mut size = vec![1; self.len()];
        for &word in self.root_first().iter().rev() {
            let w = word.index();
            if last[w] - first[w] + 1 != size[w] {
                return false;
            }
            if let Some(head) = self.head(word) {
                let h = head.index();
                first[h] = first[h].min(first[w]);
                last[h] = last[h].max(last[w]);
                size[h] += size[w];
            }
        }
        true
    }

    /// The words from `from` up to the lowest common ancestor and down to `to`, both ends
    /// included.
    #[must_use]
    pub fn path(&self, from: TokenIdx, to: TokenIdx) -> Vec<TokenIdx> {
        let mut up: Vec<TokenIdx> = std::iter::once(from).chain(self.ancestors(from)).collect();
        let mut down: Vec<TokenIdx> = std::iter::once(to).chain(self.ancestors(to)).collect();
        // Both end at the root; what they share above the lowest common ancestor goes.
        let mut top = self.root;
        while let (Some(&a), Some(&b)) = (up.last(), down.last()) {
            if a != b {
                break;
            }
            top = a;
            up.pop();
            down.pop();
        }
        up.push(top);
        up.extend(down.into_iter().rev());
        up
    }

    /// Every word, each after its head.
    fn root_first(&self) -> Vec<TokenIdx> {
        let mut order = vec![self.root];
        let mut next = 0;
        while let Some(&word) = order.get(next) {
            order.extend_from_slice(self.children(word));
            next += 1;
        }
        order
    }

    /// A word on a cycle, when `reached` (ascending) are not all words.
    fn word_on_cycle(&self, reached: &[TokenIdx]) -> TokenIdx {
        let mut word = self
            .tokens()
            .find(|token| reached.binary_search(token).is_err())
            .unwrap_or(self.root);
        // Above an unreached word there is no root, so that the way up ends in the cycle.
        for _ in 0..self.len() {
            word = self.head(word).unwrap_or(word);
        }
        word
    }
}

fn only_root(heads: &[Option<TokenIdx>]) -> Result<TokenIdx, TreeError> {
    let mut roots = (0..heads.len())
        .filter(|&i| heads[i].is_none())
        .map(TokenIdx::new);
    match (roots.next(), roots.next()) {
        (None, _) => Err(TreeError::NoRoot),
        (Some(root), None) => Ok(root),
        (Some(first), Some(second)) => Err(TreeError::Roots { first, second }),
    }
}

/// Turns heads into lists of children: where each word's list starts, and the lists.
fn invert(heads: &[Option<TokenIdx>]) -> Result<(Vec<u32>, Vec<TokenIdx>), TreeError> {
    let len = heads.len();
    let mut starts = vec![0_u32; len + 1];
    for (i, head) in heads.iter().enumerate() {
        if let Some(head) = head {
            if head.index() >= len {
                return Err(TreeError::Outside {
                    token: TokenIdx::new(i),
                    head: *head,
                    len,
                });
            }
            starts[head.index() + 1] += 1;
        }
    }
    for i in 0..len {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut children = vec![TokenIdx::new(0); starts[len] as usize];
    for (i, head) in heads.iter().enumerate() {
        if let Some(head) = head {
            children[next[head.index()] as usize] = TokenIdx::new(i);
            next[head.index()] += 1;
        }
    }
    Ok((starts, children))
}

/// Why heads and relations are no tree. Words are counted from 1 in the messages, as in
/// CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreeError {
    /// There is no word.
    Empty,
    /// The lists differ in length.
    Lengths {
        /// The number of heads.
        heads: usize,
        /// The number of relations.
        deprels: usize,
    },
    /// A head lies outside the sentence.
    Outside {
        /// The word.
        token: TokenIdx,
        /// Its head.
        head: TokenIdx,
        /// The number of words.
        len: usize,
    },
    /// Every word has a head.
    NoRoot,
    /// More than one word has no head.
    Roots {
        /// The first such word.
        first: TokenIdx,
        /// The second such word.
        second: TokenIdx,
    },
    /// A word depends on itself, directly or through others.
    Cycle(TokenIdx),
    /// The root is not labelled `root`, or another word is.
    RootRelation {
        /// The word with the wrong relation.
        token: TokenIdx,
        /// The root.
        root: TokenIdx,
    },
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = |token: &TokenIdx| token.index() + 1;
        match self {
            Self::Empty => write!(f, "a tree needs at least one word"),
            Self::Lengths { heads, deprels } => {
                write!(
                    f,
                    "{heads} heads but {deprels} relations; each word needs one of both"
                )
            }
            Self::Outside { token, head, len } => {
                write!(
                    f,
                    "word {} has the head {}, but there are {len} words",
                    id(token),
                    id(head)
                )
            }
            Self::NoRoot => write!(f, "no word is the root: every word has a head"),
            Self::Roots { first, second } => {
                write!(
                    f,
                    "words {} and {} are both roots; one must depend on the other",
                    id(first),
                    id(second)
                )
            }
            Self::Cycle(token) => {
                write!(f, "word {} depends on itself through its heads", id(token))
            }
            Self::RootRelation { token, root } if token == root => {
                write!(
                    f,
                    "word {} has no head, so its relation must be root",
                    id(token)
                )
            }
            Self::RootRelation { token, .. } => {
                write!(
                    f,
                    "word {} has a head, so its relation cannot be root",
                    id(token)
                )
            }
        }
    }
}

impl std::error::Error for TreeError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn idx(i: usize) -> TokenIdx {
        TokenIdx::new(i)
    }

    /// Heads as CoNLL-U writes them: 0 is the root, words count from 1.
    fn tree(heads: &[usize]) -> Result<Tree, TreeError> {
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
        Tree::new(
            heads
                .iter()
                .map(|&head| head.checked_sub(1).map(idx))
                .collect(),
            deprels,
        )
    }

    #[test]
    fn children_come_in_order_and_subtrees_know_their_extent() {
        let tree = tree(&[2, 3, 0, 5, 3, 5]).expect("a tree");
        assert_eq!(tree.children(idx(2)), [idx(1), idx(4)]);
        assert_eq!(tree.descendants(idx(4)), [idx(3), idx(4), idx(5)]);
        assert_eq!(tree.extent(idx(1)), (idx(0), idx(1)));
        assert_eq!(tree.depth(idx(0)), 2);
        assert!(tree.dominates(idx(2), idx(0)) && !tree.dominates(idx(2), idx(2)));
        assert!(tree.is_projective());
    }

    #[test]
    fn a_path_climbs_to_the_common_ancestor_and_descends() {
        let tree = tree(&[2, 3, 0, 5, 3, 5]).expect("a tree");
        assert_eq!(tree.path(idx(0), idx(5)), [0, 1, 2, 4, 5].map(idx));
        assert_eq!(tree.path(idx(3), idx(5)), [3, 4, 5].map(idx));
        assert_eq!(tree.path(idx(2), idx(0)), [2, 1, 0].map(idx));
        assert_eq!(tree.path(idx(1), idx(1)), [idx(1)]);
    }

    #[test]
    fn crossing_arcs_are_not_projective() {
        // Word 1 hangs on 3, across word 2, the root.
        assert!(!tree(&[3, 0, 2]).expect("a tree").is_projective());
    }

    #[test]
    fn every_malformed_tree_is_refused_with_its_reason() {
        assert_eq!(tree(&[]), Err(TreeError::Empty));
        assert_eq!(tree(&[2, 1]), Err(TreeError::NoRoot));
        assert_eq!(
            tree(&[0, 0]),
            Err(TreeError::Roots {
                first: idx(0),
                second: idx(1)
            })
        );
        assert_eq!(
            tree(&[0, 4]),
            Err(TreeError::Outside {
                token: idx(1),
                head: idx(3),
                len: 2
            })
        );
        assert_eq!(tree(&[0, 2]), Err(TreeError::Cycle(idx(1))));
        assert!(matches!(tree(&[0, 3, 4, 2, 2]), Err(TreeError::Cycle(token)) if token != idx(4)));
        let labels = vec![Relation::Root.into(), Relation::Root.into()];
        let error = Tree::new(vec![None, Some(idx(0))], labels).expect_err("two labels");
        assert_eq!(
            error.to_string(),
            "word 2 has a head, so its relation cannot be root"
        );
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_words_does_not_exhaust_the_stack() {
        let heads: Vec<usize> = (0..100_000).collect();
        let tree = tree(&heads).expect("a chain");
        assert_eq!(tree.depth(idx(99_999)), 99_999);
        assert_eq!(tree.descendants(tree.root()).len(), 100_000);
        assert!(tree.is_projective());
    }

    proptest! {
        #[test]
        fn any_heads_give_a_tree_that_reaches_every_word_or_an_error(
            heads in prop::collection::vec(0_usize..9, 0..8)
        ) {
            if let Ok(tree) = tree(&heads) {
                for token in tree.tokens() {
                    prop_assert!(token == tree.root() || tree.dominates(tree.root(), token));
                    prop_assert!(tree.descendants(token).contains(&token));
                }
                let crossing = tree.tokens().any(|token| {
                    let words = tree.descendants(token);
                    words.windows(2).any(|pair| pair[0].index() + 1 != pair[1].index())
                });
                prop_assert_eq!(tree.is_projective(), !crossing);
            }
        }
    }
}
