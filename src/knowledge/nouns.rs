//! What sort of thing a noun names, and the gender of nouns and given names: `data/gazetteer/nouns.tsv` from
//! `WordNet` (<https://wordnet.princeton.edu>), `given-names.tsv` from the US census, `bodies.tsv` of our own.

use std::collections::{HashMap, HashSet};

use super::entity::EntityType;
use super::gazetteer::rows;

/// What sort of thing a noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A human being.
    Person,
    /// People together: a team, a country, an agency.
    Group,
    /// A place.
    Place,
    /// A stretch or point of time.
    Time,
    /// Something that happens or is done.
    Event,
    /// An animal.
    Animal,
    /// Anything else.
    Thing,
}

/// Grammatical gender in English: what pronoun stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// "he".
    Male,
    /// "she".
    Female,
    /// "it".
    Neuter,
}

/// The lists, ready to be asked.
#[derive(Debug)]
pub struct Nouns {
    sorts: HashMap<&'static str, (Sort, Option<Gender>)>,
    given_names: HashMap<&'static str, Gender>,
    bodies: HashMap<&'static str, EntityType>,
    titles: HashSet<&'static str>,
    hypernyms: HashMap<&'static str, &'static str>,
    somebody_does: HashSet<&'static str>,
}

impl Default for Nouns {
    fn default() -> Self {
        Self::new()
    }
}

impl Nouns {
    /// The lists that the program carries.
    #[must_use]
    pub fn new() -> Self {
        let noun = |row: Vec<&'static str>| {
            let gender = row.get(2).copied().and_then(gender);
            Some((*row.first()?, (sort(row.get(1)?)?, gender)))
        };
        Self {
            sorts: rows(include_str!("../../data/gazetteer/nouns.tsv"))
                .filter_map(noun)
                .collect(),
            given_names: rows(include_str!("../../data/gazetteer/given-names.tsv"))
                .filter_map(|row| Some((*row.first()?, gender(row.get(1)?)?)))
                .collect(),
            bodies: rows(include_str!("../../data/bodies.tsv"))
                .filter_map(|row| Some((*row.first()?, body(row.get(1)?)?)))
                .collect(),
            titles: rows(include_str!("../../data/titles.txt"))
                .filter_map(|row| row.first().copied())
                .collect(),
            hypernyms: rows(include_str!("../../data/gazetteer/hypernyms.tsv"))
                .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
                .collect(),
            somebody_does: rows(include_str!("../../data/gazetteer/verbs.tsv"))
                .filter_map(|row| row.first().copied())
                .collect(),
        }
    }

    /// What sort of thing the noun of this lemma (lower case) names.
    ///
    /// # Examples
    /// ```
    /// use byline::knowledge::nouns::{Nouns, Sort};
    /// let nouns = Nouns::new();
    /// assert_eq!(nouns.sort("spokeswoman"), Sort::Person);
    /// assert_eq!(nouns.sort("agency"), Sort::Group);
    /// assert_eq!(nouns.sort("satellite"), Sort::Thing);
    /// ```
    #[must_use]
    pub fn sort(&self, lemma: &str) -> Sort {
        let last = lemma.rsplit('-').next().unwrap_or(lemma);
        self.sorts
            .get(lemma)
            .or_else(|| self.sorts.get(last))
            .map_or(Sort::Thing, |&(sort, _)| sort)
    }

    /// Whether the noun of this lemma names human beings, one or many: "official", "lawmaker".
    #[must_use]
    pub fn is_person(&self, lemma: &str) -> bool {
        self.sort(lemma) == Sort::Person
    }

    /// The gender of the person that the noun names, where the noun tells.
    #[must_use]
    pub fn gender(&self, lemma: &str) -> Option<Gender> {
        self.sorts.get(lemma).and_then(|&(_, gender)| gender)
    }

    /// The gender of those who bear the given name (capitalised), where it is nearly always the same.
    #[must_use]
    pub fn gender_of_name(&self, given: &str) -> Option<Gender> {
        self.given_names.get(given).copied()
    }

    /// Whether the word (lower case) is a title that stands before persons' names: "president".
    #[must_use]
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word.trim_end_matches('.'))
    }

    /// Whether the noun (lower case) is what storms with names of their own are: "hurricane".
    #[must_use]
    pub fn is_storm(&self, lemma: &str) -> bool {
        // The dictionary takes cyclones for a wind first.
        matches!(lemma, "storm" | "cyclone" | "typhoon") || self.steps_up(lemma, "storm").is_some()
    }

    /// How many steps `other` is more general than `lemma` (both lower case): 0 for another word for the same, up to 4.
    ///
    /// # Examples
    /// ```
    /// use byline::knowledge::nouns::Nouns;
    /// let nouns = Nouns::new();
    /// assert_eq!(nouns.steps_up("hurricane", "storm"), Some(3));
    /// assert_eq!(nouns.steps_up("storm", "hurricane"), None);
    /// ```
    #[must_use]
    pub fn steps_up(&self, lemma: &str, other: &str) -> Option<usize> {
        let words = self.hypernyms.get(lemma)?;
        words.split('|').find_map(|word| {
            let steps = word.strip_suffix(other)?;
            steps.parse().ok()
        })
    }

    /// Whether the verb (lemma, lower case) is done by somebody, not by something: "agree", "vote".
    #[must_use]
    pub fn somebody_does(&self, verb: &str) -> bool {
        self.somebody_does.contains(verb)
    }

    /// The kind of body that a head noun (lemma, lower case) names: "ministry", "newspaper".
    #[must_use]
    pub fn body(&self, lemma: &str) -> Option<EntityType> {
        self.bodies.get(lemma).copied()
    }
}

fn sort(code: &str) -> Option<Sort> {
    match code {
        "person" => Some(Sort::Person),
        "group" => Some(Sort::Group),
        "place" => Some(Sort::Place),
        "time" => Some(Sort::Time),
        "event" => Some(Sort::Event),
        "animal" => Some(Sort::Animal),
        "thing" => Some(Sort::Thing),
        _ => None,
    }
}

/// The gender that a table of ours writes so; `None` for `-`.
pub(super) fn gender(code: &str) -> Option<Gender> {
    match code {
        "male" => Some(Gender::Male),
        "female" => Some(Gender::Female),
        "neuter" => Some(Gender::Neuter),
        _ => None,
    }
}

fn body(code: &str) -> Option<EntityType> {
    serde_json::from_value(serde_json::Value::from(code)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_read() {
        let nouns = Nouns::new();
        let rows = |text: &'static str| rows(text).count();
        assert_eq!(
            nouns.bodies.len(),
            rows(include_str!("../../data/bodies.tsv"))
        );
        assert_eq!(
            nouns.sorts.len(),
            rows(include_str!("../../data/gazetteer/nouns.tsv"))
        );
        assert_eq!(
            nouns.hypernyms.len(),
            rows(include_str!("../../data/gazetteer/hypernyms.tsv"))
        );
        assert_eq!(
            nouns.somebody_does.len(),
            rows(include_str!("../../data/gazetteer/verbs.tsv"))
        );
        assert_eq!(
            nouns.given_names.len(),
            rows(include_str!("../../data/gazetteer/given-names.tsv"))
        );
    }
}
