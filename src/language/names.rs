//! Names, dates and quantities: stretches of words with one of `OntoNotes`' 18 types
//! (`OntoNotes` 5.0, <https://catalog.ldc.upenn.edu/LDC2013T19>), and their IOB2 tags.

use std::fmt;
use std::str::FromStr;

use super::codes::{UnknownCode, codes};
use super::token::TokenIdx;

codes! {
    /// `OntoNotes`' types of names.
    NameType: "name type of OntoNotes";
    /// People, fictional ones too.
    Person = "PERSON",
    /// Nationalities, religious and political groups.
    Norp = "NORP",
    /// Buildings, airports, roads, bridges.
    Fac = "FAC",
    /// Companies, agencies, institutions.
    Org = "ORG",
    /// Countries, cities, states.
    Gpe = "GPE",
    /// Other places: mountains, seas, regions.
    Loc = "LOC",
    /// Vehicles, weapons, goods.
    Product = "PRODUCT",
    /// Named wars, storms, games.
    Event = "EVENT",
    /// Titles of books, songs, films.
    WorkOfArt = "WORK_OF_ART",
    /// Named laws and treaties.
    Law = "LAW",
    /// Languages.
    Language = "LANGUAGE",
    /// Dates and periods of a day or more.
    Date = "DATE",
    /// Times shorter than a day.
    Time = "TIME",
    /// Percentages.
    Percent = "PERCENT",
    /// Amounts of money.
    Money = "MONEY",
    /// Measures of weight, distance and the like.
    Quantity = "QUANTITY",
    /// "first", "second".
    Ordinal = "ORDINAL",
    /// Numbers that are nothing else.
    Cardinal = "CARDINAL",
}

/// A name: its type and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    kind: NameType,
    first: TokenIdx,
    last: TokenIdx,
}

impl Name {
    /// The words `first..=last` are a name; `None` if the last comes before the first.
    #[must_use]
    pub fn new(kind: NameType, first: TokenIdx, last: TokenIdx) -> Option<Self> {
        (first <= last).then_some(Self { kind, first, last })
    }

    /// The type.
    #[must_use]
    pub fn kind(&self) -> NameType {
        self.kind
    }

    /// The first word.
    #[must_use]
    pub fn first(&self) -> TokenIdx {
        self.first
    }

    /// The last word, inclusive.
    #[must_use]
    pub fn last(&self) -> TokenIdx {
        self.last
    }

    /// Whether the word is part of the name.
    #[must_use]
    pub fn contains(&self, token: TokenIdx) -> bool {
        self.first <= token && token <= self.last
    }
}

/// A word's place in a name, in the IOB2 scheme.
///
/// # Examples
/// ```
/// use byline::language::names::{NameType, Tag};
/// assert_eq!("B-GPE".parse(), Ok(Tag::Begin(NameType::Gpe)));
/// assert_eq!(Tag::Inside(NameType::Gpe).to_string(), "I-GPE");
/// assert_eq!(Tag::Outside.to_string(), "O");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// In no name.
    Outside,
    /// The first word of a name.
    Begin(NameType),
    /// A further word of a name.
    Inside(NameType),
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.pad("O"),
            Self::Begin(kind) => f.pad(&format!("B-{kind}")),
            Self::Inside(kind) => f.pad(&format!("I-{kind}")),
        }
    }
}

impl FromStr for Tag {
    type Err = UnknownCode;

    /// Reads `O`, `B-TYPE` or `I-TYPE`.
    ///
    /// # Errors
    /// If it is none of these.
    fn from_str(tag: &str) -> Result<Self, UnknownCode> {
        match tag.split_at_checked(2) {
            Some(("B-", kind)) => Ok(Self::Begin(kind.parse()?)),
            Some(("I-", kind)) => Ok(Self::Inside(kind.parse()?)),
            _ if tag == "O" => Ok(Self::Outside),
            _ => Err(UnknownCode {
                what: "tag of a name",
                found: tag.into(),
                known: &["O", "B-PERSON", "I-PERSON", "..."],
            }),
        }
    }
}

/// The names that tags describe. A further word after another type, or after none, begins a
/// name of its own, so that every sequence of tags is read.
#[must_use]
pub fn names_of_tags(tags: impl IntoIterator<Item = Tag>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (i, tag) in tags.into_iter().enumerate() {
        let token = TokenIdx::new(i);
        let (kind, continues) = match tag {
            Tag::Outside => continue,
            Tag::Begin(kind) => (kind, false),
            Tag::Inside(kind) => (kind, true),
        };
        match names.last_mut() {
            Some(name) if continues && name.kind == kind && name.last.index() + 1 == i => {
                name.last = token;
            }
            _ => names.push(Name {
                kind,
                first: token,
                last: token,
            }),
        }
    }
    names
}

/// The tags of `len` words with these names, which lie in order and apart.
#[must_use]
pub fn tags_of_names(names: &[Name], len: usize) -> Vec<Tag> {
    let mut tags = vec![Tag::Outside; len];
    for name in names {
        let words = tags.iter_mut().enumerate().take(name.last.index() + 1);
        for (i, tag) in words.skip(name.first.index()) {
            let begins = i == name.first.index();
            *tag = if begins {
                Tag::Begin(name.kind)
            } else {
                Tag::Inside(name.kind)
            };
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<Tag> {
        text.split(' ')
            .map(|tag| tag.parse().expect("a tag"))
            .collect()
    }

    fn spans(text: &str) -> Vec<(NameType, usize, usize)> {
        names_of_tags(tags(text))
            .iter()
            .map(|name| (name.kind(), name.first().index(), name.last().index()))
            .collect()
    }

    #[test]
    fn names_side_by_side_stay_apart() {
        let text = "B-GPE B-GPE I-GPE O B-WORK_OF_ART";
        assert_eq!(
            spans(text),
            [
                (NameType::Gpe, 0, 0),
                (NameType::Gpe, 1, 2),
                (NameType::WorkOfArt, 4, 4)
            ]
        );
        assert_eq!(tags_of_names(&names_of_tags(tags(text)), 5), tags(text));
    }

    #[test]
    fn a_further_word_without_a_first_begins_a_name() {
        assert_eq!(
            spans("I-ORG I-ORG I-LOC O I-LOC"),
            [
                (NameType::Org, 0, 1),
                (NameType::Loc, 2, 2),
                (NameType::Loc, 4, 4)
            ]
        );
    }

    #[test]
    fn unknown_tags_are_refused() {
        for tag in ["", "B", "B-", "X-ORG", "B-ORGANISATION", "o"] {
            assert!(tag.parse::<Tag>().is_err(), "{tag}");
        }
    }
}
