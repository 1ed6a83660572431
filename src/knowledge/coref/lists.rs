//! The word lists that resolution asks.

use std::collections::HashSet;

use crate::knowledge::gazetteer::{Gazetteer, rows};
use crate::knowledge::nouns::Nouns;

/// Gazetteer, nouns and small lists of words.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub gazetteer: Gazetteer,
    pub nouns: Nouns,
    pub words: Words,
}

/// The small lists of `data/coref.tsv`: rows of a list's name and a word.
#[derive(Debug)]
pub(super) struct Words(HashSet<(&'static str, &'static str)>);

impl Default for Words {
    fn default() -> Self {
        Self(
            rows(include_str!("../../../data/coref.tsv"))
                .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
                .collect(),
        )
    }
}

impl Words {
    /// Whether `list` holds `word` (lower case).
    pub fn has(&self, list: &'static str, word: &str) -> bool {
        // The set's keys live as long as the program; a borrowed word is looked up by an equal pair.
        self.0.contains(&(list, word))
    }
}
