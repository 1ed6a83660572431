//! Merge candidates: pairs of entities of many articles that may be one, with the reason. Nothing is merged by them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::knowledge::entity::EntityType;

/// What is known of a named entity over all articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: EntityType,
    /// Its other names: proper names only.
    pub aliases: Vec<String>,
    /// Its country's ISO 3166 alpha-3 code.
    pub country: Option<String>,
}

/// Why two entities may be one. The surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// One name is written as another name of the other: an article says that KCNA is the Korean Central News Agency.
    Alias,
    /// The names differ only in case, marks or accents.
    Spelling,
    /// One name is made of the other's initials.
    Acronym,
    /// The names are the same, their kinds differ.
    OtherKind,
    /// One name is part of the other: "Choe" and "Choe Son Hui".
    Part,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Alias => "an article uses both names for it",
            Self::Spelling => "the names differ only in case, marks or accents",
            Self::Acronym => "one name is the other's initials",
            Self::OtherKind => "the same name, another kind",
            Self::Part => "one name is part of the other",
        })
    }
}

/// Two entities that may be one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Why.
    pub reason: Reason,
    /// The fuller name's card, by its place in the input.
    pub keep: usize,
    /// The other card.
    pub other: usize,
}

/// The pairs of `cards` that may be one, the surest first; a pair is named once, by its surest reason. Persons of two
/// full names and kinds that exclude one another are no pair.
///
/// # Examples
/// ```
/// use byline::knowledge::entity::EntityType;
/// use byline::knowledge::resolve::candidates::{Card, Reason, candidates};
/// let card = |name: &str, kind| Card { name: name.into(), kind, aliases: vec![], country: None };
/// let cards = [
///     card("Korean Central News Agency", EntityType::NewsMedia),
///     card("KCNA", EntityType::Organization),
/// ];
/// let found = candidates(&cards);
/// assert_eq!((found[0].reason, found[0].keep, found[0].other), (Reason::Acronym, 0, 1));
/// ```
#[must_use]
pub fn candidates(cards: &[Card]) -> Vec<Candidate> {
    let mut found: BTreeMap<(usize, usize), Reason> = BTreeMap::new();
    let mut by_name: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut by_alias: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut by_initials: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut by_word: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (index, card) in cards.iter().enumerate() {
        by_name.entry(folded(&card.name)).or_default().insert(index);
        for alias in &card.aliases {
            by_alias.entry(folded(alias)).or_default().insert(index);
        }
        if let Some(initials) = initials(&card.name) {
            by_initials.entry(initials).or_default().insert(index);
        }
        let words = words(&card.name);
        if words.len() > 1 && card.kind == EntityType::Person {
            for word in words {
                by_word.entry(word).or_default().insert(index);
            }
        }
    }
    for (index, card) in cards.iter().enumerate() {
        let key = folded(&card.name);
        let mut note = |others: Option<&BTreeSet<usize>>, reason: Reason| {
            for &other in others.into_iter().flatten() {
                if other == index {
                    continue;
                }
                let reason = match reason {
                    Reason::Spelling if cards[other].name == card.name => Reason::OtherKind,
                    _ => reason,
                };
                if reason != Reason::OtherKind && !kinds_agree(cards[other].kind, card.kind) {
                    continue;
                }
                // Namesakes of two countries are those to be told apart.
                let is_sure = matches!(reason, Reason::Alias | Reason::OtherKind);
                if !is_sure && countries_differ(card, &cards[other]) {
                    continue;
                }
                let pair = (index.min(other), index.max(other));
                let known = found.entry(pair).or_insert(reason);
                *known = (*known).min(reason);
            }
        };
        note(by_alias.get(&key), Reason::Alias);
        note(by_name.get(&key), Reason::Spelling);
        if card.kind != EntityType::Person && is_acronym(&card.name) {
            note(by_initials.get(&key), Reason::Acronym);
        }
        if card.kind == EntityType::Person && words(&card.name).len() == 1 {
            note(by_word.get(&key), Reason::Part);
        }
    }
    let mut list: Vec<Candidate> = found
        .into_iter()
        .map(|((a, b), reason)| {
            let is_fuller = cards[a].name.chars().count() >= cards[b].name.chars().count();
            let (keep, other) = if is_fuller { (a, b) } else { (b, a) };
            Candidate {
                reason,
                keep,
                other,
            }
        })
        .collect();
    list.sort();
    list
}

