//! The sentence that names stand in, as the rules look at it.

use crate::language::deprel::Relation;
use crate::language::morphology::Morphology;
use crate::language::token::{Token, TokenIdx};
use crate::language::tree::Tree;
use crate::language::upos::Upos;

/// The sentence that the names stand in.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Its words.
    pub tokens: &'a [Token],
    /// Their morphology, as many.
    pub morphology: &'a [Morphology],
    /// Their tree, as long.
    pub tree: &'a Tree,
}

impl Words<'_> {
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn form(&self, word: usize) -> &str {
        self.tokens[word].form()
    }

    pub(super) fn upos(&self, word: usize) -> Upos {
        self.morphology[word].upos()
    }

    pub(super) fn relation(&self, word: usize) -> Relation {
        self.tree.relation(TokenIdx::new(word))
    }

    /// The head of a word; `None` of the root.
    pub(super) fn head(&self, word: usize) -> Option<usize> {
        self.tree.head(TokenIdx::new(word)).map(TokenIdx::index)
    }

    pub(super) fn phrase(&self, first: usize, last: usize) -> String {
        let forms: Vec<&str> = (first..=last).map(|word| self.form(word)).collect();
        forms.join(" ")
    }

    /// Whether the word begins with a capital letter.
    pub(super) fn is_capital(&self, word: usize) -> bool {
        self.form(word).starts_with(char::is_uppercase)
    }

    /// Whether the word is a letter with its full stop, as of a first name.
    pub(super) fn is_initial(&self, word: usize) -> bool {
        let mut letters = self.form(word).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.as_str() == "."
    }

    /// Whether the word is an address of the web or of mail.
    pub(super) fn is_address(&self, word: usize) -> bool {
        let form = self.form(word);
        form.contains("://") || form.contains('@') && form.contains('.') || form.starts_with("www.")
    }

    /// Whether any of the words is a proper noun.
    pub(super) fn has_proper(&self, first: usize, last: usize) -> bool {
        (first..=last).any(|word| self.upos(word) == Upos::Propn)
    }

    /// The word of `first..=last` whose head lies outside.
    pub(super) fn top(&self, first: usize, last: usize) -> usize {
        (first..=last)
            .find(|&word| {
                self.head(word)
                    .is_none_or(|head| !(first..=last).contains(&head))
            })
            .unwrap_or(first)
    }

    /// Whether the word hangs, over any number of others, on one of `first..=last`.
    pub(super) fn is_below(&self, word: usize, first: usize, last: usize) -> bool {
        let mut above = Some(word);
        while let Some(word) = above {
            if (first..=last).contains(&word) {
                return true;
            }
            above = self.head(word);
        }
        false
    }

    /// Whether a word of the first stretch hangs on a word of the second.
    pub(super) fn hangs_on(&self, words: (usize, usize), above: (usize, usize)) -> bool {
        (words.0..=words.1).any(|word| {
            self.head(word)
                .is_some_and(|head| (above.0..=above.1).contains(&head))
        })
    }

    /// Whether nothing but tokens stands between two words.
    pub(super) fn touch(&self, first: usize, last: usize) -> bool {
        self.tokens[first..=last]
            .windows(2)
            .all(|pair| pair[0].span().end() == pair[1].span().start())
    }

    /// Whether most words are capitalised anyway, as in titles.
    pub(super) fn is_title_case(&self) -> bool {
        let is_content = |word: &usize| {
            let open = matches!(
                self.upos(*word),
                Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Propn
            );
            open && self.form(*word).chars().count() > 3
        };
        let content: Vec<usize> = (0..self.len()).filter(is_content).collect();
        let small = content.iter().filter(|&&word| !self.is_capital(word));
        content.len() < 3 || small.count() * 5 < content.len() * 2
    }
}
