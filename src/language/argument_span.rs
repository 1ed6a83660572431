//! From an argument's head to its span of words, and back.
//!
//! A predicted argument is a role on a word, its head; [`arguments`] gives its span by the
//! tree. [`span_head`] is the way back, for spans that people annotated; training
//! (`training/`) does the same, and `docs/frames.md` states both in words.
//!
//! Measured with gold trees, roles and heads, [`arguments`] rebuilds the exact span of
//! 98.8 % of the 9,583 arguments in EWT dev and 98.7 % of the 81,409 in EWT train
//! (`cargo test --test corpora -- --ignored argument`). Each rule below carries what
//! EWT train loses without it, in points.

use super::deprel::Relation;
use super::frames::Argument;
use super::role::{Modifier, Part, Role};
use super::token::{Token, TokenIdx};
use super::tree::Tree;

/// The head of the words `first..=last`: of those whose own head lies outside (or is the
/// root), the one nearest to the root; of several at that height, the leftmost.
///
/// In EWT 1.2 % of the arguments have several such words: coordinations without their
/// first part, or an object with a small clause ("*him happy*").
///
/// # Panics
/// If the span is empty or reaches beyond the sentence.
///
/// # Examples
/// ```
/// use byline::language::argument_span::span_head;
/// use byline::language::token::TokenIdx;
/// use byline::language::tree::Tree;
/// // "about 10,000 troops sailed"
/// let [about, number, troops, sailed] = [0, 1, 2, 3].map(TokenIdx::new);
/// let tree = Tree::new(
///     vec![Some(number), Some(troops), Some(sailed), None],
///     vec!["advmod".parse()?, "nummod".parse()?, "nsubj".parse()?, "root".parse()?],
/// )?;
/// assert_eq!(span_head(&tree, about, troops), troops);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn span_head(tree: &Tree, first: TokenIdx, last: TokenIdx) -> TokenIdx {
    assert!(
        first <= last && last.index() < tree.len(),
        "a span outside the sentence"
    );
    let inside = |token: TokenIdx| first <= token && token <= last;
    tree.tokens()
        .filter(|&token| inside(token) && !tree.head(token).is_some_and(inside))
        .min_by_key(|&token| tree.depth(token))
        // The word nearest to the root has no head inside, so that there is one.
        .unwrap_or(first)
}

/// The arguments of `predicate` with their spans, from the heads that carry a role.
///
/// `tokens` are the words of the tree's sentence. The heads are taken as they come; of two
/// roles on one word the first stays.
///
/// # Panics
/// If a word lies outside the sentence, or `tokens` and `tree` differ in length.
#[must_use]
pub fn arguments(
    tree: &Tree,
    tokens: &[Token],
    predicate: TokenIdx,
    heads: &[(TokenIdx, Role)],
) -> Vec<Argument> {
    assert_eq!(tree.len(), tokens.len(), "a tree of another sentence");
    let clause = Clause {
        tree,
        tokens,
        predicate,
        heads,
    };
    let mut arguments: Vec<Argument> = Vec::with_capacity(heads.len());
    for &(head, role) in heads {
        if arguments.iter().all(|argument| argument.head() != head) {
            let (first, last) = clause.span(head, role);
            // Every step of `span` keeps the head inside.
            arguments.extend(Argument::new(role, head, first, last));
        }
    }
    arguments.sort_unstable();
    arguments
}

/// A predicate, the heads of its arguments, and the sentence that they stand in.
struct Clause<'a> {
    tree: &'a Tree,
    tokens: &'a [Token],
    predicate: TokenIdx,
    heads: &'a [(TokenIdx, Role)],
}

