//! The word lists that resolution asks.

use std::collections::{HashMap, HashSet};

use crate::knowledge::gazetteer::{Gazetteer, rows};
use crate::knowledge::nouns::Nouns;

/// Gazetteer, nouns and small lists of words.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub gazetteer: Gazetteer,
    pub nouns: Nouns,
    pub words: Words,
    pub contrasts: Contrasts,
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

/// Words that tell things of one kind apart (`data/contrasts.tsv`): what each tells and which value of it.
#[derive(Debug)]
pub(super) struct Contrasts(HashMap<&'static str, Vec<(&'static str, usize)>>);

impl Default for Contrasts {
    fn default() -> Self {
        let mut words: HashMap<&'static str, Vec<(&'static str, usize)>> = HashMap::new();
        for row in rows(include_str!("../../../data/contrasts.tsv")) {
            let Some((&told, values)) = row.split_first() else {
                continue;
            };
            for (value, synonyms) in values.iter().enumerate() {
                for word in synonyms.split(' ') {
                    words.entry(word).or_default().push((told, value));
                }
            }
        }
        Self(words)
    }
}

impl Contrasts {
    /// Whether the words before one noun contradict those before another: "next" and "last".
    pub fn are_told_apart(&self, one: &[String], two: &[String]) -> bool {
        let values = |words: &[String]| -> Vec<(&'static str, usize)> {
            let known = words.iter().filter_map(|word| self.0.get(word.as_str()));
            known.flatten().copied().collect()
        };
        let one = values(one);
        if one.is_empty() {
            return false;
        }
        let two = values(two);
        two.iter().any(|(told, _)| {
            let mut first = one.iter().filter(|(other, _)| other == told).peekable();
            first.peek().is_some() && first.all(|value| !two.contains(value))
        })
    }
}
