//! The word lists of the rules: `data/titles.txt`, `data/places.tsv`, `data/name-words.tsv`, `data/regions.tsv`,
//! `data/organisations.txt`, `data/transcript.tsv`.

use std::collections::{HashMap, HashSet};

use crate::language::names::NameType;

/// What is known of words and places.
#[derive(Debug)]
pub(super) struct Lists {
    titles: HashSet<&'static str>,
    places: HashMap<&'static str, Place>,
    /// Places in lower case.
    small_places: HashSet<String>,
    /// Countries and states, in lower case.
    regions: HashSet<String>,
    /// Adjectives and nouns for the people of countries: "Korean".
    demonyms: HashSet<&'static str>,
    /// Postal codes of the states of the USA.
    codes: HashSet<&'static str>,
    organisations: HashSet<&'static str>,
    words: HashSet<(&'static str, &'static str)>,
    /// What a speaker without a name is called, in lower case.
    roles: HashSet<&'static str>,
}

/// A place that leaves little doubt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) kind: NameType,
    /// Whether a reading as a person gives way.
    pub(super) is_sure: bool,
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

impl Lists {
    pub(super) fn new() -> Self {
        let place = |row: Vec<&'static str>| match row.as_slice() {
            [name, kind, sure] => {
                let kind = kind.parse().ok()?;
                let is_sure = *sure == "sure";
                Some((*name, Place { kind, is_sure }))
            }
            _ => None,
        };
        let places: HashMap<_, _> = rows(include_str!("../../../data/places.tsv"))
            .filter_map(place)
            .collect();
        let states = || rows(include_str!("../../../data/regions.tsv"));
        let mut regions: HashSet<String> = states().map(|row| row[0].to_lowercase()).collect();
        let mut demonyms = HashSet::new();
        for row in rows(include_str!("../../../data/gazetteer/countries.tsv")) {
            let people = row.get(4).into_iter().flat_map(|names| names.split('|'));
            for name in people.filter(|name| !name.is_empty()) {
                // "Korean" is part of "South Korean".
                demonyms.extend([name, name.rsplit(' ').next().unwrap_or(name)]);
            }
            let others = row.get(3).into_iter().flat_map(|names| names.split('|'));
            let names = row.get(1).copied().into_iter().chain(others);
            regions.extend(names.filter(|name| !name.is_empty()).map(str::to_lowercase));
        }
        Self {
            titles: rows(include_str!("../../../data/titles.txt"))
                .map(|row| row[0])
                .collect(),
            small_places: places.keys().map(|name| name.to_lowercase()).collect(),
            places,
            regions,
            demonyms,
            codes: states().filter_map(|row| row.get(1).copied()).collect(),
            organisations: rows(include_str!("../../../data/organisations.txt"))
                .map(|row| row[0])
                .collect(),
            words: rows(include_str!("../../../data/name-words.tsv"))
                .filter_map(|row| Some((*row.get(1)?, row[0])))
                .collect(),
            roles: rows(include_str!("../../../data/transcript.tsv"))
                .filter(|row| row.get(1) == Some(&"role"))
                .map(|row| row[0])
                .collect(),
        }
    }

    /// Whether the word comes before a person's name without being part of it.
    pub(super) fn is_title(&self, form: &str) -> bool {
        let form = form.trim_end_matches('.').to_lowercase();
        self.titles.contains(form.as_str()) || self.says("title", &form)
    }

    /// Whether no organisation's name begins with this title.
    pub(super) fn is_role(&self, form: &str) -> bool {
        self.roles.contains(form.to_lowercase().as_str())
    }

    pub(super) fn is_persons_title(&self, form: &str) -> bool {
        self.says("title", &form.trim_end_matches('.').to_lowercase())
    }

    /// A place by its name.
    pub(super) fn place(&self, name: &str) -> Option<Place> {
        self.places.get(name).copied()
    }

    /// Whether a place has this name, whatever its case.
    pub(super) fn is_place(&self, name: &str) -> bool {
        self.small_places.contains(&name.to_lowercase())
    }

    /// Whether a country or state has this name, whatever its case, or a state this code.
    pub(super) fn is_region(&self, name: &str) -> bool {
        self.regions.contains(&name.to_lowercase())
            || name.starts_with(char::is_uppercase)
                && self.codes.contains(name.to_uppercase().as_str())
    }

    /// Whether this is what the people of a country are called: "North Korean", "Koreans".
    pub(super) fn is_demonym(&self, name: &str) -> bool {
        let singular = name.strip_suffix('s').unwrap_or(name);
        self.demonyms.contains(name) || self.demonyms.contains(singular)
    }

    /// Whether the word is part of a place's name before which it stands.
    pub(super) fn is_direction(&self, form: &str) -> bool {
        self.says("direction", &form.to_lowercase())
    }

    /// Whether the word is a company's legal form.
    pub(super) fn is_company(&self, form: &str) -> bool {
        self.says("company", &form.trim_end_matches('.').to_lowercase())
    }

    /// Whether a well-known organisation has this name, its hyphens as words of their own or not.
    pub(super) fn is_organisation(&self, name: &str) -> bool {
        let name = name.replace(" - ", "-");
        let first = name.chars().next().map(char::to_lowercase);
        let small: String = first
            .into_iter()
            .flatten()
            .chain(name.chars().skip(1))
            .collect();
        self.organisations.contains(name.as_str()) || self.organisations.contains(small.as_str())
    }

    /// Whether the word stands before a person's last name as part of it: "bin", "van".
    pub(super) fn is_particle(&self, form: &str) -> bool {
        self.says("particle", form)
    }

    /// The type of a name that ends in this word.
    pub(super) fn type_of_last(&self, form: &str) -> Option<NameType> {
        let form = form.trim_end_matches('.');
        if self.says("facility", form) {
            Some(NameType::Fac)
        } else if self.says("event", form) {
            Some(NameType::Event)
        } else {
            None
        }
    }

    fn says(&self, what: &str, word: &str) -> bool {
        self.words.contains(&(what, word))
    }
}