impl Clause<'_> {
    fn span(&self, head: TokenIdx, role: Role) -> (TokenIdx, TokenIdx) {
        // A light verb and its noun are marked as single words (0.6).
        if matches!(role.part(), Part::Modifier(Modifier::Lvb | Modifier::Prr)) {
            return (head, head);
        }
        let words = match self.branch_to_predicate(head) {
            None => self
                .tree
                .descendants_without(head, |word| self.is_argument(word)),
            Some(branch) => self.tree.descendants_without(head, |word| {
                word == branch
                    || self.is_argument(word)
                    || (self.tree.head(word) == Some(head) && self.is_left_out(word, head, branch))
            }),
        };
        let (first, last) = self.run_around(head, &words);
        let (first, last) = self.trim(first, last, head);
        (first, last.max(self.end_of_small_clause(head)))
    }

    fn is_argument(&self, word: TokenIdx) -> bool {
        self.heads.iter().any(|&(head, _)| head == word)
    }

    /// The child of `head` that is the predicate or dominates it.
    fn branch_to_predicate(&self, head: TokenIdx) -> Option<TokenIdx> {
        std::iter::once(self.predicate)
            .chain(self.tree.ancestors(self.predicate))
            .find(|&word| self.tree.head(word) == Some(head))
    }

    /// Whether a child of an argument's head is left out because the head dominates the
    /// predicate through `branch` (8,776 arguments in EWT train; 2.6).
    fn is_left_out(&self, child: TokenIdx, head: TokenIdx, branch: TokenIdx) -> bool {
        use Relation::{
            Advmod, Aux, Case, Cc, Conj, Cop, Csubj, Discourse, Dislocated, Expl, List, Mark,
            Nsubj, Parataxis, Punct, Vocative,
        };
        let relation = self.tree.relation(child);
        if matches!(self.tree.relation(branch), Cop | Aux) {
            // "They *are* [very friendly], but ...": a copula's own clause is not its complement.
            match relation {
                Punct | Parataxis | Vocative | Discourse | Dislocated | List | Expl => true,
                Nsubj | Csubj | Aux | Mark | Cc => child < branch,
                Conj => self.is_clause(child),
                _ => child < branch && branch < head,
            }
        } else {
            // "by [a leader], who *claimed* ...": the preposition belongs to another clause.
            match relation {
                Nsubj | Csubj | Expl | Aux | Cop | Mark | Cc | Punct | Parataxis | Discourse
                | Vocative => true,
                Case | Advmod => child < head,
                _ => false,
            }
        }
    }

    fn is_clause(&self, word: TokenIdx) -> bool {
        use Relation::{Aux, Cop, Csubj, Expl, Nsubj};
        self.tree
            .children(word)
            .iter()
            .any(|&child| matches!(self.tree.relation(child), Nsubj | Csubj | Cop | Expl | Aux))
    }

    /// The stretch of `words` (ascending) around `head`, on the head's side of the predicate;
    /// punctuation of other branches does not interrupt it (0.5).
    fn run_around(&self, head: TokenIdx, words: &[TokenIdx]) -> (TokenIdx, TokenIdx) {
        let allowed = |word: TokenIdx| {
            (word < self.predicate) == (head < self.predicate) && word != self.predicate
        };
        let bridged = |from: TokenIdx, to: TokenIdx| {
            (from.index() + 1..to.index())
                .map(TokenIdx::new)
                .all(|word| allowed(word) && self.is_punctuation(word))
        };
        let at = words.binary_search(&head).unwrap_or(0);
        let (mut first, mut last) = (head, head);
        for &word in &words[at + 1..] {
            if !allowed(word) || !bridged(last, word) {
                break;
            }
            last = word;
        }
        for &word in words[..at].iter().rev() {
            if !allowed(word) || !bridged(word, first) {
                break;
            }
            first = word;
        }
        (first, last)
    }

    fn is_punctuation(&self, word: TokenIdx) -> bool {
        self.tree.relation(word) == Relation::Punct
    }

    /// Leaves out punctuation at both ends (4.3), but for brackets and quotation marks whose
    /// partner is inside (1.1). A closing mark goes if it follows other punctuation at
    /// the end: American style sets it after the full stop of the sentence (0.2).
    fn trim(&self, first: TokenIdx, last: TokenIdx, head: TokenIdx) -> (TokenIdx, TokenIdx) {
        let (mut first, mut last) = (first.index(), last.index());
        let head = head.index();
        loop {
            let paired = self.paired(first, last);
            let loose =
                |word: usize| self.is_punctuation(TokenIdx::new(word)) && !paired[word - first];
            let mut start = first;
            while start < head && loose(start) {
                start += 1;
            }
            let mut end = last;
            if last > head + 1 && paired[last - first] && loose(last - 1) {
                end = last - 2;
            }
            while end > head && loose(end) {
                end -= 1;
            }
            if (start, end) == (first, last) {
                return (TokenIdx::new(first), TokenIdx::new(last));
            }
            (first, last) = (start, end);
        }
    }

    /// Which of the words `first..=last` are brackets or quotation marks with a partner there.
    fn paired(&self, first: usize, last: usize) -> Vec<bool> {
        let mut paired = vec![false; last - first + 1];
        let mut open: Vec<(usize, &str)> = Vec::new();
        for (i, token) in self.tokens[first..=last].iter().enumerate() {
            let form = token.form();
            let partner = open.iter().rposition(|&(_, opener)| {
                PAIRS
                    .iter()
                    .any(|&(left, right)| left == opener && right == form)
            });
            if let Some(partner) = partner {
                paired[open[partner].0] = true;
                paired[i] = true;
                open.truncate(partner);
            } else if PAIRS.iter().any(|&(left, _)| left == form) {
                open.push((i, form));
            }
        }
        paired
    }

    /// Where the small clause ends whose subject is `head`: "*get* [my test failed]", with
    /// the subject as the predicate's object and the rest as its open complement without a
    /// role of its own (0.7).
    fn end_of_small_clause(&self, head: TokenIdx) -> TokenIdx {
        let tree = self.tree;
        if tree.head(head) != Some(self.predicate)
            || head < self.predicate
            || !matches!(tree.relation(head), Relation::Obj | Relation::Iobj)
        {
            return head;
        }
        let complement = tree
            .children(self.predicate)
            .iter()
            .copied()
            .find(|&child| {
                child > head && tree.relation(child) == Relation::Xcomp && !self.is_argument(child)
            });
        complement.map_or(head, |complement| {
            let (first, last) = tree.extent(complement);
            self.trim(first, last, complement).1
        })
    }
}

