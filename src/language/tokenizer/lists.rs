//! The word lists of the tokenizer, read from `data/tokenizer/` at compile time.
//!
//! Each list is a text file with its source and licence at its head; a line is an entry,
//! `#` opens a comment.

use std::collections::{HashMap, HashSet};

/// When the full stop after an abbreviation is its own. The file says what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    Title,
    Name,
    Always,
    Number,
    Lower,
}

/// Looked-up lists; see the head of each file in `data/tokenizer/`.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    abbreviations: HashMap<&'static str, Stop>,
    /// "co" of "co-".
    prefixes: HashSet<&'static str>,
    /// "wise" of "-wise".
    suffixes: HashSet<&'static str>,
    /// Lengths in code points of the last word and the last but one (or 0).
    contractions: HashMap<&'static str, [u8; 2]>,
    emoticons: HashSet<&'static str>,
    host_endings: HashSet<&'static str>,
    /// The units, and whether they hold for sums only.
    units: HashMap<&'static str, bool>,
    elisions: HashSet<&'static str>,
    after_its: HashSet<&'static str>,
    /// Syllables of Korean and Chinese given names.
    syllables: HashSet<&'static str>,
}

/// The longest entry, in code points, that any of the lists holds or is asked for.
pub(crate) const LONGEST: usize = 12;

impl Lists {
    pub(crate) fn new() -> Self {
        let affixes = || entries(include_str!("../../../data/tokenizer/affixes.txt"));
        Self {
            abbreviations: entries(include_str!("../../../data/tokenizer/abbreviations.txt"))
                .filter_map(|line| {
                    let (word, class) = line.split_once(' ')?;
                    Some((word, stop(class)?))
                })
                .collect(),
            prefixes: affixes()
                .filter_map(|affix| affix.strip_suffix('-'))
                .collect(),
            suffixes: affixes()
                .filter_map(|affix| affix.strip_prefix('-'))
                .collect(),
            contractions: entries(include_str!("../../../data/tokenizer/contractions.txt"))
                .filter_map(contraction)
                .collect(),
            emoticons: entries(include_str!("../../../data/tokenizer/emoticons.txt")).collect(),
            host_endings: entries(include_str!("../../../data/tokenizer/hosts.txt")).collect(),
            units: entries(include_str!("../../../data/tokenizer/units.txt"))
                .map(|line| {
                    line.split_once(' ')
                        .map_or((line, false), |(unit, _)| (unit, true))
                })
                .collect(),
            elisions: entries(include_str!("../../../data/tokenizer/elisions.txt")).collect(),
            after_its: entries(include_str!("../../../data/tokenizer/after_its.txt")).collect(),
            syllables: entries(include_str!("../../../data/tokenizer/syllables.txt")).collect(),
        }
    }

    /// The class of an abbreviation, `word` without its last full stop.
    pub(crate) fn stop(&self, word: &str) -> Option<Stop> {
        if let Some(&stop) = self.abbreviations.get(word) {
            return Some(stop);
        }
        if word.len() < 2 || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None; // "p. 5" is a page, "P. Smith" a name
        }
        let small = word.to_ascii_lowercase();
        if let Some(&stop) = self.abbreviations.get(small.as_str()) {
            return Some(stop);
        }
        if !word.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let mut title = small;
        title[..1].make_ascii_uppercase();
        self.abbreviations
            .get(title.as_str())
            .copied()
            .filter(|&stop| stop != Stop::Name)
    }

    /// Whether a hyphen after `word` (small letters) joins it to the next.
    pub(crate) fn is_prefix(&self, word: &str) -> bool {
        self.prefixes.contains(word)
    }

    /// Whether a hyphen before `word` (small letters) joins it to the last.
    pub(crate) fn is_suffix(&self, word: &str) -> bool {
        self.suffixes.contains(word)
    }

    /// Whether `word` (small letters) is a syllable of Korean or Chinese given names.
    pub(crate) fn is_syllable(&self, word: &str) -> bool {
        self.syllables.contains(word)
    }

    /// The words of a contraction (small letters), as lengths in code points of the last
    /// and the last but one (0 if there are two only).
    pub(crate) fn contraction(&self, word: &str) -> Option<[u8; 2]> {
        self.contractions.get(word).copied()
    }

    pub(crate) fn is_emoticon(&self, word: &str) -> bool {
        self.emoticons.contains(word)
    }

    /// Whether `word` (small letters) ends the name of a site or a file.
    pub(crate) fn is_host_ending(&self, word: &str) -> bool {
        self.host_endings.contains(word)
    }

    /// Whether `word` is a unit; `sum` says that a currency sign or a fraction is there.
    pub(crate) fn is_unit(&self, word: &str, sum: bool) -> bool {
        let unit = if word.len() == 1 {
            self.units.get(word)
        } else {
            self.units.get(word.to_ascii_lowercase().as_str())
        };
        unit.is_some_and(|&only_sums| sum || !only_sums)
    }

    pub(crate) fn is_elision(&self, word: &str) -> bool {
        self.elisions.contains(word)
    }

    /// Whether "its" before `word` (small letters) stands for "it's".
    pub(crate) fn splits_its(&self, word: &str) -> bool {
        self.after_its.contains(word)
    }
}

fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn stop(class: &str) -> Option<Stop> {
    match class {
        "title" => Some(Stop::Title),
        "name" => Some(Stop::Name),
        "always" => Some(Stop::Always),
        "number" => Some(Stop::Number),
        "lower" => Some(Stop::Lower),
        _ => None,
    }
}

fn contraction(line: &'static str) -> Option<(&'static str, [u8; 2])> {
    let mut fields = line.split(' ');
    let word = fields.next()?;
    let parts: Vec<u8> = fields.map(|part| part.chars().count() as u8).collect();
    match parts[..] {
        [_, last] => Some((word, [last, 0])),
        [_, middle, last] => Some((word, [last, middle])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_well_formed() {
        for line in entries(include_str!("../../../data/tokenizer/abbreviations.txt")) {
            let (word, class) = line.split_once(' ').expect("a word and a class");
            assert!(stop(class).is_some(), "unknown class in {line:?}");
            assert!(
                word.chars().count() <= LONGEST,
                "longer than is asked for: {line:?}"
            );
        }
        for line in entries(include_str!("../../../data/tokenizer/contractions.txt")) {
            let (word, parts) = line.split_once(' ').expect("a word and its parts");
            assert_eq!(parts.replace(' ', ""), word);
            assert!(
                contraction(line).is_some(),
                "neither two parts nor three: {line:?}"
            );
        }
    }

    #[test]
    fn small_entries_hold_for_every_case_and_names_only_for_themselves() {
        let lists = Lists::new();
        assert_eq!(lists.stop("ETC"), Some(Stop::Always));
        assert_eq!(lists.stop("DR"), Some(Stop::Title));
        assert_eq!(lists.stop("CO"), None);
        assert_eq!(lists.stop("dr"), None);
    }
}