/// Whether two kinds may be two readings of one thing: bodies among themselves, places among themselves. A capital whose
/// name stands for its country is not that country.
fn kinds_agree(a: EntityType, b: EntityType) -> bool {
    let class = |kind: EntityType| match kind {
        EntityType::Person => 0,
        EntityType::Organization
        | EntityType::Government
        | EntityType::NewsMedia
        | EntityType::Group => 1,
        EntityType::City | EntityType::Place | EntityType::Facility => 2,
        EntityType::Country => 7,
        EntityType::Event => 3,
        EntityType::Product | EntityType::CreativeWork | EntityType::Thing => 4,
        EntityType::Law => 5,
        EntityType::UnnamedSource => 6,
    };
    class(a) == class(b)
}

fn countries_differ(a: &Card, b: &Card) -> bool {
    matches!((&a.country, &b.country), (Some(x), Some(y)) if x != y)
}

/// A name without case, marks and accents.
fn folded(name: &str) -> String {
    words(name).join(" ")
}

fn words(name: &str) -> Vec<String> {
    let plain: String = name
        .nfd()
        .filter(|c| !matches!(u32::from(*c), 0x300..=0x36f) && *c != '.' && *c != '\'' && *c != '’')
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut words: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words
}

/// The initials of a name's words that are written large, if there are at least two.
fn initials(name: &str) -> Option<String> {
    let initials: String = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .flat_map(char::to_lowercase)
        .collect();
    (initials.chars().count() > 1).then_some(initials)
}

fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1
        && letters.clone().all(char::is_uppercase)
        && !name.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cards: &[(&str, EntityType, &[&str])], expect: &[(&str, &str, Reason)]) {
        let cards: Vec<Card> = cards
            .iter()
            .map(|&(name, kind, aliases)| Card {
                name: name.to_owned(),
                kind,
                aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
                country: None,
            })
            .collect();
        let found = candidates(&cards);
        let found: Vec<(&str, &str, Reason)> = found
            .iter()
            .map(|c| {
                (
                    cards[c.keep].name.as_str(),
                    cards[c.other].name.as_str(),
                    c.reason,
                )
            })
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn every_pair_is_told_once_by_its_surest_reason() {
        use EntityType::{Country, Government, NewsMedia, Organization, Person};
        check(
            &[
                ("Korean Central News Agency", NewsMedia, &["KCNA"]),
                ("KCNA", Organization, &[]),
                ("Íngrid Betancourt", Person, &[]),
                ("Ingrid Betancourt", Person, &[]),
                ("Jordan", Country, &[]),
                ("Jordan", Person, &[]),
                ("NIS", Government, &[]),
                ("National Intelligence Service", Government, &[]),
            ],
            &[
                ("Korean Central News Agency", "KCNA", Reason::Alias),
                ("Íngrid Betancourt", "Ingrid Betancourt", Reason::Spelling),
                ("National Intelligence Service", "NIS", Reason::Acronym),
                ("Jordan", "Jordan", Reason::OtherKind),
            ],
        );
    }

    #[test]
    fn two_full_names_of_persons_are_no_pair() {
        use EntityType::Person;
        check(
            &[
                ("Bill Clinton", Person, &[]),
                ("Hillary Clinton", Person, &[]),
            ],
            &[],
        );
        check(
            &[("Bill Clinton", Person, &[]), ("Clinton", Person, &[])],
            &[("Bill Clinton", "Clinton", Reason::Part)],
        );
    }
}