/// Brackets and quotation marks, as tokens.
const PAIRS: [(&str, &str); 13] = [
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("<", ">"),
    ("\u{201c}", "\u{201d}"),
    ("\u{2018}", "\u{2019}"),
    ("\u{ab}", "\u{bb}"),
    ("``", "''"),
    ("\"", "\""),
    ("'", "'"),
    ("-LRB-", "-RRB-"),
    ("-LSB-", "-RSB-"),
    ("\u{201e}", "\u{201c}"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;

    /// One word a line of the table: form, head as in CoNLL-U (0 is the root), relation.
    fn sentence(table: &str) -> (Tree, Vec<Token>) {
        let rows: Vec<Vec<&str>> = table
            .split(" / ")
            .map(|row| row.split_whitespace().collect())
            .collect();
        let heads = rows
            .iter()
            .map(|row| {
                row[1]
                    .parse::<usize>()
                    .expect("a head")
                    .checked_sub(1)
                    .map(TokenIdx::new)
            })
            .collect();
        let deprels = rows
            .iter()
            .map(|row| row[2].parse().expect("a relation"))
            .collect();
        let tokens = rows
            .iter()
            .map(|row| Token::new(Span::new(0, 0), row[0]))
            .collect();
        (Tree::new(heads, deprels).expect("a tree"), tokens)
    }

    /// The spans of the roles (word from 1 and role), each as its words.
    fn check(table: &str, predicate: usize, roles: &[(usize, &str)], expect: &[&str]) {
        let (tree, tokens) = sentence(table);
        let heads: Vec<(TokenIdx, Role)> = roles
            .iter()
            .map(|&(word, role)| (TokenIdx::new(word - 1), role.parse().expect("a role")))
            .collect();
        let spans: Vec<String> = arguments(&tree, &tokens, TokenIdx::new(predicate - 1), &heads)
            .iter()
            .map(|argument| {
                let words: Vec<&str> = tokens[argument.first().index()..=argument.last().index()]
                    .iter()
                    .map(Token::form)
                    .collect();
                format!("{}: {}", argument.role(), words.join(" "))
            })
            .collect();
        assert_eq!(spans, expect);
    }

    #[test]
    fn an_argument_is_its_subtree_without_punctuation_at_its_ends() {
        check(
            "Ships 4 nsubj / , 3 punct / however 4 advmod / left 0 root / the 6 det / port 4 obj / . 4 punct",
            4,
            &[(1, "ARG0"), (3, "ARGM-DIS"), (6, "ARG1")],
            &["ARG0: Ships", "ARGM-DIS: however", "ARG1: the port"],
        );
    }

    #[test]
    fn quotation_marks_with_a_partner_inside_stay() {
        check(
            "He 2 nsubj / read 0 root / \" 4 punct / Dune 2 obj / \" 4 punct / , 2 punct / \" 2 punct",
            2,
            &[(1, "ARG0"), (4, "ARG1")],
            &["ARG0: He", "ARG1: \" Dune \""],
        );
        check(
            "He 2 nsubj / asked 0 root / for 5 case / \" 5 punct / peace 2 obl / . 5 punct / \" 5 punct",
            2,
            &[(5, "ARG1")],
            &["ARG1: for \" peace"],
        );
    }

    #[test]
    fn the_noun_before_a_relative_clause_leaves_the_clause_and_its_preposition_out() {
        check(
            "by 3 case / the 3 det / man 7 obl / who 5 nsubj / fled 3 acl:relcl / was 7 aux:pass / seen 0 root",
            5,
            &[(3, "ARG0"), (4, "R-ARG0")],
            &["ARG0: the man", "R-ARG0: who"],
        );
    }

    #[test]
    fn the_complement_of_a_copula_leaves_the_rest_of_the_clause_out() {
        check(
            "They 4 nsubj / were 4 cop / so 4 advmod / kind 0 root / and 7 cc / we 7 nsubj / thanked 4 conj / . 4 punct",
            2,
            &[(1, "ARG1"), (4, "ARG2")],
            &["ARG1: They", "ARG2: so kind"],
        );
    }

    #[test]
    fn an_object_takes_its_small_clause_along_unless_that_has_a_role() {
        let table =
            "made 0 root / the 3 det / crew 1 obj / work 1 xcomp / late 4 advmod / . 1 punct";
        check(table, 1, &[(3, "ARG1")], &["ARG1: the crew work late"]);
        check(
            table,
            1,
            &[(3, "ARG1"), (4, "ARG2")],
            &["ARG1: the crew", "ARG2: work late"],
        );
    }

    #[test]
    fn light_verbs_and_their_nouns_are_single_words() {
        check(
            "took 0 root / a 4 det / quick 4 amod / look 1 obj",
            1,
            &[(4, "ARGM-PRR")],
            &["ARGM-PRR: look"],
        );
    }

    #[test]
    fn a_role_on_the_predicate_itself_or_twice_on_a_word_does_no_harm() {
        check(
            "Ships 2 nsubj / left 0 root / , 2 punct / port 2 obj",
            2,
            &[(2, "ARG1"), (4, "ARG1"), (4, "ARG2")],
            &["ARG1: left", "ARG1: port"],
        );
    }

    #[test]
    fn the_head_of_a_span_is_its_topmost_word_and_of_several_the_leftmost() {
        let (tree, _) = sentence(
            "made 0 root / the 3 det / crew 1 obj / work 1 xcomp / late 4 advmod / . 1 punct",
        );
        let head =
            |first, last| span_head(&tree, TokenIdx::new(first), TokenIdx::new(last)).index();
        assert_eq!(
            (head(1, 4), head(3, 4), head(4, 5), head(0, 5)),
            (2, 3, 5, 0)
        );
    }
}
